/** Addresses of all public pages for search engines, a part at a time, whose size does not depend on the whole. */
import { guest } from '~/modules/accounts/rules'
import { PUBLIC } from '~/modules/exchange/queries/list.server'
import { visibleTo } from '~/modules/notices/queries/visible.server'
import type { Day } from '~/platform/clock'
import { rows } from '~/platform/db.server'

/** So many ids a part spans, and so at most so many addresses it holds: the protocol's own limit. */
export const SPAN = 50_000
/** So many are read at once. */
const BATCH = 2000

/** `from`: tables and conditions; `changed`: when the page was changed last, or NULL where nobody knows. */
type Kind = { from: string; where: string; id: string; path: string; leaf?: string; changed: string }

const kinds = {
  notices: {
    from: 'notices n',
    where: `n.state = 'published' AND ${visibleTo(guest(''), () => 'NULL')}`,
    id: 'n.id',
    path: '/notices/',
    changed: 'greatest(n.published_at, n.corrected_at)',
  },
  associations: {
    from: 'associations a',
    where: 'true',
    id: 'a.id',
    leaf: 'a.slug',
    path: '/associations/',
    changed: 'a.updated_at',
  },
  openings: {
    from: 'openings o',
    where: `o.state = 'open' AND coalesce(least(o.closes_on, o.election_on, o.ends_on), 'infinity') >= $4::date`,
    id: 'o.id',
    path: '/openings/',
    changed: 'o.updated_at',
  },
  places: {
    from: `volunteer_places p JOIN volunteer_programmes g ON g.id = p.programme_id
      JOIN volunteer_hosts h ON h.id = p.host_id`,
    where: `p.state = 'published' AND g.state = 'open' AND h.state = 'registered'`,
    id: 'p.id',
    path: '/volunteering/',
    changed: 'NULL',
  },
  matters: {
    from: 'matters m',
    where: `${PUBLIC} AND m.joined_to_id IS NULL`,
    id: 'm.id',
    path: '/exchange/',
    changed: 'greatest(m.received_at, m.routed_at, m.answered_at, m.closed_at)',
  },
  talks: {
    from: 'talks t',
    where: `t.state <> 'draft'`,
    id: 't.id',
    path: '/exchange/talks/',
    changed: 'NULL',
  },
  halls: {
    from: 'halls h',
    where: 'h.closed_on IS NULL',
    id: 'h.id',
    path: '/halls/',
    changed: 'h.updated_at',
  },
  aeds: {
    from: 'aeds a',
    where: `a.condition <> 'removed' AND NOT a.not_for_public`,
    id: 'a.id',
    path: '/aeds/',
    changed: 'a.updated_at',
  },
} as const satisfies Record<string, Kind>

export type SitemapKind = keyof typeof kinds
export const sitemapKinds = Object.keys(kinds) as SitemapKind[]

/** Which numbers of parts hold anything, from 1. */
export async function sitemapParts(kind: SitemapKind, today: Day): Promise<number[]> {
  const { from, where, id }: Kind = kinds[kind]
  const [table, alias] = from.split(' ')
  // `$4` is the day of a part, too; the others stand in their places.
  const found = await rows<{ part: number }>(
    `SELECT k + 1 AS part FROM generate_series(0, (SELECT coalesce(max(${alias}.id), 0) FROM ${table} ${alias}) / ${SPAN}) k
     WHERE $1::int = $2::int AND $3::int IS NOT NULL AND $4::date IS NOT NULL
       AND EXISTS (SELECT FROM ${from} WHERE ${where} AND ${id} > k * ${SPAN} AND ${id} <= (k + 1) * ${SPAN})
     ORDER BY k`,
    [0, 0, 0, today],
  )
  return found.map(({ part }) => part)
}

export type SitemapRow = { path: string; changed: Date | null }

/** The addresses of a part in batches, each read after the last id of the one before. */
export async function* sitemapRows(
  kind: SitemapKind,
  part: number,
  today: Day,
): AsyncGenerator<SitemapRow[]> {
  const { from, where, id, leaf, path, changed }: Kind = kinds[kind]
  const last = part * SPAN
  let after = last - SPAN
  for (;;) {
    const found = await rows<{ id: number; leaf: string; changed: Date | null }>(
      `SELECT ${id} AS id, ${leaf ?? id}::text AS leaf, ${changed}::timestamptz AS changed FROM ${from}
       WHERE ${where} AND ${id} > $1::int AND ${id} <= $2::int AND $4::date IS NOT NULL
       ORDER BY ${id} LIMIT $3::int`,
      [after, last, BATCH, today],
    )
    if (found.length > 0) yield found.map((row) => ({ path: path + row.leaf, changed: row.changed }))
    const end = found.at(-1)
    if (!end || found.length < BATCH) return
    after = end.id
  }
}

/** Addresses of the published subsidy schemes. */
export async function sitemapSchemes(): Promise<string[]> {
  const found = await rows<{ key: string }>(
    `SELECT DISTINCT p.key FROM subsidy_programmes p
     JOIN subsidy_programme_versions v ON v.programme_id = p.id AND v.state = 'published' ORDER BY 1`,
    [],
  )
  return found.map(({ key }) => `/subsidies/programmes/${key}`)
}
