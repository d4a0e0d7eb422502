/** Whether a service can be asked now, and whether it has been looked at lately. Pure; the clock is an argument. */
import { usability } from '~/modules/aeds/rules'
import { type Hours, hoursOf } from '~/modules/aeds/schema'
import { addDays, type Day } from '~/platform/clock'
import { CHECK_AFTER_DAYS } from './kinds'

/** 今開いています, 時間外, 時間は分かりません; until when it stays so, and when it next opens. */
export type Standing = { state: 'open' | 'closed' | 'unknown'; until: Date | null; opensAt: Date | null }

/** The hours in the column of a service; null when none are known. Of the shape that AEDs have. */
export const serviceHours = (json: unknown): Hours | null => hoursOf(json)

/** Whether a service is open at an instant, by the weekly hours, holidays and exceptions that it has. */
export function standingAt(hours: Hours | null, at: Date): Standing {
  const { state, until, opensAt } = usability({ hours, condition: 'in_service' }, at)
  return { state: state === 'usable' ? 'open' : state === 'closed' ? 'closed' : 'unknown', until, opensAt }
}

const RANK = { open: 0, unknown: 1, closed: 2 } as const

/**
 * Services in the order in which somebody in need should see them: danger to life first, then what is open, what may
 * be open, what is shut; within these as the city has put them. Nothing is left out.
 */
export function inNeed<T extends { urgent: boolean; position: number; id: number; standing: Standing }>(
  services: readonly T[],
): T[] {
  return [...services].sort(
    (a, b) =>
      Number(b.urgent) - Number(a.urgent) ||
      RANK[a.standing.state] - RANK[b.standing.state] ||
      a.position - b.position ||
      a.id - b.id,
  )
}

/** The day from which on a service has to be looked at again; null when it never was. */
const checkDueOn = (checkedOn: Day | null): Day | null => checkedOn && addDays(checkedOn, CHECK_AFTER_DAYS)

/** Whether a service has to be looked at again: a year has gone by, or it never was. */
export function checkIsDue(checkedOn: Day | null, today: Day): boolean {
  const due = checkDueOn(checkedOn)
  return due === null || due <= today
}

/** A number to call, as it stands in `tel:`: digits, `#` and `+` alone; empty when there is none to be called. */
export function callable(phone: string): string {
  const plain = phone.normalize('NFKC').replace(/[^\d#+]/g, '')
  return /^\+?#?\d{3,15}$/.test(plain) ? plain.replace('#', '%23') : ''
}
