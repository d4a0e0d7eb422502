/** The plans that PostgreSQL has made for what a portal in this process asked it, as its own extension tells them. */
import pg from 'pg'
import { LARGE } from './large'

/** A step of a plan, as `EXPLAIN (ANALYZE, FORMAT JSON)` names its parts. */
type Step = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Index Cond'?: string
  'Actual Rows'?: number
  'Actual Loops'?: number
  'Rows Removed by Filter'?: number
  Plans?: Step[]
}

/** What was asked, and how it was found. */
type Statement = { text: string; plan: Step }

/** A statement that reads a large table from end to end. */
export type Fault = { text: string; table: string; how: string; rows: number }

/** Explains what the portal asks. */
export type Recorder = {
  /** The faults of what was asked since the last time. */
  take(): Fault[]
  /** How many statements were heard altogether. */
  heard(): number
}

/**
 * Tells every new connection to explain what it does. Where there is any index that can serve, it is taken: the
 * tables of a test are large, not huge, and a huge one is what the question is about.
 */
const SETTINGS = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_timing': 'off',
  'auto_explain.log_nested_statements': 'on',
  'auto_explain.log_format': 'json',
  'auto_explain.log_level': 'notice',
  enable_seqscan: 'off',
  random_page_cost: '1.1',
}

/** Whether the user of an address may load extensions and leave out triggers. */
export async function isSuperuser(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query('SELECT rolsuper FROM pg_roles WHERE rolname = current_user')
    return rows[0]?.rolsuper === true
  } finally {
    await client.end()
  }
}

/** Hears from now on what a pool asks of this database. The user of the address must be a superuser. */
export async function hearPlans(adminUrl: string, pool: pg.Pool): Promise<Recorder> {
  const database = new URL(adminUrl).pathname.slice(1)
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    await admin.query(`LOAD 'auto_explain'`)
    for (const [name, value] of Object.entries(SETTINGS))
      await admin.query(`ALTER DATABASE ${database} SET ${name} = '${value}'`)
    const sizes = await admin.query<{ name: string; rows: number }>(
      `SELECT relname AS name, reltuples::int AS rows FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND reltuples >= ${LARGE}`,
    )
    const parts = await admin.query<{ name: string }>(
      'SELECT indexrelid::regclass::text AS name FROM pg_index WHERE indpred IS NOT NULL',
    )
    const large = new Map(sizes.rows.map(({ name, rows }) => [name, rows]))
    const recorder = listen(pool, large, new Set(parts.rows.map(({ name }) => name)))
    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = $1 AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
      [database],
    )
    // The pool finds out by using them which of its connections are gone.
    await Promise.all(Array.from({ length: 12 }, () => pool.query('SELECT 1').catch(() => {})))
    for (let left = pool.totalCount; left > 0; left--) await pool.query('SELECT 1').catch(() => {})
    return recorder
  } finally {
    await admin.end()
  }
}

function listen(pool: pg.Pool, large: Map<string, number>, parts: Set<string>): Recorder {
  let heard: Statement[] = []
  let count = 0
  pool.on('connect', (client) =>
    client.on('notice', ({ message }) => {
      const at = message?.indexOf('plan:\n') ?? -1
      if (!message || at < 0) return
      const { 'Query Text': text, Plan: plan } = JSON.parse(message.slice(at + 6))
      count++
      heard.push({ text: text.replace(/\s+/g, ' ').trim(), plan })
    }),
  )
  return {
    heard: () => count,
    take: () => {
      const taken = heard
      heard = []
      return taken.flatMap(({ text, plan }) =>
        steps(plan).flatMap((step) => {
          const table = step['Relation Name']
          const rows = large.get(table ?? '')
          if (!table || !rows) return []
          const how = readsAll(step, rows, parts)
          return how ? [{ text, table, how, rows }] : []
        }),
      )
    },
  }
}

const steps = (step: Step): Step[] => [step, ...(step.Plans ?? []).flatMap(steps)]

/** How a step reads its whole table: row by row, or by an index whose order alone is of use. */
function readsAll(step: Step, rows: number, parts: Set<string>): string | undefined {
  const type = step['Node Type']
  if (type === 'Seq Scan') return type
  const index = step['Index Name']
  if (!index || step['Index Cond'] || parts.has(index)) return undefined
  const read =
    ((step['Actual Rows'] ?? 0) + (step['Rows Removed by Filter'] ?? 0)) * (step['Actual Loops'] ?? 0)
  return read > rows / 2 ? `${type} of all ${index}` : undefined
}
