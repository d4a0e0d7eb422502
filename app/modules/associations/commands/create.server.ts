/** 協議会・自治会・班を加える */
import { type Actor, denied, inScope, requireUser, scopesOf } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { isUniqueViolation, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound } from '~/platform/errors'
import { childKind, type Kind, mayAddBelow } from '../rules'
import type { NewInput } from '../schema'
import { slugOf } from '../slug'
import { findTowns } from './edit.server'

const parentSelect = {
  id: true,
  kind: true,
  path: true,
  slug: true,
  name: true,
  districtId: true,
  latitude: true,
  longitude: true,
} as const

/**
 * The node below which the actor may add another, with the kind that it will have.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function parentForNew(client: Tx, actor: Actor, parentId: number) {
  const parent = await client.association.findFirst({
    where: { id: parentId, ...inScope(scopesOf(actor, 'association.edit')) },
    select: parentSelect,
  })
  if (!parent) {
    const exists = await client.association.findUnique({ where: { id: parentId }, select: { id: true } })
    if (!exists) throw new NotFound()
    return denied(actor)
  }
  const kind = childKind[parent.kind]
  if (!kind) throw new NotFound()
  if (!mayAddBelow(actor, parent)) return denied(actor)
  return { ...parent, childKind: kind }
}

/**
 * Adds a council below the city, an association below a council, or a group below an association.
 * @returns the slug of the new page
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid when the name or the district is taken
 */
export async function createAssociation(actor: Actor, form: NewInput): Promise<string> {
  requireUser(actor)
  return transaction(async (tx) => {
    const parent = await parentForNew(tx, actor, form.parent)
    // Brothers are added one after the other, so that a double click makes one.
    await tx.$executeRaw`SELECT 1 FROM associations WHERE id = ${parent.id} FOR UPDATE`
    const same = await tx.association.count({ where: { parentId: parent.id, name: form.name } })
    if (same > 0) throw new Invalid({ name: ['associations.new.same_name'] })
    const districtId =
      parent.childKind === 'council' ? await freeDistrict(tx, form.district) : parent.districtId
    const townIds = parent.childKind === 'council' ? [] : await findTowns(tx, form.towns)
    const place = await placeFor(tx, townIds, parent)
    const { id, slug } = await tx.association.create({
      data: {
        parentId: parent.id,
        kind: parent.childKind,
        districtId,
        slug: await freeSlug(tx, slugFor(form.reading, parent.childKind)),
        name: form.name,
        reading: form.reading,
        ...place,
        towns: { create: townIds.map((townId) => ({ townId })) },
      },
      select: { id: true, slug: true },
    })
    await record(tx, actor, {
      action: 'association.created',
      subjectType: 'association',
      subjectId: id,
      associationId: id,
      after: { kind: parent.childKind, parentId: parent.id, districtId },
    })
    return slug
  }).catch((error) => {
    // Another node with the same address was made at the same moment: asking again finds the next free one.
    if (isUniqueViolation(error)) throw new Invalid({ form: ['associations.new.same_name'] })
    throw error
  })
}

function slugFor(reading: string, kind: Kind): string {
  return kind === 'council' ? `${slugOf(reading)}-council` : slugOf(reading)
}

/** The slug itself, or the first of -2, -3, … that nobody has. */
async function freeSlug(tx: Tx, wanted: string): Promise<string> {
  const taken = await tx.association.findMany({
    where: { slug: { startsWith: wanted } },
    select: { slug: true },
  })
  const known = new Set(taken.map((row) => row.slug))
  for (let n = 1; ; n++) {
    const slug = n === 1 ? wanted : `${wanted}-${n}`
    if (!known.has(slug)) return slug
  }
}

/** @throws Invalid when no district was chosen, or it has a council */
async function freeDistrict(tx: Tx, districtId: number | null): Promise<number> {
  const district = districtId
    ? await tx.district.findUnique({
        where: { id: districtId },
        select: { id: true, associations: { where: { kind: 'council' }, select: { id: true } } },
      })
    : null
  if (!district) throw new Invalid({ district: ['associations.new.district_needed'] })
  if (district.associations.length > 0) throw new Invalid({ district: ['associations.new.district_taken'] })
  return district.id
}

/** The middle of the towns; without any, where the parent stands. */
async function placeFor(
  tx: Tx,
  townIds: readonly number[],
  parent: { latitude: number | null; longitude: number | null },
): Promise<{ latitude: number | null; longitude: number | null }> {
  if (townIds.length === 0) return { latitude: parent.latitude, longitude: parent.longitude }
  const { _avg } = await tx.town.aggregate({
    where: { id: { in: [...townIds] } },
    _avg: { latitude: true, longitude: true },
  })
  return { latitude: _avg.latitude, longitude: _avg.longitude }
}
