/** Handing a message to the mail server, where one is configured. */
import nodemailer, { type Transporter } from 'nodemailer'
import { settings } from './settings.server'

type Message = {
  to: string
  subject: string
  text: string
  /** Where one click ends what the message belongs to (RFC 8058) */
  endUrl?: string | null
}

/** Addresses under which nobody can be reached: those of the demonstration city. */
const UNREACHABLE = /@demo\.example$/

/** What one message says besides: where many are sent, each has an id of its own, and headers. */
export type BulkMessage = Message & {
  html: string
  /** With angle brackets; the same whenever this message is sent again */
  messageId: string
  headers: Record<string, string>
}

/** The mail server did not take a message. Says nothing of the address. */
export class MailFailure extends Error {
  override name = 'MailFailure'
  constructor(
    /** The SMTP command that was answered, such as `RCPT TO`; undefined when there was no answer */
    readonly command: string | undefined,
    /** The three digits of the answer; undefined when the server could not be reached or broke off */
    readonly status: number | undefined,
    /** What the server said, without addresses; at most 300 letters */
    readonly answer: string,
  ) {
    super(answer)
  }
}

/** Connections to the mail server at a time, when many messages are sent. */
const CONNECTIONS = 5

/** Milliseconds that one message may take, whatever the server does. */
const MESSAGE_MS = 40_000

/** How long a server that says nothing is waited for: shorter than a job may take. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 } as const

/** Messages after which a connection is replaced, as many servers demand. */
const PER_CONNECTION = 100

let transport: Transporter | undefined

/** As an object the address is taken as it is: no list, no name, no second recipient hidden in it. */
const only = (address: string) => ({ name: '', address })

/** Answers and out-of-office notes of machines would only come back to nobody. */
const AUTOMATIC = { 'Auto-Submitted': 'auto-generated' }

/** With these a mail program shows a button that ends it with one click (RFC 2369, RFC 8058). */
export const endingHeaders = (url: string) => ({
  'List-Unsubscribe': `<${url}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
})

const CLOSED = { disableFileAccess: true, disableUrlAccess: true } as const

/**
 * Sends a message.
 * @returns whether a mail server took it; false when none is configured, or the address is an invented one
 * @throws Error of the mail server when it did not take it
 */
export async function sendMail({ to, subject, text, endUrl }: Message): Promise<boolean> {
  const { SMTP_URL, MAIL_FROM } = settings()
  if (!SMTP_URL || UNREACHABLE.test(to)) return false
  transport ??= nodemailer.createTransport({ url: SMTP_URL, ...PATIENCE })
  const headers = { ...AUTOMATIC, ...(endUrl ? endingHeaders(endUrl) : {}) }
  await transport.sendMail({
    from: MAIL_FROM,
    to: only(to),
    subject,
    text,
    headers,
    // A server that trickles its answer keeps every other clock going.
    signal: AbortSignal.timeout(MESSAGE_MS),
    ...CLOSED,
  })
  return true
}

/** Several connections to the mail server for as long as there is something to send. */
export type MailPool = {
  /**
   * @returns whether a mail server took it; false as for `sendMail`
   * @throws MailFailure
   */
  send(message: BulkMessage): Promise<boolean>
  close(): void
}

/** How many messages are worth handing to a pool at a time. */
export const MAIL_LANES = CONNECTIONS

/** Opens connections as they are needed; a message that meets a dead connection is tried once more on a new one. */
export function openMailPool(): MailPool {
  let pool: Transporter | undefined
  return {
    async send({ to, subject, text, html, messageId, headers }) {
      const { SMTP_URL, MAIL_FROM } = settings()
      if (!SMTP_URL || UNREACHABLE.test(to)) return false
      pool ??= nodemailer.createTransport({
        url: SMTP_URL,
        pool: true,
        maxConnections: CONNECTIONS,
        maxMessages: PER_CONNECTION,
        maxRequeues: 1,
        ...PATIENCE,
      })
      try {
        await pool.sendMail({
          from: MAIL_FROM,
          to: only(to),
          subject,
          text,
          html,
          messageId,
          headers: { ...AUTOMATIC, ...headers },
          signal: AbortSignal.timeout(MESSAGE_MS),
          ...CLOSED,
        })
        return true
      } catch (error) {
        throw failureOf(error)
      }
    },
    close: () => pool?.close(),
  }
}

function failureOf(error: unknown): MailFailure {
  const { command, responseCode, response, code, message } = error as {
    command?: string
    responseCode?: number
    response?: string
    code?: string
    message?: string
  }
  // An address that cannot be written in a command never reaches the server; its own answer would be this one.
  if (code === 'EENVELOPE' && !responseCode)
    return new MailFailure('RCPT TO', 501, '501 5.1.3 not an address')
  const answer = withoutAddresses(response ?? (code ? `${code}` : (message ?? 'unknown')))
  return new MailFailure(command, responseCode, answer)
}

/** What a mail server said, without the addresses that servers like to repeat; at most 300 letters. */
function withoutAddresses(said: string): string {
  return [...said.replace(/[^\s<>]+@[^\s<>]+/g, '…')].slice(0, 300).join('')
}
