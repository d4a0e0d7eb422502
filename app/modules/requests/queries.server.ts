/** 依頼の見える化: what was asked of one association, and of all. The numbers are everybody's, the words are not. */
import type { Actor } from '~/modules/accounts/rules'
import { associationBySlug } from '~/modules/associations/queries.server'
import type { Day } from '~/platform/clock'
import { rows } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { type Candidate, proposeBundles } from './bundles'
import {
  ASKED_KINDS,
  ASKING_KINDS,
  boundsOf,
  byMonth,
  type Group,
  mayOpen,
  type Reach,
  reachedBy,
  type Standing,
  shownVisibilities,
  summarise,
} from './rules'

const list = (kinds: readonly string[]) => kinds.map((kind) => `'${kind}'`).join(', ')

/** The requests due from $1 until before $2 that have asked somebody: `rules.ts` says which these are. */
const ASKED = `
  FROM requests r
  JOIN notices n ON n.id = r.notice_id AND n.state IN ('published', 'expired')
  JOIN associations p ON p.id = n.association_id AND p.kind IN (${list(ASKING_KINDS)})
  JOIN associations t ON t.id = n.audience_id
  WHERE r.due_on >= $1::date AND r.due_on < $2::date`

/** The ids on the way from the root to a node. */
const ids = (path: string) => path.split('/').filter(Boolean).map(Number)

// --- One association -------------------------------------------------------------------------------------------

export type RequestRow = {
  id: number
  title: string
  purpose: string
  minutes: number
  dueOn: Day
  sender: string
  senderSlug: string
  /** Whether its notice can still be opened by whoever looks at this list */
  open: boolean
}

/**
 * What was asked of one association in a fiscal year: its months, and the requests whose words the actor may see.
 * @throws NotFound when there is none with this slug, or it is of a kind that nobody asks
 */
export async function associationRequests(actor: Actor, slug: string, year: number) {
  const node = await associationBySlug(slug)
  if (!node || !ASKED_KINDS.some((kind) => kind === node.kind)) throw new NotFound()
  const { from, until } = boundsOf(year)
  const found = await rows<Omit<RequestRow, 'open'> & Standing>(
    `SELECT n.id, n.title, r.purpose, r.minutes, r.due_on::text AS "dueOn", p.name AS sender, p.slug AS "senderSlug",
       ${STANDING} ${ASKED} AND n.audience_id = ANY($3::int[]) AND n.association_id <> $4
     ORDER BY r.due_on, n.id`,
    [from, until, ids(node.path), node.id],
  )
  const shown = shownVisibilities(actor, node.path)
  const requests = found.filter((row) => shown.includes(row.visibility))
  return {
    association: { slug: node.slug, name: node.name },
    months: byMonth(year, found),
    hidden: found.length - requests.length,
    requests: requests.map((row) => withDoor(actor, row)),
  }
}

/** What decides whether a request's notice can be opened. */
const STANDING = `n.state, n.visibility, n.audience_id AS "audienceId", p.path AS "senderPath"`

/** The row as it is shown, with whether its notice can be opened instead of what decides it. */
function withDoor<R extends Standing>(actor: Actor, row: R) {
  const { state, visibility, audienceId, senderPath, ...shown } = row
  return { ...shown, open: mayOpen(actor, row) }
}

// --- All associations ------------------------------------------------------------------------------------------

const GROUPS = `
  SELECT n.audience_id AS "audienceId", n.association_id AS "senderId", p.name AS sender, n.category,
    to_char(r.due_on, 'YYYY-MM') AS month, count(*)::int AS requests, sum(r.minutes)::int AS minutes
  ${ASKED} GROUP BY 1, 2, 3, 4, 5`

/** Nodes that can be asked at each node and below: their paths name all that stand above them. */
const REACH = `
  SELECT above.id, count(*)::int AS nodes, bool_or(above.id = a.id) AS itself
  FROM associations a CROSS JOIN LATERAL unnest(string_to_array(trim('/' FROM a.path), '/')::int[]) AS above(id)
  WHERE a.kind IN (${list(ASKED_KINDS)}) GROUP BY above.id`

/** The year over all associations: months, senders, categories, how many there are, and each that was asked. */
export async function cityRequests(year: number, top: number) {
  const { from, until } = boundsOf(year)
  const [groups, reach, heaviest] = await Promise.all([
    rows<Group>(GROUPS, [from, until]),
    readReach(),
    loads(year, top),
  ])
  // All stand below the city, so that the highest number is the number of all.
  const associations = Math.max(0, ...[...reach.values()].map(({ nodes }) => nodes))
  return { ...summarise(year, groups, reach), associations, heaviest }
}

async function readReach(): Promise<Reach> {
  const found = await rows<{ id: number; nodes: number; itself: boolean }>(REACH, [])
  return new Map(found.map(({ id, ...reach }) => [id, reach]))
}

type Load = {
  slug: string
  name: string
  kind: 'council' | 'neighbourhood'
  district: string | null
  requests: number
  minutes: number
}

/**
 * The associations by what was asked of them in a year, the heaviest load first; those of which nothing was asked too.
 * The requests are summed by audience before they meet the tree, so that their number does not multiply with it.
 */
export function loads(year: number, limit: number | null): Promise<Load[]> {
  const { from, until } = boundsOf(year)
  return rows<Load>(
    `WITH asked AS (
       SELECT n.audience_id, n.association_id, count(*) AS requests, sum(r.minutes) AS minutes
       ${ASKED} GROUP BY 1, 2),
     loads AS (
       SELECT a.id, sum(asked.requests)::int AS requests, sum(asked.minutes)::int AS minutes
       FROM associations a CROSS JOIN LATERAL unnest(string_to_array(trim('/' FROM a.path), '/')::int[]) AS above(id)
       JOIN asked ON asked.audience_id = above.id AND asked.association_id <> a.id
       WHERE a.kind IN (${list(ASKED_KINDS)}) GROUP BY a.id)
     SELECT a.slug, a.name, a.kind, d.name AS district,
       coalesce(l.requests, 0) AS requests, coalesce(l.minutes, 0) AS minutes
     FROM associations a LEFT JOIN loads l ON l.id = a.id LEFT JOIN districts d ON d.id = a.district_id
     WHERE a.kind IN (${list(ASKED_KINDS)})
     ORDER BY minutes DESC, requests DESC, a.reading, a.id LIMIT $3`,
    [from, until, limit],
  )
}

/** Requests that are looked at together: beyond as many, those to few associations are left out, the shortest first. */
const MAX_CANDIDATES = 500

/** まとめられるもの of a year, as far as the actor may read the words of the requests; at most `limit` groups. */
export async function requestBundles(actor: Actor, year: number, limit: number) {
  const { from, until } = boundsOf(year)
  const [found, reach] = await Promise.all([
    rows<Omit<Candidate, 'reached'> & Standing & { senderId: number; audience: string }>(
      `SELECT n.id, n.title, r.purpose, r.minutes, r.due_on::text AS "dueOn", n.category, p.name AS sender,
         p.id AS "senderId", t.path AS "audiencePath", t.name AS audience, ${STANDING}
       ${ASKED} AND n.visibility = ANY($3::"NoticeVisibility"[])
       ORDER BY t.kind, r.minutes DESC, n.id LIMIT ${MAX_CANDIDATES}`,
      [from, until, shownVisibilities(actor, null)],
    ),
    readReach(),
  ])
  const candidates = found.map((row) => ({ ...withDoor(actor, row), reached: reachedBy(row, reach) }))
  return proposeBundles(candidates).slice(0, limit)
}
