/** 回答率: who has answered of those who were asked, by the areas directly below the audience. */
import { countingHousehold } from '~/modules/households/queries/sql.server'
import type { Day } from '~/platform/clock'
import { db, rows } from '~/platform/db.server'
import { type AreaCount, type AreaRates, askedApart, type Reach, ratesByArea, type Unit } from '../rules'
import { ALSO } from '../voter.server'

/** The node directly below the audience, $2, in which an association lies; the audience itself, $3, where it is that. */
const AREA = `coalesce(nullif(split_part(substr(a.path, length($2) + 1), '/', 1), '')::int, $3::int)`
const BELOW = `a.path LIKE $2 || '%'`

const ANSWERED = `
  SELECT CASE WHEN ${BELOW} THEN ${AREA} END AS area, count(*)::int AS count
  FROM survey_roll r LEFT JOIN associations a ON a.id = r.area_id WHERE r.survey_id = $1::int AND r.voter_key NOT LIKE '${ALSO}%' GROUP BY 1`

const HOUSEHOLDS = `
  SELECT ${AREA} AS area, count(*)::int AS count FROM households h JOIN associations a ON a.id = h.association_id
  WHERE ${BELOW} AND ${countingHousehold('h', '$4')} AND $1::int IS NOT NULL GROUP BY 1`

/** People of households who answer for themselves, and members with an account who stand in no household there. */
const PERSONS = `
  WITH living AS (
    SELECT m.id, m.user_id, ${AREA} AS area FROM household_members m JOIN households h ON h.id = m.household_id
      JOIN associations a ON a.id = h.association_id
    WHERE ${BELOW} AND m.left_at IS NULL AND m.role <> 'dependant' AND ${countingHousehold('h', '$4')}),
  joined AS (
    SELECT DISTINCT ON (s.user_id) s.user_id, ${AREA} AS area FROM memberships s
      JOIN associations a ON a.id = s.association_id
    WHERE ${BELOW} AND s.state = 'confirmed' AND NOT EXISTS (SELECT FROM living l WHERE l.user_id = s.user_id)
    ORDER BY s.user_id, s.id)
  SELECT area, count(*)::int AS count FROM (
    -- Somebody of two households is one person.
    SELECT DISTINCT ON (coalesce(user_id::text, id::text)) area FROM living
    UNION ALL SELECT area FROM joined) person
  WHERE $1::int IS NOT NULL GROUP BY 1`

type Row = { area: number | null; count: number }
type Asked = { id: number; reach: Reach; unit: Unit; audience: { id: number; path: string } }

export type Response = {
  /** How many were asked; null where everybody was, and where nearly all have answered */
  asked: number | null
  /** All have answered but a few, whose number would tell of them */
  nearly: boolean
  rates: (Omit<AreaRates, 'areas'> & { areas: (AreaCount & { name: string | null })[] }) | null
}

/**
 * The rate of response after the end.
 * @param day on which households and members are counted: the last day of the survey
 */
export async function responseOf(survey: Asked, day: Day): Promise<Response> {
  const values = [survey.id, survey.audience.path, survey.audience.id]
  const members = survey.reach === 'members'
  const [answered, asked] = await Promise.all([
    rows<Row>(ANSWERED, values),
    members ? rows<Row>(survey.unit === 'household' ? HOUSEHOLDS : PERSONS, [...values, day]) : [],
  ])
  const of = (all: readonly Row[], area: number | null) => all.find((row) => row.area === area)?.count ?? 0
  const ids = [...new Set([...answered, ...asked].map(({ area }) => area))]
  const counts = ids.map((areaId): AreaCount => {
    const count = of(answered, areaId)
    // Whoever has answered was asked, also where the register has changed since.
    return { areaId, answered: count, asked: members ? Math.max(count, of(asked, areaId)) : null }
  })
  // Once the roll is deleted nothing can be said of areas.
  const rates = counts.length > 1 && answered.length > 0 ? ratesByArea(counts) : null
  const names = await db.association.findMany({
    where: { id: { in: ids.filter((id) => id !== null) } },
    orderBy: { id: 'asc' },
    select: { id: true, name: true },
  })
  const place = new Map(names.map(({ id, name }, index) => [id, { name, index }]))
  const sum = (of: (area: AreaCount) => number | null) =>
    counts.reduce((all, area) => all + (of(area) ?? 0), 0)
  const told = members
    ? askedApart(
        sum((area) => area.answered),
        sum((area) => area.asked),
      )
    : null
  return {
    asked: told,
    nearly: members && counts.length > 0 && told === null,
    rates: rates && {
      ...rates,
      areas: rates.areas
        .map((area) => ({ ...area, name: place.get(area.areaId ?? 0)?.name ?? null }))
        .sort((a, b) => (place.get(a.areaId ?? 0)?.index ?? 1e9) - (place.get(b.areaId ?? 0)?.index ?? 1e9)),
    },
  }
}
