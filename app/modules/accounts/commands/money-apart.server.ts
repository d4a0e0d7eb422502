/** 会計と監事: whoever keeps the money is never the one who checks it. */
import type { Tx } from '~/platform/db.server'
import type { Post } from '../rules'
import { type Named, sameName } from '../terms'

const OTHER: Partial<Record<Post, Post>> = { treasurer: 'auditor', auditor: 'treasurer' }
const person = { familyName: true, givenName: true, familyReading: true, givenReading: true } as const

/**
 * Whether a person would be treasurer and auditor of one association on the same day. Two accounts are two people;
 * whoever has none is known by name and reading. The database holds the same promise for accounts.
 */
export async function moneyTogether(
  tx: Tx,
  term: Named & { associationId: number; post: Post; startsOn: Date; endsOn: Date; userId: string | null },
): Promise<boolean> {
  const { associationId, startsOn, endsOn, userId } = term
  const post = OTHER[term.post]
  if (!post) return false
  const held = await tx.term.findMany({
    where: { associationId, post, startsOn: { lte: endsOn }, endsOn: { gte: startsOn } },
    select: { userId: true, ...person, user: { select: person } },
  })
  return held.some((other) =>
    userId && other.userId ? other.userId === userId : sameName(other.user ?? other, term),
  )
}
