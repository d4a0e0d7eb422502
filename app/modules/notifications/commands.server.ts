/** Outgoing messages: written in the transaction that causes them, sent by the job queue after the commit. */
import { now } from '~/platform/clock'
import { db, type Tx } from '~/platform/db.server'
import { isLanguage, type Language, type Translate } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { queue } from '~/platform/jobs.server'
import { sendMail } from '~/platform/mail.server'
import { settings } from '~/platform/settings.server'
import { shorten } from '~/platform/text'

/** After so many attempts a mail is given up, and shown to the administrator. */
export const MAIL_ATTEMPTS = 5

/** Days for which a mail is kept, sent or not. */
const MAIL_KEPT_DAYS = 30

type Outgoing = {
  recipient: string
  subject: string
  text: string
  /** Where one click ends what this mail belongs to: mail programs show a button for it */
  endUrl?: string
  /** Not sent earlier: quiet hours */
  notBefore?: Date
}

/** Writes a mail and queues its sending. The address is checked by whoever asks for the mail. */
export async function queueMail(tx: Tx, { notBefore, ...mail }: Outgoing): Promise<void> {
  const { id } = await tx.mail.create({ data: { ...mail, createdAt: now() }, select: { id: true } })
  await queue(tx, 'send-mail', { mailId: id }, { startAfter: notBefore })
}

/** Who gets a mail, and in which language; null: nobody knows it, as there is no account. */
type Receiver = { email: string; language: string | null }

/** What the words of a mail ask for, in the language of the mail */
export type MailParams = (t: Translate, language: Language) => Record<string, string | number>

/**
 * Queues a mail in the words of whoever gets it; where no language is known, Japanese first and English below.
 * @param words where they stand: `<words>.subject` and `<words>.text`
 * @param foot the key of what stands below the text
 */
export async function queueWords(
  tx: Tx,
  to: Receiver,
  { words, foot, ...more }: { words: string; foot?: string; endUrl?: string },
  params: MailParams,
): Promise<void> {
  const known: readonly Language[] =
    to.language === null ? ['ja', 'en'] : [isLanguage(to.language) ? to.language : 'ja']
  const parts = known.map((language) => {
    const t = translator(language)
    const all = { portal: t('portal.name'), home: settings().PUBLIC_URL, ...params(t, language) }
    const text = t(`${words}.text`, all)
    return { subject: t(`${words}.subject`, all), text: foot ? `${text}\n\n${t(foot, all)}` : text }
  })
  await queueMail(tx, {
    ...more,
    recipient: to.email,
    subject: shorten(parts[0]?.subject ?? '', 200),
    text: parts.map(({ text }) => text).join('\n\n----------------------------------------\n\n'),
  })
}

/** Keeps a mail that no server can take, for the administrator to read. */
export async function keepMail(mail: { recipient: string; subject: string; text: string }): Promise<void> {
  await db.mail.create({ data: { ...mail, state: 'kept', createdAt: now() } })
}

/**
 * Sends a queued mail; without a mail server it is kept for the administrator. Its text is deleted once a server has
 * taken it: a link in it must not lie about.
 * @throws Error of the mail server, so that the queue tries again, until the attempts are used up
 */
export async function deliver(mailId: number): Promise<void> {
  const mail = await db.mail.findFirst({
    where: { id: mailId, state: 'queued' },
    select: { recipient: true, subject: true, text: true, endUrl: true, attempts: true },
  })
  if (!mail) return
  const { recipient: to, subject, text, endUrl } = mail
  try {
    const data = (await sendMail({ to, subject, text, endUrl }))
      ? ({ state: 'sent', sentAt: now(), text: '', lastError: null } as const)
      : ({ state: 'kept' } as const)
    await db.mail.updateMany({
      where: { id: mailId, state: 'queued' },
      data: { ...data, attempts: { increment: 1 } },
    })
  } catch (error) {
    const attempts = mail.attempts + 1
    await db.mail.updateMany({
      where: { id: mailId, state: 'queued' },
      data: { attempts, lastError: reason(error), state: attempts >= MAIL_ATTEMPTS ? 'failed' : 'queued' },
    })
    if (attempts < MAIL_ATTEMPTS) throw error
  }
}

/** What the mail server said, without the addresses that servers like to repeat. At most 300 letters. */
function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return [...text.replace(/[^\s<>]+@[^\s<>]+/g, '…')].slice(0, 300).join('')
}

/** Deletes mails whose time is over; returns how many. */
export async function clearMails(): Promise<number> {
  const before = new Date(now().getTime() - MAIL_KEPT_DAYS * 86_400_000)
  const { count } = await db.mail.deleteMany({ where: { createdAt: { lt: before } } })
  return count
}
