/** Which matters the city's staff see, and in which capacity they act on one. */
import { type Actor, denied, mayInPortal, requireUser, type SignedIn } from '~/modules/accounts/rules'
import { type SectionChoice, sectionsOf } from '~/modules/sections/queries.server'
import type { db, Prisma, Tx } from '~/platform/db.server'
import { NotFound, Stale } from '~/platform/errors'
import type { MatterMover, MatterState } from './rules'

type Client = Tx | typeof db

export type CityScope = {
  where: Prisma.MatterWhereInput
  /** Receives and routes: sees the matters of all sections */
  routes: boolean
  /** Sections in which the actor works */
  sections: readonly SectionChoice[]
}

/**
 * What the city may know of: never what still waits for the resident's own association, nor what somebody without an
 * account has not yet proven to be theirs.
 */
const WITH_THE_CITY: Prisma.MatterWhereInput = {
  NOT: {
    state: 'waiting',
    OR: [{ channel: 'through_association' }, { authorId: null, provenAt: null }],
  },
}

/**
 * What the actor sees at the city's desk: everything for those who route, and the matters of their own sections for
 * those who answer. Somebody who works in no section sees an empty desk.
 * @throws SignInNeeded, NotAllowed
 */
export async function cityScope(actor: Actor, client?: Client): Promise<CityScope> {
  const routes = mayInPortal(actor, 'matter.route')
  if (!routes && !mayInPortal(actor, 'matter.answer')) denied(actor)
  const sections = await sectionsOf(actor, client)
  return {
    where: routes ? WITH_THE_CITY : { sectionId: { in: sections.map(({ id }) => id) }, ...WITH_THE_CITY },
    routes,
    sections,
  }
}

/** Who routes acts for every section as well: somebody must be able to when a whole section is away. */
export const moversOf = ({ routes }: CityScope): MatterMover[] =>
  routes ? ['router', 'section'] : ['section']

const heldSelect = {
  id: true,
  state: true,
  version: true,
  kind: true,
  channel: true,
  title: true,
  body: true,
  associationId: true,
  districtId: true,
  sectionId: true,
  ownerId: true,
  dueOn: true,
  promisedOn: true,
  progress: true,
  joinedToId: true,
  hiddenAt: true,
  noticeId: true,
  routedAt: true,
} satisfies Prisma.MatterSelect

export type HeldMatter = Prisma.MatterGetPayload<{ select: typeof heldSelect }>

/**
 * The matter, held to the end of the transaction.
 * @param version that was read; null where what is done changes nothing that another reads
 * @throws SignInNeeded, NotAllowed; NotFound out of scope; Stale when it is no longer the version that was read
 */
export async function heldMatter(
  tx: Tx,
  actor: Actor,
  id: number,
  version: number | null,
): Promise<{ matter: HeldMatter; staff: SignedIn; scope: CityScope }> {
  const scope = await cityScope(actor, tx)
  await tx.$executeRaw`SELECT FROM matters WHERE id = ${id}::int FOR UPDATE`
  const matter = await tx.matter.findFirst({ where: { AND: [{ id }, scope.where] }, select: heldSelect })
  if (!matter) throw new NotFound()
  if (version !== null && matter.version !== version) throw new Stale()
  return { matter, staff: requireUser(actor), scope }
}

/**
 * Writes to a held matter.
 * @throws Stale when it has changed all the same
 */
export async function writeMatter(
  tx: Tx,
  matter: { id: number; version: number; state: MatterState },
  data: Prisma.MatterUncheckedUpdateManyInput,
): Promise<void> {
  const { id, version, state } = matter
  const { count } = await tx.matter.updateMany({
    where: { id, version, state },
    data: { ...data, version: version + 1 },
  })
  if (count !== 1) throw new Stale()
}
