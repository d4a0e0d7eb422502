/** 回覧: what goes round, in which order, and what a sheet tells. Pure; instants are arguments. */
import type { Importance } from '~/modules/notices/rules'

/** More notices than this nobody carries round. */
export const MOST_NOTICES = 60
/** What was left out of a circular is offered again for so many days. */
export const OFFERED_DAYS = 60
/** From so many notices on, the PDF takes long enough to say so. */
export const TAKES_TIME_FROM = 12

export type Offered = {
  /** When it reached the association: published, or passed on to it */
  reachedAt: Date
  correctedAt: Date | null
  /** When the last circular with it was made; null while it has been in none */
  lastRoundAt: Date | null
}

/**
 * Whether a notice is to go round now: new since the last circular, or corrected since it last went round.
 * @param lastAt when the last circular was made; null before the first
 */
export function isFresh(notice: Offered, lastAt: Date | null): boolean {
  if (notice.lastRoundAt) return notice.correctedAt !== null && notice.correctedAt > notice.lastRoundAt
  return lastAt === null || notice.reachedAt > lastAt
}

/** Whether it can be chosen at all: fresh, or left out before. What has gone round as it stands is not offered again. */
export function isOffered(notice: Offered, lastAt: Date | null): boolean {
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
