/** The database of a test file: a copy of the migrated template. */
import pg from 'pg'
import { inject } from 'vitest'
import { copyName, dropDatabase, withAdmin } from './server'

const url = (database: string) => inject('databaseUrl').replace('{database}', database)

/** Copies the template anew: everything that was written is gone, also what cannot be deleted. */
export async function freshDatabase(): Promise<void> {
  const name = copyName(inject('owner'), process.env.VITEST_POOL_ID ?? '1')
  await withAdmin({ url }, async (admin) => {
    await dropDatabase(admin, name)
    for (let attempt = 1; ; attempt++) {
      try {
        await admin.query(`CREATE DATABASE ${name} TEMPLATE ${inject('template')}`)
        return
      } catch (error) {
        // Another worker is copying at this moment.
        if ((error as pg.DatabaseError).code !== '55006' || attempt === 100) throw error
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
  })
  const pool = (globalThis as { __portalPool?: pg.Pool }).__portalPool
  // Connections to the dropped database are dead; they are found out one by one.
  for (let left = pool?.totalCount ?? 0; left >= 0; left--) await pool?.query('SELECT 1').catch(() => {})
}

let client: Promise<pg.Client> | undefined

/** Empties all tables and numbers anew, the append-only ones too; for the beginning of each test. */
export async function resetDatabase(): Promise<void> {
  client ??= (async () => {
    const made = new pg.Client({ connectionString: process.env.DATABASE_URL })
    made.on('error', () => {
      client = undefined
    })
    await made.connect()
    return made
  })()
  await (await client).query(EMPTY)
}

/** Emptying a table costs the same whether it has rows or not, so that only those with rows are emptied. */
const EMPTY = `
DO $$
DECLARE
  candidate regclass;
  has_rows boolean;
  found regclass[] := '{}';
  guarded regclass[];
BEGIN
  SELECT coalesce(array_agg(DISTINCT tgrelid::regclass), '{}') INTO guarded
  FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
  WHERE NOT tgisinternal AND tgtype & 32 <> 0 AND tgfoid IS DISTINCT FROM to_regproc('tell_change')
    AND c.relnamespace = 'public'::regnamespace;
  FOR candidate IN
    SELECT c.oid::regclass FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations'
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %s)', candidate) INTO has_rows;
    IF has_rows THEN found := found || candidate; END IF;
  END LOOP;
  IF found <> '{}' THEN
    FOREACH candidate IN ARRAY guarded LOOP
      EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', candidate);
    END LOOP;
    EXECUTE 'TRUNCATE ' || array_to_string(found, ', ') || ' RESTART IDENTITY CASCADE';
    FOREACH candidate IN ARRAY guarded LOOP
      EXECUTE format('ALTER TABLE %s ENABLE TRIGGER USER', candidate);
    END LOOP;
  END IF;
  DELETE FROM pgboss.job;
END $$`
