/** How long an invitation of an inspector works. */
import { KEEPER_INVITATION_DAYS } from './rules'

/** The instant before which an invitation must have been sent to have run out. */
export function invitationsEnd(at: Date): Date {
  return new Date(at.getTime() - KEEPER_INVITATION_DAYS * 86_400_000)
}
