/**
 * Sums over all associations, kept for some minutes in this process: they read every card and every term, anybody may
 * ask for them, and a card that was changed a moment ago changes no average that one could see.
 */
import type { Day } from '~/platform/clock'
import { type WorkFilter, workload, workloadRows } from './queries.server'

const KEPT_MS = 5 * 60_000
/** More than there are districts and posts to look at together. */
const MOST = 500

/** Answers of `work` by key, asked once however many wait for them; a failure is not kept. */
export function keeping<T>(work: (key: string) => Promise<T>, clock: () => number = Date.now) {
  const kept = new Map<string, { at: number; answer: Promise<T> }>()
  return (key: string): Promise<T> => {
    const known = kept.get(key)
    if (known && clock() - known.at < KEPT_MS) return known.answer
    kept.delete(key)
    const answer = work(key)
    kept.set(key, { at: clock(), answer })
    answer.catch(() => kept.delete(key))
    // The first of a map is the one that was set longest ago.
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST) break
      kept.delete(oldest)
    }
    return answer
  }
}

const shown = keeping((key) => workload(...(JSON.parse(key) as [WorkFilter, Day])))
const lines = keeping((key) => workloadRows(key))

/** As `workload`, at most some minutes old. */
export const workloadShown = ({ district, post }: WorkFilter, today: Day) =>
  shown(JSON.stringify([{ district, post }, today]))

/** As `workloadRows`, at most some minutes old. */
export const workloadLines = (today: Day) => lines(today)
