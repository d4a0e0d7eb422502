/** What a person changes in their own account. */
import { record } from '~/modules/audit/commands.server'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotAllowed, Stale } from '~/platform/errors'
import { LINK_MINUTES, makeLink } from '../links.server'
import { writeMail } from '../mails.server'
import { isCommon } from '../password-rule'
import { hashPassword } from '../passwords.server'
import { countAttempt } from '../rate-limit.server'
import { confirmPassword } from '../reauthentication.server'
import { type Actor, requireUser } from '../rules'
import type { Profile } from '../schema'
import { lockAdministrators } from '../scope.server'
import { closeSessions, type Opened, openSession, type Visitor } from '../session.server'

/** Changes name, reading, language and how one wants to be told. */
export async function updateProfile(actor: Actor, form: Profile): Promise<void> {
  const { user } = requireUser(actor)
  await transaction(async (tx) => {
    const before = await tx.user.findUniqueOrThrow({ where: { id: user.id } })
    const fields = (Object.keys(form) as (keyof Profile)[]).filter((field) => before[field] !== form[field])
    if (fields.length === 0) return
    await tx.user.update({ where: { id: user.id }, data: form, select: { id: true } })
    await record(tx, actor, {
      action: 'profile.changed',
      subjectType: 'user',
      subjectId: user.id,
      after: { fields },
    })
  })
}

/** Ends all mails about notices to an account, by a link in one of them: nobody need be signed in for that. */
export async function stopMails(userId: string, origin: string): Promise<void> {
  await transaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id: userId, delivery: 'email' },
      data: { delivery: 'none' },
    })
    if (count === 0) return
    const after = { fields: ['delivery'] }
    await record(
      tx,
      { user: { id: userId }, capacity: 'resident', origin },
      { action: 'profile.changed', subjectType: 'user', subjectId: userId, after },
    )
  })
}

/**
 * Sends a link to a new address; the change happens when it is opened. The old address is told. A new address that
 * has an account gets a mail that says so, and the page's answer is the same.
 * @throws TooMany; Invalid
 */
export async function requestEmailChange(
  actor: Actor,
  visitor: Visitor,
  form: { email: string; password: string },
): Promise<void> {
  const { user } = requireUser(actor)
  await confirmPassword(user.id, form.password, 'password')
  await countAttempt('mail.address', visitor.address)
  await countAttempt('mail.account', form.email)
  await transaction(async (tx) => {
    const { email: old, language } = await tx.user.findUniqueOrThrow({
      where: { id: user.id },
      select: { email: true, language: true },
    })
    if (form.email === old) throw new Invalid({ email: ['accounts.email.error.same'] })
    const taken = await tx.user.findUnique({ where: { email: form.email }, select: { language: true } })
    if (taken) await writeMail(tx, { email: form.email, language: taken.language }, 'email_taken')
    else {
      const url = await makeLink(tx, { purpose: 'change_email', email: form.email, userId: user.id })
      const hours = String(LINK_MINUTES.change_email / 60)
      await writeMail(tx, { email: form.email, language }, 'email_link', { url, hours })
    }
    await writeMail(tx, { email: old, language }, 'email_changing')
    await record(tx, actor, { action: 'email.change_requested', subjectType: 'user', subjectId: user.id })
  })
}

/**
 * Sets or changes the password. All sessions end; a new one is opened for this device.
 * @throws TooMany; Invalid
 */
export async function changePassword(
  actor: Actor,
  visitor: Visitor,
  form: { current: string; password: string },
  secondFactorPassed: boolean,
): Promise<Opened> {
  const { user } = requireUser(actor)
  await confirmPassword(user.id, form.current, 'current')
  const passwordHash = await hashPassword(form.password)
  return transaction(async (tx) => {
    const { email, language } = await tx.user.findUniqueOrThrow({
      where: { id: user.id },
      select: { email: true, language: true },
    })
    // The address itself, or the part before the @, is the first thing that anybody would try.
    const typed = form.password.toLowerCase()
    if (typed === email || isCommon(typed.replaceAll(email.split('@')[0] ?? email, ''))) {
      throw new Invalid({ password: ['accounts.password.error.common'] })
    }
    await tx.user.update({ where: { id: user.id }, data: { passwordHash }, select: { id: true } })
    await closeSessions(tx, user.id)
    await tx.emailLink.deleteMany({ where: { userId: user.id, usedAt: null } })
    await writeMail(tx, { email, language }, 'password_changed')
    await record(tx, actor, { action: 'password.changed', subjectType: 'user', subjectId: user.id })
    return openSession(tx, user.id, visitor, secondFactorPassed)
  })
}

/**
 * Deletes the account with sessions, memberships, offices and roles. What the person wrote as an officer stays and no
 * longer names them.
 * @param before what other modules keep of the person, without the name, before the account is gone
 * @throws TooMany; Invalid; NotAllowed for the last administrator
 */
export async function deleteAccount(
  actor: Actor,
  form: { password: string },
  before?: (tx: Tx, userId: string) => Promise<void>,
): Promise<void> {
  const { user } = requireUser(actor)
  await confirmPassword(user.id, form.password, 'password')
  await transaction(async (tx) => {
    await lockAdministrators(tx)
    const administrators = await tx.staffAppointment.findMany({
      where: { role: 'administrator', OR: [{ endsOn: null }, { endsOn: { gte: new Date(actor.today) } }] },
      select: { userId: true },
    })
    const one = administrators.some(({ userId }) => userId === user.id)
    if (one && administrators.every(({ userId }) => userId === user.id))
      throw new NotAllowed('last_administrator')
    const known = await tx.user.findUnique({
      where: { id: user.id },
      select: {
        email: true,
        language: true,
        terms: {
          where: { endsOn: { gte: new Date(actor.today) } },
          select: { id: true, associationId: true, post: true },
        },
        memberships: {
          where: { state: { in: ['requested', 'confirmed'] } },
          select: { id: true, associationId: true },
        },
      },
    })
    if (!known) throw new Stale()
    await before?.(tx, user.id)
    for (const { id, associationId, post } of known.terms) {
      await record(tx, actor, {
        action: 'term.ended',
        subjectType: 'term',
        subjectId: id,
        associationId,
        after: { post, because: 'account_deleted' },
      })
    }
    for (const { id, associationId } of known.memberships) {
      await record(tx, actor, {
        action: 'membership.ended',
        subjectType: 'membership',
        subjectId: id,
        associationId,
        after: { because: 'account_deleted' },
      })
    }
    await writeMail(tx, known, 'account_deleted')
    await record(tx, actor, { action: 'account.deleted', subjectType: 'user', subjectId: user.id })
    await tx.user.delete({ where: { id: user.id }, select: { id: true } })
  })
}
