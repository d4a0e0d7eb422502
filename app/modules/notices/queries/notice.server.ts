/** One notice: as its readers see it, as its writers see it, and its attachments. */
import { type Actor, inScope, may, type SignedIn, scopesOf } from '~/modules/accounts/rules'
import { dateToDay, dayOf } from '~/platform/clock'
import { db, rows } from '~/platform/db.server'
import { Gone, NotFound } from '~/platform/errors'
import {
  type Category,
  type EventAsks,
  type Importance,
  mayPassOn,
  type NoticeState,
  type Visibility,
} from '../rules'
import { mayRead, reachOf } from '../visibility'

type NoticeRow = {
  id: number
  state: NoticeState
  visibility: Visibility
  category: Category
  importance: Importance
  title: string
  bodyHtml: string
  excerpt: string
  actionText: string | null
  actionBy: string | null
  eventStartsAt: Date | null
  eventEndsAt: Date | null
  eventPlace: string | null
  eventLatitude: number | null
  eventLongitude: number | null
  eventCapacity: number | null
  eventAsks: EventAsks
  eventAnswerBy: string | null
  confirmBy: string | null
  request: { purpose: string; minutes: number; dueOn: string } | null
  publishAt: Date | null
  publishedAt: Date | null
  expiresAt: Date | null
  correctedAt: Date | null
  withdrawnAt: Date | null
  withdrawnReason: string | null
  version: number
  publisher: string
  publisherSlug: string
  publisherPath: string
  publisherId: number
  audience: string
  audienceId: number
  audiencePath: string
  revisions: { version: number; title: string; bodyHtml: string; reason: string; replacedAt: string }[] | null
  attachments: AttachmentItem[] | null
  passings: PassingItem[] | null
}

/** 取り次ぎ as shown on the page of the notice. */
export type PassingItem = {
  associationId: number
  name: string
  slug: string
  line: string
  passedAt: string
}

export type AttachmentItem = {
  id: string
  name: string
  type: string
  size: number
  width: number | null
  height: number | null
  thumbnail: boolean
}

const NOTICE_SQL = `
  SELECT n.id, n.state, n.visibility, n.category, n.importance, n.title, n.body_html AS "bodyHtml", n.excerpt,
    n.action_text AS "actionText", n.action_by::text AS "actionBy", n.event_starts_at AS "eventStartsAt",
    n.event_ends_at AS "eventEndsAt", n.event_place AS "eventPlace",
    n.event_latitude AS "eventLatitude", n.event_longitude AS "eventLongitude", n.event_capacity AS "eventCapacity",
    n.event_asks AS "eventAsks", n.event_answer_by::text AS "eventAnswerBy", n.confirm_by::text AS "confirmBy",
    (SELECT json_build_object('purpose', q.purpose, 'minutes', q.minutes, 'dueOn', q.due_on)
     FROM requests q WHERE q.notice_id = n.id) AS request, n.publish_at AS "publishAt",
    n.published_at AS "publishedAt", n.expires_at AS "expiresAt", n.corrected_at AS "correctedAt",
    n.withdrawn_at AS "withdrawnAt", n.withdrawn_reason AS "withdrawnReason", n.version,
    p.name AS publisher, p.slug AS "publisherSlug", p.path AS "publisherPath", p.id AS "publisherId",
    a.name AS audience, a.id AS "audienceId", a.path AS "audiencePath",
    (SELECT json_agg(json_build_object('version', r.version, 'title', r.title, 'bodyHtml', r.body_html,
        'reason', r.reason, 'replacedAt', r.replaced_at) ORDER BY r.version DESC)
     FROM notice_revisions r WHERE r.notice_id = n.id) AS revisions,
    (SELECT json_agg(json_build_object('id', t.id, 'name', t.name, 'type', t.type, 'size', t.size, 'width', t.width,
        'height', t.height, 'thumbnail', t.thumbnail_key IS NOT NULL) ORDER BY t.position, t.created_at)
     FROM attachments t WHERE t.notice_id = n.id) AS attachments,
    (SELECT json_agg(json_build_object('associationId', o.association_id, 'name', h.name, 'slug', h.slug,
        'line', o.line, 'passedAt', o.passed_at) ORDER BY o.passed_at, o.id)
     FROM passings_on o JOIN associations h ON h.id = o.association_id WHERE o.notice_id = n.id) AS passings
  FROM notices n JOIN associations p ON p.id = n.association_id JOIN associations a ON a.id = n.audience_id
  WHERE n.id = $1`

/**
 * A notice with its earlier texts and attachments, as this reader may see it.
 * @throws NotFound when there is none or this reader may not know of it; Gone when it was withdrawn or has expired
 */
export async function readNotice(actor: Actor, id: number) {
  const [notice] = await rows<NoticeRow>(NOTICE_SQL, [id])
  if (!notice) throw new NotFound()
  const writer = may(actor, 'notice.draft', notice.publisherPath)
  if (!writer) refuseReader(actor, notice)
  return {
    ...notice,
    revisions: notice.revisions ?? [],
    attachments: notice.attachments ?? [],
    ...passingsFor(actor, notice, writer),
    rights: {
      edit: writer,
      publish: may(actor, 'notice.publish', notice.publisherPath),
      passOn: actor.seats.some(
        ({ path, associationId }) =>
          mayPassOn(notice, path) &&
          may(actor, 'notice.publish', path) &&
          !notice.passings?.some((passing) => passing.associationId === associationId),
      ),
    },
  }
}

/**
 * Who has passed it on: what the reader's own associations said, and the others where everybody may know of it. What
 * was said to the members of another association about a notice that is not public is theirs.
 */
function passingsFor(actor: Actor, notice: NoticeRow, writer: boolean) {
  const all = notice.passings ?? []
  const mine = reachOf(actor).member
  const own = all.filter((one) => mine.includes(one.associationId))
  const open = writer || notice.visibility === 'public'
  return { passings: own, otherPassings: open ? all.filter((one) => !own.includes(one)) : [] }
}

export type NoticeView = Awaited<ReturnType<typeof readNotice>>

/** Refuses whoever may not know of it, and whatever is not, or no longer, for readers. */
function refuseReader(actor: Actor, notice: NoticeRow) {
  if (!mayRead(actor, { ...notice, passedOnBy: (notice.passings ?? []).map((one) => one.associationId) }))
    throw new NotFound()
  switch (notice.state) {
    case 'published':
      return
    case 'withdrawn': {
      const day = dayOf(notice.withdrawnAt ?? new Date(0))
      throw new Gone('notice_withdrawn', { day, reason: notice.withdrawnReason ?? '' })
    }
    case 'expired':
      throw new Gone('notice_expired', { day: dayOf(notice.expiresAt ?? new Date(0)) })
    default:
      throw new NotFound()
  }
}

/**
 * A notice as its form shows it, for an officer who may write for its publisher.
 * @throws NotFound when there is none in the actor's scope
 */
export async function noticeForEdit(actor: SignedIn, id: number) {
  const notice = await db.notice.findFirst({
    where: { id, association: inScope(scopesOf(actor, 'notice.draft')) },
    select: {
      id: true,
      state: true,
      version: true,
      associationId: true,
      audienceId: true,
      visibility: true,
      category: true,
      importance: true,
      title: true,
      body: true,
      actionText: true,
      actionBy: true,
      eventStartsAt: true,
      eventEndsAt: true,
      eventPlace: true,
      eventLatitude: true,
      eventLongitude: true,
      eventCapacity: true,
      eventAsks: true,
      eventAnswerBy: true,
      confirmBy: true,
      remindDays: true,
      request: { select: { purpose: true, minutes: true, dueOn: true } },
      publishAt: true,
      publishedAt: true,
      expiresAt: true,
      returnedReason: true,
      submissionId: true,
      association: { select: { name: true, path: true, needsApproval: true } },
      attachments: {
        select: { id: true, name: true, type: true, size: true },
        orderBy: [{ position: 'asc' }, { createdAt: 'asc' }],
      },
    },
  })
  if (!notice) throw new NotFound()
  return {
    ...notice,
    actionBy: notice.actionBy && dateToDay(notice.actionBy),
    eventAnswerBy: notice.eventAnswerBy && dateToDay(notice.eventAnswerBy),
    confirmBy: notice.confirmBy && dateToDay(notice.confirmBy),
    request: notice.request && { ...notice.request, dueOn: dateToDay(notice.request.dueOn) },
    mayPublish: may(actor, 'notice.publish', notice.association.path),
  }
}

export type EditableNotice = Awaited<ReturnType<typeof noticeForEdit>>

/** Attachments that wait for their form to be sent again, of this person only. */
export async function waitingAttachments(actor: SignedIn, ids: string[]) {
  if (ids.length === 0) return []
  return db.attachment.findMany({
    where: { id: { in: ids }, uploaderId: actor.user.id, noticeId: null },
    select: { id: true, name: true, type: true, size: true },
    orderBy: { createdAt: 'asc' },
  })
}

/**
 * Where an attachment lies, for a reader who may read its notice; a waiting one only for whoever sent it.
 * @throws NotFound, Gone as `readNotice`
 */
export async function attachmentFor(actor: Actor, id: string) {
  const attachment = await db.attachment.findUnique({
    where: { id },
    select: {
      noticeId: true,
      uploaderId: true,
      name: true,
      type: true,
      size: true,
      key: true,
      thumbnailKey: true,
    },
  })
  if (!attachment) throw new NotFound()
  if (attachment.noticeId) {
    const [notice] = await rows<NoticeRow>(NOTICE_SQL, [attachment.noticeId])
    if (!notice) throw new NotFound()
    if (!may(actor, 'notice.draft', notice.publisherPath)) refuseReader(actor, notice)
    return { ...attachment, shared: notice.state === 'published' && notice.visibility === 'public' }
  }
  if (!actor.user || attachment.uploaderId !== actor.user.id) throw new NotFound()
  return { ...attachment, shared: false }
}
