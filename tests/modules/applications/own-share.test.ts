/** 自治会が出す額: what is left for the association of its costs. */
import { expect, test } from 'vitest'
import { ownShare } from '~/modules/applications/rules'
import type { Assessment } from '~/modules/subsidies/rules'

const determined = (amount: number) => ({ outcome: 'determined', amount, steps: [] }) as unknown as Assessment
const total = 3_000_000

test('the grant and the money of others are not paid by the association', () => {
  expect(ownShare(determined(1_000_000), { total, facts: {}, decided: null })).toBe(2_000_000)
  expect(ownShare(determined(1_000_000), { total, facts: { otherMoney: 500_000 }, decided: null })).toBe(
    1_500_000,
  )
})

test('never more than the decided grant is counted on, and nobody pays less than nothing', () => {
  expect(ownShare(determined(1_000_000), { total, facts: { otherMoney: 500_000 }, decided: 800_000 })).toBe(
    1_700_000,
  )
  expect(
    ownShare(determined(1_000_000), { total, facts: { otherMoney: 5_000_000 }, decided: 1_200_000 }),
  ).toBe(0)
})

test('where the text leaves the grant open, no share is told', () => {
  const open = { outcome: 'undetermined', least: 1, most: 2 } as unknown as Assessment
  expect(ownShare(open, { total, facts: {}, decided: null })).toBeNull()
})
