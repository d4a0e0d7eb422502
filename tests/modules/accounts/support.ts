/** A small town with people in it, and requests as a browser sends them. */
import { vi } from 'vitest'
import { hashPassword } from '~/modules/accounts/passwords.server'
import type { Actor, Post, StaffRole } from '~/modules/accounts/rules'
import { currentActor, openSession } from '~/modules/accounts/session.server'
import { addDays, type Day, dayOf, dayToDate, now } from '~/platform/clock'
import { db, transaction } from '~/platform/db.server'

export const today = () => dayOf(now())

/** City, two councils with an association each, and a group in the first. */
export async function makeTown() {
  const make = (
    slug: string,
    kind: 'city' | 'council' | 'neighbourhood' | 'group',
    parentId: number | null,
  ) =>
    db.association.create({
      data: { slug, kind, parentId, name: `${slug}の会`, reading: slug },
      select: { id: true, slug: true, path: true, name: true },
    })
  const city = await make('city', 'city', null)
  const council = await make('council-a', 'council', city.id)
  const association = await make('association-a', 'neighbourhood', council.id)
  const group = await make('group-a', 'group', association.id)
  const otherCouncil = await make('council-b', 'council', city.id)
  const other = await make('association-b', 'neighbourhood', otherCouncil.id)
  return { city, council, association, group, otherCouncil, other }
}
export type Town = Awaited<ReturnType<typeof makeTown>>

let people = 0

/** Somebody with an account; a name that no other text of a test holds. */
export async function makeUser(
  given: { email?: string; password?: string; language?: string; demonstration?: boolean } = {},
) {
  const { password, ...rest } = given
  people += 1
  return db.user.create({
    data: {
      email: `person${people}@mail.example`,
      familyName: '髙﨑',
      givenName: `𠮷子${people}`,
      familyReading: 'タカサキ',
      givenReading: 'ヨシコ',
      passwordHash: password ? await hashPassword(password) : null,
      ...rest,
    },
    select: { id: true, email: true, givenName: true },
  })
}

export async function giveTerm(
  userId: string,
  associationId: number,
  post: Post,
  from: Day = addDays(today(), -30),
  to: Day = addDays(today(), 30),
) {
  return db.term.create({
    data: { userId, associationId, post, startsOn: dayToDate(from), endsOn: dayToDate(to) },
    select: { id: true },
  })
}

export async function giveRole(userId: string, role: StaffRole, endsOn: Day | null = null) {
  return db.staffAppointment.create({
    data: { userId, role, startsOn: dayToDate(addDays(today(), -30)), endsOn: endsOn && dayToDate(endsOn) },
    select: { id: true },
  })
}

const ADDRESS = '203.0.113.77'
const AGENT = 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36'

/** The arguments of a loader or an action, as the server hands them over. */
export function asking(
  path: string,
  given: {
    cookie?: string
    fields?: Record<string, string | string[]>
    body?: BodyInit
    type?: string
    params?: Record<string, string>
    address?: string
  } = {},
) {
  const { cookie, fields, params = {}, address = ADDRESS } = given
  const body = given.body ?? (fields && encode(fields))
  const headers = new Headers({ 'User-Agent': AGENT })
  if (cookie) headers.set('Cookie', cookie)
  if (body !== undefined) headers.set('Content-Type', given.type ?? 'application/x-www-form-urlencoded')
  const request = new Request(`http://localhost:3000${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers,
    body,
  })
  return { request, params, context: { cache: new Map<string, unknown>(), address } }
}

function encode(fields: Record<string, string | string[]>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) query.append(name, one)
  }
  return query.toString()
}

/** The part of a `Set-Cookie` that a browser sends back. */
export const cookieOf = (setCookie: string) => setCookie.split(';')[0] ?? ''

export const visitor = (sessionHash: string | null = null) => ({
  address: ADDRESS,
  origin: '203.0.113.0/24',
  device: 'Chrome, Android',
  sessionHash,
})

/** A cookie of somebody who has signed in. */
export async function sessionOf(userId: string, secondFactorPassed = false): Promise<string> {
  const { cookie } = await transaction((tx) => openSession(tx, userId, visitor(), secondFactorPassed))
  return cookieOf(cookie)
}

/** Whoever holds a cookie, as a page sees them. */
export const actorWith = (cookie: string): Promise<Actor> => currentActor(asking('/', { cookie }))

/** Somebody signed in, as a page sees them; staff with their second factor passed. */
export async function actorOf(userId: string, secondFactorPassed = true): Promise<Actor> {
  return actorWith(await sessionOf(userId, secondFactorPassed))
}

/** The latest mail to an address; undefined when there is none. */
export const mailTo = async (recipient: string) =>
  (await db.mail.findFirst({ where: { recipient }, orderBy: { id: 'desc' } })) ?? undefined

/** The token of the link in a mail. */
export function tokenIn(mail: { text: string } | undefined): string {
  const token = /(?:token=|invitations\/)([\w-]{43})/.exec(mail?.text ?? '')?.[1]
  if (!token) throw new Error('There is no link in the mail')
  return token
}

/** The trail of one subject, oldest first. */
export const actions = async () =>
  (await db.auditEntry.findMany({ orderBy: { id: 'asc' } })).map(({ action }) => action)

/** From now on it is another instant; timers run as ever. Undone by `vi.useRealTimers()`. */
export function travel(
  to: Date | string | { days?: number; hours?: number; minutes?: number; seconds?: number },
) {
  const instant =
    to instanceof Date
      ? to
      : typeof to === 'string'
        ? new Date(to)
        : new Date(
            Date.now() +
              (((to.days ?? 0) * 24 + (to.hours ?? 0)) * 60 + (to.minutes ?? 0)) * 60_000 +
              (to.seconds ?? 0) * 1000,
          )
  vi.useFakeTimers({ toFake: ['Date'], now: instant })
}
