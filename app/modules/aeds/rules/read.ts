/** Hours as real lists write them, made into rules. What cannot be read is never guessed. */
import {
  DAY,
  type Hours,
  type HoursNote,
  type HoursText,
  type Span,
  type Spans,
  type Weekday,
} from '../schema'
import { type Reading, type ReadRule, readText } from './clauses'
import { normalHours } from './normal'
import { spanOf, tokenise } from './tokens'

const ALL: Weekday[] = [0, 1, 2, 3, 4, 5, 6]

/**
 * A cell that holds a time: 8:30, 08:45, ８時４５分, 8;45, 1700, an Excel serial (0.375), an instant of 1899
 * (1899-12-30T08:30:00.000Z, whose clock is the local one), 翌1:00, 24:00.
 * @returns minutes since midnight, or two times where the cell holds both; null when it holds neither
 */
function readTime(cell: string): { minute: number } | { span: Span } | null {
  const plain = cell.normalize('NFKC').trim()
  const instant = /^(?:1899-12-3[01]|1900-01-0[01])[T ](\d{2}):(\d{2})/.exec(plain)
  if (instant) return { minute: Number(instant[1]) * 60 + Number(instant[2]) }
  if (/^[01]?\.\d+$|^[01](?:\.0+)?$/.test(plain)) return { minute: Math.round(Number(plain) * DAY) }
  const digits = /^([01]?\d|2[0-4])([0-5]\d)$/.exec(plain)
  if (digits) return { minute: Number(digits[1]) * 60 + Number(digits[2]) }
  const { sentences, tokens } = tokenise(plain.replace(/まで$|から$|頃$|~$/, ''))
  const [only] = sentences
  const token = sentences.length === 1 && /^⟦[tr]\d+⟧$/.test(only ?? '') ? tokens.get(only ?? '') : undefined
  if (token?.kind === 't') return { minute: token.minute }
  return token?.kind === 'r' ? { span: token.span } : null
}

/** The days of the week that are named alone in the column of days; null when it says something else. */
function readDays(cell: string): { days: Weekday[]; holidays: boolean; workdays: boolean } | null {
  const { sentences, tokens } = tokenise(cell.trim().replace(/^[月火水木金土日]$/, '$&曜'))
  const [only] = sentences
  const token = sentences.length === 1 && /^⟦g\d+⟧$/.test(only ?? '') ? tokens.get(only ?? '') : undefined
  return token?.kind === 'g' ? token.group : null
}

type Columns = {
  days: Weekday[] | null
  span: Span | null
  free: string[]
  named: ReturnType<typeof readDays>
}

/** What the columns of days and times say, and what of them is free text. */
function readColumns(text: HoursText, notes: HoursNote[]): Columns {
  const free: string[] = []
  const named = text.days.trim() ? readDays(text.days) : null
  if (text.days.trim() && !named) free.push(text.days)
  const [start, end] = [readTime(text.start), readTime(text.end)]
  let span: Span | null = null
  for (const [field, read] of [
    ['start', start],
    ['end', end],
  ] as const) {
    const cell = text[field].trim()
    if (!cell || read) continue
    free.push(cell)
    notes.push({ field, key: 'hours_time_unreadable', params: { text: cell.slice(0, 60) } })
  }
  if (start && 'span' in start) span = start.span
  else if (end && 'span' in end) span = end.span
  else if (start && end) {
    span = spanOf(start.minute, end.minute)
    if (!span) free.push('')
  }
  return { days: named?.days ?? null, span, free, named }
}

/** A rule that changes one end of the usual hours, day by day. */
function clipped(rule: ReadRule, base: Map<Weekday, Spans>): ReadRule[] {
  const { clip, openDaysOnly: _open, unsaid: _unsaid, ...plain } = rule
  return rule.days.flatMap((day) => {
    const usual = base.get(day)
    if (usual === undefined) return []
    const spans = usual?.map((s) => ({ from: clip?.from ?? s.from, until: clip?.until ?? s.until })) ?? null
    const sound = spans?.every((s) => s.from < s.until && s.until <= s.from + DAY) ? spans : null
    return [{ ...plain, days: [day], spans: sound }]
  })
}

/** The rules of the week, out of the columns and of the text. */
function weekly(columns: Columns, r: Reading): { rules: Hours['weekly']; days: Weekday[] | null } {
  const closed = new Set(
    r.rules.filter((x) => !x.nth && !x.season && x.spans?.length === 0 && !x.clip).flatMap((x) => x.days),
  )
  const saysRest = r.closedDaysListed || closed.size > 0
  const days = columns.days ?? (saysRest ? ALL.filter((day) => !closed.has(day)) : null)
  const usual: Spans = columns.span ? [columns.span] : r.always ? [{ from: 0, until: DAY }] : null
  const everyDay = days ?? (r.always ? ALL : [])
  const base = new Map<Weekday, Spans>(everyDay.map((day) => [day, usual]))
  const rules: Hours['weekly'] = everyDay.length > 0 ? [{ days: everyDay, spans: usual }] : []
  for (const rule of r.rules) {
    const { clip, openDaysOnly, unsaid, ...plain } = rule
    if (unsaid) {
      // Left out in the column of days, and named here: its closed days.
      if (!days || plain.days.some((day) => days.includes(day))) r.uncertain = true
    } else if (clip) {
      rules.push(...clipped(rule, base))
      // Until when, on a day that the column of days leaves out.
      if (!openDaysOnly && rule.days.some((day) => !base.has(day))) r.uncertain = true
    } else if (!openDaysOnly) rules.push(plain)
    else if (everyDay.length > 0) rules.push({ ...plain, days: everyDay })
  }
  // Days of which a free text says nothing are not closed: they are not known.
  if (!days && !r.always) {
    const named = new Set(rules.filter((x) => !x.nth && !x.season).flatMap((x) => x.days))
    const rest = ALL.filter((day) => !named.has(day))
    if (rest.length > 0) rules.unshift({ days: rest, spans: null })
  }
  return { rules, days: days ?? (r.always ? ALL : null) }
}

type Read = { hours: Hours | null; notes: HoursNote[] }

/** A list says the same of very many rows; so many different texts are kept read. */
const MAX_KNOWN = 1000
const known = new Map<string, Read>()

/**
 * Reads the four columns of the standard list. Total: any text gives an answer, which nobody changes.
 * @returns hours null when no hours of any day could be read; `uncertain` when the text says more than was read
 */
export function readHours(text: HoursText): Read {
  const key = JSON.stringify([text.days, text.start, text.end, text.note])
  const before = known.get(key)
  if (before) return before
  const read = readAnew(text)
  if (known.size >= MAX_KNOWN) known.clear()
  known.set(key, read)
  return read
}

function readAnew(text: HoursText): Read {
  const notes: HoursNote[] = []
  const said = (['days', 'start', 'end', 'note'] as const).some((column) => text[column].trim() !== '')
  if (!said) return { hours: null, notes }
  const columns = readColumns(text, notes)
  const r = readText([...columns.free, text.note].join('\n'))
  const equal = columns.free.includes('')
  if (equal && !r.always) notes.push({ field: 'end', key: 'hours_equal_times' })
  const { rules, days } = weekly(columns, r)
  const times = rules.some((rule) => rule.spans !== null)
  const found = times || r.yearly.some((y) => y.spans !== null && y.spans.length > 0)
  for (const words of r.unread) {
    notes.push({ field: 'hoursNote', key: 'hours_unread', params: { text: words.slice(0, 200) } })
  }
  if (!found || r.suspended || (columns.span && !days)) {
    if (columns.span && !days) notes.push({ field: 'days', key: 'hours_days_missing' })
    else if (!equal) notes.push({ field: 'hoursNote', key: 'hours_not_read' })
    return { hours: null, notes }
  }
  if (columns.span && columns.span.until > DAY) notes.push({ field: 'end', key: 'hours_over_midnight' })
  const conditional = r.conditions.some((words) =>
    /^(?:学校|保育所|幼稚園)?開[館所園校庁]日|営業日/.test(words),
  )
  // Whether 28 December or 4 January belong to 年末年始 is not said; nor, of days of opening, whether that is New Year.
  const undated = (r.undatedNewYear || conditional) && !r.newYear
  // A list that says nothing of New Year may have an office in mind, or a shop: only round the clock is every day.
  const unsaid = !undated && !r.newYear && !roundTheClock(columns, days, r)
  const newYear = { from: undated ? '12-28' : '12-29', until: undated ? '01-04' : '01-03' }
  const yearly = [...(undated || unsaid ? [{ ...newYear, spans: null, label: '年末年始' }] : []), ...r.yearly]
  const hours = normalHours({
    weekly: rules,
    holidays: r.holidays ?? usualHolidays(columns, days, r),
    shifts: r.shifts,
    yearly,
    dates: r.dates,
    night: r.night.slice(0, 300),
    conditions: [...new Set(r.conditions)].join('、').slice(0, 500),
    uncertain: r.uncertain,
  })
  if (hours.uncertain) notes.push({ field: 'hoursNote', key: 'hours_uncertain' })
  return { hours, notes }
}

/** Whether the usual hours are 24 hours on all seven days. */
function roundTheClock({ span }: Columns, days: Weekday[] | null, r: Reading): boolean {
  return days?.length === 7 && (span ? span.from === 0 && span.until >= DAY : r.always)
}

/**
 * Holidays of which nothing is said: 平日 leaves them out; where Sunday is open, the list means every day; of a place
 * that opens on working days it is not known.
 */
function usualHolidays(columns: Columns, days: Weekday[] | null, r: Reading): Hours['holidays'] {
  if (columns.named?.holidays) return days?.includes(0) ? 'as_sunday' : 'unknown'
  if (columns.named?.workdays) return 'closed'
  return days?.includes(0) || r.always ? 'as_weekday' : 'unknown'
}
