/** What a subscriber has chosen, for whoever holds the link in a mail or is signed in. */

import type { Actor } from '~/modules/accounts/rules'
import { now } from '~/platform/clock'
import { hashToken } from '~/platform/crypto.server'
import { db } from '~/platform/db.server'
import { Gone, NotFound, SignInNeeded } from '~/platform/errors'
import { portalUrl } from '~/platform/settings.server'
import { holderOf, tokenOf } from '../tokens.server'

/** Whose subscription: the signed link's, or without one the account's. */
export type Subject = { actor: Actor; token: string | undefined }

/** @throws NotFound for a link that was not made here; SignInNeeded for a guest without one */
export function subjectWhere({ actor, token }: Subject): { id: string } | { userId: string } {
  if (token) {
    const holder = holderOf(token)
    if (holder?.kind !== 'subscriber') throw new NotFound()
    return { id: holder.id }
  }
  if (!actor.user) throw new SignInNeeded()
  return { userId: actor.user.id }
}

/**
 * What somebody subscribes to; null when nothing, any more or yet. The address itself is not told: a mail is passed on
 * easily, and its link with it.
 * @throws NotFound, SignInNeeded
 */
export async function subscriptionOf(subject: Subject) {
  const found = await db.subscriber.findFirst({
    where: { ...subjectWhere(subject), state: 'active' },
    select: {
      rhythm: true,
      quietFrom: true,
      quietUntil: true,
      email: true,
      topics: {
        select: {
          id: true,
          category: true,
          theme: true,
          association: { select: { slug: true, name: true } },
          district: { select: { name: true } },
        },
        orderBy: { id: 'asc' },
      },
      endpoints: { where: { goneAt: null }, select: { id: true } },
    },
  })
  if (!found) return null
  const { email, endpoints, ...rest } = found
  return { ...rest, byMail: email !== null, devices: endpoints.length }
}

/** The address of somebody signed in, to be shown to themselves; null for a guest. */
export async function ownAddress(actor: Actor): Promise<string | null> {
  if (!actor.user) return null
  const { email } = await db.user.findUniqueOrThrow({ where: { id: actor.user.id }, select: { email: true } })
  return email
}

/** @throws Gone when the link that proves an address has been used, is over, or never was */
export async function checkConfirmation(token: string): Promise<void> {
  const found = await db.subscriber.count({
    where: { tokenHash: hashToken(token), tokenExpiresAt: { gte: now() } },
  })
  if (found === 0) throw new Gone('subscription_link')
}

/** Whose mails a link ends: a subscriber's, or those to an account. @throws NotFound when it was not made here */
export function linkKind(token: string): 'subscriber' | 'user' {
  const holder = holderOf(token)
  if (!holder) throw new NotFound()
  return holder.kind
}

/** The name of an association or a district that a form is about. */
export async function placeNames(association: number | null, district: number | null) {
  const [byId, inDistrict] = await Promise.all([
    association
      ? db.association.findUnique({ where: { id: association }, select: { id: true, name: true } })
      : null,
    district ? db.district.findUnique({ where: { id: district }, select: { id: true, name: true } }) : null,
  ])
  return { association: byId, district: inDistrict }
}

/** The addresses that a mail of another module to a subscriber carries: one ends everything, one leads to the settings. */
export function unsubscribeLinks(subscriberId: string): { end: string; manage: string } {
  const token = tokenOf({ kind: 'subscriber', id: subscriberId })
  return {
    end: portalUrl(`/unsubscribe/${token}`),
    manage: portalUrl(`/subscriptions/manage?token=${token}`),
  }
}
