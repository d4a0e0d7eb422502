/** 席 that an invitation is for: the name by which the association calls it. */
import type { db, Tx } from '~/platform/db.server'
import type { Translate } from '~/platform/i18n'

export const seatSelect = {
  number: true,
  post: { select: { name: true, _count: { select: { seats: true } } } },
} as const

type SeatRow = { number: number; post: { name: string; _count: { seats: number } } }
type SeatNamed = { post: string; number: number }

/** What is shown of a seat: a number only where its post has several; null where none is named. */
export const namedSeat = (seat: SeatRow | null): SeatNamed | null =>
  seat && { post: seat.post.name, number: seat.post._count.seats > 1 ? seat.number : 0 }

/** The words for a post: the seat as the association calls it, else the kind of post. */
export function seatWords(t: Translate, post: string, seat: SeatNamed | null): string {
  if (!seat) return t(`accounts.post.${post}`)
  return seat.number > 0 ? t('officers.page.seat', seat) : seat.post
}

/** An open seat of this post and association; null when there is none such. */
export function openSeat(
  client: Tx | typeof db,
  of: { id: number; associationId: number; post: SeatPost },
): Promise<SeatRow | null> {
  const { id, associationId, post } = of
  return client.officerSeat.findFirst({
    where: { id, closedOn: null, post: { associationId, post, closedOn: null } },
    select: seatSelect,
  })
}
type SeatPost = import('../rules').Post

/** Whether somebody holds a seat on one of these days. */
export async function seatTaken(
  tx: Tx,
  seatId: number,
  days: { startsOn: Date; endsOn: Date },
): Promise<boolean> {
  const term = await tx.term.findFirst({
    where: { seatId, startsOn: { lte: days.endsOn }, endsOn: { gte: days.startsOn } },
    select: { id: true },
  })
  return term !== null
}
