/** Distances and directions on the ground. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bearingOf,
  directionOf,
  directions,
  metresBetween,
  roundedDistance,
  walkingMinutes,
} from '~/modules/aeds/rules/distance'

const place = fc.record({
  latitude: fc.double({ min: 20, max: 46, noNaN: true }),
  longitude: fc.double({ min: 122, max: 154, noNaN: true }),
})

describe('a distance', () => {
  test('is that of the maps: 枚方市駅 to 樟葉駅, Tokyo to Osaka', () => {
    const hirakata = { latitude: 34.8163, longitude: 135.6497 }
    const kuzuha = { latitude: 34.8622, longitude: 135.6768 }
    expect(metresBetween(hirakata, kuzuha)).toBeGreaterThan(5600)
    expect(metresBetween(hirakata, kuzuha)).toBeLessThan(5700)
    const tokyo = { latitude: 35.681236, longitude: 139.767125 }
    const osaka = { latitude: 34.702485, longitude: 135.495951 }
    expect(metresBetween(tokyo, osaka) / 1000).toBeCloseTo(403, -1)
  })

  test('is the same both ways, zero to itself, and never longer over a third place', () => {
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        expect(metresBetween(a, b)).toBeCloseTo(metresBetween(b, a), 6)
        expect(metresBetween(a, a)).toBe(0)
        expect(metresBetween(a, c)).toBeLessThanOrEqual(metresBetween(a, b) + metresBetween(b, c) + 1e-6)
      }),
    )
  })

  test.each([
    [0, 'm', '0'],
    [84, 'm', '80'],
    [994, 'm', '990'],
    [996, 'km', '1.0'],
    [1249, 'km', '1.2'],
    [23_456, 'km', '23.5'],
  ])('of %d m is said as %s %s', (metres, unit, value) =>
    expect(roundedDistance(metres)).toEqual({ unit, value }),
  )

  test('takes a minute for each 80 m of way, which is 1.3 times the straight line', () => {
    expect([0, 61, 62, 300, 1000].map(walkingMinutes)).toEqual([1, 1, 2, 5, 17])
  })
})

describe('a direction', () => {
  const here = { latitude: 34.8, longitude: 135.6 }
  test.each([
    [0.01, 0, 'n'],
    [0.01, 0.012, 'ne'],
    [0, 0.01, 'e'],
    [-0.01, 0.012, 'se'],
    [-0.01, 0, 's'],
    [-0.01, -0.012, 'sw'],
    [0, -0.01, 'w'],
    [0.01, -0.012, 'nw'],
  ])('%d north and %d east of here is %s', (north, east, expected) => {
    const there = { latitude: here.latitude + north, longitude: here.longitude + east }
    expect(directionOf(bearingOf(here, there))).toBe(expected)
  })

  test('is one of eight for any two places, and turns with the bearing', () => {
    fc.assert(
      fc.property(place, place, (a, b) => {
        const bearing = bearingOf(a, b)
        expect(bearing).toBeGreaterThanOrEqual(0)
        expect(bearing).toBeLessThan(360)
        expect(directions).toContain(directionOf(bearing))
      }),
    )
    expect([359, -1, 0, 360, 22, 23].map(directionOf)).toEqual(['n', 'n', 'n', 'n', 'n', 'ne'])
  })
})
