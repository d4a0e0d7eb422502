/** まとめられるもの: requests that could be asked together, and why. Pure. */
import { type Day, daysBetween } from '~/platform/clock'

export type Candidate = {
  id: number
  title: string
  purpose: string
  minutes: number
  dueOn: Day
  category: string
  sender: string
  audiencePath: string
  /** Associations that it reaches */
  reached: number
}

/** Days between two due dates within which one errand could serve both. */
export const NEAR_DAYS = 21

/** Share of common letter triples from which two texts speak of the same thing. */
const SIMILAR = 0.25

/** A category that says nothing in common. */
const CATCH_ALL = 'other'

type Reason = 'category' | 'words'

export type Bundle<C extends Candidate = Candidate> = {
  requests: C[]
  reasons: Reason[]
  /** Days from the first due date to the last */
  days: number
  /** Associations that all of them reach */
  associations: number
  /** Minutes asked of one association, by all of them together */
  minutes: number
}

/** Words that stand in every request, and numbers: they make nothing alike. */
const EMPTY_WORDS =
  /のお願い|お願い|お知らせ|依頼|について|に関する|ください|いたします|します|ため|令和|平成|年度|\d+|[\s\p{P}\p{S}]/gu

/** The letter triples of a text, as pg_trgm would take them, without what every request says. */
export function triples(text: string): Set<string> {
  const letters = [...text.normalize('NFKC').toLowerCase().replace(EMPTY_WORDS, '')]
  const found = new Set<string>()
  for (let index = 0; index + 3 <= letters.length; index++)
    found.add(letters.slice(index, index + 3).join(''))
  return found
}

/** The share of common triples, 0 to 1: what both have of what either has. */
export function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  let common = 0
  for (const triple of small) if (large.has(triple)) common++
  return common / (a.size + b.size - common)
}

type Prepared<C> = { request: C; triples: Set<string> }

/** Whether one audience lies within the other: only then do both reach the same associations. */
const overlap = (a: Candidate, b: Candidate) =>
  a.audiencePath.startsWith(b.audiencePath) || b.audiencePath.startsWith(a.audiencePath)

/** Why two requests could be one; none when they could not. */
function reasonsFor<C extends Candidate>(a: Prepared<C>, b: Prepared<C>): Reason[] {
  if (!overlap(a.request, b.request)) return []
  if (Math.abs(daysBetween(a.request.dueOn, b.request.dueOn)) > NEAR_DAYS) return []
  const reasons: Reason[] = []
  if (a.request.category === b.request.category && a.request.category !== CATCH_ALL) reasons.push('category')
  if (similarity(a.triples, b.triples) >= SIMILAR) reasons.push('words')
  return reasons
}

/**
 * Groups of requests that could be asked together, those that save the most work first. Each request stands in one
 * group at most, and any two of a group fit together by themselves: a chain of neighbours never becomes a group that
 * spans a season.
 */
export function proposeBundles<C extends Candidate>(candidates: readonly C[]): Bundle<C>[] {
  const sorted = candidates
    .filter((request) => request.reached > 0)
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.id - b.id))
    .map((request) => ({ request, triples: triples(`${request.title} ${request.purpose}`) }))
  const taken = new Set<number>()
  const bundles: Bundle<C>[] = []
  for (const [index, first] of sorted.entries()) {
    if (taken.has(first.request.id)) continue
    const members = [first]
    const reasons = new Set<Reason>()
    for (const next of sorted.slice(index + 1)) {
      if (daysBetween(first.request.dueOn, next.request.dueOn) > NEAR_DAYS) break
      if (taken.has(next.request.id)) continue
      const found = members.map((member) => reasonsFor(member, next))
      if (found.some((reason) => reason.length === 0)) continue
      for (const reason of found.flat()) reasons.add(reason)
      members.push(next)
    }
    if (members.length < 2) continue
    for (const { request } of members) taken.add(request.id)
    bundles.push(
      bundleOf(
        members.map(({ request }) => request),
        [...reasons].sort(),
      ),
    )
  }
  return bundles.sort((a, b) => b.minutes * b.associations - a.minutes * a.associations)
}

function bundleOf<C extends Candidate>(requests: C[], reasons: Reason[]): Bundle<C> {
  const [first, last] = [requests[0], requests.at(-1)]
  return {
    requests,
    reasons,
    days: first && last ? daysBetween(first.dueOn, last.dueOn) : 0,
    associations: Math.min(...requests.map((request) => request.reached)),
    minutes: requests.reduce((sum, request) => sum + request.minutes, 0),
  }
}
