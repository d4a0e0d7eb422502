/** What holds of any file: each row is accounted for once, and its order says nothing. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTable } from '~/modules/imports/read.server'
import { guessMapping, judgeAll, judgeRow, outcomeOf, readBack, readPlace } from '~/modules/imports/rules'
import { cityCheckDigit, corporateCheckDigit } from '~/modules/imports/rules/texts'
import { outcomes, type Table } from '~/modules/imports/schema'

const place = fc.oneof(
  fc.constantFrom(
    '',
    '34.81',
    '135.65',
    '13565010',
    '34度48分',
    '34.81,135.65',
    '０',
    '×',
    '1334.00556',
    '344850',
  ),
  fc.double({ min: -200, max: 200, noNaN: true }).map(String),
)
const word = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '',
    '第1集会所',
    '合計',
    '※注記',
    '有',
    '無',
    '24時間',
    '9:00',
    '月火水',
    '-',
    "'=x",
    '072-000-1234',
    '〒573-8666',
  ),
)
const header = fc.constantFrom<string[]>(
  ['ID', '名称', '住所', '緯度', '経度', '設置位置', '電話番号', '備考'],
  ['NO', '施設名', '所在地', '緯度経度', '利用可能曜日', '開始時間', '終了時間', '小児対応'],
  ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'],
)
const cells = fc.array(fc.oneof(word, place), { minLength: 0, maxLength: 10 })
const table = fc.tuple(header, fc.array(cells, { maxLength: 25 })).map(
  ([names, rows]): Pick<Table, 'header' | 'rows'> => ({
    header: names,
    rows: rows.map((row, at) => ({ line: at + 2, cells: row })),
  }),
)

describe('any table', () => {
  test('has one judgement for each row, in its order, and the outcomes sum up to the rows', () => {
    fc.assert(
      fc.property(table, (given) => {
        const { mapping } = guessMapping(given)
        const judged = judgeAll(given, mapping)
        expect(judged.map(({ line }) => line)).toEqual(given.rows.map(({ line }) => line))
        const sum = outcomes.reduce(
          (all, outcome) => all + judged.filter((row) => row.outcome === outcome).length,
          0,
        )
        expect(sum).toBe(given.rows.length)
        for (const row of judged) {
          expect(row.values === null).toBe(row.outcome === 'refused')
          expect(row.outcome).toBe(outcomeOf(row.notes))
          if (row.outcome !== 'accepted') expect(row.notes.length).toBeGreaterThan(0)
          if (!row.values) continue
          expect(row.values.name).not.toBe('')
          expect((row.values.latitude === null) === (row.values.longitude === null)).toBe(true)
          expect(row.outcome === 'placeless').toBe(row.values.latitude === null)
        }
        const kept = judged.filter(({ values }) => values !== null)
        expect(new Set(kept.map(({ key }) => key)).size).toBe(kept.length)
      }),
      { numRuns: 300 },
    )
  })

  test('gives its rows the same keys and values in any order', () => {
    fc.assert(
      fc.property(table, fc.infiniteStream(fc.nat()), (given, chance) => {
        const { mapping } = guessMapping(given)
        const said = (rows: Table['rows']) =>
          judgeAll({ ...given, rows }, mapping)
            .filter(({ values }) => values !== null)
            .map(({ key, values }) => JSON.stringify([key, values]))
            .sort()
        const order = given.rows.map((row) => ({ row, at: chance.next().value }))
        const shuffled = order.sort((a, b) => a.at - b.at).map(({ row }) => row)
        expect(said(shuffled)).toEqual(said(given.rows))
      }),
      { numRuns: 200 },
    )
  })
})

describe('any bytes', () => {
  test('are read as a table or refused, without an error', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.string({ unit: 'grapheme', maxLength: 400 }).map((text) => new TextEncoder().encode(text)),
      fc
        .array(fc.array(fc.constantFrom('a', '"', '""', '\n', '名称', '34.8', ''), { maxLength: 6 }), {
          maxLength: 12,
        })
        .map((lines) => new TextEncoder().encode(lines.map((line) => line.join(',')).join('\n'))),
      fc.uint8Array({ maxLength: 300 }).map((tail) => new Uint8Array([0x50, 0x4b, 3, 4, ...tail])),
    )
    await fc.assert(
      fc.asyncProperty(bytes, async (given) => {
        const read = await readTable(given)
        if ('refused' in read) return
        const judged = judgeAll(read, guessMapping(read).mapping)
        expect(judged).toHaveLength(read.rows.length)
        expect(read.rows.every((row, at) => row.line > (read.rows[at - 1]?.line ?? read.headerLine))).toBe(
          true,
        )
      }),
      { numRuns: 400 },
    )
  })
})

describe('a place', () => {
  test('in Japan is read as it is, and as the same when its halves are exchanged', () => {
    const within = fc.tuple(
      fc.integer({ min: 20_100_000, max: 45_900_000 }),
      fc.integer({ min: 122_100_000, max: 153_900_000 }),
    )
    fc.assert(
      fc.property(within, ([a, b]) => {
        const [latitude, longitude] = [a / 1e6, b / 1e6]
        const expected = { latitude, longitude }
        expect(readPlace(String(latitude), String(longitude)).place).toEqual(expected)
        const swapped = readPlace(String(longitude), String(latitude))
        expect(swapped.place).toEqual(expected)
        expect(swapped.notes.map(({ key }) => key)).toContain('swapped')
      }),
    )
  })
})

test('check digits: the sums that the two rules are published with', () => {
  expect([...['27210', '13219', '22212', '37201', '35203', '01100']].map(cityCheckDigit)).toEqual([
    8, 5, 7, 3, 9, 2,
  ])
  expect(corporateCheckDigit('000012050002')).toBe(7)
})

describe('an AED that was given out and read again', () => {
  test('says the same, when what it says had been read from a file', () => {
    const mapping = {
      name: [0],
      address: [1],
      latitude: [2],
      longitude: [3],
      position: [4],
      phone: [5],
      note: [6],
      days: [7],
      start: [8],
      end: [9],
    }
    const row = fc.tuple(word, word, place, place, word, word, word, word, word, word)
    fc.assert(
      fc.property(row, (texts) => {
        const context = { header: texts.map((_, at) => `c${at}`), format: 'other' as const, origin: '' }
        const { values } = judgeRow({ line: 2, cells: texts }, mapping, context)
        if (!values) return
        const back = readBack(values)
        expect(back && readBack(back)).toEqual(back)
        // Hours have their own test; everything else comes back as it was.
        expect({ ...back, hours: null }).toEqual({ ...values, hours: null })
      }),
      { numRuns: 300 },
    )
  })
})
