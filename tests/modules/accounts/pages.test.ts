/**
 * The pages of accounts as a browser meets them: their actions and loaders, with forms of every kind. Whatever is
 * sent, the answer is a page, a redirect or a refusal with words, and nothing breaks.
 */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import en from '~/messages/en'
import ja from '~/messages/ja'
import { startSecondFactor } from '~/modules/accounts/commands/second-factor.server'
import type { Actor } from '~/modules/accounts/rules'
import { db } from '~/platform/db.server'
import * as accountDelete from '~/routes/account.delete'
import * as accountEmail from '~/routes/account.email'
import * as accountMemberships from '~/routes/account.memberships'
import * as accountPassword from '~/routes/account.password'
import * as accountProfile from '~/routes/account.profile'
import * as accountFactor from '~/routes/account.second-factor'
import * as accountSessions from '~/routes/account.sessions'
import * as adminStaff from '~/routes/admin.staff'
import * as members from '~/routes/associations_.$slug.members'
import * as officers from '~/routes/associations_.$slug.officers'
import * as endTerm from '~/routes/associations_.$slug.officers_.$id.end'
import * as invitations from '~/routes/invitations.$token'
import * as join from '~/routes/join'
import * as registerPage from '~/routes/register'
import * as signIn from '~/routes/sign-in'
import * as code from '~/routes/sign-in_.code'
import * as link from '~/routes/sign-in_.link'
import { resetDatabase } from '../../setup/database'
import {
  actorOf,
  actorWith,
  asking,
  giveRole,
  giveTerm,
  mailTo,
  makeTown,
  makeUser,
  sessionOf,
  tokenIn,
} from './support'

type Action = (args: never) => Promise<unknown>

/** Each action with the address it stands at. */
const pages: [string, Action, Record<string, string>?][] = [
  ['/sign-in', signIn.action],
  ['/sign-in/link', link.action],
  ['/sign-in/code', code.action],
  ['/register', registerPage.action],
  ['/join', join.action],
  ['/account/profile', accountProfile.action],
  ['/account/email', accountEmail.action],
  ['/account/password', accountPassword.action],
  ['/account/sessions', accountSessions.action],
  ['/account/second-factor', accountFactor.action],
  ['/account/memberships', accountMemberships.action],
  ['/account/delete', accountDelete.action],
  ['/admin/staff', adminStaff.action],
  ['/associations/association-a/members', members.action, { slug: 'association-a' }],
  ['/associations/association-a/officers', officers.action, { slug: 'association-a' }],
  ['/associations/association-a/officers/1/end', endTerm.action, { slug: 'association-a', id: '1' }],
  ['/invitations/x', invitations.action, { token: 'x' }],
]

type Answer = { status: number; location: string | null; data: unknown; headers: Headers }

/** What an action or loader answers, whether it returns or throws it. An error that is no answer stays one. */
async function answerOf(work: Promise<unknown>): Promise<Answer> {
  const answer = await work.catch((thrown) => {
    if (thrown instanceof Error) throw thrown
    return thrown
  })
  if (answer instanceof Response) {
    return {
      status: answer.status,
      location: answer.headers.get('Location'),
      data: null,
      headers: answer.headers,
    }
  }
  const made = answer as { data?: unknown; init?: { status?: number; headers?: HeadersInit } } | null
  return {
    status: made?.init?.status ?? 200,
    location: null,
    data: made?.data ?? made,
    headers: new Headers(made?.init?.headers),
  }
}

const send = (page: (typeof pages)[number], given: Parameters<typeof asking>[1]) =>
  answerOf(page[1](asking(page[0], { params: page[2], ...given }) as never))

const words = (language: object, key: string): unknown =>
  key
    .split('?')[0]
    ?.split('.')
    .reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], language)

function expectWords(data: unknown) {
  const { errors, key } = (data ?? {}) as { errors?: Record<string, string[]>; key?: string }
  for (const text of Object.values(errors ?? {}).flat()) {
    expect([text, typeof words(ja, text), typeof words(en, text)]).toEqual([text, 'string', 'string'])
  }
  if (key) expect([key, typeof words(ja, `errors.${key}.title`)]).toEqual([key, 'string'])
}

/** Text of a session in no language of its own; the forms of issue 2, section 8. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(
    '',
    ' ',
    '__proto__',
    '\u0000',
    '🎌👨‍👩‍👧‍👦',
    '髙﨑𠮷',
    '\ud800',
    "' OR 1=1 --",
    '<script>',
    '-1',
    '1e9',
    '999999999',
    '2026-02-30',
    '9999-12-31',
    '0000-01-01',
  ),
  fc.array(fc.constantFrom('1', 'a', '髙﨑𠮷'), { minLength: 2, maxLength: 3 }),
)
const plausible: Record<string, readonly string[]> = {
  intent: [
    'password',
    'link',
    'start',
    'confirm',
    'renew',
    'remove',
    'refuse',
    'end',
    'create_code',
    'revoke_code',
    'leave',
    'show_name',
    'hide_name',
    'cancel',
    'reset',
    'appoint',
  ],
  email: ['someone@mail.example', 'Ｓｏｍｅｏｎｅ＠mail.example'],
  password: ['neko wa kotatsu'],
  current: ['neko wa kotatsu'],
  familyName: ['髙﨑'],
  givenName: ['𠮷子'],
  familyReading: ['たかさき'],
  givenReading: ['ヨシコ'],
  language: ['ja', 'en'],
  delivery: ['email', 'none'],
  next: ['/account', '//evil.example', 'javascript:alert(1)'],
  code: ['123456', 'ABCD2345', 'ABCDEFGH2345'],
  token: ['x'.repeat(43)],
  session: ['all', 'a'.repeat(64)],
  id: ['1', '2', '999999'],
  association: ['1', '3', '6', '999999'],
  days: ['30', '90'],
  post: ['chair', 'secretary'],
  role: ['reviewer', 'administrator'],
  startsOn: ['2026-04-01', '2027-04-01'],
  endsOn: ['2027-03-31', '2028-03-31', ''],
  lastDay: ['2026-12-31'],
  understood: ['on', 'off'],
}
const oneField = fc
  .constantFrom(...Object.keys(plausible), '__proto__', 'constructor', 'toString')
  .chain((name) =>
    fc.tuple(
      fc.constant(name),
      fc.oneof(
        {
          weight: 3,
          arbitrary: fc.constantFrom(...(Object.hasOwn(plausible, name) ? (plausible[name] ?? []) : ['1'])),
        },
        { weight: 1, arbitrary: nasty },
      ),
    ),
  )
const anyForm = fc.array(oneField, { maxLength: 12 }).map((pairs) => {
  const fields: Record<string, string | string[]> = Object.create(null)
  for (const [name, value] of pairs) fields[name] = value
  return fields
})

let cookies: Record<'guest' | 'resident' | 'chair' | 'administrator', string | undefined>

beforeEach(async () => {
  await resetDatabase()
  const town = await makeTown()
  const [resident, chair, administrator] = [await makeUser(), await makeUser(), await makeUser()]
  await giveTerm(chair.id, town.association.id, 'chair')
  await giveRole(administrator.id, 'administrator')
  cookies = {
    guest: undefined,
    resident: await sessionOf(resident.id),
    chair: await sessionOf(chair.id),
    administrator: await sessionOf(administrator.id, true),
  }
})
afterEach(() => {
  vi.useRealTimers()
})

test.each(pages)(
  '%s answers whatever is sent',
  async (...page) => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('guest', 'resident', 'chair', 'administrator'),
        anyForm,
        async (who, fields) => {
          const { status, location, data } = await send(page, { cookie: cookies[who as 'guest'], fields })
          expect(status).toBeLessThan(500)
          if (location) expect(location).toMatch(/^\/(?!\/)/)
          expectWords(data)
        },
      ),
      { numRuns: 25 },
    )
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  },
  90_000,
)

describe('bad bodies', () => {
  test.each(pages)(
    '%s refuses what is no form, and what is too much',
    async (...page) => {
      const cookie = cookies.chair
      expect((await send(page, { cookie, body: '{"a":1}', type: 'application/json' })).status).toBeLessThan(
        500,
      )
      expect(
        (await send(page, { cookie, body: '--x\r\nbroken', type: 'multipart/form-data; boundary=x' })).status,
      ).toBeLessThan(500)
      const much = 'x'.repeat(10_000_000)
      const fields: Record<string, string> = {}
      for (const name of ['email', 'password', 'familyName', 'code', 'current', 'token', 'lastDay'])
        fields[name] = 'x'
      const answer = await send(page, {
        cookie,
        fields: { ...fields, email: much, code: much.slice(0, 1_000_000) },
      })
      expect(answer.status).toBeGreaterThanOrEqual(300)
      expect(answer.status).toBeLessThan(500)
    },
    60_000,
  )
})

test('a form keeps what was typed, but for the password', async () => {
  const { status, data } = await send(['/register', registerPage.action], {
    fields: {
      familyName: '髙﨑',
      givenName: '𠮷子',
      familyReading: '??',
      givenReading: 'ヨシコ',
      email: 'x',
    },
  })
  expect(status).toBe(422)
  expect(data).toMatchObject({
    errors: { familyReading: ['form.katakana'], email: ['form.email'] },
    values: { familyName: '髙﨑', givenName: '𠮷子', email: 'x' },
  })
})

test('a form sent after the session has ended is there again after signing in', async () => {
  const user = await makeUser()
  const fields = {
    familyName: '髙﨑',
    givenName: '𠮷子',
    familyReading: 'タカサキ',
    givenReading: 'ヨシコ',
    language: 'ja',
    delivery: 'none',
  }
  const refused = await send(['/account/profile', accountProfile.action], { fields })
  expect(refused.location).toBe('/sign-in?next=%2Faccount%2Fprofile&kept=1')
  const kept = refused.headers.get('Set-Cookie')?.split(';')[0] ?? ''
  expect(kept).toMatch(/^kept_form=/)
  expect(JSON.stringify(await db.keptForm.findMany())).not.toContain('𠮷子')
  const cookie = `${await sessionOf(user.id)}; ${kept}`
  const page = (await accountProfile.loader(asking('/account/profile', { cookie }))) as {
    defaults: object
    kept: boolean
  }
  expect(page).toMatchObject({ kept: true, defaults: fields })
  expect((await send(['/account/profile', accountProfile.action], { cookie, fields })).location).toBe(
    '/account?done=saved',
  )
  expect(await db.keptForm.count()).toBe(0)
})

test('what is kept is kept also when it is wrong, but never a password', async () => {
  await send(['/account/password', accountPassword.action], { fields: { password: 'neko wa kotatsu' } })
  const empty = (await db.keptForm.findMany()).map(({ values }) => values.length)
  await send(['/account/profile', accountProfile.action], {
    fields: { familyName: 'x'.repeat(500), email: '' },
  })
  const full = (await db.keptForm.findMany()).map(({ values }) => values.length)
  expect(Math.max(...empty)).toBeLessThan(80)
  expect(Math.max(...full)).toBeGreaterThan(500)
})

test('opening a link from a mail uses nothing up', async () => {
  const user = await makeUser()
  await send(['/sign-in', signIn.action], { fields: { intent: 'link', email: user.email, next: '/account' } })
  const token = tokenIn(await mailTo(user.email))
  const open = () => link.loader(asking(`/sign-in/link?token=${token}`))
  await open()
  await open()
  const { location, headers } = await send(['/sign-in/link', link.action], { fields: { token } })
  expect(location).toBe('/account?done=signed_in')
  expect(headers.get('Set-Cookie')).toContain('session=')
  expect((await answerOf(open())).status).toBe(410)
})

describe('somebody whose second factor is still to come', () => {
  test('is asked for it and is a guest elsewhere', async () => {
    const user = await makeUser({ password: 'neko wa kotatsu' })
    await startSecondFactor(await actorOf(user.id))
    await db.user.update({ where: { id: user.id }, data: { secondFactorConfirmedAt: new Date() } })
    const answer = await send(['/sign-in', signIn.action], {
      fields: { email: user.email, password: 'neko wa kotatsu', next: '/account' },
    })
    expect(answer.location).toBe('/sign-in/code?next=%2Faccount')
    const cookie = answer.headers.get('Set-Cookie')?.split(';')[0] ?? ''
    expect((await actorWith(cookie)).user).toBeNull()
    const profile = await answerOf(accountProfile.loader(asking('/account/profile', { cookie })))
    expect(profile.location).toBe('/sign-in?next=%2Faccount%2Fprofile')
    const again = await answerOf(signIn.loader(asking('/sign-in?next=%2Faccount', { cookie })))
    expect(again.location).toBe('/sign-in/code?next=%2Faccount')
  })

  test('with a role but without one set up, working pages say what is missing', async () => {
    const user = await makeUser()
    await giveRole(user.id, 'administrator')
    const answer = await answerOf(
      adminStaff.loader(asking('/admin/staff', { cookie: await sessionOf(user.id) })),
    )
    expect(answer).toMatchObject({ status: 403, data: { key: 'second_factor_needed' } })
    const actor: Actor = await actorOf(user.id, false)
    expect(actor.secondFactorMissing).toBe(true)
  })
})
