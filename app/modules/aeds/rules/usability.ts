/**
 * Whether an AED can be taken at an instant. Pure; the clock is an argument. Everything is counted in minutes of
 * Japan Standard Time, which knows no summer time.
 */
import { addDays, type Day, dayOf, dayToDate } from '~/platform/clock'
import type { Hours, Keeping, Spans, Usability, UsabilityState, Weekday } from '../schema'
import { DAY } from '../time'
import { conditionsBind } from './conditions'
import { isHoliday } from './holidays'

/** How far ahead the next change is looked for, days: every rule comes round within a year, 29 February aside. */
const HORIZON = 400
const JST = 9 * 60
const NIGHT = { from: 22 * 60, length: 8 * 60 }

type Known = 'usable' | 'closed' | 'unknown'
/** From minute 0 of a day to 1440, without gaps. */
type Piece = { from: number; until: number; state: Known }

const whole = (s: Spans) => s?.some((span) => span.from === 0 && span.until >= DAY) ?? false

/** The day of the week, 0 Sunday. */
function weekdayOf(day: Day): Weekday {
  return dayToDate(day).getUTCDay() as Weekday
}

function isNth(day: Day, nth: NonNullable<Hours['weekly'][number]['nth']>): boolean {
  const date = Number(day.slice(8))
  if (nth.includes(Math.ceil(date / 7) as 1)) return true
  return nth.includes('last') && addDays(day, 7).slice(5, 7) !== day.slice(5, 7)
}

function byWeekday(hours: Hours, day: Day, weekday = weekdayOf(day)): Spans {
  let found: Spans = []
  for (const rule of hours.weekly) {
    const { nth, season } = rule
    if (!rule.days.includes(weekday) || (nth && !isNth(day, nth))) continue
    if (!season || inYear(day.slice(5), season.from, season.until)) found = rule.spans
  }
  return found
}

/** Whether `MM-DD` lies from one to the other; over New Year when the first is the later one. */
function inYear(monthDay: string, from: string, until: string): boolean {
  return from <= until ? monthDay >= from && monthDay <= until : monthDay >= from || monthDay <= until
}

/** Whether the closed weekday of a day falls on a holiday, so that another day may be closed instead. */
function isShifted(hours: Hours, day: Day): boolean {
  return isHoliday(day) && byWeekday(hours, day)?.length === 0
}

/** The hours that begin on a day: `[]` closed, null not known. */
function spansOn(hours: Hours, day: Day): Spans {
  const date = hours.dates.findLast((rule) => rule.from <= day && day <= rule.until)
  if (date) return date.spans
  const yearly = hours.yearly.findLast((rule) => inYear(day.slice(5), rule.from, rule.until))
  if (yearly) return yearly.spans
  if (hours.shifts) {
    if (isShifted(hours, day)) return null
    // The first day after a run of holidays that holds a closed day.
    let before = addDays(day, -1)
    while (!isHoliday(day) && isHoliday(before)) {
      if (isShifted(hours, before)) return null
      before = addDays(before, -1)
    }
  }
  if (!isHoliday(day)) return byWeekday(hours, day)
  if (hours.holidays === 'closed') return []
  if (hours.holidays === 'as_sunday') return byWeekday(hours, day, 0)
  const usual = byWeekday(hours, day)
  // What is shut on that day of the week anyway stays shut.
  return hours.holidays === 'unknown' && usual?.length !== 0 ? null : usual
}

/** How long after midnight hours may still run that began the day before, minutes. */
function overhang(hours: Hours): number {
  const all = [...hours.weekly, ...hours.yearly, ...hours.dates].flatMap((rule) => rule.spans ?? [])
  return Math.max(0, ...all.map((span) => span.until - DAY))
}

/** A day in pieces of one state each, with what is left over from the day before. */
function piecesOf(hours: Hours, day: Day, over: number): Piece[] {
  const today = spansOn(hours, day)
  const before = over > 0 ? spansOn(hours, addDays(day, -1)) : []
  const open = [
    ...(today ?? []),
    ...(before ?? []).filter((s) => s.until > DAY).map((s) => ({ from: 0, until: s.until - DAY })),
  ]
  const cuts = [0, DAY, ...(before === null ? [over] : []), ...open.flatMap((s) => [s.from, s.until])]
  const sorted = [...new Set(cuts.filter((cut) => cut >= 0 && cut <= DAY))].sort((a, b) => a - b)
  const inside = conditionsBind(hours.conditions) ? 'unknown' : 'usable'
  const outside = hours.uncertain ? 'unknown' : 'closed'
  const pieces: Piece[] = []
  for (let i = 0; i + 1 < sorted.length; i++) {
    const [from = 0, until = DAY] = [sorted[i], sorted[i + 1]]
    const isOpen = open.some((s) => s.from <= from && until <= s.until)
    const isUnknown = today === null || (before === null && from < over)
    const state = isOpen ? inside : isUnknown ? 'unknown' : outside
    const last = pieces.at(-1)
    if (last?.state === state) last.until = until
    else pieces.push({ from, until, state })
  }
  return pieces
}

function instantAt(day: Day, minute: number): Date {
  return new Date(dayToDate(day).getTime() + (minute - JST) * 60_000)
}

/** Minutes since midnight in Japan. */
function minuteAt(at: Date): number {
  return (at.getTime() - instantAt(dayOf(at), 0).getTime()) / 60_000
}

/** 24 hours on every day of every year, by hours of which nothing is in doubt. */
export function alwaysOpen(hours: Hours | null): boolean {
  if (!hours || hours.shifts || hours.conditions) return false
  if (hours.holidays !== 'as_weekday' && hours.holidays !== 'as_sunday') return false
  if (![...hours.yearly, ...hours.dates].every((rule) => whole(rule.spans))) return false
  return ([0, 1, 2, 3, 4, 5, 6] as const).every((weekday) => {
    const rules = hours.weekly.filter((rule) => rule.days.includes(weekday))
    const last = rules.findLastIndex((rule) => !rule.nth && !rule.season)
    return last >= 0 && rules.slice(last).every((rule) => whole(rule.spans))
  })
}

/**
 * Whether an AED can be taken, until when that stays so, and when it next can be.
 * An AED that is out of service or removed cannot, whatever its hours say; within hours under a condition that no
 * calendar can compute it is not known.
 */
export function usability(aed: Keeping, at: Date): Usability {
  const { hours, condition } = aed
  if (condition !== 'in_service') return { state: 'out_of_service', until: null, opensAt: null }
  if (!hours) return { state: 'unknown', until: null, opensAt: null }
  if (alwaysOpen(hours)) return { state: 'usable', until: null, opensAt: null }
  const binds = conditionsBind(hours.conditions)
  const over = overhang(hours)
  const first = dayOf(at)
  const minute = minuteAt(at)
  let state: Known | null = null
  let until: Date | null = null
  for (let ahead = 0; ahead <= HORIZON; ahead++) {
    const day = addDays(first, ahead)
    for (const piece of piecesOf(hours, day, over)) {
      if (ahead === 0 && piece.until <= minute) continue
      state ??= piece.state
      if (piece.state === state && !until) continue
      until ??= instantAt(day, piece.from)
      // Under conditions no later day is certain either.
      if (state === 'usable' || binds) return { state, until, opensAt: null }
      if (piece.state === 'usable') return { state, until, opensAt: instantAt(day, piece.from) }
    }
  }
  return { state: state ?? 'unknown', until, opensAt: null }
}

/**
 * Whether an AED can be taken through the whole of the coming night, or of the present one, 22:00 to 6:00. A night of
 * which a part is shut counts as closed; one of which a part is not known, as unknown.
 */
export function usableTonight(aed: Keeping, at: Date): UsabilityState {
  const { hours, condition } = aed
  if (condition !== 'in_service') return 'out_of_service'
  if (!hours) return 'unknown'
  const evening = minuteAt(at) < NIGHT.from + NIGHT.length - DAY ? addDays(dayOf(at), -1) : dayOf(at)
  const over = overhang(hours)
  const states = new Set<Known>()
  for (const piece of piecesOf(hours, evening, over)) if (piece.until > NIGHT.from) states.add(piece.state)
  for (const piece of piecesOf(hours, addDays(evening, 1), over)) {
    if (piece.from < NIGHT.from + NIGHT.length - DAY) states.add(piece.state)
  }
  return states.has('closed') ? 'closed' : states.has('unknown') ? 'unknown' : 'usable'
}
