/** AEDs: what their hours may say, and what the lists show of one. */
import { z } from 'zod'
import type { Day } from '~/platform/clock'
import type { Same } from '~/platform/same'
import type { AedCondition as DbCondition } from '../../../prisma/generated/enums'
import { DAY } from './time'

/** 状態 as the keeper last said */
export const conditions = ['in_service', 'out_of_service', 'removed'] as const
export type Condition = (typeof conditions)[number]
const _conditions: Same<Condition, DbCondition> = true
void _conditions

/** Whether it can be taken now: 今使える, 時間外, 時間不明, 使えません */
export const usabilityStates = ['usable', 'closed', 'unknown', 'out_of_service'] as const
export type UsabilityState = (typeof usabilityStates)[number]

/** 0 Sunday … 6 Saturday */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6
const weekday = z.union([0, 1, 2, 3, 4, 5, 6].map((n) => z.literal(n as Weekday)) as [z.ZodLiteral<Weekday>])

export { DAY }

/** Minutes since midnight in Japan; `until` passes 1440 when the hours go over midnight. */
const span = z
  .object({
    from: z
      .int()
      .min(0)
      .max(DAY - 1),
    until: z
      .int()
      .min(1)
      .max(2 * DAY),
  })
  .refine((s) => s.from < s.until && s.until <= s.from + DAY)
export type Span = z.infer<typeof span>

/** The hours of one day; `[]`: closed; null: not known. */
const spans = z.array(span).max(8).nullable()
export type Spans = z.infer<typeof spans>

const nth = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal('last')])
export type Nth = z.infer<typeof nth>

const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
/** A part of every year, both days included, `MM-DD`; may go over New Year. */
const season = z.object({ from: monthDay, until: monthDay })
export type Season = z.infer<typeof season>

/**
 * 曜日ごとの時間; with `nth` only the 第1・第3… of the month, with `season` only in a part of the year. Later rules win
 * over earlier ones for a day.
 */
const weekRule = z.object({
  days: z.array(weekday).min(1).max(7),
  nth: z.array(nth).min(1).max(6).optional(),
  season: season.optional(),
  spans,
})
export type WeekRule = z.infer<typeof weekRule>

const day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/) as z.ZodType<Day>

/** 祝日の扱い: as the day of the week, closed, as Sunday, or not known */
export const holidayRules = ['as_weekday', 'closed', 'as_sunday', 'unknown'] as const
export type HolidayRule = (typeof holidayRules)[number]

/** 利用できる日と時間, in Japan Standard Time. As it is stored in `aeds.hours`. */
export const hoursSchema = z.object({
  /** Days in no rule are closed */
  weekly: z.array(weekRule).max(40),
  holidays: z.enum(holidayRules),
  /** 休みの曜日が祝日に当たると、別の日が休みになる: the holiday and the day after it are not known */
  shifts: z.boolean().optional(),
  /** Each year, both days included, `MM-DD`; may go over New Year. A later one wins. */
  yearly: z.array(z.object({ from: monthDay, until: monthDay, spans, label: z.string().max(60) })).max(20),
  /** Single days, both included; they win over all, and a later one over an earlier one. */
  dates: z.array(z.object({ from: day, until: day, spans, label: z.string().max(60) })).max(40),
  /** 夜間の入り方, empty when there is none */
  night: z.string().max(300),
  /** 条件 that no calendar can compute (臨時休館日を除く, 開館日のみ), in the words of the source */
  conditions: z.string().max(500).optional(),
  /** The source says more than could be read: outside the hours that were read it may still be there */
  uncertain: z.boolean(),
})
export type Hours = z.infer<typeof hoursSchema>

/** The four columns of the standard list that speak of hours, as written there. */
export type HoursText = {
  /** 利用可能曜日 */
  days: string
  /** 開始時間 */
  start: string
  /** 終了時間 */
  end: string
  /** 利用可能日時特記事項 */
  note: string
}

/** What was seen while reading hours; worded under `imports.note.<key>`. */
export type HoursNote = {
  field: 'days' | 'start' | 'end' | 'hoursNote' | ''
  key: string
  params?: Record<string, string | number>
}

/** `until`: the state stays until then (null: for good, or as far as a year can be seen). `opensAt`: next usable. */
export type Usability = { state: UsabilityState; until: Date | null; opensAt: Date | null }

/** What decides whether an AED can be taken. */
export type Keeping = { hours: Hours | null; condition: Condition }

/** An AED in a list, on the map or among the nearest. */
export type ListedAed = {
  id: number
  name: string
  /** 設置位置, where inside */
  position: string
  /** 住所, to be read out to 119 */
  address: string
  building: string
  /** Null: its place is not known */
  latitude: number | null
  longitude: number | null
  /** Metres in a straight line */
  distance?: number
  /** Degrees from north, clockwise */
  bearing?: number
  hours: Hours | null
  hoursText: HoursText
  condition: Condition
  childPads: boolean | null
  outdoors: boolean | null
  notForPublic: boolean
  checkedOn: Day | null
  openReports: number
  invented: boolean
  usability: Usability
}

/**
 * The hours in a `jsonb` column.
 * @returns null when none are stored, or what is stored is no hours
 */
export function hoursOf(json: unknown): Hours | null {
  const read = hoursSchema.safeParse(json)
  return read.success ? read.data : null
}
