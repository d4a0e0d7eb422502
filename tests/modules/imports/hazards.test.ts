/**
 * One invented file for each hazard seen in real lists of AEDs, with what has to come of it: `hazards/<hazard>`.
 * Each row is `line outcome notes…`; notes on hours are tested with the rule that reads them.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import ja from '~/messages/ja'
import { readTable } from '~/modules/imports/read.server'
import { guessMapping, judgeAll } from '~/modules/imports/rules'
import type { AedValues, Judged } from '~/modules/imports/schema'
import { hazards } from './hazards-expected'

const folder = path.resolve(import.meta.dirname, 'hazards')

async function judged(file: string) {
  const table = await readTable(readFileSync(path.join(folder, file)))
  if ('refused' in table) return table
  const guess = guessMapping(table)
  const context = { header: table.header, format: guess.format, origin: '' }
  return { table, guess, rows: judgeAll(table, guess.mapping, context) }
}

const words = ({ line, outcome, notes }: Judged) =>
  [line, outcome, ...notes.map(({ key }) => key).filter((key) => !key.startsWith('hours_'))].join(' ')

describe('a file with the hazard', () => {
  test.each(readdirSync(folder))('%s comes out as it has to', async (file) => {
    const expected = hazards[file]
    const found = await judged(file)
    if ('refused' in found) {
      expect({ refused: found.refused.key }).toEqual(expected)
      expect(ja.imports.note).toHaveProperty(found.refused.key)
      return
    }
    const { table, guess, rows } = found
    expect({
      encoding: table.encoding,
      headerLine: table.headerLine,
      needsPerson: guess.needsPerson,
      file: table.notes.map(({ key }) => key),
      rows: rows.map(words),
    }).toEqual({ encoding: 'utf-8', headerLine: 1, needsPerson: false, file: [], ...expected })
    expect(rows).toHaveLength(table.rows.length)
    for (const { key } of [...table.notes, ...rows.flatMap(({ notes }) => notes)])
      expect(ja.imports.note).toHaveProperty(key)
  })
})

async function values(file: string): Promise<(AedValues | null)[]> {
  const found = await judged(file)
  if ('refused' in found) throw new Error(found.refused.key)
  return found.rows.map((row) => row.values)
}

/** Of a file, one field of each row. */
async function column<F extends keyof AedValues>(file: string, field: F) {
  return (await values(file)).map((row) => row?.[field])
}

describe('what is read', () => {
  test('keeps letters that only CP932 has', async () => {
    expect(await column('shift-jis.csv', 'name')).toEqual(['髙﨑会館①', '町民ホール～本館'])
  })

  test.each([
    'utf-8.csv',
    'utf-8-bom.csv',
    'utf-16.csv',
    'tabs.csv',
    'semicolons.csv',
    'crlf.csv',
    'cr-only.csv',
    'header-below-title.csv',
    'type-line-below.csv',
  ])('%s says the same as the plain file', async (file) => {
    expect(await values(file)).toEqual(await values('utf-8.csv'))
  })

  test.each([
    ['swapped-all.csv', [34.8101, 34.8102], [135.6501, 135.6502]],
    ['swapped-some.csv', [34.8101, 34.8102, 34.8101], [135.6501, 135.6502, 135.6501]],
    ['longitude-first.csv', [34.8101, 34.8102], [135.6501, 135.6502]],
    ['both-in-one-cell.csv', [34.8101, 34.8102, 34.8103], [135.6501, 135.6502, 135.6503]],
    ['both-in-latitude.csv', [34.8101, 34.8101], [135.6501, 135.6501]],
    ['no-decimal-point.csv', [34.8101, 34.8102, null], [135.6501, 135.6502, null]],
    ['full-width-digits.csv', [34.8101], [135.6501]],
    ['trailing-blanks.csv', [34.8101, 34.8101], [135.6501, 135.6501]],
    ['degrees-minutes-seconds.csv', [34.81, 34.81, 34.81, 34.81], [135.6501389, 135.65, 135.65, 135.65]],
    ['outside-japan.csv', [34.8101, null, null, null], [135.6501, null, null, null]],
    ['header-uri.csv', [34.8101, 34.8102], [135.6501, 135.6502]],
    ['header-two-lines.csv', [34.8101, 34.8102], [135.6501, 135.6502]],
    ['excel.xlsx', [34.8101, 34.8102], [135.6501, 135.6502]],
  ])('places of %s', async (file, latitudes, longitudes) => {
    expect(await column(file, 'latitude')).toEqual(latitudes)
    expect(await column(file, 'longitude')).toEqual(longitudes)
  })

  test('moves a place of the old Tokyo datum by about 450 metres to the north-west', async () => {
    const [first] = await values('tokyo-datum.csv')
    expect(first?.latitude).toBeCloseTo(34.8101 + 0.00325, 4)
    expect(first?.longitude).toBeCloseTo(135.6501 - 0.00279, 4)
  })

  test('puts together what a comma or a line break took apart', async () => {
    expect((await column('comma-without-quotes.csv', 'address'))[1]).toBe('枚方市大垣内町2-1,会館内')
    expect((await column('line-break-without-quotes.csv', 'position'))[1]).toBe('1階玄関 受付の横')
    expect((await column('line-break-in-quotes.csv', 'position'))[0]).toBe('1階玄関 受付の横')
    expect((await column('line-break-in-quotes.csv', 'note'))[0]).toBe('土日は休み,祝日も\n休み')
    expect((await column('quote-not-closed.csv', 'position'))[1]).toBe('1階玄関')
    expect(await column('quote-opened-twice.csv', 'position')).toEqual([
      '1階玄関',
      '1階玄関',
      '2階',
      '1階玄関',
    ])
    expect(await column('quotes-within.csv', 'name')).toEqual(['ふれあい"中央"会館', '集会所"本館"'])
  })

  test('single cells', async () => {
    expect(await column('phones.csv', 'phone')).toEqual([
      '072-000-1234',
      '072-000-1234',
      '',
      '内線のみ',
      '072-000-1234(代表)',
      '',
    ])
    expect(await column('codes.csv', 'corporateNumber')).toEqual(['8000020272108', '8000020272109', '', ''])
    expect(await column('codes.csv', 'postalCode')).toEqual(['5738666', '5738666', '', '0600001'])
    const codes = (await column('codes.csv', 'otherColumns')).map((other) => other?.全国地方公共団体コード)
    expect(codes).toEqual(['272108', '272108', '272109', '011002'])
    expect(await column('url-without-scheme.csv', 'url')).toEqual([
      'https://www.example.jp/a',
      '',
      'https://example.jp/index.cfm/42,73691.html',
    ])
    const pads = [true, false, true, false, true, false, true, null, null]
    expect(await column('child-pads.csv', 'childPads')).toEqual(pads)
    expect(await column('not-for-public.csv', 'notForPublic')).toEqual([false, true, false, true, true])
    expect(await column('not-for-public.csv', 'outdoors')).toEqual([null, true, false, null, null])
    expect(await column('half-width-kana.csv', 'nameKana')).toEqual(['シミンカイカン'])
    expect(await column('formula-mark.csv', 'name')).toEqual(['=会館', '=HYPERLINK("http://example.jp")'])
    expect((await column('too-long.csv', 'name'))[0]).toHaveLength(200)
    expect(await column('header-twice.csv', 'note')).toEqual(['鍵あり\n裏口から', ''])
    expect(await column('no-name.csv', 'name')).toEqual(['大阪府枚方市大垣内町1-1', undefined, '第3集会所'])
    expect(await column('address-in-parts.csv', 'address')).toEqual([
      '大阪府枚方市大垣内町1-1',
      '大阪府枚方市楠葉2-1',
    ])
    expect(await column('city-left-out.csv', 'address')).toEqual([
      '大阪府枚方市大垣内町1-1',
      '枚方市大垣内町2-1',
    ])
    expect((await values('excel.xlsx'))[0]).toMatchObject({ startText: '9:00', endText: '17:00' })
  })
})

test('a workbook of 160 kB that unpacks to 160 MB is refused before it fills the memory', async () => {
  const before = process.memoryUsage().rss
  expect(await judged('excel-bomb.xlsx')).toMatchObject({ refused: { key: 'workbook_too_large' } })
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024)
})
