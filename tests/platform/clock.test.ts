import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  dayOf,
  daysBetween,
  fiscalYear,
  formatDay,
  formatFiscalYear,
  formatInstant,
  formatSpan,
  instantOfLocal,
  isDay,
  localOf,
} from '~/platform/clock'

describe('the clock of Japan', () => {
  test('turns the day at 15:00 UTC', () => {
    expect(dayOf(new Date('2026-03-31T14:59:59Z'))).toBe('2026-03-31')
    expect(dayOf(new Date('2026-03-31T15:00:00Z'))).toBe('2026-04-01')
  })

  test('begins the fiscal year on 1 April', () => {
    expect(fiscalYear('2026-03-31')).toBe(2025)
    expect(fiscalYear('2026-04-01')).toBe(2026)
    expect(formatFiscalYear(2026, 'ja')).toBe('令和8年度(2026年度)')
    expect(formatFiscalYear(2019, 'ja')).toBe('令和元年度(2019年度)')
    expect(formatFiscalYear(2018, 'ja')).toBe('平成30年度(2018年度)')
  })

  test('says days and instants in words', () => {
    expect(formatDay('2026-11-22', 'ja')).toBe('2026年11月22日(日)')
    expect(formatInstant(new Date('2026-11-22T00:05:00Z'), 'ja')).toBe('2026年11月22日(日) 9:05')
  })

  test.each(['2026-02-29', '2026-13-01', '2026-1-1', '', 'today', '2026-04-31'])('%s is no day', (day) => {
    expect(isDay(day)).toBe(false)
  })

  test('reads local times and nothing else', () => {
    expect(instantOfLocal('2026-04-01T00:00')?.toISOString()).toBe('2026-03-31T15:00:00.000Z')
    for (const bad of ['2026-02-30T10:00', '2026-04-01', '2026-04-01T25:00', '2026-04-01T10:00:00Z']) {
      expect(instantOfLocal(bad)).toBeNull()
    }
  })

  test('goes there and back', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        (date) => {
          const minute = new Date(Math.floor(date.getTime() / 60_000) * 60_000)
          return instantOfLocal(localOf(minute))?.getTime() === minute.getTime()
        },
      ),
    )
    fc.assert(
      fc.property(
        fc.integer({ min: -4000, max: 4000 }),
        (days) => daysBetween('2026-04-01', addDays('2026-04-01', days)) === days,
      ),
    )
  })
})

describe('from an instant to another', () => {
  const at = (local: string) => new Date(`${local}:00+09:00`)
  test('the end of the same day is a time alone, of another day a whole', () => {
    const start = at('2026-12-12T10:00')
    expect(formatSpan(start, at('2026-12-12T12:05'), 'ja')).toBe('2026年12月12日(土) 10:00 – 12:05')
    expect(formatSpan(start, at('2026-12-13T09:00'), 'ja')).toBe(
      '2026年12月12日(土) 10:00 – 2026年12月13日(日) 9:00',
    )
    expect(formatSpan(start, at('2026-12-12T12:00'), 'en')).toMatch(/, 10:00 – 12:00$/)
    expect(formatSpan(start, at('2026-12-12T12:00'), 'ja-easy')).toMatch(/午前10時 – 午後0時$/)
    expect(formatSpan(start, null, 'ja')).toBe('2026年12月12日(土) 10:00')
  })
})
