/** The halls' file: out and in again without a change; a ledger of others; everything that is wrong named by its line. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { beforeEach, describe, expect, test } from 'vitest'
import type { SignedIn } from '~/modules/accounts/rules'
import { importHalls } from '~/modules/halls/commands/import.server'
import { guarded, unguarded } from '~/modules/halls/file/columns'
import { readSheet } from '~/modules/halls/file.server'
import { hallsFile, type Plan, planImport } from '~/modules/halls/queries/file.server'
import { hallForEdit } from '~/modules/halls/queries/hall.server'
import { fromUnits, hallRow } from '~/modules/halls/queries/record.server'
import {
  type DatedFact,
  designations,
  evidences,
  methods,
  precisions,
  results,
  structures,
} from '~/modules/halls/rules'
import { datesContradict, type HallValues } from '~/modules/halls/schema'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotAllowed, SignInNeeded, Stale } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { cleanText } from '~/platform/text'
import { resetDatabase } from '../../setup/database'
import { actorOf, anybody, type City, makeCity, TODAY } from '../associations/support'

const t = translator('ja')
let city: City
let staff: SignedIn

beforeEach(async () => {
  await resetDatabase()
  city = await makeCity()
  staff = await actorOf({ staff: 'section_staff' })
})

const bytes = (text: string) => new TextEncoder().encode(text)
function sheetOf(content: Uint8Array | string) {
  const sheet = readSheet(typeof content === 'string' ? bytes(content) : content)
  if ('trouble' in sheet) throw new Error(sheet.trouble.key)
  return sheet
}
async function planOf(content: Uint8Array | string, source = '台帳'): Promise<Plan> {
  const plan = await planImport(staff, sheetOf(content), source)
  if ('trouble' in plan) throw new Error(plan.trouble.key)
  return plan
}
async function importAll(content: Uint8Array | string, source = '台帳') {
  const { digest } = await planOf(content, source)
  return importHalls(staff, sheetOf(content), source, digest)
}
const reasons = (plan: Plan) =>
  plan.refused.map(({ line, refused }) => [line, ...refused.map(({ key }) => key)])

const takamatsu = readFileSync(path.join(import.meta.dirname, 'takamatsu_community_center.csv'))

describe('a ledger of others', () => {
  test('of 高松市 is taken in whole, and changes nothing the second time', async () => {
    const first = await planOf(takamatsu, '高松市コミュニティセンター')
    expect({ rows: first.rows, added: first.added.length, refused: first.refused }).toEqual({
      rows: 52,
      added: 52,
      refused: [],
    })
    expect(first.unread).toEqual(['referenceObject'])
    expect(await importAll(takamatsu, '高松市コミュニティセンター')).toEqual({ added: 52, changed: 0 })
    const row = await db.hall.findUniqueOrThrow({ where: { importKey: '高松市コミュニティセンター/1' } })
    expect(row).toMatchObject({
      name: '高松市日新コミュニティセンター',
      address: '高松市瀬戸内町22-9',
      phone: '087-834-9911',
      latitude: 34.347583,
    })
    const again = await planOf(takamatsu, '高松市コミュニティセンター')
    expect({ same: again.same, added: again.added, changed: again.changed }).toEqual({
      same: 52,
      added: [],
      changed: [],
    })
  })

  test('needs the name of the ledger', async () => {
    expect(await planImport(staff, sheetOf(takamatsu), '')).toEqual({ trouble: { key: 'source' } })
  })

  test('is read in Shift_JIS, with lines before its header', async () => {
    const text = '会館一覧\r\n令和8年4月1日現在\r\n番号,施設名,所在地,完成\r\n1,髙﨑会館,枚方市,昭和53年\r\n'
    const plan = await planOf(iconv.encode(text, 'cp932'))
    expect(plan.added).toMatchObject([
      {
        line: 4,
        key: '台帳/1',
        name: '髙﨑会館',
        values: { completed: { on: '1978-01-01', precision: 'year' } },
      },
    ])
  })
})

describe('what is wrong', () => {
  test('is told by line, and nothing of it is written or dropped', async () => {
    const plan = await planOf(
      [
        '番号,名称,校区,自治会,緯度,経度,構造,地上階数,延べ面積,建築確認,着工,完成,診断日(非公開),診断方法(非公開),診断結果(非公開)',
        '1,よい会館,樟葉西,楠葉花園町自治会,34.85,135.67,木造,2,132.5,,,1978年,2019-11-14,一般診断法,要改修',
        '2,,,,,,,,,,,,,,',
        '3,番号と年,,,,,石造,二階,広い,,,いつか,,,',
        '1,二度目,,,,,,,,,,,,,',
        '5,場所,どこか,だれか会,34.85,,,,,,,,,,',
        '6,外国,,,51.5,0.1,,,,,,,,,',
        '7,"逆',
        'の会館",,,135.67,34.85,,,,,,,,,',
        '',
        '8,順番,,,,,,,,1990年,,1980年,,,',
        '9,先の日,,,,,,,,,,2030年,,,',
        '10,半分,,,,,,,,,,,2019-11-14,,',
        ',番号なし,,,,,,,,,,,,,',
        '12,列が多い,,,,,,,,,,,,,,,余り',
        '13,列が足りない',
      ].join('\n'),
    )
    expect(reasons(plan)).toEqual([
      [3, 'no_name'],
      [4, 'word', 'number', 'number', 'date'],
      [5, 'twice'],
      [6, 'district', 'place_half', 'association'],
      [7, 'place_outside'],
      [11, 'order'],
      [12, 'future'],
      [13, 'diagnosis_half'],
      [14, 'no_key'],
      [15, 'cells'],
    ])
    expect(plan.added.map(({ line, name, notes }) => [line, name, notes.map(({ key }) => key)])).toEqual([
      [2, 'よい会館', []],
      [8, '逆\nの会館', ['place_swapped']],
      [16, '列が足りない', []],
    ])
    expect(plan.rows).toBe(plan.refused.length + plan.added.length)
    for (const { refused } of plan.refused) {
      for (const { key, params } of refused)
        expect(t(`halls.row.${key}`, params)).not.toMatch(/halls\.row|\{\{/)
    }
  })

  test('with the whole file is said at once', () => {
    const trouble = (content: Uint8Array | string) =>
      readSheet(typeof content === 'string' ? bytes(content) : content)
    expect(trouble('')).toMatchObject({ trouble: { key: 'no_header' } })
    expect(trouble('a,b\n1,2')).toMatchObject({ trouble: { key: 'no_header' } })
    expect(trouble('名称\n"開いたまま')).toMatchObject({ trouble: { key: 'not_csv' } })
    expect(trouble(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0x00]))).toMatchObject({
      trouble: { key: 'encoding' },
    })
    expect(trouble(new Uint8Array(2 * 1024 * 1024 + 1))).toMatchObject({ trouble: { key: 'too_large' } })
    expect(trouble(`名称\n${'会館\n'.repeat(3001)}`)).toMatchObject({ trouble: { key: 'too_many' } })
  })

  test('any bytes are read or refused, and never break', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (noise, headed) => {
        const sheet = readSheet(headed ? Buffer.concat([bytes('番号,名称,緯度\n'), noise]) : noise)
        expect('trouble' in sheet || Array.isArray(sheet.rows)).toBe(true)
      }),
    )
  })
})

// --- Out and in again ---------------------------------------------------------------------------------------------

const text = (max: number) =>
  fc
    .oneof(
      fc.string({ unit: 'grapheme', maxLength: max / 4 }),
      fc.constantFrom('', '=1+1', "'=1", "'+", '@x', '-5', '一行目\n二行目', 'a,"b"', '髙﨑𠮷', '　全角　'),
    )
    .map((raw) => cleanText(raw).trim())
const dated = fc.option(
  fc
    .record({
      days: fc.integer({ min: 0, max: 22_000 }),
      precision: fc.constantFrom(...precisions),
      evidence: fc.option(fc.constantFrom(...evidences)),
    })
    .map(({ days, precision, evidence }): DatedFact => {
      const on = addDays('1960-01-01', days)
      return {
        on:
          precision === 'year'
            ? `${on.slice(0, 4)}-01-01`
            : precision === 'month'
              ? `${on.slice(0, 7)}-01`
              : on,
        precision,
        evidence,
      }
    }),
)
const degrees = (from: number, to: number) =>
  fc.integer({ min: from * 1e6, max: to * 1e6 }).map((n) => n / 1e6)
const values = fc
  .record({
    name: text(100).filter((name) => name !== ''),
    reading: fc.constantFrom('', 'はなぞの', 'あ 1'),
    address: text(200),
    place: fc.option(fc.tuple(degrees(20, 46), degrees(122, 154))),
    structure: fc.option(fc.constantFrom(...structures)),
    floors: fc.option(fc.integer({ min: 1, max: 60 })),
    floorArea: fc.option(fc.integer({ min: 1, max: 9_999_999 })),
    confirmed: dated,
    started: dated,
    completed: dated,
    designation: fc.constantFrom(...designations),
    shelterCapacity: fc.option(fc.integer({ min: 1, max: 100_000 })),
    nightAccess: text(200),
    phone: fc.constantFrom('', '072-000-1234', '09000001234'),
    introduction: text(400),
    diagnosisPublic: fc.boolean(),
    registeredTo: text(200),
    privateNote: text(400),
  })
  .map(
    ({ place, ...rest }): HallValues => ({
      ...rest,
      districtId: null,
      latitude: place?.[0] ?? null,
      longitude: place?.[1] ?? null,
    }),
  )
  .filter((hall) => !datesContradict(hall))
const diagnosis = fc.option(
  fc.record({
    on: fc.integer({ min: 0, max: 22_000 }).map((days) => addDays('1960-01-01', days)),
    method: fc.constantFrom(...methods),
    score: fc.option(fc.integer({ min: 0, max: 9_999 })),
    result: fc.constantFrom(...results),
  }),
)

describe('the file of this portal', () => {
  test('imported again changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(values, diagnosis, fc.boolean()), { minLength: 1, maxLength: 8 }),
        async (halls) => {
          await db.hall.deleteMany()
          for (const [hall, known, keyed] of halls) {
            await db.hall.create({
              data: {
                ...hallRow({ ...hall, districtId: city.west.id }),
                importKey: keyed ? `台帳/${Math.random()}` : null,
                associations: { create: [{ associationId: city.own.id }, { associationId: city.other.id }] },
                ...(known && {
                  diagnoses: {
                    create: {
                      diagnosedOn: dayToDate(known.on),
                      method: known.method,
                      score: fromUnits(known.score, 3),
                      result: known.result,
                    },
                  },
                }),
              } as never,
            })
          }
          const plan = await planOf(await hallsFile(staff, t), '')
          expect({
            changed: plan.changed,
            added: plan.added,
            refused: plan.refused,
            same: plan.same,
          }).toEqual({ changed: [], added: [], refused: [], same: halls.length })
        },
      ),
      { numRuns: 25 },
    )
  }, 120_000)

  test('a cell comes back as it was, whatever its first letter', () => {
    fc.assert(
      fc.property(fc.string(), (cell) => {
        // As `csv` guards it.
        const written = guarded(cell)
        const inFile = /^[=+\-@\t\r]/.test(written) ? `'${written}` : written
        expect(unguarded(inFile)).toBe(cell)
      }),
    )
  })

  test('marks what is private, and names what it does not read', async () => {
    await db.hall.create({ data: { name: '会館', privateNote: '鍵' } })
    const file = await hallsFile(staff, t)
    expect(file.split('\r\n')[0]).toMatch(/^\ufeffキー,名称,.*覚え書き\(非公開\),診断日\(非公開\)/)
    expect((await planOf(file, '')).unread).toEqual(['状態(参考)(非公開)', '廃止した日(参考)'])
  })

  test('edited, changes what was edited; an empty cell changes nothing; the keepers’ versions move', async () => {
    const { id } = await db.hall.create({
      data: {
        name: '会館',
        floors: 1,
        nightAccess: '鍵',
        completedOn: dayToDate('1978-01-01'),
        completedPrecision: 'year',
        completedEvidence: 'signboard',
        associations: { create: { associationId: city.own.id } },
      },
    })
    const file = `キー,名称,地上階数,夜間の入り方,完成,自治会,診断日,診断方法,診断値,診断結果\nhall-${id},新会館,2,,1978年,香里ケ丘六丁目自治会,2019-11-14,一般診断法,0.62,要改修\n`
    const plan = await planOf(file)
    expect(plan.changed[0]?.changes.map(({ field, before, after }) => `${field} ${before}→${after}`)).toEqual(
      [
        '名称 会館→新会館',
        '自治会 kuzuhahanazono→korigaoka-6',
        '地上階数 1→2',
        '診断日(非公開) →2019年11月14日',
        '診断方法(非公開) →一般診断法',
        '診断値(非公開) →0.62',
        '診断結果(非公開) →要改修',
      ],
    )
    expect(await importHalls(staff, sheetOf(file), '台帳', plan.digest)).toEqual({ added: 0, changed: 1 })
    const hall = await hallForEdit(staff, id)
    expect(hall).toMatchObject({ version: 3, state: 'to_retrofit', associations: ['香里ケ丘六丁目自治会'] })
    expect(hall.values).toMatchObject({ floors: 2, nightAccess: '鍵', completed: { evidence: 'signboard' } })
    expect(await db.auditEntry.count({ where: { action: 'hall.imported' } })).toBe(1)
    // What was shown no longer stands.
    await expect(importHalls(staff, sheetOf(file), '台帳', plan.digest)).rejects.toThrow(Stale)
    expect((await planOf(`キー,名称\nhall-999,無い\n`)).refused).toMatchObject([
      { refused: [{ key: 'unknown_key' }] },
    ])
  })

  test('is for the city, and written by those who keep all halls', async () => {
    const approver = await actorOf({ staff: 'approver' })
    const chair = await actorOf({ seat: { post: 'chair', at: city.own } })
    const sheet = sheetOf('キー,名称\nx,会館\n')
    expect(await hallsFile(approver, t)).toContain('名称')
    await expect(hallsFile(chair, t)).rejects.toThrow(NotAllowed)
    await expect(hallsFile(anybody(), t)).rejects.toThrow(SignInNeeded)
    for (const actor of [approver, chair]) {
      await expect(planImport(actor, sheet, '')).rejects.toThrow(NotAllowed)
      await expect(importHalls(actor, sheet, '', 'x')).rejects.toThrow(NotAllowed)
    }
    expect(TODAY).toBe(staff.today)
  })
})
