/** 役員の仕事の量と空席 over all associations, in numbers only. Pure; today is an argument. */
import { type Post, posts } from '~/modules/accounts/rules'
import { minutesByMonth, type Span, yearSum } from '~/modules/officers/rules'
import { type Day, fiscalYear } from '~/platform/clock'

/** How far back the trend of vacancies goes, in months. */
export const TREND_MONTHS = 36

/** Recorded times are shown of so many posts together or not at all: one post's time is one person's. */
export const LEAST_RECORDED = 3

/** Lines of cards that are done in the same months; minutes of all of them a year's worth of one month. */
export type CardGroup = {
  districtId: number | null
  post: Post
  months: number[]
  minutes: number
  tasks: number
}

/** Posts, and those of them that have a card. */
export type PostCount = { districtId: number | null; post: Post; posts: number; carded: number }

/** What was recorded in a fiscal year: by how many posts, and what their cards had planned. Minutes. */
export type Recorded = { districtId: number | null; post: Post; posts: number; done: number; planned: number }

/** Seats on a day. */
export type SeatCount = { districtId: number | null; post: Post; seats: number; vacant: number }

/** A number that becomes greater or smaller from a month on; `month` 0 is the first of the trend. */
export type Step = { districtId: number | null; month: number; seats: number; held: number }

/** One kind of post over all associations; minutes of an average post, null where nobody has told. */
export type Work = {
  post: Post
  posts: number
  carded: number
  tasks: number | null
  minutes: number | null
  /** Minutes of an average post in each month from April on */
  months: { month: number; minutes: number }[]
  /** Posts that wrote down what they did, with what their cards had planned; null when they are too few to be shown */
  recorded: { posts: number; done: number; planned: number } | null
}

const sum = <T>(rows: readonly T[], of: (row: T) => number): number =>
  rows.reduce((total, row) => total + of(row), 0)

const spanOf = ({ months, minutes }: CardGroup): Span => ({ months, minutes, times: 1 })

/** The work of each kind of post that there is, in the order of posts. */
export function workOf(
  groups: readonly CardGroup[],
  counts: readonly PostCount[],
  recorded: readonly Recorded[],
): Work[] {
  return posts.flatMap((post): Work[] => {
    const own = <T extends { post: Post }>(rows: readonly T[]) => rows.filter((row) => row.post === post)
    const all = sum(own(counts), ({ posts }) => posts)
    if (all === 0) return []
    const carded = sum(own(counts), (row) => row.carded)
    const lines = own(groups)
    const spans = lines.map(spanOf)
    const each = (minutes: number) => (carded > 0 ? minutes / carded : 0)
    const { months, anytime } = minutesByMonth(spans)
    const told = sum(own(recorded), ({ posts }) => posts)
    return [
      {
        post,
        posts: all,
        carded,
        tasks: carded > 0 ? sum(lines, ({ tasks }) => tasks) / carded : null,
        minutes: carded > 0 ? each(yearSum(spans)) : null,
        // What comes up at any time is spread over the year, so that the months add up to it.
        months: months.map(({ month, minutes }) => ({ month, minutes: each(minutes + anytime / 12) })),
        recorded:
          told >= LEAST_RECORDED
            ? {
                posts: told,
                done: sum(own(recorded), ({ done }) => done) / told,
                planned: sum(own(recorded), ({ planned }) => planned) / told,
              }
            : null,
      },
    ]
  })
}

/** Months since the year 0. */
export const monthIndex = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1

/** The months of the trend, `YYYY-MM`, the oldest first, the present one last. */
export function trendMonths(today: Day): string[] {
  const last = monthIndex(today)
  return Array.from({ length: TREND_MONTHS + 1 }, (_, i) => {
    const index = last - TREND_MONTHS + i
    return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
  })
}

/** Seats and vacant ones on the first day of each month, from the steps between them. */
export function trendOf(steps: readonly Omit<Step, 'districtId'>[]): { seats: number; vacant: number }[] {
  const by = new Map<number, { seats: number; held: number }>()
  for (const { month, seats, held } of steps) {
    const known = by.get(month) ?? { seats: 0, held: 0 }
    by.set(month, { seats: known.seats + seats, held: known.held + held })
  }
  let standing = { seats: 0, held: 0 }
  return Array.from({ length: TREND_MONTHS + 1 }, (_, month) => {
    const step = by.get(month)
    if (step) standing = { seats: standing.seats + step.seats, held: standing.held + step.held }
    return { seats: standing.seats, vacant: Math.max(0, standing.seats - standing.held) }
  })
}

/**
 * What was recorded, as it may stand by district beside the sum of all districts: districts whose posts are too few
 * are left out, and with them as many others as it takes that what is missing is no single post's time either.
 */
export function shownByDistrict(recorded: readonly Recorded[]): Recorded[] {
  return posts.flatMap((post) => {
    const own = recorded
      .filter((row) => row.post === post && row.posts > 0)
      .sort((a, b) => a.posts - b.posts || (a.districtId ?? 0) - (b.districtId ?? 0))
    let out = own.filter((row) => row.posts < LEAST_RECORDED).length
    const missing = () => sum(own.slice(0, out), ({ posts }) => posts)
    while (out > 0 && out < own.length && missing() < LEAST_RECORDED) out += 1
    return own.slice(out)
  })
}

/** Share of vacant seats; null without seats. */
export const rate = ({ seats, vacant }: { seats: number; vacant: number }): number | null =>
  seats > 0 ? vacant / seats : null

/** In percent to a tenth, rounded half up. */
export const percent = (share: number): number => Math.round(share * 1000) / 10

/** 空席 of one district: today, and the trend on the first of each month. */
export type DistrictSeats = {
  districtId: number | null
  today: { seats: number; vacant: number }
  trend: { seats: number; vacant: number }[]
}

/** The districts that have seats, the highest rate of today first. */
export function byDistrict(seats: readonly SeatCount[], steps: readonly Step[]): DistrictSeats[] {
  const ids = [...new Set(seats.map(({ districtId }) => districtId))]
  const of = <T extends { districtId: number | null }>(rows: readonly T[], id: number | null) =>
    rows.filter(({ districtId }) => districtId === id)
  return ids
    .map((districtId) => ({
      districtId,
      today: totalSeats(of(seats, districtId)),
      trend: trendOf(of(steps, districtId)),
    }))
    .sort((a, b) => (rate(b.today) ?? 0) - (rate(a.today) ?? 0) || (a.districtId ?? 0) - (b.districtId ?? 0))
}

export const totalSeats = (rows: readonly { seats: number; vacant: number }[]) => ({
  seats: sum(rows, ({ seats }) => seats),
  vacant: sum(rows, ({ vacant }) => vacant),
})

/** The last fiscal year that is over: what was recorded of it is whole. */
export const recordedYear = (today: Day): number => fiscalYear(today) - 1
