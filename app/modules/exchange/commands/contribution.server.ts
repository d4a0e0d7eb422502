/** A matter as the moderators see it: found whatever its state, hidden where it is public. */

import type { Actor } from '~/modules/accounts/rules'
import { JOB } from '~/modules/audit/commands.server'
import type { Client, Contribution, Keeper } from '~/modules/moderation/commands/keepers.server'
import { db } from '~/platform/db.server'
import { openContact } from '../contact.server'
import { OPEN_TO_ALL } from '../queries/matter.server'
import { isPublicState, speaksFor } from '../rules'
import { takeBackNotice } from './city-notice.server'

async function find(client: Client, actor: Actor, ids: readonly number[]): Promise<Contribution[]> {
  const found = await client.matter.findMany({
    // Whose address is not proven is nobody yet, and nobody reads what they wrote.
    where: { id: { in: [...ids] }, OR: [{ authorContact: null }, { provenAt: { not: null } }] },
    select: {
      id: true,
      title: true,
      body: true,
      placeText: true,
      photos: { orderBy: { id: 'asc' }, select: { description: true } },
      state: true,
      channel: true,
      receivedAt: true,
      hiddenAt: true,
      authorId: true,
      authorContact: true,
      author: { select: { email: true, language: true } },
      association: { select: { path: true } },
    },
  })
  return found.map((matter) => ({
    id: matter.id,
    title: matter.title,
    text: [matter.body, matter.placeText, ...matter.photos.map(({ description }) => description)]
      .filter(Boolean)
      .join('\n\n'),
    href: `/exchange/${matter.id}`,
    isPublic: matter.receivedAt !== null && isPublicState(matter.state),
    hiddenAt: matter.hiddenAt,
    authorId: matter.authorId,
    mine: speaksFor(actor, { ...matter, associationPath: matter.association?.path ?? null }),
    receiver: matter.author ?? openContact(matter.authorContact),
  }))
}

/** How moderation reaches matters (意見・質問). */
export const matterKeeper: Keeper = {
  find,
  async setHidden(tx, id, at, by) {
    const { count } = await tx.matter.updateMany({
      where: at ? { id, hiddenAt: null, ...OPEN_TO_ALL } : { id, hiddenAt: { not: null } },
      data: { hiddenAt: at, version: { increment: 1 } },
    })
    if (count !== 1) return false
    if (at) await takeBackNotice(tx, by ?? JOB, id)
    return true
  },
  async waiting() {
    const count = await db.matter.count({
      where: {
        state: 'waiting',
        channel: 'direct',
        OR: [{ authorContact: null }, { provenAt: { not: null } }],
      },
    })
    return { count, href: '/desk/exchange?queue=waiting' }
  },
}
