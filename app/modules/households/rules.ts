/** 世帯: who counts, who may change what, codes and consent. Pure; the day and the instant are arguments. */

import type { Day } from '~/platform/clock'
import type { Same } from '~/platform/same'
import type {
  HouseholdDelivery as DbDelivery,
  HouseholdRole as DbRole,
} from '../../../prisma/generated/enums'

/** お知らせの受け取り方: on paper, by mail, by a message to its devices, or not at all */
export const deliveries = ['paper', 'mail', 'push', 'none'] as const
export type Delivery = (typeof deliveries)[number]

/** 世帯主, 世帯員, and those who do not answer for themselves */
export const householdRoles = ['head', 'member', 'dependant'] as const
export type HouseholdRole = (typeof householdRoles)[number]

/** Same in the database: a difference does not compile. */
const _same: [Same<Delivery, DbDelivery>, Same<HouseholdRole, DbRole>] = [true, true]
void _same

/**
 * Whether a household is counted on a day: it has not moved out (転出, from that very day on) and has not withdrawn
 * its consent to be listed. As SQL: `countingHousehold`.
 */
export function counts(
  household: { movedOutOn: Day | null; consentWithdrawnAt: Date | string | null },
  day: Day,
): boolean {
  return (household.movedOutOn === null || day < household.movedOutOn) && !household.consentWithdrawnAt
}

/** Version of the text with which a household agrees to be listed in confirmations. */
export const HOUSEHOLD_CONSENT = '2026-1'

/** 同意: never asked, given, or withdrawn. Only the last takes a household out of lists and counts. */
export type Consent = 'unasked' | 'given' | 'withdrawn'

export function consentOf(household: { consentedAt: unknown; consentWithdrawnAt: unknown }): Consent {
  if (household.consentWithdrawnAt) return 'withdrawn'
  return household.consentedAt ? 'given' : 'unasked'
}

/** Days for which the code on a household's slip can be used. */
export const CODE_DAYS = 60

/** At most so many households are added, or given a code, at once. */
export const MOST_AT_ONCE = 300

/** At most so many people in one household, those who have left aside. */
export const MOST_MEMBERS = 20

/** What one does in the own household. */
export type OwnAct = 'change' | 'consent' | 'dependant' | 'end_tie' | 'hand_over' | 'leave'

/** 世帯主 does all; another member only leaves. A dependant has no account and does nothing. */
export function mayAct(role: HouseholdRole, act: OwnAct): boolean {
  return role === 'head' || (role === 'member' && act === 'leave')
}

/** Positions on a sheet are apart by this much, so that one can be put between two others. */
export const STEP = 10

/**
 * The order of a sheet after one household was put behind another.
 * @param order ids as they stand now
 * @param after the id behind which it goes; null for the first place
 * @returns ids in their new order; unchanged when `after` is not among them
 */
export function moved(order: readonly number[], id: number, after: number | null): number[] {
  const others = order.filter((one) => one !== id)
  if (after === null) return [id, ...others]
  const index = others.indexOf(after)
  return index < 0 ? [...others, id] : [...others.slice(0, index + 1), id, ...others.slice(index + 1)]
}

/** Days after 転出, or after a person left, for which names are kept. */
export const NAMES_KEPT_DAYS = 365
