/** Feeds for programs: the newest public notices as RSS. Nobody signs in to a feed. */
import { guest } from '~/modules/accounts/rules'
import { dayOf, now } from '~/platform/clock'
import { latestNotices, listNotices, type NoticeItem } from './list.server'

/** The newest public notices, of one association or of all. */
export async function feedNotices(associationId?: number): Promise<NoticeItem[]> {
  const reader = guest(dayOf(now()))
  if (associationId) return latestNotices(reader, { associationId: associationId }, 30)
  return (await listNotices(reader, {})).items
}
