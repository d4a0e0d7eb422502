/** Hours as the form holds them: a line of text a day, and a line for each exception. */
import { DAY, type Hours, type Spans, type Weekday } from '../schema'
import { readText } from './clauses'
import { normalHours, normalSpans } from './normal'
import { tokenise } from './tokens'
import { alwaysOpen } from './usability'
import { exceptionSentences, times } from './write'

/** How the hours are entered: not known, round the clock, or by the day of the week. */
export const hoursKinds = ['unknown', 'always', 'weekly'] as const
type HoursKind = (typeof hoursKinds)[number]

/**
 * The hours of one day as a person types them: 9:00～12:00、13:00～17:00, 24時間, 休み or nothing, 不明.
 * @returns undefined when it is none of these
 */
export function readDay(typed: string): Spans | undefined {
  const plain = typed.normalize('NFKC').trim()
  if (plain === '' || /^(?:休み|お休み|利用不可|使えません|closed|-)$/i.test(plain)) return []
  if (/^(?:不明|分からない|わからない|unknown|not known)$/i.test(plain)) return null
  if (/^(?:24時間|終日|24 ?h(?:ours)?|all day)$/i.test(plain)) return [{ from: 0, until: DAY }]
  const { sentences, tokens } = tokenise(typed.replace(/(\d)\s+(?=\d)/g, '$1、'))
  const [only = ''] = sentences
  if (sentences.length !== 1 || !/^⟦r\d+⟧(?:[\s、,・]*⟦r\d+⟧)*$/.test(only)) return undefined
  const spans = tokens.all(only).flatMap((token) => (token.kind === 'r' ? [token.span] : []))
  return normalSpans(spans)
}

/** What `readDay` takes back. */
export function writeDay(spans: Spans): string {
  if (spans?.length === 0) return ''
  if (spans?.length === 1 && spans[0]?.from === 0 && spans[0].until === DAY) return '24時間'
  return times(spans)
}

type Exceptions = Pick<Hours, 'weekly' | 'yearly' | 'dates'> & { shifts: boolean }

/**
 * Exceptions, a line each: 第3水曜日は休み, 12月29日～1月3日は休み, 2026年8月1日は10:00～12:00.
 * @returns `refused`: the first line that is not understood whole
 */
export function readExceptions(typed: string): Exceptions | { refused: string } {
  const all: Exceptions = { weekly: [], yearly: [], dates: [], shifts: false }
  for (const line of typed
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean)) {
    const r = readText(line)
    const foreign =
      r.uncertain || r.always || r.holidays || r.undatedNewYear || r.night || r.conditions.length > 0
    const some = r.rules.every(
      (rule) => (rule.nth || rule.season) && !rule.clip && !rule.openDaysOnly && !rule.unsaid,
    )
    const count = r.rules.length + r.yearly.length + r.dates.length + (r.shifts ? 1 : 0)
    if (r.unread.length > 0 || foreign || !some || count === 0) return { refused: line }
    all.weekly.push(...r.rules.map(({ days, nth, season, spans }) => ({ days, nth, season, spans })))
    all.yearly.push(...r.yearly)
    all.dates.push(...r.dates)
    all.shifts ||= r.shifts
  }
  return all
}

/** The fields of the form for hours that stand. */
export function hoursFields(hours: Hours | null): Record<string, string> {
  const kind: HoursKind = !hours ? 'unknown' : alwaysOpen(hours) && !hours.uncertain ? 'always' : 'weekly'
  const normal = hours && normalHours(hours)
  const usual = (day: Weekday): Spans =>
    normal?.weekly.find((rule) => !rule.nth && !rule.season && rule.days.includes(day))?.spans ?? []
  const known = (day: Weekday) =>
    normal?.weekly.find((rule) => !rule.nth && !rule.season && rule.days.includes(day))?.spans === null
  const days = ([0, 1, 2, 3, 4, 5, 6] as const).map((day) => [
    `hours_${day}`,
    kind === 'weekly' ? writeDay(known(day) ? null : usual(day)) : '',
  ])
  return {
    hours_kind: kind,
    ...Object.fromEntries(days),
    hours_holidays: kind === 'weekly' && normal ? normal.holidays : 'unknown',
    hours_exceptions: kind === 'weekly' && normal ? exceptionSentences(normal).join('\n') : '',
    hours_conditions: normal?.conditions ?? '',
    hours_night: normal?.night ?? '',
    hours_uncertain: normal?.uncertain ? 'on' : '',
  }
}
