/** The study as arithmetic: what must hold for any city. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { metresBetween } from '~/modules/aeds/rules'
import {
  coverage,
  type Question,
  type Site,
  straightLine,
  study,
  type Term,
  terms,
  total,
} from '~/modules/placement/rules'
import { aed, hall, place, point, someAeds, someHalls, somePoints, someWeights } from './support'

const weights = { day: 2, night: 3, shelter: 1, far: 1, households: 1 }
const question: Question = { walk: 300, weights, sites: 10, by: 'gain' }
const line = straightLine(1)
const someQuestion = fc.record({
  walk: fc.constantFrom(150, 300, 650, 1000),
  weights: someWeights,
  sites: fc.integer({ min: 0, max: 12 }),
  by: fc.constantFrom('gain' as const, 'score' as const),
})
const someCity = fc.record({ points: somePoints, aeds: someAeds, halls: someHalls })
const ids = (list: readonly { site: Site }[]) => list.map(({ site }) => site.id)

/** The same city with its lists in another order. */
const shuffled = <T>(list: readonly T[], keys: readonly number[]) =>
  list
    .map((one, i) => ({ one, key: keys[i % Math.max(1, keys.length)] ?? 0, i }))
    .sort((a, b) => a.key - b.key || b.i - a.i)
    .map(({ one }) => one)

describe('distance', () => {
  test('finds what all comparisons find, the limit included', () => {
    fc.assert(
      fc.property(somePoints, fc.integer({ min: 100, max: 200 }), (points, detour) => {
        const from = place(1200, 1200)
        const asked = straightLine(detour / 100).over(points)
        const all = points.map((to) => metresBetween(from, to) * (detour / 100))
        const expected = all.flatMap((metres, index) => (metres <= 650 ? [index] : []))
        expect(
          asked
            .within(from, 650)
            .map(({ index }) => index)
            .sort((a, b) => a - b),
        ).toEqual(expected)
        expect(asked.nearest(from)?.metres ?? null).toBe(points.length > 0 ? Math.min(...all) : null)
      }),
    )
  })

  test('is longer by the detour', () => {
    const ground = straightLine(1.3).over([place(240)])
    expect(ground.within(place(0), 300)).toEqual([])
    expect(ground.within(place(0), 313)).toHaveLength(1)
  })
})

describe('coverage', () => {
  test('never grows less by one more AED', () => {
    fc.assert(
      fc.property(
        somePoints,
        someAeds,
        someAeds,
        fc.constantFrom(150, 300, 1000),
        (points, aeds, more, walk) => {
          const few = coverage(points, aeds, line, walk)
          const many = coverage(points, [...aeds, ...more], line, walk)
          expect(many.day).toBeGreaterThanOrEqual(few.day)
          expect(many.night).toBeGreaterThanOrEqual(few.night)
        },
      ),
    )
  })

  test('never grows less by a longer walk, and is never more than all', () => {
    fc.assert(
      fc.property(somePoints, someAeds, (points, aeds) => {
        const near = coverage(points, aeds, line, 300)
        const wide = coverage(points, aeds, line, 600)
        const all = total(points)
        expect(wide.day).toBeGreaterThanOrEqual(near.day)
        expect(wide.night).toBeGreaterThanOrEqual(near.night)
        expect(wide.day).toBeLessThanOrEqual(all.day)
        expect(wide.night).toBeLessThanOrEqual(all.night)
      }),
    )
  })

  test('tells day from night', () => {
    const points = [point(0, 10, 20), point(1000, 5, 7)]
    const aeds = [aed(100), aed(1000, { night: true, always: true })]
    expect(coverage(points, aeds, line, 300)).toEqual({ day: 15, night: 7 })
  })
})

describe('the study', () => {
  test('does not depend on the order of what it is given', () => {
    fc.assert(
      fc.property(someCity, someQuestion, fc.array(fc.integer(), { maxLength: 30 }), (city, asked, keys) => {
        const one = study(city, line, asked)
        const other = study(
          {
            points: shuffled(city.points, keys),
            aeds: shuffled(city.aeds, keys),
            halls: shuffled(city.halls, keys),
          },
          line,
          asked,
        )
        const { statesBefore: _1, statesAfter: _2, ...first } = one
        const { statesBefore: _3, statesAfter: _4, ...second } = other
        expect(second).toEqual(first)
      }),
    )
  })

  test('chooses first the greatest single gain', () => {
    fc.assert(
      fc.property(someCity, someWeights, (city, given) => {
        const { candidates, chosen } = study(city, line, { ...question, weights: given })
        const worth = ({ gain }: { gain: { day: number; night: number } }) =>
          given.day * gain.day + given.night * gain.night
        const most = Math.max(0, ...candidates.map(worth))
        expect(chosen[0] ? worth(chosen[0]) : 0).toBe(most)
      }),
    )
  })

  test('chooses by score the hall that leads the ranking', () => {
    fc.assert(
      fc.property(someCity, someWeights, (city, given) => {
        const { candidates, chosen } = study(city, line, { ...question, weights: given, by: 'score' })
        if (chosen[0]) expect(chosen[0].site.id).toBe(candidates[0]?.site.id)
      }),
    )
  })

  test('counts nobody twice: before, gains and after agree with a fresh count', () => {
    fc.assert(
      fc.property(someCity, someQuestion, (city, asked) => {
        const { before, after, chosen } = study(city, line, asked)
        const placed = chosen.map(({ site }) => ({ ...site, day: true, night: true }))
        expect(before).toEqual(coverage(city.points, city.aeds, line, asked.walk))
        expect(after).toEqual(coverage(city.points, [...city.aeds, ...placed], line, asked.walk))
        for (const part of ['day', 'night'] as const) {
          const gains = chosen.map(({ gain }) => gain[part])
          expect(Math.min(0, ...gains)).toBe(0)
          expect(before[part] + gains.reduce((sum, n) => sum + n, 0)).toBe(after[part])
        }
        chosen.forEach((one, i) => {
          const sofar = placed.slice(0, i + 1)
          expect(one.covered).toEqual(coverage(city.points, [...city.aeds, ...sofar], line, asked.walk))
        })
      }),
    )
  })

  test('says of each candidate what an AED there alone would newly cover', () => {
    fc.assert(
      fc.property(someCity, someQuestion, (city, asked) => {
        const { before, candidates } = study(city, line, asked)
        for (const { site, gain, points, score } of candidates) {
          const alone = { ...site, day: true, night: true }
          const after = coverage(city.points, [...city.aeds, alone], line, asked.walk)
          expect(gain).toEqual({ day: after.day - before.day, night: after.night - before.night })
          expect(score).toBeGreaterThanOrEqual(0)
          expect(score).toBeLessThanOrEqual(100.000001)
          expect(terms.reduce((sum, term) => sum + points[term], 0)).toBeCloseTo(score)
        }
      }),
    )
  })

  test('has no hall among the candidates that has a 24-hour AED within the distance, also a chosen one', () => {
    fc.assert(
      fc.property(someCity, someQuestion, (city, asked) => {
        const { candidates, chosen, served } = study(city, line, asked)
        const always = city.aeds.filter((one) => one.always)
        const free = city.halls.filter((one) =>
          always.every((other) => metresBetween(one, other) > asked.walk),
        )
        expect(ids(candidates).sort((a, b) => a - b)).toEqual(free.map(({ id }) => id))
        expect(served).toBe(city.halls.length - free.length)
        chosen.forEach(({ site }, i) => {
          for (const before of chosen.slice(0, i))
            expect(metresBetween(site, before.site)).toBeGreaterThan(asked.walk)
        })
      }),
    )
  })

  test('lets a reason of weight 0 have no influence', () => {
    fc.assert(
      fc.property(
        someCity,
        someWeights,
        fc.constantFrom<Term>('shelter', 'households'),
        (city, given, term) => {
          const without = { ...question, weights: { ...given, [term]: 0 }, by: 'score' as const }
          const changed = { ...city, halls: city.halls.map((one) => ({ ...one, [term]: 0.25 })) }
          const bare = (answer: ReturnType<typeof study>) =>
            [...answer.candidates, ...answer.chosen].map(({ site, score }) => [site.id, score])
          expect(bare(study(changed, line, without))).toEqual(bare(study(city, line, without)))
        },
      ),
    )
  })

  test('never chooses more than asked, and nothing where nothing is won', () => {
    fc.assert(
      fc.property(someCity, someQuestion, (city, asked) => {
        const { chosen } = study(city, line, asked)
        expect(chosen.length).toBeLessThanOrEqual(asked.sites)
        expect(new Set(ids(chosen)).size).toBe(chosen.length)
      }),
    )
    const none = { day: 0, night: 0, shelter: 0, far: 0, households: 0 }
    const city = { points: [point(0, 10)], aeds: [], halls: [hall(1, 10)] }
    expect(study(city, line, { ...question, weights: none }).chosen).toEqual([])
    expect(study(city, line, { ...question, weights: none, by: 'score' }).chosen).toEqual([])
    expect(study(city, line, { ...question, weights: none }).candidates[0]?.score).toBe(0)
  })

  test('has an answer for a city in which there is nothing', () => {
    const {
      total: all,
      before,
      after,
      candidates,
      chosen,
    } = study({ points: [], aeds: [], halls: [] }, line, question)
    expect({ all, before, after, candidates, chosen }).toEqual({
      all: { day: 0, night: 0 },
      before: { day: 0, night: 0 },
      after: { day: 0, night: 0 },
      candidates: [],
      chosen: [],
    })
    const [lonely] = study({ points: [], aeds: [], halls: [hall(1, 0)] }, line, question).candidates
    expect(lonely).toMatchObject({ nearest: null, gain: { day: 0, night: 0 } })
  })

  test('on a street: counts the second after the first, and lets go of what stands near a chosen one', () => {
    // Halls at 0, 200 and 1000; people between the first two are won once.
    const city = {
      points: [point(-90, 10), point(100, 100), point(290, 20), point(1000, 50, 40)],
      aeds: [aed(950)],
      halls: [hall(1, 0), hall(2, 200), hall(3, 1000)],
    }
    const { before, after, candidates, chosen } = study(city, line, question)
    expect(before).toEqual({ day: 50, night: 0 })
    expect(candidates.map(({ site, gain }) => [site.id, gain])).toEqual([
      [1, { day: 130, night: 130 }],
      [2, { day: 130, night: 130 }],
      [3, { day: 0, night: 40 }],
    ])
    expect(ids(chosen)).toEqual([1, 3])
    expect(chosen[1]?.nearest).toBeCloseTo(1000, -1)
    expect(after).toEqual({ day: 180, night: 170 })
  })
})
