/** Writing notices: drafts, publishing, scheduling, corrections. One verb and one transaction each. */
import { inScope, may, type SignedIn, scopesOf } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { now as clockNow, dayToDate } from '~/platform/clock'
import { db, isUniqueViolation, type Prisma, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, Stale } from '~/platform/errors'
import { queue } from '~/platform/jobs.server'
import { excerptOf, renderMarkdown } from '~/platform/markdown'
import { hasBeenPublic, isEditable, mayMove, type NoticeState, publishesNow } from '../rules'
import type { NoticeForm } from '../schema'
import { attach } from './attachments.server'

/** What the person pressed: 下書き保存 or 公開(予約). */
export type Intent = 'draft' | 'publish'

/** Where a form leads: the state, and the instants that belong to it. */
function target(form: NoticeForm, intent: Intent, now: Date): { state: NoticeState; publishedAt?: Date } {
  if (intent === 'draft') return { state: 'draft' }
  if (form.expires_at && form.expires_at <= now)
    throw new Invalid({ expires_at: ['notices.form.expires_past'] })
  return publishesNow(form.publish_at, now)
    ? { state: 'published', publishedAt: now }
    : { state: 'scheduled' }
}

/** The columns that a form fills. */
function columns(form: NoticeForm) {
  return {
    associationId: form.association,
    audienceId: form.audience,
    visibility: form.visibility,
    category: form.category,
    importance: form.importance,
    title: form.title,
    body: form.body,
    bodyHtml: renderMarkdown(form.body),
    excerpt: excerptOf(form.body),
    actionText: form.action_text || null,
    actionBy: form.action_by ? dayToDate(form.action_by) : null,
    eventStartsAt: form.event_starts_at,
    eventEndsAt: form.event_ends_at,
    eventPlace: form.event_place || null,
    publishAt: form.publish_at,
    expiresAt: form.expires_at,
  } satisfies Prisma.NoticeUncheckedUpdateInput
}

/**
 * The publisher must be in the actor's scope, and the audience the publisher itself or below it.
 * @throws NotAllowed, Invalid
 */
async function checkPublisher(tx: Tx, actor: SignedIn, form: NoticeForm, intent: Intent) {
  const publisher = await tx.association.findFirst({
    where: { id: form.association, ...inScope(scopesOf(actor, 'notice.draft')) },
    select: { path: true },
  })
  if (!publisher) throw new NotAllowed()
  if (intent === 'publish' && !may(actor, 'notice.publish', publisher.path)) throw new NotAllowed()
  const audience = await tx.association.findFirst({
    where: { id: form.audience, path: { startsWith: publisher.path } },
    select: { id: true },
  })
  if (!audience) throw new Invalid({ audience: ['notices.form.audience_outside'] })
}

/**
 * Makes a notice. The same blank form sent twice (a double click, a reload) makes one notice, whose id comes back.
 * @throws NotAllowed, Invalid
 */
export async function createNotice(
  actor: SignedIn,
  form: NoticeForm,
  intent: Intent,
): Promise<{ id: number; state: NoticeState }> {
  const now = clockNow()
  try {
    return await transaction(async (tx) => {
      await checkPublisher(tx, actor, form, intent)
      const to = target(form, intent, now)
      const notice = await tx.notice.create({
        data: { ...columns(form), ...to, authorId: actor.user.id, submissionId: form.submission },
        select: { id: true },
      })
      await attach(tx, actor, notice.id, form)
      await record(tx, actor, {
        action: `notice.${to.state === 'draft' ? 'draft' : to.state}`,
        subjectType: 'notice',
        subjectId: notice.id,
        associationId: form.association,
        after: { state: to.state, version: 1 },
      })
      await queueClock(tx, notice.id, to.state, form)
      return { id: notice.id, state: to.state }
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const made = await db.notice.findFirst({
      where: { submissionId: form.submission, authorId: actor.user.id },
      select: { id: true, state: true },
    })
    if (!made) throw new Stale()
    return made
  }
}

/**
 * Writes over a draft, publishes it, or corrects what residents have seen; a correction keeps the earlier text.
 * @throws NotFound, NotAllowed, Invalid; Stale when somebody else has saved since the version that was edited
 */
export async function updateNotice(
  actor: SignedIn,
  id: number,
  form: NoticeForm & { version: number; correction_reason: string },
  intent: Intent,
): Promise<{ id: number; state: NoticeState }> {
  const now = clockNow()
  return transaction(async (tx) => {
    const before = await tx.notice.findFirst({
      where: { id, association: inScope(scopesOf(actor, 'notice.draft')) },
      select: {
        state: true,
        version: true,
        associationId: true,
        title: true,
        bodyHtml: true,
        actionText: true,
        actionBy: true,
        eventStartsAt: true,
        eventEndsAt: true,
        eventPlace: true,
        publishedAt: true,
        association: { select: { path: true } },
      },
    })
    if (!before) throw new NotFound()
    if (!isEditable(before.state)) throw new Stale()
    if (before.version !== form.version) throw new Stale('notice_edited')
    await checkPublisher(tx, actor, form, intent)

    const correcting = hasBeenPublic(before.state)
    // What residents have read cannot become a draft again, nor change its publisher.
    if (correcting && (intent === 'draft' || form.association !== before.associationId))
      throw new NotAllowed()
    const to = correcting
      ? { ...target({ ...form, publish_at: null }, 'publish', now) }
      : target(form, intent, now)
    const rightNeeded =
      intent === 'publish' || before.state === 'scheduled' ? 'notice.publish' : 'notice.draft'
    if (!may(actor, rightNeeded, before.association.path)) throw new NotAllowed()
    if (before.state !== 'draft' || to.state !== 'draft') {
      if (!mayMove(before.state, to.state, 'notice.publish')) throw new NotAllowed()
    }

    if (correcting) {
      await tx.noticeRevision.create({
        data: {
          noticeId: id,
          version: before.version,
          title: before.title,
          bodyHtml: before.bodyHtml,
          details: earlierDetails(before),
          reason: form.correction_reason,
        },
      })
    }
    const { count } = await tx.notice.updateMany({
      where: { id, version: before.version, state: before.state },
      data: {
        ...columns(form),
        ...to,
        ...(correcting ? { publishedAt: before.publishedAt, correctedAt: now } : {}),
        version: before.version + 1,
      },
    })
    if (count !== 1) throw new Stale('notice_edited')
    await attach(tx, actor, id, form)
    await record(tx, actor, {
      action: correcting ? 'notice.corrected' : `notice.${to.state === 'draft' ? 'draft' : to.state}`,
      subjectType: 'notice',
      subjectId: id,
      associationId: form.association,
      before: { state: before.state, version: before.version },
      after: { state: to.state, version: before.version + 1 },
    })
    await queueClock(tx, id, to.state, form)
    return { id, state: to.state }
  })
}

/** What else residents had read, so that the earlier text is whole. */
function earlierDetails(before: {
  actionText: string | null
  actionBy: Date | null
  eventStartsAt: Date | null
  eventEndsAt: Date | null
  eventPlace: string | null
}): Prisma.InputJsonObject {
  return {
    actionText: before.actionText,
    actionBy: before.actionBy?.toISOString().slice(0, 10) ?? null,
    eventStartsAt: before.eventStartsAt?.toISOString() ?? null,
    eventEndsAt: before.eventEndsAt?.toISOString() ?? null,
    eventPlace: before.eventPlace,
  }
}

/** What the clock has to do, queued with the write that asks for it. */
async function queueClock(tx: Tx, id: number, state: NoticeState, form: NoticeForm) {
  if (state === 'scheduled' && form.publish_at) {
    await queue(tx, 'publish-notice', { noticeId: id }, { startAfter: form.publish_at })
  }
  if (state !== 'draft' && form.expires_at) {
    await queue(tx, 'expire-notice', { noticeId: id }, { startAfter: form.expires_at })
  }
}
