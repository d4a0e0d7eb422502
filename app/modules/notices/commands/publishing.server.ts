/** What publishing sets going, in the transaction that publishes: one place for the form, the approval and the clock. */
import { announce } from '~/modules/subscriptions/commands/announce.server'
import type { Tx } from '~/platform/db.server'
import { queue } from '~/platform/jobs.server'
import type { NoticeState } from '../rules'

/** Called when a notice begins to stand before its readers; not for a correction. A second call tells nobody again. */
export async function hasBeenPublished(tx: Tx, noticeId: number): Promise<void> {
  await announce(tx, { noticeId, kind: 'published' })
}

/** What the clock has to do for a notice in this state, queued with the write that asks for it. */
export async function queueClock(
  tx: Tx,
  id: number,
  state: NoticeState,
  dates: { publishAt: Date | null; expiresAt: Date | null },
): Promise<void> {
  if (state === 'scheduled' && dates.publishAt) {
    await queue(tx, 'publish-notice', { noticeId: id }, { startAfter: dates.publishAt })
  }
  if ((state === 'scheduled' || state === 'published') && dates.expiresAt) {
    await queue(tx, 'expire-notice', { noticeId: id }, { startAfter: dates.expiresAt })
  }
}
