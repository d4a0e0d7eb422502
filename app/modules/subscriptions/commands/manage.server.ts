/** What a subscriber changes: by the signed link in a mail, or signed in. */
import { stopMails } from '~/modules/accounts/commands/account.server'
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { type Subject, subjectWhere } from '../queries/subscriber.server'
import type { SettingsForm, TopicForm } from '../schema'
import { type Holder, holderOf } from '../tokens.server'
import { addTopicTo, checkPlace } from './subscribe.server'

/** Locks the subscriber of a link or of an account. @throws NotFound when there is none that stands */
async function lock(tx: Tx, subject: Subject): Promise<{ id: string; userId: string | null }> {
  const found = await tx.subscriber.findFirst({
    where: { ...subjectWhere(subject), state: 'active' },
    select: { id: true, userId: true },
  })
  if (!found) throw new NotFound('subscription_none')
  await tx.$queryRaw`SELECT 1 FROM subscribers WHERE id = ${found.id}::uuid FOR UPDATE`
  return found
}

const auditee = (subject: Subject, userId: string | null) =>
  subject.actor.user
    ? subject.actor
    : { user: userId ? { id: userId } : null, capacity: 'guest', origin: subject.actor.origin }

/** Adds an association, a district or everything, of one category or of all. @throws NotFound, Invalid */
export async function addTopic(subject: Subject, form: TopicForm): Promise<void> {
  await transaction(async (tx) => {
    const { id, userId } = await lock(tx, subject)
    await checkPlace(tx, form)
    await addTopicTo(tx, id, form)
    await changed(tx, subject, id, userId, 'topic_added')
  })
}

/** Takes one of the topics away; one that is gone already is no mistake. @throws NotFound */
export async function removeTopic(subject: Subject, topicId: number): Promise<void> {
  await transaction(async (tx) => {
    const { id, userId } = await lock(tx, subject)
    const { count } = await tx.subscriptionTopic.deleteMany({ where: { id: topicId, subscriberId: id } })
    if (count > 0) await changed(tx, subject, id, userId, 'topic_removed')
  })
}

/** At once or daily, and the quiet hours. @throws NotFound */
export async function changeSettings(subject: Subject, form: SettingsForm): Promise<void> {
  await transaction(async (tx) => {
    const { id, userId } = await lock(tx, subject)
    const { rhythm } = await tx.subscriber.findUniqueOrThrow({ where: { id }, select: { rhythm: true } })
    await tx.subscriber.update({
      where: { id },
      data: {
        rhythm: form.rhythm,
        quietFrom: form.quiet_from,
        quietUntil: form.quiet_until,
        // The first digest tells what is published from now on, and not once more what came at once.
        ...(rhythm !== form.rhythm ? { digestedUntil: now() } : {}),
      },
    })
    await changed(tx, subject, id, userId, 'settings')
  })
}

async function changed(tx: Tx, subject: Subject, id: string, userId: string | null, what: string) {
  await record(tx, auditee(subject, userId), {
    action: 'subscription.changed',
    subjectType: 'subscriber',
    subjectId: id,
    after: { what },
  })
}

/**
 * Ends the mails of a link, at once and without a further question (RFC 8058): of a subscriber the subscription, of a
 * member the mails to the account. Used twice it does nothing more. Devices go on: they are ended where they are.
 * @throws NotFound when the token was not made by this portal
 */
export async function unsubscribe(token: string | undefined, origin: string): Promise<void> {
  const holder = holderOf(token)
  if (!holder) throw new NotFound()
  if (holder.kind === 'user') return stopMails(holder.id, origin)
  await transaction((tx) => end(tx, holder, { user: null, capacity: 'guest', origin }))
}

/** Ends the subscription, on its page. @throws NotFound */
export async function endSubscription(subject: Subject): Promise<void> {
  await transaction(async (tx) => {
    const { id, userId } = await lock(tx, subject)
    await end(tx, { kind: 'subscriber', id }, auditee(subject, userId))
  })
}

async function end(
  tx: Tx,
  { id }: Holder,
  who: Pick<Actor, 'capacity' | 'origin'> & { user: { id: string } | null },
) {
  const devices = await tx.pushEndpoint.count({ where: { subscriberId: id, goneAt: null } })
  const { count } = await tx.subscriber.updateMany({
    where: { id, state: { not: 'ended' }, ...(devices > 0 ? { email: { not: null } } : {}) },
    data:
      devices > 0
        ? { email: null }
        : { state: 'ended', endedAt: now(), tokenHash: null, tokenExpiresAt: null },
  })
  if (count === 0) return
  if (devices === 0) await tx.subscriptionTopic.deleteMany({ where: { subscriberId: id } })
  await tx.delivery.updateMany({
    where: { subscriberId: id, channel: 'mail', state: 'queued' },
    data: { state: 'cancelled' },
  })
  await record(tx, who, { action: 'subscription.ended', subjectType: 'subscriber', subjectId: id })
}
