/** What was recorded, by district: no sum or difference of what is shown is the time of one or two posts. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LEAST_RECORDED, type Recorded, shownByDistrict } from '~/modules/workload/rules'

const row = (districtId: number | null, posts: number, post: Recorded['post'] = 'chair'): Recorded => ({
  districtId,
  post,
  posts,
  done: posts * 100,
  planned: posts * 60,
})

/** How many posts there are in each way to add up and take away what is shown: the whole and some districts. */
function reckoned(all: readonly Recorded[], shown: readonly Recorded[]): number[] {
  const ways = 2 ** shown.length
  const whole = all.reduce((sum, { posts }) => sum + posts, 0)
  return Array.from({ length: ways }, (_, way) => {
    const chosen = shown.filter((__, index) => way & (2 ** index)).reduce((sum, { posts }) => sum + posts, 0)
    return [chosen, whole - chosen]
  }).flat()
}

describe('recorded times by district', () => {
  test('tell of no fewer than three posts, also by subtraction', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 7 })
    fc.assert(
      fc.property(counts, (posts) => {
        const all = posts.map((count, index) => row(index === 0 ? null : index, count))
        for (const told of reckoned(all, shownByDistrict(all))) {
          const whole = posts.reduce((sum, count) => sum + count, 0)
          // The whole itself is shown of three posts and more alone.
          if (whole >= LEAST_RECORDED) expect(told === 0 || told >= LEAST_RECORDED).toBe(true)
        }
        for (const { posts: shown } of shownByDistrict(all)) {
          expect(shown).toBeGreaterThanOrEqual(LEAST_RECORDED)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('leave out nothing where nothing is small, and of the others as little as it takes', () => {
    expect(shownByDistrict([row(1, 3), row(2, 4)])).toHaveLength(2)
    expect(shownByDistrict([row(1, 1), row(2, 4), row(3, 9)]).map(({ districtId }) => districtId)).toEqual([
      3,
    ])
    expect(shownByDistrict([row(1, 2), row(2, 1), row(3, 9)]).map(({ districtId }) => districtId)).toEqual([
      3,
    ])
    // Each kind of post by itself.
    const two = [row(1, 1), row(2, 3), row(1, 5, 'treasurer'), row(2, 5, 'treasurer')]
    expect(shownByDistrict(two).map(({ post }) => post)).toEqual(['treasurer', 'treasurer'])
  })
})
