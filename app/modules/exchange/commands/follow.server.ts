/** 経過をメールで受け取る: with or without an account. What is answered never tells whether an address is known. */

import { type Actor, requireUser } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { limitAttempts } from '~/platform/attempts.server'
import { now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Gone, NotFound } from '~/platform/errors'
import { portalUrl } from '~/platform/settings.server'
import { followerKey, storedKey } from '../contact.server'
import { writeMail } from '../mails.server'
import { OPEN_TO_ALL } from '../queries/matter.server'
import { exchangeLimits, PROOF_HOURS } from '../rules'

async function followed(tx: Tx, id: number) {
  const found = await tx.matter.findFirst({
    where: { id, hiddenAt: null, ...OPEN_TO_ALL },
    select: { id: true, title: true },
  })
  if (!found) throw new NotFound()
  return found
}

/**
 * Sends the link that proves an address. To one that follows already goes the link that ends it, so that nobody learns
 * from the page who does.
 * @param visitor `address` of the network, for the limit alone
 * @throws NotFound, TooMany
 */
export async function askToFollow(
  visitor: { address: string; language: string },
  id: number,
  email: string,
): Promise<void> {
  await limitAttempts('follow.address', exchangeLimits.follow, visitor.address)
  await limitAttempts('follow.account', exchangeLimits.followed, email)
  await transaction(async (tx) => {
    const { title } = await followed(tx, id)
    const key = followerKey(id, email)
    await tx.matterFollower.createMany({
      data: [{ matterId: id, email, keyHash: storedKey(key), language: visitor.language, createdAt: now() }],
      skipDuplicates: true,
    })
    const follower = await tx.matterFollower.findUniqueOrThrow({
      where: { matterId_email: { matterId: id, email } },
      select: { confirmedAt: true, language: true },
    })
    const known = follower.confirmedAt !== null
    await writeMail(
      tx,
      { email, language: known ? follower.language : visitor.language },
      known ? 'follow_known' : 'follow',
      () => ({
        title,
        hours: PROOF_HOURS,
        url: portalUrl(known ? `/exchange/${id}` : `/exchange/follow/${key}`),
      }),
      known ? portalUrl(`/exchange/unfollow/${key}`) : undefined,
    )
  })
}

/** Somebody who has signed in follows: their address is proven. @throws SignInNeeded, NotFound */
export async function followOwn(actor: Actor, id: number): Promise<void> {
  const { user } = requireUser(actor)
  await transaction(async (tx) => {
    await followed(tx, id)
    const { email, language } = await tx.user.findUniqueOrThrow({
      where: { id: user.id },
      select: { email: true, language: true },
    })
    const at = now()
    const standing = { userId: user.id, language, confirmedAt: at }
    await tx.matterFollower.upsert({
      where: { matterId_email: { matterId: id, email } },
      create: { matterId: id, email, keyHash: storedKey(followerKey(id, email)), createdAt: at, ...standing },
      update: standing,
      select: { id: true },
    })
    await record(tx, actor, { action: 'matter.followed', subjectType: 'matter', subjectId: id })
  })
}

/** Ends what an account follows; also under an address that it has had before. @throws SignInNeeded */
export async function unfollowOwn(actor: Actor, id: number): Promise<void> {
  const { user } = requireUser(actor)
  await transaction(async (tx) => {
    const { count } = await tx.matterFollower.deleteMany({ where: { matterId: id, userId: user.id } })
    if (count > 0)
      await record(tx, actor, { action: 'matter.unfollowed', subjectType: 'matter', subjectId: id })
  })
}

/** What somebody follows by the key of a mail; null when they do not (any more). */
async function followerByKey(tx: Tx, key: string) {
  if (!/^[\w-]{20,100}$/.test(key)) return null
  return tx.matterFollower.findUnique({
    where: { keyHash: storedKey(key) },
    select: { id: true, confirmedAt: true, createdAt: true, matterId: true },
  })
}

/** @returns the matter that is followed from now on @throws Gone when the link is over, or never was */
export async function confirmFollowing(actor: Actor, key: string): Promise<number> {
  return transaction(async (tx) => {
    const follower = await followerByKey(tx, key)
    if (!follower) throw new Gone('exchange_link')
    if (follower.confirmedAt === null) {
      await tx.matterFollower.updateMany({
        where: { id: follower.id, confirmedAt: null },
        data: { confirmedAt: now() },
      })
      await record(tx, actor, {
        action: 'matter.followed',
        subjectType: 'matter',
        subjectId: follower.matterId,
      })
    }
    return follower.matterId
  })
}

/** Ends the mails of one matter at a press. Pressed again, or with a link that is over, it says the same. */
export async function endFollowing(actor: Actor, key: string): Promise<void> {
  await transaction(async (tx) => {
    const follower = await followerByKey(tx, key)
    if (!follower) return
    const { count } = await tx.matterFollower.deleteMany({ where: { id: follower.id } })
    if (count === 1)
      await record(tx, actor, {
        action: 'matter.unfollowed',
        subjectType: 'matter',
        subjectId: follower.matterId,
      })
  })
}
