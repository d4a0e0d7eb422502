/** What officers have to write: drafts, what is scheduled, and what stands. */
import { inScope, type SignedIn, scopesOf } from '~/modules/accounts/rules'
import { db } from '~/platform/db.server'
import type { NoticeState } from '../rules'

const SHOWN = 30

/** Notices of the associations for which the actor may write, by state, the last touched first. */
export async function deskNotices(actor: SignedIn) {
  const association = inScope(scopesOf(actor, 'notice.draft'))
  const of = (states: NoticeState[], take: number) =>
    db.notice.findMany({
      where: { state: { in: states }, association },
      select: {
        id: true,
        title: true,
        state: true,
        updatedAt: true,
        publishAt: true,
        publishedAt: true,
        association: { select: { name: true } },
      },
      orderBy: { updatedAt: 'desc' },
      take,
    })
  const [drafts, scheduled, standing] = await Promise.all([
    of(['draft'], SHOWN),
    of(['scheduled'], SHOWN),
    of(['published', 'expired', 'withdrawn'], SHOWN),
  ])
  return { drafts, scheduled, standing }
}
