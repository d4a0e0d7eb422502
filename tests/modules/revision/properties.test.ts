/** The simulation, whatever its conditions: sums that agree, shares of whole halls, caps that only add. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addTo,
  beginnings,
  changed,
  costOf,
  grantedBefore,
  needs,
  nothing,
  ownShare,
  type SimHall,
  type Sum,
  sharesOf,
  simulate,
  type Variant,
  WHOLE,
} from '~/modules/revision/rules'
import { assess } from '~/modules/subsidies/rules'
import type { Programme } from '~/modules/subsidies/schema'
import { programmeOf } from '../subsidies/support'
import { assumedOf, hallOf } from './support'

const variantOf = (programme: Programme, pace = WHOLE): Variant => ({ id: 'v', programme, pace })

describe('whatever the conditions', () => {
  const hall = fc.record({
    district: fc.constantFrom(null, 1, 2),
    state: fc.constantFrom('old_standard', 'to_retrofit', 'unknown', 'new_standard', 'retrofitted'),
    structure: fc.constantFrom('wood', 'other', null),
    area: fc.option(fc.integer({ min: 1000, max: 60_000 })),
    facts: fc.constantFrom({}, { structure: 'wood' }, { structure: 'other', legalPersonality: false }),
    grants: fc.array(
      fc.record({
        on: fc.integer({ min: 2000, max: 2026 }).map((year) => `${year}-03-01`),
        amount: fc.integer({ min: 1, max: 2_000_000 }),
        kind: fc.constantFrom('repair', null),
        work: fc.constantFrom('w', null),
      }),
      { maxLength: 2 },
    ),
  })
  const halls = fc
    .array(hall, { minLength: 1, maxLength: 8 })
    .map((all) => all.map((one, i) => hallOf({ ...one, id: i + 1 } as Partial<SimHall>)))
  const scheme = fc
    .record({
      rate: fc.constantFrom('1/2', '2/3', '1'),
      cap: fc.integer({ min: 0, max: 2_000_000 }),
      total: fc.integer({ min: 0, max: 3_000_000 }),
    })
    .map(({ rate, cap, total }) =>
      programmeOf(
        { grant: { rate }, cap, cumulative: { cap: total, window: { years: 20 } }, register: 'repair' },
        { rounding: 'unstated' },
      ),
    )
  const conditions = fc
    .record({
      need: fc.constantFrom(...needs),
      yearly: fc.integer({ min: 0, max: WHOLE }),
      wood: fc.integer({ min: 0, max: 300_000 }),
      years: fc.integer({ min: 1, max: 10 }),
      otherMoney: fc.integer({ min: 0, max: 3_000_000 }),
    })
    .map(({ need, yearly, wood, years, otherMoney }) =>
      assumedOf({ w: { need, yearly, wood, other: 2 * wood, fixed: 0 } }, { years, otherMoney }),
    )
  const plus = (sums: Sum[]) =>
    sums.reduce((all, one) => {
      addTo(all, one)
      return all
    }, nothing())

  test('years, districts, works and halls come to the same total, and nobody pays less than nothing', () => {
    fc.assert(
      fc.property(halls, scheme, conditions, (all, of, assumed) => {
        const one: Sum[] = []
        const [outcome] = simulate(all, [variantOf(of)], assumed, (_, { sum }) => one.push(sum))
        if (!outcome) throw new Error('No outcome')
        const { total, years, districts, works } = outcome
        expect(plus(years)).toEqual(total)
        expect(plus([...districts.values()].map(({ sum }) => sum))).toEqual(total)
        expect(plus([...works.values()].map(({ sum }) => sum))).toEqual(total)
        expect(plus(one)).toEqual(total)
        expect(total.least).toBeLessThanOrEqual(total.most)
        for (const year of years) expect(ownShare(year).least).toBeGreaterThanOrEqual(0)
        expect(Object.values(total).every(Number.isSafeInteger)).toBe(true)
        const { need, sure, perhaps } = outcome.eligible
        expect(sure <= perhaps && perhaps <= need && need <= all.length).toBe(true)
      }),
    )
  })

  test('the order of the halls does not matter, and the same comes out again', () => {
    fc.assert(
      fc.property(halls, scheme, conditions, (all, of, assumed) => {
        const [forward, backward, again] = [all, [...all].reverse(), all].map(
          (some) => simulate(some, [variantOf(of)], assumed)[0],
        )
        expect(backward?.total).toEqual(forward?.total)
        expect(backward?.years).toEqual(forward?.years)
        expect(again).toEqual(forward)
      }),
    )
  })

  test('a higher cap never costs less, and supports no fewer halls', () => {
    fc.assert(
      fc.property(
        halls,
        scheme,
        conditions,
        fc.integer({ min: 0, max: 1_000_000 }),
        (all, of, assumed, more) => {
          const raised = changed(of, {
            works: new Map([['w', { cap: Number(of.works[0]?.cap ?? 0) + more }]]),
            dropped: [],
          })
          const [before, after] = simulate(all, [variantOf(of), variantOf(raised)], assumed)
          expect(after?.total.most).toBeGreaterThanOrEqual(before?.total.most ?? 0)
          expect(after?.total.least).toBeGreaterThanOrEqual(before?.total.least ?? 0)
          expect(after?.eligible.perhaps).toBeGreaterThanOrEqual(before?.eligible.perhaps ?? 0)
        },
      ),
    )
  })

  test('remembering changes nothing: everything taken up at once is the sum of single estimates', () => {
    fc.assert(
      fc.property(halls, scheme, (all, of) => {
        const assumed = assumedOf({ w: { wood: 12_345, other: 23_456, fixed: 0 } })
        const [outcome] = simulate(all, [variantOf(of)], assumed)
        if (!outcome) throw new Error('No outcome')
        const { total } = outcome
        const [work] = of.works
        if (!work) throw new Error('No work')
        const single = all.map((one) => {
          const cost = costOf({ wood: 12_345, other: 23_456, fixed: 0 }, one.structure, one.area ?? 9000)
          const earlierGrants = grantedBefore(work, one.grants, 2027)
          const found = assess(of, {
            costs: { w: cost },
            facts: { ...one.facts, earlierGrants, otherMoney: 0, fiscalYear: 2027 },
          })
          if (found.outcome === 'determined') return [found.amount, found.amount]
          return found.outcome === 'undetermined' ? [found.least, found.most] : [0, 0]
        })
        expect(total.most).toBe(single.reduce((sum, [, most = 0]) => sum + most, 0))
        expect(total.least).toBe(single.reduce((sum, [least = 0]) => sum + least, 0))
      }),
    )
  })

  test('never more than a whole hall, whatever the conditions', () => {
    const taking = fc.record({
      need: fc.constantFrom(...needs),
      yearly: fc.integer({ min: 0, max: WHOLE }),
    })
    fc.assert(
      fc.property(
        fc.array(taking, { maxLength: 6 }),
        fc.constantFrom(...beginnings),
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 0, max: WHOLE }),
        (takings, beginning, years, unsafe) => {
          const named = takings.map((one, i) => ({ ...one, work: `w${i}` }))
          const shares = sharesOf(named, beginning, years, unsafe)
          let ending = 0
          for (const { work, need } of named) {
            const of = shares.get(work) ?? []
            expect(of).toHaveLength(years)
            expect(of.every((share) => Number.isInteger(share) && share >= 0)).toBe(true)
            const all = of.reduce((sum, share) => sum + share, 0)
            expect(all).toBeLessThanOrEqual(WHOLE)
            if (need === 'to_retrofit' || need === 'not_safe') ending += all
          }
          expect(ending).toBeLessThanOrEqual(WHOLE)
        },
      ),
    )
  })
})
