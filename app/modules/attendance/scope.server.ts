/** Who opens the desk of a session, and whose record it is. */
import { type Actor, mayInPortal } from '~/modules/accounts/rules'
import type { Auditee } from '~/modules/audit/commands.server'
import {
  accountVolunteers,
  type KnownVolunteer,
  volunteerByKey,
} from '~/modules/participation/queries/person.server'
import { type SessionFacts, sessionFor, sessionInScope } from '~/modules/volunteering/queries/scope.server'
import { hashToken } from '~/platform/crypto.server'
import type { db, Tx } from '~/platform/db.server'
import { Gone, NotFound, SignInNeeded } from '~/platform/errors'
import { keyServes } from './rules'

/** Whoever stands at the desk: signed in, or with the key of the day from the supervisor's sheet. */
export type Opener = { actor: Actor; key: string | null }
type DeskRole = 'key' | 'host' | 'centre'
export type OpenDesk = { session: SessionFacts; role: DeskRole; by: Auditee }

const KEY = /^[\w-]{20,100}$/

/**
 * The session whose desk is opened, by the key of the day or by whoever looks after the place.
 * @throws Gone for a key of another day; NotFound for one that is none; SignInNeeded
 */
export async function openDesk(client: Tx | typeof db, opener: Opener, id: number): Promise<OpenDesk> {
  const { actor, key } = opener
  let over = false
  if (key) {
    const known = KEY.test(key)
      ? await client.volunteerSession.count({ where: { id, deskKeyHash: hashToken(key) } })
      : 0
    if (known > 0) {
      const session = await sessionFor(client, id)
      // Whoever holds the sheet is not known by name, even where the phone is signed in.
      if (keyServes(session, actor.today))
        return { session, role: 'key', by: { user: null, capacity: 'desk_key', origin: actor.origin } }
      over = true
    } else if (!actor.user) throw new NotFound()
  }
  // A key that serves no more does not stand in the way of the host who has signed in.
  const session = await sessionInScope(client, actor, id).catch((error) => {
    throw over ? new Gone('desk_key_over') : error
  })
  return { session, role: mayInPortal(actor, 'volunteer.run') ? 'centre' : 'host', by: actor }
}

/** Holds the session until the end of the transaction, so that marks, walk-ins and the closing come one by one. */
export async function holdSession(tx: Tx, id: number): Promise<void> {
  await tx.$executeRaw`SELECT FROM volunteer_sessions WHERE id = ${id}::int FOR NO KEY UPDATE`
}

/** The word that stands in an address instead of a key for somebody with an account. */
const ACCOUNT = 'account'

/**
 * Whose record is asked for: the person of the key, or the first one of the account that has signed in. What
 * one reads and does covers all rows of that person (`ids`).
 * @throws NotFound; SignInNeeded where the account is asked for without one
 */
export async function ownVolunteer(
  client: Tx | typeof db,
  actor: Actor,
  key: string,
): Promise<KnownVolunteer & { by: Auditee }> {
  const by = { user: actor.user, capacity: actor.user ? 'resident' : 'guest', origin: actor.origin }
  if (key !== ACCOUNT) return { ...(await volunteerByKey(client, key)), by }
  if (!actor.user) throw new SignInNeeded()
  const [first] = await accountVolunteers(client, actor.user.id)
  if (!first) throw new NotFound()
  return { ...first, by }
}
