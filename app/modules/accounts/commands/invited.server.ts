/** Who answers an invitation that went to an address: its account, or a new one, as the link proves the address. */
import { type Auditee, record } from '~/modules/audit/commands.server'
import type { Tx } from '~/platform/db.server'
import { NotAllowed, SignInNeeded } from '~/platform/errors'
import type { Actor } from '../rules'
import { type Opened, openSession, type Visitor } from '../session.server'

export type { Opened, Visitor } from '../session.server'

/** Names of somebody who makes an account while accepting. */
type InvitedNames = {
  familyName: string
  givenName: string
  familyReading: string
  givenReading: string
}

/** What makes the account of somebody who has none; null for a signed-in person. */
export type InvitedAccount = { names: InvitedNames; language: string } | null

/**
 * The account that accepts, made at once where there is none; and whoever acts, for the trail.
 * @param email the invited address, which the token has proven
 * @returns the session of a new account besides, else null
 * @throws SignInNeeded when an account has the address and nobody is signed in; NotAllowed when somebody else is
 */
export async function invitedPerson(
  tx: Tx,
  actor: Actor,
  visitor: Visitor,
  email: string,
  account: InvitedAccount,
): Promise<{ userId: string; by: Auditee; opened: Opened | null }> {
  const holder = await tx.user.findUnique({ where: { email }, select: { id: true } })
  if (actor.user && actor.user.id !== holder?.id) throw new NotAllowed('invitation_other')
  const by = (id: string): Auditee => ({
    user: { id },
    capacity: actor.user ? actor.capacity : 'resident',
    origin: actor.origin,
  })
  if (holder) {
    if (!actor.user) throw new SignInNeeded()
    return { userId: holder.id, by: by(holder.id), opened: null }
  }
  if (!account) throw new SignInNeeded()
  const { familyName, givenName, familyReading, givenReading } = account.names
  const { id } = await tx.user.create({
    data: { email, familyName, givenName, familyReading, givenReading, language: account.language },
    select: { id: true },
  })
  await record(tx, by(id), {
    action: 'account.created',
    subjectType: 'user',
    subjectId: id,
    after: { by: 'invitation' },
  })
  return { userId: id, by: by(id), opened: await openSession(tx, id, visitor, false) }
}
