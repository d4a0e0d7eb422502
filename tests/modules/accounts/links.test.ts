/** Links sent by e-mail: signing in, making an account, changing the address. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { requestEmailChange } from '~/modules/accounts/commands/account.server'
import { register } from '~/modules/accounts/commands/register.server'
import { consumeLink, requestSignInLink } from '~/modules/accounts/commands/sign-in.server'
import { linkOf } from '~/modules/accounts/queries/links.server'
import { hashToken } from '~/platform/crypto.server'
import { db } from '~/platform/db.server'
import { Gone, Invalid, PortalError, TooMany } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actions, actorOf, actorWith, cookieOf, mailTo, makeUser, tokenIn, travel, visitor } from './support'

beforeEach(resetDatabase)
afterEach(() => {
  vi.useRealTimers()
})

const form = {
  familyName: '髙﨑',
  givenName: '𠮷子',
  familyReading: 'タカサキ',
  givenReading: 'ヨシコ',
  email: 'new@mail.example',
  next: '/join?code=ABCD2345',
}

describe('a link to sign in', () => {
  test('works once, for half an hour', async () => {
    const user = await makeUser()
    await requestSignInLink(visitor(), { email: user.email, next: '/account' }, 'ja')
    const token = tokenIn(await mailTo(user.email))
    expect(await linkOf(token)).toEqual({ purpose: 'sign_in', email: user.email })
    const result = await consumeLink(visitor(), token)
    expect(result).toMatchObject({ purpose: 'sign_in', next: '/account' })
    expect((await actorWith(cookieOf(result.opened?.cookie ?? ''))).user?.id).toBe(user.id)
    await expect(consumeLink(visitor(), token)).rejects.toThrow(Gone)
    await expect(linkOf(token)).rejects.toThrow(Gone)

    await requestSignInLink(visitor(), { email: user.email, next: '' }, 'ja')
    const late = tokenIn(await mailTo(user.email))
    travel({ minutes: 31 })
    await expect(consumeLink(visitor(), late)).rejects.toThrow(Gone)
  })

  test('used twice at the same moment signs in once', async () => {
    const user = await makeUser()
    await requestSignInLink(visitor(), { email: user.email, next: '' }, 'ja')
    const token = tokenIn(await mailTo(user.email))
    const results = await Promise.allSettled([1, 2, 3].map(() => consumeLink(visitor(), token)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await db.session.count()).toBe(1)
  })

  test('is kept only as a hash, and the trail holds neither token nor address', async () => {
    const user = await makeUser()
    await requestSignInLink(visitor(), { email: user.email, next: '' }, 'ja')
    const token = tokenIn(await mailTo(user.email))
    const [link] = await db.emailLink.findMany()
    expect(link?.tokenHash).toBe(hashToken(token))
    const trail = JSON.stringify(await db.auditEntry.findMany(), (_, v) =>
      typeof v === 'bigint' ? String(v) : v,
    )
    expect(trail).not.toContain(token)
    expect(trail).not.toContain(user.email)
  })

  test('goes to nobody else after the address has changed', async () => {
    const user = await makeUser()
    await requestSignInLink(visitor(), { email: user.email, next: '' }, 'ja')
    const token = tokenIn(await mailTo(user.email))
    await db.user.update({ where: { id: user.id }, data: { email: 'moved@mail.example' } })
    await expect(consumeLink(visitor(), token)).rejects.toThrow(Gone)
  })

  test('an unknown address gets a mail that says so, in the language of the page', async () => {
    await requestSignInLink(visitor(), { email: 'nobody@mail.example', next: '' }, 'en')
    expect((await mailTo('nobody@mail.example'))?.text).toContain('no account with this address')
    expect(await db.emailLink.count()).toBe(0)
    await expect(linkOf('x'.repeat(43))).rejects.toThrow(Gone)
  })

  test('is written in the language of the account, never leads away, and cannot be asked for without end', async () => {
    const user = await makeUser({ language: 'en' })
    await requestSignInLink(visitor(), { email: user.email, next: '//evil.example' }, 'ja')
    const mail = await mailTo(user.email)
    expect(mail?.subject).toContain('Link to sign in')
    expect((await consumeLink(visitor(), tokenIn(mail))).next).toBe('/')
    for (const email of [user.email, 'nobody@mail.example']) {
      const asks = Array.from({ length: 6 }, () => requestSignInLink(visitor(), { email, next: '' }, 'ja'))
      const refused = (await Promise.allSettled(asks)).filter((a) => a.status === 'rejected')
      expect(refused.length).toBeGreaterThan(0)
      for (const { reason } of refused) expect(reason).toBeInstanceOf(TooMany)
    }
  })
})

describe('making an account', () => {
  test('waits for the address to be proven, and keeps what was typed encrypted till then', async () => {
    await register(visitor(), form, 'en')
    expect(await db.user.count()).toBe(0)
    const [link] = await db.emailLink.findMany()
    expect(link?.payload).toBeTruthy()
    expect(JSON.stringify(link)).not.toContain('𠮷子')
    const { purpose, opened, next } = await consumeLink(visitor(), tokenIn(await mailTo(form.email)))
    expect({ purpose, next }).toEqual({ purpose: 'register', next: form.next })
    const [user] = await db.user.findMany()
    expect(user).toMatchObject({ familyName: '髙﨑', givenName: '𠮷子', language: 'en', passwordHash: null })
    expect((await actorWith(cookieOf(opened?.cookie ?? ''))).user?.id).toBe(user?.id)
    expect((await db.emailLink.findMany())[0]?.payload).toBeNull()
    expect(await actions()).toEqual(['account.created', 'session.opened'])
  })

  test('with a known address sends a link to sign in instead', async () => {
    const user = await makeUser({ email: form.email })
    await register(visitor(), form, 'ja')
    const mail = await mailTo(form.email)
    expect(mail?.subject).toContain('アカウントはもうあります')
    const { purpose, opened } = await consumeLink(visitor(), tokenIn(mail))
    expect(purpose).toBe('sign_in')
    expect((await actorWith(cookieOf(opened?.cookie ?? ''))).user?.id).toBe(user.id)
    expect(await db.user.findMany({ select: { givenName: true } })).toEqual([{ givenName: user.givenName }])
  })

  test('twice makes one account', async () => {
    await register(visitor(), form, 'ja')
    const first = tokenIn(await mailTo(form.email))
    await register(visitor(), { ...form, givenName: '別' }, 'ja')
    const second = tokenIn(await mailTo(form.email))
    await consumeLink(visitor(), first)
    await consumeLink(visitor(), second)
    expect(await db.user.count()).toBe(1)
  })
})

describe('changing the address', () => {
  test('counts once the new address is proven; the old one is told', async () => {
    const user = await makeUser({ password: 'neko wa kotatsu' })
    const actor = await actorOf(user.id)
    const change = (word: string, email = 'moved@mail.example') =>
      requestEmailChange(actor, visitor(), { email, password: word })
    await expect(change('')).rejects.toThrow(Invalid)
    await expect(change('wrong')).rejects.toThrow(Invalid)
    await expect(change('neko wa kotatsu', user.email)).rejects.toThrow(Invalid)
    await change('neko wa kotatsu')
    expect((await mailTo(user.email))?.subject).toContain('変更が申し込まれました')
    expect((await db.user.findUniqueOrThrow({ where: { id: user.id } })).email).toBe(user.email)
    const result = await consumeLink(visitor(), tokenIn(await mailTo('moved@mail.example')))
    expect(result).toMatchObject({ purpose: 'change_email', opened: null })
    expect((await db.user.findUniqueOrThrow({ where: { id: user.id } })).email).toBe('moved@mail.example')
    expect((await mailTo(user.email))?.subject).toContain('変わりました')
  })

  test('to an address that has an account looks the same and changes nothing', async () => {
    const user = await makeUser()
    const other = await makeUser()
    await requestEmailChange(await actorOf(user.id), visitor(), { email: other.email, password: '' })
    expect((await mailTo(other.email))?.subject).toContain('使われています')
    expect(await db.emailLink.count()).toBe(0)
  })

  test('to an address that has got an account meanwhile is refused', async () => {
    const user = await makeUser()
    await requestEmailChange(await actorOf(user.id), visitor(), { email: 'moved@mail.example', password: '' })
    await makeUser({ email: 'moved@mail.example' })
    const error = await consumeLink(visitor(), tokenIn(await mailTo('moved@mail.example'))).catch((e) => e)
    expect(error).toBeInstanceOf(PortalError)
    expect(error.status).toBe(409)
  })
})
