/** Thirty people on all kinds of pages at once: nothing fails. For 200 and ten minutes: `npm run bench -- load`. */
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCluster } from '../../app/platform/postgres.server'
import { freePort, type Portal, root, startPortal } from '../setup/portal'
import { giveAccounts, PASSWORD } from '../setup/walk/accounts'
import { type Person, walk } from '../setup/walk/people'

const folder = path.join(root, '.data', `load-test-${process.pid}`)
let portal: Portal
let accounts: Person[]

beforeAll(async () => {
  portal = await startPortal({ PORT: String(await freePort()), DATA_DIR: folder, TRUST_PROXY: '1' })
  const cluster = await openCluster({ folder: path.join(folder, 'postgres'), program: 'load' })
  const client = new pg.Client({ connectionString: cluster.url('portal') })
  await client.connect()
  accounts = await giveAccounts(client, 14)
  await client.end()
  await cluster.close()
}, 300_000)

afterAll(async () => {
  await portal?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('thirty people at once: no error, nobody gets another’s page or language', async () => {
  const guests = Array.from({ length: 16 }, (): Person => ({}))
  const { arrived, wrong, writes } = await walk({
    origin: portal.url,
    people: [...accounts, ...guests],
    seconds: 20,
    pause: [0.3, 1.5],
    words: ['防災', 'ごみ', '清掃'],
    password: PASSWORD,
  })
  expect(wrong).toEqual([])
  expect(writes.get('sign in')).toBeGreaterThanOrEqual(accounts.length)
  expect(new Set(arrived.map(({ kind }) => kind)).size).toBeGreaterThan(40)
  const log = portal.output()
  expect(log).not.toMatch(/"level":"(?:error|fatal)"/)
  expect(readFileSync(path.join(folder, 'postgres/server.log'), 'utf8')).not.toMatch(/deadlock|ERROR: {2}/)
})
