/** What is not needed any more is deleted: contacts, followers, what was never proven or never published. */
import { JOB, record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { db, type Prisma, transaction } from '~/platform/db.server'
import { removeFiles } from '~/platform/files.server'
import {
  AUTHOR_KEPT_DAYS,
  CONTACT_KEPT_DAYS,
  FOLLOWERS_KEPT_DAYS,
  PROOF_HOURS,
  UNPUBLISHED_KEPT_DAYS,
} from '../rules'

const DAY = 86_400_000
const HOUR = 3_600_000

/** How many rows went, by kind. */
type Forgotten = {
  unproven: number
  contacts: number
  authors: number
  followers: number
  unpublished: number
}

/**
 * Deletes: matters whose author never proved the address, with unproven followers, after two days; the contact of an
 * author, and which account it was, a year after the end; followers 90 days after the end; what was never published a year after its end.
 */
export async function forgetExchange(): Promise<Forgotten> {
  const at = now().getTime()
  const before = (ms: number) => new Date(at - ms)
  // An answered question may be asked again within these days; what is done is closed.
  const ended = (days: number) => ({
    OR: [
      { closedAt: { lt: before(days * DAY) } },
      { state: 'answered' as const, answeredAt: { lt: before(days * DAY) } },
    ],
  })
  const neverProven: Prisma.MatterWhereInput = {
    authorContact: { not: null },
    provenAt: null,
    createdAt: { lt: before(PROOF_HOURS * HOUR) },
  }
  // Whose account was deleted before anybody had passed it on.
  const abandoned: Prisma.MatterWhereInput = { state: 'waiting', authorId: null, authorContact: null }
  const neverPublished: Prisma.MatterWhereInput = {
    AND: [{ OR: [{ receivedAt: null }, { state: 'refused' as const }] }, ended(UNPUBLISHED_KEPT_DAYS)],
  }
  const files = await db.matterPhoto.findMany({
    where: { matter: { OR: [neverProven, abandoned, neverPublished] } },
    select: { storageKey: true },
  })
  const result = await transaction(async (tx) => {
    const unproven = await tx.matter.deleteMany({ where: { OR: [neverProven, abandoned] } })
    const unpublished = await tx.matter.deleteMany({ where: neverPublished })
    const contacts = await tx.matter.updateMany({
      where: { authorContact: { not: null }, ...ended(CONTACT_KEPT_DAYS) },
      data: { authorContact: null, keyHash: null },
    })
    // What an association asks is its own: who wrote it is of no use to anybody after that time either.
    const authors = await tx.matter.updateMany({
      where: { authorId: { not: null }, ...ended(AUTHOR_KEPT_DAYS) },
      data: { authorId: null, keyHash: null },
    })
    const followers = await tx.matterFollower.deleteMany({
      where: {
        OR: [
          { confirmedAt: null, createdAt: { lt: before(PROOF_HOURS * HOUR) } },
          { matter: ended(FOLLOWERS_KEPT_DAYS) },
        ],
      },
    })
    const counts = {
      unproven: unproven.count,
      unpublished: unpublished.count,
      contacts: contacts.count,
      authors: authors.count,
      followers: followers.count,
    }
    if (Object.values(counts).some((count) => count > 0))
      await record(tx, JOB, {
        action: 'matter.forgotten',
        subjectType: 'matter',
        subjectId: '-',
        after: counts,
      })
    return counts
  }, 100)
  await removeFiles(files.map(({ storageKey }) => storageKey))
  return result
}
