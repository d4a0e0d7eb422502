/** What the author of a hidden contribution sees: their own text, why it was hidden, and how their appeal stands. */
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { dayOf } from '~/platform/clock'
import { hashToken } from '~/platform/crypto.server'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { type Client, findAll, findOne, type Keepers, nameOf } from '../commands/keepers.server'
import { hidingOfKey } from '../keys.server'
import { type AppealState, appealStep, appealUntil, type PostingRule, type Subject } from '../rules'

/** What may stand in the address: a key, or `my-` and the number of a hiding for whoever has signed in. */
const OWN = /^my-([1-9]\d{0,8})$/
const KEY = /^[\w-]{20,100}$/

/**
 * The hiding that an address leads to, with the contribution. By its number for the author's account alone.
 * @throws SignInNeeded for a number without a session; NotFound for anything that is not theirs
 */
export async function appealedHiding(
  client: Client,
  actor: Actor,
  keepers: Keepers,
  key: string | undefined,
) {
  const own = OWN.exec(key ?? '')
  if (own) requireUser(actor)
  else if (!KEY.test(key ?? '')) throw new NotFound()
  const named = hidingOfKey(key ?? '')
  const row = await client.contentHiding.findFirst({
    where: own
      ? { id: Number(own[1]) }
      : named !== null
        ? // After its time a key opens nothing, however it was made.
          { id: named, keyHash: { not: null } }
        : { keyHash: hashToken(key ?? '') },
    select: {
      id: true,
      subject: true,
      subjectId: true,
      rule: true,
      reason: true,
      hiddenById: true,
      hiddenAt: true,
      liftedAt: true,
      appeals: { select: { text: true, state: true, decision: true } },
    },
  })
  if (!row) throw new NotFound()
  const { appeals, ...hiding } = row
  const subject = hiding.subject as Subject
  const contribution = await findOne(keepers, client, actor, subject, hiding.subjectId)
  if (!contribution || (own && !contribution.mine)) throw new NotFound()
  return { hiding: { ...hiding, subject, appeal: appeals[0] ?? null }, contribution }
}

/** The page of an appeal. @throws SignInNeeded, NotFound */
export async function appealPage(actor: Actor, keepers: Keepers, key: string | undefined) {
  const { hiding, contribution } = await appealedHiding(db, actor, keepers, key)
  const { appeal } = hiding
  const hiddenOn = dayOf(hiding.hiddenAt)
  return {
    subject: hiding.subject,
    title: contribution.title,
    text: contribution.text,
    href: contribution.href,
    hiding: {
      rule: hiding.rule as PostingRule,
      reason: hiding.reason,
      hiddenAt: hiding.hiddenAt,
      appealHref: null,
    },
    step: appealStep({ ...hiding, hiddenOn, appealed: appeal !== null }, actor.today),
    until: appealUntil(hiddenOn),
    appeal: appeal && { ...appeal, state: appeal.state as AppealState },
  }
}

/** So many hidings are looked through at once. */
const BATCH = 500

/** The hidings of what somebody wrote, with their appeals. */
async function hidingsOf(actor: Actor, keepers: Keepers, userId: string) {
  const own = []
  for (let after = 0; ; ) {
    const batch = await db.contentHiding.findMany({
      where: { id: { gt: after } },
      orderBy: { id: 'asc' },
      take: BATCH,
      select: {
        id: true,
        subject: true,
        subjectId: true,
        rule: true,
        reason: true,
        hiddenAt: true,
        liftedAt: true,
        liftedReason: true,
        appeals: { select: { text: true, state: true, decision: true, createdAt: true, decidedAt: true } },
      },
    })
    const found = await findAll(keepers, db, actor, batch)
    for (const { id, subject, subjectId, ...row } of batch) {
      const written = found.get(nameOf(subject, subjectId))
      if (written?.authorId === userId) own.push({ subject, title: written.title, ...row })
      after = id
    }
    if (batch.length < BATCH) return own
  }
}

/** What moderation holds of a person, for the person's own export: reports, hidings, appeals. @throws SignInNeeded */
export async function moderationExport(actor: Actor, keepers: Keepers) {
  const { user } = requireUser(actor)
  const [reports, hidings] = await Promise.all([
    db.contentReport.findMany({
      where: { reporterId: user.id },
      orderBy: { id: 'asc' },
      select: { subject: true, reason: true, text: true, state: true, createdAt: true },
    }),
    hidingsOf(actor, keepers, user.id),
  ])
  return { reports, hidings }
}
