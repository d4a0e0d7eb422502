/** What a phone has kept of the desk until the portal has taken it. Pure. */
import type { Attendance } from '../rules/day'

export type KeptMark =
  | { kind: 'mark'; mark: string; member: string; attendance: Attendance; at: string }
  | {
      kind: 'walk_in'
      mark: string
      familyName: string
      givenName: string
      stage: string
      email: string
      consent: string
      at: string
    }

/** What the portal says of one of them. */
export type Outcome = { mark: string; answer: 'taken' | 'known' | 'older' | 'refused'; why?: string }

/** As many as the portal takes at once. */
export const SEND_AT_ONCE = 200

/**
 * The queue with one more. A later mark of the same person takes the place of an earlier one that was not sent; a
 * walk-in is never replaced.
 */
export function keptWith(queue: readonly KeptMark[], mark: KeptMark): KeptMark[] {
  const others = queue.filter(
    (one) => mark.kind !== 'mark' || one.kind !== 'mark' || one.member !== mark.member,
  )
  return [...others, mark]
}

/** The marks that wait, by member. */
export function pendingOf(queue: readonly KeptMark[]): Map<string, Attendance> {
  return new Map(queue.flatMap((one) => (one.kind === 'mark' ? [[one.member, one.attendance] as const] : [])))
}

/**
 * The queue after an answer: whatever the portal has spoken of leaves it, also what was refused, which is told. What it
 * has not spoken of stays and is sent again.
 */
export function applyAnswer(
  queue: readonly KeptMark[],
  outcomes: readonly Outcome[],
): { queue: KeptMark[]; refused: { mark: KeptMark | undefined; why: string }[] } {
  const spoken = new Map(outcomes.map((outcome) => [outcome.mark, outcome]))
  return {
    queue: queue.filter(({ mark }) => !spoken.has(mark)),
    refused: outcomes
      .filter(({ answer }) => answer === 'refused')
      .map(({ mark, why }) => ({ mark: queue.find((one) => one.mark === mark), why: why ?? '' })),
  }
}
