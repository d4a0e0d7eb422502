/** AEDs that somebody keeps: by a post or a role in scope, or as the appointed inspector of one. */
import { type Actor, denied, inScope, type SignedIn, scopesOf } from '~/modules/accounts/rules'
import { db, type Prisma, type Tx } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { type Condition, type KeptAs, keepsEverywhere } from './rules'

/** AEDs kept by office. What a facility keeps stands at the city's own node, which its staff reach. */
export function keptByOffice(actor: Actor): Prisma.AedWhereInput {
  return {
    OR: [
      { association: inScope(scopesOf(actor, 'aed.keep')) },
      ...(keepsEverywhere(actor) ? [{ associationId: null }] : []),
    ],
  }
}

/** AEDs of which the actor is an inspector today. */
function keptAsInspector(actor: Actor): Prisma.AedWhereInput[] {
  if (!actor.user) return []
  return [{ keepers: { some: { userId: actor.user.id, acceptedAt: { not: null }, endedAt: null } } }]
}

/** The ways in which the actor may keep AEDs, each served by an index; asked all at once they are served by none. */
export const waysOfKeeping = (actor: Actor): Prisma.AedWhereInput[] => [
  keptByOffice(actor),
  ...keptAsInspector(actor),
]

/** All AEDs that the actor keeps, by office or as an inspector. */
export function keptBy(actor: Actor): Prisma.AedWhereInput {
  return { OR: waysOfKeeping(actor) }
}

/** The same by the keys of associations and AEDs, which an index serves where many are listed and counted. */
export async function keptByKey(actor: Actor): Promise<Prisma.AedWhereInput> {
  const scopes = scopesOf(actor, 'aed.keep')
  if (scopes.some(({ path, below }) => below && path === actor.cityPath)) return {}
  const [associations, kept] = await Promise.all([
    db.association.findMany({ where: inScope(scopes), select: { id: true } }),
    db.aed.findMany({ where: { OR: keptAsInspector(actor) }, select: { id: true } }),
  ])
  return {
    OR: [
      { associationId: { in: associations.map(({ id }) => id) } },
      { id: { in: kept.map(({ id }) => id) } },
      ...(keepsEverywhere(actor) ? [{ associationId: null }] : []),
    ],
  }
}

const select = {
  id: true,
  name: true,
  address: true,
  building: true,
  position: true,
  condition: true,
  checkedOn: true,
  openReports: true,
  boxCode: true,
  associationId: true,
  association: { select: { id: true, name: true, kind: true, path: true } },
} as const satisfies Prisma.AedSelect

export type KeptAed = Prisma.AedGetPayload<{ select: typeof select }> & {
  condition: Condition
  as: KeptAs
  keeper: SignedIn
}

/**
 * One AED that the actor keeps, and in which way.
 * @param way `office` leaves inspectors out
 * @throws NotFound when there is no such AED; SignInNeeded, NotAllowed when the actor does not keep it
 */
export async function keptAed(
  client: Tx | typeof db,
  actor: Actor,
  id: number,
  way: 'any' | 'office' = 'any',
): Promise<KeptAed> {
  const byOffice = await client.aed.findFirst({ where: { id, ...keptByOffice(actor) }, select })
  const found =
    byOffice ??
    (way === 'any' ? await client.aed.findFirst({ where: { id, ...keptBy(actor) }, select }) : null)
  if (found && actor.user) {
    return { ...found, as: byOffice ? 'office' : 'inspector', keeper: { ...actor, user: actor.user } }
  }
  // That there is an AED is no secret, and "you may not" helps more than "there is none".
  if (!(await client.aed.findUnique({ where: { id }, select: { id: true } }))) throw new NotFound()
  return denied(actor)
}

/** As `keptAed`, and whoever else wants to change it waits to the end of the transaction. */
export async function lockKeptAed(
  tx: Tx,
  actor: Actor,
  id: number,
  way: 'any' | 'office' = 'any',
): Promise<KeptAed> {
  await tx.$executeRaw`SELECT 1 FROM aeds WHERE id = ${id} FOR NO KEY UPDATE`
  return keptAed(tx, actor, id, way)
}
