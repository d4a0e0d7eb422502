/** 回答の状況 in figures: by section and by month. Sums of matters, and nobody in them; the public sees the same ones. */
import { type Actor, denied, mayInPortal } from '~/modules/accounts/rules'
import { addDays, type Day } from '~/platform/clock'
import { csv } from '~/platform/csv'
import { rows } from '~/platform/db.server'
import type { Translate } from '~/platform/i18n'
import { sectionClocks } from './overdue.server'

/** Months that are shown, the present one last. */
const MONTHS_SHOWN = 12

/** One month (`YYYY-MM`): what was received, what was answered, of that in time, and how long it took (median, days). */
export type MonthFigures = {
  month: string
  received: number
  answered: number
  inTime: number
  medianDays: number | null
}

/** Whether a time lies in the month `g.month` by the clock of Japan; asked of the time itself, which an index knows. */
const inMonth = (time: string) =>
  `${time} >= g.month AT TIME ZONE 'Asia/Tokyo' AND ${time} < (g.month + interval '1 month') AT TIME ZONE 'Asia/Tokyo'`

/** The last twelve months, also those in which nothing happened. */
function monthFigures(today: Day): Promise<MonthFigures[]> {
  const first = monthsBack(today, MONTHS_SHOWN - 1)
  return rows<MonthFigures>(
    `SELECT to_char(g.month, 'YYYY-MM') AS month,
       (SELECT count(*)::int FROM matters m WHERE m.state NOT IN ('waiting', 'refused')
          AND ${inMonth('m.received_at')}) AS received,
       count(a.id)::int AS answered,
       count(a.id) FILTER (WHERE (a.answered_at AT TIME ZONE 'Asia/Tokyo')::date <= a.due_on)::int AS "inTime",
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM a.answered_at - a.received_at) / 86400)
         FILTER (WHERE a.id IS NOT NULL) AS "medianDays"
     FROM generate_series($1::timestamp, $2::timestamp, interval '1 month') AS g(month)
     LEFT JOIN matters a ON a.state IN ('answered', 'underway', 'done', 'impossible') AND a.joined_to_id IS NULL
       AND ${inMonth('a.answered_at')}
     GROUP BY g.month ORDER BY g.month`,
    [`${first}-01`, `${today.slice(0, 7)}-01`],
  )
}

/** The month so many months before that of a day, `YYYY-MM`. */
function monthsBack(today: Day, months: number): string {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const at = year * 12 + (month - 1) - months
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}

/**
 * The figures for the city's desk.
 * @throws SignInNeeded, NotAllowed
 */
export async function cityFigures(actor: Actor) {
  if (!mayInPortal(actor, 'matter.route') && !mayInPortal(actor, 'matter.answer')) denied(actor)
  const { today } = actor
  const [sections, months, [totals]] = await Promise.all([
    sectionClocks(today),
    monthFigures(today),
    rows<{ received: number; answered: number; inTime: number; overdue: number; changed: number }>(
      `SELECT
         (SELECT count(*)::int FROM matters m
           WHERE m.received_at >= $2::date AND m.state NOT IN ('waiting', 'refused')) AS received,
         count(*)::int AS answered,
         count(*) FILTER (WHERE (m.answered_at AT TIME ZONE 'Asia/Tokyo')::date <= m.due_on)::int AS "inTime",
         (SELECT count(*)::int FROM matters m
           WHERE m.state = 'routed' AND m.joined_to_id IS NULL AND m.due_on < $1::date) AS overdue,
         (SELECT count(DISTINCT e.matter_id)::int FROM matter_events e
           WHERE e.kind = 'due_changed' AND e.at >= $2::date) AS changed
       FROM matters m WHERE m.answered_at >= $2::date AND m.state <> 'routed' AND m.joined_to_id IS NULL`,
      [today, addDays(today, -365)],
    ),
  ])
  return {
    sections,
    months,
    totals: totals ?? { received: 0, answered: 0, inTime: 0, overdue: 0, changed: 0 },
  }
}
export type CityFigures = Awaited<ReturnType<typeof cityFigures>>

/**
 * The same for a spreadsheet: sections, and below them months.
 * @throws as `cityFigures`
 */
export async function figuresFile(actor: Actor, t: Translate): Promise<string> {
  const { sections, months } = await cityFigures(actor)
  const at = (key: string) => t(`exchange.city.figures.${key}`)
  const days = (value: number | null) => (value === null ? '' : Math.round(value * 10) / 10)
  return csv([
    ['section', 'waiting', 'overdue', 'longest', 'answered', 'in_time', 'median'].map((key) =>
      at(`csv_${key}`),
    ),
    ...sections.map((one) => [
      one.name,
      one.waiting,
      one.overdue,
      one.longestLate,
      one.answered,
      one.inTime,
      days(one.medianDays),
    ]),
    [],
    ['month', 'received', 'answered', 'in_time', 'median'].map((key) => at(`csv_${key}`)),
    ...months.map((one) => [one.month, one.received, one.answered, one.inTime, days(one.medianDays)]),
  ])
}
