/** A PostgreSQL server of the portal's own, from npm, in a folder: found, started, watched and stopped here. */
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { configuration, initialise } from './postgres/initdb.server'
import {
  clearEmptyNote,
  disown,
  isServerOf,
  type Postmaster,
  readPostmaster,
} from './postgres/postmaster.server'
import { findPrograms, type Programs } from './postgres/programs.server'
import { Refusal } from './refusal'
import { ensureFolder, unwritable } from './settings.server'

/** Every program that uses the server holds this lock shared; who gets it alone is the last one. */
const USED = 4_620_260_403
/** How long a server may take to come up; after a crash it first replays its log. */
const START_MS = 300_000
const STOP_MS = 60_000
/** The role that owns the portal's databases. It is no superuser, as on a server run by others. */
const OWNER = 'portal'

type ClusterOptions = {
  /** The database folder; made when missing. */
  folder: string
  /** Whether a committed transaction survives a power cut. False for tests alone. */
  durable?: boolean
  /** The name that the server shows for this program, before its process number. */
  program?: string
  /** Told when the server came back by itself, or could not be brought back, after it had died. */
  onLoss?: (problem?: unknown) => void
}

/** A running server, kept running until `close`. */
export type Cluster = {
  /** The address of a database, for the role that owns it. */
  url(database: string): string
  /** The address of a database, for the superuser. */
  adminUrl(database: string): string
  /** Makes a database, owned by the role of `url`, unless it is there. */
  ensureDatabase(database: string): Promise<void>
  /** Leaves the server, and stops it when nobody else uses it. Nothing committed is lost. */
  close(): Promise<void>
}

/**
 * Finds the server of a folder or starts it: a running one, also one whose portal was killed, is used; a
 * crashed one is started anew; an empty folder is made a database first.
 * @throws Refusal when the folder cannot be used, or the server does not start
 */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const parent = path.resolve(options.folder, '..')
  let folder: string
  try {
    ensureFolder(parent)
    rmSync(mkdtempSync(path.join(parent, '.writable-')), { recursive: true })
    folder = path.join(realpathSync(parent), path.basename(options.folder))
  } catch (error) {
    throw unwritable(parent, error)
  }
  const programs = await findPrograms(folder)
  if (!existsSync(path.join(folder, 'PG_VERSION')))
    await initialise(folder, programs, options.durable ?? true)
  const server = new Server(folder, programs, options)
  await server.open()
  return server
}

class Server implements Cluster {
  #keeper: pg.Client | undefined
  #port = 0
  #closing = false

  constructor(
    readonly folder: string,
    readonly programs: Programs,
    readonly options: ClusterOptions,
  ) {}

  url(database: string) {
    return this.#address(OWNER, database)
  }

  adminUrl(database: string) {
    return this.#address('postgres', database)
  }

  #address(user: string, database: string) {
    return `postgresql://${user}:${this.#password()}@127.0.0.1:${this.#port}/${database}`
  }

  #password() {
    return readFileSync(path.join(this.folder, 'portal.password'), 'utf8').trim()
  }

  async open() {
    await this.#connect()
    await this.#admin(`SELECT FROM pg_roles WHERE rolname = '${OWNER}'`, async () => {
      const password = pg.escapeLiteral(this.#password())
      await this.#keeper?.query(`CREATE ROLE ${OWNER} LOGIN CREATEDB PASSWORD ${password}`)
    })
  }

  async ensureDatabase(database: string) {
    const name = pg.escapeLiteral(database)
    await this.#admin(`SELECT FROM pg_database WHERE datname = ${name}`, async () => {
      await this.#keeper?.query(`CREATE DATABASE ${pg.escapeIdentifier(database)} OWNER ${OWNER}`)
    })
  }

  /** Makes something that `question` does not find; another portal may be making it at the same moment. */
  async #admin(question: string, make: () => Promise<void>) {
    const found = await this.#keeper?.query(question)
    if (found?.rowCount) return
    try {
      await make()
    } catch (error) {
      const again = await this.#keeper?.query(question)
      if (!again?.rowCount) throw error
    }
  }

  /** Connects to the server of the folder, starting it where none runs. */
  async #connect() {
    const deadline = Date.now() + START_MS
    let starts = 0
    let problem = ''
    while (Date.now() < deadline && !this.#closing) {
      const running = readPostmaster(this.folder)
      if (running && isServerOf(this.folder, running)) {
        if (await this.#join(running)) return
        await sleep(50)
        continue
      }
      if (running) disown(this.folder, running)
      else clearEmptyNote(this.folder)
      if (++starts > 6) break
      problem = (await this.#start()) || problem
      if (problem) await sleep(starts * 250)
    }
    throw new Refusal(
      `内蔵の PostgreSQL を起動できません: ${problem}（${path.join(this.folder, 'server.log')}）`,
      `The embedded PostgreSQL does not start: ${problem} (see ${path.join(this.folder, 'server.log')})`,
    )
  }

  /** Becomes a user of a running server. False when it is not ready, or on its way down. */
  async #join({ port }: Postmaster): Promise<boolean> {
    if (!port) return false
    const client = new pg.Client({
      host: '127.0.0.1',
      port,
      user: 'postgres',
      password: this.#password(),
      database: 'postgres',
      application_name: `${this.options.program ?? 'portal'}:${process.pid}`,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    })
    client.on('error', () => {}) // 'end' follows
    try {
      await client.connect()
      // Waits while the last user before us is stopping the server; then the connection breaks.
      await client.query('SELECT pg_advisory_lock_shared($1)', [USED])
    } catch (error) {
      await client.end().catch(() => {})
      const code = (error as pg.DatabaseError).code
      if (code === '28P01')
        throw new Refusal(
          `${this.folder} のデータベースのパスワードが portal.password と合いません。`,
          `The password of the database in ${this.folder} is not the one in portal.password.`,
        )
      return false
    }
    this.#keeper = client
    this.#port = port
    client.once('end', () => this.#lost())
    return true
  }

  /** Starts the server. Returns what went wrong, or nothing. */
  async #start(): Promise<string> {
    const { folder, programs } = this
    const written = readFileSync(path.join(folder, 'PG_VERSION'), 'utf8').trim()
    if (Number(written) !== programs.version) {
      throw new Refusal(
        `${folder} は PostgreSQL ${written} のデータで、内蔵のものは ${programs.version} です。docs/operating.md の「版を上げる」をご覧ください。`,
        `${folder} holds data of PostgreSQL ${written}, the embedded one is ${programs.version}: see docs/operating.md.`,
      )
    }
    const log = path.join(folder, 'server.log')
    try {
      if (process.getuid?.() === 0 && statSync(folder).uid === 0) programs.own(folder)
      chmodSync(folder, 0o700)
      writeFileSync(path.join(folder, 'portal.conf'), configuration(this.options.durable ?? true))
      if (existsSync(log)) renameSync(log, `${log}.1`)
    } catch (error) {
      throw unwritable(folder, error)
    }
    const port = await freePort(this.#port)
    const { code, output } = await programs.run('pg_ctl', [
      'start',
      '--silent',
      '--wait',
      `--timeout=${START_MS / 1000}`,
      `--pgdata=${folder}`,
      `--log=${log}`,
      `--options=-p ${port}`,
    ])
    return code === 0 ? '' : lastWords(log) || output.trim()
  }

  /** The connection that keeps the server ours has ended: the server died, and is brought back where it was. */
  async #lost() {
    this.#keeper = undefined
    if (this.#closing) return
    const port = this.#port
    try {
      await this.#connect()
      if (this.#port === port) this.options.onLoss?.()
      else throw new Error(`PostgreSQL came back on port ${this.#port}, not ${port}`)
    } catch (error) {
      this.options.onLoss?.(error)
    }
  }

  async close() {
    if (this.#closing) return
    this.#closing = true
    const keeper = this.#keeper
    if (!keeper) return
    try {
      await keeper.query('SELECT pg_advisory_unlock_shared($1)', [USED])
      const { rows } = await keeper.query('SELECT pg_try_advisory_lock($1) AS alone', [USED])
      const running = readPostmaster(this.folder)
      if (rows[0].alone && running) await this.#stop(running)
    } finally {
      await keeper.end().catch(() => {})
    }
  }

  async #stop(running: Postmaster) {
    if (process.platform === 'win32')
      await this.programs.run('pg_ctl', ['stop', '--silent', '--mode=fast', `--pgdata=${this.folder}`])
    else process.kill(running.pid, 'SIGINT') // PostgreSQL's fast shutdown
    const deadline = Date.now() + STOP_MS
    while (isServerOf(this.folder, running) && Date.now() < deadline) await sleep(20)
  }
}

function lastWords(log: string): string {
  if (!existsSync(log)) return ''
  const lines = readFileSync(log, 'utf8').trim().split('\n')
  const found = lines.findLast((line) => /FATAL|PANIC/.test(line)) ?? lines.at(-1) ?? ''
  return found.replace(/^.*?(FATAL|PANIC):\s*/, '')
}

/** A port of this machine that is free now: the wished one if it is. */
async function freePort(wished: number): Promise<number> {
  for (const candidate of [wished, 0]) {
    const port = await new Promise<number>((resolve) => {
      const probe = createServer()
      probe.once('error', () => resolve(0))
      probe.listen(candidate, '127.0.0.1', () => {
        const { port } = probe.address() as { port: number }
        probe.close(() => resolve(port))
      })
    })
    if (port) return port
  }
  throw new Refusal('空いているポートがありません。', 'This machine has no free port.')
}
