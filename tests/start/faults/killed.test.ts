/**
 * `kill -9` of the portal, of PostgreSQL and of its backends in the middle of mixed writes over real HTTP. Whoever gets
 * no clear answer sends the same form again, as people do. FAULTS=full: 10,000 writes.
 */
import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCluster } from '../../../app/platform/postgres.server'
import { freePort, type Portal, root, startPortal } from '../../setup/portal'
import { figure, send, signIn } from './harness'

const WRITES = process.env.FAULTS === 'full' ? 10_000 : 600
const KILLS = process.env.FAULTS === 'full' ? 24 : 6
const CLIENTS = 8
const folder = path.join(root, '.data', `faults-${process.pid}`)

let portal: Portal
let port = 0
let cookie = ''

const start = async () => {
  portal = await startPortal({ PORT: String(port), DATA_DIR: folder, TRUST_PROXY: '1' })
}

beforeAll(async () => {
  port = await freePort()
  await start()
  cookie = (await signIn(portal.url, 'chair')) ?? ''
  expect(cookie).not.toBe('')
})

afterAll(async () => {
  await portal?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Asks the database of the portal, which runs; the server stays with the portal. */
async function sql<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
  const cluster = await openCluster({ folder: path.join(folder, 'postgres'), program: 'faults' })
  const client = new pg.Client({ connectionString: cluster.url('portal') })
  try {
    await client.connect()
    return (await client.query(text, values)).rows as T[]
  } finally {
    await client.end()
    await cluster.close()
  }
}

const postmaster = () =>
  Number.parseInt(readFileSync(path.join(folder, 'postgres/postmaster.pid'), 'utf8'), 10)

/** A backend of the portal's own server, whichever it is. */
function backend(): number | undefined {
  const parent = String(postmaster())
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
        const isChild = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] === parent
        return isChild && /portal/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
      } catch {
        return false
      }
    })
}

test('every acknowledged write is there, and none twice', async () => {
  const aeds = await sql<{ id: number }>(
    `SELECT id FROM aeds WHERE condition <> 'removed' ORDER BY id LIMIT 50`,
  )
  const [seat] = await sql<{ id: number }>(
    `SELECT t.association_id AS id FROM terms t JOIN users u ON u.id = t.user_id
     WHERE u.email = 'chair@demo.example' AND t.post = 'chair' ORDER BY t.starts_on DESC LIMIT 1`,
  )
  expect(seat).toBeDefined()
  const sent = { report: new Set<string>(), draft: new Set<string>(), session: new Set<string>() }
  let acknowledged = 0
  let unclear = 0
  let next = 0

  /** One write, sent until it is acknowledged. */
  const write = async (number: number) => {
    const submission = randomUUID()
    const from = { 'X-Forwarded-For': `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}` }
    const kind = number % 50 === 0 ? 'session' : number % 2 === 0 ? 'draft' : 'report'
    const once = async (): Promise<boolean> => {
      if (kind === 'session') {
        const got = await signIn(portal.url, 'resident', from)
        const id = /session=([^;]+)/.exec(got ?? '')?.[1]
        if (id) sent.session.add(createHash('sha256').update(id).digest('hex'))
        return Boolean(id)
      }
      const response = await (kind === 'report'
        ? send(
            portal.url,
            `/aeds/${aeds[number % aeds.length]?.id}/report`,
            { submission, kind: 'other', text: `書き込み ${number}` },
            from,
          )
        : send(
            portal.url,
            '/notices/new',
            {
              submission,
              association: String(seat?.id),
              audience: String(seat?.id),
              visibility: 'public',
              category: 'other',
              importance: 'normal',
              title: `書き込み ${number}`,
              body: '本文',
              event_asks: 'nothing',
              intent: 'draft',
            },
            { ...from, Cookie: cookie },
          ))
      const text = await response.text()
      if (response.status >= 400 && response.status < 500 && response.status !== 409)
        throw new Error(`${kind} ${response.status}: ${text.replace(/<[^>]+>/g, ' ').slice(-1500)}`)
      return response.status === 302
    }
    if (kind !== 'session') sent[kind].add(submission)
    for (let tries = 0; ; tries++) {
      const isDone = await once().catch((error: Error) => {
        if (/^(?:report|draft|session) 4/.test(error.message) || tries > 300) throw error
        return false
      })
      if (isDone) break
      unclear++
      await sleep(200)
    }
    acknowledged++
  }
  const client = async () => {
    while (next < WRITES) await write(next++)
  }

  let kills = { portal: 0, postmaster: 0, backend: 0 }
  const reaper = async () => {
    for (let round = 0; round < KILLS; round++) {
      const at = ((round + 0.5) * WRITES) / KILLS
      while (acknowledged < at) await sleep(20)
      if (round % 3 === 0) {
        kills = { ...kills, portal: kills.portal + 1 }
        await portal.stop('SIGKILL')
        await start()
      } else {
        const pid = round % 3 === 1 ? postmaster() : backend()
        if (pid) process.kill(pid, 'SIGKILL')
        kills =
          round % 3 === 1
            ? { ...kills, postmaster: kills.postmaster + 1 }
            : { ...kills, backend: kills.backend + 1 }
      }
    }
  }
  const began = performance.now()
  await Promise.all([reaper(), ...Array.from({ length: CLIENTS }, client)])
  const seconds = (performance.now() - began) / 1000

  const all = [...sent.report, ...sent.draft]
  const rows = await sql<{ id: string; n: number }>(
    `SELECT id, count(*)::int AS n FROM (
       SELECT submission_id::text AS id FROM aed_reports UNION ALL SELECT submission_id::text FROM notices) AS written
     WHERE id = ANY($1) GROUP BY id`,
    [all],
  )
  const sessions = await sql('SELECT id FROM sessions WHERE id = ANY($1)', [[...sent.session]])
  figure(
    `killed ${kills.portal} times the portal, ${kills.postmaster} times PostgreSQL, ${kills.backend} times a backend, in ${WRITES} writes (${Math.round(seconds)} s): ${rows.length + sessions.length} there, ${all.length + sent.session.size - rows.length - sessions.length} missing, ${rows.filter(({ n }) => n > 1).length} twice, ${unclear} sent again`,
  )
  expect(acknowledged).toBe(WRITES)
  expect(rows.filter(({ n }) => n !== 1)).toEqual([])
  expect(rows.length).toBe(all.length)
  expect(sessions.length).toBe(sent.session.size)
  expect(unclear).toBeGreaterThan(0)
}, 1_200_000)
