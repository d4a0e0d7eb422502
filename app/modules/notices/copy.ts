/**
 * 昨年のお知らせ: last year's notice with its dates moved to this year. Pure. What falls on a weekday keeps its month and
 * its weekday: the second Sunday of May stays the second Sunday of May, as neighbourhoods hold their events by weekday.
 */
import { addDays, type Day, daysBetween, dayToDate, isDay } from '~/platform/clock'

const WEEKDAYS = '日月火水木金土'

const pad = (number: number, letters: number) => String(number).padStart(letters, '0')
const dayFrom = (year: number, month: number, date: number): Day =>
  `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`
const weekdayOf = (day: Day) => dayToDate(day).getUTCDay()
const yearOf = (day: Day) => Number(day.slice(0, 4))
const lastOfMonth = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/**
 * The day `years` later: the same month, the same weekday, with the same number in the month (第2日曜日). A fifth one,
 * where the month has only four that year, becomes the last.
 */
export function moveDay(day: Day, years: number): Day {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const first = weekdayOf(dayFrom(year + years, month, 1))
  let moved = 1 + ((weekdayOf(day) - first + 7) % 7) + Math.floor((date - 1) / 7) * 7
  if (moved > lastOfMonth(year + years, month)) moved -= 7
  return dayFrom(year + years, month, moved)
}

/** Whether a day is the first or the last of its month: such days are set by date (月末まで) and not by weekday. */
function isSetByDate(day: Day): boolean {
  return day.endsWith('-01') || addDays(day, 1).endsWith('-01')
}

/** As `moveDay`; but the first and the last day of a month stay the first and the last. */
export function moveDeadline(day: Day, years: number): Day {
  if (!isSetByDate(day)) return moveDay(day, years)
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return dayFrom(year + years, month, date === 1 ? 1 : lastOfMonth(year + years, month))
}

/** Days between which one belongs to the other: a closing date to its event, a day for rain. */
const BELONGS_DAYS = 45

/** Moves one day of a notice; `byWeekday` says that its weekday is written, or otherwise counts. */
type Mover = (day: Day, byWeekday: boolean) => Day

/**
 * How the days of one notice move. What lies near a day on which something is held keeps its distance from it, so that
 * the closing date stays before the event; that keeps its weekday as well.
 */
export function moverOf(years: number, held: readonly Day[]): Mover {
  return (day, byWeekday) => {
    if (!byWeekday && !held.includes(day) && isSetByDate(day)) return moveDeadline(day, years)
    const distance = (other: Day) => Math.abs(daysBetween(day, other))
    const [anchor] = [...held].sort((a, b) => distance(a) - distance(b))
    if (!anchor || distance(anchor) > BELONGS_DAYS) return moveDay(day, years)
    return addDays(day, daysBetween(anchor, moveDay(anchor, years)))
  }
}

/** By how many years a notice about this day is moved, so that it is not over today: at least one. */
export function yearsToMove(about: Day, today: Day): number {
  let years = 1
  while (years < 100 && moveDay(about, years) < today) years++
  return years
}

/** What was written, and what stands there now. */
export type Moved = { before: string; after: string }

const N = '[0-9０-９]'
const YEAR = `(?:(?<era>令和|平成)(?<eraYear>元|${N}{1,2})|(?<year>${N}{4}))年`
/** The kinds of dates that people write. A weekday in brackets may follow, of either width, perhaps with a 祝 beside it. */
const DATES = new RegExp(
  `(?<![0-9０-９/／.])(?:${[
    `${YEAR}(?:(?<fiscal>度)|\\s?(?<month>${N}{1,2})月(?:\\s?(?<date>${N}{1,2})日)?)?`,
    `(?<bareMonth>${N}{1,2})月\\s?(?<bareDate>${N}{1,2})日`,
    `(?<slashYear>${N}{4})(?<slash>[/／])(?<slashMonth>${N}{1,2})\\k<slash>(?<slashDate>${N}{1,2})(?!${N})`,
    `(?<shortMonth>${N}{1,2})[/／](?<shortDate>${N}{1,2})(?=[(（][${WEEKDAYS}])`,
  ].join('|')})(?<tail>[(（][${WEEKDAYS}](?:曜日?)?(?:[・･/／]?[祝休振][^()（）]{0,3})?[)）])?`,
  'gu',
)

const numberOf = (digits: string) => Number(digits.normalize('NFKC'))

/** A number written as another was: in its width, with a leading zero where such are written. */
function likeWritten(number: number, written: string, zeros = false): string {
  const text = pad(number, zeros ? 2 : 1)
  const wide = /^[０-９]/.test(written)
  return wide ? text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)) : text
}

type Groups = Record<string, string | undefined>
/** A date as read: the year is null when it is not written, the day null when there is only a year or a month. */
type Read = { year: number | null; month: number | null; date: number | null }

function read(g: Groups): Read {
  const number = (...names: string[]) => {
    const written = names.map((name) => g[name]).find((value) => value !== undefined)
    return written === undefined ? null : numberOf(written)
  }
  const eraYear = g.eraYear === '元' ? 1 : number('eraYear')
  return {
    year: eraYear !== null ? eraYear + (g.era === '令和' ? 2018 : 1988) : number('year', 'slashYear'),
    month: number('month', 'bareMonth', 'slashMonth', 'shortMonth'),
    date: number('date', 'bareDate', 'slashDate', 'shortDate'),
  }
}

/** The day that is meant: of the years around the notice the one whose weekday is written, else the nearest. */
function dayMeant({ year, month, date }: Read, weekday: number | null, near: Day): Day | null {
  if (month === null || date === null) return null
  const years = year !== null ? [year] : [yearOf(near), yearOf(near) + 1, yearOf(near) - 1]
  const days = years.map((y) => dayFrom(y, month, date)).filter((day) => isDay(day))
  const distance = (day: Day) => Math.abs(dayToDate(day).getTime() - dayToDate(near).getTime())
  const nearest = [...days].sort((a, b) => distance(a) - distance(b))
  const fits = (day: Day) => distance(day) < 300 * 86_400_000 && weekdayOf(day) === weekday
  return nearest.find(fits) ?? nearest[0] ?? null
}

function weekdayIn(tail: string | undefined): number | null {
  return tail ? WEEKDAYS.indexOf(tail.charAt(1)) : null
}

/**
 * Moves the dates that stand in a text. A year far from the notice's own (昭和56年, 1981年の基準) belongs to something
 * else and stays. A weekday in brackets becomes right.
 * @param near the day of the notice, which says which year is meant where none is written
 * @param held days on which something is held: they move by weekday also where none is written
 */
export function moveText(
  text: string,
  near: Day,
  years: number,
  held: readonly Day[] = [],
): { text: string; moved: Moved[] } {
  const move = moverOf(years, held)
  const byWeekday = new Set(held)
  for (const match of text.matchAll(DATES)) {
    const groups: Groups = match.groups ?? {}
    const day = groups.tail ? dayMeant(read(groups), weekdayIn(groups.tail), near) : null
    if (day) byWeekday.add(day)
  }
  const moved: Moved[] = []
  const result = text.replace(DATES, (before: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Groups
    const after = moveOne(before, groups, near, years, (day) => move(day, byWeekday.has(day)))
    if (after !== before) moved.push({ before, after })
    return after
  })
  return { text: result, moved }
}

function moveOne(before: string, g: Groups, near: Day, years: number, move: (day: Day) => Day): string {
  const known = read(g)
  if (known.year !== null && Math.abs(known.year - yearOf(near)) > 1) return before
  if (known.date === null) return withYear(before, g, (known.year ?? 0) + years)
  const day = dayMeant(known, weekdayIn(g.tail), near)
  if (!day) return before
  const to = move(day)
  const [year = 0, month = 0, date = 0] = to.split('-').map(Number)
  const tail = g.tail ? g.tail.charAt(0) + WEEKDAYS.charAt(weekdayOf(to)) + g.tail.slice(2) : ''
  let after = before.slice(0, before.length - (g.tail?.length ?? 0))
  // From the end on, so that what was found before it stays where it is.
  const writtenDate = g.date ?? g.bareDate ?? g.slashDate ?? g.shortDate ?? ''
  const writtenMonth = g.month ?? g.bareMonth ?? g.slashMonth ?? g.shortMonth ?? ''
  const zeros = /^[0０]/.test(writtenDate) || /^[0０]/.test(writtenMonth)
  after = replaceLast(after, writtenDate, likeWritten(date, writtenDate, zeros), after.length)
  const monthBefore = after.search(/[月/／][^月/／]*$/)
  after = replaceLast(after, writtenMonth, likeWritten(month, writtenMonth, zeros), monthBefore)
  return withYear(after, g, year) + tail
}

/** Replaces the last place of `part` that ends at or before `end`. */
function replaceLast(text: string, part: string, by: string, end: number): string {
  const at = text.lastIndexOf(part, end - part.length)
  return at < 0 ? text : text.slice(0, at) + by + text.slice(at + part.length)
}

/** Writes the year anew where there is one, in the calendar in which it was written. */
function withYear(text: string, g: Groups, year: number): string {
  if (g.era && g.eraYear) {
    const reiwa = year >= 2019
    const number = year - (reiwa ? 2018 : 1988)
    const written = number === 1 ? '元' : likeWritten(number, g.eraYear === '元' ? '1' : g.eraYear)
    return (reiwa ? '令和' : '平成') + written + text.slice(g.era.length + g.eraYear.length)
  }
  const written = g.year ?? g.slashYear
  return written ? likeWritten(year, written) + text.slice(written.length) : text
}
