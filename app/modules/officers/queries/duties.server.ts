/** 輪番 as keepers see it, and what a household is told of its own turn. */
import { type Actor, denied, mayAnywhere, OFFICER_KINDS, requireUser } from '~/modules/accounts/rules'
import { householdsOf } from '~/modules/households/queries/own.server'
import { dateToDay } from '~/platform/clock'
import { decrypt } from '~/platform/crypto.server'
import { db, type Prisma } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { AHEAD, FORESEEN, nextTurns, turnsAhead } from '../rules'
import {
  dutyBy,
  type HeldDuty,
  keptDuties,
  rotationSelect,
  standing,
  unitsAt,
  unitsOf,
} from './duty-rows.server'

/** So many earlier periods are shown. */
const SHOWN_BACK = 20

/**
 * 免除・順延の理由 is read by the 会長 alone: of the association, and for the order of a group by the one of the
 * association to which it belongs.
 */
function readsReasons(actor: Actor, { id, kind, parentId }: HeldDuty['association']): boolean {
  const of = kind === 'group' ? [id, parentId] : [id]
  return actor.seats.some(({ post, associationId }) => post === 'chair' && of.includes(associationId))
}

/** What a reason is encrypted for. */
export const REASON = 'duty-absence'

/** Names by period, the latest first. */
function served({
  turns,
  places,
}: HeldDuty): { period: number; people: { name: string; gone: boolean }[] }[] {
  const byId = new Map(places.map((place) => [place.id, place]))
  return [...new Set(turns.map(({ period }) => period))].map((period) => ({
    period,
    people: turns
      .filter((turn) => turn.period === period)
      .map(({ placeId }) => {
        const place = byId.get(placeId)
        return { name: place?.name ?? '', gone: place?.gone ?? true }
      }),
  }))
}

/** Everything, for those who keep it. */
async function keeperView(actor: Actor, held: HeldDuty) {
  const { association, places, rotation, first, present, period, lastDecided } = held
  const planned = turnsAhead(rotation, first, AHEAD[period])
  const next = nextTurns(rotation, first, FORESEEN[period])
  const decided = served(held)
  const nameOf = new Map(places.map(({ id, name }) => [id, name]))
  const reads = readsReasons(actor, association)
  const ids = new Set(rotation.places.map(({ id }) => id))
  const ordered = rotation.places.flatMap(({ id }) => places.find((place) => place.id === id) ?? [])
  const taken = new Set(ordered.map(({ householdId, groupId }) => householdId ?? groupId))
  const units = held.closedOn ? [] : await unitsOf(db, held.unit, association, actor.today)
  const posts = await db.officerPost.findMany({
    where: { associationId: association.id, closedOn: null },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true },
  })
  return {
    as: 'keeper' as const,
    ...shown(held),
    version: held.version,
    post: held.post,
    posts,
    seats: held.seats,
    autoJoin: held.autoJoin,
    present,
    first,
    readsReasons: reads,
    order: ordered.map(({ id, name, absences, leaves }) => ({
      id,
      name,
      leaves,
      waiting: rotation.waiting?.includes(id) ?? false,
      next: next.get(id) ?? null,
      absences: absences.map(({ reason, ...absence }) => ({
        ...absence,
        hasReason: reason !== null,
        reason: reads && reason !== null ? decrypt(REASON, reason) : null,
      })),
    })),
    left: places.filter(({ id, inOrder }) => inOrder && !ids.has(id)).map(({ id, name }) => ({ id, name })),
    ahead: [
      ...decided
        .filter((turn) => turn.period >= present)
        .map((turn) => ({ ...turn, decided: true }))
        .reverse(),
      ...planned.map((turn) => ({
        period: turn.period,
        decided: false,
        people: turn.ids.map((id) => ({ name: nameOf.get(id) ?? '', gone: false })),
      })),
    ].slice(0, AHEAD[period]),
    past: decided.filter((turn) => turn.period < present).slice(0, SHOWN_BACK),
    candidates: units.filter(({ id }) => !taken.has(id)),
    // The next period can be decided before it begins, not more.
    settle:
      first <= present + 1 && ordered.length > 0 ? { period: first, planned: planned[0]?.ids ?? [] } : null,
    undo: lastDecided !== null && lastDecided >= present ? lastDecided : null,
  }
}
export type DutyDesk = Awaited<ReturnType<typeof keeperView>>

const shown = ({ id, name, unit, period, closedOn, association }: HeldDuty) => ({
  id,
  name,
  unit,
  period,
  closedOn: closedOn && dateToDay(closedOn),
  association: { slug: association.slug, name: association.name },
})

type Own = { id: number; name: string; path: string }

/** The places of somebody's households, or of the groups they live in. */
function ownPlaces(held: HeldDuty, own: readonly Own[]) {
  return held.places.filter(
    ({ stands, householdId, groupId }) =>
      stands &&
      own.some(
        ({ id, path }) =>
          id === householdId || (groupId !== null && path.split('/').includes(String(groupId))),
      ),
  )
}

/** What a household is told: its own turns, and nobody else's. */
function ownView(held: HeldDuty, own: readonly Own[]) {
  const { rotation, turns, present, first, period } = held
  const next = nextTurns(rotation, first, FORESEEN[period])
  return {
    as: 'member' as const,
    ...shown(held),
    mine: ownPlaces(held, own).map(({ id, name }) => {
      const those = turns.filter(({ placeId }) => placeId === id).map((turn) => turn.period)
      const decided = those.filter((turn) => turn >= present).sort((a, b) => a - b)[0]
      return {
        id,
        name,
        decided: decided ?? null,
        next: next.get(id) ?? null,
        waiting: rotation.waiting?.includes(id) ?? false,
        past: those.filter((turn) => turn < present),
      }
    }),
  }
}
export type OwnDuty = ReturnType<typeof ownView>

const standsFor = (own: readonly Own[]): Prisma.DutyRotationWhereInput => {
  const above = own.flatMap(({ path }) => path.split('/').filter(Boolean).map(Number))
  return {
    closedOn: null,
    places: {
      some: {
        position: { gt: 0 },
        OR: [{ householdId: { in: own.map(({ id }) => id) } }, { groupId: { in: above } }],
      },
    },
  }
}

/** The turns of the signed-in person's households. @throws SignInNeeded */
export async function myDuties(actor: Actor): Promise<OwnDuty[]> {
  requireUser(actor)
  const own = await householdsOf(actor)
  if (own.length === 0) return []
  const rows = await db.dutyRotation.findMany({
    where: standsFor(own),
    orderBy: { id: 'asc' },
    select: rotationSelect,
  })
  return rows.map((row) => ownView(standing(row, actor.today), own)).filter(({ mine }) => mine.length > 0)
}

/**
 * The rotations of an association: all for those who keep them, for a household those in which it has a turn.
 * @throws SignInNeeded for a guest; NotFound without such an association; NotAllowed for everybody else
 */
export async function dutiesOf(actor: Actor, slug: string) {
  const association = await dutyAssociation(slug)
  requireUser(actor)
  const units = unitsAt(actor, association)
  if (units.length === 0) {
    const mine = (await myDuties(actor)).filter((duty) => duty.association.slug === slug)
    if (mine.length === 0) denied(actor)
    return { association: named(association), desk: null, mine }
  }
  const [duties, posts] = await Promise.all([
    db.dutyRotation.findMany({
      where: { associationId: association.id, ...keptDuties(actor) },
      orderBy: { id: 'asc' },
      select: rotationSelect,
    }),
    db.officerPost.findMany({
      where: { associationId: association.id, closedOn: null },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true, name: true },
    }),
  ])
  const list = duties.map((row) => {
    const held = standing(row, actor.today)
    const decided = served(held).find(({ period }) => period === held.present)
    const ids = turnsAhead(held.rotation, held.first, 1)[0]?.ids ?? []
    const names = ids.map((id) => held.places.find((place) => place.id === id)?.name ?? '')
    return {
      ...shown(held),
      post: held.post?.name ?? null,
      count: held.rotation.places.length,
      present: held.present,
      now: decided?.people.map(({ name }) => name) ?? (held.first === held.present ? names : []),
      decided: decided !== undefined,
    }
  })
  return { association: named(association), desk: { units, posts, list }, mine: [] }
}

export type DutyList = NonNullable<Awaited<ReturnType<typeof dutiesOf>>['desk']>['list']

const named = ({ slug, name }: { slug: string; name: string }) => ({ slug, name })

/** @throws NotFound when no association with officers has this slug */
export async function dutyAssociation(slug: string) {
  if (!/^[a-z0-9-]{1,60}$/.test(slug)) throw new NotFound()
  const found = await db.association.findFirst({
    where: { slug, kind: { in: [...OFFICER_KINDS] } },
    select: { id: true, slug: true, name: true, kind: true, path: true },
  })
  if (!found) throw new NotFound()
  return found
}

/**
 * One rotation: the order and the plan for those who keep it; for a household its own turn.
 * @throws SignInNeeded for a guest; NotFound for everybody else, as nobody need know that it exists
 */
export async function dutyView(actor: Actor, id: number): Promise<DutyDesk | OwnDuty> {
  requireUser(actor)
  const kept =
    mayAnywhere(actor, 'household.keep') || mayAnywhere(actor, 'officer.invite')
      ? await dutyBy(db, { id, ...keptDuties(actor) }, actor.today)
      : null
  if (kept) return keeperView(actor, kept)
  const own = await householdsOf(actor)
  const held = own.length > 0 ? await dutyBy(db, { id, ...standsFor(own) }, actor.today) : null
  const view = held && ownView(held, own)
  if (!view || view.mine.length === 0) throw new NotFound()
  return view
}
