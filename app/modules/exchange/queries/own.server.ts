/** What somebody, or their association, has asked; and what waits for an officer. */
import { associationInScope } from '~/modules/accounts/queries/in-scope.server'
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { dayOf, dayToDate } from '~/platform/clock'
import { db, type Prisma } from '~/platform/db.server'
import { ASKING_POSTS, type MatterKind, type MatterState, ownNodeIds } from '../rules'
import { askingAssociations, districtsOf } from './matter.server'

/** Most that one page shows. */
const MOST = 200

const select = {
  id: true,
  title: true,
  kind: true,
  state: true,
  createdAt: true,
  supportCount: true,
  hiddenAt: true,
  association: { select: { name: true } },
} satisfies Prisma.MatterSelect

const listed = (row: Prisma.MatterGetPayload<{ select: typeof select }>) => ({
  id: row.id,
  title: row.title,
  kind: row.kind as MatterKind,
  state: row.state as MatterState,
  asked: dayOf(row.createdAt),
  supportCount: row.supportCount,
  hidden: row.hiddenAt !== null,
  association: row.association?.name ?? null,
})
export type OwnMatter = ReturnType<typeof listed>

/** What the actor has asked, supported and follows. @throws SignInNeeded */
export async function ownMatters(actor: Actor) {
  const { user } = requireUser(actor)
  const shown = { receivedAt: { not: null }, hiddenAt: null }
  const [asked, supported, followed] = await Promise.all([
    db.matter.findMany({ where: { authorId: user.id }, orderBy: { id: 'desc' }, take: MOST, select }),
    db.matter.findMany({
      where: { ...shown, supports: { some: { userId: user.id } } },
      orderBy: { id: 'desc' },
      take: MOST,
      select,
    }),
    db.matter.findMany({
      where: { ...shown, followers: { some: { userId: user.id, confirmedAt: { not: null } } } },
      orderBy: { id: 'desc' },
      take: MOST,
      select,
    }),
  ])
  return { asked: asked.map(listed), supported: supported.map(listed), followed: followed.map(listed) }
}

/**
 * The `where` of the associations through which a member can ask: with somebody in office who passes it on, as it would
 * wait for ever where there is nobody.
 */
export function throughWhere(actor: Actor): Prisma.AssociationWhereInput {
  const day = dayToDate(actor.today)
  return {
    id: { in: ownNodeIds(actor) },
    kind: 'neighbourhood',
    terms: {
      some: {
        post: { in: [...ASKING_POSTS] },
        userId: { not: null },
        startsOn: { lte: day },
        endsOn: { gte: day },
      },
    },
  }
}

/** In whose name the actor can ask, and through which associations as a member; with the district to begin with. */
export async function askingChoices(actor: Actor) {
  const [officer, districts] = await Promise.all([askingAssociations(db, actor), districtsOf(db, actor)])
  const through = await db.association.findMany({
    where: throughWhere(actor),
    orderBy: { path: 'asc' },
    select: { id: true, name: true },
  })
  return {
    officer: officer.map(({ id, name }) => ({ id, name })),
    through,
    district: districts.at(-1) ?? null,
  }
}

/**
 * What an association has asked, and what its members would like to ask through it, which waits.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function associationMatters(actor: Actor, slug: string) {
  const association = await associationInScope(db, actor, 'matter.ask', slug)
  const [waiting, all] = await Promise.all([
    db.matter.findMany({
      where: { associationId: association.id, channel: 'through_association', state: 'waiting' },
      orderBy: { id: 'asc' },
      take: MOST,
      select: {
        ...select,
        body: true,
        placeText: true,
        version: true,
        author: { select: { familyName: true, givenName: true } },
        photos: { orderBy: { id: 'asc' }, select: { id: true, description: true } },
      },
    }),
    db.matter.findMany({
      where: { associationId: association.id, NOT: { channel: 'through_association', state: 'waiting' } },
      orderBy: { id: 'desc' },
      take: MOST,
      select,
    }),
  ])
  return {
    association: { slug: association.slug, name: association.name },
    waiting: waiting.map((row) => ({
      ...listed(row),
      body: row.body,
      place: row.placeText,
      version: row.version,
      photos: row.photos,
      /** Whom the officer speaks with before it goes to the city: a member of their association */
      author: row.author && `${row.author.familyName} ${row.author.givenName}`,
    })),
    all: all.map(listed),
  }
}

/** How many of its members' questions wait for an officer, by association of the actor. Empty for others. */
export async function waitingForOfficer(actor: Actor) {
  const associations = await askingAssociations(db, actor)
  if (associations.length === 0) return []
  const counts = await db.matter.groupBy({
    by: ['associationId'],
    where: {
      associationId: { in: associations.map(({ id }) => id) },
      channel: 'through_association',
      state: 'waiting',
    },
    _count: true,
  })
  const waiting = new Map(counts.map((row) => [row.associationId, row._count]))
  return associations.map(({ id, slug, name }) => ({ slug, name, count: waiting.get(id) ?? 0 }))
}

/** What the exchange holds of a person, for the person's own export. @throws SignInNeeded */
export async function exchangeExport(actor: Actor) {
  const { user } = requireUser(actor)
  const [asked, supports, follows] = await Promise.all([
    db.matter.findMany({
      where: { authorId: user.id },
      orderBy: { id: 'asc' },
      select: {
        id: true,
        kind: true,
        state: true,
        title: true,
        body: true,
        placeText: true,
        createdAt: true,
      },
    }),
    db.matterSupport.findMany({
      where: { userId: user.id },
      orderBy: { id: 'asc' },
      select: { at: true, matter: { select: { id: true, title: true } } },
    }),
    db.matterFollower.findMany({
      where: { userId: user.id },
      orderBy: { id: 'asc' },
      select: { createdAt: true, email: true, matter: { select: { id: true, title: true } } },
    }),
  ])
  return { asked, supports, follows }
}
