/** Handing a message to the mail server, where one is configured. */
import nodemailer, { type Transporter } from 'nodemailer'
import { settings } from './settings.server'

export type Message = { to: string; subject: string; text: string }

/** Addresses under which nobody can be reached: those of the demonstration city. */
const UNREACHABLE = /@demo\.example$/

let transport: Transporter | undefined

/**
 * Sends a message.
 * @returns whether a mail server took it; false when none is configured, or the address is an invented one
 * @throws Error of the mail server when it did not take it
 */
export async function sendMail({ to, subject, text }: Message): Promise<boolean> {
  const { SMTP_URL, MAIL_FROM } = settings()
  if (!SMTP_URL || UNREACHABLE.test(to)) return false
  transport ??= nodemailer.createTransport({
    url: SMTP_URL,
    connectionTimeout: 20_000,
    socketTimeout: 60_000,
  })
  await transport.sendMail({
    from: MAIL_FROM,
    // As an object the address is taken as it is: no list, no name, no second recipient hidden in it.
    to: { name: '', address: to },
    subject,
    text,
    // Answers and out-of-office notes of machines would only come back to nobody.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return true
}
