/** 会計と監事: whoever keeps the money is never the one who checks it. */
import { excludedBy, type Tx } from '~/platform/db.server'
import type { Post } from '../rules'
import { type Named, sameLetters, sameName } from '../terms'

const OTHER: Partial<Record<Post, Post>> = { treasurer: 'auditor', auditor: 'treasurer' }
const person = { familyName: true, givenName: true, familyReading: true, givenReading: true } as const

/**
 * Whether a person would be treasurer and auditor of one association on the same day. Two accounts are two people;
 * beside an account somebody without one is known by name and reading. Of two without an account the name alone is
 * asked, as the database does, which holds the same promise for accounts and for names.
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
  return held.some((other) => {
    if (userId && other.userId) return other.userId === userId
    return (userId || other.userId ? sameName : sameLetters)(other.user ?? other, term)
  })
}

/** Whether an error is the database keeping treasurer and auditor apart, by account or by name. */
export const refusedAsOneHand = (error: unknown): boolean =>
  ['terms_money_apart', 'terms_money_apart_names'].includes(excludedBy(error) ?? '')
