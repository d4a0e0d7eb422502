import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isCommon, passwordError, passwordForm } from '~/modules/accounts/password-rule'
import * as schemas from '~/modules/accounts/schema'
import { fieldErrors } from '~/platform/forms'

const names = { familyName: '髙﨑', givenName: '𠮷子', familyReading: 'たかさき', givenReading: 'ﾖｼｺ' }

test('letters are kept as they are written, readings become full-width katakana', () => {
  expect(schemas.newOfficer.parse(names)).toEqual({
    familyName: '髙﨑',
    givenName: '𠮷子',
    familyReading: 'タカサキ',
    givenReading: 'ヨシコ',
  })
  expect(schemas.newOfficer.safeParse({ ...names, givenReading: '吉子' }).success).toBe(false)
  expect(schemas.newOfficer.safeParse({ ...names, familyName: '𠮷'.repeat(50) }).success).toBe(true)
  expect(schemas.newOfficer.safeParse({ ...names, familyName: '𠮷'.repeat(51) }).success).toBe(false)
})

test('an address is compared in one form', () => {
  expect(schemas.email.parse(' Ｙｏｓｈｉｋｏ＠Example.JP ')).toBe('yoshiko@example.jp')
  for (const wrong of [
    'a',
    'a@b',
    '@b.jp',
    'a@b..jp',
    'a@-b.jp',
    'a b@c',
    '山@例.jp',
    'a@b.jp\nBcc: c@d.jp',
    '"a"@b.jp',
  ]) {
    expect([wrong, schemas.email.safeParse(wrong).success]).toEqual([wrong, false])
  }
})

test('a code is read however it is grouped', () => {
  expect(schemas.joinForm.parse({ code: ' ａｂｃｄ－2345 ' }).code).toBe('ABCD2345')
  expect(schemas.codeForm.parse({ code: '１２３ 456' }).code).toBe('123456')
})

describe('the password rule', () => {
  test.each([
    'password12',
    'P@ssw0rd2026',
    '1234567890',
    '0987654321',
    'qwertyuiop',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    'hirakata2026',
    'jichikai2026!',
    'kairanban123',
  ])('%s is refused', (password) => expect(passwordError(password)).toBe('common'))

  test.each([
    'neko wa kotatsu',
    'ひらかたの桜が大好き',
    'hirakata-demo',
    'tR4x-9pLm2',
    '𠮷野家の牛丼は並盛り',
  ])('%s is taken', (password) => expect(passwordError(password)).toBeNull())

  test('counts letters, not bytes or code units', () => {
    expect(passwordError(`${'𠮷'.repeat(5)}abcd`)).toBe('too_short')
    expect(passwordError('あいうえおかきくけ')).toBe('too_short')
    expect(passwordError('x1'.repeat(101))).toBe('too_long')
    expect(passwordError('x'.repeat(10_000_000))).toBe('too_long')
  })

  test('full- and half-width are one key', () => {
    expect(passwordForm('ｎｅｋｏ１２３')).toBe('neko123')
    expect(isCommon('ｐａｓｓｗｏｒｄ１２')).toBe(true)
  })
})

/** Anything that a form can arrive as. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    '',
    ' ',
    '__proto__',
    'constructor',
    '\u0000',
    '🎌👨‍👩‍👧‍👦',
    '髙﨑𠮷',
    '\ud800',
    "' OR 1=1 --",
    '<script>',
    '-1',
    '1e999',
  ),
  fc.array(fc.string(), { maxLength: 3 }),
)
const field = fc.constantFrom(
  'email',
  'password',
  'familyName',
  'givenName',
  'familyReading',
  'givenReading',
  'next',
  'code',
  'token',
  'language',
  'delivery',
  'current',
  'understood',
  'days',
  'post',
  'startsOn',
  'endsOn',
  'lastDay',
  'role',
  '__proto__',
  'constructor',
  'toString',
)
const form = fc.dictionary(field, nasty, { noNullPrototype: false })

const all = Object.entries(schemas).filter(
  (entry): entry is [string, typeof schemas.registration] =>
    typeof entry[1] === 'object' && entry[1] !== null && 'safeParse' in entry[1],
)

test.each(all)('%s answers any form with values or with errors that have words', (_name, schema) => {
  fc.assert(
    fc.property(form, (fields) => {
      const result = schema.safeParse(fields)
      if (result.success) return
      const errors = fieldErrors(result.error)
      expect(Object.keys(errors).length).toBeGreaterThan(0)
      for (const keys of Object.values(errors))
        for (const key of keys) expect(key).toMatch(/^(form|accounts)\.[a-z_.]+(\?|$)/)
    }),
    { numRuns: 300 },
  )
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

test('ten megabytes are refused quickly', () => {
  const much = 'あ'.repeat(10_000_000)
  const begin = performance.now()
  expect(schemas.registration.safeParse({ ...names, email: much, familyName: much }).success).toBe(false)
  expect(schemas.passwordChange.safeParse({ password: much }).success).toBe(false)
  expect(schemas.joinForm.safeParse({ code: much }).success).toBe(false)
  expect(performance.now() - begin).toBeLessThan(5000)
})
