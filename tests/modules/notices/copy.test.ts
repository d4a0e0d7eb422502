/** Dates of last year's notice in this year. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { moveDay, moveDeadline, moverOf, moveText, yearsToMove } from '~/modules/notices/copy'
import { addDays, type Day, daysBetween, dayToDate, formatDay } from '~/platform/clock'

const days = fc.integer({ min: 0, max: 365 * 30 }).map((n) => addDays('2015-01-01', n))
const spans = fc.integer({ min: -5, max: 5 })
const weekday = (day: Day) => dayToDate(day).getUTCDay()
const ordinal = (day: Day) => Math.ceil(Number(day.slice(8)) / 7)

describe('a day', () => {
  test.each([
    ['2026-05-10', 1, '2027-05-09'], // the second Sunday of May
    ['2026-05-10', 2, '2028-05-14'],
    ['2025-08-31', 1, '2026-08-30'], // the fifth Sunday
    ['2026-03-29', 1, '2027-03-28'], // a fifth Sunday where there are four
    ['2024-02-29', 1, '2025-02-27'],
    ['2026-01-04', 1, '2027-01-03'],
  ] as const)('%s, %i years on, is %s', (day, years, expected) => {
    expect(moveDay(day, years)).toBe(expected)
  })

  test('keeps its month, its weekday and its number in the month; a fifth may become the last', () => {
    fc.assert(
      fc.property(days, spans, (day, years) => {
        const moved = moveDay(day, years)
        expect(moved.slice(5, 7)).toBe(day.slice(5, 7))
        expect(Number(moved.slice(0, 4)) - Number(day.slice(0, 4))).toBe(years)
        expect(weekday(moved)).toBe(weekday(day))
        if (ordinal(day) < 5) expect(ordinal(moved)).toBe(ordinal(day))
        else expect(addDays(moved, 7).slice(5, 7)).not.toBe(day.slice(5, 7))
        if (ordinal(day) < 5) expect(moveDay(moved, -years)).toBe(day)
      }),
    )
  })

  test('by date stays the first or the last of its month', () => {
    expect(moveDeadline('2026-03-31', 1)).toBe('2027-03-31')
    expect(moveDeadline('2024-02-29', 1)).toBe('2025-02-28')
    expect(moveDeadline('2026-04-01', 1)).toBe('2027-04-01')
    expect(moveDeadline('2026-05-10', 1)).toBe('2027-05-09')
  })

  test('near an event keeps its distance, so that what comes before stays before', () => {
    const nearby = fc.integer({ min: -45, max: 45 })
    fc.assert(
      fc.property(days, nearby, spans, (event, apart, years) => {
        const day = addDays(event, apart)
        const move = moverOf(years, [event])
        expect(move(event, false)).toBe(moveDay(event, years))
        expect(daysBetween(move(event, true), move(day, true))).toBe(apart)
        expect(weekday(move(day, true))).toBe(weekday(day))
      }),
    )
    expect(moverOf(1, ['2026-04-07'])('2026-04-06', false)).toBe('2027-04-05')
  })

  test('is moved far enough not to be over, and no farther', () => {
    expect(yearsToMove('2025-05-11', '2026-02-01')).toBe(1)
    expect(yearsToMove('2025-05-11', '2026-11-23')).toBe(2)
    expect(yearsToMove('2026-02-15', '2026-11-23')).toBe(1)
    fc.assert(
      fc.property(days, fc.integer({ min: -400, max: 4000 }), (day, later) => {
        const today = addDays(day, later)
        const years = yearsToMove(day, today)
        return moveDay(day, years) >= today && (years === 1 || moveDay(day, years - 1) < today)
      }),
    )
  })
})

describe('a text', () => {
  const near = '2026-04-20'
  test.each([
    ['2026年5月10日(日)に行います', '2027年5月9日(日)に行います'],
    ['5月10日(日)', '5月9日(日)'],
    ['５月１０日（日・祝）', '５月９日（日・祝）'],
    ['令和8年5月10日', '令和9年5月9日'],
    ['令和８年５月１０日（日曜日）', '令和９年５月９日（日曜日）'],
    ['令和8年度の総会', '令和9年度の総会'],
    ['2026年度', '2027年度'],
    ['2026/5/10', '2027/5/9'],
    ['2026/05/10(日)', '2027/05/09(日)'],
    ['5/10(日)と5/17(日)', '5/9(日)と5/16(日)'],
    ['2026年5月', '2027年5月'],
    ['1月10日(土)', '1月9日(土)'],
    ['12月31日まで', '12月31日まで'],
    ['3月31日(火)まで', '3月30日(火)まで'],
    ['5月10日(月)', '5月9日(日)'], // the weekday was wrong, and becomes right
    ['1981年6月1日以降、昭和56年、平成7年1月17日', '1981年6月1日以降、昭和56年、平成7年1月17日'],
    ['2月30日、13月1日、99月99日', '2月30日、13月1日、99月99日'],
    ['072-000-1234、10/20人、1/2', '072-000-1234、10/20人、1/2'],
    ['第3日曜日、9時30分', '第3日曜日、9時30分'],
    ['11月11日(水)', '11月10日(水)'],
  ])('%s → %s', (before, after) => {
    expect(moveText(before, near, 1).text).toBe(after)
  })

  test('names each date it moved, before and after', () => {
    expect(moveText('令和8年度 5月10日(日)', near, 1).moved).toEqual([
      { before: '令和8年度', after: '令和9年度' },
      { before: '5月10日(日)', after: '5月9日(日)' },
    ])
  })

  test('moves a day without a weekday as the day that it names elsewhere, or on which the event is held', () => {
    expect(moveText('11月1日(日)。雨なら11月1日は中止', '2026-10-01', 1).text).toBe(
      '11月7日(日)。雨なら11月7日は中止',
    )
    expect(moveText('11月1日', '2026-10-01', 1, ['2026-11-01']).text).toBe('11月7日')
    expect(moveText('11月1日', '2026-10-01', 1).text).toBe('11月1日')
  })

  test('written in any way moves as its day does', () => {
    const write: ((day: Day) => string)[] = [
      (day) => formatDay(day, 'ja'),
      (day) => formatDay(day, 'ja').replace(/^\d+年/, ''),
      (day) => formatDay(day, 'ja').replace(/^(\d+)年/, (_, y) => `令和${Number(y) - 2018}年`),
      (day) => formatDay(day, 'ja').normalize('NFKC').replace('(', '（').replace(')', '）'),
    ]
    fc.assert(
      fc.property(days, fc.constantFrom(...write), fc.integer({ min: 1, max: 3 }), (day, form, years) => {
        fc.pre(day > '2020-01-01')
        const { text } = moveText(`件名 ${form(day)} です`, addDays(day, -14), years)
        expect(text).toBe(`件名 ${form(moveDay(day, years))} です`)
      }),
    )
  })

  test('without a date is left alone, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        fc.pre(!/[年月/／]/.test(text))
        expect(moveText(text, near, 1)).toEqual({ text, moved: [] })
      }),
    )
  })

  test('never loses anything but dates', () => {
    const piece = fc.constantFrom(
      '5',
      '10',
      '令和',
      '8',
      '年',
      '度',
      '月',
      '日',
      '(日)',
      '2026',
      '/',
      '元',
      ' ',
      '祝',
      '（',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('')
        const { text: moved } = moveText(text, near, 1)
        const frame = (t: string) => t.replace(/[0-9日月火水木金土元]/g, '')
        expect(frame(moved)).toBe(frame(text))
      }),
    )
  })
})
