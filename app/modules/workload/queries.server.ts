/**
 * 役員の仕事の量と空席: sums over all associations. Public; no row of a person leaves the database. Lines and terms are
 * summed there by the few values that they share, so that 10,000 associations come back as some hundred rows.
 */
import { type Post, posts } from '~/modules/accounts/rules'
import { yearDays } from '~/modules/officers/rules'
import { cityRequests, loads } from '~/modules/requests/queries.server'
import type { Day } from '~/platform/clock'
import { db, rows } from '~/platform/db.server'
import {
  byDistrict,
  type CardGroup,
  monthIndex,
  type PostCount,
  type Recorded,
  recordedYear,
  type SeatCount,
  type Step,
  shownByDistrict,
  TREND_MONTHS,
  totalSeats,
  trendOf,
  workOf,
} from './rules'

/** 校区 and 役職 that are looked at; null: all. */
export type WorkFilter = { district: number | null; post: Post | null }

/** A group stands in the district of its association. */
const NODES = `JOIN associations a ON a.id = p.association_id LEFT JOIN associations up ON up.id = a.parent_id`
const DISTRICT = `coalesce(a.district_id, CASE WHEN up.kind = 'neighbourhood' THEN up.district_id END)`
const FILTER = `($1::int IS NULL OR ${DISTRICT} = $1) AND ($2::"Post" IS NULL OR p.post = $2::"Post")`

const CARDS = `
  SELECT ${DISTRICT} AS "districtId", p.post, t.months, sum(t.minutes * t.times)::float8 AS minutes, count(*)::int AS tasks
  FROM officer_tasks t JOIN officer_posts p ON p.id = t.post_id ${NODES}
  WHERE ${FILTER} AND (p.closed_on IS NULL OR p.closed_on > $3::date) GROUP BY 1, 2, 3`

const COUNTS = `
  SELECT ${DISTRICT} AS "districtId", p.post, count(*)::int AS posts,
    count(*) FILTER (WHERE EXISTS (SELECT FROM officer_tasks t WHERE t.post_id = p.id))::int AS carded
  FROM officer_posts p ${NODES} WHERE ${FILTER} AND (p.closed_on IS NULL OR p.closed_on > $3::date) GROUP BY 1, 2`

const RECORDED = `
  WITH done AS (
    SELECT post_id, sum(minutes)::float8 AS minutes FROM officer_records
    WHERE done_on BETWEEN $3::date AND $4::date GROUP BY 1)
  SELECT ${DISTRICT} AS "districtId", p.post, count(*)::int AS posts, sum(done.minutes) AS done,
    sum(card.minutes) AS planned
  FROM done JOIN officer_posts p ON p.id = done.post_id ${NODES}
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(t.minutes * t.times * greatest(1, cardinality(t.months))), 0)::float8 AS minutes
      FROM officer_tasks t WHERE t.post_id = p.id) card
  WHERE ${FILTER} GROUP BY 1, 2`

/** Seats that stand on a day, and those that nobody holds. */
const SEATS = `
  SELECT ${DISTRICT} AS "districtId", p.post, count(*)::int AS seats,
    count(*) FILTER (WHERE NOT EXISTS (
      SELECT FROM terms t WHERE t.seat_id = s.id AND t.starts_on <= $3::date AND t.ends_on >= $3::date))::int AS vacant
  FROM officer_seats s JOIN officer_posts p ON p.id = s.post_id ${NODES}
  WHERE ${FILTER} AND coalesce(least(s.closed_on, p.closed_on), 'infinity') > $3::date GROUP BY 1, 2`

/** The month of a day, counted from the first of the trend, $4 */
const monthOf = (day: string) =>
  `(extract(year FROM ${day}) * 12 + extract(month FROM ${day}) - 1)::int - $4::int`
/** The first month that begins on a day or after it, and the first that begins after it */
const fromMonth = (day: string) =>
  `${monthOf(day)} + CASE WHEN extract(day FROM ${day}) > 1 THEN 1 ELSE 0 END`
const afterMonth = (day: string) => `${monthOf(day)} + 1`

/**
 * How many seats stand and are held changes only where a seat or a term begins or ends: one row for each month in which
 * something does. A seat stands from its first term or from when it was added, whichever is earlier; one of the first
 * has stood since its post was made.
 */
const STEPS = `
  WITH held AS (
    SELECT t.seat_id, ${fromMonth('t.starts_on')} AS from_month, ${afterMonth('t.ends_on')} AS until_month
    FROM terms t WHERE t.seat_id IS NOT NULL),
  first AS (SELECT seat_id, min(from_month) AS month FROM held GROUP BY 1),
  seats AS (
    SELECT s.id, ${DISTRICT} AS district_id,
      least(f.month, ${fromMonth(`coalesce(s.opened_on, (p.created_at AT TIME ZONE 'Asia/Tokyo')::date)`)}) AS from_month,
      least(coalesce(${fromMonth('least(s.closed_on, p.closed_on)')}, $3::int), $3::int) AS until_month
    FROM officer_seats s JOIN officer_posts p ON p.id = s.post_id ${NODES}
      LEFT JOIN first f ON f.seat_id = s.id
    WHERE ${FILTER}),
  spans AS (
    SELECT district_id, greatest(from_month, 0) AS from_month, until_month, 1 AS seats, 0 AS held FROM seats
    UNION ALL
    SELECT s.district_id, greatest(h.from_month, 0), least(h.until_month, s.until_month), 0, 1
    FROM held h JOIN seats s ON s.id = h.seat_id)
  SELECT district_id AS "districtId", month, sum(seats)::int AS seats, sum(held)::int AS held FROM (
    SELECT district_id, from_month AS month, seats, held FROM spans WHERE from_month < until_month
    UNION ALL
    SELECT district_id, until_month, -seats, -held FROM spans WHERE from_month < until_month) step
  WHERE month < $3 GROUP BY 1, 2`

/** Hours and tasks by post, and seats by district. */
export async function workload(filter: WorkFilter, today: Day) {
  const by = [filter.district, filter.post]
  const { from, to } = yearDays(recordedYear(today))
  const base = monthIndex(today) - TREND_MONTHS
  const [cards, counts, recorded, seats, steps, names] = await Promise.all([
    rows<CardGroup>(CARDS, [...by, today]),
    rows<PostCount>(COUNTS, [...by, today]),
    // Of all districts also where one is looked at: what it may show hangs on the others.
    rows<Recorded>(RECORDED, [null, filter.post, from, to]),
    rows<SeatCount>(SEATS, [...by, today]),
    rows<Step>(STEPS, [...by, TREND_MONTHS + 1, base]),
    db.district.findMany({ select: { id: true, name: true } }),
  ])
  const nameOf = new Map(names.map(({ id, name }) => [id, name]))
  return {
    work: workOf(
      cards,
      counts,
      filter.district === null
        ? recorded
        : shownByDistrict(recorded).filter(({ districtId }) => districtId === filter.district),
    ),
    today: totalSeats(seats),
    trend: trendOf(steps),
    districts: byDistrict(seats, steps).map((district) => ({
      ...district,
      name: district.districtId === null ? null : (nameOf.get(district.districtId) ?? null),
    })),
  }
}

/**
 * What the city itself asks of associations in a fiscal year: minutes of an average association, from the requests that
 * were recorded with notices; of one district those of its associations.
 */
export async function askedOf(district: number | null, year: number) {
  const [{ total, senders, associations, months }, city] = await Promise.all([
    cityRequests(year, 1),
    db.association.findFirst({ where: { kind: 'city' }, select: { id: true, name: true } }),
  ])
  const own = senders.find(({ id }) => id === city?.id)
  const each = (minutes: number, of: number) => (of > 0 ? minutes / of : 0)
  const there = district === null ? null : await askedThere(district, year)
  return {
    requests: total.requests,
    each: each(total.minutes, associations),
    byCity: each(own?.minutes ?? 0, associations),
    there,
    months: months.map(({ month, minutes }) => ({ month, minutes: each(minutes, associations) })),
  }
}

/** Minutes that were asked of an average association of a district. */
async function askedThere(district: number, year: number): Promise<number> {
  const [found, all] = await Promise.all([
    db.district.findUnique({ where: { id: district }, select: { name: true } }),
    loads(year, null),
  ])
  const own = all.filter((load) => load.district !== null && load.district === found?.name)
  return own.length > 0 ? own.reduce((sum, { minutes }) => sum + minutes, 0) / own.length : 0
}

/** The district and the post that an address asks for; what there is not stands for all. */
export async function filterAsked(
  district: string | undefined,
  post: string | undefined,
): Promise<WorkFilter> {
  const id = /^[1-9]\d{0,8}$/.test(district ?? '') ? Number(district) : null
  const known = id !== null && (await db.district.findUnique({ where: { id }, select: { id: true } }))
  return { district: known ? id : null, post: posts.find((one) => one === post) ?? null }
}

/** Every district and post with its numbers, for a spreadsheet. */
export async function workloadRows(today: Day) {
  const by = [null, null]
  const { from, to } = yearDays(recordedYear(today))
  const [cards, counts, recorded, seats, names] = await Promise.all([
    rows<CardGroup>(CARDS, [...by, today]),
    rows<PostCount>(COUNTS, [...by, today]),
    rows<Recorded>(RECORDED, [...by, from, to]),
    rows<SeatCount>(SEATS, [...by, today]),
    db.district.findMany({ orderBy: { id: 'asc' }, select: { id: true, name: true } }),
  ])
  const shown = shownByDistrict(recorded)
  const ids = [...names.map(({ id }) => id), null]
  return ids.flatMap((id) => {
    const own = <T extends { districtId: number | null }>(all: readonly T[]) =>
      all.filter(({ districtId }) => districtId === id)
    return workOf(own(cards), own(counts), own(shown)).map((work) => ({
      district: names.find((name) => name.id === id)?.name ?? null,
      ...work,
      seats: totalSeats(own(seats).filter(({ post }) => post === work.post)),
    }))
  })
}
