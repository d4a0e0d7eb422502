/** What a phone has kept of the desk until the portal has taken it. Pure. */
import type { Attendance } from '../rules/day'

/** `refused`: why the portal does not take it; it waits for the host to correct it and is not sent by itself. */
export type KeptMark = { refused?: string } & (
  | { kind: 'mark'; mark: string; member: string; attendance: Attendance; at: string }
  | {
      kind: 'walk_in'
      mark: string
      code: string
      familyReading: string
      givenReading: string
      familyName: string
      givenName: string
      stage: string
      email: string
      consent: string
      at: string
    }
)

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

/** What is to be sent; what was refused is not, until it is corrected. */
export const toSend = (queue: readonly KeptMark[]): KeptMark[] =>
  queue.filter(({ refused }) => refused === undefined)

/** The marks that wait to be sent, by member. */
export function pendingOf(queue: readonly KeptMark[]): Map<string, Attendance> {
  return new Map(
    toSend(queue).flatMap((one) => (one.kind === 'mark' ? [[one.member, one.attendance] as const] : [])),
  )
}

/** The queue as a phone has stored it; what cannot be such a thing is left out. */
export function storedQueue(json: string | null): KeptMark[] {
  try {
    const stored: unknown = JSON.parse(json ?? '[]')
    return Array.isArray(stored) ? stored.filter((one) => typeof one?.mark === 'string') : []
  } catch {
    return []
  }
}

/**
 * The queue after an answer: what the portal has taken leaves it. What it has refused stays with the reason, until the
 * host has corrected it or takes it out; what it has not spoken of stays and is sent again.
 */
export function applyAnswer(queue: readonly KeptMark[], outcomes: readonly Outcome[]): KeptMark[] {
  const spoken = new Map(outcomes.map((outcome) => [outcome.mark, outcome]))
  return queue.flatMap((one) => {
    const outcome = spoken.get(one.mark)
    if (!outcome) return [one]
    return outcome.answer === 'refused' ? [{ ...one, refused: outcome.why ?? '' }] : []
  })
}

/** The queue without one of them; `again`: it is sent once more. */
export const withoutMark = (queue: readonly KeptMark[], mark: string): KeptMark[] =>
  queue.filter((one) => one.mark !== mark)
export const again = (queue: readonly KeptMark[], mark: string): KeptMark[] =>
  queue.map((one) => (one.mark === mark ? { ...one, refused: undefined } : one))
