import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clusterer, type Drawn } from '~/ui/map/clusters'
import type { MapPin } from '~/ui/map/layers'

const pinAt = (latitude: number, longitude: number, n: number): MapPin => {
  return { latitude, longitude, label: `${n}`, note: '', href: `/${n}`, major: false }
}
const countOf = (drawn: Drawn[]) => drawn.reduce((sum, one) => sum + ('pin' in one ? 1 : one.count), 0)

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
      expect(drawnAt(18).every((one) => 'pin' in one)).toBe(true)
    }),
    { numRuns: 30 },
  )
})

test('the schools of the city never lie on one another: 44 pixels a target, at every zoom of a phone', () => {
  const file = path.resolve(import.meta.dirname, '../../prisma/seed/data/districts.csv')
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
