/** Links that are good for as long as somebody subscribes: whoever holds the mail may change or end what it is about. */
import { timingSafeEqual } from 'node:crypto'
import { keyedHash } from '~/platform/crypto.server'
import { settings } from '~/platform/settings.server'

/** Whose link it is: a subscriber's, or an account's that is told as a member. */
export type Holder = { kind: 'subscriber' | 'user'; id: string }

const letters = { subscriber: 's', user: 'u' } as const

const seal = (kind: Holder['kind'], id: string) =>
  keyedHash('subscription-link', `${kind}:${id}`).slice(0, 32)

/** The signed token of somebody; it names no address and never changes. */
export function tokenOf({ kind, id }: Holder): string {
  return `${letters[kind]}${id.replaceAll('-', '')}${seal(kind, id)}`
}

/** Whose token it is; null when it was not made here. */
export function holderOf(token: string | null | undefined): Holder | null {
  const found = /^([su])([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})([\w-]{32})$/.exec(
    token ?? '',
  )
  if (!found) return null
  const kind = found[1] === 's' ? 'subscriber' : 'user'
  const id = found.slice(2, 7).join('-')
  return timingSafeEqual(Buffer.from(seal(kind, id)), Buffer.from(found[7] ?? '')) ? { kind, id } : null
}

/** The `Message-ID` of a delivery: the same at every attempt, so that a second copy can be told from a new message. */
export function messageIdOf(deliveryId: number): string {
  const { MAIL_FROM, PUBLIC_URL } = settings()
  const host = /@([\w.-]+)/.exec(MAIL_FROM)?.[1] ?? new URL(PUBLIC_URL).hostname
  return `<delivery-${deliveryId}-${sealOfDelivery(deliveryId)}@${host}>`
}

const sealOfDelivery = (id: number) => keyedHash('message-id', String(id)).replace(/[^\w]/g, '').slice(0, 16)

/** The delivery that a text's `Message-ID` names; null when none of this portal's is in it. */
export function deliveryIn(text: string): number | null {
  const found = /<delivery-([1-9]\d{0,8})-(\w{10,16})@/.exec(text)
  const id = Number(found?.[1])
  return found && found[2] === sealOfDelivery(id) ? id : null
}
