/** Who comes to a decision of an association: its officers by their right, its members, and whoever votes in it. */
import { type AssociationKey, associationInScope } from '~/modules/accounts/queries/in-scope.server'
import {
  type Actor,
  audienceIds,
  denied,
  inScope,
  may,
  OFFICER_KINDS,
  type Right,
  requireUser,
  type SignedIn,
  scopesOf,
} from '~/modules/accounts/rules'
import { householdsOf } from '~/modules/households/queries/own.server'
import { dateToDay } from '~/platform/clock'
import { type db, type Prisma, raisedDetail, type Tx } from '~/platform/db.server'
import { NotFound, SignInNeeded, Stale } from '~/platform/errors'
import type { Need, Reason, ResolutionState, Unit, Way } from './rules'

type Client = Tx | typeof db

export type Desk = { run: boolean; enter: boolean; check: boolean }

export const deskOf = (actor: Actor, path: string): Desk => ({
  run: may(actor, 'resolution.run', path),
  enter: may(actor, 'resolution.enter', path),
  check: may(actor, 'resolution.check', path),
})

/**
 * The association in which somebody runs decisions.
 * @throws SignInNeeded, NotAllowed; NotFound when there is none, or one without officers, as the city
 */
export async function runningAssociation(client: Client, actor: Actor, key: AssociationKey) {
  const association = await associationInScope(client, actor, 'resolution.run', key)
  if (!OFFICER_KINDS.some((kind) => kind === association.kind)) throw new NotFound()
  return { association, officer: requireUser(actor) }
}

/** The nodes whose decisions the actor reads as a member, by an office there, or through the own household. */
export async function readableNodes(actor: Actor): Promise<number[]> {
  const ids = new Set(audienceIds(actor))
  for (const { path } of await householdsOf(actor)) {
    for (const id of path.split('/')) if (id) ids.add(Number(id))
  }
  return [...ids]
}

/**
 * The association whose decisions a member or an officer reads.
 * @throws SignInNeeded for a guest; NotAllowed for somebody of elsewhere; NotFound when there is none
 */
export async function readableAssociation(client: Client, actor: Actor, slug: string) {
  if (!/^[a-z0-9-]{1,60}$/.test(slug)) throw new NotFound()
  const found = await client.association.findFirst({
    where: { slug, kind: { in: [...OFFICER_KINDS] } },
    select: { id: true, slug: true, name: true, kind: true, path: true, legalPersonalitySince: true },
  })
  if (!found) throw new NotFound()
  if (!(await readableNodes(actor)).includes(found.id)) denied(actor)
  return found
}

const lockedSelect = {
  id: true,
  state: true,
  way: true,
  title: true,
  secret: true,
  unit: true,
  quorumNum: true,
  quorumDen: true,
  consentUntil: true,
  voteFrom: true,
  voteUntil: true,
  startedAt: true,
  votingAt: true,
  version: true,
  createdById: true,
  association: { select: { id: true, slug: true, name: true, path: true, kind: true } },
  items: {
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      position: true,
      title: true,
      needNum: true,
      needDen: true,
      needKind: true,
      base: true,
    },
  },
} as const satisfies Prisma.ResolutionSelect

type Row = Prisma.ResolutionGetPayload<{ select: typeof lockedSelect }>

/** What an item needs, from its row. */
export const needOf = (item: { needNum: number; needDen: number; needKind: string; base: string }): Need => ({
  num: item.needNum,
  den: item.needDen,
  kind: item.needKind as Need['kind'],
  base: item.base as Need['base'],
})

function shaped(row: Row) {
  const { quorumNum, quorumDen, consentUntil, voteFrom, voteUntil, items, ...rest } = row
  return {
    ...rest,
    state: row.state as ResolutionState,
    way: row.way as Way,
    unit: row.unit as Unit,
    quorum: { num: quorumNum, den: quorumDen },
    days: {
      consentUntil: consentUntil && dateToDay(consentUntil),
      voteFrom: voteFrom && dateToDay(voteFrom),
      voteUntil: dateToDay(voteUntil),
    },
    items: items.map((item) => ({
      id: item.id,
      position: item.position,
      title: item.title,
      need: needOf(item),
    })),
  }
}
export type Locked = ReturnType<typeof shaped>

/**
 * The decision, its row locked to the end of the transaction: whoever answers, enters a paper or moves it takes this
 * lock first, so that nobody waits in a circle and no answer falls between two states.
 * @throws NotFound
 */
export async function lockResolution(tx: Tx, id: number): Promise<Locked> {
  await tx.$executeRaw`SELECT 1 FROM resolutions WHERE id = ${id} FOR UPDATE`
  const row = await tx.resolution.findUnique({ where: { id }, select: lockedSelect })
  if (!row) throw new NotFound()
  return shaped(row)
}

/**
 * The decision for an officer with this right, locked. Decisions are not public: elsewhere there is none.
 * @throws SignInNeeded for a guest; NotFound
 */
export async function lockForOfficer(
  tx: Tx,
  actor: Actor,
  right: Right,
  id: number,
): Promise<{ resolution: Locked; officer: SignedIn }> {
  if (!actor.user) throw new SignInNeeded()
  const scopes = scopesOf(actor, right)
  const found =
    scopes.length > 0 &&
    (await tx.resolution.findFirst({ where: { id, association: inScope(scopes) }, select: { id: true } }))
  if (!found) throw new NotFound()
  return { resolution: await lockResolution(tx, id), officer: requireUser(actor) }
}

/** Ends a decision's state or moves it on, guarded by what was read. @throws Stale */
export async function moveTo(
  tx: Tx,
  resolution: Locked,
  state: ResolutionState,
  data: { reason?: Reason; reasonText?: string } & Omit<
    Prisma.ResolutionUncheckedUpdateManyInput,
    'state'
  > = {},
): Promise<void> {
  const { count } = await tx.resolution.updateMany({
    where: { id: resolution.id, state: resolution.state, version: resolution.version },
    data: { ...data, state, version: resolution.version + 1 },
  })
  if (count !== 1) throw new Stale()
}

/** What the triggers refuse, in words. @throws Stale; any other error as it is */
export function sayFrozen(error: unknown): never {
  for (const code of ['PT009', 'PT010'])
    if (raisedDetail(error, code) !== null) throw new Stale('resolution_frozen')
  throw error
}
