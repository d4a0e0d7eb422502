/**
 * A city after many years: the rows of a filled database are copied until every table that grows is large. A copy
 * keeps its parts together, as each key is moved by the number of the copy; what has no row to copy is made up.
 */
import pg from 'pg'

/** Tables that stay as they are however long the portal runs: they are kept by hand, or have a row an area or a year. */
const SMALL = new Set(
  `_prisma_migrations aed_cells aed_changes aed_changing aed_imports aed_sources association_towns associations backups
   contact_consents districts
   exchange_settings hall_associations hall_diagnoses hall_works halls help_services indicator_entries indicator_keepers indicator_years indicators instances maintenance
   population_sets push_keys section_members sections shelters staff_appointments subsidy_budgets subsidy_counters
   subsidy_entries subsidy_letter_templates subsidy_letterheads subsidy_programme_versions subsidy_programmes
   subsidy_rounds towns volunteer_host_members volunteer_hosts
   volunteer_programmes`.split(/\s+/),
)

/** Fewer rows than this are not large; every other table gets at least so many. */
export const LARGE = 2_000

/** How many rows a table gets where it is not the usual number. */
const ROWS: Record<string, number> = {
  aed_imports: 50,
  aed_sources: 20,
  aeds: 6_000,
  association_towns: 1_000,
  associations: 1_000,
  audit_entries: 6_000,
  contact_consents: 600,
  deliveries: 6_000,
  halls: 1_000,
  hall_associations: 1_000,
  mails: 6_000,
  notices: 6_000,
  population_sets: 3,
  subsidy_rounds: 20,
  volunteer_hosts: 600,
  volunteer_programmes: 96,
}
const USUAL = 4_000

/**
 * Tables whose rows are made up rather than copied, and what must stand in them: the rest would be refused, or would
 * wait for a job that has long run.
 */
const MADE: Record<string, Record<string, string>> = {
  aed_check_reminders: { month: `date_trunc('month', now()) - i % 100 * interval '1 month'` },
  aed_keepers: { accepted_at: 'now()' },
  aed_imports: { state: `'applied'` },
  aed_reminders: { days_before: '(ARRAY[90, 60, 30, 0])[1 + i % 4]' },
  announcements: { kind: `'published'`, passing_on_id: 'NULL', expanded_at: 'now()' },
  attachments: { size: '1000', type: `'application/pdf'` },
  audit_entries: {
    association_id: '1 + i % 390',
    at: `now() - i * interval '1 hour'`,
    subject_type: `'notice'`,
    subject_id: 'i::text',
  },
  duty_absences: { kind: `'pass'`, from_period: `'2026'` },
  deliveries: { state: `'sent'`, sent_at: `now() - i * interval '1 minute'` },
  delivery_attempts: { succeeded: 'true' },
  invitations: { ends_on: 'current_date', accepted_at: 'now()' },
  mails: { state: `'sent'`, sent_at: `now() - i * interval '1 minute'` },
  push_endpoints: { gone_at: 'NULL' },
  subsidy_rounds: { method: `'ranking'`, result: `'[]'` },
  survey_links: { expires_at: `now() + interval '1 day'` },
}

type Column = {
  table: string
  name: string
  type: string
  length: number | null
  required: boolean
  filled: boolean
  labels: string[] | null
  isKey: boolean
  /** The table that it points to */
  of: string | null
  /** Whether an index allows each of its values once, alone or together with columns that point nowhere. */
  isUnique: boolean
}

const COLUMNS = `
SELECT c.relname AS table, a.attname AS name, t.typname AS type,
  CASE WHEN a.atttypmod > 4 AND t.typname = 'varchar' THEN a.atttypmod - 4 END AS length,
  a.attnotnull AS required, a.atthasdef AS filled,
  (SELECT array_agg(enumlabel::text ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid) AS labels,
  EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indisprimary AND a.attnum = ANY (indkey)) AS "isKey",
  (SELECT r.relname FROM pg_constraint JOIN pg_class r ON r.oid = confrelid
   WHERE conrelid = c.oid AND contype = 'f' AND conkey = ARRAY[a.attnum] LIMIT 1) AS of,
  EXISTS (SELECT FROM pg_index i WHERE indrelid = c.oid AND indisunique AND a.attnum = ANY (indkey)
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = c.oid AND contype = 'f' AND conkey[1] = ANY (i.indkey)))
    AS "isUnique"
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
JOIN pg_type t ON t.oid = a.atttypid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
ORDER BY c.relname, a.attnum`

const WORDS = `
SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
FROM pg_index JOIN pg_class c ON c.oid = indexrelid JOIN pg_am a ON a.oid = c.relam
WHERE a.amname = 'gin' AND c.relnamespace = 'public'::regnamespace`

/** Keys of copies are this far apart; more than any table has rows at first. */
const APART = 20_000

/** Enlarges a filled database. The role of the connection must be a superuser, as rules that cost time are left out. */
export async function enlarge(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`SET session_replication_role = replica; SET maintenance_work_mem = '256MB'`)
    const columns = (await client.query<Column>(COLUMNS)).rows
    const tables = new Map<string, Column[]>()
    for (const column of columns) tables.set(column.table, [...(tables.get(column.table) ?? []), column])
    const wanted = (table: string) => ROWS[table] ?? (SMALL.has(table) ? 0 : USUAL)
    const count = async (table: string): Promise<number> =>
      (await client.query(`SELECT count(*)::int AS n FROM ${table}`)).rows[0].n
    const copies = new Map<string, number>()
    for (const table of tables.keys()) {
      const there = await count(table)
      if (there > 0 && !MADE[table]) copies.set(table, Math.max(0, Math.ceil(wanted(table) / there) - 1))
    }
    // The indexes of words are quicker to make whole.
    const words = await client.query<{ name: string; definition: string }>(WORDS)
    for (const { name } of words.rows) await client.query(`DROP INDEX ${name}`)
    const first = ['associations', 'users']
    for (const table of [...first, ...[...tables.keys()].filter((other) => !first.includes(other))]) {
      const own = tables.get(table) ?? []
      const times = copies.get(table)
      if (times) await client.query(copied(table, own, copies), [times])
    }
    // A copy that was left out, because it may be there only once, leaves nothing behind.
    for (let gone = 1; gone > 0; ) {
      gone = 0
      for (const { table, name, of } of columns)
        if (of && copies.get(table)) gone += (await client.query(orphans(table, name, of))).rowCount ?? 0
    }
    // What has no row to copy, or may not be there again with the same parts, is made up.
    const asked = new Set<string>()
    const fill = async (table: string) => {
      if (asked.has(table)) return
      asked.add(table)
      const own = tables.get(table) ?? []
      for (const { of } of own) if (of) await fill(of)
      const there = await count(table)
      if (there === 0 || (there < LARGE && !SMALL.has(table)))
        await client.query(madeUp(table, own), [wanted(table)])
    }
    for (const table of tables.keys()) await fill(table)
    for (const { definition } of words.rows) await client.query(definition)
    await client.query(SEQUENCES)
    for (const table of tables.keys()) {
      const there = await count(table)
      if (there < LARGE && !SMALL.has(table))
        throw new Error(`${table} has ${there} rows: name it among the small ones, or let rows be made up`)
    }
    // Whatever the server would clean up or count again by itself changes no plan from one run to the next.
    for (const table of tables.keys())
      await client.query(`ALTER TABLE ${table} SET (autovacuum_enabled = off)`)
    await client.query('VACUUM (ANALYZE)')
  } finally {
    await client.end()
  }
}

/** The statement that copies the rows of a table `$1` times; what may be there only once is left out. */
function copied(table: string, own: Column[], copies: Map<string, number>): string {
  const value = ({ name, type, length, isKey, of, isUnique }: Column): string => {
    const column = `t.${name}`
    if (of) {
      // Each copy is of other people in another association, as a city has many; there is one city, of which all are part.
      const any = (from: string) =>
        `${from}.ids[1 + abs(hashtext(${column} || ' ' || k)) % cardinality(${from}.ids)]`
      if (of === 'users' && of !== table) return `CASE WHEN ${column} IS NOT NULL THEN ${any('people')} END`
      if (of === 'associations' && of !== table)
        return `CASE WHEN ${column} = city.id THEN city.id WHEN ${column} IS NOT NULL THEN ${any('city')} END`
      const times = copies.get(of) ?? 0
      if (times <= 0) return column
      const moved = shifted(column, type, of === table ? 'k' : `k % ${times + 1}`)
      return of === 'associations' ? `CASE WHEN ${column} = city.id THEN city.id ELSE ${moved} END` : moved
    }
    // The copies lie in the years before.
    if (name === 'year') return `${column} - k * 7919 % 600 / 52`
    if ((isKey || isUnique) && /^(int|uuid|text|varchar)/.test(type)) {
      const other = shifted(column, type, 'k')
      return length ? `left(${other}, ${length})` : other
    }
    if (name === 'latitude' || name === 'longitude') return `${column} + (k * 7919 % 1000 - 500) * 0.0002`
    if (table === 'associations' && name === 'path') return PATH
    if (/^(date|timestamp)/.test(type)) return `${column} - k * 7919 % 600 * interval '7 days'`
    return column
  }
  const names = own.map(({ name }) => `"${name}"`).join(', ')
  return `INSERT INTO ${table} (${names}) OVERRIDING SYSTEM VALUE
    SELECT ${own.map(value).join(', ')}
    FROM generate_series(1, $1::int) k, ${table} t, (
      SELECT min(id) FILTER (WHERE kind = 'city') AS id, array_agg(id) FILTER (WHERE kind <> 'city') AS ids
      FROM associations) city, (SELECT array_agg(id) AS ids FROM users) people
    ON CONFLICT DO NOTHING`
}

const orphans = (table: string, name: string, of: string) =>
  `DELETE FROM ${table} t WHERE t.${name} IS NOT NULL AND NOT EXISTS (SELECT FROM ${of} p WHERE p.id = t.${name})`

/** Where a copy of an association stands, in keys of its own. */
const PATH = `(
  SELECT '/' || string_agg(CASE p WHEN city.id::text THEN p ELSE (p::int + k * ${APART})::text END, '/' ORDER BY n) || '/'
  FROM unnest(string_to_array(trim(t.path, '/'), '/')) WITH ORDINALITY u(p, n))`

/** A key of the copy with this number; that of the copy 0 is the key itself. */
function shifted(column: string, type: string, which: string): string {
  if (/^int/.test(type)) return `${column} + ${which} * ${APART}`
  const other =
    type === 'uuid' ? `md5(${column}::text || (${which}))::uuid` : `(${which}) || 'x' || ${column}`
  return `CASE WHEN ${which} = 0 THEN ${column} ELSE ${other} END`
}

/** The statement that makes up `$1` rows of a table that has none. */
function madeUp(table: string, own: Column[]): string {
  const parents = [...new Set(own.flatMap(({ of }) => (of ? [of] : [])))]
  const given = own.filter(
    ({ name, required, filled, of }) => MADE[table]?.[name] || of || (required && !filled),
  )
  const value = ({ name, type, length, labels, of }: Column): string => {
    const wish = MADE[table]?.[name]
    if (wish) return type.startsWith('varchar') || labels ? `(${wish})::"${type}"` : wish
    if (of) return `${of}.ids[1 + i * 7919 % cardinality(${of}.ids)]`
    if (labels) return `'${labels[0]}'::"${type}"`
    if (type === 'varchar' || type === 'text') return length ? `left(i || 'x', ${length})` : `i || 'x'`
    if (type === 'uuid') return 'gen_random_uuid()'
    if (type === 'jsonb') return `'{}'`
    if (type === 'bool') return 'false'
    if (type === 'float8') return name === 'latitude' ? '34.8 + i % 200 * 0.001' : '135.6 + i % 200 * 0.001'
    if (/^(date|timestamp)/.test(type)) return `now() - i * interval '1 hour'`
    return 'i'
  }
  const ids = parents.map((parent) => `, (SELECT array_agg(id ORDER BY id) AS ids FROM ${parent}) ${parent}`)
  return `INSERT INTO ${table} (${given.map(({ name }) => `"${name}"`).join(', ')})
    SELECT ${given.map(value).join(', ')} FROM generate_series(1, $1::int) i${ids.join('')}
    ON CONFLICT DO NOTHING`
}

/** What is written from now on comes after the copies. */
const SEQUENCES = `
DO $$
DECLARE one record; last bigint;
BEGIN
  FOR one IN
    SELECT c.relname AS table, a.attname AS name, pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS sequence
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  LOOP
    IF one.sequence IS NOT NULL THEN
      EXECUTE format('SELECT max(%I) FROM %I', one.name, one.table) INTO last;
      IF last IS NOT NULL THEN PERFORM setval(one.sequence, last); END IF;
    END IF;
  END LOOP;
END $$`
