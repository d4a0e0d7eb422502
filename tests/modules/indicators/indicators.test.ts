/** Who enters and plans, what is refused, what the trail says, and what the portal counts. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { SignedIn } from '~/modules/accounts/rules'
import { guest } from '~/modules/accounts/rules'
import { enterMonth, removeMonth } from '~/modules/indicators/commands/enter.server'
import {
  addKeeper,
  createIndicator,
  describeIndicator,
  endIndicator,
  planYear,
  removeKeeper,
} from '~/modules/indicators/commands/plan.server'
import { closeYear, openNextYear, removeYear, reopenYear } from '~/modules/indicators/commands/years.server'
import { desk, monthsToEnter, setting } from '~/modules/indicators/queries/desk.server'
import { indicatorOf } from '~/modules/indicators/queries/indicator.server'
import { overview } from '~/modules/indicators/queries/overview.server'
import { ON_THE_WAY } from '~/modules/indicators/rules'
import { describeSchema, entrySchema, newIndicatorSchema, yearSchema } from '~/modules/indicators/schema'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded } from '~/platform/errors'
import { check } from '~/platform/forms.server'
import { resetDatabase } from '../../setup/database'
import { actorOf, type City, makeCity } from '../associations/support'
import { makeIndicator } from './support'

let city: City
let planner: SignedIn
let keeper: SignedIn
let chair: SignedIn

beforeEach(async () => {
  await resetDatabase()
  city = await makeCity()
  planner = await actorOf({ staff: 'reviewer' })
  keeper = await actorOf({ staff: 'coordinator' })
  chair = await actorOf({ seat: { post: 'chair', at: city.own } })
  for (const { user, staff } of [planner, keeper]) {
    await db.staffAppointment.create({
      data: { userId: user.id, role: staff[0] ?? 'reviewer', startsOn: new Date('2026-04-01') },
    })
  }
})

const form = (over: Record<string, string> = {}) =>
  check(entrySchema('people'), { month: '7', value: '120', source: '受付簿', version: '0', ...over })
const because = (field: string, key: string) =>
  expect.objectContaining({ errors: { [field]: [expect.stringContaining(key)] } })
const trail = () =>
  db.auditEntry.findMany({
    orderBy: { id: 'asc' },
    select: { action: true, before: true, after: true, capacity: true },
  })

describe('a month', () => {
  test('is entered and corrected by its keeper, with what stood before in the trail', async () => {
    await makeIndicator('events', { keeper: keeper.user.id, target: 600 })
    await enterMonth(keeper, 'events', 2026, form())
    await enterMonth(keeper, 'events', 2026, form({ value: '125', version: '1', note: '数え直し' }))
    const page = await indicatorOf(guest(keeper.today), 'events', 2026)
    expect(page.summary).toMatchObject({ actual: { unit: 'people', milli: 125_000 }, achievement: 208 })
    expect(page.entries).toMatchObject([{ month: 7, source: '受付簿', note: '数え直し' }])
    expect(await trail()).toEqual([
      {
        action: 'indicator.entered',
        capacity: 'coordinator',
        before: null,
        after: { year: 2026, month: 7, value: '120' },
      },
      {
        action: 'indicator.corrected',
        capacity: 'coordinator',
        before: { year: 2026, month: 7, value: '120' },
        after: { year: 2026, month: 7, value: '125' },
      },
    ])
  })

  test('is entered by nobody else: neither a guest, an officer, another of the city, nor a keeper who left', async () => {
    await makeIndicator('events', { keeper: keeper.user.id })
    const other = await actorOf({ staff: 'section_staff' })
    await expect(enterMonth(guest(keeper.today), 'events', 2026, form())).rejects.toThrow(SignInNeeded)
    for (const actor of [chair, other, { ...keeper, staff: [] }]) {
      await expect(enterMonth(actor, 'events', 2026, form())).rejects.toThrow(NotAllowed)
      await expect(monthsToEnter(actor, 'events', 2026)).rejects.toThrow(NotAllowed)
    }
    await makeIndicator('foreign')
    await expect(enterMonth(keeper, 'foreign', 2026, form())).rejects.toThrow(NotAllowed)
    await expect(enterMonth(planner, 'nothing', 2026, form())).rejects.toThrow(NotFound)
    await expect(enterMonth(planner, 'events', 2031, form())).rejects.toThrow(NotFound)
    await enterMonth(planner, 'events', 2026, form())
    expect(await db.indicatorEntry.count()).toBe(1)
  })

  test('that somebody else has changed since gives the form back', async () => {
    await makeIndicator('events', { keeper: keeper.user.id })
    await enterMonth(keeper, 'events', 2026, form())
    await expect(enterMonth(planner, 'events', 2026, form({ value: '1' }))).rejects.toEqual(
      because('form', 'changed_since'),
    )
    const both = await Promise.allSettled(
      ['8', '9'].map((value) => enterMonth(keeper, 'events', 2026, form({ value, version: '1' }))),
    )
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const first = await Promise.allSettled(
      ['8', '9'].map((value) => enterMonth(keeper, 'events', 2026, form({ month: '8', value }))),
    )
    expect(first.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of [...both, ...first])
      if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(Invalid)
    await expect(removeMonth(keeper, 'events', 2026, { month: 7, version: 1 })).rejects.toEqual(
      because('form', 'changed_since'),
    )
    await removeMonth(keeper, 'events', 2026, { month: 7, version: 2 })
    expect(await db.indicatorEntry.findMany({ select: { month: true } })).toEqual([{ month: 8 }])
  })

  test('that has not begun, or of a closed year, is refused', async () => {
    const { yearId } = await makeIndicator('events', { keeper: keeper.user.id })
    await expect(enterMonth(keeper, 'events', 2026, form({ month: '12' }))).rejects.toEqual(
      because('month', 'not_begun'),
    )
    await enterMonth(keeper, 'events', 2026, form({ month: '11' }))
    await db.indicatorYear.update({ where: { id: yearId }, data: { closedAt: new Date() } })
    await expect(enterMonth(keeper, 'events', 2026, form())).rejects.toEqual(because('form', 'closed'))
    await expect(removeMonth(keeper, 'events', 2026, { month: 11, version: 1 })).rejects.toEqual(
      because('form', 'closed'),
    )
    // The database holds it too.
    await expect(db.indicatorEntry.deleteMany({ where: { yearId } })).rejects.toThrow(/indicator_year_closed/)
  })
})

describe('the plan', () => {
  const described = (over: Record<string, string> = {}) => ({
    name: '催しの参加者',
    theme: '人権',
    definition: '数えます。',
    position: '10',
    unit: 'people',
    method: 'sum',
    version: '1',
    ...over,
  })

  test('makes an indicator once, and keeps its unit where figures stand', async () => {
    const fields = { ...described(), key: 'talks', year: '2026' }
    await createIndicator(planner, check(newIndicatorSchema, fields))
    await expect(createIndicator(planner, check(newIndicatorSchema, fields))).rejects.toEqual(
      because('key', 'key_taken'),
    )
    await expect(createIndicator(keeper, check(newIndicatorSchema, fields))).rejects.toThrow(NotAllowed)
    await describeIndicator(planner, 'talks', check(describeSchema, described({ unit: 'yen' })))
    await planYear(planner, 'talks', 2026, check(yearSchema('yen'), { target: '100', version: '1' }))
    await expect(
      describeIndicator(planner, 'talks', check(describeSchema, described({ version: '2' }))),
    ).rejects.toEqual(because('unit', 'unit_used'))
    await expect(
      describeIndicator(planner, 'talks', check(describeSchema, described({ unit: 'yen' }))),
    ).rejects.toEqual(because('form', 'changed_since'))
  })

  test.each([
    [{ unit: 'percent' }, 'method'],
    [{ computed: 'volunteer_attendances' }, 'unit'],
    [{ computed: '__proto__' }, 'computed'],
    [{ unit: 'people,yen' }, 'unit'],
    // Of the portal's months the last one alone would be the figure of a closed year.
    [{ computed: 'volunteer_participants', method: 'latest' }, 'method'],
    [{ computed: 'later_helpers', method: 'latest' }, 'method'],
    [{ key: 'sheet' }, 'key'],
    [{ key: '../x' }, 'key'],
  ])('refuses %o', (over, field) => {
    const result = newIndicatorSchema.safeParse({ ...described(), key: 'talks', year: '2026', ...over })
    expect(result.success ? [] : result.error.issues.map(({ path }) => path[0])).toContain(field)
  })

  test('names keepers out of those who work for the city, and takes them off', async () => {
    await makeIndicator('events')
    await addKeeper(planner, 'events', keeper.user.id)
    await addKeeper(planner, 'events', keeper.user.id)
    expect((await setting(planner, 'events', 2026)).keepers).toHaveLength(1)
    await expect(addKeeper(planner, 'events', chair.user.id)).rejects.toEqual(because('user', 'choose'))
    await expect(addKeeper(keeper, 'events', keeper.user.id)).rejects.toThrow(NotAllowed)
    await expect(removeKeeper(keeper, 'events', keeper.user.id)).rejects.toThrow(NotAllowed)
    expect((await desk(keeper, 2026)).rows.map(({ key }) => key)).toEqual(['events'])
    await removeKeeper(planner, 'events', keeper.user.id)
    await expect(desk(keeper, 2026)).rejects.toThrow(NotAllowed)
    await expect(desk(chair, 2026)).rejects.toThrow(NotAllowed)
    expect((await trail()).map(({ action }) => action)).toEqual([
      'indicator.keeper_added',
      'indicator.keeper_removed',
    ])
  })

  test('says which months that are over are missing', async () => {
    await makeIndicator('events', { keeper: keeper.user.id })
    await enterMonth(keeper, 'events', 2026, form({ month: '4' }))
    const [row] = (await desk(keeper, 2026)).rows
    expect(row?.missing).toEqual([5, 6, 7, 8, 9, 10])
  })
})

describe('years', () => {
  test('the next is opened by copying, and takes the final figure when this one is closed', async () => {
    await makeIndicator('events', { year: 2025, target: 630, keeper: keeper.user.id })
    await makeIndicator('rate', { year: 2025, unit: 'percent', method: 'latest', target: 80 })
    await makeIndicator('gone', { year: 2025 })
    await endIndicator(planner, 'gone', 1)
    await enterMonth(keeper, 'events', 2025, form({ month: '7', value: '300' }))
    expect(await openNextYear(planner, 2025)).toBe(2)
    const next = () =>
      db.indicatorYear.findFirstOrThrow({ where: { year: 2026, indicator: { key: 'events' } } })
    expect(await next()).toMatchObject({ previousNote: ON_THE_WAY })
    expect([Number((await next()).target), Number((await next()).previous)]).toEqual([630, 300])
    await expect(openNextYear(planner, 2025)).rejects.toEqual(because('form', 'nothing_to_open'))
    await expect(openNextYear(planner, 2040)).rejects.toThrow(NotFound)
    await expect(openNextYear(keeper, 2025)).rejects.toThrow(NotAllowed)

    await enterMonth(keeper, 'events', 2025, form({ month: '3', value: '65' }))
    await closeYear(planner, 2025)
    expect(await next()).toMatchObject({ previousNote: '' })
    expect(Number((await next()).previous)).toBe(365)
    await expect(closeYear(planner, 2025)).rejects.toEqual(because('form', 'closed'))
    await expect(closeYear(planner, 2026)).rejects.toEqual(because('form', 'year_not_over'))
    await expect(closeYear(keeper, 2025)).rejects.toThrow(NotAllowed)
    // The evaluation is written when the figures are known; the target is not.
    const plan = (target: string, version: number) =>
      planYear(
        planner,
        'events',
        2025,
        check(yearSchema('people'), { target, evaluation: '曜日をふやす', version: String(version) }),
      )
    await expect(plan('1', 2)).rejects.toEqual(because('form', 'closed'))
    await plan('630', 2)
    await expect(reopenYear(keeper, 2025)).rejects.toThrow(NotAllowed)
    await reopenYear(planner, 2025)
    await enterMonth(keeper, 'events', 2025, form({ month: '3', value: '66', version: '1' }))
    // What was put right arrives in the next year too.
    expect(await next()).toMatchObject({ previousNote: ON_THE_WAY })
    await closeYear(planner, 2025)
    expect(await next()).toMatchObject({ previousNote: '' })
    expect(Number((await next()).previous)).toBe(366)
  })

  test('a figure on the way stays one when the target is saved, and not when it was typed', async () => {
    await makeIndicator('events', { year: 2025, keeper: keeper.user.id })
    await enterMonth(keeper, 'events', 2025, form({ month: '7', value: '300' }))
    await openNextYear(planner, 2025)
    const shown = await setting(planner, 'events', 2026)
    expect(shown).toMatchObject({ previous: 300_000, previousNote: '', onTheWay: true })
    const plan = (over: Record<string, string>) =>
      planYear(planner, 'events', 2026, check(yearSchema('people'), { previous: '300', ...over }))
    await plan({ target: '400', version: '1' })
    expect((await setting(planner, 'events', 2026)).onTheWay).toBe(true)
    await plan({ previous: '310', version: '2' })
    expect((await setting(planner, 'events', 2026)).onTheWay).toBe(false)
    await closeYear(planner, 2025)
    expect((await setting(planner, 'events', 2026)).previous).toBe(310_000)
  })

  test('are opened no further than the next, and one that is empty is taken back', async () => {
    await makeIndicator('events', { year: 2026, keeper: keeper.user.id })
    const described = {
      key: 'far',
      name: '先の指標',
      theme: '人権',
      definition: '数えます。',
      position: '10',
      unit: 'people',
      method: 'sum',
      year: '2028',
    }
    await expect(createIndicator(planner, check(newIndicatorSchema, described))).rejects.toEqual(
      because('year', 'too_far'),
    )
    await openNextYear(planner, 2026)
    await expect(openNextYear(planner, 2027)).rejects.toEqual(because('form', 'too_far'))
    expect(await desk(planner, 2026)).toMatchObject({ mayCopy: true, removable: false })
    expect(await desk(planner, 2027)).toMatchObject({ mayCopy: false, removable: true })
    await expect(removeYear(keeper, 2027)).rejects.toThrow(NotAllowed)
    await expect(removeYear(planner, 2026)).rejects.toEqual(because('form', 'not_empty'))
    await expect(removeYear(planner, 2030)).rejects.toThrow(NotFound)
    await removeYear(planner, 2027)
    expect((await overview(planner, undefined)).years).toEqual([2026])
    // The only year of an indicator is not taken from it, and one with figures or words stays.
    await expect(removeYear(planner, 2026)).rejects.toEqual(because('form', 'not_empty'))
    await openNextYear(planner, 2026)
    const next = { year: 2027, indicator: { key: 'events' } }
    await db.indicatorYear.updateMany({ where: next, data: { evaluation: '曜日をふやす' } })
    await expect(removeYear(planner, 2027)).rejects.toEqual(because('form', 'not_empty'))
    await db.indicatorYear.updateMany({ where: next, data: { evaluation: '' } })
    const { id: yearId } = await db.indicatorYear.findFirstOrThrow({ where: next })
    await db.indicatorEntry.create({ data: { yearId, month: 4, value: 1, source: '受付簿' } })
    await expect(removeYear(planner, 2027)).rejects.toEqual(because('form', 'not_empty'))
  })

  test('are closed and entered one after the other: no month slips into a closed one, and nothing breaks', async () => {
    for (let round = 0; round < 6; round++) {
      const key = `events_${round}`
      const { yearId } = await makeIndicator(key, { year: 2015 + round, keeper: keeper.user.id })
      await enterMonth(keeper, key, 2015 + round, form({ value: '100' }))
      const done = await Promise.allSettled([
        ...[4, 5, 6].map((month) =>
          enterMonth(keeper, key, 2015 + round, form({ month: String(month), value: '10' })),
        ),
        closeYear(planner, 2015 + round),
        ...[8, 9, 10].map((month) =>
          enterMonth(keeper, key, 2015 + round, form({ month: String(month), value: '10' })),
        ),
      ])
      for (const one of done) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(Invalid)
      expect(done[3]?.status).toBe('fulfilled')
      const { closedAt } = await db.indicatorYear.findUniqueOrThrow({ where: { id: yearId } })
      const entered = done.filter(({ status }, index) => index !== 3 && status === 'fulfilled').length
      expect(closedAt).not.toBeNull()
      expect(await db.indicatorEntry.count({ where: { yearId } })).toBe(entered + 1)
    }
  })

  test('the list shows the year that is asked for, and nothing of others', async () => {
    await makeIndicator('events', { year: 2025 })
    const actor = guest(keeper.today)
    expect(await overview(actor, undefined)).toMatchObject({
      year: 2025,
      years: [2025],
      plans: false,
      enters: false,
    })
    expect((await overview(actor, 2031)).themes).toEqual([])
    await expect(indicatorOf(actor, 'events', 2031)).rejects.toThrow(NotFound)
    await expect(indicatorOf(actor, 'x', undefined)).rejects.toThrow(NotFound)
    // Names of keepers and accounts stand on no public page.
    await addKeeper(planner, 'events', keeper.user.id)
    expect(JSON.stringify(await indicatorOf(actor, 'events', 2025))).not.toContain(keeper.user.id)
  })
})
