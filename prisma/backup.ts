/**
 * `npm run backup -- FILE`: the database and the stored files in one archive, while the portal runs. Encrypted with
 * BACKUP_KEY where it is set.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { namedFiles } from '../app/files.server'
import { backUpToFile } from '../app/platform/backup/write.server'
import { exitWith, Refusal } from '../app/platform/refusal'
import { loadEnvFile, settings } from '../app/platform/settings.server'
import { openDatabase } from '../app/start/database'

const USAGE = 'npm run backup -- FILE [--with-secret]'

function optionsOf(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { 'with-secret': { type: 'boolean' } },
      allowPositionals: true,
    })
    const [file, ...more] = positionals
    if (file && more.length === 0) return { file, withSecret: values['with-secret'] ?? false }
  } catch {
    // An option that nobody knows.
  }
  throw new Refusal(`使い方: ${USAGE}`, `Usage: ${USAGE}`)
}

async function main() {
  const { file: named, withSecret } = optionsOf(process.argv.slice(2))
  const file = path.resolve(process.env.INIT_CWD ?? '.', named)
  process.chdir(path.resolve(import.meta.dirname, '..'))
  loadEnvFile()
  process.env.NODE_ENV ??= 'production'
  const { DATABASE_URL, DATA_DIR, BACKUP_KEY: key } = settings()
  if (existsSync(file)) throw new Refusal(`${file} はもうあります。`, `${file} is there already.`)
  if (withSecret && !key)
    throw new Refusal(
      'APP_SECRET は暗号化したバックアップにだけ入れられます。BACKUP_KEY を設定してください。',
      'APP_SECRET goes into encrypted back-ups only: set BACKUP_KEY.',
    )
  if (!DATABASE_URL && !existsSync(path.join(DATA_DIR, 'postgres/PG_VERSION')))
    throw new Refusal(`${DATA_DIR} にデータベースがありません。`, `There is no database in ${DATA_DIR}.`)
  const database = await openDatabase(undefined, async () => {})
  try {
    const began = Date.now()
    const made = await backUpToFile(file, { url: database.url, key, withSecret, namedFiles })
    const rows = made.tables.reduce((sum, table) => sum + Number(table.rows), 0)
    const figures = { rows, tables: made.tables.length, files: made.files.length, mb: megabytes(made.bytes) }
    const seconds = ((Date.now() - began) / 1000).toFixed(1)
    console.log(
      `${file}: ${figures.tables} 表 ${rows} 行、ファイル ${figures.files} 個、${figures.mb} MB、${seconds} 秒${key ? '、暗号化' : ''}`,
    )
    console.log(
      `${figures.tables} tables with ${rows} rows, ${figures.files} files, ${figures.mb} MB, ${seconds} s${key ? ', encrypted' : ', NOT encrypted'}.`,
    )
    if (!withSecret)
      console.log(
        'APP_SECRET（または DATA_DIR/secret）は入っていません。別に保管してください。\nAPP_SECRET (or DATA_DIR/secret) is not in it: keep it elsewhere.',
      )
    if (made.missing.length > 0)
      console.warn(`前からなくなっていたファイル / Files that were gone already: ${made.missing.join(', ')}`)
  } finally {
    await database.close()
  }
}

const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1)

main().then(() => process.exit(0), exitWith)
