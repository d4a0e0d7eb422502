/** 行事: who may answer until when, how many places are left, and the quorum. Pure; the instant is an argument. */

import type { HouseholdRole } from '~/modules/households/rules'
import { addDays, type Day, dayOf, daysBetween } from '~/platform/clock'
import type { Same } from '~/platform/same'
import type { EventAnswerKind as DbAnswerKind, EventAsks as DbAsks } from '../../../prisma/generated/enums'

/** How an event asks who comes: not at all, 出席・欠席, or 出席・欠席・委任 (総会) */
const eventAsks = ['nothing', 'attendance', 'assembly'] as const
export type EventAsks = (typeof eventAsks)[number]

/** 出席, 欠席, 委任 */
export const answerKinds = ['attend', 'absent', 'entrust'] as const
export type AnswerKind = (typeof answerKinds)[number]

/** Same in the database: a difference does not compile. */
const _same: [Same<EventAsks, DbAsks>, Same<AnswerKind, DbAnswerKind>] = [true, true]
void _same

/** Persons of one household or one person's company: more are a slip of the finger, or take the places of others. */
export const MAX_PEOPLE = 20
/** What an officer may enter for one household, a home or a club perhaps; the database takes no more. */
export const MAX_PEOPLE_ENTERED = 100

/** What can be answered. A vote can be entrusted (委任) in an assembly only. */
export function kindsFor(asks: EventAsks): readonly AnswerKind[] {
  if (asks === 'nothing') return []
  return asks === 'assembly' ? answerKinds : ['attend', 'absent']
}

type Asked = { asks: EventAsks; startsAt: Date; answerBy: Day | null }

/** Whether answers are taken: until the end of 回答期限, and never once the event has begun. */
export function takesAnswers(event: Asked, now: Date): boolean {
  if (event.asks === 'nothing' || now >= event.startsAt) return false
  return event.answerBy === null || dayOf(now) <= event.answerBy
}

/**
 * How many persons an answer stands for: those who come; in an assembly a household has one vote and one seat.
 * Null when the number is missing.
 */
export function peopleOf(asks: EventAsks, kind: AnswerKind, people: number | null): number | null {
  if (kind !== 'attend') return 0
  return asks === 'assembly' ? 1 : people
}

/** A household of somebody, with the path of its association and the part that the person has in it */
export type OwnHousehold = { id: number; path: string; role: HouseholdRole }

/** Ids of the households under a node for which their member answers: dependants do not answer for themselves. */
export function answering(own: readonly OwnHousehold[], audiencePath: string): number[] {
  return own
    .filter(({ role, path }) => role !== 'dependant' && path.startsWith(audiencePath))
    .map(({ id }) => id)
}

/** How many places are left of 定員; null when there is no limit. Never negative, also when places were made fewer. */
export function placesLeft(capacity: number | null, people: number): number | null {
  return capacity === null ? null : Math.max(0, capacity - people)
}

/** Where an event stands in time. */
export type Nearness =
  | { when: 'over' | 'now' | 'today' | 'tomorrow' }
  | {
      when: 'later'
      /** Days from today */ days: number
    }

/** How long until an event; one without an end is taken to last until the end of its day. */
export function nearness(startsAt: Date, endsAt: Date | null, now: Date): Nearness {
  const today = dayOf(now)
  const day = dayOf(startsAt)
  if (now >= startsAt) {
    const isOver = endsAt ? now >= endsAt : day < today
    return { when: isOver ? 'over' : 'now' }
  }
  const days = daysBetween(today, day)
  return days === 0 ? { when: 'today' } : days === 1 ? { when: 'tomorrow' } : { when: 'later', days }
}

/** The days of an event in Japan, first and last; one that ends at midnight does not reach into the next day. */
export function spanOf(startsAt: Date, endsAt: Date | null): { first: Day; last: Day } {
  const first = dayOf(startsAt)
  if (!endsAt || endsAt <= startsAt) return { first, last: first }
  return { first, last: dayOf(new Date(endsAt.getTime() - 1)) }
}

/** The days from one to another, both among them. */
export function daysThrough(first: Day, last: Day): Day[] {
  return Array.from({ length: Math.max(0, daysBetween(first, last) + 1) }, (_, i) => addDays(first, i))
}

/** 過半数 (more than half) and 3分の2以上: what rules of associations ask for most often. */
export const fractions = ['1/2', '2/3'] as const
export type Fraction = (typeof fractions)[number]

type Quorum = {
  /** Households present or represented that are needed */
  needed: number
  /** Households present (出席) or represented (委任) */
  present: number
  /** How many are still missing */
  missing: number
  reached: boolean
}

/**
 * 定足数 as an aid: how many of the member households must be present or represented. More than half, or at least two
 * thirds; without any household nothing is reached. The rules of the association decide, not this.
 */
export function quorum(households: number, present: number, fraction: Fraction): Quorum {
  const needed = fraction === '1/2' ? Math.floor(households / 2) + 1 : Math.ceil((households * 2) / 3)
  const reached = households > 0 && present >= needed
  return { needed, present, missing: Math.max(0, needed - present), reached }
}

/** The weeks of a month, for the calendars of other modules */
export { weeksOf } from './month'
