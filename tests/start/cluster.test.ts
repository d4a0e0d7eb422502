/** A PostgreSQL cluster of three whose leader is killed while people write: the portal goes on, and nothing is lost. */
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { missingForCluster, openPatroni, type Patroni } from '../setup/patroni'
import { freePort, type Portal, startPortal } from '../setup/portal'
import { apply, makeSession } from '../setup/rush'
import { askDatabase, until } from '../setup/servers'

const DATA_DIR = path.join(tmpdir(), `portal-cluster-data-${process.pid}`)
const CLIENTS = 6
/** Longest time without any write, in seconds: Patroni's word counts for 10 (`ttl`), and there is little besides. */
const LONGEST_OUTAGE = 45

const whereItIs = test.skipIf(missingForCluster.length > 0)
if (missingForCluster.length > 0)
  console.warn(`No cluster is tried: Debian's ${missingForCluster.join(', ')} are not here.`)

let cluster: Patroni
let portal: Portal

beforeAll(async () => {
  if (missingForCluster.length > 0) return
  cluster = await openPatroni()
  const port = await freePort()
  portal = await startPortal({
    APP_SECRET: 'a secret of the tests, known to everybody',
    PUBLIC_URL: `http://localhost:${port}`,
    DATABASE_URL: cluster.url,
    DATABASE_REPLICA_URL: cluster.replicaUrl,
    DATA_DIR,
    PORT: String(port),
  })
})

afterAll(async () => {
  await portal?.stop()
  await cluster?.close()
  rmSync(DATA_DIR, { recursive: true, force: true })
})

whereItIs('the leader is killed under load: every acknowledged write is kept, none twice', async () => {
  const session = await makeSession((sql, values) => askDatabase(cluster.url, sql, values), 9_000)
  const acknowledged: string[] = []
  const tried: string[] = []
  let lastAt = performance.now()
  let longest = 0
  let refused = 0
  let isEnded = false
  const client = async () => {
    while (!isEnded) {
      const email = `cluster-${randomUUID()}@people.example`
      const submission = randomUUID()
      tried.push(email)
      // As people do it: the same form is sent again until an answer comes.
      while (!isEnded) {
        const answer = await apply(portal.url, portal.url, session, email, submission).catch(() => null)
        if (answer?.status === 302 && answer.location.includes('done=applied_')) {
          acknowledged.push(email)
          longest = Math.max(longest, performance.now() - lastAt)
          lastAt = performance.now()
          break
        }
        if (answer && answer.status < 500) throw new Error(`${answer.status} ${answer.location}`)
        refused++
        await sleep(200)
      }
      await sleep(30)
    }
  }
  const clients = Array.from({ length: CLIENTS }, client)
  const reading = { asked: 0, failed: 0 }
  const reader = async () => {
    while (!isEnded) {
      const answer = await fetch(`${portal.url}/volunteering`).catch(() => null)
      await answer?.arrayBuffer()
      reading.asked++
      if (answer?.status !== 200) reading.failed++
      await sleep(50)
    }
  }
  clients.push(reader())
  const all = Promise.all(clients)
  all.catch(() => {
    isEnded = true
  })

  await until('people write', () => acknowledged.length > 30, 60)
  const before = acknowledged.length
  const old = await cluster.leader()
  longest = 0
  lastAt = performance.now()
  await cluster.kill(old)
  const killedAt = performance.now()
  await until('a new leader', async () => (await cluster.leader()).name !== old.name, LONGEST_OUTAGE)
  const chosen = (performance.now() - killedAt) / 1000
  const atChoice = acknowledged.length
  await until('the portal writes again', () => acknowledged.length > atChoice + 30, LONGEST_OUTAGE)
  isEnded = true
  await all

  // By itself: the same process, ready, with its queue at work.
  expect(portal.child.exitCode).toBeNull()
  await until('the portal is ready', async () => (await fetch(`${portal.url}/readyz`)).ok)
  const rows = await askDatabase<{ email: string; n: number }>(
    cluster.url,
    `SELECT recipient AS email, count(*)::int AS n FROM mails WHERE recipient LIKE 'cluster-%' GROUP BY 1`,
  )
  const applications = await askDatabase(
    cluster.url,
    'SELECT FROM volunteer_applications WHERE session_id = $1',
    [session],
  )
  // Addresses are encrypted in the application; the mail of the same transaction names them.
  const kept = new Map(rows.map(({ email, n }) => [email, n]))
  console.log(
    `${acknowledged.length} writes acknowledged (${before} before), ${refused} refused and sent again; a new leader after ` +
      `${chosen.toFixed(1)} s, longest time without a write ${(longest / 1000).toFixed(1)} s; ` +
      `${reading.failed} of ${reading.asked} readings failed`,
  )
  expect(acknowledged.filter((email) => !kept.has(email))).toEqual([])
  expect(rows.filter(({ n }) => n > 1)).toEqual([])
  expect(applications.length).toBe(rows.length)
  expect([...kept.keys()].filter((email) => !tried.includes(email))).toEqual([])
  expect(longest / 1000).toBeLessThan(LONGEST_OUTAGE)

  // Changes are heard again: a page is kept, and follows what is written.
  await until('pages are kept again', async () => {
    const answer = await fetch(`${portal.url}/notices`)
    await answer.arrayBuffer()
    return answer.headers.get('Server-Timing') === 'kept'
  })
})
