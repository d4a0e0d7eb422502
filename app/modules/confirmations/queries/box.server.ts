/** What a notice asks of the reader's own households. */
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { countingHousehold } from '~/modules/households/queries/sql.server'
import type { Day } from '~/platform/clock'
import { db, rows } from '~/platform/db.server'
import { type Channel, isLate, mayUndo } from '../rules'

type Row = {
  id: number
  name: string
  confirmBy: Day
  openedAt: Date | null
  channel: Channel | null
  confirmedAt: Date | null
  proxyName: string | null
  confirmedBy: string | null
}

const BOX_SQL = `
  SELECT h.id, h.name, n.confirm_by::text AS "confirmBy", o.opened_at AS "openedAt", c.channel,
    c.confirmed_at AS "confirmedAt", c.proxy_name AS "proxyName",
    (SELECT trim(concat(p.family_name, ' ', p.given_name)) FROM users p WHERE p.id = c.confirmed_by_id) AS "confirmedBy"
  FROM household_members m JOIN households h ON h.id = m.household_id
    JOIN associations a ON a.id = h.association_id
    JOIN notices n ON n.id = $1 JOIN associations u ON u.id = n.audience_id
    LEFT JOIN confirmations c ON c.notice_id = n.id AND c.household_id = h.id
    LEFT JOIN notice_openings o ON o.notice_id = n.id AND o.household_id = h.id
  WHERE m.user_id = $2 AND m.left_at IS NULL AND m.role <> 'dependant' AND a.path LIKE u.path || '%'
    AND n.state = 'published' AND n.visibility <> 'officers' AND n.confirm_by IS NOT NULL
    AND ${countingHousehold('h', '$3')}
  ORDER BY h.id`

export type HouseholdBox = {
  id: number
  name: string
  confirmed: null | {
    channel: Channel
    at: string
    /** 氏名 of the member of the household; null when entered by the association */
    by: string | null
    proxyName: string | null
    late: boolean
    undoable: boolean
  }
}

/**
 * The reader's households that are asked to confirm, and whether the page still has to tell that it was opened. Null
 * when none is asked: guests, others, notices that ask for nothing.
 */
export async function confirmationBox(
  actor: Actor,
  noticeId: number,
): Promise<{ confirmBy: Day; over: boolean; tellOpening: boolean; households: HouseholdBox[] } | null> {
  if (!actor.user) return null
  const found = await rows<Row>(BOX_SQL, [noticeId, actor.user.id, actor.today])
  const first = found[0]
  if (!first) return null
  return {
    confirmBy: first.confirmBy,
    over: actor.today > first.confirmBy,
    tellOpening: found.some((row) => !row.openedAt),
    households: found.map(({ id, name, channel, confirmedAt, confirmedBy, proxyName, confirmBy }) => ({
      id,
      name,
      confirmed:
        channel && confirmedAt
          ? {
              channel,
              at: confirmedAt.toISOString(),
              by: confirmedBy,
              proxyName,
              late: isLate(confirmedAt, confirmBy),
              undoable: mayUndo({ channel, confirmedAt }, actor.today),
            }
          : null,
    })),
  }
}

/** What somebody has confirmed on the screen for their households, newest first, for their own export. @throws SignInNeeded */
export async function confirmationsBy(actor: Actor) {
  const { user } = requireUser(actor)
  return db.confirmation.findMany({
    where: { confirmedById: user.id },
    orderBy: { id: 'desc' },
    take: 1000,
    select: { noticeId: true, confirmedAt: true },
  })
}
