/** 回覧: what goes round, in which order, and what a sheet tells. Pure; instants are arguments. */
import { type Actor, scopesOf } from '~/modules/accounts/rules'
import type { Importance, NoticeState, Visibility } from '~/modules/notices/rules'

/** More notices than this nobody carries round. */
export const MOST_NOTICES = 60
/** What was left out of a circular is offered again for so many days. */
export const OFFERED_DAYS = 60
/** What the first circular of an association takes in, in days. */
export const FIRST_DAYS = 31
/** From so many notices on, the PDF takes long enough to say so. */
export const TAKES_TIME_FROM = 30

type Offered = {
  /** When it reached the association: published, or passed on to it */
  reachedAt: Date
  correctedAt: Date | null
  /** When the last circular with it was made; null while it has been in none */
  lastRoundAt: Date | null
}

/**
 * Whether a notice is to go round now: new since the last circular, or corrected since it last went round.
 * @param lastAt when the last circular was made
 */
export function isFresh(notice: Offered, lastAt: Date): boolean {
  if (notice.lastRoundAt) return notice.correctedAt !== null && notice.correctedAt > notice.lastRoundAt
  return notice.reachedAt > lastAt
}

/** Whether it can be chosen at all: fresh, or left out before. What has gone round as it stands is not offered again. */
export function isOffered(notice: Offered, lastAt: Date): boolean {
  return notice.lastRoundAt === null || isFresh(notice, lastAt)
}

const WEIGHT: Record<Importance, number> = { urgent: 0, important: 1, normal: 2 }

/** The order on paper: what matters most first, then the newest. */
export function orderOnPaper<T extends { importance: Importance; reachedAt: Date; id: number }>(
  notices: readonly T[],
): T[] {
  return [...notices].sort(
    (a, b) =>
      WEIGHT[a.importance] - WEIGHT[b.importance] ||
      b.reachedAt.getTime() - a.reachedAt.getTime() ||
      b.id - a.id,
  )
}

/** The ids of a node and of all above it, from its path. */
export function idsOnPath(path: string): number[] {
  return path.split('/').filter(Boolean).map(Number)
}

/**
 * Versions of a notice that can be printed, with the language of the interface in which their labels stand. The fonts
 * of the sheets have no Korean letters and not all simplified Chinese ones: these print from the browser.
 */
const PRINTED = { ja_easy: 'ja-easy', en: 'en', vi: 'vi' } as const
export type PrintedVersion = keyof typeof PRINTED

/** The version that is printed in a language, named as a version or as a language of the interface. */
export function printedVersion(language: string): PrintedVersion | null {
  const named = language.replace('-', '_')
  return Object.hasOwn(PRINTED, named) ? (named as PrintedVersion) : null
}

export function labelsOf(version: PrintedVersion): (typeof PRINTED)[PrintedVersion] {
  return PRINTED[version]
}

/** Whether the actor enters signed sheets for a notice: keeps households somewhere under its audience. */
export function mayTally(
  actor: Actor,
  notice: { state: NoticeState; visibility: Visibility; audiencePath: string },
): boolean {
  if (notice.visibility === 'officers') return false
  if (notice.state !== 'published' && notice.state !== 'expired') return false
  return scopesOf(actor, 'household.keep').some(
    ({ path, below }) =>
      path.startsWith(notice.audiencePath) || (below && notice.audiencePath.startsWith(path)),
  )
}
