/** Setting up, showing, and taking away the second factor. */
import { record } from '~/modules/audit/commands.server'
import { dayToDate, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotAllowed, SignInNeeded, Stale } from '~/platform/errors'
import { writeMail } from '../mails.server'
import { countAttempt, forgetAttempts } from '../rate-limit.server'
import { type Actor, requirePortalRight, requireUser } from '../rules'
import { type CurrentSession, closeSessions, type Opened, openSession, type Visitor } from '../session.server'
import { newSecret, renewCodes, spendCode } from '../totp.server'

const wrong = () => new Invalid({ code: ['accounts.second_factor.error.wrong'] })

const select = {
  id: true,
  email: true,
  language: true,
  secondFactorSecret: true,
  secondFactorConfirmedAt: true,
} as const

const load = (tx: Tx, id: string) => tx.user.findUniqueOrThrow({ where: { id }, select })

/** Makes a secret, which counts only once a code of it has been shown. @throws Stale when a second factor stands already */
export async function startSecondFactor(actor: Actor): Promise<void> {
  const { user } = requireUser(actor)
  await transaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id: user.id, secondFactorConfirmedAt: null },
      data: { secondFactorSecret: newSecret(), secondFactorLastStep: null },
    })
    if (count !== 1) throw new Stale()
    await record(tx, actor, { action: 'second_factor.started', subjectType: 'user', subjectId: user.id })
  })
}

/**
 * Takes the secret into use when the app shows the right code. Other sessions end, this one gets a new id; the
 * recovery codes are returned this once.
 * @throws TooMany; Invalid; Stale
 */
export async function confirmSecondFactor(
  actor: Actor,
  visitor: Visitor,
  code: string,
): Promise<{ opened: Opened; codes: string[] }> {
  const { user } = requireUser(actor)
  await countAttempt('second-factor.account', user.id)
  const done = await transaction(async (tx) => {
    const known = await load(tx, user.id)
    if (known.secondFactorConfirmedAt || !known.secondFactorSecret) throw new Stale()
    if (!/^\d{6}$/.test(code) || !(await spendCode(tx, known, code))) throw wrong()
    const { count } = await tx.user.updateMany({
      where: { id: user.id, secondFactorConfirmedAt: null, secondFactorSecret: known.secondFactorSecret },
      data: { secondFactorConfirmedAt: now() },
    })
    if (count !== 1) throw new Stale()
    const codes = await renewCodes(tx, user.id)
    await closeSessions(tx, user.id)
    await writeMail(tx, known, 'second_factor_set')
    await record(tx, actor, { action: 'second_factor.set', subjectType: 'user', subjectId: user.id })
    return { opened: await openSession(tx, user.id, visitor, true), codes }
  })
  await forgetAttempts('second-factor.account', user.id)
  return done
}

/**
 * Shows the second factor of a session whose password or link was right; the session gets a new id.
 * @throws SignInNeeded when no session waits for it; TooMany; Invalid
 */
export async function passSecondFactor(
  session: CurrentSession | null,
  visitor: Visitor,
  code: string,
): Promise<Opened> {
  if (!session?.pending) throw new SignInNeeded()
  const { userId } = session
  await countAttempt('second-factor.account', userId)
  const opened = await transaction(async (tx) => {
    const known = await load(tx, userId)
    // A secret that was only begun proves nothing.
    if (!known.secondFactorConfirmedAt) throw new Stale()
    const by = await spendCode(tx, known, code)
    if (!by) throw wrong()
    await record(
      tx,
      { user: { id: userId }, capacity: 'resident', origin: visitor.origin },
      { action: 'second_factor.passed', subjectType: 'user', subjectId: userId, after: { by } },
    )
    return openSession(tx, userId, visitor, true)
  })
  await forgetAttempts('second-factor.account', userId)
  return opened
}

/** New recovery codes for old ones. @throws TooMany; Invalid */
export async function renewRecoveryCodes(actor: Actor, code: string): Promise<string[]> {
  const { user } = requireUser(actor)
  await countAttempt('second-factor.account', user.id)
  return transaction(async (tx) => {
    const known = await load(tx, user.id)
    if (!known.secondFactorConfirmedAt) throw new Stale()
    if (!(await spendCode(tx, known, code))) throw wrong()
    await record(tx, actor, {
      action: 'second_factor.codes_renewed',
      subjectType: 'user',
      subjectId: user.id,
    })
    return renewCodes(tx, user.id)
  })
}

async function takeAway(tx: Tx, id: string): Promise<void> {
  await tx.user.update({
    where: { id },
    data: { secondFactorSecret: null, secondFactorConfirmedAt: null, secondFactorLastStep: null },
    select: { id: true },
  })
  await tx.recoveryCode.deleteMany({ where: { userId: id } })
}

/** Does without the second factor. @throws NotAllowed for somebody whose role demands one; TooMany; Invalid */
export async function removeSecondFactor(actor: Actor, code: string): Promise<void> {
  const { user } = requireUser(actor)
  await countAttempt('second-factor.account', user.id)
  await transaction(async (tx) => {
    const today = dayToDate(actor.today)
    const roles = await tx.staffAppointment.count({
      where: { userId: user.id, OR: [{ endsOn: null }, { endsOn: { gte: today } }] },
    })
    if (roles > 0) throw new NotAllowed('second_factor_demanded')
    const known = await load(tx, user.id)
    if (!known.secondFactorConfirmedAt) throw new Stale()
    if (!(await spendCode(tx, known, code))) throw wrong()
    await takeAway(tx, user.id)
    await writeMail(tx, known, 'second_factor_removed')
    await record(tx, actor, { action: 'second_factor.removed', subjectType: 'user', subjectId: user.id })
  })
}

/**
 * For somebody who has lost both the telephone and the recovery codes: the administrator takes the second factor away
 * after having made sure who asks. All sessions of that person end, and the person is told.
 * @throws NotAllowed; Invalid when no account has this address or it has no second factor
 */
export async function resetSecondFactor(actor: Actor, email: string): Promise<void> {
  requirePortalRight(actor, 'staff.appoint')
  await transaction(async (tx) => {
    const known = await tx.user.findUnique({ where: { email }, select })
    if (!known) throw new Invalid({ email: ['accounts.staff.error.unknown'] })
    if (!known.secondFactorConfirmedAt)
      throw new Invalid({ email: ['accounts.staff.error.no_second_factor'] })
    await takeAway(tx, known.id)
    await closeSessions(tx, known.id)
    await writeMail(tx, known, 'second_factor_reset')
    await record(tx, actor, { action: 'second_factor.reset', subjectType: 'user', subjectId: known.id })
  })
}
