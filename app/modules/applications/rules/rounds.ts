/** 採択の順番: first come, by urgency, or by lot; the same for whoever works it out again. Pure. */
import type { Programme } from '~/modules/subsidies/schema'
import type { ApplicationState } from './procedure'

/** 先着順, 緊急度の順, 抽選 */
export const roundMethods = ['first_come', 'ranking', 'lot'] as const
export type RoundMethod = (typeof roundMethods)[number]

/** States of what stands in line: handed in, and not decided on. */
export const WAITING: readonly ApplicationState[] = ['submitted', 'reviewing', 'correcting', 'proposed']

/** The methods that a programme's text allows: its own, or any where it states none. */
export function methodsOf(method: Programme['budget']['method']): readonly RoundMethod[] {
  return roundMethods.filter((one) => one === method).length > 0
    ? roundMethods.filter((one) => one === method)
    : roundMethods
}

/** `submittedAt`: ISO 8601 in UTC, so that the letters sort as the instants do */
export type Candidate = {
  id: number
  receipt: string
  submittedAt: string
  urgency: number | null
}

type Placed<C extends Candidate> = C & { key: string; order: number }

/** What is hashed for one ticket of a lot. */
export const ticketOf = (seed: string, receipt: string): string => `${seed}:${receipt}`

/**
 * Puts applications in order. Lot: by the SHA-256 of `seed:receipt number`, the smallest first. Urgency: the highest
 * first, and among equals whoever handed in first. First come: whoever handed in first.
 * @param hash SHA-256 as hex digits in small letters, of the UTF-8 text
 * @returns each with its place from 1, and the key that gave it the place
 */
export function orderBy<C extends Candidate>(
  method: RoundMethod,
  candidates: readonly C[],
  seed: string,
  hash: (text: string) => string,
): Placed<C>[] {
  const keyed = candidates.map((one) => ({
    ...one,
    key:
      method === 'lot'
        ? hash(ticketOf(seed, one.receipt))
        : method === 'ranking'
          ? String(one.urgency ?? '')
          : one.submittedAt,
  }))
  const earlier = (a: C, b: C) => compare(a.submittedAt, b.submittedAt) || a.id - b.id
  keyed.sort((a, b) => {
    if (method === 'lot') return compare(a.key, b.key) || earlier(a, b)
    if (method === 'ranking') return (b.urgency ?? -1) - (a.urgency ?? -1) || earlier(a, b)
    return earlier(a, b)
  })
  return keyed.map((one, i) => ({ ...one, order: i + 1 }))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** 予算に収まる, 一部だけ収まる, 予算に届かない(補欠) */
type Fit = 'fits' | 'partly' | 'waits'

/**
 * What the budget reaches for, going down the order. It ends with the first that does not fit whole: a smaller one
 * further down does not overtake.
 * @param left what can still be decided, yen
 * @returns each with the running total, and what the budget still had for it, yen
 */
export function reachOf<T extends { amount: number }>(
  ordered: readonly T[],
  left: number,
): (T & { fit: Fit; total: number; room: number })[] {
  let total = 0
  let open = true
  return ordered.map((one) => {
    const room = open ? Math.max(0, left - total) : 0
    total += one.amount
    const fit: Fit = open && one.amount <= room ? 'fits' : open && room > 0 ? 'partly' : 'waits'
    if (fit !== 'fits') open = false
    return { ...one, fit, total, room }
  })
}
