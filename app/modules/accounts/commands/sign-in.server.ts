/** Signing in by password, by a link, and out again. */
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { decrypt, hashToken } from '~/platform/crypto.server'
import { db, type Tx, transaction } from '~/platform/db.server'
import { Gone, Invalid, PortalError } from '~/platform/errors'
import { safePath } from '~/platform/http.server'
import { portalUrl, settings } from '~/platform/settings.server'
import { LINK_MINUTES, makeLink } from '../links.server'
import { writeMail } from '../mails.server'
import { verifyPassword } from '../passwords.server'
import { countAttempt, forgetAttempt, forgetAttempts } from '../rate-limit.server'
import type { Registration } from '../schema'
import { type Opened, openSession, type Visitor } from '../session.server'

/** Somebody whose name is not proven yet, or just now. */
const byThemselves = (userId: string, visitor: Visitor) => ({
  user: { id: userId },
  capacity: 'resident',
  origin: visitor.origin,
})

/** Everybody knows the password of the demonstration accounts: outside a demonstration they open nothing. */
const usable = (user: { demonstration: boolean }) => !user.demonstration || settings().DEMO

/**
 * Signs in with a password. The answer to a wrong password and to an unknown address is the same, in words and in time.
 * @throws TooMany; Invalid
 */
export async function signInByPassword(
  visitor: Visitor,
  form: { email: string; password: string },
): Promise<Opened> {
  await countAttempt('sign-in.address', visitor.address)
  await countAttempt('sign-in.account', form.email)
  const found = await db.user.findUnique({
    where: { email: form.email },
    select: { id: true, passwordHash: true, demonstration: true },
  })
  const user = found && usable(found) ? found : null
  const right = await verifyPassword(user?.passwordHash, form.password)
  if (!user || !right) throw new Invalid({ password: ['accounts.sign_in.error.wrong'] })
  await forgetAttempts('sign-in.account', form.email)
  await forgetAttempt('sign-in.address', visitor.address)
  return transaction(async (tx) => {
    const opened = await openSession(tx, user.id, visitor, false)
    await record(tx, byThemselves(user.id, visitor), {
      action: 'session.opened',
      subjectType: 'user',
      subjectId: user.id,
      after: { by: 'password' },
    })
    return opened
  })
}

/**
 * Sends a link that signs in. An unknown address gets a mail as well, which says so: the page's answer, its time and
 * the number of mails tell nothing.
 * @param language of the page, for somebody who has no account
 * @throws TooMany
 */
export async function requestSignInLink(
  visitor: Visitor,
  form: { email: string; next: string },
  language: string,
): Promise<void> {
  await countAttempt('mail.address', visitor.address)
  await countAttempt('mail.account', form.email)
  await transaction(async (tx) => {
    const found = await tx.user.findUnique({
      where: { email: form.email },
      select: { id: true, language: true, demonstration: true },
    })
    const user = found && usable(found) ? found : null
    if (!user) {
      await writeMail(tx, { email: form.email, language }, 'no_account', { url: portalUrl('/register') })
      return
    }
    const next = safePath(form.next)
    const url = await makeLink(tx, { purpose: 'sign_in', email: form.email, userId: user.id, next })
    await writeMail(tx, { email: form.email, language: user.language }, 'sign_in_link', {
      url,
      minutes: String(LINK_MINUTES.sign_in),
    })
    await record(
      tx,
      { user: null, capacity: 'guest', origin: visitor.origin },
      {
        action: 'link.sent',
        subjectType: 'user',
        subjectId: user.id,
        after: { purpose: 'sign_in' },
      },
    )
  })
}

/** What a link did, and where to go on. */
type LinkResult = {
  purpose: 'sign_in' | 'register' | 'change_email'
  opened: Opened | null
  next: string
}

/**
 * Does what a link was sent for, once: signs in, makes the account, or changes the address.
 * @throws Gone when the link is unknown, used or expired; PortalError 409 when the new address has an account by now
 */
export async function consumeLink(visitor: Visitor, token: string): Promise<LinkResult> {
  const tokenHash = hashToken(token)
  return transaction(async (tx) => {
    const at = now()
    const { count } = await tx.emailLink.updateMany({
      where: { tokenHash, usedAt: null, expiresAt: { gt: at } },
      data: { usedAt: at },
    })
    const link = count === 1 ? await tx.emailLink.findUnique({ where: { tokenHash } }) : null
    if (!link) throw new Gone('link_expired')
    const next = safePath(link.next)
    if (link.purpose === 'change_email') {
      await changeEmail(tx, visitor, link)
      return { purpose: link.purpose, opened: null, next: '/account' }
    }
    const userId =
      link.purpose === 'register' ? await createAccount(tx, visitor, link) : await holderOf(tx, link)
    const opened = await openSession(tx, userId, visitor, false)
    await record(tx, byThemselves(userId, visitor), {
      action: 'session.opened',
      subjectType: 'user',
      subjectId: userId,
      after: { by: 'link' },
    })
    return { purpose: link.purpose, opened, next }
  })
}

type Link = { email: string; userId: string | null; payload: string | null }

/** The account that a link signs in to, while its address is still the one that the link was sent to. */
async function holderOf(tx: Tx, link: Link): Promise<string> {
  const user = link.userId
    ? await tx.user.findFirst({
        where: { id: link.userId, email: link.email },
        select: { id: true, demonstration: true },
      })
    : null
  if (!user || !usable(user)) throw new Gone('link_expired')
  return user.id
}

async function createAccount(tx: Tx, visitor: Visitor, link: Link): Promise<string> {
  // Two forms sent one after the other make one account.
  const known = await tx.user.findUnique({ where: { email: link.email }, select: { id: true } })
  if (known) return known.id
  const json = link.payload && decrypt('registration', link.payload)
  if (!json) throw new Gone('link_expired')
  const { familyName, givenName, familyReading, givenReading, language } = JSON.parse(
    json,
  ) as Registration & {
    language: string
  }
  const user = await tx.user.create({
    data: { email: link.email, familyName, givenName, familyReading, givenReading, language },
    select: { id: true },
  })
  await tx.emailLink.updateMany({
    where: { email: link.email, purpose: 'register' },
    data: { payload: null },
  })
  await record(tx, byThemselves(user.id, visitor), {
    action: 'account.created',
    subjectType: 'user',
    subjectId: user.id,
    after: { by: 'registration' },
  })
  return user.id
}

async function changeEmail(tx: Tx, visitor: Visitor, link: Link): Promise<void> {
  const user = link.userId
    ? await tx.user.findUnique({
        where: { id: link.userId },
        select: { id: true, email: true, language: true },
      })
    : null
  if (!user) throw new Gone('link_expired')
  const taken = await tx.user.findUnique({ where: { email: link.email }, select: { id: true } })
  if (taken && taken.id !== user.id) throw new PortalError(409, 'email_taken')
  await tx.user.update({ where: { id: user.id }, data: { email: link.email }, select: { id: true } })
  // Other links went to the old address, which may be somebody else's by now.
  await tx.emailLink.deleteMany({ where: { userId: user.id, usedAt: null } })
  await writeMail(tx, user, 'email_changed')
  await record(tx, byThemselves(user.id, visitor), {
    action: 'email.changed',
    subjectType: 'user',
    subjectId: user.id,
  })
}
