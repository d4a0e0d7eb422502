/** Reading outgoing mails. Who may read them is asked by the caller's module. */
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'

export const MAIL_PAGE = 50

/** One page of mails, newest first, without their texts. `before` is the id of the last one of the page before. */
export async function mailPage(before?: number) {
  const rows = await db.mail.findMany({
    where: before ? { id: { lt: before } } : {},
    orderBy: { id: 'desc' },
    take: MAIL_PAGE + 1,
    select: { id: true, recipient: true, subject: true, state: true, createdAt: true },
  })
  const mails = rows.slice(0, MAIL_PAGE)
  return {
    mails: mails.map(({ createdAt, ...mail }) => ({ ...mail, at: createdAt.toISOString() })),
    next: rows.length > MAIL_PAGE ? mails.at(-1)?.id : undefined,
  }
}

/** One mail; its text is empty once a mail server has taken it. @throws NotFound */
export async function mailText(id: number) {
  const mail = await db.mail.findUnique({
    where: { id },
    select: {
      recipient: true,
      subject: true,
      text: true,
      state: true,
      attempts: true,
      lastError: true,
      createdAt: true,
      sentAt: true,
    },
  })
  if (!mail) throw new NotFound()
  const { createdAt, sentAt, ...rest } = mail
  return { ...rest, at: createdAt.toISOString(), sentAt: sentAt?.toISOString() ?? null }
}
