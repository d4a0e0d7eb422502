/** 承認: a second person publishes what another has written, or sends it back; whoever asked takes it back. */
import { inScope, may, type SignedIn, scopesOf } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { now as clockNow } from '~/platform/clock'
import { type Prisma, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, Stale } from '~/platform/errors'
import { tellWriter } from '../mails.server'
import { type Mover, mayMove, type NoticeState, publishesNow } from '../rules'
import { hasBeenPublished, queueClock } from './publishing.server'

/** What waits, for somebody who may write for its publisher. @throws NotFound; Stale when it no longer waits like this */
async function waiting(tx: Tx, actor: SignedIn, id: number, version: number) {
  const notice = await tx.notice.findFirst({
    where: { id, association: inScope(scopesOf(actor, 'notice.draft')) },
    select: {
      id: true,
      title: true,
      state: true,
      version: true,
      submittedById: true,
      publishAt: true,
      expiresAt: true,
      association: { select: { id: true, kind: true, name: true, path: true } },
    },
  })
  if (!notice) throw new NotFound()
  if (notice.state !== 'awaiting_approval' || notice.version !== version) throw new Stale('approval_decided')
  return notice
}

type Waiting = Awaited<ReturnType<typeof waiting>>

/** @throws NotAllowed without the right, or for what one has asked for oneself */
function secondPerson(actor: SignedIn, notice: Waiting, to: NoticeState) {
  if (!may(actor, 'notice.approve', notice.association.path)) throw new NotAllowed()
  const submitter = notice.submittedById === actor.user.id
  if (!mayMove(notice.state, to, 'notice.approve', { submitter })) throw new NotAllowed('own_approval')
}

async function move(
  tx: Tx,
  actor: SignedIn,
  notice: Waiting,
  to: NoticeState,
  act: { action: string },
  data: Prisma.NoticeUncheckedUpdateManyInput,
) {
  const { count } = await tx.notice.updateMany({
    where: { id: notice.id, version: notice.version, state: notice.state },
    data: { ...data, state: to, version: notice.version + 1 },
  })
  // Two who decide at once: the second is told that it is decided.
  if (count !== 1) throw new Stale('approval_decided')
  await record(tx, actor, {
    ...act,
    subjectType: 'notice',
    subjectId: notice.id,
    associationId: notice.association.id,
    before: { state: notice.state, version: notice.version },
    after: { state: to, version: notice.version + 1 },
  })
}

/**
 * Publishes what waits, or plans it for its time, and tells the writer.
 * @throws NotFound, NotAllowed, also for the one who asked; Stale when another was faster; Invalid when its last day
 *   has passed while it waited
 */
export async function approveNotice(
  actor: SignedIn,
  id: number,
  form: { version: number },
): Promise<{ state: NoticeState }> {
  const now = clockNow()
  return transaction(async (tx) => {
    const notice = await waiting(tx, actor, id, form.version)
    const to = publishesNow(notice.publishAt, now) ? 'published' : 'scheduled'
    secondPerson(actor, notice, to)
    if (notice.expiresAt && notice.expiresAt <= now) throw new Invalid({ form: ['notices.approve.expired'] })
    await move(
      tx,
      actor,
      notice,
      to,
      { action: 'notice.approved' },
      {
        approvedById: actor.user.id,
        approvedAt: now,
        publishedAt: to === 'published' ? now : null,
      },
    )
    await queueClock(tx, id, to, notice)
    if (to === 'published') await hasBeenPublished(tx, id)
    await tellWriter(tx, actor, 'approved', notice.submittedById, notice)
    return { state: to }
  })
}

/**
 * 差し戻す: makes a draft of it again; the writer is told why.
 * @throws NotFound, NotAllowed, also for the one who asked; Stale when another was faster
 */
export async function sendBack(
  actor: SignedIn,
  id: number,
  form: { version: number; reason: string },
): Promise<void> {
  await transaction(async (tx) => {
    const notice = await waiting(tx, actor, id, form.version)
    secondPerson(actor, notice, 'draft')
    await move(tx, actor, notice, 'draft', { action: 'notice.returned' }, { returnedReason: form.reason })
    await tellWriter(tx, actor, 'returned', notice.submittedById, notice, form.reason)
  })
}

/**
 * 取り下げて直す: whoever asked for the approval takes it back to change it.
 * @throws NotFound, NotAllowed for anybody else; Stale when it has been decided
 */
export async function takeBack(actor: SignedIn, id: number, form: { version: number }): Promise<void> {
  await transaction(async (tx) => {
    const notice = await waiting(tx, actor, id, form.version)
    const by: Mover = notice.submittedById === actor.user.id ? 'submitter' : 'notice.draft'
    if (!mayMove(notice.state, 'draft', by)) throw new NotAllowed()
    await move(tx, actor, notice, 'draft', { action: 'notice.taken_back' }, {})
  })
}
