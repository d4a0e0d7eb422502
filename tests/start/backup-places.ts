/** Places for the tests of back-up and restore: databases filled, written to, and compared. */
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'

export const SECRET = 'a secret of the tests, known to everybody'

/** Asks a database with a connection of its own. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

export const query = <T>(url: string, sql: string, values: unknown[] = []): Promise<T[]> =>
  withClient(url, async (client) => (await client.query(sql, values)).rows as T[])

/**
 * Everything in a database, written in another way than the portal does: the text of every row, generated columns
 * too, in order; what guards it; and where its sequences stand.
 */
export async function describeDatabase(url: string): Promise<Record<string, string>> {
  return withClient(url, async (client) => {
    await client.query(`SET timezone = 'UTC'`)
    const found: Record<string, string> = {}
    const note = (name: string, rows: unknown[]) => {
      found[name] = `${rows.length} ${createHash('md5').update(JSON.stringify(rows)).digest('hex')}`
    }
    const { rows: tables } = await client.query(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1`,
    )
    for (const { name } of tables) {
      const { rows } = await client.query(`SELECT t::text AS row FROM "${name}" t ORDER BY 1`)
      note(name, rows)
    }
    for (const [name, sql] of Object.entries({
      indexes: `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`,
      constraints: `SELECT conrelid::regclass::text AS t, conname, pg_get_constraintdef(oid) AS d, convalidated
                      FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2`,
      triggers: `SELECT tgrelid::regclass::text AS t, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2`,
      migrations: `SELECT migration_name, checksum FROM _prisma_migrations ORDER BY 1`,
      jobs: `SELECT id, name, data, start_after, retry_limit FROM pgboss.job
              WHERE state IN ('created', 'retry') ORDER BY id`,
    }))
      note(name, (await client.query(sql)).rows)
    const { rows: sequences } = await client.query(
      `SELECT sequencename AS name, last_value::text AS last FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1`,
    )
    note('sequences', sequences)
    return found
  })
}

/** The files of a data folder with the hash of their content, by key. */
export function describeFiles(dataDir: string): Record<string, string> {
  const folder = path.join(dataDir, 'files')
  if (!existsSync(folder)) return {}
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
  return Object.fromEntries(
    files
      .map((file) => path.join(file.parentPath, file.name))
      .sort()
      .map((file) => [
        path.relative(folder, file),
        createHash('md5').update(readFileSync(file)).digest('hex'),
      ]),
  )
}

/** A file as a route stores one, first the file and then the row. */
export async function attach(
  client: pg.Client,
  putFile: (key: string, content: Uint8Array) => Promise<void>,
  size: number,
): Promise<string> {
  const id = randomUUID()
  const key = `attachments/${id.slice(0, 2)}/${id}`
  await putFile(key, Buffer.alloc(size, id))
  await client.query(
    `INSERT INTO attachments (id, name, type, size, key) VALUES ($1, '回覧.pdf', 'application/pdf', $2, $3)`,
    [id, Math.max(size, 1), key],
  )
  return key
}

/**
 * Writes until it is stopped: one number in two tables in one transaction, files with their rows, and files taken away
 * after their rows.
 * @returns how often it wrote, when stopped
 */
export function keepWriting(
  url: string,
  files: {
    putFile: (key: string, content: Uint8Array) => Promise<void>
    removeFiles: (keys: string[]) => Promise<void>
  },
): () => Promise<number> {
  let stopped = false
  const running = withClient(url, async (client) => {
    const kept: string[] = []
    let round = 0
    for (; !stopped; round++) {
      await client.query('BEGIN')
      await client.query(
        `UPDATE associations SET website = $1 WHERE id = (SELECT min(id) FROM associations)`,
        [`https://example.jp/${round}`],
      )
      await client.query(`UPDATE users SET given_name = $1 WHERE email = 'resident@demo.example'`, [
        `https://example.jp/${round}`,
      ])
      await client.query('COMMIT')
      kept.push(await attach(client, files.putFile, 2000 + (round % 7) * 1000))
      if (kept.length > 40) {
        const gone = kept.splice(0, 20)
        await client.query('DELETE FROM attachments WHERE key = ANY ($1)', [gone])
        await files.removeFiles(gone)
      }
    }
    return round
  })
  return () => {
    stopped = true
    return running
  }
}
