/** 交付した補助金, for everybody: which association, which scheme, which works, how much, how far. Nothing else of it. */
import type { Day } from '~/platform/clock'
import { rows } from '~/platform/db.server'
import type { GrantedQuery, GrantedState } from '../schema/granted'

export type Grant = {
  id: number
  /** 年度 */
  year: number
  association: string
  slug: string
  district: string | null
  scheme: string
  works: string[]
  /** Yen: the final amount, or until then what was decided */
  amount: number
  state: GrantedState
  decidedOn: Day
}

/** So many on a page. */
const PAGE = 50

/** More grants than a city makes in the years that are kept. */
const MAX_FILE = 20_000

// What was cancelled, stopped or withdrawn was not granted in the end. Somebody who pays back an advance that was more
// than the final amount keeps the grant; after a stop or a cancellation nothing is kept.
const GRANTED = `a.decided_amount IS NOT NULL AND a.state NOT IN ('withdrawn', 'stopped', 'cancelled', 'refused')
  AND NOT EXISTS (SELECT FROM subsidy_events e WHERE e.application_id = a.id AND e.to_state IN ('stopped', 'cancelled'))`

const FROM = `subsidy_applications a
  JOIN subsidy_programme_versions v ON v.id = a.version_id JOIN subsidy_programmes p ON p.id = v.programme_id
  JOIN associations n ON n.id = a.association_id LEFT JOIN districts d ON d.id = n.district_id`

const AMOUNT = 'coalesce(a.final_amount, a.decided_amount)'

function conditions({ year, scheme, district, after }: GrantedQuery, values: unknown[]): string {
  const value = (of: unknown) => `$${values.push(of)}`
  const parts = [GRANTED]
  if (year) parts.push(`a.year = ${value(year)}`)
  if (scheme) parts.push(`p.key = ${value(scheme)}`)
  if (district) parts.push(`n.district_id = ${value(district)}`)
  if (after) {
    const [lastYear, id] = after.split('-').map(Number)
    parts.push(`(a.year, a.id) < (${value(lastYear)}::int, ${value(id)}::int)`)
  }
  return parts.join(' AND ')
}

function grants(query: GrantedQuery, limit: number): Promise<Grant[]> {
  const values: unknown[] = []
  const where = conditions(query, values)
  return rows<Grant>(
    `SELECT a.id, a.year, n.name AS association, n.slug, d.name AS district, v.name AS scheme,
       ARRAY(SELECT w->>'name' FROM jsonb_array_elements(v.definition->'works') w WHERE w->>'key' = ANY(a.works)) AS works,
       ${AMOUNT}::float8 AS amount,
       CASE WHEN a.state IN ('paid', 'repaying', 'repaid') OR a.state_before = 'paid' THEN 'paid'
            WHEN a.final_amount IS NOT NULL THEN 'final' ELSE 'decided' END AS state,
       a.decided_on::text AS "decidedOn"
     FROM ${FROM} WHERE ${where} ORDER BY a.year DESC, a.id DESC LIMIT ${limit}`,
    values,
  )
}

export type YearOfGrants = { year: number; count: number; amount: number }

/** Sums by fiscal year, the newest first. */
function years(query: GrantedQuery): Promise<YearOfGrants[]> {
  const values: unknown[] = []
  const where = conditions({ ...query, after: undefined }, values)
  return rows<YearOfGrants>(
    `SELECT a.year, count(*)::int AS count, sum(${AMOUNT})::float8 AS amount
     FROM ${FROM} WHERE ${where} GROUP BY a.year ORDER BY a.year DESC`,
    values,
  )
}

/** One page of what was granted, the sums of each year, and what the list can be narrowed to. */
export async function grantedList(query: GrantedQuery) {
  const [found, sums, everyYear, schemes] = await Promise.all([
    grants(query, PAGE + 1),
    years(query),
    years({}),
    rows<{ key: string; name: string }>(
      `SELECT p.key, (array_agg(v.name ORDER BY v.number DESC))[1] AS name FROM ${FROM} WHERE ${GRANTED}
       GROUP BY p.id, p.key ORDER BY p.id`,
      [],
    ),
  ])
  const items = found.slice(0, PAGE)
  const last = items.at(-1)
  return {
    items,
    next: found.length > PAGE && last ? `${last.year}-${last.id}` : undefined,
    sums,
    years: everyYear.map(({ year }) => year),
    schemes,
  }
}

/** All that was granted, as narrowed, for a file. */
export function grantedFile(query: GrantedQuery): Promise<Grant[]> {
  return grants({ ...query, after: undefined }, MAX_FILE)
}
