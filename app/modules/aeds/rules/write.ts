/** Hours as the standard list writes them, so that they can be read again. */
import { DAY, type Hours, type HoursText, type Spans, type Weekday, type WeekRule } from '../schema'
import { normalHours, sameHours, WEEK } from './normal'
import { readHours } from './read'
import { alwaysOpen } from './usability'

const LETTERS = '日月火水木金土'
const EMPTY: HoursText = { days: '', start: '', end: '', note: '' }

const two = (n: number) => String(n).padStart(2, '0')

/** 08:30; 23:59 for the end of the day, as the lists have it; 翌02:00 after midnight. */
function clock(minute: number, inText: boolean): string {
  if (minute === DAY) return inText ? '24:00' : '23:59'
  const next = minute > DAY ? minute - DAY : minute
  return `${inText && minute > DAY ? '翌' : ''}${two(Math.floor(next / 60))}:${two(next % 60)}`
}

/** The hours of one day as a list writes them: 09:00～12:00、13:00～17:00, 利用不可, 不明. */
export function times(spans: Spans): string {
  if (spans === null) return '不明'
  if (spans.length === 0) return '利用不可'
  return spans.map((s) => `${clock(s.from, true)}～${clock(s.until, true)}`).join('、')
}

const quoted = (text: string) => `「${text}」`
const label = (text: string) => (text ? quoted(text) : '')

/** 土曜日・日曜日 */
const days = (list: readonly Weekday[]) =>
  list.length === 7 ? '毎日' : list.map((day) => `${LETTERS[day]}曜日`).join('・')

function monthDay(text: string): string {
  const [month, day] = text.split('-').map(Number)
  return `${month}月${day}日`
}

function range(from: string, until: string, word: (text: string) => string): string {
  return from === until ? word(from) : `${word(from)}～${word(until)}`
}

function dayInWords(text: string): string {
  const [year, month, day] = text.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

/** 4月1日～10月31日の第1・第3土曜日は9:00～12:00 */
function some(rule: WeekRule): string {
  const when = rule.season ? `${range(rule.season.from, rule.season.until, monthDay)}の` : ''
  const nth = (rule.nth ?? []).map((n) => (n === 'last' ? '最終' : `第${n}`)).join('・')
  return `${when}${nth}${days(rule.days)}は${times(rule.spans)}`
}

const HOLIDAYS = {
  as_weekday: '祝日は曜日のとおり',
  closed: '祝日は利用不可',
  as_sunday: '祝日は日曜日と同じ',
  unknown: '祝日は不明',
} as const

/** What differs from the usual week, in sentences that `readHours` knows. */
export function exceptionSentences(hours: Hours): string[] {
  return [
    ...hours.weekly.filter((rule) => rule.nth || rule.season).map(some),
    ...(hours.shifts ? ['休みの曜日が祝日の場合は翌日が休み'] : []),
    ...hours.yearly.map(
      (rule) => `${range(rule.from, rule.until, monthDay)}は${times(rule.spans)}${label(rule.label)}`,
    ),
    ...hours.dates.map(
      (rule) => `${range(rule.from, rule.until, dayInWords)}は${times(rule.spans)}${label(rule.label)}`,
    ),
  ]
}

/** What the columns of days and times do not hold, in sentences that `readHours` knows. */
function sentences(hours: Hours, base: WeekRule | undefined): string[] {
  const plain = hours.weekly.filter((rule) => !rule.nth && !rule.season)
  const open = plain.flatMap((rule) => rule.days)
  const closed = WEEK.filter((day) => !open.includes(day))
  return [
    ...plain.filter((rule) => rule !== base).map((rule) => `${days(rule.days)}は${times(rule.spans)}`),
    // Without a column of days, what is closed is said.
    ...(base || closed.length === 0 ? [] : [`${days(closed)}は利用不可`]),
    HOLIDAYS[hours.holidays],
    ...exceptionSentences(hours),
    // Where nothing is said of New Year, a reader takes it as not known.
    ...(hours.yearly.some((rule) => rule.from > rule.until) ? [] : ['年末年始も曜日のとおり']),
    ...(hours.conditions ? [`条件は${quoted(hours.conditions)}`] : []),
    ...(hours.night ? [`夜間は${quoted(hours.night)}`] : []),
    ...(hours.uncertain ? ['このほかにも使える場合あり'] : []),
  ]
}

/** Hours in the columns of the standard list, in the portal's own words. */
function inOwnWords(hours: Hours): HoursText {
  if (
    alwaysOpen(hours) &&
    !hours.night &&
    !hours.conditions &&
    !hours.uncertain &&
    hours.weekly.length === 1
  ) {
    const note = hours.yearly.length + hours.dates.length === 0 ? '24時間利用可能' : ''
    if (note && hours.holidays === 'as_weekday')
      return { days: '月火水木金土日', start: '00:00', end: '23:59', note }
  }
  // 00:05～翌00:05 as two cells would be two equal times, which are no hours.
  const base = hours.weekly.find(({ nth, season, spans }) => {
    const [only] = spans ?? []
    return (
      !nth && !season && only && spans?.length === 1 && (only.from === 0 || only.until !== only.from + DAY)
    )
  })
  const [span] = base?.spans ?? []
  return {
    days: base
      ? WEEK.filter((day) => base.days.includes(day))
          .map((day) => LETTERS[day])
          .join('')
      : '',
    start: span ? clock(span.from, false) : '',
    end: span ? clock(span.until, false) : '',
    note: `${sentences(hours, base).join('。')}。`,
  }
}

/**
 * Hours in the four columns of the standard list. The text of the source wins while it still reads to the same hours;
 * else they are said in words that `readHours` takes back whole (a 「 or 」 in a label becomes 『 or 』).
 */
export function writeHours(hours: Hours | null, original: HoursText): HoursText {
  if (sameHours(readHours(original).hours, hours)) return original
  return hours ? inOwnWords(normalHours(hours)) : EMPTY
}
