/** The end of a notice: withdrawn by a person, published and expired by the clock, a draft thrown away. */
import { inScope, may, type SignedIn, scopesOf } from '~/modules/accounts/rules'
import { type Auditee, JOB, record } from '~/modules/audit/commands.server'
import { now as clockNow } from '~/platform/clock'
import { db, type Tx, transaction } from '~/platform/db.server'
import { NotAllowed, NotFound, Stale } from '~/platform/errors'
import { removeFiles } from '~/platform/files.server'
import { mayMove, type NoticeState } from '../rules'
import { hasBeenPublished } from './publishing.server'

async function noticeInScope(tx: Tx, actor: SignedIn, id: number) {
  const notice = await tx.notice.findFirst({
    where: { id, association: inScope(scopesOf(actor, 'notice.draft')) },
    select: { state: true, version: true, associationId: true, association: { select: { path: true } } },
  })
  if (!notice) throw new NotFound()
  return notice
}

/**
 * Takes a notice back; its address then says so, with the reason.
 * @throws NotFound, NotAllowed; Stale when it was changed since
 */
export async function withdrawNotice(
  actor: SignedIn,
  id: number,
  form: { version: number; reason: string },
): Promise<void> {
  await transaction(async (tx) => {
    const notice = await noticeInScope(tx, actor, id)
    if (!may(actor, 'notice.publish', notice.association.path)) throw new NotAllowed()
    if (!mayMove(notice.state, 'withdrawn', 'notice.publish') || notice.version !== form.version)
      throw new Stale()
    const { count } = await tx.notice.updateMany({
      where: { id, version: form.version, state: notice.state },
      data: {
        state: 'withdrawn',
        withdrawnAt: clockNow(),
        withdrawnReason: form.reason,
        version: form.version + 1,
      },
    })
    if (count !== 1) throw new Stale()
    await record(tx, actor, {
      action: 'notice.withdrawn',
      subjectType: 'notice',
      subjectId: id,
      associationId: notice.associationId,
      before: { state: notice.state },
      after: { state: 'withdrawn' },
    })
  })
}

/**
 * Takes back a notice that carries the words of something else, within the transaction in which those are hidden or
 * changed: what residents can read is withdrawn, what is still to come is a draft again. Whoever calls has the right to
 * act on what it was made from.
 * @returns the version and state after it; null when there is no notice
 */
export async function recallNotice(
  tx: Tx,
  by: Auditee,
  id: number,
  reason: string,
): Promise<{ version: number; state: NoticeState } | null> {
  // Held: nobody approves or publishes it in between.
  await tx.$executeRaw`SELECT FROM notices WHERE id = ${id}::int FOR NO KEY UPDATE`
  const notice = await tx.notice.findUnique({
    where: { id },
    select: { state: true, version: true, associationId: true },
  })
  if (!notice) return null
  const to = (['withdrawn', 'draft'] as const).find((state) => mayMove(notice.state, state, 'source'))
  if (!to) return { version: notice.version, state: notice.state }
  const version = notice.version + 1
  await tx.notice.updateMany({
    where: { id },
    data: {
      state: to,
      version,
      ...(to === 'withdrawn'
        ? { withdrawnAt: clockNow(), withdrawnReason: reason }
        : { returnedReason: reason, approvedById: null, approvedAt: null }),
    },
  })
  await record(tx, by, {
    ...(to === 'withdrawn' ? { action: 'notice.withdrawn' } : { action: 'notice.taken_back' }),
    subjectType: 'notice',
    subjectId: id,
    associationId: notice.associationId,
    before: { state: notice.state },
    after: { state: to },
  })
  return { version, state: to }
}

/**
 * Throws a draft away, with its attachments. What residents have seen is withdrawn instead.
 * @throws NotFound; Stale when it is no longer a draft or was changed since
 */
export async function deleteDraft(actor: SignedIn, id: number, version: number): Promise<void> {
  const keys = await transaction(async (tx) => {
    const notice = await noticeInScope(tx, actor, id)
    const files = await tx.attachment.findMany({
      where: { noticeId: id },
      select: { key: true, thumbnailKey: true },
    })
    const { count } = await tx.notice.deleteMany({ where: { id, version, state: 'draft' } })
    if (count !== 1) throw new Stale()
    await record(tx, actor, {
      action: 'notice.draft_deleted',
      subjectType: 'notice',
      subjectId: id,
      associationId: notice.associationId,
      before: { state: 'draft' },
    })
    return files.flatMap((file) => [file.key, file.thumbnailKey])
  })
  await removeFiles(keys)
}

/** Publishes a scheduled notice whose time has come; does nothing when it was changed in between. */
export function publishDue(id: number): Promise<boolean> {
  return moveByClock(id, 'scheduled', 'published', (now) => ({
    where: { publishAt: { lte: now } },
    data: { publishedAt: now },
  }))
}

/** Ends a published notice whose last day has passed. */
export function expireDue(id: number): Promise<boolean> {
  return moveByClock(id, 'published', 'expired', (now) => ({ where: { expiresAt: { lte: now } }, data: {} }))
}

/** Publishes and expires all that is due. Returns how many were moved. */
export async function sweepDue(): Promise<number> {
  const now = clockNow()
  const due = (state: NoticeState, where: object) =>
    db.notice.findMany({ where: { state, ...where }, select: { id: true }, take: 1000 })
  const moved = [
    ...(await due('scheduled', { publishAt: { lte: now } })).map(({ id }) => publishDue(id)),
    ...(await due('published', { expiresAt: { lte: now } })).map(({ id }) => expireDue(id)),
  ]
  return (await Promise.all(moved)).filter(Boolean).length
}

async function moveByClock(
  id: number,
  from: NoticeState,
  to: NoticeState,
  due: (now: Date) => { where: object; data: object },
): Promise<boolean> {
  if (!mayMove(from, to, 'clock')) throw new NotAllowed()
  const { where, data } = due(clockNow())
  return transaction(async (tx) => {
    const moved = await tx.notice.updateManyAndReturn({
      where: { id, state: from, ...where },
      data: { ...data, state: to, version: { increment: 1 } },
      select: { associationId: true },
    })
    const notice = moved[0]
    if (!notice) return false
    await record(tx, JOB, {
      action: `notice.${to}`,
      subjectType: 'notice',
      subjectId: id,
      associationId: notice.associationId,
      before: { state: from },
      after: { state: to },
    })
    if (to === 'published') await hasBeenPublished(tx, id)
    return true
  })
}
