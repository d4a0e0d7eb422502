/** The emergency view: what is near, what of it can be used, and what a phone keeps of the city. */
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { answerForTown, cityList } from '~/modules/aeds/nearest/answer.server'
import { ageOf, findNearest, isInside, townsMeant } from '~/modules/aeds/nearest/find'
import { type CityAed, type CityList, placeOf } from '~/modules/aeds/nearest/list'
import { cardOf } from '~/modules/aeds/nearest/words'
import { cityAeds, cityTowns } from '~/modules/aeds/queries/city-list.server'
import { metresBetween, usability } from '~/modules/aeds/rules'
import { type Hours, hoursOf } from '~/modules/aeds/schema'
import { db } from '~/platform/db.server'
import { translator } from '~/platform/i18n.server'
import { bundleScript } from '../../../app/start/scripts'
import { seedDemonstration } from '../../../prisma/seed'
import { resetDatabase } from '../../setup/database'

const weekdays: Hours = {
  weekly: [{ days: [1, 2, 3, 4, 5], spans: [{ from: 540, until: 1020 }] }],
  holidays: 'closed',
  shifts: false,
  yearly: [],
  dates: [],
  night: '',
  conditions: '',
  uncertain: false,
}
const always: Hours = {
  ...weekdays,
  holidays: 'as_weekday',
  weekly: [{ days: [0, 1, 2, 3, 4, 5, 6], spans: [{ from: 0, until: 1440 }] }],
}
/** A Tuesday that is no holiday, at noon and at night. */
const NOON = new Date('2026-11-24T12:00:00+09:00')
const NIGHT = new Date('2026-11-24T23:00:00+09:00')
const HERE = { latitude: 34.86, longitude: 135.68 }

const anAed = (id: number, metresNorth: number, more: Partial<CityAed> = {}): CityAed => ({
  id,
  name: `AED ${id}`,
  at: [HERE.latitude + metresNorth / 111_195, HERE.longitude],
  hours: 1,
  ...more,
})
const listOf = (aeds: CityAed[], more: Partial<CityList> = {}) => ({
  aeds,
  hours: [weekdays, always],
  within: null,
  ...more,
})
const ids = (found: { aed: CityAed }[]) => found.map(({ aed }) => aed.id)

describe('what is near', () => {
  test('can be used by its hours at that moment, not at another', () => {
    const list = listOf([anAed(1, 100, { hours: 0 }), anAed(2, 300)])
    expect(ids(findNearest(list, HERE, NOON).usable)).toEqual([1, 2])
    const night = findNearest(list, HERE, NIGHT)
    expect([ids(night.usable), ids(night.others)]).toEqual([[2], [1]])
  })

  test('is never called usable when it is out of service, not for everybody, or of unknown hours', () => {
    const list = listOf([
      anAed(1, 10, { out: true }),
      anAed(2, 20, { notForPublic: true }),
      anAed(3, 30, { hours: undefined }),
      anAed(4, 400),
    ])
    const found = findNearest(list, HERE, NOON)
    expect([ids(found.usable), ids(found.others)]).toEqual([[4], [1, 2, 3]])
    const t = translator('ja')
    const words = found.others.map((one) => cardOf(one, NOON, t, 'ja').stateWords)
    expect(words).toEqual(['使えません', '関係者のみ', '時間不明'])
    expect(cardOf(found.usable[0] as never, NOON, t, 'ja')).toMatchObject({
      stateWords: '今使える',
      distance: '約400m',
      direction: '北',
      walk: '歩いて約7分',
    })
  })

  test('tells its conditions, and is not called usable under those that no calendar can compute', () => {
    const list = {
      aeds: [
        anAed(1, 10, { hours: 0, told: '月～金 開館日のみ利用可' }),
        anAed(2, 20, { hours: 1, told: '臨時休館日を除く' }),
        anAed(3, 30, { hours: 1 }),
      ],
      hours: [
        { ...weekdays, conditions: '開館日のみ利用可' },
        { ...weekdays, conditions: '臨時休館日を除く' },
      ],
      within: null,
    }
    const found = findNearest(list, HERE, NOON)
    expect([ids(found.usable), ids(found.others)]).toEqual([[2, 3], [1]])
    const notes = [...found.others, ...found.usable].map(
      (one) => cardOf(one, NOON, translator('ja'), 'ja').notes,
    )
    expect(notes[0]).toContain('元の記載: 月～金 開館日のみ利用可')
    expect(notes[1]).toContain('元の記載: 臨時休館日を除く')
    expect(notes[2]).toContain('条件:臨時休館日を除く')
  })

  test('is called at its first sound number, or not at all', () => {
    const tel = (phone: string) => {
      const [one] = findNearest(listOf([anAed(1, 10, { phone })]), HERE, NOON).usable
      return cardOf(one as never, NOON, translator('ja'), 'ja').tel
    }
    expect(tel('06-6841-1221(内線2301)')).toBe('tel:0668411221')
    expect(tel('072-841-1221 / 072-841-5678')).toBe('tel:0728411221')
    expect(tel('なし')).toBe('')
  })

  test('is three, or five while they are near; others only as far as those', () => {
    const near = listOf([1, 2, 3, 4, 5, 6, 7].map((id) => anAed(id, id * 100)))
    expect(ids(findNearest(near, HERE, NOON).usable)).toEqual([1, 2, 3, 4, 5])
    const far = listOf([1, 2, 3, 4, 5].map((id) => anAed(id, id * 1100)))
    expect(ids(findNearest(far, HERE, NOON).usable)).toEqual([1, 2, 3])
    expect(findNearest(listOf([anAed(1, 10_500)]), HERE, NOON)).toMatchObject({ usable: [], others: [] })
    const one = listOf([anAed(1, 50), anAed(2, 60), anAed(3, 70), anAed(4, 5000, { out: true })])
    expect(ids(findNearest(one, HERE, NOON).others)).toEqual([])
  })

  const anywhere = fc.record({
    north: fc.integer({ min: -4000, max: 4000 }),
    kind: fc.constantFrom('always', 'weekdays', 'unknown', 'out', 'closed'),
  })
  const made = ({ north, kind }: { north: number; kind: string }, i: number) =>
    anAed(i, north, {
      ...(kind === 'weekdays' && { hours: 0 }),
      ...(kind === 'unknown' && { hours: undefined }),
      ...(kind === 'out' && { out: true as const }),
      ...(kind === 'closed' && { notForPublic: true as const }),
    })

  test('is the nearest of all, in order, whatever the order of the list', () => {
    fc.assert(
      fc.property(fc.array(anywhere, { maxLength: 40 }), fc.boolean(), (drawn, night) => {
        const aeds = drawn.map(made)
        const at = night ? NIGHT : NOON
        const found = findNearest(listOf(aeds), HERE, at)
        const metres = (aed: CityAed) => metresBetween(HERE, placeOf(aed))
        const expected = aeds
          .filter(
            (aed) => !aed.out && !aed.notForPublic && aed.hours !== undefined && !(night && aed.hours === 0),
          )
          .sort((a, b) => metres(a) - metres(b) || a.id - b.id)
        expect(ids(found.usable)).toEqual(ids(expected.map((aed) => ({ aed }))).slice(0, found.usable.length))
        expect(found.usable.length).toBeGreaterThanOrEqual(Math.min(3, expected.length))
        expect(findNearest(listOf([...aeds].reverse()), HERE, at)).toEqual(found)
      }),
    )
  })

  test('a list that was cut says so, unless nothing can be missing', () => {
    fc.assert(
      fc.property(
        fc.array(anywhere, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: -3000, max: 3000 }),
        (drawn, size, middle) => {
          const aeds = drawn.map(made)
          const centre = { latitude: HERE.latitude + middle / 111_195, longitude: HERE.longitude }
          const sorted = [...aeds].sort(
            (a, b) => metresBetween(centre, placeOf(a)) - metresBetween(centre, placeOf(b)),
          )
          const some = sorted.slice(0, size)
          const metres = Math.floor(metresBetween(centre, placeOf(some.at(-1) as CityAed)))
          const cut = findNearest(listOf(some, { within: { ...centre, metres } }), HERE, NOON)
          const whole = findNearest(listOf(aeds), HERE, NOON)
          if (!cut.cut) expect(ids(cut.usable)).toEqual(ids(whole.usable))
        },
      ),
    )
  })
})

test('inside is inside, holes are outside, and no boundary forbids nothing', () => {
  const square = (a: number, b: number) =>
    [
      [a, a],
      [b, a],
      [b, b],
      [a, b],
      [a, a],
    ] as const
  const outline = [square(0, 10), square(4, 6)]
  expect(isInside({ outline }, { latitude: 2, longitude: 3 })).toBe(true)
  expect(isInside({ outline }, { latitude: 5, longitude: 5 })).toBe(false)
  expect(isInside({ outline }, { latitude: 11, longitude: 5 })).toBe(false)
  expect(isInside({ outline: [] }, { latitude: 80, longitude: 5 })).toBe(true)
})

test('the age of the list is said in words, and too old is said', () => {
  const ago = (minutes: number) => ageOf(new Date(NOON.getTime() - minutes * 60_000), NOON)
  expect(ago(-50)).toEqual({ unit: 'now', count: 0, old: false })
  expect(ago(1)).toEqual({ unit: 'now', count: 0, old: false })
  expect(ago(5)).toEqual({ unit: 'minutes', count: 5, old: false })
  expect(ago(150)).toEqual({ unit: 'hours', count: 2, old: false })
  expect(ago(30 * 1440)).toEqual({ unit: 'days', count: 30, old: false })
  expect(ago(31 * 1440)).toEqual({ unit: 'days', count: 31, old: true })
})

test('the script of the page is small: the rules without the schemas, few holidays', async () => {
  const code = await bundleScript('app/modules/aeds/nearest/nearest.browser.ts')
  expect(gzipSync(code).length).toBeLessThan(12_000)
  expect(code).not.toMatch(/ZodError|_zod|react/i)
  // 成人の日 of a year to come is known; holidays of long ago are not.
  expect(code).toContain('2027-01-11')
  expect(code).not.toContain('2001-01-08')
  // It asks for the position once a button was pressed, and has nothing to keep it in.
  expect(code).not.toMatch(/localStorage|sessionStorage|indexedDB|document\.cookie|sendBeacon|XMLHttpRequest/)
}, 30_000)

describe('the list of the city', () => {
  beforeAll(async () => {
    await resetDatabase()
    await seedDemonstration()
  }, 120_000)

  const known = { city: '枚方市', outline: [] }

  test('holds every AED with a place that was not removed, and agrees with the rule on each', async () => {
    const list = await cityList(known, undefined)
    const rows = await db.aed.findMany({ where: { condition: { not: 'removed' } } })
    const placed = rows.filter((row) => row.latitude !== null)
    expect(list.aeds.map(({ id }) => id)).toEqual(placed.map(({ id }) => id).sort((a, b) => a - b))
    expect([list.total, list.placeless, list.within]).toEqual([
      placed.length,
      rows.length - placed.length,
      null,
    ])
    const byId = new Map(list.aeds.map((aed) => [aed.id, aed]))
    for (const row of placed) {
      const aed = byId.get(row.id)
      const own = aed?.hours === undefined ? null : (list.hours[aed.hours] ?? null)
      const condition = aed?.out ? 'out_of_service' : 'in_service'
      for (const at of [NOON, NIGHT]) {
        expect(usability({ hours: own, condition }, at)).toEqual(
          usability({ hours: hoursOf(row.hours), condition: row.condition }, at),
        )
      }
      expect(aed?.reports ?? 0).toBe(row.openReports)
    }
    // Hours are told once, and the whole is small enough for a phone.
    expect(list.hours.length).toBeLessThan(20)
    const size = gzipSync(JSON.stringify(list)).length
    expect(size).toBeLessThan(60_000)
    // Nothing of whoever keeps or reports.
    expect(JSON.stringify(list)).not.toMatch(/@|boxCode|keeper/i)
  })

  test('of a very large city is cut to those round a place, and says how far it reaches', async () => {
    const town = (await cityTowns()).find(({ name }) => name === '楠葉花園町')
    if (!town) throw new Error('no town')
    const place = placeOf(town)
    const cut = await cityAeds(place, 50)
    expect(cut.aeds).toHaveLength(50)
    expect(cut.total).toBeGreaterThan(250)
    const all = await cityAeds(null)
    const within = cut.within?.metres ?? 0
    const inReach = all.aeds.filter((aed) => metresBetween(place, placeOf(aed)) < within - 2)
    expect(inReach.every((aed) => cut.aeds.some(({ id }) => id === aed.id))).toBe(true)
    expect((await cityAeds(null, 50)).within).not.toBeNull()
  })

  test('answers for a town however it is written, offers a choice, and says when there is none', async () => {
    for (const typed of ['楠葉花園町', 'くずははなぞのちょう', '大阪府枚方市楠葉花園町'])
      expect(await answerForTown(typed, '枚方市', NOON)).toMatchObject({
        kind: 'near',
        town: { name: '楠葉花園町' },
      })
    expect(await answerForTown('香里ケ丘2丁目', '枚方市', NOON)).toMatchObject({
      kind: 'near',
      town: { name: '香里ケ丘二丁目' },
    })
    expect(await answerForTown('楠葉', '枚方市', NOON)).toMatchObject({ kind: 'choices' })
    for (const typed of ['東京都', '%', '<script>', '　'])
      expect(await answerForTown(typed, '枚方市', NOON)).toEqual({ kind: 'none' })
  })

  test('a whole address leads to its town', async () => {
    const towns = await cityTowns()
    const meant = (typed: string) => townsMeant({ towns, city: '枚方市' }, typed).map(({ name }) => name)
    expect(meant('大阪府枚方市楠葉花園町5番2号')).toEqual(['楠葉花園町'])
    expect(meant('楠葉並木二丁目972番2号')).toEqual(['楠葉並木二丁目'])
    expect(meant('')).toEqual([])
  })
})
