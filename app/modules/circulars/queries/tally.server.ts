/** 集計: which groups an officer enters signed sheets for, and what is known of one of them. */
import type { Actor } from '~/modules/accounts/rules'
import { noticeForOfficer } from '~/modules/confirmations/queries/officer.server'
import { reachOf } from '~/modules/confirmations/queries/reach.server'
import { HAS_GONE_OUT, keptScopes, pathInScope } from '~/modules/confirmations/queries/sql.server'
import type { Channel } from '~/modules/confirmations/rules'
import { countingHousehold } from '~/modules/households/queries/sql.server'
import { db, rows } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { circularNode } from './scope.server'

type Unit = {
  id: number
  name: string
  /** Households of its register that count; 0 where it keeps none */
  counting: number
  /** Of these, how many have confirmed every notice of the sheet */
  confirmed: number
  /** Tally of the first notice of the sheet */
  households: number | null
  signed: number | null
}

/**
 * $1 notices, $2 part of the tree, $3 today, $4 $5 scope of the actor. A node without a register whose groups keep one
 * is left out: nothing can be tallied there. OFFSET 0 has each node looked up by itself instead of all households read.
 */
const UNITS_SQL = `
  SELECT a.id, a.name, coalesce(r.counting, 0) AS counting, coalesce(r.confirmed, 0) AS confirmed, t.households, t.signed
  FROM associations a
    LEFT JOIN LATERAL (
      SELECT count(*)::int AS counting, (count(*) FILTER (WHERE given.n >= cardinality($1::int[])))::int AS confirmed
      FROM households h CROSS JOIN LATERAL (
        SELECT count(*) AS n FROM confirmations c WHERE c.household_id = h.id AND c.notice_id = ANY($1::int[])) given
      WHERE h.association_id = a.id AND ${countingHousehold('h', '$3')}
    ) r ON true
    LEFT JOIN paper_tallies t ON t.association_id = a.id AND t.notice_id = ($1::int[])[1]
  WHERE a.path LIKE $2 || '%' AND a.kind IN ('neighbourhood', 'group') AND ${pathInScope('a.path', '$4', '$5')}
    AND (r.counting > 0 OR NOT EXISTS (
      SELECT FROM associations b WHERE b.path LIKE a.path || '%' AND EXISTS (
        SELECT FROM households h WHERE h.association_id = b.id AND ${countingHousehold('h', '$3')} OFFSET 0)))
  ORDER BY string_to_array(trim('/' FROM a.path), '/')::int[] LIMIT 500`

type SheetHousehold = { id: number; name: string; channel: Channel | null }

/** The last channel stands for all; null until every notice of the sheet is confirmed. */
const HOUSEHOLDS_SQL = `
  SELECT h.id, h.name, CASE WHEN count(c.id) >= cardinality($1::int[]) THEN max(c.channel) END AS channel
  FROM households h LEFT JOIN confirmations c ON c.household_id = h.id AND c.notice_id = ANY($1::int[])
  WHERE h.association_id = $2 AND ${countingHousehold('h', '$3')}
  GROUP BY h.id ORDER BY h.position, h.id`

/** What one sheet is about: a notice, or all notices of a circular. */
async function sheetOf(actor: Actor, noticeIds: readonly number[], path: string, group?: number) {
  const { paths, below } = keptScopes(actor)
  const units =
    noticeIds.length > 0 ? await rows<Unit>(UNITS_SQL, [noticeIds, path, actor.today, paths, below]) : []
  const unit = units.length === 1 && !group ? units[0] : units.find(({ id }) => id === group)
  if (group && !unit) throw new NotFound()
  const [households, known, before] = await Promise.all([
    unit ? rows<SheetHousehold>(HOUSEHOLDS_SQL, [noticeIds, unit.id, actor.today]) : [],
    unit ? tallies(noticeIds, unit.id) : [],
    unit ? numbersBefore(unit.id) : null,
  ])
  const versions = noticeIds.map((id) => `${id}-${known.find((t) => t.noticeId === id)?.version ?? 0}`)
  return { units, unit: unit ?? null, households, versions, before, count: noticeIds.length }
}

function tallies(noticeIds: readonly number[], associationId: number) {
  return db.paperTally.findMany({
    where: { noticeId: { in: [...noticeIds] }, associationId },
    select: { noticeId: true, version: true },
  })
}

/** The number of households as it was entered last, of any notice, else as the association counted it. */
async function numbersBefore(associationId: number): Promise<number | null> {
  const [last, node] = await Promise.all([
    db.paperTally.findFirst({
      where: { associationId },
      orderBy: { enteredAt: 'desc' },
      select: { households: true },
    }),
    db.association.findUnique({ where: { id: associationId }, select: { memberHouseholds: true } }),
  ])
  return last?.households ?? node?.memberHouseholds ?? null
}

export type Sheet = Awaited<ReturnType<typeof sheetOf>>

/**
 * The groups whose sheets the actor enters for a notice, with one of them in full when it is chosen or the only one.
 * @throws SignInNeeded, NotAllowed, NotFound as `noticeForOfficer`; NotFound for a group out of reach
 */
export async function noticeTally(actor: Actor, noticeId: number, group?: number) {
  const notice = await noticeForOfficer(actor, noticeId)
  const [sheet, reach] = await Promise.all([
    sheetOf(actor, [noticeId], notice.audiencePath, group),
    reachOf(actor, noticeId),
  ])
  return { notice: { id: notice.id, title: notice.title, confirmBy: notice.confirmBy }, sheet, reach }
}

/** Notices of a circular that can be tallied at a node: gone out, not for officers only, addressed to it. */
const TALLIED_SQL = `
  SELECT n.id, n.title FROM circular_notices cn JOIN circulars c ON c.id = cn.circular_id
    JOIN notices n ON n.id = cn.notice_id JOIN associations a ON a.id = n.audience_id
  WHERE c.association_id = $1 AND c.number = $2 AND ${HAS_GONE_OUT} AND $3 LIKE a.path || '%'
  ORDER BY cn.position`

/** The notices that a sheet of a circular stands for. @throws SignInNeeded, NotAllowed, NotFound */
export async function talliedNotices(actor: Actor, slug: string, number: number) {
  const association = await circularNode(db, actor, slug, 'seeing')
  const circular = await db.circular.findUnique({
    where: { associationId_number: { associationId: association.id, number } },
    select: { id: true },
  })
  if (!circular) throw new NotFound()
  const notices = await rows<{ id: number; title: string }>(TALLIED_SQL, [
    association.id,
    number,
    association.path,
  ])
  return { association, notices }
}

/**
 * As `noticeTally`, for all notices of a circular at once.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function circularTally(actor: Actor, slug: string, number: number, group?: number) {
  const { association, notices } = await talliedNotices(actor, slug, number)
  const ids = notices.map(({ id }) => id)
  const [sheet, reaches] = await Promise.all([
    sheetOf(actor, ids, association.path, group),
    Promise.all(ids.map((id) => reachOf(actor, id))),
  ])
  const { path: _, ...shown } = association
  return {
    association: shown,
    number,
    notices: notices.map((notice, index) => ({ ...notice, reach: reaches[index] ?? null })),
    sheet,
  }
}
