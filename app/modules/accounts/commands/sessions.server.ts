/** Ending sessions. */
import { record } from '~/modules/audit/commands.server'
import { transaction } from '~/platform/db.server'
import { type Actor, requireUser } from '../rules'
import { closeSessions, type Visitor } from '../session.server'

/** Ends the session of this device; for a guest nothing happens. */
export async function signOut(actor: Actor, visitor: Visitor): Promise<void> {
  const { sessionHash } = visitor
  if (!sessionHash) return
  await transaction(async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { id: sessionHash } })
    if (count === 0 || !actor.user) return
    await record(tx, actor, { action: 'session.closed', subjectType: 'user', subjectId: actor.user.id })
  })
}

/** Ends one of one's own sessions, by the hash under which it is kept; one that has ended already is no mistake. */
export async function endSession(actor: Actor, hash: string): Promise<void> {
  const { user } = requireUser(actor)
  await transaction(async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { id: hash, userId: user.id } })
    if (count === 0) return
    await record(tx, actor, { action: 'session.closed', subjectType: 'user', subjectId: user.id })
  })
}

/** Signs out everywhere, here as well, and takes back links that are still on their way. */
export async function endAllSessions(actor: Actor): Promise<void> {
  const { user } = requireUser(actor)
  await transaction(async (tx) => {
    await closeSessions(tx, user.id)
    await tx.emailLink.deleteMany({ where: { userId: user.id, usedAt: null } })
    await record(tx, actor, { action: 'session.closed_all', subjectType: 'user', subjectId: user.id })
  })
}
