/** Making an account: the form first, the account once the address is proven. */
import { record } from '~/modules/audit/commands.server'
import { encrypt } from '~/platform/crypto.server'
import { transaction } from '~/platform/db.server'
import { safePath } from '~/platform/http.server'
import { LINK_MINUTES, makeLink } from '../links.server'
import { writeMail } from '../mails.server'
import { countAttempt } from '../rate-limit.server'
import type { Registration } from '../schema'
import type { Visitor } from '../session.server'

/**
 * Sends a link that makes the account; an address that has one already gets a link that signs in. The page's answer
 * is the same. What was typed waits encrypted with the link and goes with it.
 * @param language of the page, which becomes the account's
 * @throws TooMany
 */
export async function register(visitor: Visitor, form: Registration, language: string): Promise<void> {
  await countAttempt('mail.address', visitor.address)
  await countAttempt('mail.account', form.email)
  const { email, next: _, ...names } = form
  const next = safePath(form.next)
  await transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { email }, select: { id: true, language: true } })
    if (user) {
      const url = await makeLink(tx, { purpose: 'sign_in', email, userId: user.id, next })
      await writeMail(tx, { email, language: user.language }, 'already_registered', {
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
      return
    }
    const payload = encrypt('registration', JSON.stringify({ ...names, language }))
    const url = await makeLink(tx, { purpose: 'register', email, next, payload })
    await writeMail(tx, { email, language }, 'register_link', {
      url,
      hours: String(LINK_MINUTES.register / 60),
    })
  })
}
