/** How far a notice has reached, for everybody: numbers only, never who. */
import { type Actor, audienceIds, mayAnywhere } from '~/modules/accounts/rules'
import { countingHousehold } from '~/modules/households/queries/sql.server'
import { type Day, dayOf, now } from '~/platform/clock'
import { rows } from '~/platform/db.server'
import {
  confirmedOf,
  isShown,
  type Node,
  type Parts,
  percent,
  type Reach,
  reachOver,
  totalOf,
} from '../rules'
import { keptScopes, scopeMeets } from './sql.server'

type NoticeRow = {
  confirmBy: Day | null
  visibility: 'public' | 'members' | 'officers'
  audienceId: number
  audiencePath: string
  officer: boolean
  entered: boolean
}

const NOTICE_SQL = `
  SELECT n.confirm_by::text AS "confirmBy", n.visibility, n.audience_id AS "audienceId", a.path AS "audiencePath",
    ${scopeMeets('a.path', '$2', '$3')} AS officer,
    EXISTS (SELECT FROM confirmations c WHERE c.notice_id = n.id)
      OR EXISTS (SELECT FROM paper_tallies t WHERE t.notice_id = n.id) AS entered
  FROM notices n JOIN associations a ON a.id = n.audience_id
  WHERE n.id = $1 AND n.state IN ('published', 'expired', 'withdrawn')`

const NODES_SQL = `
  SELECT a.id, a.path, a.member_households AS "memberHouseholds",
    r.counting, r.screen, r.paper, r.telephone, r.visit, r.proxy, t.households, t.signed
  FROM associations a
  LEFT JOIN (
    SELECT h.association_id, count(*)::int AS counting,
      (count(*) FILTER (WHERE c.channel = 'screen'))::int AS screen,
      (count(*) FILTER (WHERE c.channel = 'paper'))::int AS paper,
      (count(*) FILTER (WHERE c.channel = 'telephone'))::int AS telephone,
      (count(*) FILTER (WHERE c.channel = 'visit'))::int AS visit,
      (count(*) FILTER (WHERE c.channel = 'proxy'))::int AS proxy
    FROM associations x JOIN households h ON h.association_id = x.id
      LEFT JOIN confirmations c ON c.household_id = h.id AND c.notice_id = $1
    WHERE x.path LIKE $2 || '%' AND ${countingHousehold('h', '$3')}
    GROUP BY 1
  ) r ON r.association_id = a.id
  LEFT JOIN paper_tallies t ON t.notice_id = $1 AND t.association_id = a.id
  WHERE a.path LIKE $2 || '%'`

type NodeRow = {
  id: number
  path: string
  memberHouseholds: number | null
  counting: number | null
  households: number | null
  signed: number | null
} & { [K in 'screen' | 'paper' | 'telephone' | 'visit' | 'proxy']: number | null }

function asNode(row: NodeRow): Node {
  const { id, path, memberHouseholds, counting, households, signed } = row
  const part = (name: 'screen' | 'paper' | 'telephone' | 'visit' | 'proxy') => row[name] ?? 0
  const given = {
    screen: part('screen'),
    paper: part('paper'),
    telephone: part('telephone'),
    visit: part('visit'),
    proxy: part('proxy'),
  }
  const confirmed = given.screen + given.paper + given.telephone + given.visit + given.proxy
  const register: Parts | null = counting ? { ...given, notYet: counting - confirmed } : null
  return {
    id,
    path,
    memberHouseholds,
    register,
    tally: households === null ? null : { households, signed: signed ?? 0 },
  }
}

/** The reach of a notice over the part of the tree with this path. @param day on which households are counted */
async function reachBelow(noticeId: number, path: string, day: Day): Promise<Reach> {
  const found = await rows<NodeRow>(NODES_SQL, [noticeId, path, day])
  return reachOver(found.map(asNode))
}

type ReachView = {
  confirmBy: Day | null
  /** Keeps households under the audience: sees who, and enters */
  officer: boolean
  /** Null where the numbers are so small that they would tell who; officers see them always. */
  figure: (Reach & { confirmed: number; total: number; percent: number }) | null
}

/**
 * The reach figure of a notice: for everybody who may read it. Null as actor is the portal itself (a sheet, a mail):
 * it sees all. Null when there is no figure for this reader: the notice has not gone out or is not theirs to read, or
 * it neither asks for a confirmation nor has any entered.
 */
export async function reachOf(actor: Actor | null, noticeId: number): Promise<ReachView | null> {
  const { paths, below } = actor ? keptScopes(actor) : { paths: [], below: [] }
  const [notice] = await rows<NoticeRow>(NOTICE_SQL, [noticeId, paths, below])
  // Most notices ask for nothing: they cost this one look.
  if (!notice || (notice.confirmBy === null && !notice.entered)) return null
  const officer = actor === null || (mayAnywhere(actor, 'household.keep') && notice.officer)
  const concerned =
    officer || notice.visibility === 'public' || (actor && audienceIds(actor).includes(notice.audienceId))
  if (!concerned) return null
  const { parts, unknown } = await reachBelow(noticeId, notice.audiencePath, actor?.today ?? dayOf(now()))
  const total = totalOf(parts)
  const confirmed = confirmedOf(parts)
  const figure =
    officer || isShown(parts)
      ? { parts, unknown, confirmed, total, percent: percent(confirmed, total) }
      : null
  return { confirmBy: notice.confirmBy, officer, figure }
}
