/** お知らせ: states, moves, and what a reader is told at once. Pure; the day and the instant are arguments. */

import type { Right } from '~/modules/accounts/rules'
import { type Day, daysBetween } from '~/platform/clock'
import type { Same } from '~/platform/same'
import type {
  EventAsks as DbAsks,
  NoticeCategory as DbCategory,
  NoticeImportance as DbImportance,
  NoticeState as DbState,
  NoticeVisibility as DbVisibility,
} from '../../../prisma/generated/enums'

export const noticeStates = [
  'draft',
  'awaiting_approval',
  'scheduled',
  'published',
  'expired',
  'withdrawn',
] as const
export type NoticeState = (typeof noticeStates)[number]

/** 分類 */
export const categories = [
  'disaster_prevention',
  'crime_prevention',
  'waste',
  'event',
  'meeting',
  'recruitment',
  'welfare',
  'children',
  'other',
] as const
export type Category = (typeof categories)[number]

/** 重要度 */
export const importances = ['normal', 'important', 'urgent'] as const
export type Importance = (typeof importances)[number]

/** 公開範囲: everybody, members of the part of the tree addressed, or its officers only (役員あて) */
export const visibilities = ['public', 'members', 'officers'] as const
export type Visibility = (typeof visibilities)[number]

/** Same in the database: a difference does not compile. */
const _same: [
  Same<NoticeState, DbState>,
  Same<Category, DbCategory>,
  Same<Importance, DbImportance>,
  Same<Visibility, DbVisibility>,
] = [true, true, true, true]
void _same

/** How an event asks who comes: not at all, 出席・欠席, or 出席・欠席・委任 (総会) */
export const eventAsks = ['nothing', 'attendance', 'assembly'] as const
export type EventAsks = (typeof eventAsks)[number]
const _asks: Same<EventAsks, DbAsks> = true
void _asks

/**
 * Who moves a notice: somebody with a right at its publisher, whoever asked for the approval, the clock, or what it was
 * made from (`source`): its words were hidden or changed there.
 */
export type Mover = Right | 'submitter' | 'clock' | 'source'

/**
 * What a move may depend on. `needsApproval`: its publisher lets a second person look at each notice; `urgent`: it is
 * a matter of life and safety (緊急); `submitter`: the mover is the one who asked for the approval, who is also the last
 * that changed the text, as it stands still while it waits.
 */
export type Circumstances = { needsApproval?: boolean; urgent?: boolean; submitter?: boolean }

type Move = {
  from: NoticeState
  to: NoticeState
  by: readonly Mover[]
  /**
   * `approving`: only where a second person is needed. `free`: only where none is. `at_once`: where none is, and
   * besides for what is urgent, which cannot wait. `second_person`: never by the one who asked for the approval.
   */
  when?: 'approving' | 'free' | 'at_once' | 'second_person'
}

/**
 * The one place that says what may follow what. A correction (訂正) leaves the state as it is and needs no second
 * person, also where notices do: what residents have read wrongly does harm until it is put right, the earlier text
 * stays on the page beside it with the reason, and the approvers are told by mail.
 */
export const moves: readonly Move[] = [
  { from: 'draft', to: 'published', by: ['notice.publish'], when: 'at_once' },
  { from: 'draft', to: 'scheduled', by: ['notice.publish'], when: 'free' },
  { from: 'draft', to: 'awaiting_approval', by: ['notice.draft', 'notice.publish'], when: 'approving' },
  { from: 'awaiting_approval', to: 'published', by: ['notice.approve'], when: 'second_person' },
  { from: 'awaiting_approval', to: 'scheduled', by: ['notice.approve'], when: 'second_person' },
  // 差し戻し by a second person; 取り下げて直す by whoever asked.
  { from: 'awaiting_approval', to: 'draft', by: ['notice.approve'], when: 'second_person' },
  { from: 'awaiting_approval', to: 'draft', by: ['submitter', 'source'] },
  { from: 'scheduled', to: 'scheduled', by: ['notice.publish'], when: 'free' },
  { from: 'scheduled', to: 'awaiting_approval', by: ['notice.publish'], when: 'approving' },
  { from: 'scheduled', to: 'draft', by: ['notice.publish', 'source'] },
  { from: 'scheduled', to: 'published', by: ['notice.publish'], when: 'at_once' },
  { from: 'scheduled', to: 'published', by: ['clock'] },
  { from: 'published', to: 'published', by: ['notice.publish'] },
  { from: 'published', to: 'expired', by: ['clock'] },
  { from: 'expired', to: 'published', by: ['notice.publish'] },
  { from: 'published', to: 'withdrawn', by: ['notice.publish', 'source'] },
  { from: 'expired', to: 'withdrawn', by: ['notice.publish', 'source'] },
]

export function mayMove(from: NoticeState, to: NoticeState, by: Mover, under: Circumstances = {}): boolean {
  return moves.some(
    (move) => move.from === from && move.to === to && move.by.includes(by) && holds(move.when, under),
  )
}

function holds(when: Move['when'], { needsApproval, urgent, submitter }: Circumstances): boolean {
  if (when === 'approving') return Boolean(needsApproval)
  if (when === 'free') return !needsApproval
  if (when === 'at_once') return !needsApproval || Boolean(urgent)
  if (when === 'second_person') return !submitter
  return true
}

/**
 * Where pressing 公開 leads from a state, for somebody with these rights at the publisher: to readers, at once or at
 * its time, to a second person, or nowhere (null).
 */
export function publishingLeadsTo(
  from: NoticeState,
  wanted: 'published' | 'scheduled',
  rights: { draft: boolean; publish: boolean },
  under: Circumstances,
): NoticeState | null {
  const may = (to: NoticeState) =>
    (rights.publish && mayMove(from, to, 'notice.publish', under)) ||
    (rights.draft && mayMove(from, to, 'notice.draft', under))
  return [wanted, 'awaiting_approval' as const].find(may) ?? null
}

/**
 * Drafts are written over; everything that residents have seen is corrected, with the earlier text kept. What waits
 * for approval stands still: who approves it must have read what is published.
 */
export function isEditable(state: NoticeState): boolean {
  return state !== 'withdrawn' && state !== 'awaiting_approval'
}

/** Whether residents have seen it: an edit is a correction (訂正). */
export function hasBeenPublic(state: NoticeState): boolean {
  return state === 'published' || state === 'expired'
}

/** The page of a notice for those who write it: where it stands, or where it waits for a second person. */
export function placeOf({ id, state }: { id: number; state: NoticeState }): string {
  return state === 'awaiting_approval' ? `/notices/${id}/approve` : `/notices/${id}`
}

/** Days for which an important notice stands above the others, unless its date to act has passed. */
export const TOP_DAYS = 30
/** How many stand above the others. */
export const TOP_COUNT = 5

/** What is said of a date to act: how many days remain, or that it is over. */
export function actionUrgency(
  actionBy: Day | null,
  today: Day,
): 'none' | 'later' | 'soon' | 'today' | 'over' {
  if (!actionBy) return 'none'
  const days = daysBetween(today, actionBy)
  if (days < 0) return 'over'
  if (days === 0) return 'today'
  return days <= 7 ? 'soon' : 'later'
}

/** Whether a time to publish means now: absent, or not later than now. */
export function publishesNow(publishAt: Date | null, now: Date): boolean {
  return publishAt === null || publishAt.getTime() <= now.getTime()
}

/** Attachments: at most ten a notice, 20 MB each. */
export const MAX_ATTACHMENTS = 10
export const MAX_ATTACHMENT_BYTES = 20 * 1024 * 1024
export const attachmentTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const

/** 取り次ぎ: the line of one's own, letters. */
export const MAX_LINE = 500

/**
 * Whether an association may hand a notice on to its own (取り次ぎ): the notice stands, its publisher is above the
 * association, and the association lies in the part of the tree that is addressed.
 */
export function mayPassOn(
  notice: { state: NoticeState; publisherPath: string; audiencePath: string },
  path: string,
): boolean {
  const above = path !== notice.publisherPath && path.startsWith(notice.publisherPath)
  return notice.state === 'published' && above && path.startsWith(notice.audiencePath)
}

/** 確認のお願い: on which days before the date the unconfirmed may be reminded. */
export const remindChoices = [14, 7, 3, 1, 0] as const

/** Kinds of association whose notices may be requests (依頼): those that ask something of associations. */
export const requestingKinds = ['city', 'council'] as const
