/** Sums of a card whatever its months, parts of a job as openings, and what a card learns from a year. Pure. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { posts } from '~/modules/accounts/rules'
import { libraryOf, wholeLibrary } from '~/modules/officers/library'
import {
  againstCard,
  averageOf,
  type CardTask,
  FISCAL_MONTHS,
  happeningOf,
  inFiscalOrder,
  minutesByMonth,
  monthAverage,
  monthsAhead,
  monthsInWords,
  offerAsked,
  offeredTasks,
  offerHref,
  offerKinds,
  offerTrouble,
  openingFrom,
  proposals,
  taskKinds,
  yearDays,
  yearSum,
} from '~/modules/officers/rules'
import { fiscalYear, isDay } from '~/platform/clock'
import { translator } from '~/platform/i18n.server'

const t = translator('ja')
const months = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 12 })
const line = fc.record({
  kind: fc.constantFrom(...taskKinds),
  title: fc.string({ minLength: 1, maxLength: 100 }),
  months,
  minutes: fc.integer({ min: 1, max: 6000 }),
  times: fc.integer({ min: 1, max: 400 }),
  helpers: fc.string({ maxLength: 200 }),
  fromHome: fc.boolean(),
  evening: fc.boolean(),
  weekend: fc.boolean(),
})
const cardOf = fc
  .array(line, { maxLength: 20 })
  .map((lines) => lines.map((one, index): CardTask => ({ ...one, id: index + 1 })))
const offerOf = fc.record({
  kind: fc.constantFrom(...offerKinds),
  tasks: fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 5 }),
  months,
})
const card = (tasks: readonly CardTask[]) => ({ id: 7, name: '会長', introduction: '代表です。', tasks })
const TODAY = '2026-11-23'
const span = (given: Partial<CardTask>): CardTask => ({
  id: 1,
  kind: 'task',
  title: '総会',
  months: [],
  minutes: 60,
  times: 1,
  helpers: '',
  fromHome: false,
  evening: false,
  weekend: false,
  ...given,
})

describe('sums', () => {
  test('of the months and of what comes up at any time are the sum of the year', () => {
    fc.assert(
      fc.property(cardOf, (tasks) => {
        const { months, anytime } = minutesByMonth(tasks)
        expect(months.map(({ month }) => month)).toEqual(FISCAL_MONTHS)
        expect(months.reduce((sum, { minutes }) => sum + minutes, 0) + anytime).toBe(yearSum(tasks))
        expect(monthAverage(tasks) * 12).toBeGreaterThanOrEqual(yearSum(tasks))
        expect(monthAverage(tasks) * 12 - yearSum(tasks)).toBeLessThan(12)
        expect(averageOf(tasks, FISCAL_MONTHS)).toBe(monthAverage(tasks))
      }),
    )
  })

  test('do not depend on the order of lines or months, and a month counts once', () => {
    fc.assert(
      fc.property(cardOf, (tasks) => {
        const turned = tasks.map((task) => ({ ...task, months: [...task.months, ...task.months].reverse() }))
        expect(minutesByMonth(turned.reverse())).toEqual(minutesByMonth(tasks))
        expect(yearSum(turned)).toBe(yearSum(tasks))
      }),
    )
  })

  test('as somebody would reckon them', () => {
    const tasks = [span({ months: [4, 7], minutes: 90, times: 2 }), span({ id: 2, minutes: 30, times: 4 })]
    expect(yearSum(tasks)).toBe(90 * 2 * 2 + 30 * 4)
    expect(minutesByMonth(tasks).anytime).toBe(120)
    expect(averageOf(tasks, [4])).toBe(180 + 10)
    expect(averageOf(tasks, [])).toBe(0)
  })
})

describe('a part of a job', () => {
  test('fits into an opening, takes only what the card has, and never longer than the whole', () => {
    fc.assert(
      fc.property(cardOf, offerOf, (tasks, offer) => {
        const draft = openingFrom(card(tasks), offer, TODAY, t)
        const ids = offeredTasks({ tasks }, offer).map(({ id }) => id)
        for (const id of ids) expect(tasks.some((task) => task.id === id)).toBe(true)
        expect([...draft.title].length).toBeLessThanOrEqual(100)
        expect([...draft.body].length).toBeLessThanOrEqual(4000)
        expect([...draft.companions].length).toBeLessThanOrEqual(500)
        expect(Number.isInteger(draft.minutes)).toBe(true)
        expect(draft.months).toEqual(inFiscalOrder(draft.months))
        const working = draft.months.length || 12
        // Each month is rounded up by less than a minute, and so is each of two who share.
        expect(draft.minutes * working * draft.places).toBeLessThan(yearSum(tasks) + working * 2 + 1)
      }),
    )
  })

  test('comes back from the address that leads to it', () => {
    fc.assert(
      fc.property(offerOf, fc.integer({ min: 1, max: 999_999 }), (offer, post) => {
        const query = new URL(offerHref('a', post, offer), 'http://here').searchParams
        expect(offerAsked(query)).toEqual({
          postId: post,
          offer: { ...offer, months: inFiscalOrder(offer.months) },
        })
      }),
    )
  })

  test.each(['', 'kind=king&post=1', 'kind=task', 'kind=task&post=0', 'kind=task&post=1e3'])(
    'that an address does not name is none: %s',
    (query) => expect(offerAsked(new URLSearchParams(query))).toBeNull(),
  )

  test('is refused where nothing is left of it', () => {
    const tasks = [span({}), span({ id: 2, title: '回覧', months: [5] })]
    const of = (over: object) => offerTrouble({ tasks }, { kind: 'post', tasks: [], months: [], ...over })
    expect(of({})).toBeNull()
    expect(of({ kind: 'home' })).toBe('tasks')
    expect(of({ kind: 'task' })).toBe('tasks')
    expect(of({ kind: 'task', tasks: [99] })).toBe('tasks')
    expect(of({ kind: 'months' })).toBe('months')
    expect(of({ kind: 'months', months: [6] })).toBeNull()
    expect(of({ kind: 'event', tasks: [1, 2] })).toBe('one')
    expect(of({ kind: 'event', tasks: [2] })).toBeNull()
  })

  test('of one task carries that task; a trial runs for the three months to come; two share a half each', () => {
    const tasks = [span({ months: [12, 1, 2], minutes: 100 }), span({ id: 2, title: '回覧', months: [5] })]
    const of = (over: object) =>
      openingFrom(card(tasks), { kind: 'task', tasks: [], months: [], ...over }, TODAY, t)
    expect(of({ tasks: [2] })).toMatchObject({
      taskId: 2,
      months: [5],
      minutes: 60,
      title: '回覧をしてくださる方',
    })
    expect(of({ kind: 'trial' })).toMatchObject({
      taskId: null,
      startsOn: '2026-12-01',
      endsOn: '2027-02-28',
      months: [12, 1, 2],
      minutes: 100,
    })
    expect(of({ kind: 'shared' })).toMatchObject({ places: 2, minutes: 15, months: [] })
  })

  test('names its months as they come in a fiscal year', () => {
    expect(monthsInWords([6, 4, 5])).toBe('4月〜6月')
    expect(monthsInWords([3, 1, 2, 10])).toBe('10月・1月〜3月')
    expect(monthsInWords([4, 5])).toBe('4月・5月')
    expect(monthsInWords([3, 4])).toBe('4月・3月')
  })
})

describe('a year', () => {
  const done = (over: object) => ({ taskId: null, title: '総会', doneOn: '2025-06-01', minutes: 60, ...over })

  test('stands beside the card with nothing lost', () => {
    const sums = fc.uniqueArray(
      fc.record({
        taskId: fc.option(fc.integer({ min: 1, max: 30 })),
        minutes: fc.integer({ min: 1, max: 9999 }),
        times: fc.integer({ min: 1, max: 99 }),
      }),
      { selector: ({ taskId }) => taskId },
    )
    fc.assert(
      fc.property(cardOf, sums, (tasks, rows) => {
        const against = againstCard(tasks, rows)
        const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0)
        expect(total(against.map((one) => one.planned))).toBe(yearSum(tasks))
        expect(total(against.map((one) => one.done))).toBe(total(rows.map(({ minutes }) => minutes)))
        expect(total(against.map((one) => one.times))).toBe(total(rows.map(({ times }) => times)))
      }),
    )
  })

  test('changes a line that took another time, and leaves one that took as long as it says', () => {
    const tasks = [
      span({ months: [6], minutes: 60 }),
      span({ id: 2, title: '回覧', months: [5], minutes: 30 }),
    ]
    const records = [
      done({ taskId: 1, minutes: 120 }),
      done({ taskId: 1, doneOn: '2025-07-02' }),
      done({ taskId: 2, title: '回覧', doneOn: '2025-05-20', minutes: 30 }),
    ]
    expect(proposals(tasks, records, [])).toEqual([
      expect.objectContaining({ taskId: 1, after: { months: [6, 7], minutes: 90, times: 1 } }),
    ])
  })

  test('adds what stands on no card once, under one title however it was typed', () => {
    const records = [
      done({ title: 'ＡＥＤの点検', doneOn: '2025-05-01', minutes: 10 }),
      done({ title: 'AEDの点検 ', doneOn: '2025-05-20', minutes: 10 }),
    ]
    const found = proposals([], records, [])
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ taskId: null, after: { months: [5], minutes: 10, times: 2 } })
  })

  test('keeps what comes up at any time without months', () => {
    const tasks = [span({ title: '相談', times: 24, minutes: 30 })]
    const records = [done({ taskId: 1 }), done({ taskId: 1, doneOn: '2025-11-01' })]
    expect(proposals(tasks, records, [])[0]?.after).toEqual({ months: [], times: 2, minutes: 60 })
  })

  test('that is not over leaves the months to come as the card has them', () => {
    expect(monthsAhead(2026, TODAY)).toEqual([11, 12, 1, 2, 3])
    expect(monthsAhead(2025, TODAY)).toEqual([])
    const tasks = [
      span({ months: [6, 3], minutes: 60 }),
      span({ id: 2, title: '相談', times: 24, minutes: 60 }),
    ]
    const records = [
      done({ taskId: 1, doneOn: '2026-06-01', minutes: 120 }),
      done({ taskId: 2, doneOn: '2026-06-01', minutes: 30 }),
    ]
    expect(proposals(tasks, records, [], monthsAhead(2026, TODAY)).map(({ after }) => after)).toEqual([
      { months: [6, 3], minutes: 120, times: 1 },
      { months: [], minutes: 30, times: 24 },
    ])
  })

  test('tells of events that the card does not know', () => {
    const event = happeningOf({ title: '夏まつり', starts: '2025-08-02T17:00', ends: '2025-08-02T20:30' })
    expect(event).toEqual({
      title: '夏まつり',
      day: '2025-08-02',
      minutes: 210,
      evening: true,
      weekend: true,
    })
    expect(proposals([], [], [event, event])).toEqual([
      expect.objectContaining({
        source: 'events',
        after: { months: [8], minutes: 210, times: 2 },
        evening: true,
        weekend: true,
      }),
    ])
    expect(proposals([span({ title: '夏 まつり' })], [], [event])).toEqual([])
    expect(proposals([], [done({ title: '夏まつり' })], [event])).toHaveLength(1)
  })

  test('is from April to March', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2100 }), (year) => {
        const { from, to } = yearDays(year)
        expect([isDay(from), isDay(to), fiscalYear(from), fiscalYear(to)]).toEqual([true, true, year, year])
        expect(to.slice(5)).toBe('03-31')
      }),
    )
  })
})

describe('the library', () => {
  test.each(posts)('has tasks of a %s with words, once each', (post) => {
    const own = libraryOf(post)
    expect(own.length).toBeGreaterThan(2)
    expect(new Set(own.map(({ key }) => key)).size).toBe(own.length)
    for (const { key, helper, months } of own) {
      expect(t(`officers.library.${key}`)).not.toContain('.')
      if (helper) expect(t(`officers.library_help.${helper}`)).not.toContain('.')
      expect(inFiscalOrder(months)).toEqual([...months])
    }
    const whole = wholeLibrary(post)
    expect(new Set(whole.map(({ key }) => key)).size).toBe(whole.length)
    expect(whole.slice(0, own.length)).toEqual(own)
    expect(yearSum(own)).toBeLessThan(200 * 60)
  })
})
