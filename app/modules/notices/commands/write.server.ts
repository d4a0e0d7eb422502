/** Writing notices: drafts, publishing, scheduling, corrections. One verb and one transaction each. */
import { inScope, may, type SignedIn, scopesOf } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { queueRuby } from '~/modules/readability/commands.server'
import { saveRequest } from '~/modules/requests/commands.server'
import { now as clockNow, dayOf } from '~/platform/clock'
import { db, isUniqueViolation, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, Stale } from '~/platform/errors'
import { tellApprovers } from '../mails.server'
import {
  hasBeenPublic,
  isEditable,
  mayMove,
  type NoticeState,
  publishesNow,
  publishingLeadsTo,
  requestingKinds,
} from '../rules'
import type { NoticeForm } from '../schema'
import { attach } from './attachments.server'
import { columns, earlierColumns, earlierDetails, requestOf } from './columns.server'
import { hasBeenPublished, queueClock } from './publishing.server'

/** What the person pressed: 下書き保存, or 公開 (予約, 承認の依頼). */
export type Intent = 'draft' | 'publish'

type Publisher = { id: number; kind: string; name: string; path: string; needsApproval: boolean }

/** What is recorded of a notice that has come to a state by its form. */
const ACTS: Partial<Record<NoticeState, { action: string }>> = {
  draft: { action: 'notice.draft' },
  awaiting_approval: { action: 'notice.awaiting_approval' },
  scheduled: { action: 'notice.scheduled' },
  published: { action: 'notice.published' },
}
const CORRECTED = { action: 'notice.corrected' }
const UNAPPROVED = { action: 'notice.published_unapproved' }

/**
 * Where pressing the button leads.
 * @throws NotAllowed without the right; Invalid when what is published would be over already
 */
function leadsTo(
  actor: SignedIn,
  form: NoticeForm,
  intent: Intent,
  from: NoticeState,
  publisher: Publisher,
  now: Date,
): NoticeState {
  if (intent === 'draft') return 'draft'
  if (form.expires_at && form.expires_at <= now) {
    throw new Invalid({ expires_at: ['notices.form.expires_past'] })
  }
  if (hasBeenPublic(from)) {
    if (!mayMove(from, 'published', 'notice.publish') || !may(actor, 'notice.publish', publisher.path)) {
      throw new NotAllowed()
    }
    return 'published'
  }
  if (form.confirm_by && form.confirm_by < dayOf(form.publish_at ?? now)) {
    throw new Invalid({ confirm_by: ['notices.form.confirm_before_publish'] })
  }
  const rights = {
    draft: may(actor, 'notice.draft', publisher.path),
    publish: may(actor, 'notice.publish', publisher.path),
  }
  const to = publishingLeadsTo(
    from,
    publishesNow(form.publish_at, now) ? 'published' : 'scheduled',
    rights,
    circumstances(form, publisher),
  )
  if (!to) throw new NotAllowed()
  return to
}

function circumstances(form: NoticeForm, publisher: Publisher) {
  return { needsApproval: publisher.needsApproval, urgent: form.importance === 'urgent' }
}

/**
 * What a state that was reached by the form says of approval: who asks now, and nothing of any approval before. A
 * notice that is sent back keeps the reason until it is sent again.
 */
function approvalColumns(actor: SignedIn, to: NoticeState, now: Date) {
  if (to === 'draft') return { approvedById: null, approvedAt: null }
  const asked = to === 'awaiting_approval'
  return {
    submittedById: asked ? actor.user.id : null,
    submittedAt: asked ? now : null,
    approvedById: null,
    approvedAt: null,
    returnedReason: null,
  }
}

/**
 * The publisher must be in the actor's scope, and the audience the publisher itself or below it. Only the city and
 * councils ask something of associations (依頼).
 * @throws NotAllowed, Invalid
 */
async function publisherOf(tx: Tx, actor: SignedIn, form: NoticeForm): Promise<Publisher> {
  const publisher = await tx.association.findFirst({
    where: { id: form.association, ...inScope(scopesOf(actor, 'notice.draft')) },
    select: { id: true, kind: true, name: true, path: true, needsApproval: true },
  })
  if (!publisher) throw new NotAllowed()
  const audience = await tx.association.findFirst({
    where: { id: form.audience, path: { startsWith: publisher.path } },
    select: { id: true },
  })
  if (!audience) throw new Invalid({ audience: ['notices.form.audience_outside'] })
  if (form.is_request && !requestingKinds.some((kind) => kind === publisher.kind)) {
    throw new Invalid({ is_request: ['notices.form.request_not_yours'] })
  }
  return publisher
}

/** What follows a write: its trail, its clock, its readers and its approvers. */
async function follow(
  tx: Tx,
  actor: SignedIn,
  id: number,
  form: NoticeForm,
  publisher: Publisher,
  change: { from: NoticeState | null; to: NoticeState; version: number },
): Promise<void> {
  const { from, to, version } = change
  const correcting = from !== null && hasBeenPublic(from)
  // 緊急 goes out at once; the trail and the approvers are told that no second person has seen it.
  const unapproved = to === 'published' && publisher.needsApproval && !correcting
  const about = { id, title: form.title, association: publisher }
  await record(tx, actor, {
    ...(correcting ? CORRECTED : unapproved ? UNAPPROVED : (ACTS[to] ?? { action: `notice.${to}` })),
    subjectType: 'notice',
    subjectId: id,
    associationId: publisher.id,
    before: from ? { state: from, version: version - 1 } : undefined,
    after: { state: to, version },
  })
  await queueClock(tx, id, to, { publishAt: form.publish_at, expiresAt: form.expires_at })
  if (to !== 'draft') await queueRuby(tx, id)
  if (to === 'published' && !correcting) await hasBeenPublished(tx, id)
  if (to === 'awaiting_approval') await tellApprovers(tx, actor, 'approval_asked', about)
  if (unapproved) await tellApprovers(tx, actor, 'urgent_published', about)
  if (correcting && publisher.needsApproval) await tellApprovers(tx, actor, 'corrected', about)
}

/**
 * Makes a notice within the transaction of what causes it: an answer of the city becomes a notice, or neither stands.
 * @throws NotAllowed, Invalid
 */
export async function writeNotice(
  tx: Tx,
  actor: SignedIn,
  form: NoticeForm,
  intent: Intent,
): Promise<{ id: number; state: NoticeState }> {
  const now = clockNow()
  const publisher = await publisherOf(tx, actor, form)
  const state = leadsTo(actor, form, intent, 'draft', publisher, now)
  const notice = await tx.notice.create({
    data: {
      ...columns(form),
      ...approvalColumns(actor, state, now),
      state,
      publishedAt: state === 'published' ? now : null,
      copiedFromId: await copiedFrom(tx, actor, form.copied_from),
      authorId: actor.user.id,
      submissionId: form.submission,
    },
    select: { id: true },
  })
  await attach(tx, actor, notice.id, form)
  await saveRequest(tx, notice.id, requestOf(form))
  await follow(tx, actor, notice.id, form, publisher, { from: null, to: state, version: 1 })
  return { id: notice.id, state }
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
  try {
    return await transaction((tx) => writeNotice(tx, actor, form, intent))
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

/** The notice that the form was filled from, when this person may write for its publisher; else none is noted. */
async function copiedFrom(tx: Tx, actor: SignedIn, id: number | null): Promise<number | null> {
  if (!id) return null
  const found = await tx.notice.findFirst({
    where: { id, association: inScope(scopesOf(actor, 'notice.draft')) },
    select: { id: true },
  })
  return found?.id ?? null
}

/**
 * Writes over a draft, publishes it, or corrects what residents have seen; a correction keeps the earlier text.
 * @throws NotFound, NotAllowed, Invalid; Stale when somebody else has saved since the version that was edited, or
 *   when it waits for approval
 */
export function updateNotice(
  actor: SignedIn,
  id: number,
  form: CorrectedForm,
  intent: Intent,
): Promise<{ id: number; state: NoticeState }> {
  return transaction((tx) => rewriteNotice(tx, actor, id, form, intent))
}

/** The form of an edit: which version was read, and why it is corrected. */
type CorrectedForm = NoticeForm & { version: number; correction_reason: string }

/** As `updateNotice`, within the transaction of what causes it. */
export async function rewriteNotice(
  tx: Tx,
  actor: SignedIn,
  id: number,
  form: CorrectedForm,
  intent: Intent,
): Promise<{ id: number; state: NoticeState }> {
  const now = clockNow()
  const before = await tx.notice.findFirst({
    where: { id, association: inScope(scopesOf(actor, 'notice.draft')) },
    select: {
      ...earlierColumns,
      state: true,
      version: true,
      associationId: true,
      publishedAt: true,
      association: { select: { path: true } },
    },
  })
  if (!before) throw new NotFound()
  if (before.state === 'awaiting_approval') throw new Stale('notice_awaiting')
  if (!isEditable(before.state)) throw new Stale()
  if (before.version !== form.version) throw new Stale('notice_edited')
  const publisher = await publisherOf(tx, actor, form)

  const correcting = hasBeenPublic(before.state)
  // What residents have read cannot become a draft again, nor change its publisher.
  if (correcting && (intent === 'draft' || form.association !== before.associationId)) throw new NotAllowed()
  // What is planned for readers is taken out of the plan only by somebody who could have planned it.
  if (before.state === 'scheduled' && !may(actor, 'notice.publish', before.association.path))
    throw new NotAllowed()
  const to = leadsTo(actor, form, intent, before.state, publisher, now)

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
      ...(correcting
        ? { publishAt: null, correctedAt: now }
        : { ...approvalColumns(actor, to, now), publishedAt: to === 'published' ? now : null }),
      state: to,
      version: before.version + 1,
    },
  })
  if (count !== 1) throw new Stale('notice_edited')
  await attach(tx, actor, id, form)
  await saveRequest(tx, id, requestOf(form))
  await follow(tx, actor, id, form, publisher, { from: before.state, to, version: before.version + 1 })
  return { id, state: to }
}
