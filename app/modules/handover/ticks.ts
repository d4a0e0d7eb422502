/** A stored item as signing sees it. Pure. */
import type { ItemKind, Ticks } from './rules'

export const ticksOf = <
  T extends { kind: string; reason: string; givenAt: unknown; takenAt: unknown; doneAt: unknown },
>(
  item: T,
): T & Ticks => ({
  ...item,
  kind: item.kind as ItemKind,
  given: item.givenAt !== null,
  taken: item.takenAt !== null,
  done: item.doneAt !== null,
})
