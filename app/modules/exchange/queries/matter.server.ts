/** One matter with all that happened to it, as whoever looks may see it. */
import { type Actor, inScope, mayInPortal, scopesOf } from '~/modules/accounts/rules'
import { standingHiding } from '~/modules/moderation/queries/public.server'
import { type Day, dateToDay, dayOf } from '~/platform/clock'
import { db, type Prisma, type Tx } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { storedKey } from '../contact.server'
import {
  type Category,
  type Clocked,
  daysLate,
  directIsOffered,
  dueState,
  type EventKind,
  isNamed,
  isPublicState,
  type MatterChannel,
  type MatterKind,
  type MatterState,
  mayBeSupportedBy,
  maySupport,
  ownNodeIds,
  promiseState,
  speaksFor,
  verbsFrom,
} from '../rules'
import { withJoinedTitles } from './joined.server'
import { OPEN_TO_ALL } from './open.server'
import { exchangeSettings } from './settings.server'

type Client = Tx | typeof db

export { OPEN_TO_ALL }

/** The `where` of matters that the actor may open. */
export function visibleMatters(actor: Actor): Prisma.MatterWhereInput {
  const ask = scopesOf(actor, 'matter.ask')
  return {
    OR: [
      OPEN_TO_ALL,
      // What an association asks is its officers' of today, and no more of whoever wrote it.
      ...(actor.user ? [{ authorId: actor.user.id, channel: { not: 'association' as const } }] : []),
      ...(ask.length > 0 ? [{ association: inScope(ask) }] : []),
      // Whose address is not proven is nobody yet, and what waits for an association is not the city's.
      ...(mayInPortal(actor, 'matter.route')
        ? [
            {
              NOT: {
                state: 'waiting' as const,
                OR: [{ channel: 'through_association' as const }, { authorId: null, provenAt: null }],
              },
            },
          ]
        : []),
    ],
  }
}

const select = {
  id: true,
  kind: true,
  channel: true,
  state: true,
  category: true,
  title: true,
  body: true,
  placeText: true,
  latitude: true,
  longitude: true,
  authorId: true,
  authorContact: true,
  provenAt: true,
  districtId: true,
  associationId: true,
  joinedToId: true,
  dueOn: true,
  promisedOn: true,
  progress: true,
  createdAt: true,
  receivedAt: true,
  answeredAt: true,
  closedAt: true,
  noticeId: true,
  hiddenAt: true,
  supportCount: true,
  version: true,
  district: { select: { id: true, name: true } },
  association: {
    select: {
      id: true,
      slug: true,
      name: true,
      path: true,
      _count: { select: { memberships: { where: { state: 'confirmed' } } } },
    },
  },
  section: { select: { id: true, name: true, phone: true } },
  joinedTo: { select: { id: true, title: true, hiddenAt: true } },
  joined: {
    where: { ...OPEN_TO_ALL, hiddenAt: null },
    orderBy: { id: 'asc' },
    select: { id: true, title: true },
  },
  photos: { orderBy: { id: 'asc' }, select: { id: true, description: true } },
  events: {
    where: { shown: true },
    orderBy: { id: 'asc' },
    select: { id: true, kind: true, at: true, text: true, progress: true, sectionId: true, dueOn: true },
  },
  outcomes: {
    where: { talk: { state: { in: ['announced', 'held'] } } },
    select: { talk: { select: { id: true, title: true } } },
  },
  talkItems: {
    where: { talk: { state: { in: ['announced', 'held'] } } },
    select: { talk: { select: { id: true, title: true } } },
  },
} satisfies Prisma.MatterSelect

const day = (date: Date | null): Day | null => date && dateToDay(date)
const dayAt = (instant: Date | null): Day | null => instant && dayOf(instant)

/**
 * One matter. Of a hidden one, title and text reach its author and the moderators alone.
 * @throws NotFound when there is none, or the actor may not know of it
 */
export async function matterFor(actor: Actor, id: number) {
  const found = await db.matter.findFirst({ where: { AND: [{ id }, visibleMatters(actor)] }, select })
  if (!found) throw new NotFound()
  return shownMatter(actor, found, false)
}

/**
 * The matter of an author without an account, by the key of their mail.
 * @throws NotFound for any other key
 */
export async function matterByKey(actor: Actor, key: string) {
  if (!/^[\w-]{20,100}$/.test(key)) throw new NotFound()
  const found = await db.matter.findFirst({
    where: { keyHash: storedKey(key), authorContact: { not: null } },
    select,
  })
  if (!found) throw new NotFound()
  return { ...(await shownMatter(actor, found, true)), proven: found.provenAt !== null }
}

type Row = Prisma.MatterGetPayload<{ select: typeof select }>

async function shownMatter(actor: Actor, row: Row, byKey: boolean) {
  const { association } = row
  const own =
    byKey ||
    speaksFor(actor, {
      authorId: row.authorId,
      channel: row.channel,
      associationPath: association?.path ?? null,
    })
  const state = row.state as MatterState
  const published = row.receivedAt !== null && isPublicState(state)
  const moderates = mayInPortal(actor, 'content.moderate')
  const readable = row.hiddenAt === null || own || moderates
  const clocked: Clocked = {
    state,
    dueOn: day(row.dueOn),
    answeredOn: dayAt(row.answeredAt),
    joinedToId: row.joinedToId,
  }
  const promised = { state, promisedOn: day(row.promisedOn), closedOn: dayAt(row.closedAt) }
  const [hiding, notice, standing, sections, events, settings] = await Promise.all([
    row.hiddenAt === null
      ? null
      : standingHiding('matter', row.id, own && (byKey ? 'key' : actor.user !== null && 'account')),
    row.noticeId === null || !readable ? null : answerNotice(row.noticeId),
    standingTo(actor, row),
    db.section.findMany({
      where: { id: { in: row.events.flatMap(({ sectionId }) => sectionId ?? []) } },
      select: { id: true, name: true },
    }),
    withJoinedTitles(db, row.events),
    exchangeSettings(),
  ])
  const sectionName = new Map(sections.map((section) => [section.id, section.name]))
  const talks = [...row.outcomes, ...row.talkItems].map(({ talk }) => talk)
  return {
    id: row.id,
    kind: row.kind as MatterKind,
    channel: row.channel as MatterChannel,
    state,
    published,
    category: row.category as Category,
    title: readable ? row.title : null,
    body: readable ? row.body : null,
    place: readable
      ? { text: row.placeText, latitude: row.latitude, longitude: row.longitude }
      : { text: '', latitude: null, longitude: null },
    photos: readable ? row.photos : [],
    hiding,
    moderates,
    own,
    district: row.district,
    // Of a small association everybody would know who has asked.
    association:
      association && (own || isNamed(row.channel, association._count.memberships))
        ? { slug: association.slug, name: association.name }
        : null,
    section: row.section,
    asked: dayOf(row.createdAt),
    received: dayAt(row.receivedAt),
    due: { ...clocked, how: dueState(clocked, actor.today), late: daysLate(clocked, actor.today) },
    promise: { on: promised.promisedOn, how: promiseState(promised, actor.today) },
    progress: row.progress,
    version: row.version,
    supportCount: row.supportCount,
    joinedTo: row.joinedTo && {
      id: row.joinedTo.id,
      title: row.joinedTo.hiddenAt ? null : row.joinedTo.title,
    },
    joined: row.joined,
    notice,
    talks: [...new Map(talks.map((talk) => [talk.id, talk])).values()],
    dueChanges: row.events.filter(({ kind }) => kind === 'due_changed').length,
    events: events.map(({ sectionId, dueOn, kind, ...event }) => ({
      ...event,
      kind: kind as EventKind,
      dueOn: day(dueOn),
      section: sectionId === null ? null : (sectionName.get(sectionId) ?? null),
    })),
    mayGoDirect:
      own && directIsOffered(row.channel, state, dayOf(row.createdAt), actor.today, settings.directAllowed),
    mayWithdraw: own && verbsFrom(state, 'author').includes('withdraw') && row.joinedToId === null,
    mayAddPhotos: own && ['waiting', 'received', 'routed'].includes(state),
    ...standing,
  }
}
export type ShownMatter = Awaited<ReturnType<typeof matterFor>>

/** The notice that carries the answer, where everybody can read it. */
async function answerNotice(id: number) {
  return db.notice.findFirst({
    where: { id, state: 'published', visibility: 'public' },
    select: { id: true, title: true },
  })
}

/** How whoever looks stands to a matter: what they support, may support, and follow. */
async function standingTo(actor: Actor, row: Row) {
  if (!actor.user) return { supported: false, maySupport: false, associations: [], follows: false }
  const userId = actor.user.id
  const matter = {
    state: row.state as MatterState,
    hidden: row.hiddenAt !== null,
    joinedToId: row.joinedToId,
    authorId: row.authorId,
    associationId: row.associationId,
    districtId: row.districtId,
  }
  const [own, districts, officerOf, follows] = await Promise.all([
    db.matterSupport.findMany({
      where: { matterId: row.id },
      select: { userId: true, associationId: true },
    }),
    districtsOf(db, actor),
    askingAssociations(db, actor),
    db.matterFollower.count({ where: { matterId: row.id, userId, confirmedAt: { not: null } } }),
  ])
  const supported = own.some((support) => support.userId === userId)
  return {
    supported,
    maySupport: !supported && maySupport(userId, districts, matter),
    associations: officerOf
      .map(({ id, name, districtId }) => ({
        id,
        name,
        supports: own.some((support) => support.associationId === id),
        may: mayBeSupportedBy({ id, districtId }, matter),
      }))
      .filter((association) => association.supports || association.may),
    follows: follows > 0,
  }
}

/** The districts in which somebody is at home: of the associations of which they are a member or an officer. */
export async function districtsOf(client: Client, actor: Actor): Promise<number[]> {
  const ids = ownNodeIds(actor)
  if (ids.length === 0) return []
  const found = await client.association.findMany({
    where: { id: { in: ids }, districtId: { not: null } },
    distinct: ['districtId'],
    select: { districtId: true },
  })
  return found.flatMap(({ districtId }) => districtId ?? [])
}

/** The associations for which somebody asks and supports, as an officer. */
export async function askingAssociations(client: Client, actor: Actor) {
  const scopes = scopesOf(actor, 'matter.ask')
  if (scopes.length === 0) return []
  return client.association.findMany({
    where: inScope(scopes),
    orderBy: [{ path: 'asc' }],
    select: { id: true, slug: true, name: true, districtId: true },
  })
}

/** A photo of a matter, for whoever may open it and read it. @throws NotFound */
export async function matterPhoto(actor: Actor, id: number, key: string | undefined) {
  const hiddenToo = mayInPortal(actor, 'content.moderate')
  const byKey = key && /^[\w-]{20,100}$/.test(key) ? [{ keyHash: storedKey(key) }] : []
  const photo = await db.matterPhoto.findFirst({
    where: {
      id,
      matter: {
        OR: [
          { AND: [visibleMatters(actor), hiddenToo ? {} : { hiddenAt: null }] },
          // What an association asks is its officers' of today, and no more of whoever wrote it.
          ...(actor.user ? [{ authorId: actor.user.id, channel: { not: 'association' as const } }] : []),
          ...byKey,
        ],
      },
    },
    select: {
      storageKey: true,
      contentType: true,
      name: true,
      bytes: true,
      matter: { select: { state: true, receivedAt: true, hiddenAt: true } },
    },
  })
  if (!photo) throw new NotFound()
  return {
    key: photo.storageKey,
    type: photo.contentType,
    name: photo.name,
    size: photo.bytes,
    shared:
      photo.matter.hiddenAt === null &&
      photo.matter.receivedAt !== null &&
      isPublicState(photo.matter.state as MatterState),
  }
}
