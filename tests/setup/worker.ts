/** Before each test file: its environment, its own database, and the rule that no error may go unnoticed. */
import { rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, inject, vi } from 'vitest'
import { unexpectedErrors } from './console'
import { copyName } from './server'

const worker = process.env.VITEST_POOL_ID ?? '1'
const dataDir = path.resolve(`.data/test/${inject('owner')}-${worker}`)

Object.assign(process.env, {
  DATABASE_URL: inject('databaseUrl').replace('{database}', copyName(inject('owner'), worker)),
  APP_SECRET: 'a secret of the tests, known to everybody',
  PUBLIC_URL: 'http://localhost:3000',
  DATA_DIR: dataDir,
})
for (const name of ['SMTP_URL', 'DEMO', 'PORTAL_EMBEDDED']) delete process.env[name]

beforeAll(async () => {
  // A test of pure functions has not loaded the database client, and needs no database.
  if (!('__portalPool' in globalThis)) return
  const { freshDatabase } = await import('./database')
  await freshDatabase()
})

afterAll(async () => {
  rmSync(dataDir, { recursive: true, force: true })
  if (!('__portalPool' in globalThis)) return
  const { closeDatabase } = await import('~/platform/db.server')
  await closeDatabase()
})

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation((...args) => {
    unexpectedErrors.note(args)
  })
})

afterEach(() => {
  const missed = unexpectedErrors.take()
  if (missed.length > 0) throw new Error(`console.error was called:\n${missed.join('\n')}`)
})
