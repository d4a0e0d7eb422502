/** その後: what became of somebody who took part, noted before it can no longer be found. */
import type { Tx } from '~/platform/db.server'

/**
 * Notes of these persons whether they became an occasional helper or took an office (as far as they have an account)
 * after they had first taken part (an orientation is none, as in the figures). What was noted once stays.
 * @param ids of the rows that are about to be forgotten
 */
export async function noteLater(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    WITH persons AS (
      SELECT DISTINCT coalesce(same_hash, id::text) AS person FROM volunteers WHERE id = ANY(${[...ids]}::uuid[])
    ), own AS (
      SELECT v.id, v.user_id, p.person FROM persons p JOIN volunteers v ON coalesce(v.same_hash, v.id::text) = p.person
    ), came AS (
      SELECT o.person, min(s.starts_at) AS at
      FROM own o JOIN volunteer_members m ON m.volunteer_id = o.id AND m.attendance = 'attended'
        JOIN volunteer_applications a ON a.id = m.application_id AND a.state = 'placed'
        JOIN volunteer_sessions s ON s.id = a.session_id
        JOIN volunteer_places pl ON pl.id = s.place_id AND NOT pl.orientation
      GROUP BY o.person
    )
    UPDATE volunteers v SET
      became_helper = v.became_helper OR EXISTS (
        SELECT 1 FROM own o JOIN volunteer_helpers h ON h.volunteer_id = o.id
        WHERE o.person = c.person AND h.joined_at > c.at),
      took_office = v.took_office OR EXISTS (
        SELECT 1 FROM own o JOIN terms t ON t.user_id = o.user_id
        WHERE o.person = c.person AND t.starts_on > (c.at AT TIME ZONE 'Asia/Tokyo')::date)
    FROM came c
    WHERE v.id = ANY(${[...ids]}::uuid[]) AND coalesce(v.same_hash, v.id::text) = c.person`
}

/** その後 of the rows of an account that is about to be deleted: afterwards nobody finds its offices. */
export async function noteLaterOfAccount(tx: Tx, userId: string): Promise<void> {
  const own = await tx.volunteer.findMany({ where: { userId }, select: { id: true } })
  if (own.length > 0)
    await noteLater(
      tx,
      own.map(({ id }) => id),
    )
}
