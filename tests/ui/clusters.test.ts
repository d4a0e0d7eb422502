import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clusterer, type Drawn } from '~/ui/map/clusters'

type Pin = { latitude: number; longitude: number; n: number }
const pinAt = (latitude: number, longitude: number, n: number): Pin => ({ latitude, longitude, n })
const countOf = (drawn: Drawn<Pin>[]) => drawn.reduce((sum, one) => sum + ('pin' in one ? 1 : one.count), 0)

test('no pin is lost at any zoom, and from far away a dense city is few marks', () => {
  const pin = fc.record({
    latitude: fc.double({ min: 34.77, max: 34.86, noNaN: true }),
    longitude: fc.double({ min: 135.6, max: 135.75, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.array(pin, { minLength: 1, maxLength: 300 }), (places) => {
      const drawnAt = clusterer(places.map(({ latitude, longitude }, n) => pinAt(latitude, longitude, n)))
      for (let zoom = 5; zoom <= 18; zoom++) expect(countOf(drawnAt(zoom))).toBe(places.length)
      expect(drawnAt(8).length).toBeLessThanOrEqual(4)
      for (const one of drawnAt(18)) {
        // What never comes apart is told by name.
        if (!('pin' in one)) expect([one.zoom, one.members.length]).toEqual([null, one.count])
      }
    }),
    { numRuns: 30 },
  )
})

test('the schools of the city never lie on one another: 44 pixels a target, at every zoom of a phone', () => {
  const file = path.resolve(import.meta.dirname, '../../prisma/cities/hirakata/districts.csv')
  const places = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.match(/(34\.\d+),(135\.\d+)/))
    .filter((found) => found !== null)
  expect(places.length).toBe(44)
  const drawnAt = clusterer(places.map((found, n) => pinAt(Number(found[1]), Number(found[2]), n)))
  for (let zoom = 9; zoom <= 18; zoom++) {
    const scale = 256 * 2 ** zoom
    const points = drawnAt(zoom).map((one) => {
      const { latitude, longitude } = 'pin' in one ? one.pin : one
      const sine = Math.sin((latitude * Math.PI) / 180)
      const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
      return [(longitude / 360 + 0.5) * scale, y * scale] as const
    })
    for (const [i, a] of points.entries())
      for (const b of points.slice(i + 1)) expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeGreaterThan(44)
  }
})

test('a group weighs what its pins weigh, and comes apart at the zoom that it says', () => {
  const pins = [pinAt(34.8, 135.6, 1), pinAt(34.801, 135.601, 2), pinAt(34.9, 135.7, 3)]
  const drawnAt = clusterer(pins, (pin) => pin.n)
  const [group] = drawnAt(12).filter((one) => !('pin' in one))
  if (!group || 'pin' in group) throw new Error('no group')
  expect([group.count, group.weight, group.members.map((pin) => pin.n).sort()]).toEqual([2, 3, [1, 2]])
  expect(drawnAt(group.zoom ?? 0).length).toBe(3)
  expect(drawnAt((group.zoom ?? 0) - 1).length).toBe(2)
})
