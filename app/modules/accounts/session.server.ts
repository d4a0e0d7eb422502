/**
 * Who is asking. The only file that sees a Request, and with its adapter the only one that knows Lucia: everything
 * else in the portal takes an Actor, and the session library can be replaced here.
 */
import type { AppLoadContext } from '@remix-run/node'
import { Lucia, TimeSpan } from 'lucia'
import { dayOf, now, today as presentDay } from '~/platform/clock'
import { cookieName, isSecure } from '~/platform/cookies.server'
import { hashToken } from '~/platform/crypto.server'
import { db, type Tx } from '~/platform/db.server'
import { safePath } from '~/platform/http.server'
import { languageCookie } from '~/platform/i18n.server'
import { countedAddress, deviceOf, networkOf } from './origin'
import { type Actor, capacityOf, guest } from './rules'
import { type SessionAttributes, sessionAdapter, type UserAttributes } from './session-adapter.server'

export { requireUser } from './rules'

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<SessionAttributes, UserAttributes>
    DatabaseSessionAttributes: SessionAttributes
    DatabaseUserAttributes: UserAttributes
  }
}

type Asking = { request: Request; context: AppLoadContext }

const COOKIE = 'session'
const DAY_MS = 86_400_000

/** How long a session lives without being used. */
const LIVES = {
  resident: new TimeSpan(30, 'd'),
  staff: new TimeSpan(12, 'h'),
  /** Between the password and the second factor */
  pending: new TimeSpan(15, 'm'),
}
type Life = keyof typeof LIVES

/** Whoever sends a request, as far as signing in must know. */
export type Visitor = {
  /** What attempts are counted by */
  address: string
  /** Network, for the audit */
  origin: string
  device: string
  /** Hash of the session that the cookie names, standing or not; null without a cookie */
  sessionHash: string | null
}

/** The session of a request. `pending`: the password was right, the second factor is still to come. */
export type CurrentSession = { hash: string; userId: string; pending: boolean; secondFactorPassed: boolean }

function lucia(client: Tx | typeof db, life: Life, adapter = sessionAdapter(client, dayOf(now()))) {
  return new Lucia<SessionAttributes, UserAttributes>(adapter, {
    sessionExpiresIn: LIVES[life],
    sessionCookie: {
      name: cookieName(COOKIE),
      // The database decides how long a session lives; a cookie with a date of its own would end it too early.
      expires: false,
      attributes: { secure: isSecure(), sameSite: 'lax', path: '/' },
    },
    getSessionAttributes: (attributes) => attributes,
    getUserAttributes: (attributes) => attributes,
  })
}

function sessionIdOf(request: Request): string | null {
  const header = request.headers.get('Cookie')
  if (!header?.includes(`${cookieName(COOKIE)}=`)) return null
  const id = lucia(db, 'resident').readSessionCookie(header)
  return id && id.length <= 100 ? id : null
}

/** Address, device and old session of whoever sends a request. */
export function visitorOf({ request, context }: Asking): Visitor {
  const id = sessionIdOf(request)
  return {
    address: countedAddress(context.address),
    origin: networkOf(context.address),
    device: deviceOf(request.headers.get('User-Agent')),
    sessionHash: id ? hashToken(id) : null,
  }
}

/**
 * Who is asking, as they are today: a guest, or a person with offices, memberships and roles. One query for somebody
 * with a cookie, none for a guest; read once a request.
 */
export async function currentActor(args: Asking): Promise<Actor> {
  return (await read(args)).actor
}

/** The session of the request, also one that still waits for its second factor; null for a guest. */
export async function currentSession(args: Asking): Promise<CurrentSession | null> {
  return (await read(args)).session
}

type Found = { actor: Actor; session: CurrentSession | null }

function read(args: Asking): Promise<Found> {
  const { cache } = args.context
  let found = cache.get('session') as Promise<Found> | undefined
  if (!found) {
    found = find(args)
    cache.set('session', found)
  }
  return found
}

async function find({ request, context }: Asking): Promise<Found> {
  const today = presentDay()
  const origin = networkOf(context.address)
  const nobody = { actor: guest(today, origin), session: null }
  const id = sessionIdOf(request)
  if (!id) return nobody

  const adapter = sessionAdapter(db, today)
  const known = await adapter.getSessionAndUser(id)
  const attributes = known[1]?.attributes
  if (!known[0] || !attributes) return nobody
  const passed = known[0].attributes.secondFactorPassedAt !== null
  const pending = attributes.secondFactor && !passed
  const life: Life = pending ? 'pending' : attributes.staff.length > 0 ? 'staff' : 'resident'
  const { session, user } = await lucia(db, life, {
    ...adapter,
    getSessionAndUser: async () => known,
    // The wait for the second factor is not drawn out by looking at pages.
    updateSessionExpiration: pending ? async () => {} : adapter.updateSessionExpiration,
  }).validateSession(id)
  if (!session || !user) return nobody
  const current = { hash: hashToken(id), userId: user.id, pending, secondFactorPassed: passed }
  // Half a proof is none: until the second factor is shown, the person is a guest everywhere but on its page.
  if (pending) return { ...nobody, session: current }

  // Lucia writes in the second half of a session's life; once a day lets thirty days count from the last visit.
  const lives = LIVES[life].milliseconds()
  if (!session.fresh && session.expiresAt.getTime() - Date.now() < lives - DAY_MS) {
    await adapter.updateSessionExpiration(id, new Date(Date.now() + lives))
  }

  const staff = passed || user.demonstration ? user.staff : []
  const actor: Actor = {
    user: {
      id: user.id,
      name: [user.familyName, user.givenName].filter(Boolean).join(' '),
      language: user.language,
      demonstration: user.demonstration,
    },
    seats: user.seats,
    memberships: user.memberships,
    staff,
    secondFactorMissing: user.staff.length > staff.length,
    cityPath: user.cityPath,
    today,
    capacity: capacityOf(staff, user.seats),
    origin,
  }
  return { actor, session: current }
}

/** A session that has been opened: the `Set-Cookie` that carries it, and whether the second factor is still to come. */
export type Opened = { cookie: string; pending: boolean; language: string }

/**
 * Opens a session in the transaction that proved who it is. Its id is always new and the one before ends, so that
 * nobody can plant an id and wait for it to be signed in.
 * @param secondFactorPassed whether the second factor was shown in this very session
 */
export async function openSession(
  tx: Tx,
  userId: string,
  visitor: Pick<Visitor, 'device' | 'sessionHash'>,
  secondFactorPassed: boolean,
): Promise<Opened> {
  const at = now()
  const today = new Date(`${dayOf(at)}T00:00:00Z`)
  const user = await tx.user.findUniqueOrThrow({
    where: { id: userId },
    select: {
      language: true,
      secondFactorConfirmedAt: true,
      staffRoles: {
        where: { startsOn: { lte: today }, OR: [{ endsOn: null }, { endsOn: { gte: today } }] },
        select: { id: true },
      },
    },
  })
  const pending = user.secondFactorConfirmedAt !== null && !secondFactorPassed
  const life: Life = pending ? 'pending' : user.staffRoles.length > 0 ? 'staff' : 'resident'
  if (visitor.sessionHash) await tx.session.deleteMany({ where: { id: visitor.sessionHash } })
  const library = lucia(tx, life)
  const session = await library.createSession(userId, {
    createdAt: at,
    secondFactorPassedAt: secondFactorPassed ? at : null,
    device: visitor.device,
  })
  return { cookie: library.createSessionCookie(session.id).serialize(), pending, language: user.language }
}

/**
 * The headers of the answer that hands a session over: its cookie, and the account's language where this device has
 * chosen none.
 */
export async function sessionHeaders(request: Request, opened: Opened): Promise<Headers> {
  const headers = new Headers({ 'Set-Cookie': opened.cookie })
  const chosen = /(?:^|;\s*)lang=/.test(request.headers.get('Cookie') ?? '')
  if (!chosen) headers.append('Set-Cookie', await languageCookie.serialize(opened.language))
  return headers
}

/** Where to go after signing in: the second factor first, where one is set up; else on, with a word that it is done. */
export function wayOn(opened: Opened, next: string, done = 'signed_in'): string {
  const path = safePath(next)
  if (opened.pending) return `/sign-in/code?next=${encodeURIComponent(path)}`
  const url = new URL(path, 'http://portal.invalid')
  url.searchParams.set('done', done)
  return url.pathname + url.search + url.hash
}

/** Ends all sessions of a person, in the transaction that gives the reason. */
export async function closeSessions(tx: Tx, userId: string): Promise<void> {
  await lucia(tx, 'resident').invalidateUserSessions(userId)
}

/** The `Set-Cookie` that takes the session's cookie away. */
export function blankCookie(): string {
  return lucia(db, 'resident').createBlankSessionCookie().serialize()
}
