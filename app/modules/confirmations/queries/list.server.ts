/** Who has confirmed, household by household: for officers, within their scope only. */
import { type Actor, may } from '~/modules/accounts/rules'
import { countingHousehold } from '~/modules/households/queries/sql.server'
import type { Delivery } from '~/modules/households/rules'
import { type Day, dateToDay } from '~/platform/clock'
import { db, rows } from '~/platform/db.server'
import { type Channel, isLate } from '../rules'
import { noticeForOfficer } from './officer.server'
import { keptScopes, pathInScope } from './sql.server'

/** More households than this are shown one group at a time. */
const SHOWN_TOGETHER = 40

export type GroupRow = {
  id: number
  slug: string
  name: string
  /** Households that count; 0 where there is no register */
  counting: number
  confirmed: number
  /** Opened and not confirmed */
  opened: number
  tally: { households: number; signed: number; version: number } | null
}

const GROUPS_SQL = `
  SELECT a.id, a.slug, a.name, coalesce(r.counting, 0) AS counting, coalesce(r.confirmed, 0) AS confirmed,
    coalesce(r.opened, 0) AS opened,
    CASE WHEN t.id IS NOT NULL THEN
      json_build_object('households', t.households, 'signed', t.signed, 'version', t.version) END AS tally
  FROM associations a
  LEFT JOIN (
    SELECT h.association_id, count(*)::int AS counting, count(c.id)::int AS confirmed,
      (count(*) FILTER (WHERE c.id IS NULL AND o.notice_id IS NOT NULL))::int AS opened
    FROM associations x JOIN households h ON h.association_id = x.id
      LEFT JOIN confirmations c ON c.household_id = h.id AND c.notice_id = $1
      LEFT JOIN notice_openings o ON o.household_id = h.id AND o.notice_id = $1
    WHERE x.path LIKE $2 || '%' AND ${countingHousehold('h', '$3')}
    GROUP BY 1
  ) r ON r.association_id = a.id
  LEFT JOIN paper_tallies t ON t.notice_id = $1 AND t.association_id = a.id
  WHERE a.path LIKE $2 || '%' AND ${pathInScope('a.path', '$4', '$5')}
    AND (r.counting > 0 OR t.id IS NOT NULL OR a.kind = 'group')
  ORDER BY string_to_array(trim('/' FROM a.path), '/')::int[]
  LIMIT 2000`

export type HouseholdState = {
  id: number
  name: string
  groupId: number
  delivery: Delivery
  openedAt: Date | null
  channel: Channel | null
  confirmedAt: Date | null
  proxyName: string | null
  late: boolean
}

const HOUSEHOLDS_SQL = `
  SELECT h.id, h.name, h.association_id AS "groupId", h.delivery, o.opened_at AS "openedAt", c.channel,
    c.confirmed_at AS "confirmedAt", c.proxy_name AS "proxyName"
  FROM associations a JOIN households h ON h.association_id = a.id
    LEFT JOIN confirmations c ON c.household_id = h.id AND c.notice_id = $1
    LEFT JOIN notice_openings o ON o.household_id = h.id AND o.notice_id = $1
  WHERE a.path LIKE $2 || '%' AND ${countingHousehold('h', '$3')} AND ${pathInScope('a.path', '$4', '$5')}
    AND ($6::int IS NULL OR a.id = $6) AND (NOT $7::bool OR c.id IS NULL)
  ORDER BY string_to_array(trim('/' FROM a.path), '/')::int[], h.position, h.id`

/** Which households are listed: of one group, those still missing. */
type ListChoice = { group?: number; missing?: boolean; everything?: boolean }

/**
 * The groups in the officer's scope with their numbers, and their households with how each has confirmed. Where there
 * are many and no group is chosen, the households are left out.
 * @throws SignInNeeded, NotAllowed, NotFound as `noticeForOfficer`
 */
export async function confirmationList(actor: Actor, noticeId: number, choice: ListChoice = {}) {
  const notice = await noticeForOfficer(actor, noticeId)
  const { paths, below } = keptScopes(actor)
  const where = [noticeId, notice.audiencePath, actor.today, paths, below]
  const groups = await rows<GroupRow>(GROUPS_SQL, where)
  const chosen = groups.find(({ id }) => id === choice.group)
  const counting = groups.reduce((sum, group) => sum + group.counting, 0)
  const together = chosen !== undefined || choice.everything || counting <= SHOWN_TOGETHER
  const [found, reminders] = await Promise.all([
    together
      ? rows<Omit<HouseholdState, 'late'>>(HOUSEHOLDS_SQL, [
          ...where,
          chosen?.id ?? null,
          choice.missing ?? false,
        ])
      : [],
    db.reminder.findMany({
      where: { noticeId },
      orderBy: { day: 'asc' },
      select: { day: true, households: true },
    }),
  ])
  const { publisherPath, audiencePath, ...shown } = notice
  return {
    notice: shown,
    groups,
    group: chosen ?? null,
    together,
    households: found.map((row) => ({
      ...row,
      late: row.confirmedAt !== null && isLate(row.confirmedAt, notice.confirmBy),
    })),
    reminders: reminders.map(({ day, households }) => ({ day: dateToDay(day) as Day, households })),
    mayRemind: mayRemind(actor, { ...notice }),
  }
}

/** Whether somebody may remind all who are asked: the reminder goes to the whole audience, not to one group of it. */
export function mayRemind(
  actor: Actor,
  notice: { state: string; confirmBy: Day | null; audiencePath: string; publisherPath: string },
): boolean {
  return (
    notice.state === 'published' &&
    notice.confirmBy !== null &&
    (may(actor, 'household.keep', notice.audiencePath) || may(actor, 'notice.publish', notice.publisherPath))
  )
}
