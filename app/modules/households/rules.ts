/** 世帯: who counts, who may change what, codes and consent. Pure; the day and the instant are arguments. */

import type { Day } from '~/platform/clock'
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
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never
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
