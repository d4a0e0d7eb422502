/** 通知を受け取る端末: those of an account, or of a browser without one. */
import { createHash } from 'node:crypto'
import type { Actor } from '~/modules/accounts/rules'
import { db } from '~/platform/db.server'
import { holderOf } from '../tokens.server'

/** Whose devices: of the account, or without one of whoever holds the browser's own token. */
export type DeviceHolder = { actor: Actor; token: string | undefined }

/** The `where` of the one subscriber; null for a browser that has none yet. An account stands above the token. */
export function deviceSubscriber({ actor, token }: DeviceHolder) {
  if (actor.user) return { userId: actor.user.id }
  const holder = holderOf(token)
  return holder?.kind === 'subscriber' ? { id: holder.id, userId: null } : null
}

/** What a page may say of an address, so that its own browser finds itself in the list: its SHA-256, hex. */
export const markOf = (endpoint: string) => createHash('sha256').update(endpoint).digest('hex')

/** The devices that take messages, and what they are told of; both empty where there are none. */
export async function devicesOf(holder: DeviceHolder) {
  const where = deviceSubscriber(holder)
  const found =
    where &&
    (await db.subscriber.findFirst({
      where: { ...where, state: 'active' },
      select: {
        endpoints: {
          where: { goneAt: null },
          select: { id: true, endpoint: true, device: true, createdAt: true },
          orderBy: { id: 'asc' },
        },
        topics: {
          select: {
            id: true,
            category: true,
            association: { select: { name: true } },
            district: { select: { name: true } },
          },
          orderBy: { id: 'asc' },
        },
      },
    }))
  return {
    devices: (found?.endpoints ?? []).map(({ endpoint, ...device }) => ({
      ...device,
      mark: markOf(endpoint),
    })),
    topics: found?.topics ?? [],
  }
}
