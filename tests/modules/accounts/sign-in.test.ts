/** Sessions: opening, sliding, ending; and what somebody without one learns. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { changePassword, updateProfile } from '~/modules/accounts/commands/account.server'
import { endAllSessions, endSession, signOut } from '~/modules/accounts/commands/sessions.server'
import { signInByPassword } from '~/modules/accounts/commands/sign-in.server'
import { currentActor, currentSession, visitorOf } from '~/modules/accounts/session.server'
import { hashToken } from '~/platform/crypto.server'
import { db } from '~/platform/db.server'
import { Invalid, SignInNeeded, TooMany } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import {
  actions,
  actorWith,
  asking,
  cookieOf,
  giveRole,
  makeTown,
  makeUser,
  sessionOf,
  travel,
  visitor,
} from './support'

const password = 'neko wa kotatsu'

beforeEach(resetDatabase)
afterEach(() => {
  vi.useRealTimers()
})

describe('signing in by password', () => {
  test('opens a session of which the database knows only the hash', async () => {
    const user = await makeUser({ password })
    const { cookie, pending } = await signInByPassword(visitor(), { email: user.email, password })
    expect(pending).toBe(false)
    expect(cookie).toMatch(/^session=[a-z0-9]{40}; /)
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(part)
    expect(cookie).not.toContain('Secure')
    const id = cookieOf(cookie).slice('session='.length)
    const [session] = await db.session.findMany()
    expect(session).toMatchObject({ id: hashToken(id), userId: user.id, device: 'Chrome, Android' })
    expect(JSON.stringify(await db.session.findMany())).not.toContain(id)
    const actor = await actorWith(cookieOf(cookie))
    expect(actor.user).toMatchObject({ id: user.id, name: `髙﨑 ${user.givenName}` })
    expect(actor).toMatchObject({ capacity: 'resident', origin: '203.0.113.0/24', staff: [] })
    expect(await actions()).toEqual(['session.opened'])
  })

  test('the id in the cookie ends, and a new one is given', async () => {
    const user = await makeUser({ password })
    const before = await sessionOf(user.id)
    const visiting = visitorOf(asking('/', { cookie: before }))
    const { cookie } = await signInByPassword(visiting, { email: user.email, password })
    expect(cookieOf(cookie)).not.toBe(before)
    expect((await actorWith(before)).user).toBeNull()
    // An id that somebody planted opens nothing and is not taken over.
    const planted = visitorOf(asking('/', { cookie: `session=${'a'.repeat(40)}` }))
    const again = await signInByPassword(planted, { email: user.email, password })
    expect(cookieOf(again.cookie)).not.toContain('a'.repeat(40))
    expect((await actorWith(`session=${'a'.repeat(40)}`)).user).toBeNull()
  })

  test('a wrong password, an unknown address and an account without a password get the same answer', async () => {
    const user = await makeUser({ password })
    const silent = await makeUser()
    const answers = []
    for (const form of [
      { email: user.email, password: 'wrong password' },
      { email: 'nobody@mail.example', password: 'wrong password' },
      { email: silent.email, password: 'wrong password' },
      { email: silent.email, password: '' },
    ]) {
      answers.push(await signInByPassword(visitor(), form).catch((error) => error))
    }
    for (const answer of answers) {
      expect(answer).toBeInstanceOf(Invalid)
      expect(answer.errors).toEqual({ password: ['accounts.sign_in.error.wrong'] })
    }
    expect(await db.session.count()).toBe(0)
  })

  test('an unknown address takes as long as a wrong password', async () => {
    const user = await makeUser({ password })
    const time = async (email: string) => {
      const begin = performance.now()
      await signInByPassword(visitor(), { email, password: 'wrong password' }).catch(() => {})
      return performance.now() - begin
    }
    await time(user.email)
    const known: number[] = []
    const unknown: number[] = []
    for (let i = 0; i < 6; i++) {
      known.push(await time(user.email))
      unknown.push(await time('nobody@mail.example'))
    }
    const middle = (list: number[]) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0
    // Argon2 is most of the time in both; without the decoy the ratio would be above five.
    expect(middle(known) / middle(unknown)).toBeLessThan(2.5)
    expect(middle(unknown) / middle(known)).toBeLessThan(2.5)
  })

  test('full-width letters are the same password', async () => {
    const user = await makeUser({ password: 'neko123 kotatsu' })
    await signInByPassword(visitor(), { email: user.email, password: 'ｎｅｋｏ１２３　ｋｏｔａｔｓｕ' })
    expect(await db.session.count()).toBe(1)
  })

  test('demonstration accounts open nothing outside a demonstration', async () => {
    const user = await makeUser({ password, demonstration: true })
    await expect(signInByPassword(visitor(), { email: user.email, password })).rejects.toThrow(Invalid)
  })
})

describe('the limit of attempts', () => {
  const attempt = (email: string, word: string, address = '198.51.100.1') =>
    signInByPassword({ ...visitor(), address }, { email, password: word })

  test('closes an account after ten failures, whether it exists or not, and opens again', async () => {
    const user = await makeUser({ password })
    for (const email of [user.email, 'nobody@mail.example']) {
      for (let i = 0; i < 10; i++) await expect(attempt(email, 'wrong')).rejects.toThrow(Invalid)
      await expect(attempt(email, 'wrong')).rejects.toThrow(TooMany)
    }
    await expect(attempt(user.email, password)).rejects.toThrow(TooMany)
    const refused = await attempt(user.email, password).catch((error) => error)
    expect(refused.retryAfter).toBeGreaterThan(0)
    expect(refused.retryAfter).toBeLessThanOrEqual(15 * 60)
    travel({ minutes: 16 })
    await expect(attempt(user.email, password)).resolves.toHaveProperty('cookie')
  })

  test('success forgets the failures before it', async () => {
    const user = await makeUser({ password })
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 9; i++) await attempt(user.email, 'wrong').catch(() => {})
      await attempt(user.email, password)
    }
    expect(await db.session.count()).toBe(3)
  })

  test('counts an address over all accounts, and attempts at the same moment', async () => {
    const tries = Array.from({ length: 64 }, (_, i) =>
      attempt(`person-${i}@mail.example`, 'wrong', '198.51.100.9'),
    )
    const answers = await Promise.allSettled(tries)
    const closed = answers.filter((a) => a.status === 'rejected' && a.reason instanceof TooMany)
    expect(closed).toHaveLength(4)
    await expect(attempt('another@mail.example', 'wrong', '198.51.100.10')).rejects.toThrow(Invalid)
  }, 60_000)

  test('keeps neither address nor e-mail', async () => {
    await attempt('nobody@mail.example', 'wrong').catch(() => {})
    const kept = JSON.stringify(await db.rateLimit.findMany())
    expect(kept).not.toContain('nobody')
    expect(kept).not.toContain('198.51.100')
  })
})

describe('a session', () => {
  test('a guest costs no query, and a cookie one', async () => {
    const user = await makeUser()
    const cookie = await sessionOf(user.id)
    const pool = (globalThis as { __portalPool?: { query: (...args: unknown[]) => unknown } }).__portalPool
    const query = vi.spyOn(pool as { query: (...args: unknown[]) => unknown }, 'query')
    expect((await currentActor(asking('/'))).user).toBeNull()
    expect(query).toHaveBeenCalledTimes(0)
    const args = asking('/', { cookie: `other=1; ${cookie}` })
    await Promise.all([currentActor(args), currentActor(args), currentSession(args)])
    expect(query).toHaveBeenCalledTimes(1)
    query.mockRestore()
  })

  test('ends thirty days after the last visit, and writes at most once a day', async () => {
    const user = await makeUser()
    const cookie = await sessionOf(user.id)
    const expiry = async () => (await db.session.findFirstOrThrow()).expiresAt.getTime()
    const first = await expiry()
    travel({ hours: 23 })
    expect((await actorWith(cookie)).user).not.toBeNull()
    expect(await expiry()).toBe(first)
    travel({ hours: 2 })
    await actorWith(cookie)
    const second = await expiry()
    expect(second - first).toBeGreaterThan(24 * 3600_000)
    await actorWith(cookie)
    expect(await expiry()).toBe(second)
    travel({ days: 20 })
    await actorWith(cookie)
    travel({ days: 29 })
    expect((await actorWith(cookie)).user).not.toBeNull()
    travel({ days: 31 })
    expect((await actorWith(cookie)).user).toBeNull()
    // Reading a page does not write: the job clears what has expired.
    expect(await db.session.count()).toBe(1)
  })

  test('of staff ends after twelve hours', async () => {
    const user = await makeUser()
    await giveRole(user.id, 'reviewer')
    const cookie = await sessionOf(user.id)
    travel({ hours: 5 })
    expect((await actorWith(cookie)).user).not.toBeNull()
    travel({ hours: 13 })
    expect((await actorWith(cookie)).user).toBeNull()
  })

  test('nonsense in the cookie is a guest', async () => {
    for (const value of ['', 'x', 'a'.repeat(5000), '%00', '"; DROP TABLE sessions', '髙﨑']) {
      const cookie = `session=${encodeURIComponent(value)}`
      expect((await actorWith(cookie)).user).toBeNull()
    }
  })
})

describe('ending sessions', () => {
  test('a changed password ends all others, and this one gets a new id', async () => {
    const user = await makeUser({ password })
    const here = await sessionOf(user.id)
    const elsewhere = await sessionOf(user.id)
    const args = asking('/', { cookie: here })
    const actor = await currentActor(args)
    await expect(
      changePassword(actor, visitorOf(args), { current: 'wrong', password: 'another long one' }, false),
    ).rejects.toThrow(Invalid)
    const { cookie } = await changePassword(
      actor,
      visitorOf(args),
      { current: password, password: 'another long one' },
      false,
    )
    expect((await actorWith(here)).user).toBeNull()
    expect((await actorWith(elsewhere)).user).toBeNull()
    expect((await actorWith(cookieOf(cookie))).user?.id).toBe(user.id)
    await expect(signInByPassword(visitor(), { email: user.email, password })).rejects.toThrow(Invalid)
    await signInByPassword(visitor(), { email: user.email, password: 'another long one' })
  })

  test('the address is not taken as a password', async () => {
    const user = await makeUser({ email: 'yoshiko.takasaki@mail.example' })
    const actor = await actorWith(await sessionOf(user.id))
    for (const bad of ['yoshiko.takasaki@mail.example', 'yoshiko.takasaki1', 'Yoshiko.Takasaki2026']) {
      await expect(changePassword(actor, visitor(), { current: '', password: bad }, false)).rejects.toThrow(
        Invalid,
      )
    }
  })

  test('signing out, here, elsewhere and everywhere', async () => {
    const user = await makeUser()
    const stranger = await makeUser()
    const [one, two, three] = [await sessionOf(user.id), await sessionOf(user.id), await sessionOf(user.id)]
    const theirs = await sessionOf(stranger.id)
    const hash = (cookie: string) => hashToken(cookie.slice('session='.length))
    const actor = await actorWith(one)
    await signOut(await actorWith(two), visitorOf(asking('/', { cookie: two })))
    expect((await actorWith(two)).user).toBeNull()
    await endSession(actor, hash(three))
    expect((await actorWith(three)).user).toBeNull()
    await endSession(actor, hash(theirs))
    expect((await actorWith(theirs)).user).not.toBeNull()
    await endAllSessions(actor)
    expect((await actorWith(one)).user).toBeNull()
    await expect(endAllSessions(await actorWith(one))).rejects.toThrow(SignInNeeded)
  })
})

test('the profile says in the trail which fields changed, not to what', async () => {
  await makeTown()
  const user = await makeUser()
  const actor = await actorWith(await sessionOf(user.id))
  await updateProfile(actor, {
    familyName: '山田',
    givenName: user.givenName,
    familyReading: 'ヤマダ',
    givenReading: 'ヨシコ',
    language: 'en',
    delivery: 'none',
  })
  const entry = await db.auditEntry.findFirstOrThrow({ where: { action: 'profile.changed' } })
  expect(entry.after).toEqual({ fields: ['familyName', 'familyReading', 'language', 'delivery'] })
})
