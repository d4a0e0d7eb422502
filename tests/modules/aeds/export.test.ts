/** The list given out: its columns, its conditions, its letters, and that it comes back as it left. */
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { beforeEach, describe, expect, test } from 'vitest'
import { aedsCsv, aedsGeoJson } from '~/modules/aeds/export.server'
import { STANDARD_COLUMNS } from '~/modules/aeds/rules'
import { takeIn } from '~/modules/imports/commands/take-in.server'
import { readTable } from '~/modules/imports/read.server'
import { guessMapping, judgeAll } from '~/modules/imports/rules'
import { db, Prisma } from '~/platform/db.server'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { encodeSjis } from '~/platform/sjis.server'
import { resetDatabase } from '../../setup/database'
import { hours } from './arbitrary'
import { ALWAYS, fillCity, makeAed, OFFICE } from './support'

const t = translator('ja')
const ask = (path: string, headers: HeadersInit = {}) =>
  new Request(`http://localhost:3000${path}`, { headers })
const csvOf = (path = '/aeds.csv', headers: HeadersInit = {}) => aedsCsv(ask(path, headers), t)
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())

beforeEach(resetDatabase)

async function table(response: Response) {
  const text = new TextDecoder().decode(await bytesOf(response))
  return parse(text, { bom: true, columns: true }) as Record<string, string>[]
}

/** Reads a file that was given out and compares it with what stands, as if it were taken in. */
async function takenBack(bytes: Uint8Array, source = '戻ってきた一覧', dryRun = true) {
  const read = await readTable(bytes)
  if ('refused' in read) throw new Error(read.refused.key)
  const guess = guessMapping(read)
  expect(guess).toMatchObject({ format: 'standard_39', needsPerson: false })
  const context = { header: read.header, format: guess.format, origin: settings().PUBLIC_URL }
  const judged = judgeAll(read, guess.mapping, context)
  return takeIn({ source: { name: source }, fileName: 'aeds.csv', judged, dryRun })
}

async function newSource(name: string, licence = 'CC BY 4.0') {
  return (
    await db.aedSource.create({ data: { name, licence, publisher: `${name}の提供者` }, select: { id: true } })
  ).id
}

describe('as CSV', () => {
  test('has the 39 columns of the standard in their order, then the credit of each row', async () => {
    const sourceId = await newSource('試験市のAED一覧')
    await makeAed({
      sourceId,
      sourceKey: 'id:27',
      name: '髙﨑会館, "本館"',
      postalCode: '5738666',
      hours: ALWAYS,
      childPads: true,
      outdoors: true,
      notForPublic: true,
      otherColumns: { 町字ID: '0027001' },
    })
    const invented = await makeAed({ name: '=SUM(A1)', invented: true, note: '鍵あり', hours: OFFICE })
    await makeAed({ name: '撤去済み', condition: 'removed' })
    const response = await csvOf()
    expect(response.headers.get('Content-Type')).toContain('text/csv; charset=utf-8')
    expect(response.headers.get('Content-Disposition')).toMatch(/filename="aeds-\d{4}-\d\d-\d\d\.csv"/)
    expect(response.headers.get('Link')).toBe(
      '<https://creativecommons.org/licenses/by/4.0/deed.ja>; rel="license"',
    )
    const bytes = await bytesOf(response)
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lines = parse(Buffer.from(bytes), { bom: true }) as string[][]
    expect(lines[0]?.slice(0, 39)).toEqual(STANDARD_COLUMNS)
    expect(lines).toHaveLength(3)
    const rows = await table(await csvOf())
    expect(rows[0]).toMatchObject({
      名称: '髙﨑会館, "本館"',
      郵便番号: '573-8666',
      町字ID: '0027001',
      小児対応設備の有無: '有',
      外部利用不可: '不可',
      屋外: '屋外',
      出典: '試験市のAED一覧',
      出典のライセンス: 'CC BY 4.0',
      出典のID: '27',
    })
    expect(rows[0]?.利用可能曜日).not.toBe('')
    expect(rows[1]).toMatchObject({
      ID: String(invented).padStart(10, '0'),
      名称: "'=SUM(A1)",
      備考: '鍵あり【架空のデータです】',
      掲載ページ: `${settings().PUBLIC_URL}/aeds/${invented}`,
      出典のライセンス: 'CC BY 4.0',
    })
  })

  test('in CP932 shows with 〓 where a letter is missing', async () => {
    await makeAed({ name: '髙﨑𠮷野会館〜①😀' })
    const response = await csvOf('/aeds.csv?encoding=sjis')
    expect(response.headers.get('Content-Type')).toContain('Shift_JIS')
    const text = iconv.decode(Buffer.from(await bytesOf(response)), 'cp932')
    expect(text.startsWith('全国地方公共団体コード,ID,')).toBe(true)
    expect(text).toContain('髙﨑〓野会館～①〓')
    expect(encodeSjis('a\\~あ').length).toBe(5)
  })

  test('refuses a box and an encoding that are none', async () => {
    await expect(csvOf('/aeds.csv?box=1,2,3')).rejects.toMatchObject({ status: 404 })
    await expect(csvOf('/aeds.csv?encoding=utf-7')).rejects.toMatchObject({ status: 404 })
  })

  test('of a box holds what lies in it', async () => {
    await makeAed({ name: '中', latitude: 34.81, longitude: 135.65 })
    await makeAed({ name: '外', latitude: 34.9, longitude: 135.65 })
    await makeAed({ name: '不明', latitude: null, longitude: null })
    const rows = await table(await csvOf('/aeds.csv?box=135.6,34.8,135.7,34.85'))
    expect(rows.map((row) => row.名称)).toEqual(['中'])
    expect(await table(await csvOf())).toHaveLength(3)
  })

  test('of a large city comes in parts, each AED once', async () => {
    await fillCity(3500)
    const response = await csvOf()
    const reader = response.body?.getReader()
    let parts = 0
    let text = ''
    const decoder = new TextDecoder()
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      parts++
      text += decoder.decode(part.value, { stream: true })
    }
    expect(parts).toBe(5)
    const ids = (parse(text, { bom: true, columns: true }) as Record<string, string>[]).map((row) => row.ID)
    expect(new Set(ids).size).toBe(3500)
    // The mark at the beginning is read away; there is no other.
    expect(text).not.toContain('\ufeff')
  })
})

describe('asked again', () => {
  test('answers 304 until something changes', async () => {
    const id = await makeAed()
    await db.aedChanges.update({ where: { id: 1 }, data: { changedAt: new Date('2026-04-01T00:00:00.5Z') } })
    const first = await csvOf()
    const etag = first.headers.get('ETag') ?? ''
    const modified = first.headers.get('Last-Modified') ?? ''
    expect(etag).toMatch(/^W\/"/)
    expect(modified).toBe('Wed, 01 Apr 2026 00:00:00 GMT')
    expect((await csvOf('/aeds.csv', { 'If-None-Match': `"other", ${etag}` })).status).toBe(304)
    expect((await csvOf('/aeds.csv', { 'If-Modified-Since': modified })).status).toBe(304)
    expect((await csvOf('/aeds.csv?encoding=sjis', { 'If-None-Match': etag })).status).toBe(200)
    // A tag that differs counts for more than the time.
    expect(
      (await csvOf('/aeds.csv', { 'If-None-Match': 'W/"x"', 'If-Modified-Since': modified })).status,
    ).toBe(200)
    await db.aed.update({ where: { id }, data: { condition: 'removed', version: { increment: 1 } } })
    const after = await csvOf('/aeds.csv', { 'If-None-Match': etag, 'If-Modified-Since': modified })
    expect(after.status).toBe(200)
    expect(await table(after)).toEqual([])
    // Changed within this second: no time is named, as more could follow in it.
    expect(after.headers.get('Last-Modified')).toBeNull()
  })

  test('a changed licence of a source is told at once', async () => {
    const sourceId = await newSource('試験市のAED一覧', 'CC0 1.0')
    await makeAed({ sourceId, sourceKey: 'id:1' })
    const first = await csvOf()
    await db.aedSource.update({ where: { id: sourceId }, data: { licence: 'CC BY-SA 4.0' } })
    const after = await csvOf('/aeds.csv', { 'If-None-Match': first.headers.get('ETag') ?? '' })
    expect([first.status, after.status]).toEqual([200, 200])
    expect(after.headers.get('Link')).toContain('by-sa')
    expect((await table(after))[0]).toMatchObject({ 出典のライセンス: 'CC BY-SA 4.0' })
  })

  test('counts what it holds, also of a box', async () => {
    await makeAed({ latitude: 34.81 })
    await makeAed({ latitude: 34.9 })
    await makeAed({ latitude: null, longitude: null })
    const count = async (query: string) =>
      ((await (await aedsGeoJson(ask(`/aeds.geojson${query}`), t)).json()) as { numberReturned: number })
        .numberReturned
    expect([await count(''), await count('?box=135.6,34.8,135.7,34.85')]).toEqual([3, 1])
  })
})

describe('as GeoJSON', () => {
  test('says hours as rules and in words, licence, source and date, and leaves unknown places without a geometry', async () => {
    const sourceId = await newSource('試験市のAED一覧', 'CC0 1.0')
    const id = await makeAed({ sourceId, sourceKey: 'id:1', hours: ALWAYS, hoursText: '24時間' })
    await makeAed({ latitude: null, longitude: null, invented: true })
    await makeAed({ condition: 'removed' })
    const response = await aedsGeoJson(ask('/aeds.geojson'), t)
    expect(response.headers.get('Content-Type')).toContain('application/geo+json')
    expect(response.headers.get('Link')).toContain('publicdomain/zero')
    const json = (await response.json()) as {
      features: { id: number; geometry: unknown; properties: unknown }[]
    }
    expect(json).toMatchObject({ type: 'FeatureCollection', licence: 'CC BY 4.0', numberReturned: 2 })
    expect(json.features).toHaveLength(2)
    expect(json.features[0]).toMatchObject({
      id,
      geometry: { type: 'Point', coordinates: [135.6497, 34.8163] },
      properties: {
        hours: ALWAYS,
        alwaysOpen: true,
        hoursAsWritten: { note: '24時間' },
        source: { name: '試験市のAED一覧', publisher: '試験市のAED一覧の提供者', licence: 'CC0 1.0' },
      },
    })
    expect(json.features[1]).toMatchObject({ geometry: null, properties: { invented: true } })
    expect(JSON.stringify(json)).not.toMatch(/boxCode|enteredFields/)
  })

  test('of an empty city is still GeoJSON', async () => {
    expect(await (await aedsGeoJson(ask('/aeds.geojson'), t)).json()).toMatchObject({ features: [] })
  })
})

describe('given out and taken in again', () => {
  const lettersOf = (letters: string) => (max: number) =>
    // Nothing that is kept begins or ends with a blank: forms and imports trim it.
    fc.string({ unit: fc.constantFrom(...letters), maxLength: max }).map((written) => written.trim())
  /** Any letters, and those that CP932 has or is known to lack. */
  const anyText = (max: number) =>
    fc.oneof(
      usualText(max),
      fc
        .string({ unit: 'grapheme', maxLength: max })
        .map((one) => one.replaceAll('\u0000', '').toWellFormed()),
    )
  const usualText = lettersOf('第1集会所 ｶﾅ髙𠮷〜－-,"\'\n=（）○有無屋外屋内😀가é')
  const place = fc.option(
    fc.record({
      latitude: fc.integer({ min: 20_000_000, max: 46_000_000 }).map((n) => n / 1e6),
      longitude: fc.integer({ min: 122_000_000, max: 154_000_000 }).map((n) => n / 1e6),
    }),
    { nil: { latitude: null, longitude: null } },
  )
  const aedOf = (text: (max: number) => fc.Arbitrary<string>) =>
    fc.record({
      values: fc.record({
        // Forms take no name without a letter or a digit.
        name: text(20).filter((name) => /[\p{L}\p{N}]/u.test(name)),
        nameKana: text(10),
        address: text(20),
        building: text(10),
        postalCode: fc.constantFrom('', '5738666', '123'),
        position: text(20),
        phone: fc.constantFrom('', '072-000-1234', '(072)000-1234', 'なし', '119'),
        extension: text(5),
        corporateNumber: fc.constantFrom('', '8000020272108', '1'),
        organisation: text(10),
        url: fc.constantFrom('', 'https://example.jp/', 'example.jp', 'ftp://x'),
        note: text(30),
        daysText: fc.constantFrom('', '月火水木金', '毎日', '開館日'),
        startText: fc.constantFrom('', '8:30', '０９：００'),
        endText: fc.constantFrom('', '17:15', '8:30'),
        hoursText: text(20),
        childPads: fc.option(fc.boolean()),
        outdoors: fc.option(fc.boolean()),
        notForPublic: fc.boolean(),
        invented: fc.boolean(),
        condition: fc.constantFrom('in_service' as const, 'out_of_service' as const),
        otherColumns: fc.dictionary(
          fc.constantFrom('町字ID', '画像1', '全国地方公共団体コード', '機種', '所在地_町字'),
          text(8),
        ),
      }),
      place,
      hours: fc.option(hours),
      sourced: fc.boolean(),
    })

  test.each([
    ['UTF-8', '/aeds.csv', anyText],
    ['CP932', '/aeds.csv?encoding=sjis', usualText],
  ])(
    'in %s it changes nothing',
    async (_, path, text) => {
      const seed = Math.floor(Math.random() * 2 ** 31)
      const given = fc.sample(aedOf(text), { numRuns: 100, seed })
      const sourceId = await newSource('ある出典')
      await db.aed.createMany({
        data: given.map((one, at) => ({
          ...one.values,
          ...one.place,
          otherColumns: { ...one.values.otherColumns },
          hours: one.hours ?? Prisma.DbNull,
          ...(one.sourced && { sourceId, sourceKey: `id:${at}` }),
        })),
      })
      const before = await db.aed.findMany({ orderBy: { id: 'asc' } })
      const bytes = await bytesOf(await csvOf(path))
      for (const source of ['ある出典', '別の出典']) {
        const { summary, rows } = await takenBack(bytes, source)
        const touched = rows.filter((row) => row.change !== 'unchanged' && row.line > 0)
        expect({
          seed,
          touched: touched.map(({ notes, changes, name }) => ({ name, notes, changes })),
        }).toEqual({
          seed,
          touched: [],
        })
        expect(summary.changes).toMatchObject({ added: 0, changed: 0, vanished: 0, unchanged: given.length })
      }
      // Written for good, it leaves every row as it was.
      await takenBack(bytes, 'ある出典', false)
      expect(await db.aed.findMany({ orderBy: { id: 'asc' } })).toEqual(before)
    },
    60_000,
  )

  test('a cell that somebody changed in the file is the only change', async () => {
    const sourceId = await newSource('ある出典')
    await makeAed({
      sourceId,
      sourceKey: 'id:1',
      name: '第1集会所',
      otherColumns: { 機種: 'X' },
      hours: OFFICE,
    })
    const file = Buffer.from(await bytesOf(await csvOf()))
      .toString()
      .replace('第1集会所', '第一集会所')
    const { rows } = await takenBack(Buffer.from(file), 'ある出典')
    expect(rows[0]?.changes.map(({ field, after }) => [field, after])).toEqual([['name', '第一集会所']])
    expect(rows[0]?.values?.otherColumns).toEqual({ 機種: 'X' })
  })

  test('rows of another portal are not taken for our own', async () => {
    const sourceId = await newSource('ある出典')
    await makeAed({ sourceId, sourceKey: 'id:1' })
    const file = Buffer.from(await bytesOf(await csvOf()))
      .toString()
      .replaceAll(settings().PUBLIC_URL, 'https://other.example')
    const { summary } = await takenBack(Buffer.from(file), '隣の市')
    expect(summary.changes).toMatchObject({ added: 1, unchanged: 0 })
  })
})
