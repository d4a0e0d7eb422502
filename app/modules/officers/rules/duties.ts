/**
 * 輪番 as it is kept: the order begins with whoever is next, so that it alone says where the round stands. Who waits
 * after having been put off is told by an absence that began in a period that is decided. Pure.
 */
import { type Day, fiscalYear } from '~/platform/clock'
import { left, type Place, type Rotation, turnsAhead } from './rotation'

/** What goes round: 世帯, or 班 (of a council its associations) */
export const dutyUnits = ['household', 'group'] as const
export type DutyUnit = (typeof dutyUnits)[number]

/** 年度 or month */
export const dutyPeriods = ['year', 'month'] as const
export type DutyPeriod = (typeof dutyPeriods)[number]

/** 順延: comes first once it can; 免除: its turn is gone */
export const absenceKinds = ['postpone', 'pass'] as const
export type AbsenceKind = (typeof absenceKinds)[number]

/** How far ahead the plan is shown: five years, twelve months. */
export const AHEAD: Record<DutyPeriod, number> = { year: 5, month: 12 }

/** How far ahead somebody is told when it is their turn. */
export const FORESEEN: Record<DutyPeriod, number> = { year: 60, month: 120 }

/** At most so many in one order: more is better kept group by group. */
export const MOST_PLACES = 300

/** The number of the period of a day: the fiscal year; or the months since the year 0. */
export function periodOf(kind: DutyPeriod, day: Day): number {
  if (kind === 'year') return fiscalYear(day)
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
}

/** Year and month (1 to 12) of a period of months. */
export function monthOf(period: number): { year: number; month: number } {
  return { year: Math.floor(period / 12), month: (period % 12) + 1 }
}

type KeptAbsence = { id: number; from: number; until: number | null; kind: AbsenceKind }
export type KeptPlace = {
  id: number
  /** Still there: a household that moved out, or lives elsewhere now, has left the order */
  stands: boolean
  /** The period in which it is known to move out */
  leaves: number | null
  absences: readonly KeptAbsence[]
}

/**
 * The rotation as its rows tell it.
 * @param places in the order of duty, whoever is next first
 * @param lastDecided the last period of which is recorded who serves; null when none is
 */
export function rotationOf(
  places: readonly KeptPlace[],
  seats: number,
  lastDecided: number | null,
): Rotation {
  const plain = places.map(
    ({ id, absences, leaves }): Place => ({
      id,
      absences: leaves === null ? absences : [...absences, { from: leaves, until: null, kind: 'pass' }],
    }),
  )
  const all: Rotation = {
    places: plain,
    last: plain.at(-1)?.id ?? null,
    seats,
    waiting: waitingOf(places, lastDecided),
  }
  return places.filter(({ stands }) => !stands).reduce((rotation, { id }) => left(rotation, id), all)
}

/** Who was put off in a period that is decided and has not served since, the longest first, then by id as in `serve`. */
function waitingOf(places: readonly KeptPlace[], lastDecided: number | null): number[] {
  if (lastDecided === null) return []
  return places
    .flatMap(({ id, absences }) => {
      const began = absences.filter(({ kind, from }) => kind === 'postpone' && from <= lastDecided)
      return began.length > 0 ? [{ id, since: Math.min(...began.map(({ from }) => from)) }] : []
    })
    .sort((a, b) => a.since - b.since || a.id - b.id)
    .map(({ id }) => id)
}

/** The first period that is not decided: the present one, or the one after the last that is. */
export function firstOpen(lastDecided: number | null, present: number): number {
  return lastDecided === null ? present : Math.max(lastDecided + 1, present)
}

/** When each place serves next from a period on; those that do not within so many are left out. */
export function nextTurns(rotation: Rotation, first: number, count: number): Map<number, number> {
  const next = new Map<number, number>()
  for (const { period, ids } of turnsAhead(rotation, first, count)) {
    for (const id of ids) if (!next.has(id)) next.set(id, period)
    if (next.size === rotation.places.length) break
  }
  return next
}

/**
 * What becomes of an absence once a period is decided: what is over without effect goes, with its reason; what put
 * somebody off stays, from the period in which it did, until they have served.
 * @param decided the last period that was decided before
 * @param waits whether its place waits after this period
 */
export function absenceAfter(
  absence: { from: number; until: number | null; kind: AbsenceKind },
  given: { decided: number | null; period: number; waits: boolean },
): 'keep' | 'delete' | { from: number } {
  const { from, until, kind } = absence
  const { decided, period, waits } = given
  if (from > period) return 'keep'
  if (waits && kind === 'postpone') {
    if (decided !== null && from <= decided) return 'keep'
    return until !== null && until < period ? 'delete' : { from: period }
  }
  return until !== null && until <= period ? 'delete' : { from: period + 1 }
}

/** What a decision changed besides recording who serves, so that it can be taken back. */
export type Decision = {
  period: number
  /** Ids of the order before it and after it */
  before: number[]
  after: number[]
  /** Absences that begin later by it, and when they began before */
  moved: { id: number; from: number }[]
}

/** The decisions as they are kept with the rotation. */
export const decisionsOf = (kept: unknown): Decision[] => (Array.isArray(kept) ? (kept as Decision[]) : [])

/**
 * The order after a decision is taken back: as it was before, newcomers at the end. When somebody has moved places
 * since, or nothing is known of the decision, the order stays, and those it concerned come first.
 * @param order ids of those who stand in it now
 * @param concerned who served by the decision or was put off by it
 */
export function undone(
  order: readonly number[],
  decision: Decision | undefined,
  concerned: ReadonlySet<number>,
): number[] {
  const { before = [], after = [] } = decision ?? {}
  const common = order.filter((id) => after.includes(id))
  const stood = after.filter((id) => order.includes(id))
  if (decision && common.join() === stood.join()) {
    return [...before.filter((id) => order.includes(id)), ...order.filter((id) => !before.includes(id))]
  }
  return [...order.filter((id) => concerned.has(id)), ...order.filter((id) => !concerned.has(id))]
}
