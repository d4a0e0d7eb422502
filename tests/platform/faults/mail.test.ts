/** The mail server gone, refusing for the moment, and silent: mails wait, pages do not, and each arrives once. */
import { createServer, connect as dial, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { deliver, queueMail } from '~/modules/notifications/commands.server'
import { mailText } from '~/modules/notifications/queries.server'
import { db, transaction } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { openMailServer } from '../../setup/mail-server'
import { figure } from '../../start/faults/harness'

/** What a job may take before it is given to another process (`jobs.server`). */
const JOB_MS = 120_000

let mails: Awaited<ReturnType<typeof openMailServer>>
let front: Server
let port = 0
let isSilent = false
const sockets = new Set<Socket>()

/** Before the real mail server: it can be away, and it can say nothing. */
const open = () =>
  new Promise<void>((resolve) => {
    front = createServer((near) => {
      sockets.add(near)
      near.on('error', () => {}).on('close', () => sockets.delete(near))
      if (isSilent) return
      const far = dial(Number(new URL(mails.url).port), '127.0.0.1')
      far.on('error', () => near.destroy())
      near.pipe(far).pipe(near)
    })
    front.listen(port, '127.0.0.1', () => {
      port = (front.address() as { port: number }).port
      resolve()
    })
  })

const close = () =>
  new Promise<void>((resolve) => {
    front.close(() => resolve())
    for (const socket of sockets) socket.destroy()
  })

beforeAll(async () => {
  mails = await openMailServer()
  await open()
  // Read once, at the first mail.
  process.env.SMTP_URL = `smtp://127.0.0.1:${port}?ignoreTLS=true`
})
afterAll(async () => {
  await close()
  await mails.close()
})

beforeEach(async () => {
  await resetDatabase()
  mails.received.length = 0
  mails.behaviour.data = undefined
  isSilent = false
})

const write = async () => {
  await transaction((tx) =>
    queueMail(tx, { recipient: 'yoshiko@mail.example', subject: '招待', text: 'http://localhost/?token=x' }),
  )
  return (await db.mail.findFirstOrThrow({ orderBy: { id: 'desc' } })).id
}

/** Milliseconds until a try has failed; the mail waits with its words for the next. */
async function fails(id: number, attempts: number): Promise<number> {
  const started = performance.now()
  await expect(deliver(id)).rejects.toThrow()
  const ms = Math.round(performance.now() - started)
  expect(await mailText(id)).toMatchObject({ state: 'queued', attempts })
  expect((await mailText(id)).text).toContain('token=x')
  return ms
}

const arrivesOnce = async (id: number) => {
  await deliver(id)
  await deliver(id)
  expect(mails.to()).toEqual(['yoshiko@mail.example'])
  expect(await mailText(id)).toMatchObject({ state: 'sent', text: '' })
}

test('a mail server that is gone', async () => {
  const id = await write()
  await close()
  const ms = await fails(id, 1)
  await open()
  await arrivesOnce(id)
  figure(
    `mail server gone: found out in ${ms} ms, the mail waits in the queue, arrived once when it was back`,
  )
  expect(ms).toBeLessThan(5_000)
})

test('a mail server that is too busy (4xx)', async () => {
  mails.behaviour.data = () => ({ code: 451, message: '4.3.0 try again later' })
  const id = await write()
  const ms = await fails(id, 1)
  await fails(id, 2)
  mails.behaviour.data = undefined
  await arrivesOnce(id)
  figure(`mail server answers 451: found out in ${ms} ms, tried twice in vain, arrived once`)
})

test('a mail server that takes the line and says nothing', async () => {
  isSilent = true
  const id = await write()
  const ms = await fails(id, 1)
  isSilent = false
  await arrivesOnce(id)
  figure(`mail server silent: given up after ${(ms / 1000).toFixed(1)} s, arrived once when it spoke`)
  // Long before the queue would give the job to another process, which would send it a second time.
  expect(ms).toBeLessThan(JOB_MS / 4)
}, 60_000)
