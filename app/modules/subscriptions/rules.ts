/** When a message may go out, how often it is tried, and what a mail server's answer means. Pure. */
import type { Same } from '~/platform/same'
import type {
  DeliveryState as DbDeliveryState,
  NoticeCategory as DbNoticeCategory,
  Rhythm as DbRhythm,
  SubscriberState as DbSubscriberState,
} from '../../../prisma/generated/enums'

/** 購読の状態 */
const subscriberStates = ['pending', 'active', 'ended'] as const
type SubscriberState = (typeof subscriberStates)[number]

/** At once, or once a day together */
export const rhythms = ['at_once', 'daily'] as const
export type Rhythm = (typeof rhythms)[number]

export const deliveryStates = ['queued', 'sent', 'failed', 'cancelled'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** 分類 of notices; the words stand with the notices. */
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

/** Same in the database: a difference does not compile. */
const _states: Same<SubscriberState, DbSubscriberState> = true
const _rhythms: Same<Rhythm, DbRhythm> = true
const _deliveries: Same<DeliveryState, DbDeliveryState> = true
const _categories: Same<Category, DbNoticeCategory> = true
void _categories
void _states
void _rhythms
void _deliveries

/** 静かな時間: from this hour until that one, 0 to 23, in Japan; over midnight when `from` is the later. */
export type QuietHours = { from: number; until: number }

/** What holds for whoever has chosen nothing. */
export const DEFAULT_QUIET: QuietHours = { from: 21, until: 7 }

const HOUR_MS = 3600_000
const DAY_MS = 24 * HOUR_MS
const JST_OFFSET_MS = 9 * HOUR_MS

/** Whether an hour of the day (0 to 23) is quiet. From an hour until the same hour is no time at all. */
export function isQuietHour(hour: number, { from, until }: QuietHours): boolean {
  return from <= until ? from <= hour && hour < until : from <= hour || hour < until
}

/** The earliest instant, not before `at`, that is outside the quiet hours; `at` itself where there are none. */
export function afterQuiet(at: Date, quiet: QuietHours | null): Date {
  if (!quiet) return at
  const local = at.getTime() + JST_OFFSET_MS
  const intoDay = ((local % DAY_MS) + DAY_MS) % DAY_MS
  if (!isQuietHour(Math.floor(intoDay / HOUR_MS), quiet)) return at
  const end = quiet.until * HOUR_MS
  const wait = end > intoDay ? end - intoDay : end + DAY_MS - intoDay
  return new Date(at.getTime() + wait)
}

/**
 * `afterQuiet` for every pair of hours, for the database to choose from: the instant for `from` and `until` stands at
 * `from * 24 + until`.
 */
export function quietTable(at: Date): Date[] {
  return Array.from({ length: 24 * 24 }, (_, i) =>
    afterQuiet(at, { from: Math.floor(i / 24), until: i % 24 }),
  )
}

const MINUTE_MS = 60_000

/** Minutes until the next attempt, after the first, the second, …: two days in all, as mail servers do. */
const WAITS = [1, 3, 10, 30, 60, 120, 240, 480, 960, 960] as const

/** When a delivery is tried again after so many attempts; null: it is given up. */
export function nextAttempt(at: Date, attempts: number): Date | null {
  const minutes = WAITS[Math.max(0, attempts - 1)]
  return minutes === undefined ? null : new Date(at.getTime() + minutes * MINUTE_MS)
}

/**
 * What a mail server's answer means: `dead`: nobody is there, and never write again; `refused`: this message was not
 * taken and never will be; `later`: try again; `unreachable`: the server itself is not there, so wait with all others.
 */
type Verdict = 'dead' | 'refused' | 'later' | 'unreachable'

/** What is known of a message that was not taken: the SMTP command that was answered, and the answer. */
type MailAnswer = { command?: string; status?: number; text?: string }

/** An enhanced status code (RFC 3463) in an answer, such as 5.1.1. */
export function enhancedCode(text: string): string | null {
  return /(?:^|[\s(#-])([245]\.\d{1,3}\.\d{1,3})(?:[\s)]|$)/.exec(text)?.[1] ?? null
}

/** Whether a permanent failure speaks of the address. 5.7 speaks of the sender or a policy, 5.2.2 of a full mailbox. */
export function namesTheAddress(code: string): boolean {
  return /^5\.[0-2]\.\d+$/.test(code) && !['5.1.7', '5.1.8', '5.2.2', '5.2.3'].includes(code)
}

/**
 * Reads the answer of a mail server (RFC 5321, section 4.2). Only a permanent answer to RCPT TO that does not blame the
 * sender switches an address off: a wrongly set up relay must not empty the list.
 */
export function verdictOf({ command = '', status, text = '' }: MailAnswer): Verdict {
  if (status === undefined) return 'unreachable'
  if (status < 500) return 'later'
  const code = enhancedCode(text)
  if (/^RCPT/i.test(command)) {
    if (code === '5.2.2') return 'later'
    return code && !namesTheAddress(code) ? 'refused' : 'dead'
  }
  if (/^(DATA|BDAT)/i.test(command)) return 'refused'
  // At the greeting, signing in or MAIL FROM it is about the portal, which somebody can put right.
  return 'later'
}
