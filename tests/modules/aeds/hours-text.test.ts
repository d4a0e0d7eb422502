/** Hours as real lists write them: what is read, what is left in doubt, and that what is written is read again. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alwaysOpen, normalHours, readHours, sameHours, usability, writeHours } from '~/modules/aeds/rules'
import { describeHours } from '~/modules/aeds/rules/describe'
import type { Hours, HoursText } from '~/modules/aeds/schema'
import { translator } from '~/platform/i18n.server'
import { hours as anyHours } from './arbitrary'

const text = (days = '', start = '', end = '', note = ''): HoursText => ({ days, start, end, note })
const t = translator('ja')
const words = (...columns: string[]) => {
  const { hours } = readHours(text(...columns))
  return hours ? describeHours(hours, t, 'ja') : null
}
const ALL = '月火水木金土日'
/** What is added where a list says nothing of New Year. */
const NEW_YEAR = '毎年12月29日～1月3日(年末年始):不明'

describe('times', () => {
  // biome-ignore format: read as a table
  test.each([
    ['8:30', '17:15'], ['08:30', '17:15'], ['８時３０分', '１７時１５分'], ['8;30～17:15', ''], ['8:30～17:15', ''],
    ['0.3541666667', '0.71875'], ['1899-12-30T08:30:00.000Z', '1899-12-30T17:15:00.000Z'], ['830', '1715'],
    ['午前8時半', '午後5時15分'], ['8：30', '17：15'], ['8:30:00', '17:15:00'], ['1899-12-31 08:30:00', '1899-12-31 17:15:00'],
    ['8時30分から', '17時15分まで'],
  ])('%s – %s', (start, end) => {
    expect(readHours(text(ALL, start, end)).hours?.weekly).toEqual([
      { days: [1, 2, 3, 4, 5, 6, 0], spans: [{ from: 510, until: 1035 }] },
    ])
  })

  test('over midnight', () => {
    const { hours, notes } = readHours(text(ALL, '19:00', '2:00'))
    expect(hours?.weekly[0]?.spans).toEqual([{ from: 1140, until: 1560 }])
    expect(notes.map((n) => n.key)).toContain('hours_over_midnight')
    expect(readHours(text(ALL, '19:00', '翌2:00')).hours?.weekly[0]?.spans).toEqual([
      { from: 1140, until: 1560 },
    ])
  })

  test.each([
    ['9:00', '夕方'],
    ['日の出', '日没'],
    ['25時70分', '9:00'],
    ['9:00', ''],
    ['8:30', '8:30'],
  ])('%s – %s are not hours', (start, end) => {
    const { hours, notes } = readHours(text(ALL, start, end))
    expect(hours).toBeNull()
    expect(notes.length).toBeGreaterThan(0)
  })
})

describe('round the clock', () => {
  test.each([
    [ALL, '0:00', '23:59', ''],
    [ALL, '0:00', '0:00', ''],
    [ALL, '00:00', '24:00', ''],
    [ALL, '8:30', '8:30', '休日なし　24時間対応'],
    [ALL, '', '', '24時間利用可能'],
    ['', '', '', '２４時間'],
    ['24時間', '', '', ''],
    ['全日・全時間帯使用可', '', '', ''],
    ['毎日', '24時間', '', ''],
    [ALL, '1899-12-30T00:00:00.000Z', '1899-12-30T23:59:00.000Z', '終日利用可能'],
  ])('%s %s %s %s', (...columns) => {
    expect(alwaysOpen(readHours(text(...columns)).hours)).toBe(true)
  })

  test.each([
    ['', '', '', '４階と６階のものは終日利用可能。'],
    ['月火水木金', '8:30', '17:15', '４階と６階のものは終日利用可能。'],
    [ALL, '0:00', '23:59', '12/29～1/3を除く'],
  ])('not: %s %s %s %s', (...columns) => {
    expect(alwaysOpen(readHours(text(...columns)).hours)).toBe(false)
  })
})

describe('days', () => {
  test.each([
    ['月火水木金', [1, 2, 3, 4, 5]],
    ['月～金', [1, 2, 3, 4, 5]],
    ['月曜日〜金曜日', [1, 2, 3, 4, 5]],
    ['月から金', [1, 2, 3, 4, 5]],
    ['月・水・金', [1, 3, 5]],
    ['土日', [6, 0]],
    ['火-日', [2, 3, 4, 5, 6, 0]],
    ['日', [0]],
    ['平日', [1, 2, 3, 4, 5]],
    ['毎日', [1, 2, 3, 4, 5, 6, 0]],
    ['土日祝除く', [1, 2, 3, 4, 5]],
    ['土日祝以外', [1, 2, 3, 4, 5]],
    ['年末年始以外', [1, 2, 3, 4, 5, 6, 0]],
    ['水曜日を除く', [1, 2, 4, 5, 6, 0]],
  ])('%s', (days, expected) => {
    expect(readHours(text(days, '9:00', '17:00')).hours?.weekly[0]?.days).toEqual(expected)
  })

  test('平日 and 土日祝除く leave holidays out; 月～金 does not say', () => {
    const holidays = (days: string) => readHours(text(days, '9:00', '17:00')).hours?.holidays
    expect(['平日', '土日祝除く', '月～金', ALL].map(holidays)).toEqual([
      'closed',
      'closed',
      'unknown',
      'as_weekday',
    ])
  })

  test('times without days are not hours of any day', () => {
    expect(readHours(text('', '8:30', '17:15')).hours).toBeNull()
    expect(readHours(text('', '8:30', '17:15', '土、日曜日、祝祭日を除く。')).hours?.weekly[0]?.days).toEqual(
      [1, 2, 3, 4, 5],
    )
    expect(readHours(text('', '9:00', '16:00', '定休日：毎週火曜日')).hours?.weekly[0]?.days).toHaveLength(6)
  })
})

describe('remarks', () => {
  // biome-ignore format: read as a table
  test.each<[string, string[]]>([
    ['祝日、12/29～1/3を除く', ['月曜日～土曜日:9:00～17:00', '祝日:使えません', '毎年12月29日～1月3日:使えません']],
    ['年末年始（12月29日～翌年1月3日）と祝日は終日利用不可。', ['月曜日～土曜日:9:00～17:00', '祝日:使えません', '毎年12月29日～1月3日(年末年始):使えません']],
    ['第１・第３水曜日除く', ['月曜日～土曜日:9:00～17:00', '第1・第3水曜日:使えません', '祝日:不明']],
    ['第2土曜日休館。毎月最終木曜日は休み', ['月曜日～土曜日:9:00～17:00', '第2土曜日:使えません', '最終木曜日:使えません', '祝日:不明']],
    ['土曜日は13:00まで。', ['月曜日～金曜日:9:00～17:00', '土曜日:9:00～13:00', '祝日:不明']],
    ['月・木 14:00～17:00、火・金 10:30～12:00', ['月曜日・木曜日:14:00～17:00', '火曜日・金曜日:10:30～12:00', '水曜日・土曜日:9:00～17:00', '祝日:不明']],
    ['8/1～8/20は8:00～18:10', ['月曜日～土曜日:9:00～17:00', '祝日:不明', '毎年8月1日～8月20日:8:00～18:10']],
    ['11月～2月は16:00まで', ['月曜日～土曜日:9:00～17:00', '11月1日～2月29日の月曜日～土曜日:9:00～16:00', '祝日:不明']],
    ['偶数月第３木曜日は休館', ['月曜日～土曜日:9:00～17:00', ...[[2, 29], [4, 30], [6, 30], [8, 31], [10, 31], [12, 31]].map(([m, d]) => `${m}月1日～${m}月${d}日の第3木曜日:使えません`), '祝日:不明']],
    ['年末年始を除く', ['月曜日～土曜日:9:00～17:00', '祝日:不明', '毎年12月28日～1月4日(年末年始):不明']],
    ['臨時休業日を除く', ['月曜日～土曜日:9:00～17:00', '祝日:不明', '条件:臨時休業日を除く']],
    ['日・祝は13:00まで', ['月曜日～土曜日:9:00～17:00', '祝日:日曜日と同じ']],
    ['夏季閉鎖 7/20～8/31', ['月曜日～土曜日:9:00～17:00', '祝日:不明', '毎年7月20日～8月31日(夏季閉鎖):使えません']],
    ['7月20日～8月31日は夏季閉鎖', ['月曜日～土曜日:9:00～17:00', '祝日:不明', '毎年7月20日～8月31日:使えません']],
  ])('%s', (note, lines) => {
    const read = words('月火水木金土', '9:00', '17:00', note)
    expect(read?.filter((line) => line !== NEW_YEAR && !line.startsWith('元の記載'))).toEqual(lines)
  })

  test('hours in the column of days', () => {
    expect(words('月～金 9:00～17:00、土 9:00～12:00')).toContain('月曜日～金曜日:9:00～17:00')
    expect(
      words('', '', '', '火曜日～金曜日8：30～21：00\r\n月曜日8：30～17：00\r\n土日祝10：00～21：00'),
    ).toEqual([
      '月曜日:8:30～17:00',
      '火曜日～金曜日:8:30～21:00',
      '土曜日・日曜日:10:00～21:00',
      '祝日:日曜日と同じ',
      NEW_YEAR,
    ])
  })

  test('New Year is not known where nothing is said of it', () => {
    const yearly = (days: string, start: string, end: string, note: string) =>
      readHours(text(days, start, end, note)).hours?.yearly
    const unknown = { from: '12-29', until: '01-03', spans: null, label: '年末年始' }
    expect(yearly('月火水木金', '8:30', '17:15', '')).toEqual([unknown])
    expect(yearly(ALL, '9:00', '17:00', '臨時休館日を除く')).toEqual([unknown])
    expect(yearly('月火水木金', '0:00', '23:59', '')).toEqual([unknown])
    // What is said of one of the days holds on it.
    expect(yearly(ALL, '9:00', '17:00', '1月1日は休み')).toEqual([
      unknown,
      { from: '01-01', until: '01-01', spans: [], label: '' },
    ])
    const office = readHours(text('月火水木金', '8:30', '17:15')).hours
    const on = (day: string) =>
      usability({ hours: office, condition: 'in_service' }, new Date(`${day}T10:00:00+09:00`)).state
    expect(['2026-12-28', '2026-12-30', '2027-01-01', '2027-01-04'].map(on)).toEqual([
      'usable',
      'unknown',
      'unknown',
      'usable',
    ])
  })

  test.each([
    [ALL, '9:00', '17:00', '年中無休'],
    [ALL, '9:00', '17:00', '無休'],
    [ALL, '9:00', '17:00', '年末年始も利用可'],
    [ALL, '0:00', '23:59', ''],
    ['', '', '', '24時間'],
  ])('New Year is as any day: %s %s %s %s', (...columns) => {
    expect(readHours(text(...columns)).hours?.yearly).toEqual([])
  })

  test('what is not understood leaves a doubt, and its words', () => {
    const { hours, notes } = readHours(text(ALL, '9:00', '17:00', '夜間貸館利用時は最大22時まで利用可。'))
    expect(hours?.uncertain).toBe(true)
    expect(notes.find((n) => n.key === 'hours_unread')?.params?.text).toContain('夜間貸館利用時')
    expect(readHours(text('', '', '', '学校開校日に随時')).hours).toBeNull()
    expect(readHours(text(ALL, '9:00', '17:00', 'リニューアル工事の為、休園中。')).hours).toBeNull()
    // Only narrower: outside the hours it is shut for certain.
    const narrow = readHours(text(ALL, '9:00', '17:00', '開館日のみ利用可')).hours
    expect(narrow).toMatchObject({ uncertain: false, conditions: '開館日のみ利用可', holidays: 'unknown' })
  })

  test('a circled number is no digit of a time', () => {
    const read = readHours(text(ALL, '9:00', '17:00', '①9：00～21時②10：00～17：00'))
    expect(read.hours?.weekly).toHaveLength(1)
    expect(read.hours?.uncertain).toBe(true)
  })

  test('nothing is nothing', () => {
    expect(readHours(text())).toEqual({ hours: null, notes: [] })
  })
})

describe('for all text', () => {
  const bit = fc.constantFrom(
    ...[
      '月',
      '火曜日',
      '土日',
      '祝日',
      '第3',
      '最終',
      '8:30',
      '17時',
      '～',
      '12/29',
      '1月3日',
      '年末年始',
      '休館',
      'は',
      'を除く',
      '、',
      '。',
      '(',
      ')',
      '24時間',
      'まで',
      '翌',
      '⟦g1⟧',
      '「',
      '」',
      'のみ',
      '利用可',
      '4月',
      '9',
      '　',
      '\n',
    ],
  )
  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.array(bit, { maxLength: 25 }).map((bits) => bits.join('')),
  )

  test('it answers, and what it read is written and read again', () => {
    fc.assert(
      fc.property(cell, cell, cell, cell, (days, start, end, note) => {
        const original = text(days, start, end, note)
        const { hours } = readHours(original)
        expect(writeHours(hours, original)).toEqual(original)
        if (hours) expect(sameHours(readHours(writeHours(hours, text())).hours, hours)).toBe(true)
      }),
      { numRuns: 600 },
    )
  })

  test('a long text takes no long time', () => {
    const started = performance.now()
    for (const bit of ['月', '土日、', '第1・', '((((', '8:30～', '12/29～1/3、', '祝日の場合は'])
      readHours(text('', '', '', bit.repeat(4000 / bit.length)))
    expect(performance.now() - started).toBeLessThan(3000)
  })
})

function nothingKnown(hours: Hours): boolean {
  const days = new Set(hours.weekly.filter((rule) => !rule.nth && !rule.season).flatMap((rule) => rule.days))
  return days.size === 7 && hours.weekly.every((rule) => rule.spans === null)
}

describe('for all hours', () => {
  test('what is written is read again as it was', () => {
    fc.assert(
      fc.property(anyHours, (hours) => {
        const read = readHours(writeHours(hours, text())).hours
        // Hours that say nothing of any day are no hours.
        if (nothingKnown(normalHours(hours))) return
        const written = writeHours(hours, text())
        expect(read).toEqual(normalHours(hours))
        // Once written, the text stands.
        expect(writeHours(normalHours(hours), written)).toEqual(written)
      }),
      { numRuns: 600 },
    )
  })

  test('the text of the source stays until somebody says otherwise', () => {
    const original = text('月～土', '9:00', '17:00', '日曜日、祝祭日は利用不可。')
    const { hours } = readHours(original)
    expect(writeHours(hours, original)).toBe(original)
    const edited = { ...(hours as Hours), holidays: 'as_weekday' as const }
    expect(writeHours(edited, original)).toEqual(
      text('月火水木金土', '09:00', '17:00', '祝日は曜日のとおり。12月29日～1月3日は不明「年末年始」。'),
    )
    expect(writeHours(null, original)).toEqual(text())
  })
})
