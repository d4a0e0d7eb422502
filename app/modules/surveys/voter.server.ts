/** Whose answer it is, without saying so: keyed hashes that differ from survey to survey. */
import { keyedHash } from '~/platform/crypto.server'

/** person: an account; member: somebody of a household without an account; address: a mail address that was proven */
export type VoterKind = 'person' | 'household' | 'member' | 'address'

/**
 * What stands in the roll of a survey for somebody. It can be made again only with the portal's secret, and says
 * nothing about other surveys.
 */
export const voterKey = (surveyId: number, kind: VoterKind, id: string | number): string =>
  keyedHash('survey-voter', `${surveyId}:${kind}:${id}`)

/** An address as it is compared: whoever writes it in capitals is the same person. */
export const addressKey = (surveyId: number, email: string): string =>
  voterKey(surveyId, 'address', email.normalize('NFKC').trim().toLowerCase())
