/** 通知を受け取る端末: switched on by the browser itself, ended on the page or by the push service. */
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { limitAttempts } from '~/platform/attempts.server'
import { now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound } from '~/platform/errors'
import { arePushKeys, isPushEndpoint } from '~/platform/push.server'
import type { DeviceForm, RenewedForm } from '../device-schema'
import { type DeviceHolder, deviceSubscriber } from '../queries/devices.server'
import type { TopicForm } from '../schema'
import { tokenOf } from '../tokens.server'
import { type Asker, addTopicTo, checkPlace, ownSubscriber } from './subscribe.server'

/** Devices of one subscriber; more is a mistake or malice. */
export const MAX_DEVICES = 10

const limit = { max: 60, minutes: 60 } as const

const whoIs = (actor: Actor, asker: Asker) =>
  actor.user ? actor : { user: null, capacity: 'guest', origin: asker.origin }

function checkTarget(form: DeviceForm): void {
  if (!isPushEndpoint(form.endpoint))
    throw new Invalid({ form: ['subscriptions.device.error.unknown_service'] })
  if (!arePushKeys(form)) throw new Invalid({ form: ['subscriptions.device.error.keys'] })
}

/**
 * Saves a device, of the account or of the browser that asks. A device that somebody else had switched on in the same
 * browser is theirs no more: whoever uses it now must not be shown what others are told.
 * @param wanted what it shall be told of; null: what its owner has already chosen
 * @returns the token by which a browser without an account finds its own again; null for an account
 * @throws TooMany; Invalid when it is no address of a push service, or there is no such association or district
 */
export async function saveDevice(
  holder: DeviceHolder,
  asker: Asker,
  form: DeviceForm & { device: string },
  wanted: TopicForm | null,
  language: string,
): Promise<string | null> {
  checkTarget(form)
  await limitAttempts('device.address', limit, asker.address)
  return transaction(async (tx) => {
    // Two tabs of one browser that save it at once come one after the other.
    await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtext(${form.endpoint}))`
    const id = await subscriberFor(tx, holder, language)
    const { endpoint, p256dh, auth, device } = form
    const known = await tx.pushEndpoint.findUnique({
      where: { endpoint },
      select: { id: true, subscriberId: true, auth: true },
    })
    if (known && known.auth !== auth) throw new Invalid({ form: ['subscriptions.device.error.keys'] })
    if (known) {
      await tx.pushEndpoint.update({
        where: { id: known.id },
        data: { subscriberId: id, p256dh, device, goneAt: null },
      })
      if (known.subscriberId !== id) await leave(tx, known.subscriberId, id)
    } else {
      if ((await tx.pushEndpoint.count({ where: { subscriberId: id, goneAt: null } })) >= MAX_DEVICES)
        throw new Invalid({ form: ['subscriptions.device.error.too_many'] })
      await tx.pushEndpoint.create({
        data: { subscriberId: id, endpoint, p256dh, auth, device, createdAt: now() },
      })
    }
    if (wanted) {
      await checkPlace(tx, wanted)
      await addTopicTo(tx, id, wanted)
    } else if ((await tx.subscriptionTopic.count({ where: { subscriberId: id } })) === 0) {
      throw new Invalid({ form: ['subscriptions.device.error.no_topic'] })
    }
    await note(tx, whoIs(holder.actor, asker), id, 'device_added')
    return holder.actor.user ? null : tokenOf({ kind: 'subscriber', id })
  })
}

/** The subscriber to whom a device belongs, made or begun anew where there is none that stands. */
async function subscriberFor(tx: Tx, holder: DeviceHolder, language: string): Promise<string> {
  const where = deviceSubscriber(holder)
  const { user } = holder.actor
  const own = where && (await tx.subscriber.findFirst({ where, select: { id: true, state: true } }))
  if (own?.state === 'active') return own.id
  if (user && !own) {
    const { email } = await tx.user.findUniqueOrThrow({ where: { id: user.id }, select: { email: true } })
    const byMail = await tx.subscriber.count({ where: { email, state: 'active' } })
    if (byMail > 0) return ownSubscriber(tx, user.id, email, language)
  }
  const begun = { state: 'active', confirmedAt: now(), digestedUntil: now(), endedAt: null } as const
  if (own) {
    // What had ended had an address and topics of its own; a device does not bring them back.
    await tx.subscriptionTopic.deleteMany({ where: { subscriberId: own.id } })
    await tx.subscriber.update({
      where: { id: own.id },
      data: { ...begun, email: null, tokenHash: null, tokenExpiresAt: null },
    })
    return own.id
  }
  const made = await tx.subscriber.create({
    data: { ...begun, userId: user?.id ?? null, language, createdAt: now() },
    select: { id: true },
  })
  return made.id
}

/** What becomes of the former owner of a device: what a browser had chosen for itself goes with it to the account. */
async function leave(tx: Tx, formerId: string, id: string): Promise<void> {
  const former = await tx.subscriber.findUniqueOrThrow({
    where: { id: formerId },
    select: { email: true, userId: true, topics: true },
  })
  if (former.email === null && former.userId === null) {
    await tx.subscriptionTopic.createMany({
      data: former.topics.map(({ associationId, districtId, category, theme }) => ({
        subscriberId: id,
        associationId,
        districtId,
        category,
        theme,
      })),
      skipDuplicates: true,
    })
  }
  await endIfNothingLeft(tx, formerId)
}

/** A subscriber without an address and without a device is told nothing any more, and says so. */
async function endIfNothingLeft(tx: Tx, id: string): Promise<void> {
  const { count } = await tx.subscriber.updateMany({
    where: { id, email: null, state: 'active', endpoints: { none: { goneAt: null } } },
    data: { state: 'ended', endedAt: now() },
  })
  if (count > 0) await tx.subscriptionTopic.deleteMany({ where: { subscriberId: id } })
}

/**
 * Ends a device: nothing more is sent there, and what waits for it is not sent either.
 * @throws NotFound when it is not one of the holder's
 */
export async function endDevice(holder: DeviceHolder, asker: Asker, id: number): Promise<void> {
  const where = deviceSubscriber(holder)
  if (!where) throw new NotFound()
  await transaction(async (tx) => {
    const device = await tx.pushEndpoint.findFirst({
      where: { id, subscriber: where },
      select: { subscriberId: true },
    })
    if (!device) throw new NotFound()
    await tx.delivery.updateMany({
      where: { endpointId: id, state: 'queued' },
      data: { state: 'cancelled' },
    })
    await tx.pushEndpoint.deleteMany({ where: { id } })
    await endIfNothingLeft(tx, device.subscriberId)
    await note(tx, whoIs(holder.actor, asker), device.subscriberId, 'device_ended')
  })
}

/**
 * Takes the new address of a browser whose push service has given it another one. It must show the old address with its
 * secret, or be the only device of its holder: anything else would let a stranger put a device in another's place.
 * @throws TooMany, Invalid; NotFound when it cannot be told which device it was
 */
export async function renewDevice(holder: DeviceHolder, asker: Asker, form: RenewedForm): Promise<void> {
  checkTarget(form)
  await limitAttempts('device.address', limit, asker.address)
  await transaction(async (tx) => {
    const where = deviceSubscriber(holder)
    const shown = await tx.pushEndpoint.findFirst({
      where: { endpoint: form.old_endpoint, auth: form.old_auth },
      select: { id: true, subscriberId: true },
    })
    const own = where
      ? await tx.pushEndpoint.findMany({
          where: { subscriber: where, goneAt: null },
          select: { id: true, subscriberId: true },
          take: 2,
        })
      : []
    const device = shown ?? (own.length === 1 ? own[0] : undefined)
    if (!device) throw new NotFound()
    const { endpoint, p256dh, auth } = form
    const taken = await tx.pushEndpoint.findUnique({ where: { endpoint }, select: { id: true } })
    if (taken && taken.id !== device.id) throw new Invalid({ form: ['subscriptions.device.error.keys'] })
    await tx.pushEndpoint.update({ where: { id: device.id }, data: { endpoint, p256dh, auth, goneAt: null } })
    await note(tx, whoIs(holder.actor, asker), device.subscriberId, 'device_renewed')
  })
}

async function note(
  tx: Tx,
  who: { user: { id: string } | null; capacity: string; origin: string },
  id: string,
  what: 'device_added' | 'device_ended' | 'device_renewed',
): Promise<void> {
  await record(tx, who, {
    action: 'subscription.changed',
    subjectType: 'subscriber',
    subjectId: id,
    after: { what },
  })
}
