/** The lists of two cities as they were published: what becomes of each row, to the last one. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readTable } from '~/modules/imports/read.server'
import { guessMapping, judgeAll } from '~/modules/imports/rules'
import type { Judged } from '~/modules/imports/schema'

async function judge(file: string) {
  const table = await readTable(readFileSync(path.resolve(import.meta.dirname, 'files', file)))
  if ('refused' in table) throw new Error(table.refused.key)
  const guess = guessMapping(table)
  const rows = judgeAll(table, guess.mapping, { header: table.header, format: guess.format, origin: '' })
  return { table, guess, rows }
}

/** How often each word occurs. */
function counted(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}

const outcomes = (rows: readonly Judged[]) => counted(rows.map(({ outcome }) => outcome))
const notes = (rows: readonly Judged[]) =>
  counted(rows.flatMap((row) => row.notes.map(({ key }) => key)).filter((key) => !key.startsWith('hours_')))
const lineOf = (rows: readonly Judged[], key: string) =>
  rows.filter((row) => row.notes.some((note) => note.key === key)).map(({ line }) => line)

describe('焼津市 (the old standard list)', () => {
  test('82 rows: 80 accepted, 2 mended', async () => {
    const { table, guess, rows } = await judge('222127_yaizu_aed.csv')
    expect(table).toMatchObject({ encoding: 'utf-8', headerLine: 1, notes: [] })
    expect(guess).toMatchObject({ format: 'standard_22', needsPerson: false })
    expect(rows).toHaveLength(82)
    expect(outcomes(rows)).toEqual({ accepted: 80, mended: 2 })
    expect(notes(rows)).toEqual({ phone_format: 82, kana_widened: 2 })
    expect(lineOf(rows, 'kana_widened')).toEqual([12, 13])
    expect(rows.every(({ values }) => values?.latitude != null && values.childPads === true)).toBe(true)
    expect(rows.every(({ values }) => values?.hours === null)).toBe(true)
    expect(new Set(rows.map(({ key }) => key)).size).toBe(82)
    expect(rows[0]).toMatchObject({
      line: 2,
      key: 'id:1',
      values: {
        name: '市役所本館',
        nameKana: 'シヤクショホンカン',
        address: '静岡県焼津市本町2-16-32',
        latitude: 34.866918,
        longitude: 138.323171,
        position: '２階正面入口',
        phone: '054-626-1139',
        organisation: '管財課',
        otherColumns: { 全国地方公共団体コード: '222127', 地方公共団体名: '静岡県焼津市' },
      },
    })
  })
})

describe('高松市 (a format of its own)', () => {
  test('CSV of 2023, 487 rows: 484 accepted, 2 mended, 1 without a place', async () => {
    const { table, guess, rows } = await judge('372013_takamatsu_20230822_crlf_quoted.csv')
    expect(table).toMatchObject({ encoding: 'utf-8', headerLine: 1, notes: [] })
    expect(guess).toMatchObject({ format: 'other', needsPerson: false })
    expect(Object.values(guess.sure).every((sure) => sure === 1)).toBe(true)
    expect(rows).toHaveLength(487)
    expect(outcomes(rows)).toEqual({ accepted: 484, mended: 2, placeless: 1 })
    expect(notes(rows)).toEqual({ decimal_point: 2, outside_japan: 1, far_away: 1, outdoors_stated: 3 })
    expect(lineOf(rows, 'decimal_point')).toEqual([187, 487])
    expect(lineOf(rows, 'outside_japan')).toEqual([142])
    // 国分寺北部幼稚園: published 94 km away from its city.
    expect(lineOf(rows, 'far_away')).toEqual([121])
    const [mended] = rows.filter(({ line }) => line === 187)
    expect(mended?.values).toMatchObject({
      name: '高松市塩江美術館',
      latitude: 34.17569,
      longitude: 134.08137,
    })
    // Two rows have line breaks in their remarks: the last row begins on line 489.
    expect(rows.at(-1)?.line).toBe(489)
    expect(new Set(rows.map(({ key }) => key)).size).toBe(487)
  })

  test('Excel of 2026, 450 rows, all accepted', async () => {
    const { table, guess, rows } = await judge('372013_takamatsu_20260821_data.xlsx')
    expect(table).toMatchObject({ encoding: 'xlsx', headerLine: 1, notes: [] })
    expect(guess).toMatchObject({ format: 'other', needsPerson: false })
    expect(rows).toHaveLength(450)
    expect(outcomes(rows)).toEqual({ accepted: 450 })
    expect(notes(rows)).toEqual({ outdoors_stated: 5 })
    expect(rows.every(({ values }) => values?.latitude != null)).toBe(true)
    expect(rows[0]).toMatchObject({
      key: 'id:1',
      values: { name: '健康増進施設サラマンダー', latitude: 34.34092807514213, longitude: 134.0452448693125 },
    })
  })

  test('the two editions have most of their keys in common, so that one updates the other', async () => {
    const [before, after] = await Promise.all([
      judge('372013_takamatsu_20230822_crlf_quoted.csv'),
      judge('372013_takamatsu_20260821_data.xlsx'),
    ])
    const known = new Map(before.rows.map(({ key, name }) => [key, name]))
    const common = after.rows.filter(({ key }) => known.has(key))
    expect(common.length).toBeGreaterThan(400)
    const renamed = common.filter(
      ({ key, name }) => name.normalize('NFKC').slice(0, 2) !== known.get(key)?.normalize('NFKC').slice(0, 2),
    )
    expect(renamed.length).toBeLessThan(common.length / 10)
  })
})
