/** AEDを登録する・記録を直す */
import { type Actor, denied, inScope, mayAnywhere, requireUser, scopesOf } from '~/modules/accounts/rules'
import { writings } from '~/modules/associations/rules'
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { Prisma, type Tx, transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import type { AedFacts, EditAedInput, NewAedInput } from '../form-schema'
import { keepsAll, keptRecord, refuseRecord } from '../queries/scope.server'
import { sameHours } from '../rules'
import { hoursOf } from '../schema'

/** Fields of the record that a form writes. */
const FIELDS = [
  'name',
  'nameKana',
  'address',
  'building',
  'latitude',
  'longitude',
  'position',
  'phone',
  'extension',
  'organisation',
  'url',
  'note',
  'childPads',
  'outdoors',
  'notForPublic',
] as const satisfies readonly (keyof AedFacts)[]

const isPlace = (field: string) => field === 'latitude' || field === 'longitude'

/** With its hours a person answers for the words of the source as well: an import leaves both. */
const HOURS_FIELDS = ['hours', 'daysText', 'startText', 'endText', 'hoursText']

/**
 * Enters an AED that an association keeps, or the city for a facility.
 * @returns its id
 * @throws SignInNeeded, NotAllowed; Invalid for an association out of scope, an unknown town, a hall of others, or an
 *   AED of this name at this place that stands already
 */
export async function createAed(actor: Actor, form: NewAedInput): Promise<number> {
  if (!mayAnywhere(actor, 'aed.keep')) denied(actor)
  const keeper = requireUser(actor)
  return transaction(async (tx) => {
    const association = form.association ? await associationInScope(tx, actor, form.association) : null
    if (!association && !keepsAll(actor)) throw new Invalid({ association: ['aeds.edit.error_association'] })
    // A double click makes one AED: they are entered one after the other.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('aeds'), 0)`
    const { facts: given, district } = await placed(tx, form)
    const { hours, ...facts } = given
    const { name, position, address } = facts
    const same = await tx.aed.count({
      where: {
        name,
        position,
        address,
        associationId: association?.id ?? null,
        condition: { not: 'removed' },
      },
    })
    if (same > 0) throw new Invalid({ name: ['aeds.edit.error_same'] })
    await checkHall(tx, facts.hallId, association?.id ?? null)
    const { id } = await tx.aed.create({
      data: {
        ...facts,
        hours: hours ?? Prisma.DbNull,
        associationId: association?.id ?? null,
        districtId: (await district()) ?? association?.districtId ?? null,
        enteredFields: [
          ...FIELDS.filter((field) => facts.latitude !== null || !isPlace(field)),
          ...HOURS_FIELDS,
        ],
      },
      select: { id: true },
    })
    await record(tx, keeper, {
      action: 'aed.created',
      subjectType: 'aed',
      subjectId: id,
      associationId: association?.id ?? null,
      after: { hall: facts.hallId, placed: facts.latitude !== null },
    })
    return id
  })
}

/**
 * Writes the record of an AED over. What the person changed is theirs from then on: an import does not write over it.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid; Stale when somebody else saved since the form was opened
 */
export async function editAed(actor: Actor, id: number, form: EditAedInput): Promise<void> {
  await transaction(async (tx) => {
    const before = await tx.aed.findFirst({
      where: { id, ...keptRecord(actor) },
      select: {
        ...(Object.fromEntries(FIELDS.map((field) => [field, true])) as Record<
          (typeof FIELDS)[number],
          true
        >),
        hours: true,
        hallId: true,
        associationId: true,
        districtId: true,
        enteredFields: true,
        version: true,
      },
    })
    if (!before) return refuseRecord(tx, actor, id)
    const keeper = requireUser(actor)
    if (before.version !== form.version) throw new Stale()
    const { facts: given, district } = await placed(tx, form)
    const { hours, ...facts } = given
    const changed: string[] = FIELDS.filter((field) => before[field] !== facts[field])
    const otherHours = !sameHours(hoursOf(before.hours), hours)
    const districtId = form.town || changed.some(isPlace) ? await district() : before.districtId
    if (facts.hallId !== before.hallId) await checkHall(tx, facts.hallId, before.associationId)
    const sameDistrict = districtId === before.districtId
    if (changed.length === 0 && !otherHours && facts.hallId === before.hallId && sameDistrict) return
    const entered = [...before.enteredFields, ...changed, ...(otherHours ? HOURS_FIELDS : [])]
    // With a town alone the place is still asked for: an import may bring it.
    const byTown = form.town !== '' && facts.latitude === null
    const { count } = await tx.aed.updateMany({
      where: { id, version: form.version },
      data: {
        ...facts,
        ...(otherHours ? { hours: hours ?? Prisma.DbNull } : {}),
        districtId,
        enteredFields: [...new Set(entered)].filter((field) => !byTown || !isPlace(field)),
        version: form.version + 1,
        updatedAt: now(),
      },
    })
    if (count !== 1) throw new Stale()
    await record(tx, keeper, {
      action: 'aed.edited',
      subjectType: 'aed',
      subjectId: id,
      associationId: before.associationId,
      before: { version: form.version },
      after: { version: form.version + 1, fields: [...changed, ...(otherHours ? ['hours'] : [])] },
    })
  })
}

async function associationInScope(tx: Tx, actor: Actor, id: number) {
  const found = await tx.association.findFirst({
    where: {
      AND: [
        { id, kind: { in: ['council', 'neighbourhood', 'group'] } },
        inScope(scopesOf(actor, 'aed.keep')),
      ],
    },
    select: { id: true, districtId: true },
  })
  if (!found) throw new Invalid({ association: ['aeds.edit.error_association'] })
  return found
}

/** A hall of the association that keeps the AED. @throws Invalid for another */
async function checkHall(tx: Tx, hallId: number | null, associationId: number | null): Promise<void> {
  if (hallId === null) return
  const found = await tx.hall.count({
    where: {
      id: hallId,
      closedOn: null,
      ...(associationId ? { associations: { some: { associationId } } } : {}),
    },
  })
  if (found === 0 || associationId === null) throw new Invalid({ hall: ['aeds.edit.error_hall'] })
}

type Placed = { facts: AedFacts; district: () => Promise<number | null> }

/**
 * The facts of a form, and how the district is found. A town that was typed instead of a place gives no place, as its
 * middle may be far from the AED: it gives the district, and the address where there is none.
 */
async function placed(tx: Tx, { facts, town: typed }: Pick<EditAedInput, 'facts' | 'town'>): Promise<Placed> {
  if (!typed || facts.latitude !== null) return { facts, district: () => districtAt(tx, facts) }
  const city = await tx.association.findFirst({ where: { kind: 'city' }, select: { name: true } })
  const forms = writings(typed, city?.name)
  const [town] = await tx.$queryRaw<{ name: string; district: number | null }[]>`
    SELECT name, district_id AS district FROM towns
    WHERE search_form(name) = ANY(${forms}::text[]) ORDER BY id LIMIT 1`
  if (!town) throw new Invalid({ town: ['aeds.edit.error_town'] })
  const address = facts.address || `${city?.name ?? ''}${town.name}`
  return { facts: { ...facts, address }, district: async () => town.district }
}

/** So far from the point of a town a place may still lie in it, degrees of latitude: beyond, it is another city. */
const NEAR_TOWN = 3000 / 111_195

/** The school district of the town whose point is nearest; null outside of the city. */
async function districtAt(
  tx: Tx,
  { latitude, longitude }: { latitude: number | null; longitude: number | null },
): Promise<number | null> {
  if (latitude === null || longitude === null) return null
  const [town] = await tx.$queryRaw<{ district: number | null; apart: number }[]>`
    SELECT district_id AS district,
      sqrt((latitude - ${latitude}) ^ 2 + ((longitude - ${longitude}) * cos(radians(${latitude}))) ^ 2) AS apart
    FROM towns ORDER BY apart LIMIT 1`
  return town && town.apart <= NEAR_TOWN ? town.district : null
}
