/** 役職: how its seats are filled, and what may become of them. Pure. */
import type { Post } from '~/modules/accounts/rules'
import type { Same } from '~/platform/same'
import type { FilledBy as DbFilledBy } from '../../../../prisma/generated/enums'

/** 選出の方法 */
export const filledBys = ['election', 'rotation', 'appointment'] as const
export type FilledBy = (typeof filledBys)[number]

const _filledBys: Same<FilledBy, DbFilledBy> = true
void _filledBys

/** An association has one 会長, on one seat: the database refuses a second at the same time. */
export const mostSeats = (post: Post): number => (post === 'chair' ? 1 : 99)

/** What becomes of the seats of a post when there are to be so many. */
type SeatChange = {
  /** Seats that are taken up again, by number */
  reopen: number[]
  /** Numbers of seats that are new */
  add: number[]
  /** Seats that are given up, by number */
  close: number[]
  /** How many cannot be given up, as somebody holds them or will */
  held: number
}

/**
 * Which seats are opened or closed so that `wanted` are open. Given up are those with the highest numbers that nobody
 * holds; taken up again those with the lowest.
 */
export function seatChange(
  seats: readonly { number: number; open: boolean; held: boolean }[],
  wanted: number,
): SeatChange {
  const ordered = [...seats].sort((a, b) => a.number - b.number)
  const open = ordered.filter((seat) => seat.open)
  const more = wanted - open.length
  const closed = ordered.filter((seat) => !seat.open)
  const reopen = closed.slice(0, Math.max(0, more)).map(({ number }) => number)
  const last = ordered.at(-1)?.number ?? 0
  const add = Array.from({ length: Math.max(0, more - reopen.length) }, (_, i) => last + 1 + i)
  const free = open.filter((seat) => !seat.held).reverse()
  const close = free.slice(0, Math.max(0, -more)).map(({ number }) => number)
  return { reopen, add, close, held: Math.max(0, -more - close.length) }
}
