/** The rate of response by area tells nothing of groups below five, not by reckoning either. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askedApart, ratesByArea } from '~/modules/surveys/rules'

const LEAST = 5

describe('the rate of response', () => {
  test('puts areas below five together, with those that were asked in them', () => {
    const rates = ratesByArea([
      { areaId: 1, answered: 20, asked: 40 },
      { areaId: 2, answered: 2, asked: 30 },
      { areaId: 3, answered: 4, asked: 10 },
      { areaId: 4, answered: 30, asked: 41 },
    ])
    expect(rates?.areas.map(({ areaId }) => areaId)).toEqual([1, 4])
    expect(rates?.others).toEqual({ areas: 2, answered: 6, asked: 40 })
  })

  test('does not tell the few who have not answered', () => {
    const rates = ratesByArea([
      { areaId: 1, answered: 20, asked: 40 },
      { areaId: 2, answered: 30, asked: 31 },
      { areaId: 3, answered: 11, asked: 20 },
    ])
    // The one with the fewest on either side joins it: ten have not answered there, and nobody knows where.
    expect(rates?.areas.map(({ areaId }) => areaId)).toEqual([1])
    expect(rates?.others).toEqual({ areas: 2, answered: 41, asked: 51 })
    expect([askedApart(19, 20), askedApart(20, 20), askedApart(15, 20)]).toEqual([null, null, 20])
  })

  test('stays away where only few have answered anywhere, or all but a few everywhere', () => {
    expect(ratesByArea([{ areaId: 1, answered: 3, asked: 9 }])).toBeNull()
    expect(
      ratesByArea([
        { areaId: 1, answered: 19, asked: 20 },
        { areaId: 2, answered: 30, asked: 31 },
      ]),
    ).toBeNull()
  })

  test('no few are found by subtraction, neither of those who answered nor of the others', () => {
    const area = fc
      .record({ asked: fc.integer({ min: 1, max: 14 }), short: fc.nat(14) })
      .map(({ asked, short }) => ({ asked, answered: Math.max(0, asked - short) }))
    fc.assert(
      fc.property(fc.array(area, { minLength: 2, maxLength: 4 }), (given) => {
        const counts = given.map((one, index) => ({ areaId: index + 1, ...one }))
        const rates = ratesByArea(counts)
        if (!rates) return
        for (const { answered, asked } of [...rates.areas, ...(rates.others ? [rates.others] : [])]) {
          expect(answered).toBeGreaterThanOrEqual(LEAST)
          expect((asked ?? 0) - answered).toBeGreaterThanOrEqual(LEAST)
        }
        if (!rates.others) return
        expect(rates.others.areas).toBeGreaterThanOrEqual(2)
        // Everybody knows how many were asked where: which numbers could the hidden areas have?
        const hidden = counts.filter(({ areaId }) => !rates.areas.some((shown) => shown.areaId === areaId))
        const sum = rates.others.answered
        const fits: number[][] = []
        const walk = (at: number, left: number, sofar: number[]) => {
          const here = hidden[at]
          if (!here) {
            if (left === 0) fits.push(sofar)
            return
          }
          for (let one = 0; one <= Math.min(left, here.asked); one++)
            walk(at + 1, left - one, [...sofar, one])
        }
        walk(0, sum, [])
        // Those that give the same answer to everybody who looks.
        const same = fits.filter((guess) => {
          const other = counts.map((one) => {
            const place = hidden.indexOf(one)
            return place < 0 ? one : { ...one, answered: guess[place] ?? 0 }
          })
          return JSON.stringify(ratesByArea(other)) === JSON.stringify(rates)
        })
        for (const [place, one] of hidden.entries()) {
          expect(
            new Set(same.map((guess) => guess[place])).size,
            JSON.stringify([one, rates]),
          ).toBeGreaterThan(1)
        }
      }),
      { numRuns: 3000 },
    )
  })

  test('does not say how many were asked where it is not known of one of them', () => {
    const rates = ratesByArea([
      { areaId: 1, answered: 20, asked: 40 },
      { areaId: 2, answered: 2, asked: null },
      { areaId: 3, answered: 4, asked: 10 },
    ])
    expect(rates?.others?.asked).toBeNull()
  })
})
