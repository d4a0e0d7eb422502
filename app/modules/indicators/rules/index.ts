/** 指標: units, the year, what is computed, and who enters. Pure. */
import { type Actor, denied, mayInPortal, requireUser, type SignedIn } from '~/modules/accounts/rules'
import type { Unit } from './units'

export * from './few'
export * from './summary'
export * from './units'
export * from './year'

/** What the portal counts by itself, and in which unit. */
export const computedKeys = {
  /** 実人数 with confirmed attendance; a person counts in the month of the first */
  volunteer_participants: 'people',
  volunteer_attendances: 'attendances',
  volunteer_applications: 'count',
  volunteer_no_shows: 'attendances',
  volunteer_waiting: 'attendances',
  /** 実人数 of the lectures whose programme names the indicator */
  lecture_participants: 'people',
  /** Of the participants of the year, so many later took part again, help now and then, or hold an office */
  later_again: 'people',
  later_helpers: 'people',
  later_officers: 'people',
} as const satisfies Record<string, Unit>
export type Computed = keyof typeof computedKeys

export const isComputed = (key: string): key is Computed => Object.hasOwn(computedKeys, key)

/** Those that are counts of few people over time: one figure a year of at least five, and no months. */
const afterwards = ['later_again', 'later_helpers', 'later_officers'] as const
export type Afterwards = (typeof afterwards)[number]

export const isAfterwards = (key: string): key is Afterwards => afterwards.some((one) => one === key)

/**
 * Stands as the note of a figure of the year before that was copied while that year was open. It is shown as 見込み, and
 * makes way for the final figure when that year is closed.
 */
export const ON_THE_WAY = 'portal:on-the-way'

/** The last fiscal year that can be opened in one: the next. A plan has no years further on. */
export const lastToOpen = (now: number): number => now + 1

/** Fiscal years of which indicators can be kept */
export const YEARS = { first: 2010, last: 2200 } as const

/** Whether the actor may enter the months of an indicator: its keepers while they work for the city, and who plans. */
export function mayEnter(actor: Actor, keeperIds: readonly string[]): boolean {
  if (mayInPortal(actor, 'indicator.plan')) return true
  return actor.user !== null && actor.staff.length > 0 && keeperIds.includes(actor.user.id)
}

/** @throws SignInNeeded, NotAllowed */
export function requireKeeper(actor: Actor, keeperIds: readonly string[]): SignedIn {
  if (!mayEnter(actor, keeperIds)) denied(actor)
  return requireUser(actor)
}
