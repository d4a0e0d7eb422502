/** What of an error may stand in the log. */
import type pg from 'pg'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { db } from '~/platform/db.server'
import { faultOf, scrubbed } from '~/platform/log.server'

const caught = async (work: () => unknown): Promise<unknown> => {
  try {
    await work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

test('errors that repeat what was sent are told without their words', async () => {
  const secret = 'kobayashi@example.net'
  const errors = [
    await caught(() => db.user.findUnique({ where: { email: secret, nothing: secret } as never })),
    await caught(() => db.$queryRaw`SELECT ${secret}::text::int`),
    await caught(() => JSON.parse(`{"${secret}": `)),
    await caught(() => z.enum([secret]).parse('x')),
    await caught(() => (globalThis as { __portalPool?: pg.Pool }).__portalPool?.query(`SELECT '小林'::int`)),
    new Error('outer', { cause: new Error(`inner ${secret}`) }),
    new AggregateError([new Error(secret)], secret),
  ]
  for (const error of errors) {
    const said = JSON.stringify(faultOf(error))
    expect(said).toMatch(/"kind":"\w+"/)
    expect(said).not.toContain('kobayashi')
    expect(said).not.toContain('小林')
  }
})

test('words of programs are kept, with their place', () => {
  const { kind, words, at } = faultOf(new TypeError("Cannot read properties of undefined (reading 'id')"))
  expect({ kind, words }).toEqual({
    kind: 'TypeError',
    words: "Cannot read properties of undefined (reading 'id')",
  })
  expect(at).toContain('log.test')
  expect(faultOf('text')).toEqual({ kind: 'string' })
})

test('what might have come from a person is cut', () => {
  expect(scrubbed('to <a.b@example.jp> of 小林 by 09012345678 with abcdefghijklmnopqrstuvwxyz')).toBe(
    'to <…> of … by … with …',
  )
})
