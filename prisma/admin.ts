/**
 * `npm run admin:create -- --email name@example.jp`: makes the first administrator, or lets one in again, and
 * prints a link to sign in with, good once and for a day.
 */
import path from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { Invalid } from '../app/platform/errors'
import { exitWith, Refusal } from '../app/platform/refusal'
import { loadEnvFile } from '../app/platform/settings.server'
import { openDatabase } from '../app/start/database'

const USAGE = 'npm run admin:create -- --email name@example.jp'

/** The address on the command line. Throws Refusal when it is missing or none. */
function emailOf(args: string[]): string {
  let email: string | undefined
  try {
    email = parseArgs({ args, options: { email: { type: 'string' } } }).values.email
  } catch {
    throw new Refusal(`使い方: ${USAGE}`, `Usage: ${USAGE}`)
  }
  if (!email)
    throw new Refusal(
      `管理者のメールアドレスを指定してください: ${USAGE}`,
      `Name the administrator's e-mail address: ${USAGE}`,
    )
  if (!z.email().safeParse(email).success) throw noAddress(email)
  return email
}

const noAddress = (email: string) =>
  new Refusal(`${email} はメールアドレスではありません。`, `${email} is no e-mail address.`)

async function create() {
  process.chdir(path.resolve(import.meta.dirname, '..'))
  const email = emailOf(process.argv.slice(2))
  loadEnvFile()
  process.env.NODE_ENV ??= 'production'
  const database = await openDatabase()
  try {
    const { prepareQueues } = await import('../app/platform/jobs.server')
    const { handlers } = await import('../app/jobs.server')
    const { createAdministrator } = await import('../app/modules/accounts/commands/staff.server')
    // A portal may not have been started on this database yet: what is done here may queue a job.
    await prepareQueues(Object.keys(handlers))
    const link = await createAdministrator(email).catch((error) => {
      throw error instanceof Invalid ? noAddress(email) : error
    })
    console.log(`\n${email} を管理者にしました。24 時間以内に、次のリンクを一度だけ開いてください。`)
    console.log(`${email} is an administrator. Open this link once within 24 hours:\n\n  ${link}\n`)
    const { closeDatabase } = await import('../app/platform/db.server')
    await closeDatabase()
  } finally {
    await database.close()
  }
}

create().then(() => process.exit(0), exitWith)
