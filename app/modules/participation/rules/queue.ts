/** キャンセル待ちの繰上げ: who is asked next. Pure. */

/** A party in the queue: friends are one, placed together or not at all. */
export type Waiting = { id: number; size: number; queuedAt: Date }

/** The order of the queue: who asked first; at the same instant, whose application was written first. */
export const inOrder = (one: Waiting, other: Waiting): number =>
  one.queuedAt.getTime() - other.queuedAt.getTime() || one.id - other.id

/**
 * Who is offered the free room: in the order of asking, each party that fits whole into what is left. A party that
 * does not fit is passed by smaller ones only: never by one of its own size or a larger one that asked later.
 * @param free places; nobody is asked where there are none
 */
export function promoted<T extends Waiting>(free: number, queue: readonly T[]): T[] {
  const asked: T[] = []
  let left = free
  for (const party of [...queue].sort(inOrder)) {
    if (party.size > left) continue
    asked.push(party)
    left -= party.size
  }
  return asked
}

/** Whether a party that comes now finds room, once those who wait and fit have been asked. */
export const findsRoom = (free: number, size: number): boolean => size <= free
