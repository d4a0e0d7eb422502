/** 当日の受付: when marks can be made, which of two marks holds, and when the session is closed. Pure. */
import { addDays, type Day, dayOf } from '~/platform/clock'
import type { Same } from '~/platform/same'
import type { VolunteerAttendance as DbAttendance } from '../../../../prisma/generated/enums'

/** 出欠: まだ, 来た, 来なかった */
export const attendances = ['unknown', 'attended', 'absent'] as const
export type Attendance = (typeof attendances)[number]

const _attendances: Same<Attendance, DbAttendance> = true
void _attendances

/** Days after the session in which the key of the day serves, and marks that a phone kept with it may still arrive. */
export const LATE_DAYS = 7
/** Days after the session in which the host may correct; afterwards the centre alone. */
const HOST_CORRECTS_DAYS = 30

type Times = { startsAt: Date; endsAt: Date; cancelledOn: unknown; closedAt: Date | null }

/**
 * How the desk stands: before the day nothing is marked; from then on it is open until it is closed, for whoever has
 * only the key of the day for a week; what is closed is corrected with a reason instead.
 */
const deskStates = ['cancelled', 'before', 'open', 'closed', 'over'] as const
export type DeskState = (typeof deskStates)[number]

export function deskState(session: Times, today: Day, by: 'key' | 'host' | 'centre' = 'host'): DeskState {
  if (session.cancelledOn) return 'cancelled'
  if (today < dayOf(session.startsAt)) return 'before'
  if (session.closedAt) return 'closed'
  return by === 'key' && today > addDays(dayOf(session.endsAt), LATE_DAYS) ? 'over' : 'open'
}

/** Whether the address with the day's key opens: from the day before, to try it out, until kept marks have arrived. */
export function keyServes(session: Times, today: Day): boolean {
  return today >= addDays(dayOf(session.startsAt), -1) && today <= addDays(dayOf(session.endsAt), LATE_DAYS)
}

/** A mark as a phone makes it: its own key, so that what is sent twice is taken once, and when it was made. */
export type Mark = { key: string; attendance: Attendance; at: Date }
/** What stands of a person */
export type Marked = { attendance: Attendance; markKey: string | null; markedAt: Date | null }

/** taken: it holds now; known: this very mark was taken before; older: a later one stands. */
export type MarkAnswer = 'taken' | 'known' | 'older'

/**
 * Of two marks the later holds, in whatever order they arrive; made at the same instant, the greater key, so that all
 * phones come to the same. A form that is sent again with the other button pressed is another mark.
 */
export function takeMark(standing: Marked, mark: Mark): MarkAnswer {
  if (standing.markKey === mark.key && standing.attendance === mark.attendance) return 'known'
  if (!standing.markedAt) return 'taken'
  const difference = mark.at.getTime() - standing.markedAt.getTime()
  if (difference !== 0) return difference > 0 ? 'taken' : 'older'
  return mark.key > (standing.markKey ?? '') ? 'taken' : 'older'
}

/** A phone's clock may be wrong: a mark from the future counts as made now, one from before the day as at its start. */
export function soundTime(at: Date, session: { startsAt: Date }, now: Date): Date {
  const begin = new Date(`${dayOf(session.startsAt)}T00:00:00+09:00`)
  return new Date(Math.min(now.getTime(), Math.max(begin.getTime(), at.getTime())))
}

/** Days before a session from which its host prints whom to call; it is for the day, and over on the day after it. */
export const EMERGENCY_FROM_DAYS = 3

/** Whether 緊急時の連絡表 can be made on a day: by the host around the day of the session, by the centre at any time. */
export function mayPrintEmergency(session: Times, by: 'host' | 'centre', today: Day): boolean {
  if (by === 'centre') return true
  return (
    !session.cancelledOn &&
    today >= addDays(dayOf(session.startsAt), -EMERGENCY_FROM_DAYS) &&
    today <= addDays(dayOf(session.endsAt), 1)
  )
}

type Counts = { attended: number; absent: number; unknown: number; walkIns: number }

export function countsOf(people: readonly { attendance: Attendance; walkIn: boolean }[]): Counts {
  const counts: Counts = { attended: 0, absent: 0, unknown: 0, walkIns: 0 }
  for (const { attendance, walkIn } of people) {
    counts[attendance]++
    if (walkIn && attendance === 'attended') counts.walkIns++
  }
  return counts
}

/**
 * How many may still come in who have not applied: the room, without those who are here or may still come.
 * @param kept persons for whom a place is held, or to whom one is offered
 */
export const walkInRoom = (capacity: number, { attended, unknown }: Counts, kept = 0): number =>
  Math.max(0, capacity - attended - unknown - kept)

/** 訂正の理由: chosen, as a reason in free words would tell of a person */
export const correctionReasons = ['mistaken', 'came_late', 'left_early', 'wrong_person', 'other'] as const

/** Whether a closed session can be corrected on a day, by its host or by the centre. */
export function mayCorrect(session: Times, by: 'host' | 'centre', today: Day): boolean {
  if (!session.closedAt) return false
  return by === 'centre' || today <= addDays(dayOf(session.endsAt), HOST_CORRECTS_DAYS)
}

/** Minutes that count for a person: those of the session, unless others were written down; none for who did not come. */
export const minutesOf = (attendance: Attendance, own: number | null, session: number): number =>
  attendance === 'attended' ? (own ?? session) : 0
