/** Sums that are kept for some minutes: asked once by many, anew when they are old, and never a failure. */
import { expect, test, vi } from 'vitest'
import { keeping } from '~/modules/workload/kept.server'

test('many who ask at once are answered by one question, until it is old', async () => {
  let at = 0
  const work = vi.fn(async (key: string) => `${key} ${work.mock.calls.length}`)
  const ask = keeping(work, () => at)
  expect(await Promise.all([ask('a'), ask('a'), ask('b')])).toEqual(['a 1', 'a 1', 'b 2'])
  at = 299_999
  expect(await ask('a')).toBe('a 1')
  at = 300_000
  expect(await ask('a')).toBe('a 3')
})

test('a failure is asked again, and what is asked for most seldom goes', async () => {
  const work = vi.fn(async (key: string) => key)
  work.mockRejectedValueOnce(new Error('no database'))
  const ask = keeping(work, () => 0)
  await expect(ask('a')).rejects.toThrow('no database')
  expect(await ask('a')).toBe('a')
  for (let i = 0; i < 500; i++) await ask(String(i))
  await ask('499')
  expect(work).toHaveBeenCalledTimes(502)
  await ask('a')
  expect(work).toHaveBeenCalledTimes(503)
})
