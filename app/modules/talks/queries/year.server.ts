/** 出席の年間のまとめ: which associations came to the talks of a fiscal year. For those who host, and the city's desk. */
import { type Actor, denied, mayAnywhere, mayInPortal, requireUser } from '~/modules/accounts/rules'
import { type Day, dayOf, fiscalYear, instantOfLocal } from '~/platform/clock'
import { db, rows } from '~/platform/db.server'
import { INVITED_KINDS } from '../rules'
import { hostedWhere } from '../scope.server'

const YEAR_PAGE = 50
/** More talks in a year than a city holds. */
const MOST_TALKS = 500

/** A talk that was held: when, and how many came. */
type YearTalk = {
  id: number
  title: string
  day: Day
  host: string
  associations: number
  people: number
}

/** An association: to how many talks it was invited, said that it comes, came, and with how many in all. */
type YearRow = {
  id: number
  name: string
  district: string | null
  invited: number
  said: number
  came: number
  people: number
}

async function talksOf(actor: Actor, year: number): Promise<YearTalk[]> {
  requireUser(actor)
  const all = mayInPortal(actor, 'matter.route')
  if (!all && !mayAnywhere(actor, 'talk.host')) denied(actor)
  const found = await db.talk.findMany({
    where: {
      AND: [
        all ? {} : hostedWhere(actor),
        {
          state: 'held',
          startsAt: {
            gte: instantOfLocal(`${year}-04-01T00:00`) as Date,
            lt: instantOfLocal(`${year + 1}-04-01T00:00`) as Date,
          },
        },
      ],
    },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    take: MOST_TALKS,
    select: {
      id: true,
      title: true,
      startsAt: true,
      association: { select: { name: true } },
      attendances: { where: { came: { gt: 0 } }, select: { came: true } },
    },
  })
  return found.map(({ startsAt, association, attendances, ...talk }) => ({
    ...talk,
    day: dayOf(startsAt),
    host: association.name,
    associations: attendances.length,
    people: attendances.reduce((sum, { came }) => sum + (came ?? 0), 0),
  }))
}

const SUMS = `count(*)::int AS invited, (count(*) FILTER (WHERE ta.comes))::int AS said,
  (count(*) FILTER (WHERE ta.came > 0))::int AS came, coalesce(sum(ta.came), 0)::int AS people`
const FROM = `talks t JOIN associations n ON n.id = t.audience_id
  JOIN associations a ON starts_with(a.path, n.path) AND a.kind::text = ANY($2)
  LEFT JOIN districts d ON d.id = a.district_id
  LEFT JOIN talk_attendances ta ON ta.talk_id = t.id AND ta.association_id = a.id`

/**
 * One page of the associations that were invited in a fiscal year, and its talks.
 * @throws SignInNeeded, NotAllowed for whoever hosts nothing
 */
export async function yearAttendance(
  actor: Actor,
  given: { year?: number | undefined; after?: number | undefined },
): Promise<{
  year: number
  thisYear: number
  talks: YearTalk[]
  items: YearRow[]
  next: number | undefined
}> {
  const thisYear = fiscalYear(actor.today)
  const year = given.year ?? thisYear
  const talks = await talksOf(actor, year)
  const found = await rows<YearRow>(
    `SELECT a.id, a.name, d.name AS district, ${SUMS} FROM ${FROM}
     WHERE t.id = ANY($1) AND a.id > $3 GROUP BY a.id, a.name, d.name ORDER BY a.id LIMIT ${YEAR_PAGE + 1}`,
    [talks.map(({ id }) => id), [...INVITED_KINDS], given.after ?? 0],
  )
  const items = found.slice(0, YEAR_PAGE)
  return { year, thisYear, talks, items, next: found.length > YEAR_PAGE ? items.at(-1)?.id : undefined }
}

/** A line of the file: an association at a talk to which it was invited. */
type YearLine = {
  talkId: number
  day: Day
  title: string
  association: string
  district: string | null
  comes: boolean | null
  online: boolean | null
  people: number | null
  came: number | null
}

/** All associations at all talks of a fiscal year, for a spreadsheet. @throws SignInNeeded, NotAllowed */
export async function yearLines(actor: Actor, given: number | undefined): Promise<YearLine[]> {
  const talks = await talksOf(actor, given ?? fiscalYear(actor.today))
  const found = await rows<Omit<YearLine, 'day'> & { startsAt: Date }>(
    `SELECT t.id AS "talkId", t.starts_at AS "startsAt", t.title, a.name AS association, d.name AS district,
       ta.comes, ta.online, ta.people, ta.came
     FROM ${FROM} WHERE t.id = ANY($1) ORDER BY t.starts_at, t.id, a.id`,
    [talks.map(({ id }) => id), [...INVITED_KINDS]],
  )
  return found.map(({ startsAt, ...line }) => ({ ...line, day: dayOf(startsAt) }))
}
