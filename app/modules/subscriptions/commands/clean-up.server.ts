/** 保存期間: what is no longer needed is deleted every night. */
import { now } from '~/platform/clock'
import { rows } from '~/platform/db.server'

/** Days for which it is kept whom what was sent to. */
const DELIVERIES_KEPT_DAYS = 60

/** Days for which an ended subscription is kept: its link still says that it has ended. */
const ENDED_KEPT_DAYS = 30

const DAY_MS = 86_400_000

/** Rows deleted in one statement: a long one would hold others up. */
const CHUNK = 5000

const before = (days: number) => new Date(now().getTime() - days * DAY_MS)

async function deleteAll(sql: string, values: unknown[]): Promise<number> {
  let total = 0
  for (;;) {
    const deleted = await rows(`${sql} RETURNING 1`, values)
    total += deleted.length
    if (deleted.length < CHUNK) return total
  }
}

/**
 * Deletes deliveries with their attempts, subscriptions that were never proven or have ended, devices that are gone,
 * and refused addresses that nobody has any more. Returns how many rows.
 */
export async function cleanUp(): Promise<number> {
  const counts = [
    await deleteAll(
      `DELETE FROM deliveries WHERE id IN (
         SELECT d.id FROM deliveries d JOIN announcements a ON a.id = d.announcement_id
         WHERE a.created_at < $1 LIMIT ${CHUNK})`,
      [before(DELIVERIES_KEPT_DAYS)],
    ),
    await deleteAll(
      `DELETE FROM announcements WHERE id IN (
         SELECT id FROM announcements WHERE kind = 'digest' AND created_at < $1 LIMIT ${CHUNK})`,
      [before(DELIVERIES_KEPT_DAYS)],
    ),
    await deleteAll(
      `DELETE FROM subscribers WHERE id IN (
         SELECT id FROM subscribers WHERE state = 'pending' AND coalesce(token_expires_at, created_at) < $1
           OR state = 'ended' AND ended_at < $2 LIMIT ${CHUNK})`,
      [now(), before(ENDED_KEPT_DAYS)],
    ),
    await deleteAll(
      `DELETE FROM push_endpoints WHERE id IN (SELECT id FROM push_endpoints WHERE gone_at < $1 LIMIT ${CHUNK})`,
      [before(ENDED_KEPT_DAYS)],
    ),
    await deleteAll(
      `DELETE FROM dead_addresses WHERE email IN (
         SELECT x.email FROM dead_addresses x
         WHERE NOT EXISTS (SELECT FROM subscribers s WHERE s.email = x.email)
           AND NOT EXISTS (SELECT FROM users u WHERE u.email = x.email) LIMIT ${CHUNK})`,
      [],
    ),
  ]
  return counts.reduce((sum, count) => sum + count, 0)
}
