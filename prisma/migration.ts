/**
 * `npm run migrate:new -- NAME`: writes the next migration from the difference between the schema of the last
 * migration and the present one. No database is needed. `--check` writes nothing and fails on a difference.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ColumnTypeEnum, type SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import type { DiffTarget, SchemaContainer } from '@prisma/schema-engine-wasm/schema_engine_bg'
import { listMigrations, migrationsFolder } from './migrate'
import { noFilters, openEngine } from './schema-engine'

const schemaFolder = path.resolve(import.meta.dirname, 'schema')
/** Beside each migration: the schema that it leads to, all files in one. */
const SNAPSHOT = 'schema.snapshot'

function readSchema(): SchemaContainer[] {
  return readdirSync(schemaFolder)
    .filter((file) => file.endsWith('.prisma'))
    .sort()
    .map((file) => ({ path: file, content: readFileSync(path.join(schemaFolder, file), 'utf8') }))
}

function lastSchema(): DiffTarget {
  const last = listMigrations()
    .map(({ name }) => path.join(migrationsFolder, name, SNAPSHOT))
    .filter((file) => existsSync(file))
    .at(-1)
  if (!last) return { tag: 'empty' }
  return { tag: 'schemaDatamodel', files: [{ path: 'last.prisma', content: readFileSync(last, 'utf8') }] }
}

/**
 * Comparing two texts needs no database, but the engine asks one for its version when it is opened: it is told
 * the oldest one that the portal runs on.
 */
const noDatabase: SqlMigrationAwareDriverAdapterFactory = (() => {
  const refuse = () => Promise.reject(new Error('There is no database here.'))
  const connect = async () => ({
    provider: 'postgres' as const,
    adapterName: 'none',
    queryRaw: async () => ({
      columnNames: ['exists', 'version', 'numeric_version'],
      columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
      rows: [[true, 'PostgreSQL 15.0', 150_000]],
    }),
    executeRaw: refuse,
    executeScript: refuse,
    startTransaction: refuse,
    dispose: async () => {},
  })
  return { provider: 'postgres', adapterName: 'none', connect, connectToShadowDb: refuse }
})()

async function difference(schema: SchemaContainer[]): Promise<string> {
  const engine = await openEngine(schema, noDatabase)
  try {
    const { stdout } = await engine.diff({
      from: lastSchema(),
      to: { tag: 'schemaDatamodel', files: schema },
      script: true,
      exitCode: null,
      filters: noFilters,
    })
    return stdout && !stdout.includes('-- This is an empty migration.') ? stdout : ''
  } finally {
    engine.free()
  }
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

const [argument] = process.argv.slice(2)
mkdirSync(migrationsFolder, { recursive: true })
const schema = readSchema()
const sql = await difference(schema).catch((error) => fail(error.message))
if (argument === '--check') {
  if (sql) fail(`The schema is ahead of the migrations; run: npm run migrate:new -- NAME\n\n${sql}`)
  console.log('The migrations lead to the present schema.')
} else if (!argument || !/^[a-z][a-z0-9_]*$/.test(argument)) {
  fail('Usage: npm run migrate:new -- name_in_lower_case')
} else {
  const number = Number.parseInt(listMigrations().at(-1)?.name ?? '0', 10) + 1
  const name = `${String(number).padStart(4, '0')}_${argument}`
  mkdirSync(path.join(migrationsFolder, name))
  const text = sql || '-- The Prisma schema has not changed: write what only PostgreSQL can say.\n'
  writeFileSync(path.join(migrationsFolder, name, 'migration.sql'), text)
  writeFileSync(
    path.join(migrationsFolder, name, SNAPSHOT),
    schema.map(({ path, content }) => `// ${path}\n${content}`).join('\n'),
  )
  console.log(`prisma/migrations/${name}/migration.sql`)
}
