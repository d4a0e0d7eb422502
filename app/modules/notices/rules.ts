/** お知らせ: states, moves, and what a reader is told at once. Pure; the day and the instant are arguments. */

import type { Right } from '~/modules/accounts/rules'
import { type Day, daysBetween } from '~/platform/clock'
import type {
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
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never
const _same: [
  Same<NoticeState, DbState>,
  Same<Category, DbCategory>,
  Same<Importance, DbImportance>,
  Same<Visibility, DbVisibility>,
] = [true, true, true, true]
void _same

/** Who moves a notice: somebody with a right at its publisher, or the clock. */
type Mover = Right | 'clock'
type Move = { from: NoticeState; to: NoticeState; by: readonly Mover[] }

/** The one place that says what may follow what. A correction leaves the state as it is. */
export const moves: readonly Move[] = [
  { from: 'draft', to: 'published', by: ['notice.publish'] },
  { from: 'draft', to: 'scheduled', by: ['notice.publish'] },
  { from: 'scheduled', to: 'scheduled', by: ['notice.publish'] },
  { from: 'scheduled', to: 'draft', by: ['notice.publish'] },
  { from: 'scheduled', to: 'published', by: ['notice.publish', 'clock'] },
  { from: 'published', to: 'published', by: ['notice.publish'] },
  { from: 'published', to: 'expired', by: ['clock'] },
  { from: 'expired', to: 'published', by: ['notice.publish'] },
  { from: 'published', to: 'withdrawn', by: ['notice.publish'] },
  { from: 'expired', to: 'withdrawn', by: ['notice.publish'] },
]

export function mayMove(from: NoticeState, to: NoticeState, by: Mover): boolean {
  return moves.some((move) => move.from === from && move.to === to && move.by.includes(by))
}

/** Drafts are written over; everything that residents have seen is corrected, with the earlier text kept. */
export function isEditable(state: NoticeState): boolean {
  return state !== 'withdrawn'
}

/** Whether residents have seen it: an edit is a correction (訂正). */
export function hasBeenPublic(state: NoticeState): boolean {
  return state === 'published' || state === 'expired'
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
