/** Persons of the demonstration city who can sign in: no two of them share an account, an office or a household. */
import type pg from 'pg'
import { DEMONSTRATION_PASSWORD, demonstrationEmail } from '../../../app/modules/accounts/demonstration'
import { deskDoors } from './doors'
import type { Person } from './people'

/** With which all of them sign in. */
export const PASSWORD = DEMONSTRATION_PASSWORD

/** Those who work for the city, for the volunteer centre and for the portal. */
const staff: Person[] = [
  { email: demonstrationEmail('reviewer'), doors: deskDoors.city },
  { email: demonstrationEmail('approver'), doors: deskDoors.city },
  { email: 'section@demo.example', doors: deskDoors.section },
  { email: demonstrationEmail('centre'), doors: deskDoors.centre },
  { email: demonstrationEmail('admin'), doors: deskDoors.administrator },
]

/**
 * So many who sign in, in this order: the staff, at most fifteen with a household, chairs of as many associations. Chairs
 * and residents of the demonstration have no password until then.
 */
export async function giveAccounts(client: pg.Client, count: number): Promise<Person[]> {
  const { rows } = await client.query<{ email: string; resident: boolean }>(
    `WITH residents AS (
       SELECT DISTINCT ON (m.household_id) m.user_id AS id FROM household_members m
       WHERE m.left_at IS NULL AND NOT EXISTS (SELECT 1 FROM terms t WHERE t.user_id = m.user_id)
       ORDER BY m.household_id, m.user_id LIMIT 15),
     chairs AS (
       SELECT DISTINCT ON (t.user_id) t.user_id AS id FROM terms t JOIN associations a ON a.id = t.association_id
       WHERE t.post = 'chair' AND current_date BETWEEN t.starts_on AND t.ends_on AND a.kind = 'neighbourhood'
         AND t.user_id IS NOT NULL
       ORDER BY t.user_id LIMIT $1),
     all_of_them AS (
       SELECT id, true AS resident FROM residents UNION ALL SELECT id, false FROM chairs)
     UPDATE users u SET password_hash = (SELECT password_hash FROM users WHERE email = $2)
     FROM all_of_them x WHERE x.id = u.id RETURNING u.email, x.resident`,
    [count, demonstrationEmail('chair')],
  )
  const asked = await client.query<{ id: number }>(
    `SELECT id FROM notices WHERE confirm_by >= current_date AND state = 'published'`,
  )
  const resident = [...deskDoors.resident, ...asked.rows.map(({ id }) => `/notices/${id}`)]
  const people = rows
    .sort((a, b) => Number(b.resident) - Number(a.resident) || a.email.localeCompare(b.email))
    .map((row): Person => ({ email: row.email, doors: row.resident ? resident : deskDoors.officer }))
  return [...staff, ...people].slice(0, count)
}
