/**
 * Writing a back-up while the portal runs. All rows are those of one snapshot. Files are written before their row and
 * deleted after it, so that every file a row of the snapshot names is there, as long as nobody deletes one meanwhile:
 * a lock makes those who would put it off (`removeFiles`).
 */
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { keyedHash } from '../crypto.server'
import { storedFile } from '../files/store.server'
import { Refusal } from '../refusal'
import { settings } from '../settings.server'
import { ArchiveWriter } from './archive.server'
import { FILES, FORMAT, JOBS, type Manifest, partName, SECRET } from './manifest'
import {
  BACKUP_LOCK,
  contentOf,
  historyOf,
  JOB_COLUMNS,
  jobsOf,
  PLAIN,
  quoted,
  sequencesOf,
  tablesOf,
  WAITING,
} from './tables.server'

/** Bytes of COPY text that are compressed and written at a time. */
const PART = 4 * 1024 * 1024

const compress = promisify(gzip)

/** Columns that name stored files; with `suffix` a file beside the named one. */
export type NamedFiles = readonly { table: string; column: string; suffix?: string }[]

type BackupOptions = {
  /** The address of the database */
  url: string
  /** As for `encryptionFor`; undefined: readable by anybody who has the archive */
  key: string | undefined
  /** Whether APP_SECRET goes into the archive, which is then to be encrypted */
  withSecret?: boolean
  namedFiles: NamedFiles
}

/** What tells whether a secret is the one of an archive, without telling the secret. */
export const secretMark = () => keyedHash('backup', 'the secret of this portal')

/** Another back-up of the same database is being written. */
class BackupRunning extends Refusal {
  constructor() {
    super('ほかのバックアップを作っている途中です。', 'Another back-up is being written at the moment.')
  }
}

/**
 * Writes a back-up to a file, which gets its name when it is complete.
 * @throws Refusal when it cannot be written
 */
export async function backUpToFile(
  file: string,
  options: BackupOptions,
): Promise<Manifest & { bytes: number }> {
  const draft = `${file}.part`
  const out = createWriteStream(draft, { mode: 0o600, highWaterMark: 1024 * 1024 })
  try {
    await new Promise((resolve, reject) => out.once('open', resolve).once('error', reject))
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    throw new Refusal(`${file} に書き込めません（${code}）。`, `${file} cannot be written (${code}).`, {
      cause,
    })
  }
  try {
    const manifest = await backUp(out, options)
    const handle = await open(draft)
    await handle.sync()
    await handle.close()
    await rename(draft, file)
    return { ...manifest, bytes: out.bytesWritten }
  } catch (error) {
    out.destroy()
    await rm(draft, { force: true })
    throw error
  }
}

/** Writes a back-up to a stream and ends it. @throws BackupRunning, Refusal */
async function backUp(to: NodeJS.WritableStream, options: BackupOptions): Promise<Manifest> {
  const guard = new pg.Client({ connectionString: options.url, application_name: 'portal-backup-guard' })
  const client = new pg.Client({ connectionString: options.url, application_name: 'portal-backup' })
  for (const each of [guard, client]) each.on('error', () => {})
  const writer = new ArchiveWriter(to, options.key)
  try {
    await Promise.all([guard.connect(), client.connect()])
    // In a transaction, as a connection may be shared with others by a pool before the server.
    await guard.query('BEGIN')
    await guard.query(PLAIN)
    await takeLock(guard)
    // Only now the snapshot: who deletes a file without asking has deleted its row before.
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await client.query(PLAIN)
    const about = await writeRows(client, writer)
    const named = await namedIn(client, about.tables, options.namedFiles)
    await client.query('COMMIT')
    const { files, missing } = await writeFiles(writer, named)
    if (options.withSecret) await writer.add(SECRET, settings().APP_SECRET)
    return await writer.finish({ ...about, files, missing, secret: secretMark() })
  } catch (error) {
    await writer.abandon(error as Error)
    throw error
  } finally {
    await Promise.allSettled([client.end(), guard.end()])
  }
}

/** Waits for those who are deleting files at this moment, but not for another back-up. */
async function takeLock(guard: pg.Client): Promise<void> {
  const { rows } = await guard.query('SELECT pg_try_advisory_xact_lock($1) AS yes', [BACKUP_LOCK + 1])
  if (!rows[0].yes) throw new BackupRunning()
  await guard.query('SELECT pg_advisory_xact_lock($1)', [BACKUP_LOCK])
}

async function writeRows(client: pg.Client, writer: ArchiveWriter) {
  const { rows: server } = await client.query(`SELECT current_setting('server_version_num')::int AS version`)
  const tables: Manifest['tables'] = []
  for (const table of await tablesOf(client)) {
    const content = await contentOf(client, table)
    const copy = `COPY "${table.name}" (${quoted(table.columns)}) TO STDOUT`
    const parts = content.rows === '0' ? 0 : await writeParts(client, writer, table.name, copy)
    tables.push({ ...table, ...content, parts })
  }
  const waiting = await jobsOf(client)
  const jobs = waiting && {
    ...waiting,
    columns: JOB_COLUMNS,
    parts: await writeParts(
      client,
      writer,
      `.${JOBS}`,
      `COPY (SELECT ${quoted(JOB_COLUMNS)} FROM pgboss.job WHERE ${WAITING}) TO STDOUT`,
    ),
  }
  return {
    format: FORMAT as typeof FORMAT,
    createdAt: new Date().toISOString(),
    server: server[0].version as number,
    migrations: await historyOf(client),
    tables,
    sequences: await sequencesOf(client),
    jobs,
  }
}

/** Writes the answer of a COPY in compressed parts. @returns how many */
async function writeParts(client: pg.Client, writer: ArchiveWriter, name: string, sql: string) {
  let parts = 0
  let held: Buffer[] = []
  let size = 0
  const flush = async () => {
    if (size === 0) return
    const content = await compress(Buffer.concat(held))
    held = []
    size = 0
    await writer.add(partName(name, ++parts), content)
  }
  for await (const chunk of client.query(copyTo(sql))) {
    held.push(chunk as Buffer)
    size += (chunk as Buffer).length
    if (size >= PART) await flush()
  }
  await flush()
  return parts
}

/** The keys of all stored files that the snapshot's rows name, each once. */
async function namedIn(client: pg.Client, tables: Manifest['tables'], named: NamedFiles): Promise<string[]> {
  const there = named.filter(({ table, column }) =>
    tables.some(({ name, columns }) => name === table && columns.includes(column)),
  )
  if (there.length === 0) return []
  const queries = there.map(
    ({ table, column, suffix = '' }) => `SELECT "${column}" || '${suffix}' AS key FROM "${table}"`,
  )
  const { rows } = await client.query(
    `SELECT DISTINCT key FROM (${queries.join(' UNION ALL ')}) k WHERE key IS NOT NULL ORDER BY key`,
  )
  return rows.map(({ key }) => key)
}

async function writeFiles(writer: ArchiveWriter, keys: readonly string[]) {
  const files: string[] = []
  const missing: string[] = []
  for (const key of keys) {
    const file = await storedFile(key)
    if (!file) {
      missing.push(key)
      continue
    }
    await writer.stream(FILES + key, file.size, await file.open())
    files.push(key)
  }
  return { files, missing }
}
