/**
 * Where sessions are kept, as Lucia asks for them: in PostgreSQL, under the SHA-256 of their id. The id itself is
 * only in the cookie, so that a copy of the database opens no session.
 */
import type { Adapter, DatabaseSession } from 'lucia'
import { type Day, now } from '~/platform/clock'
import { hashToken } from '~/platform/crypto.server'
import { type db, rows, type Tx } from '~/platform/db.server'
import type { Post, StaffRole } from './rules'

export type SessionAttributes = {
  createdAt: Date
  secondFactorPassedAt: Date | null
  device: string
}

/** What is known of the person on the day that was asked for. */
export type UserAttributes = {
  familyName: string
  givenName: string
  language: string
  demonstration: boolean
  /** Whether a second factor has been set up */
  secondFactor: boolean
  seats: { post: Post; associationId: number; path: string }[]
  memberships: { associationId: number; path: string }[]
  staff: StaffRole[]
  cityPath: string
}

type Row = {
  user_id: string
  expires_at: Date
  created_at: Date
  second_factor_passed_at: Date | null
  device: string
  family_name: string
  given_name: string
  language: string
  demonstration: boolean
  second_factor: boolean
  seats: UserAttributes['seats']
  memberships: UserAttributes['memberships']
  staff: StaffRole[]
  city_path: string
}

/** Session, person, offices of the day, memberships, roles and the city's node, in one prepared statement. */
const READ = `
  SELECT s.user_id, s.expires_at, s.created_at, s.second_factor_passed_at, s.device,
    u.family_name, u.given_name, u.language, u.demonstration,
    u.second_factor_confirmed_at IS NOT NULL AS second_factor,
    coalesce((SELECT json_agg(json_build_object('post', t.post, 'associationId', t.association_id, 'path', a.path)
        ORDER BY t.id)
      FROM terms t JOIN associations a ON a.id = t.association_id
      WHERE t.user_id = u.id AND $2::date BETWEEN t.starts_on AND t.ends_on), '[]') AS seats,
    coalesce((SELECT json_agg(json_build_object('associationId', m.association_id, 'path', a.path) ORDER BY m.id)
      FROM memberships m JOIN associations a ON a.id = m.association_id
      WHERE m.user_id = u.id AND m.state = 'confirmed'), '[]') AS memberships,
    coalesce((SELECT json_agg(DISTINCT r.role)
      FROM staff_appointments r
      WHERE r.user_id = u.id AND r.starts_on <= $2::date AND (r.ends_on IS NULL OR r.ends_on >= $2::date)), '[]') AS staff,
    coalesce((SELECT path FROM associations WHERE kind = 'city'), '') AS city_path
  FROM sessions s JOIN users u ON u.id = s.user_id
  WHERE s.id = $1 AND s.expires_at > $3`

/** Milliseconds by which the portal's clock differs from the machine's, which alone Lucia knows. */
const shift = () => now().getTime() - Date.now()
const toPortal = (instant: Date) => new Date(instant.getTime() + shift())
const toMachine = (instant: Date) => new Date(instant.getTime() - shift())

/** Lucia's adapter over a client or a transaction, seeing offices and roles as they are on a day. */
export function sessionAdapter(client: Tx | typeof db, today: Day): Adapter {
  return {
    async getSessionAndUser(sessionId) {
      // An expired session is not found, so that Lucia has nothing to delete while a page is read.
      const [row] = await rows<Row>(READ, [hashToken(sessionId), today, now()])
      if (!row) return [null, null]
      return [
        {
          id: sessionId,
          userId: row.user_id,
          expiresAt: toMachine(row.expires_at),
          attributes: {
            createdAt: row.created_at,
            secondFactorPassedAt: row.second_factor_passed_at,
            device: row.device,
          },
        },
        {
          id: row.user_id,
          attributes: {
            familyName: row.family_name,
            givenName: row.given_name,
            language: row.language,
            demonstration: row.demonstration,
            secondFactor: row.second_factor,
            seats: row.seats,
            memberships: row.memberships,
            staff: row.staff,
            cityPath: row.city_path,
          },
        },
      ]
    },
    async getUserSessions(userId): Promise<DatabaseSession[]> {
      const found = await client.session.findMany({ where: { userId, expiresAt: { gt: now() } } })
      return found.map(({ id, expiresAt, createdAt, secondFactorPassedAt, device }) => ({
        id,
        userId,
        expiresAt: toMachine(expiresAt),
        attributes: { createdAt, secondFactorPassedAt, device },
      }))
    },
    async setSession({ id, userId, expiresAt, attributes }) {
      await client.session.create({
        data: { id: hashToken(id), userId, expiresAt: toPortal(expiresAt), ...attributes },
      })
    },
    async updateSessionExpiration(sessionId, expiresAt) {
      await client.session.updateMany({
        where: { id: hashToken(sessionId) },
        data: { expiresAt: toPortal(expiresAt) },
      })
    },
    async deleteSession(sessionId) {
      await client.session.deleteMany({ where: { id: hashToken(sessionId) } })
    },
    async deleteUserSessions(userId) {
      await client.session.deleteMany({ where: { userId } })
    },
    async deleteExpiredSessions() {
      await client.session.deleteMany({ where: { expiresAt: { lte: now() } } })
    },
  }
}
