/** 市民活動支援センターの机: what waits, how many places there are, and what the calls have brought. */
import { type Actor, mayInPortal, requirePortalRight } from '~/modules/accounts/rules'
import { db, rows } from '~/platform/db.server'
import { type HostKind, type HostState, type PlaceState, placeStates } from '../rules'

const MOST = 100

/** @throws SignInNeeded, NotAllowed */
export async function volunteeringDesk(actor: Actor) {
  requirePortalRight(actor, 'volunteer.oversee')
  const [states, submitted, asked, calls, figures] = await Promise.all([
    db.volunteerPlace.groupBy({
      by: ['state'],
      where: { programme: { state: { not: 'closed' } } },
      _count: { _all: true },
    }),
    db.volunteerPlace.findMany({
      where: { state: 'submitted' },
      orderBy: [{ submittedAt: 'asc' }, { id: 'asc' }],
      take: MOST,
      select: {
        id: true,
        title: true,
        submittedAt: true,
        host: { select: { name: true } },
        programme: { select: { title: true } },
      },
    }),
    db.volunteerHost.findMany({
      where: { state: 'asked' },
      orderBy: { id: 'asc' },
      take: MOST,
      select: {
        id: true,
        name: true,
        introduction: true,
        phone: true,
        email: true,
        version: true,
        createdAt: true,
      },
    }),
    recentCalls(),
    rows<{ capacity: number; taken: number; queued: number; sessions: number }>(
      `SELECT coalesce(sum(s.capacity), 0)::int AS capacity, coalesce(sum(s.taken), 0)::int AS taken,
         coalesce(sum(s.queued), 0)::int AS queued, count(*)::int AS sessions
       FROM volunteer_sessions s JOIN volunteer_places p ON p.id = s.place_id
       JOIN volunteer_programmes g ON g.id = p.programme_id
       WHERE s.cancelled_on IS NULL AND s.starts_at > now() AND p.state = 'published' AND g.state = 'open'`,
      [],
    ),
  ])
  const count = (state: PlaceState) => states.find((one) => one.state === state)?._count._all ?? 0
  const runs = mayInPortal(actor, 'volunteer.run')
  return {
    counts: placeStates.map((state) => ({ state, count: count(state) })),
    submitted,
    // Whoever only oversees sees that somebody asks, and no telephone number.
    asked: asked.map((host) => (runs ? host : { ...host, phone: '', email: '' })),
    calls,
    figures: figures[0] ?? { capacity: 0, taken: 0, queued: 0, sessions: 0 },
    runs,
  }
}

type SentCall = {
  id: number
  placeId: number
  title: string
  startsAt: Date
  sentAt: Date
  recipients: number
  room: number
  /** Applications that came by its link, and how many persons of them are taken */
  applications: number
  persons: number
}

/** The calls, the newest first, each with what it brought. */
async function recentCalls(): Promise<SentCall[]> {
  return rows<SentCall>(
    `SELECT c.id, c.place_id AS "placeId", p.title, s.starts_at AS "startsAt", c.sent_at AS "sentAt", c.recipients, c.room,
       count(a.id)::int AS applications,
       coalesce(sum(a.size) FILTER (WHERE a.state IN ('held', 'offered', 'placed')), 0)::int AS persons
     FROM (SELECT * FROM shortage_calls ORDER BY sent_at DESC, id DESC LIMIT 50) c
     JOIN volunteer_places p ON p.id = c.place_id
     JOIN volunteer_sessions s ON s.id = c.session_id LEFT JOIN volunteer_applications a ON a.call_id = c.id
     GROUP BY c.id, c.place_id, p.title, s.starts_at, c.sent_at, c.recipients, c.room
     ORDER BY c.sent_at DESC, c.id DESC`,
    [],
  )
}

/** What the list of hosts is narrowed to */
type HostFilter = { state?: HostState; kind?: HostKind; words?: string; after?: number }

/** Hosts on one page of the list */
const HOSTS = 20

const memberSelect = {
  orderBy: { id: 'asc' },
  select: { id: true, user: { select: { familyName: true, givenName: true, email: true } } },
} as const

/** Hosts with the number of their places: those that ask first, then by name. @throws SignInNeeded, NotAllowed */
export async function deskHosts(actor: Actor, filter: HostFilter = {}) {
  requirePortalRight(actor, 'volunteer.oversee')
  const { state, kind, words, after } = filter
  const where = { state, kind, name: words ? { contains: words, mode: 'insensitive' as const } : undefined }
  const [found, count] = await Promise.all([
    db.volunteerHost.findMany({
      where,
      orderBy: [{ state: 'asc' }, { name: 'asc' }, { id: 'asc' }],
      cursor: after ? { id: after } : undefined,
      skip: after ? 1 : 0,
      take: HOSTS + 1,
      select: {
        id: true,
        name: true,
        kind: true,
        state: true,
        version: true,
        association: { select: { slug: true } },
      },
    }),
    db.volunteerHost.count({ where }),
  ])
  const shown = found.slice(0, HOSTS)
  const places = await db.volunteerPlace.groupBy({
    by: ['hostId'],
    where: { hostId: { in: shown.map(({ id }) => id) } },
    _count: true,
  })
  const placesOf = new Map(places.map(({ hostId, _count }) => [hostId, _count]))
  const runs = mayInPortal(actor, 'volunteer.run')
  return {
    runs,
    count,
    next: found.length > HOSTS ? shown.at(-1)?.id : undefined,
    // Who acts for organisations and sections is for the centre, which adds them and takes them out.
    keepers: runs ? await keepersOfHosts() : [],
    hosts: shown.map(({ association, ...host }) => ({
      ...host,
      kind: host.kind as HostKind,
      state: host.state as HostState,
      slug: association?.slug ?? null,
      places: placesOf.get(host.id) ?? 0,
    })),
  }
}

/** Organisations and sections with the people who act for them; those of associations follow from their posts. */
async function keepersOfHosts() {
  const found = await db.volunteerHost.findMany({
    where: { kind: { not: 'association' }, state: { not: 'ended' } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 200,
    select: { id: true, name: true, members: memberSelect },
  })
  return found.map(({ members, ...host }) => ({
    ...host,
    members: members.map(({ id, user }) => ({
      id,
      name: `${user.familyName} ${user.givenName}`,
      email: user.email,
    })),
  }))
}
