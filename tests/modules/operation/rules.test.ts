/** Why a job failed, in words; slow pages of several instances as one. */
import { expect, test } from 'vitest'
import { causeOf, causes, isAlive, SILENT_SECONDS, sizeOf, slowest } from '~/modules/operation/rules'
import { translator } from '~/platform/i18n.server'

test('a cause is found by what programs say, and the rest is not guessed', () => {
  expect(causeOf({ name: 'Error', code: 'ECONNREFUSED' })).toBe('unreachable')
  expect(causeOf({ name: 'Error', code: 'ESOCKET' })).toBe('unreachable')
  expect(causeOf({ name: 'Error', code: 'EAUTH' })).toBe('refused')
  expect(causeOf({ name: 'MailFailure', code: '550' })).toBe('refused')
  expect(causeOf({ name: 'PrismaClientKnownRequestError', code: 'P2003' })).toBe('database')
  expect(causeOf({ name: 'PrismaClientValidationError' })).toBe('database')
  expect(causeOf({ name: 'error', code: '53100' })).toBe('disk')
  expect(causeOf({ code: 'ENOSPC' })).toBe('disk')
  expect(causeOf({ name: 'Error', message: 'job expired' })).toBe('late')
  expect(causeOf({ name: 'TypeError', message: 'x is not a function' })).toBe('program')
  expect(causeOf({ name: 'Error', message: 'whatever' })).toBe('unknown')
  expect(causeOf(null)).toBe('unknown')
})

test('every cause has words', () => {
  for (const cause of causes) expect(translator('ja')(`operation.cause.${cause}`)).toMatch(/。$/)
})

test('slow pages of several instances count each answer the same', () => {
  const of = (route: string, count: number, mean: number) => ({
    route,
    count,
    failed: 1,
    mean,
    longest: mean * 2,
  })
  expect(slowest([[of('a', 1, 100), of('b', 10, 20)], [of('a', 3, 20)]], 1)).toEqual([
    { route: 'a', count: 4, failed: 2, mean: 40, longest: 200 },
  ])
})

test('an instance is gone when it has been silent for too long', () => {
  const at = new Date('2026-11-24T00:00:00Z')
  expect(isAlive(new Date(at.getTime() - SILENT_SECONDS * 1000), at)).toBe(true)
  expect(isAlive(new Date(at.getTime() - SILENT_SECONDS * 1000 - 1), at)).toBe(false)
})

test('sizes are read by people', () => {
  expect([0, 999, 1000, 12_345_678, 300e9].map(sizeOf)).toEqual(['0 B', '999 B', '1 KB', '12.3 MB', '300 GB'])
})
