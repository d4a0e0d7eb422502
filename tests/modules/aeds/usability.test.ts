/** Whether an AED can be taken at an instant: promises that hold for all hours, and days that one can look up. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alwaysOpen, conditionsBind, isHoliday, usability, usableTonight } from '~/modules/aeds/rules'
import { type Hours, hoursSchema, type WeekRule } from '~/modules/aeds/schema'
import { addDays, instantOfLocal, localOf } from '~/platform/clock'
import { hours as anyHours, instant } from './arbitrary'

const at = (local: string) => instantOfLocal(local) as Date
const of = (hours: Partial<Hours>): Hours => ({
  weekly: [],
  holidays: 'as_weekday',
  yearly: [],
  dates: [],
  night: '',
  uncertain: false,
  ...hours,
})
const every = (...spans: [number, number][]): WeekRule => ({
  days: [0, 1, 2, 3, 4, 5, 6],
  spans: spans.map(([from, until]) => ({ from: from * 60, until: until * 60 })),
})
const state = (hours: Hours | null, local: string) =>
  usability({ hours, condition: 'in_service' }, at(local)).state
const told = (hours: Hours, local: string) => {
  const { until, opensAt } = usability({ hours, condition: 'in_service' }, at(local))
  return [until && localOf(until), opensAt && localOf(opensAt)]
}

describe('for all hours', () => {
  test('they can be stored and read back', () => {
    fc.assert(
      fc.property(anyHours, (hours) => {
        expect(hoursSchema.parse(hours)).toEqual(hours)
      }),
    )
  })

  test('the state stays until the instant that is told, and is another from then on', () => {
    fc.assert(
      fc.property(
        anyHours,
        instant,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
        (hours, when, samples) => {
          const aed = { hours, condition: 'in_service' as const }
          const now = usability(aed, when)
          const end = now.until ?? new Date(when.getTime() + 40 * 86_400_000)
          expect(end.getTime()).toBeGreaterThan(when.getTime())
          for (const share of [0, 0.999999, ...samples.slice(0, 10)]) {
            const between = new Date(
              Math.min(when.getTime() + share * (end.getTime() - when.getTime()), end.getTime() - 1),
            )
            expect(usability(aed, between).state).toBe(now.state)
          }
          if (now.until) expect(usability(aed, now.until).state).not.toBe(now.state)
        },
      ),
      { numRuns: 150 },
    )
  }, 60_000)

  test('it opens at the instant that is told, and not a minute before', () => {
    fc.assert(
      fc.property(anyHours, instant, (hours, when) => {
        const aed = { hours, condition: 'in_service' as const }
        const { state, opensAt } = usability(aed, when)
        if (state === 'usable') expect(opensAt).toBeNull()
        if (!opensAt) return
        expect(usability(aed, opensAt).state).toBe('usable')
        for (const share of [0.2, 0.5, 0.9, 0.9999]) {
          const between = when.getTime() + share * (opensAt.getTime() - when.getTime())
          expect(usability(aed, new Date(between)).state).not.toBe('usable')
        }
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  test('open round the clock means usable at every instant', () => {
    fc.assert(
      fc.property(anyHours, instant, (hours, when) => {
        if (!alwaysOpen(hours)) return
        expect(usability({ hours, condition: 'in_service' }, when)).toMatchObject({
          state: 'usable',
          until: null,
        })
      }),
      { numRuns: 500 },
    )
    expect(alwaysOpen(of({ weekly: [every([0, 24])] }))).toBe(true)
    expect(alwaysOpen(of({ weekly: [every([0, 24])], holidays: 'unknown' }))).toBe(false)
    expect(alwaysOpen(of({ weekly: [every([0, 24]), { days: [3], nth: [3], spans: [] }] }))).toBe(false)
    const shut = { from: '12-29', until: '01-03', spans: [], label: '' }
    expect(alwaysOpen(of({ weekly: [every([0, 24])], yearly: [shut] }))).toBe(false)
    expect(alwaysOpen(null)).toBe(false)
  })

  test('a single date wins over all else', () => {
    fc.assert(
      fc.property(anyHours, instant, (hours, when) => {
        const day = localOf(when).slice(0, 10)
        const dates = [
          ...hours.dates,
          { from: day, until: day, spans: [{ from: 0, until: 1440 }], label: '' },
        ]
        expect(
          usability({ hours: { ...hours, dates, conditions: '' }, condition: 'in_service' }, when).state,
        ).toBe('usable')
      }),
    )
  })

  test('doubt changes closed into unknown and nothing else', () => {
    fc.assert(
      fc.property(anyHours, instant, (hours, when) => {
        const sure = usability({ hours: { ...hours, uncertain: false }, condition: 'in_service' }, when).state
        const doubt = usability({ hours: { ...hours, uncertain: true }, condition: 'in_service' }, when).state
        expect(doubt).toBe(sure === 'closed' ? 'unknown' : sure)
      }),
    )
  })

  test('tonight is what every minute of the night is', () => {
    fc.assert(
      fc.property(
        anyHours,
        fc.integer({ min: 0, max: 1400 }),
        fc.integer({ min: 0, max: 1439 }),
        (hours, n, minute) => {
          const day = addDays('2025-01-01', n)
          const when = new Date(at(`${day}T00:00`).getTime() + minute * 60_000)
          const evening = at(`${minute < 360 ? addDays(day, -1) : day}T22:00`).getTime()
          const aed = { hours, condition: 'in_service' as const }
          const states = new Set<string>()
          for (let m = 0; m < 480; m += 5) states.add(usability(aed, new Date(evening + m * 60_000)).state)
          const expected = states.has('closed') ? 'closed' : states.has('unknown') ? 'unknown' : 'usable'
          expect(usableTonight(aed, when)).toBe(expected)
        },
      ),
      { numRuns: 20 },
    )
  }, 60_000)
})

describe('conditions that no calendar can compute', () => {
  test.each([
    '開館日のみ利用可',
    '学校開校日のみ',
    '関係者のみ',
    '職員在席時に限る',
    '利用者・会員のみ',
    '友引を除く',
    '臨時休館日を除く、開館日のみ',
    '臨時休館日のみ',
    '館長の判断による',
  ])('%s: never usable for certain, shut outside of the hours', (conditions) => {
    const museum = of({ weekly: [every([9, 17])], conditions })
    expect(conditionsBind(conditions)).toBe(true)
    expect(state(museum, '2026-11-24T12:00')).toBe('unknown')
    expect(state(museum, '2026-11-24T20:00')).toBe('closed')
    expect(told(museum, '2026-11-24T08:00')).toEqual(['2026-11-24T09:00', null])
    const round = of({ weekly: [every([0, 24])], conditions })
    expect(alwaysOpen(round)).toBe(false)
    expect(usableTonight({ hours: round, condition: 'in_service' }, at('2026-11-24T12:00'))).toBe('unknown')
  })

  test.each([undefined, '', '臨時休館日を除く', '臨時休業を除く', '臨時休館日・図書整理日を除く'])(
    '%s: usable all the same',
    (conditions) => {
      expect(conditionsBind(conditions)).toBe(false)
      expect(state(of({ weekly: [every([9, 17])], conditions }), '2026-11-24T12:00')).toBe('usable')
    },
  )
})

describe('without hours', () => {
  test('nothing is known; out of service or removed it cannot be taken, whatever the hours', () => {
    expect(state(null, '2026-11-23T12:00')).toBe('unknown')
    for (const condition of ['out_of_service', 'removed'] as const) {
      const aed = { hours: of({ weekly: [every([0, 24])] }), condition }
      expect(usability(aed, at('2026-11-23T12:00')).state).toBe('out_of_service')
      expect(usableTonight(aed, at('2026-11-23T12:00'))).toBe('out_of_service')
    }
  })
})

describe('days that one can look up', () => {
  const office = of({
    weekly: [{ days: [1, 2, 3, 4, 5], spans: [{ from: 525, until: 1035 }] }],
    holidays: 'closed',
    yearly: [{ from: '12-29', until: '01-03', spans: [], label: '年末年始' }],
  })

  test('an office: working hours, the weekend, a holiday and New Year', () => {
    expect(state(office, '2026-11-20T17:14')).toBe('usable')
    expect(state(office, '2026-11-20T17:15')).toBe('closed')
    // Friday evening; Monday 23 November is 勤労感謝の日.
    expect(told(office, '2026-11-20T18:00')).toEqual(['2026-11-24T08:45', '2026-11-24T08:45'])
    expect(state(office, '2026-11-23T12:00')).toBe('closed')
    // From Monday 28 December over New Year to Monday 4 January.
    expect(told(office, '2026-12-28T18:00')).toEqual(['2027-01-04T08:45', '2027-01-04T08:45'])
    expect(state(office, '2026-12-29T10:00')).toBe('closed')
    expect(state(office, '2027-01-04T10:00')).toBe('usable')
  })

  test('over midnight, also into a day that is closed', () => {
    const bar = of({ weekly: [{ days: [5], spans: [{ from: 1140, until: 1560 }] }] })
    expect(state(bar, '2026-11-21T01:59')).toBe('usable')
    expect(state(bar, '2026-11-21T02:00')).toBe('closed')
    expect(told(bar, '2026-11-20T23:00')).toEqual(['2026-11-21T02:00', null])
    const shut = of({ ...bar, dates: [{ from: '2026-11-21', until: '2026-11-21', spans: [], label: '' }] })
    expect(state(shut, '2026-11-21T01:00')).toBe('usable')
    expect(usableTonight({ hours: bar, condition: 'in_service' }, at('2026-11-20T12:00'))).toBe('closed')
  })

  test('a night that is open through, though the day is shut', () => {
    const night = of({ weekly: [every([21, 31])] })
    expect(usableTonight({ hours: night, condition: 'in_service' }, at('2026-11-20T12:00'))).toBe('usable')
    expect(usableTonight({ hours: night, condition: 'in_service' }, at('2026-11-21T03:00'))).toBe('usable')
    expect(state(night, '2026-11-20T12:00')).toBe('closed')
  })

  test('第1・第3水曜日 and the last Sunday of the month', () => {
    const hall = of({
      weekly: [
        every([9, 21]),
        { days: [3], nth: [1, 3], spans: [] },
        { days: [0], nth: ['last'], spans: [] },
      ],
    })
    const wednesdays = ['2026-12-02', '2026-12-09', '2026-12-16', '2026-12-23', '2026-12-30']
    expect(wednesdays.map((day) => state(hall, `${day}T12:00`))).toEqual([
      'closed',
      'usable',
      'closed',
      'usable',
      'usable',
    ])
    // November 2026 ends on its fifth Sunday's Monday: the last Sunday is the 29th; February 2026 has four.
    expect(
      ['2026-11-22', '2026-11-29', '2026-02-15', '2026-02-22'].map((d) => state(hall, `${d}T12:00`)),
    ).toEqual(['usable', 'closed', 'usable', 'closed'])
  })

  test('holidays as Sunday, as the weekday, not known', () => {
    const weekly: WeekRule[] = [
      { days: [1, 2, 3, 4, 5], spans: [{ from: 480, until: 1200 }] },
      { days: [0], spans: [{ from: 600, until: 960 }] },
    ]
    expect(isHoliday('2026-11-23')).toBe(true)
    expect(state(of({ weekly, holidays: 'as_sunday' }), '2026-11-23T09:00')).toBe('closed')
    expect(state(of({ weekly, holidays: 'as_weekday' }), '2026-11-23T09:00')).toBe('usable')
    expect(state(of({ weekly, holidays: 'unknown' }), '2026-11-23T09:00')).toBe('unknown')
    // A Saturday that is shut anyway stays shut on a holiday: 11 February 2028 is a Friday, 29 April 2028 a Saturday.
    expect(state(of({ weekly, holidays: 'unknown' }), '2028-04-29T09:00')).toBe('closed')
    // 振替休日 and 国民の休日
    expect([isHoliday('2026-05-06'), isHoliday('2026-09-22')]).toEqual([true, true])
  })

  test('closed on Mondays, and on another day when that is a holiday', () => {
    const museum = of({
      weekly: [{ days: [0, 2, 3, 4, 5, 6], spans: [{ from: 540, until: 1020 }] }],
      shifts: true,
    })
    expect(state(museum, '2026-11-16T12:00')).toBe('closed')
    expect(['2026-11-23', '2026-11-24', '2026-11-25'].map((day) => state(museum, `${day}T12:00`))).toEqual([
      'unknown',
      'unknown',
      'usable',
    ])
  })

  test('a season, over New Year too', () => {
    const pool = of({
      weekly: [
        { days: [0, 6], season: { from: '11-01', until: '02-29' }, spans: [{ from: 600, until: 900 }] },
      ],
    })
    expect(
      ['2026-10-31', '2026-11-01', '2027-02-28', '2027-03-06'].map((d) => state(pool, `${d}T12:00`)),
    ).toEqual(['closed', 'usable', 'usable', 'closed'])
  })
})
