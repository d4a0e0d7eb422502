/** The page behind the link of a mail. */
import { db } from '~/platform/db.server'
import { storedKey } from '../contact.server'

/** What somebody follows, by the key of a mail; null when they do not (any more). A hidden title is not told. */
export async function followedBy(key: string | undefined) {
  if (!key || !/^[\w-]{20,100}$/.test(key)) return null
  const found = await db.matterFollower.findUnique({
    where: { keyHash: storedKey(key) },
    select: { confirmedAt: true, matter: { select: { id: true, title: true, hiddenAt: true } } },
  })
  if (!found) return null
  const { matter } = found
  return {
    id: matter.id,
    title: matter.hiddenAt === null ? matter.title : null,
    confirmed: found.confirmedAt !== null,
  }
}
