/** Mails through a real SMTP server, one that refuses, and none. */
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { deliver, MAIL_ATTEMPTS, queueMail } from '~/modules/notifications/commands.server'
import { mailText } from '~/modules/notifications/queries.server'
import { db, transaction } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'

const received: { to: string[]; text: string }[] = []
let refusing = false
const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  logger: false,
  onData(stream, session, done) {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('end', () => {
      if (refusing) return done(new Error(`mailbox of ${session.envelope.rcptTo[0]?.address} is full`))
      received.push({
        to: session.envelope.rcptTo.map(({ address }) => address),
        text: Buffer.concat(chunks).toString(),
      })
      done()
    })
  },
})

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as { port: number }
  // Read once, at the first mail.
  process.env.SMTP_URL = `smtp://127.0.0.1:${port}?ignoreTLS=true`
})
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))

beforeEach(async () => {
  await resetDatabase()
  received.length = 0
  refusing = false
})

const write = async (recipient = 'yoshiko@mail.example') => {
  await transaction((tx) =>
    queueMail(tx, { recipient, subject: '髙﨑さんへ', text: '次のリンク\n\nhttp://localhost/?token=x' }),
  )
  return (await db.mail.findFirstOrThrow({ orderBy: { id: 'desc' } })).id
}

test('a mail is queued with its transaction, sent once, and its text is forgotten', async () => {
  const id = await write()
  expect(await db.$queryRaw`SELECT name, data FROM pgboss.job`).toEqual([
    { name: 'send-mail', data: { mailId: id } },
  ])
  await deliver(id)
  await deliver(id)
  expect(received.map(({ to }) => to)).toEqual([['yoshiko@mail.example']])
  expect(received[0]?.text).toContain('Auto-Submitted: auto-generated')
  expect(await mailText(id)).toMatchObject({ state: 'sent', text: '', attempts: 1 })
})

test('a mail that belongs to a list says where one click ends it, and waits for the end of quiet hours', async () => {
  const endUrl = 'http://localhost/unsubscribe/abc'
  const notBefore = new Date(Date.now() + 3_600_000)
  await transaction((tx) =>
    queueMail(tx, { recipient: 'a@mail.example', subject: 's', text: 't', endUrl, notBefore }),
  )
  expect(await db.$queryRaw`SELECT start_after AS at FROM pgboss.job`).toEqual([{ at: notBefore }])
  await deliver((await db.mail.findFirstOrThrow()).id)
  expect(received[0]?.text).toMatch(/^List-Unsubscribe: <http:\/\/localhost\/unsubscribe\/abc>\r$/m)
  expect(received[0]?.text).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
})

test('nothing is queued when the transaction fails', async () => {
  const failing = transaction(async (tx) => {
    await queueMail(tx, { recipient: 'a@mail.example', subject: 's', text: 't' })
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect(await db.mail.count()).toBe(0)
})

test('a refusal is tried again, then shown to the administrator with its text, without the address', async () => {
  refusing = true
  const id = await write()
  for (let attempt = 1; attempt < MAIL_ATTEMPTS; attempt++) await expect(deliver(id)).rejects.toThrow()
  expect(await mailText(id)).toMatchObject({ state: 'queued', attempts: MAIL_ATTEMPTS - 1 })
  await deliver(id)
  const failed = await mailText(id)
  expect(failed).toMatchObject({ state: 'failed', attempts: MAIL_ATTEMPTS })
  expect(failed.text).toContain('token=x')
  expect(failed.lastError).toContain('is full')
  expect(failed.lastError).not.toContain('yoshiko')
  refusing = false
  await deliver(id)
  expect(received).toEqual([])
})

test('an address cannot smuggle in a second one, nor a subject a header', async () => {
  await transaction((tx) =>
    queueMail(tx, {
      recipient: 'a@mail.example, b@mail.example',
      subject: 'x\r\nBcc: c@mail.example',
      text: 't',
    }),
  )
  const { id } = await db.mail.findFirstOrThrow()
  await deliver(id).catch(() => {})
  for (const { to, text } of received) {
    expect(to).toHaveLength(1)
    expect(text).not.toMatch(/^Bcc:/im)
  }
})

test('invented addresses of the demonstration are never mailed', async () => {
  const id = await write('resident@demo.example')
  await deliver(id)
  expect(received).toEqual([])
  expect(await mailText(id)).toMatchObject({ state: 'kept' })
})
