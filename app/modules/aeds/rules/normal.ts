/** One way of saying the same hours, so that two can be compared and written. */
import type { Hours, Nth, Span, Spans, Weekday, WeekRule } from '../schema'

/** Monday first, as the lists write them. */
export const WEEK: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 0]
const NTH: readonly Nth[] = [1, 2, 3, 4, 5, 'last']

/** Spans in their order, those that touch or overlap made one. */
export function normalSpans(spans: Spans): Spans {
  if (!spans) return null
  const merged: Span[] = []
  for (const span of [...spans].sort((a, b) => a.from - b.from || a.until - b.until)) {
    const last = merged.at(-1)
    if (last && span.from <= last.until && Math.max(last.until, span.until) <= last.from + 1440) {
      last.until = Math.max(last.until, span.until)
    } else merged.push({ from: span.from, until: span.until })
  }
  return merged
}

/** Somebody's own words on one line, without the brackets that mark them in a list. */
export function plainWords(text: string): string {
  return text.replace(/「/g, '『').replace(/」/g, '』').replace(/[⟦⟧]/g, '').replace(/\s+/g, ' ').trim()
}

const keyOf = (spans: Spans) => JSON.stringify(spans)

/**
 * The same hours in one way of saying them: the days of the week by their hours, then what holds on some weeks or in a
 * part of the year, without what a later rule undoes.
 */
export function normalHours(hours: Hours): Hours {
  const plain = new Map<Weekday, { spans: Spans; at: number }>()
  hours.weekly.forEach((rule, at) => {
    if (rule.nth || rule.season) return
    for (const day of rule.days) plain.set(day, { spans: normalSpans(rule.spans), at })
  })
  const groups = new Map<string, WeekRule>()
  for (const day of WEEK) {
    const spans = plain.get(day)?.spans
    if (spans === undefined || spans?.length === 0) continue
    const group = groups.get(keyOf(spans))
    if (group) group.days.push(day)
    else groups.set(keyOf(spans), { days: [day], spans })
  }
  const some = hours.weekly.flatMap((rule, at): WeekRule[] => {
    if (!rule.nth && !rule.season) return []
    const days = WEEK.filter((day) => rule.days.includes(day) && (plain.get(day)?.at ?? -1) < at)
    if (days.length === 0) return []
    const season = rule.season && { season: { from: rule.season.from, until: rule.season.until } }
    const spans = normalSpans(rule.spans)
    // 第1・第3 and 最終 are said apart.
    const numbers = NTH.filter((n) => n !== 'last' && rule.nth?.includes(n))
    const nths = [
      ...(numbers.length > 0 ? [numbers] : []),
      ...(rule.nth?.includes('last') ? [['last' as const]] : []),
    ]
    return rule.nth ? nths.map((nth) => ({ days, nth, ...season, spans })) : [{ days, ...season, spans }]
  })
  const labelled = <T extends { label: string; spans: Spans }>(rule: T): T => ({
    ...rule,
    label: plainWords(rule.label),
    spans: normalSpans(rule.spans),
  })
  return {
    weekly: [...groups.values(), ...joined(some)],
    holidays: hours.holidays,
    shifts: hours.shifts ?? false,
    yearly: hours.yearly.map(labelled),
    dates: hours.dates.map(labelled),
    night: plainWords(hours.night),
    conditions: plainWords(hours.conditions ?? ''),
    uncertain: hours.uncertain,
  }
}

/** Neighbouring rules that differ in their days alone, as one. */
function joined(rules: readonly WeekRule[]): WeekRule[] {
  const whole: WeekRule[] = []
  for (const rule of rules) {
    const last = whole.at(-1)
    if (last && JSON.stringify({ ...last, days: 0 }) === JSON.stringify({ ...rule, days: 0 })) {
      last.days = WEEK.filter((day) => last.days.includes(day) || rule.days.includes(day))
    } else whole.push({ ...rule })
  }
  return whole
}

/** Whether two hours say the same. */
export function sameHours(a: Hours | null, b: Hours | null): boolean {
  if (!a || !b) return a === b
  return JSON.stringify(normalHours(a)) === JSON.stringify(normalHours(b))
}
