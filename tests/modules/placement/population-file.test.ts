/** A population file: its columns, what becomes of each line, and the outline of the city. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { insideOf } from '~/modules/placement/rules/outline'
import { readPopulation } from '~/modules/placement/rules/population'

describe('the lines of a population file', () => {
  const lines = (text: string) =>
    text.split('\n').map((line, index) => ({ line: index + 1, cells: line.split(',') }))
  const everywhere = () => true
  const read = (text: string, inCity: (place: { latitude: number }) => boolean = everywhere) =>
    readPopulation(lines(text), inCity)
  const taken = (text: string) => {
    const reading = read(text)
    if ('refused' in reading) throw new Error(reading.refused)
    return reading
  }

  test('are read by the names of the columns, in Japanese and in English', () => {
    for (const head of ['緯度,経度,昼,夜', 'latitude,longitude,day,night', 'lat,lng,昼間人口,夜間人口']) {
      const { points, report } = taken(`${head}\n34.8,135.61234567890122,10,20`)
      expect(points).toMatchObject([{ latitude: 34.8, longitude: 135.61234567890122, day: 10, night: 20 }])
      expect(report).toMatchObject({ places: 'degrees', sameByNight: false, lines: 1, taken: 1, refused: 0 })
    }
  })

  test('are read as the statistics portal gives them: codes above, names below, a hyphen for none', () => {
    const { points, report } = taken(
      'KEY_CODE,HTKSYORI,T001141001,T001141002,T001141034\n,,人口（総数）,人口（総数）男,世帯総数\n523500001,0,120,60,50\n523500002,0,-,-,-\n523500003,1,*,*,*',
    )
    expect(points.map(({ label, day, night }) => [label, day, night])).toEqual([
      ['523500001', 120, 120],
      ['523500002', 0, 0],
    ])
    expect(report).toMatchObject({ places: 'mesh', sameByNight: true, lines: 3, taken: 2, refused: 1 })
    expect(report.refusedLines).toEqual([{ line: 5, reason: 'hidden' }])
  })

  test('are found below a title', () => {
    expect(taken('枚方市の人口\n緯度,経度,人口\n34.8,135.6,7').points).toHaveLength(1)
  })

  test('are refused one by one, each with its line and its reason', () => {
    const { points, report } = taken(
      [
        '緯度,経度,昼,夜',
        '34.8,135.6,10,20',
        ',135.6,1,1',
        'x,135.6,1,1',
        '135.6,34.8,1,1',
        '0,0,1,1',
        '34.81,135.6,,1',
        '34.82,135.6,a,1',
        '34.83,135.6,-5,1',
        '34.84,135.6,2000000,1',
        '34.8,135.6,1,1',
        '34.85,135.6,1.6,"1"'.replaceAll('"', ''),
      ].join('\n'),
    )
    expect(points.map(({ day, night }) => [day, night])).toEqual([
      [10, 20],
      [2, 1],
    ])
    expect(report).toMatchObject({ lines: 11, taken: 2, refused: 9, rounded: 1, outside: 0 })
    expect(report.refusedLines.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'no_place'],
      [4, 'not_a_place'],
      [5, 'swapped'],
      [6, 'outside_japan'],
      [7, 'no_people'],
      [8, 'not_a_number'],
      [9, 'negative'],
      [10, 'too_many_people'],
      [11, 'duplicate'],
    ])
    expect(report.refusedLines.at(-1)?.of).toBe(2)
  })

  test('have mesh codes that are checked', () => {
    const { report } = taken('mesh,population\n52350000,1\n52359900,1\n5235,1\n523500005,1\n,1')
    expect(report.refusedLines.map(({ reason }) => reason)).toEqual([
      'mesh_broken',
      'mesh_size',
      'mesh_broken',
      'no_place',
    ])
  })

  test('outside the city are counted and not taken', () => {
    const reading = read('lat,lon,people\n34.8,135.6,1\n36,135.6,1', ({ latitude }) => latitude < 35)
    expect(reading).toMatchObject({
      points: [{ latitude: 34.8 }],
      report: { outside: 1, taken: 1, refused: 0 },
    })
  })

  test('without the columns that are needed are not guessed', () => {
    expect(read('町,人口\nA,1')).toEqual({ refused: 'no_place_columns' })
    expect(read('緯度,経度,世帯数\n34.8,135.6,1')).toEqual({ refused: 'no_people_columns' })
    expect(read('緯度,経度,人口')).toEqual({ refused: 'empty' })
    expect(readPopulation([], everywhere)).toEqual({ refused: 'empty' })
  })

  test('are each in one count, whatever they hold', () => {
    const cell = fc.oneof(
      fc.constantFrom('34.8', '135.6', '52350000', '523500001', '-', '*', '', '1', '2.5', '-3'),
      fc.string({ unit: 'binary', maxLength: 6 }),
    )
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 20 }), (rows) => {
        const body = rows.map((cells, index) => ({ line: index + 2, cells }))
        for (const head of [
          ['緯度', '経度', '昼', '夜'],
          ['メッシュコード', '人口'],
        ]) {
          const reading = readPopulation([{ line: 1, cells: head }, ...body], everywhere)
          if ('refused' in reading) {
            expect(body).toEqual([])
            continue
          }
          const { report, points } = reading
          expect(report.taken + report.refused + report.outside).toBe(report.lines)
          expect(points).toHaveLength(report.taken)
          for (const point of points) expect(Math.min(point.day, point.night)).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })
})

test('an outline knows what lies inside, holes left out', () => {
  const ring = (a: number, b: number): [number, number][] => [
    [a, a],
    [b, a],
    [b, b],
    [a, b],
    [a, a],
  ]
  const inside = insideOf({ type: 'MultiPolygon', coordinates: [[ring(0, 10), ring(4, 6)], [ring(20, 21)]] })
  const at = (longitude: number, latitude: number) => inside({ longitude, latitude })
  expect([at(1, 1), at(5, 5), at(7, 5), at(11, 5), at(20.5, 20.5), at(-1, 5)]).toEqual([
    true,
    false,
    true,
    false,
    true,
    false,
  ])
})
