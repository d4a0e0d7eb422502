/** Packs are kept as long as somebody may ask what was handed over, and deleted after that. */
import { dayOf, dayToDate, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { keptSince } from '../rules'

/**
 * Deletes packs that were taken over, or of which the outgoing term ended, longer ago than they are kept.
 * @returns how many
 */
export async function forgetPacks(): Promise<number> {
  const before = keptSince(dayOf(now()))
  const instant = new Date(`${before}T00:00:00+09:00`)
  const { count } = await db.handoverPack.deleteMany({
    where: {
      OR: [
        { signedInAt: { lt: instant } },
        { signedInAt: null, fromTerm: { endsOn: { lt: dayToDate(before) } } },
        { signedInAt: null, fromTermId: null, createdAt: { lt: instant } },
      ],
    },
  })
  return count
}
