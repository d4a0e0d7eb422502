/**
 * Bringing a back-up into an empty database and an empty place for files. Nothing here needs a superuser: what
 * belongs to the database's owner is enough.
 */
import { createHash } from 'node:crypto'
import pg from 'pg'
import { listMigrations, type Migration, migrate } from '../../../prisma/migrate'
import { entriesOf, verifyArchive } from '../../platform/backup/archive.server'
import { FILES, type Manifest, SECRET } from '../../platform/backup/manifest'
import { nothingStored, putStream, storedFile } from '../../platform/files/store.server'
import { Refusal } from '../../platform/refusal'
import { compare, loadJobs, loadRows, setSequences, withoutPromises } from './load'
import { MARK } from './mark'

/** Any number that no other lock of the portal uses. */
const LOCK = 4_620_260_413

type Restored = { manifest: Manifest; rows: number; files: number; bytes: number; jobs: number }

/**
 * The migrations that an archive went through, from those of this program.
 * @throws Refusal when the archive comes from a newer or another program
 */
export function migrationsOf({ migrations }: Manifest, onDisk = listMigrations()): Migration[] {
  const known = onDisk.slice(0, migrations.length)
  const at = migrations.findIndex(
    ({ name, checksum }, index) => known[index]?.name !== name || known[index]?.checksum !== checksum,
  )
  if (at < 0) return known
  throw new Refusal(
    `このプログラムはバックアップの移行 ${migrations[at]?.name} を知りません。バックアップを作った版かそれより新しい版で復元してください。`,
    `This program does not know migration ${migrations[at]?.name} of the back-up: restore with the version that made it, or a newer one.`,
  )
}

/**
 * Checks an archive as a whole, and only then writes it into the place, which has to be empty, or to hold what a
 * broken-off restore has left. Rows are there all at once, at the very end.
 * @param url the database, of a user who owns it
 * @param withJobs whether jobs that waited are to be done
 * @throws Refusal and leaves the place empty, or marked as half restored
 */
export async function restore(
  file: string,
  { key, url, withJobs, manifest }: { key?: string; url: string; withJobs: boolean; manifest?: Manifest },
): Promise<Restored> {
  const checked = manifest ?? (await verifyArchive(file, key))
  const history = migrationsOf(checked)
  const client = new pg.Client({ connectionString: url, application_name: 'portal-restore' })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS yes', [LOCK])
    if (!rows[0].yes)
      throw new Refusal('ほかの復元が動いています。', 'Another restore is at work in this database.')
    await claim(client, checked)
    await migrate(url, history)
    if (withJobs && checked.jobs) await prepareQueues(checked.jobs.queues)
    const restored = await fill(client, file, key, checked, withJobs)
    await migrate(url)
    return restored
  } finally {
    await client.end().catch(() => {})
  }
}

/** Takes the place for this archive. @throws Refusal when something else is in it */
async function claim(client: pg.Client, manifest: Manifest): Promise<void> {
  const { rows } = await client.query(
    `SELECT to_regnamespace('${MARK}') IS NOT NULL AS begun,
            EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')) AS used`,
  )
  const { begun, used } = rows[0]
  if (used && !begun)
    throw new Refusal(
      'データベースが空ではありません。空のデータベース（または空の DATA_DIR）にだけ復元できます。何も書き込んでいません。',
      'The database is not empty. A back-up is restored into an empty database (or DATA_DIR) only. Nothing was written.',
    )
  if (!begun && !(await nothingStored()))
    throw new Refusal(
      'ファイルの置き場所（DATA_DIR/files またはバケット）が空ではありません。何も書き込んでいません。',
      'The place for files (DATA_DIR/files, or the bucket) is not empty. Nothing was written.',
    )
  if (begun && used) {
    const applied = await client.query(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS yes`)
    const count = applied.rows[0].yes
      ? (await client.query('SELECT count(*)::int AS n FROM _prisma_migrations')).rows[0].n
      : 0
    if (count > manifest.migrations.length)
      throw new Refusal(
        '途中で止まった別の復元が残っています。データベースを作り直してください。',
        'Another restore has been broken off here: make the database anew.',
      )
    return
  }
  await client.query(`CREATE SCHEMA ${MARK}`)
}

async function prepareQueues(names: readonly string[]): Promise<void> {
  const [jobs, { handlers }] = await Promise.all([
    import('../../platform/jobs.server'),
    import('../../jobs.server'),
  ])
  await jobs.prepareQueues([...new Set([...Object.keys(handlers), ...names])])
}

async function fill(
  client: pg.Client,
  file: string,
  key: string | undefined,
  manifest: Manifest,
  withJobs: boolean,
): Promise<Restored> {
  const entries = entriesOf(file, key)
  await client.query('BEGIN')
  try {
    const keepPromises = await withoutPromises(client, manifest)
    let bytes = 0
    let files = 0
    let jobs = 0
    let next = await entries.next()
    const advance = async () => {
      next = await entries.next()
    }
    const current = () => (next.done ? undefined : next.value)
    for (const table of manifest.tables) await loadRows(client, table, current, advance)
    if (manifest.jobs) jobs = await loadJobs(client, manifest.jobs, current, advance, withJobs)
    for (;;) {
      const entry = current()
      if (!entry) break
      if (entry.name.startsWith(FILES)) {
        await putStream(entry.name.slice(FILES.length), entry.content, entry.size)
        bytes += entry.size
        files++
      } else if (entry.name === SECRET || !entry.name.includes('/')) entry.content.resume()
      else throw new Error(`An entry that nobody knows: ${entry.name}`)
      await advance()
    }
    await setSequences(client, manifest)
    await keepPromises()
    const rows = await compare(client, manifest)
    await compareFiles(manifest)
    await client.query(`DROP SCHEMA ${MARK}`)
    await client.query('COMMIT')
    await client.query('ANALYZE')
    return { manifest, rows, files, bytes, jobs }
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    await entries.return(undefined)
  }
}

/** Reads every file back from where it was put. @throws Error when one is not as in the archive */
async function compareFiles(manifest: Manifest): Promise<void> {
  for (const key of manifest.files) {
    const stored = await storedFile(key)
    const hash = createHash('sha256')
    for await (const chunk of (await stored?.open()) ?? []) hash.update(chunk)
    const wanted = manifest.entries[FILES + key]
    if (!stored || stored.size !== wanted?.size || hash.digest('hex') !== wanted.sha256)
      throw new Error(`The file ${key} was not stored as it is in the back-up.`)
  }
}
