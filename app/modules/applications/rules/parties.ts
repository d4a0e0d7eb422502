/** In which capacities somebody deals with an application. */
import { type Actor, may, mayInPortal } from '~/modules/accounts/rules'
import type { Party } from './procedure'

/**
 * The parties that the actor is to the applications of an association, the weightiest first. Whoever holds an office
 * there is no reviewer and no approver of it: nobody decides on their own application.
 */
export function partiesOf(actor: Actor, association: { id: number; path: string }): Party[] {
  const parties: Party[] = []
  if (may(actor, 'subsidy.sign', association.path)) parties.push('president')
  if (may(actor, 'subsidy.apply', association.path)) parties.push('applicant')
  if (hasInterest(actor, association)) return parties
  if (mayInPortal(actor, 'subsidy.approve')) parties.push('approver')
  if (mayInPortal(actor, 'subsidy.review')) parties.push('reviewer')
  return parties
}

/** 利害関係: an office in the association, above or below it. */
export function hasInterest(actor: Actor, association: { id: number; path: string }): boolean {
  return actor.seats.some(
    ({ path }) => association.path.startsWith(path) || path.startsWith(association.path),
  )
}
