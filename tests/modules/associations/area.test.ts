/** Areas as GeoJSON: what is taken, and in which words anything else is refused. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import ja from '~/messages/ja'
import { inJapan, MAX_POINTS, readArea } from '~/modules/associations/area'

type Place = [number, number]
const square: Place[] = [
  [135.6, 34.8],
  [135.7, 34.8],
  [135.7, 34.9],
  [135.6, 34.9],
  [135.6, 34.8],
]
const polygon = (ring: unknown) => JSON.stringify({ type: 'Polygon', coordinates: [ring] })
const error = (text: string) => {
  const result = readArea(text)
  return 'error' in result ? result.error : null
}

describe('an area', () => {
  test('is taken as a polygon, a multipolygon, a feature, or a collection of one', () => {
    const geometry = { type: 'Polygon', coordinates: [square] }
    const feature = { type: 'Feature', properties: { name: '髙﨑𠮷' }, geometry }
    const multi = { type: 'MultiPolygon', coordinates: [[square], [square]] }
    for (const json of [geometry, feature, { type: 'FeatureCollection', features: [feature] }]) {
      expect(readArea(JSON.stringify(json))).toEqual({ area: geometry })
    }
    expect(readArea(JSON.stringify(multi))).toEqual({ area: multi })
  })

  test('keeps nothing of the file but rounded places', () => {
    const text = `{"type":"Polygon","__proto__":{"x":1},"owner":"山田","coordinates":[${JSON.stringify(
      square.map(([x, y]) => [x + 1e-9, y, 120]),
    )}]}`
    expect(readArea(text)).toEqual({ area: { type: 'Polygon', coordinates: [square] } })
    expect({}).not.toHaveProperty('x')
  })

  test.each([
    ['', 'not_json'],
    ['{', 'not_json'],
    ['null', 'not_polygon'],
    ['[]', 'not_polygon'],
    ['"Polygon"', 'not_polygon'],
    ['{"type":"Point","coordinates":[135.6,34.8]}', 'not_polygon'],
    ['{"type":"Polygon"}', 'not_polygon'],
    ['{"type":"Polygon","coordinates":[]}', 'not_polygon'],
    ['{"type":"Polygon","coordinates":[[]]}', 'too_few_points'],
    ['{"type":"Polygon","coordinates":[5]}', 'not_polygon'],
    ['{"type":"MultiPolygon","coordinates":[[]]}', 'not_polygon'],
    ['{"type":"Feature","geometry":{"type":"Feature"}}', 'not_polygon'],
    ['{"type":"FeatureCollection","features":[]}', 'not_polygon'],
    [polygon(square.slice(0, 4)), 'not_closed'],
    [polygon([square[0], square[1], square[0], square[0]]), 'too_few_points'],
    [polygon(square.map(([x, y]) => [y, x])), 'swapped'],
    [polygon(square.map(([x, y]) => [x - 100, y])), 'outside'],
    [polygon(square.map(() => ['135', '34'])), 'not_a_place'],
    [polygon(square.map(() => [null, null])), 'not_a_place'],
    [polygon(Array(MAX_POINTS + 1).fill(square[0])), 'too_many_points'],
    [`${polygon(square)}${' '.repeat(400_000)}`, 'too_long'],
  ])('%.60s is refused as %s', (text, expected) => {
    expect(error(text)).toBe(expected)
    expect(ja.associations.area_error).toHaveProperty(expected)
  })

  test('refuses two areas in one file rather than taking one of them', () => {
    const feature = { type: 'Feature', geometry: { type: 'Polygon', coordinates: [square] } }
    expect(error(JSON.stringify({ type: 'FeatureCollection', features: [feature, feature] }))).toBe('several')
  })

  test('never throws, and what it takes it takes again unchanged', () => {
    const place = fc.tuple(fc.double({ min: 122, max: 154 }), fc.double({ min: 20, max: 46 }))
    const closed = fc.array(place, { minLength: 3, maxLength: 12 }).map((ring) => [...ring, ring[0]])
    const anything = fc.oneof(fc.json(), fc.string(), closed.map(polygon))
    fc.assert(
      fc.property(anything, (text) => {
        const result = readArea(text)
        if (!('area' in result)) return
        expect(readArea(JSON.stringify(result.area))).toEqual(result)
        const rings =
          result.area.type === 'Polygon' ? result.area.coordinates : result.area.coordinates.flat()
        for (const [x, y] of rings.flat()) expect(inJapan(y, x)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
