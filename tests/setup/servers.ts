/** PostgreSQL and its companions from Debian's packages, as programs of a test: in a folder of its own, never as root. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const PACKAGES = '/usr/lib/postgresql'

/** The folder of the newest PostgreSQL that can copy itself; none where Debian's package is not there. */
export const postgresPrograms: string | undefined = (existsSync(PACKAGES) ? readdirSync(PACKAGES) : [])
  .filter((version) => Number(version) >= 15)
  .sort((a, b) => Number(b) - Number(a))
  .map((version) => path.join(PACKAGES, version, 'bin'))
  .find(
    (folder) => existsSync(path.join(folder, 'postgres')) && existsSync(path.join(folder, 'pg_basebackup')),
  )

/** The first of these places of a program that exists. */
export const programAt = (...places: string[]): string | undefined =>
  places.find((place) => existsSync(place))

/** PostgreSQL does not run as root: whoever Debian's package has made for it does. */
const user =
  process.getuid?.() === 0
    ? {
        uid: Number(execFileSync('id', ['-u', 'postgres'])),
        gid: Number(execFileSync('id', ['-g', 'postgres'])),
      }
    : {}

/** A new folder that the programs may write. */
export function serverFolder(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `portal-${name}-`))
  give(folder)
  return folder
}

/** Makes a folder theirs. */
export function give(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid)
}

/** Runs one of their programs to its end. */
export const runAsServer = (program: string, args: string[]): string =>
  execFileSync(program, args, { ...user, cwd: '/', stdio: 'pipe', encoding: 'utf8' })

const alive = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of alive) child.kill('SIGKILL')
})

/** Starts one of their programs; what it prints goes into a file. */
export function startServer(program: string, args: string[], log: string): ChildProcess {
  const output = openSync(log, 'a', 0o644)
  const child = spawn(program, args, {
    ...user,
    cwd: '/',
    stdio: ['ignore', output, output],
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', NODE_ENV: 'production' },
  })
  alive.add(child)
  child.once('exit', () => alive.delete(child))
  return child
}

/** Waits for the end of a program after a signal. */
export async function endServer(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await ended
}

/** Waits until something holds, asked ten times a second. */
export async function until(
  what: string,
  work: () => Promise<boolean> | boolean,
  seconds = 30,
): Promise<void> {
  const end = Date.now() + seconds * 1000
  let problem: unknown = ''
  while (Date.now() < end) {
    try {
      if (await work()) return
    } catch (error) {
      problem = error
    }
    await sleep(100)
  }
  throw new Error(`${what}: not within ${seconds} seconds. ${problem}`)
}

/** One question to a database, on a connection of its own. */
export async function askDatabase<T>(url: string, sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query(sql, values)).rows as T[]
  } finally {
    await client.end().catch(() => {})
  }
}
