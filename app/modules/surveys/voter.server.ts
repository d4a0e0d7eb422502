/** Whose answer it is, without saying so: keyed hashes that differ from survey to survey. */
import { keyedHash } from '~/platform/crypto.server'

/** person: an account; member: somebody of a household without an account; address: a mail address that was proven */
type VoterKind = 'person' | 'household' | 'member' | 'address'

/**
 * What stands in the roll of a survey for somebody. It can be made again only with the portal's secret, and says
 * nothing about other surveys.
 */
export const voterKey = (surveyId: number, kind: VoterKind, id: string | number): string =>
  keyedHash('survey-voter', `${surveyId}:${kind}:${id}`)

/** An address as it is compared: whoever writes it in capitals is the same person. */
export const addressKey = (surveyId: number, email: string): string =>
  voterKey(surveyId, 'address', email.normalize('NFKC').trim().toLowerCase())

/**
 * Begins the key of a second row of the roll for one answer: of the address that an account had when it answered, so
 * that it is no second answer when the account has another address by then, or is gone. Such a row is not counted.
 */
export const ALSO = '='
