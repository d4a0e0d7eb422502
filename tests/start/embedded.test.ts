/** The start with a database of its own, as on a newcomer's machine. Real programs, really killed. */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { freePort, type Portal, root, runToEnd, startPortal } from '../setup/portal'

const folder = path.join(root, '.data', `start-${process.pid}`)
const running: Portal[] = []

async function start(env: Record<string, string> = {}, isDevelopment = false): Promise<Portal> {
  const portal = await startPortal(
    { PORT: String(await freePort()), DATA_DIR: folder, ...env },
    isDevelopment,
  )
  running.push(portal)
  return portal
}

const postmasterOf = (data: string) =>
  Number.parseInt(readFileSync(path.join(data, 'postgres/postmaster.pid'), 'utf8'), 10)

function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout.trim() !== '' && !stdout.startsWith('Z')
}

/** Signs in and returns the cookies: a session is a row that the portal has acknowledged. */
async function signIn(url: string): Promise<string> {
  const response = await fetch(`${url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: url },
    body: new URLSearchParams({
      intent: 'password',
      email: 'resident@demo.example',
      password: 'hirakata-demo',
      next: '/',
    }),
  })
  expect(response.status).toBe(302)
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  expect(cookies).not.toEqual([])
  return cookies.join('; ')
}

async function isSignedIn(url: string, Cookie: string): Promise<boolean> {
  const { status } = await fetch(`${url}/account`, { redirect: 'manual', headers: { Cookie } })
  return status === 200
}

beforeAll(async () => {
  // The first start of all builds the pages; the times of the tests begin after that.
  const first = await start()
  console.log(`first start, with the database and perhaps the build: ${first.readyAfterMs} ms`)
  // It answers a moment before what it says has arrived here.
  await vi.waitFor(() => expect(first.output()).toContain('chair@demo.example'), 5000)
  expect(first.output()).toContain('見本のアカウント')
  expect(first.output()).toContain('hirakata-demo')
  expect(await first.stop()).toBe(0)
})

afterEach(async () => {
  for (const portal of running.splice(0)) {
    if (portal.child.exitCode === null && portal.child.signalCode === null) await portal.stop()
  }
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a second start is quick, and fills nothing in again', async () => {
  const times: number[] = []
  for (let round = 0; round < 3; round++) {
    const portal = await start()
    times.push(portal.readyAfterMs)
    expect(portal.output()).not.toContain('Filling in')
    expect(portal.output()).not.toContain('Building')
    expect(await portal.stop()).toBe(0)
  }
  console.log(`second starts: ${times.join(', ')} ms`)
  // The promise is 3 s on a machine that has nothing else to do; this one may be busy.
  expect(Math.min(...times)).toBeLessThan(9_000)
})

test('SIGTERM and Ctrl-C finish the open request and stop the database', async () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const portal = await start()
    const postmaster = postmasterOf(folder)
    const body = 'language=en&next=%2Fabout'
    const answer = new Promise<number>((resolve, reject) => {
      const open = request(`${portal.url}/language`, {
        method: 'POST',
        headers: {
          Origin: portal.url,
          'Content-Type': 'application/x-www-form-urlencoded',
          'Content-Length': body.length,
        },
      })
      open.on('response', (response) => resolve(response.statusCode ?? 0))
      open.on('error', reject)
      open.write(body.slice(0, 5))
      setTimeout(() => portal.child.kill(signal), 300)
      setTimeout(() => open.end(body.slice(5)), 1_500)
    })
    await sleep(900)
    await expect(fetch(`${portal.url}/about`)).rejects.toThrow()
    expect(isAlive(postmaster)).toBe(true)
    expect(await answer).toBe(302)
    const asked = Date.now()
    expect(await portal.stop(signal)).toBe(0)
    console.log(`${signal}: stopped ${Date.now() - asked} ms after the last answer`)
    expect(isAlive(postmaster)).toBe(false)
  }
})

test('the development server works on the same data, and stops in order too', async () => {
  const portal = await start({ NODE_ENV: 'development' }, true)
  const postmaster = postmasterOf(folder)
  expect(await (await fetch(`${portal.url}/@vite/client`)).text()).toContain('HMR')
  expect(await isSignedIn(portal.url, await signIn(portal.url))).toBe(true)
  expect(await portal.stop()).toBe(0)
  expect(isAlive(postmaster)).toBe(false)
})

test('after kill -9 the orphaned database is found, and nothing acknowledged is lost', async () => {
  const portal = await start()
  const postmaster = postmasterOf(folder)
  const session = await signIn(portal.url)
  await portal.stop('SIGKILL')
  expect(isAlive(postmaster)).toBe(true)

  const next = await start()
  expect(postmasterOf(folder)).toBe(postmaster)
  expect(await isSignedIn(next.url, session)).toBe(true)
})

test('after kill -9 of the database too it is started anew, and nothing acknowledged is lost', async () => {
  const portal = await start()
  const session = await signIn(portal.url)
  process.kill(postmasterOf(folder), 'SIGKILL')
  await portal.stop('SIGKILL')

  const next = await start()
  expect(await isSignedIn(next.url, session)).toBe(true)
})

test('a database that dies under a running portal is brought back', async () => {
  const portal = await start()
  const session = await signIn(portal.url)
  const postmaster = postmasterOf(folder)
  process.kill(postmaster, 'SIGKILL')
  await expect.poll(() => portal.output(), { timeout: 30_000 }).toContain('was started again')
  expect(postmasterOf(folder)).not.toBe(postmaster)
  await expect.poll(() => isSignedIn(portal.url, session), { timeout: 10_000 }).toBe(true)
  expect(await portal.stop()).toBe(0)
})

test('a second portal on the same folder uses the running database, and the last one stops it', async () => {
  const first = await start()
  const session = await signIn(first.url)
  const second = await start()
  const postmaster = postmasterOf(folder)
  expect(await isSignedIn(second.url, session)).toBe(true)
  expect(await first.stop()).toBe(0)
  expect(isAlive(postmaster)).toBe(true)
  expect(await isSignedIn(second.url, session)).toBe(true)
  expect(await second.stop()).toBe(0)
  expect(isAlive(postmaster)).toBe(false)
})

test('three portals that start at once on an empty folder share one database', async () => {
  const DATA_DIR = `${folder}-at-once`
  const portals = await Promise.all([1, 2, 3].map(() => start({ DATA_DIR })))
  await vi.waitFor(
    () => expect(portals.filter((portal) => portal.output().includes('chair@demo.example'))).toHaveLength(3),
    5000,
  )
  const codes = await Promise.all(portals.map((portal) => portal.stop()))
  expect(codes).toEqual([0, 0, 0])
  rmSync(DATA_DIR, { recursive: true })
})

test('a taken port is said in one sentence', async () => {
  const portal = await start()
  const port = new URL(portal.url).port
  const { code, output, afterMs } = await runToEnd({ PORT: port, DATA_DIR: `${folder}-never` })
  expect(code).toBe(1)
  expect(output.trim().split('\n')).toEqual([
    expect.stringContaining(`ポート ${port} は`),
    expect.stringContaining(`Port ${port} is taken`),
  ])
  console.log(`a taken port is noticed after ${afterMs} ms`)
})

test('a folder that cannot be written is said in one sentence', async () => {
  const blocked = `${folder}-blocked`
  if (process.getuid?.() === 0) writeFileSync(blocked, 'a file where a folder is wanted')
  else {
    mkdirSync(blocked)
    chmodSync(blocked, 0o500)
  }
  const { code, output } = await runToEnd({
    PORT: String(await freePort()),
    DATA_DIR: path.join(blocked, 'data'),
  })
  expect(code).toBe(1)
  expect(output).toContain('cannot be written')
  expect(output.trim().split('\n')).toHaveLength(2)
  rmSync(blocked, { recursive: true })
})

test.runIf(process.getuid?.() === 0)(
  'a folder closed to all but root holds a database all the same',
  async () => {
    const closed = mkdtempSync(path.join(tmpdir(), 'portal-closed-'))
    const portal = await start({ DATA_DIR: path.join(closed, 'data') })
    expect(await portal.stop()).toBe(0)
    rmSync(closed, { recursive: true })
  },
)

test('the administrator is made from the command line, beside a running portal', async () => {
  const portal = await start()
  const env = { PORT: new URL(portal.url).port, DATA_DIR: folder }
  const made = await runToEnd(env, ['prisma/admin.ts', '--email', 'first@example.jp'])
  expect(made.output).toContain('first@example.jp')
  expect(made.code).toBe(0)
  const link = /http:\S+/.exec(made.output)?.[0]
  expect((await fetch(link as string)).status).toBe(200)
  for (const args of [[], ['--email'], ['--email', 'nobody'], ['--mail', 'a@b.example']]) {
    const refused = await runToEnd(env, ['prisma/admin.ts', ...args])
    expect(refused.code).toBe(1)
    expect(refused.output.trim().split('\n')).toHaveLength(2)
  }
})
