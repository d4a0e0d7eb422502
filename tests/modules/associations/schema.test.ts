/** Forms of associations with everything that browsers and people send. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { consentSchema, editSchema, newSchema, placeSchema, searchQuery } from '~/modules/associations/schema'
import { Invalid } from '~/platform/errors'
import type { FormFields } from '~/platform/forms'
import { check } from '~/platform/forms.server'

const blank = {
  version: '1',
  name: '楠葉花園町自治会',
  reading: 'クズハハナゾノチョウジチカイ',
  introduction: '',
  howToJoin: '',
}
const edit = (fields: FormFields) => check(editSchema, { ...blank, ...fields })
const errorsOf = (fields: FormFields) => {
  try {
    edit(fields)
  } catch (error) {
    if (error instanceof Invalid) return error.errors
    throw error
  }
  return {}
}

describe('the edit form', () => {
  test('keeps letters as they are, and makes a reading hiragana', () => {
    const form = edit({ name: ' 髙﨑𠮷町自治会🙂 ', reading: 'ﾀｶｻｷ ヨシ' })
    expect(form).toMatchObject({
      name: '髙﨑𠮷町自治会🙂',
      reading: 'たかさき よし',
      website: null,
      area: null,
    })
  })

  test.each([
    ['０７２ー０００ー１２３４', '072-000-1234'],
    ['(072)000-1234', '072-000-1234'],
    ['0720001234', '0720001234'],
    ['090 0000 1234', '09000001234'],
  ])('understands the number %s as %s', (typed, phone) =>
    expect(edit({ contactPhone: typed }).contactPhone).toBe(phone),
  )

  test.each(['110', '72-000-1234', '072-000-123456', 'でんわ', '0-0-0'])('refuses the number %s', (typed) => {
    expect(errorsOf({ contactPhone: typed })).toEqual({ contactPhone: ['form.phone'] })
  })

  test.each([
    ['hanazono.example.jp', 'https://hanazono.example.jp/'],
    ['http://hanazono.example.jp/a?b=1', 'http://hanazono.example.jp/a?b=1'],
    ['https://花園.example.jp', 'https://xn--tlqx87f.example.jp/'],
  ])('takes the address %s', (typed, url) => {
    const taken = edit({ website: typed }).website
    if (typed.includes('花園')) expect(taken).toMatch(/^https:\/\/xn--[a-z0-9-]+\.example\.jp\/$/)
    else expect(taken).toBe(url)
  })

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://example.jp',
    'https://user:secret@example.jp',
    'https://localhost',
    'ひらかた',
  ])('refuses the address %s', (typed) =>
    expect(errorsOf({ website: typed })).toEqual({ website: ['form.url'] }),
  )

  test('wants a method and a date with a number, and no more members than households', () => {
    expect(errorsOf({ households: '３００' })).toEqual({
      householdsMethod: ['associations.edit.needs_method'],
      householdsAsOf: ['associations.edit.needs_date'],
    })
    const counted = { householdsMethod: '名簿', householdsAsOf: '2026-04-01' }
    expect(edit({ households: '1,200', memberHouseholds: '７００', ...counted })).toMatchObject({
      households: 1200,
      memberHouseholds: 700,
    })
    expect(errorsOf({ households: '5', memberHouseholds: '6', ...counted })).toEqual({
      memberHouseholds: ['associations.edit.more_members'],
    })
    expect(errorsOf({ householdsAsOf: '2026-02-30' })).toEqual({ householdsAsOf: ['form.day'] })
  })

  test('wants a place whole, in Japan, and not swapped', () => {
    expect(errorsOf({ latitude: '34.8' })).toEqual({ longitude: ['associations.edit.place_half'] })
    expect(errorsOf({ latitude: '135.6', longitude: '34.8' })).toEqual({
      latitude: ['associations.edit.place_swapped'],
    })
    expect(errorsOf({ latitude: '1', longitude: '2' })).toEqual({
      latitude: ['associations.edit.place_outside'],
    })
    expect(edit({ latitude: '３４．８５９３', longitude: '135.6757' })).toMatchObject({
      latitude: 34.8593,
      longitude: 135.6757,
    })
  })

  test('says of ten megabytes of text that it is too long', () => {
    const huge = '長'.repeat(5_000_000)
    const errors = errorsOf({
      introduction: huge,
      area: huge,
      contactPhone: huge,
      towns: huge,
      website: huge,
    })
    expect(Object.keys(errors).sort()).toEqual(['area', 'contactPhone', 'introduction', 'towns', 'website'])
  })

  test('answers anything with the form or with refusals by field, and touches no prototype', () => {
    const names = fc.constantFrom(
      ...Object.keys(editSchema.shape),
      '__proto__',
      'constructor',
      '__proto__.x',
      'agreed',
    )
    const values = fc.oneof(fc.string({ unit: 'grapheme' }), fc.array(fc.string(), { maxLength: 3 }))
    fc.assert(
      fc.property(fc.dictionary(names, values), (fields) => {
        for (const schema of [editSchema, newSchema, consentSchema, placeSchema]) {
          try {
            check(schema, fields)
          } catch (error) {
            expect(error).toBeInstanceOf(Invalid)
            for (const keys of Object.values((error as Invalid).errors)) {
              expect(keys.every((key) => /^(form|associations)\./.test(key))).toBe(true)
            }
          }
        }
        searchQuery.parse(fields)
        expect(Object.keys(Object.prototype)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

describe('the consent', () => {
  test('is none without a scope and the tick', () => {
    const attempt = (fields: FormFields) =>
      check(consentSchema, { person: '山﨑 正雄', givenOn: '2026-04-12', ...fields })
    expect(() => attempt({})).toThrow(Invalid)
    expect(() => attempt({ shows: 'phone' })).toThrow(Invalid)
    expect(() => attempt({ agreed: 'on' })).toThrow(Invalid)
    expect(() => attempt({ agreed: 'on', shows: 'address' })).toThrow(Invalid)
    expect(attempt({ agreed: 'on', shows: ['name', 'phone'] })).toMatchObject({ shows: ['name', 'phone'] })
  })
})

describe('a search', () => {
  test('leaves out what it cannot read', () => {
    expect(searchQuery.parse({ q: '花園', district: 'x', kind: 'city', after: '-1' })).toMatchObject({
      q: '花園',
    })
    expect(searchQuery.parse({ q: 'a'.repeat(101), district: '3', kind: 'council' })).toMatchObject({
      district: 3,
      kind: 'council',
    })
  })
})
