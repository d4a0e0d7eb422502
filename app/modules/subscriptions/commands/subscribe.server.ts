/** 購読: asking for it, and proving the address. What the page answers never tells whether an address is known. */

import { type Actor, requireUser } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { queueMail } from '~/modules/notifications/commands.server'
import { limitAttempts } from '~/platform/attempts.server'
import { now } from '~/platform/clock'
import { hashToken, newToken } from '~/platform/crypto.server'
import { isUniqueViolation, type Tx, transaction } from '~/platform/db.server'
import { Gone, Invalid } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { portalUrl } from '~/platform/settings.server'
import type { OwnSubscription, Subscription, TopicForm } from '../schema'
import { tokenOf } from '../tokens.server'

/** Whoever asks: the address that attempts are counted by, and the network for the audit. */
export type Asker = { address: string; origin: string }

/** How long the link that proves an address works. */
const LINK_HOURS = 48

/** Topics of one subscriber; more is a mistake or malice. */
const MAX_TOPICS = 50

const limits = {
  'subscribe.address': { max: 60, minutes: 60 },
  'subscribe.account': { max: 5, minutes: 60 },
} as const

const guestAt = (origin: string) => ({ user: null, capacity: 'guest', origin })

/**
 * Sends a link that proves the address and begins the subscription. An address that subscribes already gets a link to
 * its settings instead, with what was asked for filled in: a stranger cannot change what others have chosen.
 * @throws TooMany; Invalid when there is no such association or district
 */
export async function subscribe(asker: Asker, form: Subscription, language: string): Promise<void> {
  await limitAttempts('subscribe.address', limits['subscribe.address'], asker.address)
  await limitAttempts('subscribe.account', limits['subscribe.account'], form.email)
  await transaction(async (tx) => {
    await checkPlace(tx, form)
    const known = await lockByEmail(tx, form.email)
    if (known?.state === 'active' && !known.dead) return sendSettingsLink(tx, known, form)
    const token = newToken()
    const proof = {
      language,
      ...chosen(form),
      tokenHash: hashToken(token),
      tokenExpiresAt: new Date(now().getTime() + LINK_HOURS * 3600_000),
    }
    // Somebody who subscribes, but whose address was switched off, keeps what was chosen and only proves the address.
    const id = known ? known.id : (await create(tx, { ...proof, email: form.email })).id
    if (known?.state === 'active') {
      const { tokenHash, tokenExpiresAt } = proof
      await tx.subscriber.update({ where: { id }, data: { tokenHash, tokenExpiresAt } })
    } else {
      if (known)
        await tx.subscriber.update({ where: { id }, data: { ...proof, state: 'pending', endedAt: null } })
      await tx.subscriptionTopic.deleteMany({ where: { subscriberId: id } })
      await addTopicTo(tx, id, form)
    }
    const t = translator(language)
    const words = {
      portal: t('portal.name'),
      url: portalUrl(`/subscriptions/confirm?token=${token}`),
      hours: LINK_HOURS,
    }
    await queueMail(tx, {
      recipient: form.email,
      subject: t('subscriptions.mail.confirm_subject', words),
      text: t('subscriptions.mail.confirm_text', words),
    })
    await record(tx, guestAt(asker.origin), {
      action: 'subscription.requested',
      subjectType: 'subscriber',
      subjectId: id,
    })
  }).catch((error) => {
    // Asked for twice at once: the other one has sent its mail.
    if (!isUniqueViolation(error)) throw error
  })
}

/**
 * Subscribes somebody who has signed in: their address is proven, unless a mail server has refused it since.
 * @returns whether it stands; false: a link was sent that proves the address first
 * @throws SignInNeeded, TooMany, Invalid
 */
export async function subscribeOwn(
  actor: Actor,
  asker: Asker,
  form: OwnSubscription,
  language: string,
): Promise<boolean> {
  const { user } = requireUser(actor)
  return transaction(async (tx) => {
    await checkPlace(tx, form)
    const { email } = await tx.user.findUniqueOrThrow({ where: { id: user.id }, select: { email: true } })
    const id = await ownSubscriber(tx, user.id, email, language)
    const { rhythm } = await tx.subscriber.findUniqueOrThrow({ where: { id }, select: { rhythm: true } })
    await tx.subscriber.update({
      where: { id },
      data: { ...chosen(form), ...(rhythm === form.rhythm ? {} : { digestedUntil: now() }) },
    })
    await addTopicTo(tx, id, form)
    await record(tx, actor, { action: 'subscription.started', subjectType: 'subscriber', subjectId: id })
    return (await tx.deadAddress.count({ where: { email } })) === 0 ? null : email
  }).then(async (dead) => {
    if (dead) await subscribe(asker, { ...form, email: dead }, language)
    return dead === null
  })
}

/**
 * Begins the subscription that a link was sent for, and takes the address off the list of those that were refused.
 * @returns the token of its settings
 * @throws Gone when the link has been used, is over, or never was
 */
export async function confirmSubscription(asker: Asker, token: string): Promise<string> {
  return transaction(async (tx) => {
    const at = now()
    const found = await tx.subscriber.findUnique({
      where: { tokenHash: hashToken(token) },
      select: { id: true, email: true, state: true, userId: true, tokenExpiresAt: true },
    })
    if (!found?.email || !found.tokenExpiresAt || found.tokenExpiresAt < at)
      throw new Gone('subscription_link')
    const begun =
      found.state === 'active' ? {} : { state: 'active' as const, digestedUntil: at, confirmedAt: at }
    const { count } = await tx.subscriber.updateMany({
      where: { id: found.id, tokenHash: hashToken(token) },
      data: { ...begun, tokenHash: null, tokenExpiresAt: null },
    })
    if (count !== 1) throw new Gone('subscription_link')
    await tx.deadAddress.deleteMany({ where: { email: found.email } })
    const actor = found.userId
      ? { ...guestAt(asker.origin), user: { id: found.userId } }
      : guestAt(asker.origin)
    await record(tx, actor, {
      action: 'subscription.started',
      subjectType: 'subscriber',
      subjectId: found.id,
    })
    return tokenOf({ kind: 'subscriber', id: found.id })
  })
}

/** Adds what somebody wants to be told of; what is there already stays once. @throws Invalid when it is too much */
export async function addTopicTo(tx: Tx, subscriberId: string, form: TopicForm): Promise<void> {
  const { association: associationId, district: districtId, category, theme } = form
  if ((await tx.subscriptionTopic.count({ where: { subscriberId } })) >= MAX_TOPICS)
    throw new Invalid({ form: ['subscriptions.error.too_many'] })
  await tx.subscriptionTopic.createMany({
    data: { subscriberId, associationId, districtId, category, theme },
    skipDuplicates: true,
  })
}

/** @throws Invalid when the association or district of a form is not there */
export async function checkPlace(tx: Tx, form: TopicForm): Promise<void> {
  if (form.association && !(await tx.association.count({ where: { id: form.association } })))
    throw new Invalid({ association: ['form.choose'] })
  if (form.district && !(await tx.district.count({ where: { id: form.district } })))
    throw new Invalid({ district: ['form.choose'] })
}

/**
 * The one subscriber of an account, made if there is none. A subscription of the same address from before the account
 * becomes part of it.
 */
export async function ownSubscriber(
  tx: Tx,
  userId: string,
  email: string,
  language: string,
): Promise<string> {
  const own = await tx.subscriber.findUnique({ where: { userId }, select: { id: true, email: true } })
  const byEmail = await lockByEmail(tx, email)
  if (own && byEmail && own.id !== byEmail.id) {
    const topics = await tx.subscriptionTopic.findMany({
      where: { subscriberId: byEmail.id, subscriber: { state: 'active' } },
      select: { associationId: true, districtId: true, category: true, theme: true },
    })
    await tx.subscriber.delete({ where: { id: byEmail.id } })
    await tx.subscriptionTopic.createMany({
      data: topics.map((topic) => ({ ...topic, subscriberId: own.id })),
      skipDuplicates: true,
    })
  }
  const known = own ?? byEmail
  if (known) {
    const { state } = await tx.subscriber.findUniqueOrThrow({
      where: { id: known.id },
      select: { state: true },
    })
    const at = now()
    if (state !== 'active') {
      // What was asked for and never proven, perhaps by somebody else, does not begin with the account's own wish.
      await tx.subscriptionTopic.deleteMany({ where: { subscriberId: known.id } })
    }
    const begun = { state: 'active', confirmedAt: at, digestedUntil: at, endedAt: null } as const
    await tx.subscriber.update({
      where: { id: known.id },
      data: { userId, email, tokenHash: null, tokenExpiresAt: null, ...(state === 'active' ? {} : begun) },
    })
    return known.id
  }
  return (await create(tx, { email, userId, language, state: 'active', confirmedAt: now() })).id
}

type New = Parameters<Tx['subscriber']['create']>[0]['data']

const create = (tx: Tx, data: New) =>
  tx.subscriber.create({
    data: { createdAt: now(), digestedUntil: now(), ...data } as New,
    select: { id: true },
  })

const chosen = (form: OwnSubscription) => ({
  rhythm: form.rhythm,
  quietFrom: form.quiet_from,
  quietUntil: form.quiet_until,
})

type Known = {
  id: string
  email: string
  language: string
  state: 'pending' | 'active' | 'ended'
  dead: boolean
}

/** The subscriber with an address, locked to the end of the transaction. */
async function lockByEmail(tx: Tx, email: string): Promise<Known | undefined> {
  const [known] = await tx.$queryRaw<Known[]>`
    SELECT s.id, s.email, s.language, s.state::text AS state,
      EXISTS (SELECT FROM dead_addresses x WHERE x.email = s.email) AS dead
    FROM subscribers s WHERE s.email = ${email} FOR UPDATE OF s`
  return known
}

async function sendSettingsLink(tx: Tx, known: Known, form: TopicForm): Promise<void> {
  const query = new URLSearchParams({ token: tokenOf({ kind: 'subscriber', id: known.id }) })
  for (const name of ['association', 'district', 'category', 'theme'] as const)
    if (form[name]) query.set(name, String(form[name]))
  const t = translator(known.language)
  const words = { portal: t('portal.name'), url: portalUrl(`/subscriptions/manage?${query}`) }
  await queueMail(tx, {
    recipient: known.email,
    subject: t('subscriptions.mail.known_subject', words),
    text: t('subscriptions.mail.known_text', words),
  })
}
