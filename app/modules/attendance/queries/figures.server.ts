/**
 * 実績: what a year of the volunteer experience, or of the city's lectures, has come to. Counts alone, no persons; who
 * shows a breakdown says nothing below five. Sessions of an orientation are not counted: to be told is not to take part.
 *
 * A person is one by the keyed hash of address and name, else by the row; only confirmed attendance is participation.
 */
import type { Day } from '~/platform/clock'
import { db, Prisma, type Tx } from '~/platform/db.server'

/** Which programmes: every field narrows; none counts all. `year` is the 年度 of the programme. */
export type FigureFilter = {
  year?: number
  kind?: 'experience' | 'lecture'
  /** Programmes that feed this indicator */
  indicatorKey?: string
  programmeId?: number
  hostId?: number
}

type Figures = {
  /** 実人数: distinct people with confirmed attendance */
  participants: number
  /** 延べ人数: confirmed attendances */
  attendances: number
  /** 申込み: applications that were made, also those cancelled later; walk-ins have not applied */
  applications: number
  /** Persons named in them */
  applied: number
  /** 欠席: placed, and marked as not come */
  noShows: number
  /** キャンセル待ち: persons who stand in the queue now */
  waiting: number
  /** 活動時間: minutes of the confirmed attendances */
  minutes: number
}

const figureGroups = ['stage', 'host', 'district', 'programme', 'theme'] as const
export type FigureGroup = (typeof figureGroups)[number]

/** `key` is the id, or the word of a stage or theme; '' where a place has no district. `name` is '' for stage and theme. */
type GroupFigures = Figures & { key: string; name: string }

/** 延べ and people who came for the first time within the filter, on a day of activity. */
type DayFigures = { day: Day; newcomers: number; attendances: number }

/** What became of the participants afterwards; each person counts once in each. */
type LaterFigures = {
  participants: number
  /** Took part again later, in another activity */
  again: number
  /** Joined as an occasional helper of an association */
  helpers: number
  /** Took an office in an association, by their account */
  officers: number
}

const PERSON = Prisma.sql`coalesce(v.same_hash, v.id::text)`
const DAY = Prisma.sql`((s.starts_at AT TIME ZONE 'Asia/Tokyo')::date)::text`

const FROM = Prisma.sql`
  FROM volunteer_programmes p
  JOIN volunteer_places pl ON pl.programme_id = p.id AND NOT pl.orientation
  JOIN volunteer_hosts h ON h.id = pl.host_id
  LEFT JOIN districts d ON d.id = pl.district_id
  JOIN volunteer_sessions s ON s.place_id = pl.id
  JOIN volunteer_applications a ON a.session_id = s.id
  JOIN volunteer_members m ON m.application_id = a.id
  JOIN volunteers v ON v.id = m.volunteer_id`

function whereOf(filter: FigureFilter): Prisma.Sql {
  const parts = [Prisma.sql`p.state <> 'draft'`]
  if (filter.year !== undefined) parts.push(Prisma.sql`p.year = ${filter.year}::int`)
  if (filter.kind) parts.push(Prisma.sql`p.kind = ${filter.kind}::"VolunteerProgrammeKind"`)
  if (filter.indicatorKey) parts.push(Prisma.sql`p.indicator_key = ${filter.indicatorKey}`)
  if (filter.programmeId !== undefined) parts.push(Prisma.sql`p.id = ${filter.programmeId}::int`)
  if (filter.hostId !== undefined) parts.push(Prisma.sql`h.id = ${filter.hostId}::int`)
  return Prisma.join(parts, ' AND ')
}

const CAME = Prisma.sql`a.state = 'placed' AND m.attendance = 'attended'`

const COUNTS = Prisma.sql`
  count(DISTINCT ${PERSON}) FILTER (WHERE ${CAME})::int AS "participants",
  count(*) FILTER (WHERE ${CAME})::int AS "attendances",
  count(DISTINCT a.id) FILTER (WHERE NOT a.walk_in)::int AS "applications",
  count(*) FILTER (WHERE NOT a.walk_in)::int AS "applied",
  count(*) FILTER (WHERE a.state = 'placed' AND NOT a.walk_in AND m.attendance = 'absent')::int AS "noShows",
  count(*) FILTER (WHERE a.state = 'waiting')::int AS "waiting",
  coalesce(sum(coalesce(m.minutes, s.minutes)) FILTER (WHERE ${CAME}), 0)::int AS "minutes"`

/** The figures of all programmes that the filter leaves. */
export async function figuresOf(filter: FigureFilter, client: Tx = db): Promise<Figures> {
  const [row] = await client.$queryRaw<Figures[]>`SELECT ${COUNTS} ${FROM} WHERE ${whereOf(filter)}`
  // An aggregate without GROUP BY always answers with one row.
  return row as Figures
}

const GROUPS: Record<FigureGroup, { key: Prisma.Sql; name: Prisma.Sql }> = {
  stage: { key: Prisma.sql`m.stage`, name: Prisma.sql`''` },
  theme: { key: Prisma.sql`pl.theme`, name: Prisma.sql`''` },
  host: { key: Prisma.sql`h.id::text`, name: Prisma.sql`h.name` },
  district: { key: Prisma.sql`coalesce(d.id::text, '')`, name: Prisma.sql`coalesce(d.name, '')` },
  programme: { key: Prisma.sql`p.id::text`, name: Prisma.sql`p.title` },
}

/**
 * The same by stage, host, district (of the place), programme or theme; the most participants first. Who came in two
 * groups counts as a participant in both, so the groups' participants may be more than those of all.
 */
export async function figuresBy(filter: FigureFilter, group: FigureGroup): Promise<GroupFigures[]> {
  const { key, name } = GROUPS[group]
  return db.$queryRaw<GroupFigures[]>`
    SELECT ${key} AS "key", ${name} AS "name", ${COUNTS} ${FROM} WHERE ${whereOf(filter)}
    GROUP BY 1, 2 ORDER BY "participants" DESC, "name", "key"`
}

/**
 * Confirmed attendance day by day (in Japan), only days on which somebody came. The sum of `newcomers` up to a day is
 * the number of participants until then.
 */
export async function figuresByDay(filter: FigureFilter, client: Tx = db): Promise<DayFigures[]> {
  return client.$queryRaw<DayFigures[]>`
    WITH came AS (
      SELECT ${PERSON} AS person, ${DAY} AS day ${FROM} WHERE ${whereOf(filter)} AND ${CAME}),
    first AS (SELECT person, min(day) AS day FROM came GROUP BY person)
    SELECT c.day AS "day", count(*)::int AS "attendances",
      (SELECT count(*)::int FROM first f WHERE f.day = c.day) AS "newcomers"
    FROM came c GROUP BY c.day ORDER BY c.day`
}

/**
 * How many of the participants went on: again in another activity, as a helper, or in an office that began after they
 * had first taken part. Of those who are forgotten by name it counts what was noted before (`noteLater` of
 * participation). Officers are found only where the person had an account. Show none below five.
 */
export async function laterFigures(filter: FigureFilter, client: Tx = db): Promise<LaterFigures> {
  const [row] = await client.$queryRaw<LaterFigures[]>`
    WITH came AS (
      SELECT ${PERSON} AS person, min(s.starts_at) AS at,
        (array_agg(pl.id ORDER BY s.starts_at, s.id))[1] AS place_id,
        bool_or(v.became_helper) AS helper, bool_or(v.took_office) AS officer
      ${FROM} WHERE ${whereOf(filter)} AND ${CAME}
      GROUP BY 1)
    SELECT count(*)::int AS "participants",
      count(*) FILTER (WHERE EXISTS (SELECT 1 ${FROM} WHERE ${PERSON} = c.person AND ${CAME}
        AND s.starts_at > c.at AND pl.id <> c.place_id))::int AS "again",
      count(*) FILTER (WHERE c.helper OR EXISTS (
        SELECT 1 FROM volunteers v JOIN volunteer_helpers k ON k.volunteer_id = v.id
        WHERE ${PERSON} = c.person AND k.joined_at > c.at))::int AS "helpers",
      count(*) FILTER (WHERE c.officer OR EXISTS (
        SELECT 1 FROM volunteers v JOIN terms t ON t.user_id = v.user_id
        WHERE ${PERSON} = c.person AND t.starts_on > (c.at AT TIME ZONE 'Asia/Tokyo')::date))::int AS "officers"
    FROM came c`
  return row as LaterFigures
}
