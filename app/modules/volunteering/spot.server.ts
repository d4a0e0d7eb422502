/** Where a place stands, and what its programme allows: read for commands. */
import { city } from '~/platform/city.server'
import { dateToDay } from '~/platform/clock'
import { decrypt } from '~/platform/crypto.server'
import type { Tx } from '~/platform/db.server'
import { Invalid } from '~/platform/errors'
import type { PlaceForm } from './schema'

/** The use for which the supervisor's telephone number is encrypted. */
export const PHONE = 'volunteer-supervisor-phone'

/** The number in the open; null where there is none, or it cannot be read. */
export const supervisorPhone = (sealed: string | null): string | null =>
  sealed === null ? null : decrypt(PHONE, sealed)

type Point = { latitude: number | null; longitude: number | null; districtId: number | null }

/**
 * The point on the map that a form chose: where the host is, in one of its halls, in the middle of a town, or nowhere.
 * @throws Invalid for a town or a hall that is none
 */
export async function pointFor(
  tx: Tx,
  hostId: number,
  form: Pick<PlaceForm, 'spot' | 'town'>,
  before: Point | null,
): Promise<Point> {
  const place = { latitude: true, longitude: true, districtId: true } as const
  if (form.spot === 'keep' && before)
    return { latitude: before.latitude, longitude: before.longitude, districtId: before.districtId }
  const { association } = await tx.volunteerHost.findUniqueOrThrow({
    where: { id: hostId },
    select: { association: { select: { id: true, ...place } } },
  })
  const nowhere = { latitude: null, longitude: null, districtId: association?.districtId ?? null }
  if (form.spot === 'town') {
    const town = await tx.town.findFirst({
      where: {
        name: form.town.normalize('NFKC').replace(city().officialName, '').trim(),
      },
      select: place,
    })
    if (!town) throw new Invalid({ town: ['volunteering.error.no_town'] })
    return town
  }
  if (form.spot.startsWith('hall-')) {
    const hall = await tx.hall.findFirst({
      where: {
        id: Number(form.spot.slice(5)),
        closedOn: null,
        associations: { some: { associationId: association?.id ?? 0 } },
      },
      select: place,
    })
    if (!hall) throw new Invalid({ spot: ['form.choose'] })
    return hall.latitude === null ? { ...nowhere, districtId: hall.districtId ?? nowhere.districtId } : hall
  }
  if (form.spot === 'host' && association) {
    const { latitude, longitude, districtId } = association
    return { latitude, longitude, districtId }
  }
  return nowhere
}

/** The programme with its periods as days; null when there is none. */
export async function heldProgramme(tx: Tx, id: number) {
  const found = await tx.volunteerProgramme.findUnique({
    where: { id },
    select: {
      kind: true,
      state: true,
      offersFrom: true,
      offersUntil: true,
      applyFrom: true,
      applyUntil: true,
      activityFrom: true,
      activityUntil: true,
      reportUntil: true,
    },
  })
  if (!found) return null
  return {
    kind: found.kind,
    state: found.state,
    offersFrom: dateToDay(found.offersFrom),
    offersUntil: dateToDay(found.offersUntil),
    applyFrom: dateToDay(found.applyFrom),
    applyUntil: dateToDay(found.applyUntil),
    activityFrom: dateToDay(found.activityFrom),
    activityUntil: dateToDay(found.activityUntil),
    reportUntil: dateToDay(found.reportUntil),
  }
}
