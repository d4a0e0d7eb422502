/** 引き継ぎ: one pack of a seat, from one term to the next, made once. */
import type { Post } from '~/modules/accounts/rules'
import { type Auditee, record } from '~/modules/audit/commands.server'
import { type Day, dateToDay } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { addUsual, refresh } from '../keep.server'
import { handedOver, type SeatParty } from '../rules'
import type { HandoverAssociation } from '../scope.server'

export const seatSelect = {
  id: true,
  post: { select: { name: true, post: true } },
  terms: { orderBy: { startsOn: 'asc' }, select: { id: true, userId: true, startsOn: true, endsOn: true } },
} as const

export type Seat = { id: number; post: { name: string; post: string }; terms: SeatTerm[] }
export type SeatTerm = { id: number; userId: string | null; startsOn: Date; endsOn: Date }

/** A term as the rules see it. */
export const partyOf = ({ id, userId, startsOn, endsOn }: SeatTerm): SeatParty => ({
  id,
  userId,
  startsOn: dateToDay(startsOn),
  endsOn: dateToDay(endsOn),
})

/**
 * From whom to whom a seat passes: from who holds it today or held it last, to who comes after.
 * @param of the term that is handed over, where it is another one; null when its handover cannot be begun any more
 */
export function passing(
  terms: readonly SeatTerm[],
  today: Day,
  of: number | null = null,
): { outgoing: SeatParty | null; incoming: SeatParty | null } | null {
  const all = terms.map(partyOf)
  const open = handedOver(all, today)
  const outgoing = of === null ? (open[0] ?? null) : open.find(({ id }) => id === of)
  if (outgoing === undefined) return null
  const incoming = all.find(({ startsOn }) => startsOn > (outgoing?.endsOn ?? today)) ?? null
  return { outgoing, incoming }
}

/** Makes the pack of a seat, or finds the one that is there. The caller holds the seat's row. @returns its id */
export async function makePack(
  tx: Tx,
  auditee: Auditee,
  association: Pick<HandoverAssociation, 'id' | 'slug' | 'path'>,
  seat: Pick<Seat, 'id' | 'post'>,
  { outgoing, incoming }: { outgoing: SeatParty | null; incoming: SeatParty | null },
  today: Day,
): Promise<number> {
  const known = await tx.handoverPack.findFirst({
    where: outgoing
      ? { seatId: seat.id, fromTermId: outgoing.id }
      : { seatId: seat.id, fromTermId: null, signedInAt: null },
    select: { id: true },
  })
  if (known) return known.id
  // A term takes over from one before it: where a pack was opened for it already, this one waits for the next.
  const taken = incoming && (await tx.handoverPack.count({ where: { toTermId: incoming.id } })) > 0
  const { id } = await tx.handoverPack.create({
    data: {
      seatId: seat.id,
      fromTermId: outgoing?.id ?? null,
      toTermId: taken ? null : (incoming?.id ?? null),
    },
    select: { id: true },
  })
  const post = seat.post.post as Post
  await addUsual(tx, id, post)
  await refresh(tx, { association, packId: id, items: [], outgoingId: outgoing?.userId ?? null, post, today })
  await record(tx, auditee, {
    action: 'handover_pack.opened',
    subjectType: 'handover_pack',
    subjectId: id,
    associationId: association.id,
    after: { post, seat: seat.id },
  })
  return id
}
