/** 保護者の同意: how a link stands, and when all have consented. Pure. */
import type { Day } from '~/platform/clock'
import { type ApplicationState, isLiving } from './states'

/** The text that guardians consent to now; older ones stay under `participation.consent.text.<version>`. */
export const CONSENT_VERSION = 'v1'
/** How many paragraphs each version has. */
export const CONSENT_PARAGRAPHS: Record<string, number> = { v1: 6 }

/** 続柄 */
export const relations = ['father', 'mother', 'grandparent', 'guardian', 'other'] as const

type ConsentRow = {
  /** Later links have larger ones */
  id: number
  givenAt: Date | null
  refusedAt: Date | null
  revokedAt: Date | null
  /** Last day on which the link holds */
  expiresOn: Day
}

/**
 * Waits for an answer, 同意, 不同意, 取消し, link of a past school year, link that was sent to another address since,
 * application that has ended, activity that has begun
 */
const consentStandings = [
  'open',
  'given',
  'refused',
  'revoked',
  'expired',
  'replaced',
  'ended',
  'past',
] as const
export type ConsentStanding = (typeof consentStandings)[number]

/**
 * How a link stands. Only the newest link of a member says and takes anything: an older one may be with a stranger, as
 * its address was mistyped. What was answered stands for as long as the page can be opened, by whichever link it was;
 * only an open link can be answered, and only a consent given can be taken back, before the activity begins.
 * @param all links of the member, this one among them
 */
export function consentStanding(
  consent: ConsentRow,
  all: readonly ConsentRow[],
  application: { state: ApplicationState; startsAt: Date },
  today: Day,
  now: Date,
): ConsentStanding {
  if (today > consent.expiresOn) return 'expired'
  if (all.some(({ id }) => id > consent.id)) return 'replaced'
  if (all.some(holds)) return 'given'
  if (all.some(({ revokedAt }) => revokedAt)) return 'revoked'
  if (all.some(({ refusedAt }) => refusedAt)) return 'refused'
  if (!isLiving(application.state)) return 'ended'
  return application.startsAt <= now ? 'past' : 'open'
}

/** Whether a consent that was given may be taken back: until the activity begins. */
export const mayRevoke = (
  standing: ConsentStanding,
  application: { state: ApplicationState; startsAt: Date },
  now: Date,
): boolean => standing === 'given' && isLiving(application.state) && application.startsAt > now

/** Whether a consent holds. */
export const holds = (consent: Pick<ConsentRow, 'givenAt' | 'revokedAt'>): boolean =>
  consent.givenAt !== null && consent.revokedAt === null

/** Whether the guardian of every member who needs it has consented. */
export const allConsented = (
  members: readonly {
    needsConsent: boolean
    consents: readonly Pick<ConsentRow, 'givenAt' | 'revokedAt'>[]
  }[],
): boolean => members.every(({ needsConsent, consents }) => !needsConsent || consents.some(holds))
