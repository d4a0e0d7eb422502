/** One AED: its public page, and its form. */
import { type Actor, denied, inScope, mayAnywhere, scopesOf } from '~/modules/accounts/rules'
import { dateToDay } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { hoursFields } from '../rules/form'
import { hoursOf } from '../schema'
import { keepsAll, keptRecord, refuseRecord } from './scope.server'

/** So many halls, and so many associations, are offered in a form. */
const MAX_CHOICES = 300
const MAX_ASSOCIATIONS = 1200

/** Everything that the public page of an AED says. @throws NotFound */
export async function readAed(id: number) {
  const row = await db.aed.findUnique({
    where: { id },
    select: {
      id: true,
      name: true,
      nameKana: true,
      address: true,
      building: true,
      latitude: true,
      longitude: true,
      position: true,
      phone: true,
      extension: true,
      organisation: true,
      url: true,
      note: true,
      hours: true,
      daysText: true,
      startText: true,
      endText: true,
      hoursText: true,
      childPads: true,
      outdoors: true,
      notForPublic: true,
      condition: true,
      checkedOn: true,
      openReports: true,
      invented: true,
      enteredFields: true,
      updatedAt: true,
      district: { select: { name: true } },
      association: { select: { name: true, slug: true, kind: true } },
      hall: { select: { id: true, name: true, closedOn: true } },
      source: { select: { name: true, publisher: true, licence: true, url: true, importedAt: true } },
    },
  })
  if (!row) throw new NotFound()
  const { daysText, startText, endText, hoursText, hours, checkedOn, hall, enteredFields, ...rest } = row
  return {
    ...rest,
    hours: hoursOf(hours),
    hoursText: { days: daysText, start: startText, end: endText, note: hoursText },
    /** The hours were entered by a person and may differ from the text of the source */
    hoursEntered: enteredFields.includes('hours'),
    checkedOn: checkedOn && dateToDay(checkedOn),
    hall: hall && !hall.closedOn ? { id: hall.id, name: hall.name } : null,
  }
}
export type ShownAed = Awaited<ReturnType<typeof readAed>>

/** Whether the actor keeps the record of an AED: the door to its form. */
export async function keepsRecord(actor: Actor, id: number): Promise<boolean> {
  if (!actor.user || !mayAnywhere(actor, 'aed.keep')) return false
  return (await db.aed.count({ where: { id, ...keptRecord(actor) } })) === 1
}

const text = (value: number | null) => (value === null ? '' : String(value))
const answer = (value: boolean | null) => (value === null ? 'unknown' : value ? 'yes' : 'no')

/**
 * The record as its form holds it.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function aedForKeeper(actor: Actor, id: number) {
  const row = await db.aed.findFirst({
    where: { id, ...keptRecord(actor) },
    select: {
      id: true,
      version: true,
      name: true,
      nameKana: true,
      address: true,
      building: true,
      latitude: true,
      longitude: true,
      position: true,
      phone: true,
      extension: true,
      organisation: true,
      url: true,
      note: true,
      hours: true,
      childPads: true,
      outdoors: true,
      notForPublic: true,
      hallId: true,
      associationId: true,
      daysText: true,
      startText: true,
      endText: true,
      hoursText: true,
      source: { select: { name: true } },
    },
  })
  if (!row) return refuseRecord(db, actor, id)
  const fields: Record<string, string> = {
    name: row.name,
    name_kana: row.nameKana,
    address: row.address,
    building: row.building,
    town: '',
    latitude: text(row.latitude),
    longitude: text(row.longitude),
    position: row.position,
    phone: row.phone,
    extension: row.extension,
    organisation: row.organisation,
    url: row.url,
    note: row.note,
    child_pads: answer(row.childPads),
    outdoors: answer(row.outdoors),
    not_for_public: row.notForPublic ? 'on' : '',
    hall: text(row.hallId),
    ...hoursFields(hoursOf(row.hours)),
  }
  return {
    aed: { id: row.id, name: row.name, version: row.version, source: row.source?.name ?? null },
    hoursText: { days: row.daysText, start: row.startText, end: row.endText, note: row.hoursText },
    fields,
    halls: await hallsOf(row.associationId, row.hallId),
  }
}

/** The halls of an association that an AED can stand in; of a facility, only the one that it stands in. */
async function hallsOf(associationId: number | null, standing: number | null) {
  return db.hall.findMany({
    where: {
      OR: [
        ...(associationId ? [{ closedOn: null, associations: { some: { associationId } } }] : []),
        ...(standing ? [{ id: standing }] : []),
      ],
    },
    select: { id: true, name: true },
    orderBy: [{ reading: 'asc' }, { id: 'asc' }],
    take: MAX_CHOICES,
  })
}

/**
 * What the form of a new AED offers: the associations in scope and their halls.
 * @throws SignInNeeded, NotAllowed
 */
export async function formForNewAed(actor: Actor) {
  if (!mayAnywhere(actor, 'aed.keep')) denied(actor)
  const scope = inScope(scopesOf(actor, 'aed.keep'))
  const named = (kinds: ('council' | 'neighbourhood' | 'group')[]) =>
    db.association.findMany({
      where: { ...scope, kind: { in: kinds } },
      select: { id: true, name: true },
      orderBy: [{ reading: 'asc' }, { id: 'asc' }],
      take: MAX_ASSOCIATIONS,
    })
  const [known, halls] = await Promise.all([
    named(['council', 'neighbourhood']),
    db.hall.findMany({
      where: { closedOn: null, associations: { some: { association: scope } } },
      select: { id: true, name: true },
      orderBy: [{ reading: 'asc' }, { id: 'asc' }],
      take: MAX_CHOICES,
    }),
  ])
  // The leader of a group keeps what stands in the group.
  const associations = known.length > 0 ? known : await named(['group'])
  return { associations, halls, forFacilities: keepsAll(actor) }
}
