import { Secret, TOTP } from 'otpauth'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  confirmSecondFactor,
  passSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  resetSecondFactor,
  startSecondFactor,
} from '~/modules/accounts/commands/second-factor.server'
import { signInByPassword } from '~/modules/accounts/commands/sign-in.server'
import { secondFactorOf } from '~/modules/accounts/queries/account.server'
import { mayInPortal } from '~/modules/accounts/rules'
import { currentSession, visitorOf } from '~/modules/accounts/session.server'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, SignInNeeded, Stale, TooMany } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import {
  actorOf,
  actorWith,
  asking,
  cookieOf,
  giveRole,
  mailTo,
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

/** Sets a second factor up as a person does; returns the app, the recovery codes and the session's cookie. */
async function setUp(userId: string) {
  const before = await sessionOf(userId)
  const actor = await actorWith(before)
  await startSecondFactor(actor)
  const begun = await secondFactorOf(actor, 'portal')
  if (begun.state !== 'begun') throw new Error('not begun')
  const totp = new TOTP({ secret: Secret.fromBase32(begun.key.replaceAll('-', '')) })
  const { opened, codes } = await confirmSecondFactor(
    actor,
    visitorOf(asking('/', { cookie: before })),
    totp.generate({ timestamp: Date.now() }),
  )
  return {
    totp,
    codes: codes.map((code) => code.replaceAll('-', '')),
    cookie: cookieOf(opened.cookie),
    before,
  }
}

/** Signs in by password and returns the session that waits for its code. */
async function half(email: string) {
  const { cookie, pending } = await signInByPassword(visitor(), { email, password })
  expect(pending).toBe(true)
  const args = asking('/', { cookie: cookieOf(cookie) })
  return { cookie: cookieOf(cookie), session: await currentSession(args), visiting: visitorOf(args) }
}

describe('setting it up', () => {
  test('takes a code of the app, gives a new session id, and shows ten recovery codes', async () => {
    const user = await makeUser({ password })
    const elsewhere = await sessionOf(user.id)
    const { codes, cookie, before } = await setUp(user.id)
    expect(new Set(codes).size).toBe(10)
    expect((await actorWith(before)).user).toBeNull()
    expect((await actorWith(elsewhere)).user).toBeNull()
    expect((await actorWith(cookie)).user?.id).toBe(user.id)
    const kept = JSON.stringify([await db.recoveryCode.findMany(), await db.user.findMany()])
    for (const code of codes) expect(kept).not.toContain(code)
    expect((await mailTo(user.email))?.subject).toContain('二段階認証を設定しました')
  })

  test('a wrong code does not count, and nothing is demanded before the right one', async () => {
    const user = await makeUser({ password })
    const actor = await actorOf(user.id)
    await startSecondFactor(actor)
    await expect(confirmSecondFactor(actor, visitor(), '000000')).rejects.toThrow(Invalid)
    const { pending } = await signInByPassword(visitor(), { email: user.email, password })
    expect(pending).toBe(false)
  })

  test('is not begun anew while one stands', async () => {
    const user = await makeUser()
    const { cookie } = await setUp(user.id)
    await expect(startSecondFactor(await actorWith(cookie))).rejects.toThrow(Stale)
  })
})

describe('signing in with it', () => {
  test('the password alone is no more than a guest', async () => {
    const user = await makeUser({ password })
    const { totp } = await setUp(user.id)
    const { cookie, session, visiting } = await half(user.email)
    expect((await actorWith(cookie)).user).toBeNull()
    expect(session).toMatchObject({ pending: true, userId: user.id })
    travel({ seconds: 60 })
    const opened = await passSecondFactor(session, visiting, totp.generate({ timestamp: Date.now() }))
    expect(cookieOf(opened.cookie)).not.toBe(cookie)
    expect((await actorWith(cookie)).user).toBeNull()
    expect((await actorWith(cookieOf(opened.cookie))).user?.id).toBe(user.id)
  })

  test('the wait lasts a quarter of an hour, whatever is looked at', async () => {
    const user = await makeUser({ password })
    await setUp(user.id)
    const { cookie } = await half(user.email)
    travel({ minutes: 10 })
    expect(await currentSession(asking('/', { cookie }))).not.toBeNull()
    travel({ minutes: 6 })
    expect(await currentSession(asking('/', { cookie }))).toBeNull()
  })

  test('a code serves once', async () => {
    const user = await makeUser({ password })
    const { totp } = await setUp(user.id)
    travel({ seconds: 60 })
    const code = totp.generate({ timestamp: Date.now() })
    const waiting = [await half(user.email), await half(user.email), await half(user.email)]
    const results = await Promise.allSettled(
      waiting.map((w) => passSecondFactor(w.session, w.visiting, code)),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    // Nor does an earlier code that was never shown.
    const earlier = totp.generate({ timestamp: Date.now() - 30_000 })
    const again = await half(user.email)
    await expect(passSecondFactor(again.session, again.visiting, earlier)).rejects.toThrow(Invalid)
  })

  test('a recovery code serves once', async () => {
    const user = await makeUser({ password })
    const stranger = await makeUser({ password })
    const { codes } = await setUp(user.id)
    await setUp(stranger.id)
    const first = await half(user.email)
    await passSecondFactor(first.session, first.visiting, codes[0] ?? '')
    const second = await half(user.email)
    await expect(passSecondFactor(second.session, second.visiting, codes[0] ?? '')).rejects.toThrow(Invalid)
    const theirs = await half(stranger.email)
    await expect(passSecondFactor(theirs.session, theirs.visiting, codes[1] ?? '')).rejects.toThrow(Invalid)
  })

  test('guessing is closed after ten attempts', async () => {
    const user = await makeUser({ password })
    await setUp(user.id)
    const { session, visiting } = await half(user.email)
    for (let i = 0; i < 10; i++) {
      await expect(passSecondFactor(session, visiting, '123456')).rejects.toThrow(Invalid)
    }
    await expect(passSecondFactor(session, visiting, '123456')).rejects.toThrow(TooMany)
  })

  test('nobody passes without a session that waits for it', async () => {
    const user = await makeUser({ password })
    const args = asking('/', { cookie: await sessionOf(user.id) })
    await expect(passSecondFactor(null, visitor(), '123456')).rejects.toThrow(SignInNeeded)
    // A secret that was begun but not confirmed opens no working pages either.
    await expect(passSecondFactor(await currentSession(args), visitorOf(args), '123456')).rejects.toThrow(
      SignInNeeded,
    )
  })
})

describe('staff', () => {
  test('has no role until the second factor was shown in this session', async () => {
    const user = await makeUser({ password })
    await giveRole(user.id, 'administrator')
    const before = await actorOf(user.id, false)
    expect(before).toMatchObject({ staff: [], secondFactorMissing: true, capacity: 'resident' })
    expect(mayInPortal(before, 'staff.appoint')).toBe(false)
    const { cookie } = await setUp(user.id)
    const after = await actorWith(cookie)
    expect(after).toMatchObject({
      staff: ['administrator'],
      secondFactorMissing: false,
      capacity: 'administrator',
    })
    expect(mayInPortal(after, 'staff.appoint')).toBe(true)
    await expect(removeSecondFactor(after, '123456')).rejects.toThrow(NotAllowed)
  })

  test('of the demonstration needs none', async () => {
    const user = await makeUser({ demonstration: true })
    await giveRole(user.id, 'reviewer')
    expect(await actorOf(user.id, false)).toMatchObject({ staff: ['reviewer'], secondFactorMissing: false })
  })
})

describe('changing it', () => {
  test('new recovery codes replace the old', async () => {
    const user = await makeUser({ password })
    const { codes, cookie } = await setUp(user.id)
    const actor = await actorWith(cookie)
    await expect(renewRecoveryCodes(actor, 'WRONGWRONG22')).rejects.toThrow(Invalid)
    await renewRecoveryCodes(actor, codes[0] ?? '')
    const { session, visiting } = await half(user.email)
    await expect(passSecondFactor(session, visiting, codes[1] ?? '')).rejects.toThrow(Invalid)
  })

  test('doing without it needs a code, and the person is told', async () => {
    const user = await makeUser({ password })
    const { codes, cookie } = await setUp(user.id)
    const actor = await actorWith(cookie)
    await expect(removeSecondFactor(actor, '000000')).rejects.toThrow(Invalid)
    await removeSecondFactor(actor, codes[0] ?? '')
    expect(await db.recoveryCode.count()).toBe(0)
    expect((await signInByPassword(visitor(), { email: user.email, password })).pending).toBe(false)
    expect((await mailTo(user.email))?.subject).toContain('やめました')
  })

  test('an administrator takes it away, and all sessions end', async () => {
    const administrator = await makeUser()
    await giveRole(administrator.id, 'administrator')
    const user = await makeUser({ password })
    const { cookie } = await setUp(user.id)
    await expect(resetSecondFactor(await actorWith(cookie), user.email)).rejects.toThrow(NotAllowed)
    const actor = await actorOf(administrator.id)
    await expect(resetSecondFactor(actor, 'nobody@mail.example')).rejects.toThrow(Invalid)
    await resetSecondFactor(actor, user.email)
    expect((await actorWith(cookie)).user).toBeNull()
    expect((await signInByPassword(visitor(), { email: user.email, password })).pending).toBe(false)
    expect((await mailTo(user.email))?.subject).toContain('解除されました')
  })
})
