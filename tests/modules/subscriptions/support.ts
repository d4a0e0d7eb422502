/** Subscribers, notices and a mail server on loopback that can be told how to behave. */
import { randomUUID } from 'node:crypto'
import { SMTPServer } from 'smtp-server'
import { announce } from '~/modules/subscriptions/commands/announce.server'
import { expand } from '~/modules/subscriptions/commands/expand.server'
import { db, transaction } from '~/platform/db.server'

export type Received = { to: string; subject: string; text: string; messageId: string; headers: string }

export type Answer = { code: number; message: string }

/** A real SMTP server; `rcpt` and `data` may refuse, `onMessage` is awaited before a message is taken. */
export async function openMailServer() {
  const received: Received[] = []
  const behaviour: {
    rcpt?: (address: string) => Answer | undefined
    data?: (address: string) => Answer | undefined
    onMessage?: (message: Received) => Promise<void> | void
  } = {}
  const refusal = ({ code, message }: Answer) => Object.assign(new Error(message), { responseCode: code })
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    disableReverseLookup: true,
    onRcptTo({ address }, _session, done) {
      const answer = behaviour.rcpt?.(address)
      done(answer ? refusal(answer) : undefined)
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        const to = session.envelope.rcptTo[0]?.address ?? ''
        const answer = behaviour.data?.(to)
        if (answer) return done(refusal(answer))
        const message = read(Buffer.concat(chunks).toString(), to)
        await behaviour.onMessage?.(message)
        received.push(message)
        done()
      })
    },
  })
  // A connection that a test breaks off is no error of the server.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as { port: number }
  return {
    received,
    behaviour,
    url: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
    to: () => received.map((message) => message.to).sort(),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

function read(raw: string, to: string): Received {
  const [head = '', ...body] = raw.split('\r\n\r\n')
  const headers = head.replace(/\r\n[ \t]+/g, ' ')
  const text = body.join('\r\n\r\n')
  return {
    to,
    headers,
    subject: decodeWords(/^Subject: (.*)$/im.exec(headers)?.[1] ?? ''),
    messageId: /^Message-ID: (.*)$/im.exec(headers)?.[1] ?? '',
    text: decodePart(text, /boundary="?([^";\s]+)/i.exec(headers)?.[1] ?? ''),
  }
}

const decodeWords = (subject: string) =>
  subject
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, text) => `${Buffer.from(text, 'base64').toString('latin1')}`)
    .replace(/=\?UTF-8\?Q\?([^?]*)\?=/gi, (_, text) =>
      text
        .replace(/_/g, ' ')
        .replace(/=([0-9A-F]{2})/gi, (_m: string, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    )
    .replace(/[\x80-\xff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'))

/** The plain text of a message with two parts. */
function decodePart(body: string, boundary: string): string {
  const part = body.split(`--${boundary}\r\n`)[1]?.split(`\r\n--${boundary}`)[0] ?? ''
  const [head = '', ...rest] = part.split('\r\n\r\n')
  const text = rest.join('\r\n\r\n')
  if (/base64/i.test(head)) return Buffer.from(text, 'base64').toString()
  return Buffer.from(
    text
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString()
}

type NoticeData = Parameters<typeof db.notice.create>[0]['data']

/** A published notice of an association to an audience. */
export async function makeNotice(publisher: number, audience = publisher, data: Partial<NoticeData> = {}) {
  const { id } = await db.notice.create({
    data: {
      associationId: publisher,
      audienceId: audience,
      state: 'published',
      publishedAt: new Date(),
      category: 'waste',
      title: '資源ごみの日',
      body: '本文',
      bodyHtml: '<p>本文</p>',
      excerpt: '第二火曜に集めます。',
      submissionId: randomUUID(),
      ...data,
    } as NoticeData,
    select: { id: true },
  })
  return id
}

type Topic = { associationId?: number; districtId?: number; category?: 'waste' | 'event' }

let people = 0

/** Somebody who subscribes, outside of quiet hours. */
export async function makeSubscriber(
  topics: Topic[] = [{}],
  data: Partial<Parameters<typeof db.subscriber.create>[0]['data']> = {},
) {
  people++
  return db.subscriber.create({
    data: {
      email: `reader${people}@mail.example`,
      state: 'active',
      quietFrom: null,
      quietUntil: null,
      topics: { create: topics },
      ...data,
    } as Parameters<typeof db.subscriber.create>[0]['data'],
    select: { id: true, email: true },
  })
}

/** Announces and writes the deliveries down, as the queue would. Returns the announcement. */
export async function tell(what: Parameters<typeof announce>[1]): Promise<number> {
  await transaction((tx) => announce(tx, what))
  const { id } = await db.announcement.findFirstOrThrow({ orderBy: { id: 'desc' }, select: { id: true } })
  await expand({ announcementId: id })
  return id
}

/** Who a notice would be sent to: addresses, in order. */
export async function recipients(announcementId: number): Promise<string[]> {
  const found = await db.$queryRaw<{ email: string }[]>`
    SELECT coalesce(s.email, u.email) AS email FROM deliveries d
    LEFT JOIN subscribers s ON s.id = d.subscriber_id LEFT JOIN users u ON u.id = d.user_id
    WHERE d.announcement_id = ${announcementId} AND d.channel = 'mail' ORDER BY 1`
  return found.map(({ email }) => email)
}

export const states = async () =>
  (await db.delivery.findMany({ orderBy: { id: 'asc' }, select: { state: true } })).map(({ state }) => state)

/** Names of the queued jobs. */
export const jobs = async () =>
  (await db.$queryRaw<{ name: string }[]>`SELECT name FROM pgboss.job ORDER BY created_on`).map(
    ({ name }) => name,
  )
