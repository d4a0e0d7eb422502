/** 任期: whether a seat is held, until when, and when somebody must be looked for. Pure; today is an argument. */
import { addDays, type Day, daysBetween, fiscalYear, isDay } from '~/platform/clock'

/** One term on one seat; both days included. */
type SeatTerm = {
  startsOn: Day
  endsOn: Day
  /** 職務代行: somebody stands in until the seat is filled */
  acting: boolean
}

/** 席の状態 */
const seatStates = ['filled', 'ends_soon', 'vacant', 'acting'] as const
export type SeatState = (typeof seatStates)[number]

type SeatView<T extends SeatTerm> = {
  state: SeatState
  /** The term that runs today */
  current: T | null
  /** Who comes after: the first term that begins later */
  next: T | null
  /** The first day on which nobody is known to hold the seat; today when it is vacant */
  freeFrom: Day
}

/** Days before the end of a term from which a seat without a successor "ends soon", and on which one is reminded. */
export const REMIND_DAYS = [90, 60, 30] as const

export const covers = (term: SeatTerm, day: Day): boolean => term.startsOn <= day && day <= term.endsOn

type Days = Pick<SeatTerm, 'startsOn' | 'endsOn'>

export const overlap = (a: Days, b: Days): boolean => a.startsOn <= b.endsOn && b.startsOn <= a.endsOn

/** What is so of a seat on a day. Terms of one seat never overlap; their order does not matter. */
export function seatView<T extends SeatTerm>(terms: readonly T[], today: Day): SeatView<T> {
  const ordered = [...terms].sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1))
  const current = ordered.find((term) => covers(term, today)) ?? null
  const next = ordered.find((term) => term.startsOn > (current?.endsOn ?? today)) ?? null
  const freeFrom = freeDay(ordered, today)
  if (!current) return { state: 'vacant', current, next, freeFrom }
  if (current.acting) return { state: 'acting', current, next, freeFrom }
  const soon = daysBetween(today, freeFrom) <= REMIND_DAYS[0]
  return { state: soon ? 'ends_soon' : 'filled', current, next, freeFrom }
}

/**
 * Who holds a seat last before it is free: the term that is prolonged when its holder goes on. Null on a vacant seat.
 */
export function lastBeforeFree<T extends SeatTerm>(terms: readonly T[], today: Day): T | null {
  const { current, freeFrom } = seatView(terms, today)
  return current && (terms.find((term) => covers(term, addDays(freeFrom, -1))) ?? null)
}

/** The first day from today on that no term covers. */
function freeDay(ordered: readonly SeatTerm[], today: Day): Day {
  let day = today
  for (const term of ordered) if (covers(term, day)) day = addDays(term.endsOn, 1)
  return day
}

/**
 * The reminder that is due for a seat whose term ends without a successor: of 90, 60 and 30 days the smallest that has
 * been reached and not been sent; null when none. A round that was missed is caught up with one reminder, not three.
 * @param sent days of reminders sent for this term
 */
export function reminderDue(view: SeatView<SeatTerm>, sent: readonly number[], today: Day): number | null {
  if (!view.current) return null
  const left = daysBetween(today, view.freeFrom) - 1
  const reached = REMIND_DAYS.filter((days) => left <= days)
  const due = reached.at(-1)
  return due === undefined || sent.some((days) => days <= due) ? null : due
}

/**
 * The term that follows a day when terms are so many months long: `2026-04-01` for 12 months ends on `2027-03-31`.
 * @param months 1 to 120
 */
export function termFrom(startsOn: Day, months: number): { startsOn: Day; endsOn: Day } {
  const [year = 0, month = 1, day = 1] = startsOn.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  const end = new Date(Date.UTC(year, month - 1 + months, Math.min(day, last)))
  return { startsOn, endsOn: addDays(end.toISOString().slice(0, 10), -1) }
}

/**
 * The term that is offered to whoever takes a seat: of full years it ends with a fiscal year (年度), as the general
 * meeting chooses all together. From January on the rest of the year comes on top.
 * @param months 1 to 120
 */
export function offeredTerm(startsOn: Day, months: number): { startsOn: Day; endsOn: Day } {
  if (months % 12 !== 0) return termFrom(startsOn, months)
  const late = Number(startsOn.slice(5, 7)) <= 3 && months < 60 ? 1 : 0
  return { startsOn, endsOn: `${fiscalYear(startsOn) + months / 12 + late}-03-31` }
}

/** Days of a roster or a consent lie in this century and the next; what is typed beyond is a slip of the keyboard. */
export const isSensibleDay = (day: Day): boolean => '2000-01-01' <= day && day <= '2199-12-31'

/** The day of a roster that was asked for, else today. */
export const rosterDay = (asked: string, today: Day): Day =>
  isDay(asked) && isSensibleDay(asked) ? asked : today
