/** A mail server on loopback that can be told how to behave. */
import { SMTPServer } from 'smtp-server'

export type Received = { to: string; subject: string; text: string; messageId: string; headers: string }

type Answer = { code: number; message: string }

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
  const headers = (raw.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ')
  return {
    to,
    headers,
    subject: decodeWords(/^Subject: (.*)$/im.exec(headers)?.[1] ?? ''),
    messageId: /^Message-ID: (.*)$/im.exec(headers)?.[1] ?? '',
    text: decodePart(raw, /boundary="?([^";\s]+)/i.exec(headers)?.[1] ?? ''),
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

/** The plain text of a message: its first part, or all of it where it has no parts. */
function decodePart(message: string, boundary: string): string {
  const part = boundary
    ? (message.split(`--${boundary}\r\n`)[1]?.split(`\r\n--${boundary}`)[0] ?? '')
    : message
  const [head = '', ...rest] = part.split('\r\n\r\n')
  const text = rest.join('\r\n\r\n')
  if (/^Content-Transfer-Encoding: base64/im.test(head)) return Buffer.from(text, 'base64').toString()
  return Buffer.from(
    text
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString()
}
