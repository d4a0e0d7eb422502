/**
 * `npm run restore -- FILE`: a back-up into an empty place, which is what the settings name: a new DATA_DIR with the
 * embedded database, or an empty database of DATABASE_URL.
 */
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { entriesOf, verifyArchive } from '../app/platform/backup/archive.server'
import { SECRET } from '../app/platform/backup/manifest'
import { secretMark } from '../app/platform/backup/write.server'
import { exitWith, Refusal } from '../app/platform/refusal'
import { ensureFolder, loadEnvFile, settings } from '../app/platform/settings.server'
import { openDatabase } from '../app/start/database'
import { migrationsOf, restore } from '../app/start/restore/restore'

const USAGE = 'npm run restore -- FILE [--without-jobs] [--other-secret]'

function optionsOf(args: string[]) {
  const flag = { type: 'boolean' } as const
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { 'without-jobs': flag, 'other-secret': flag },
      allowPositionals: true,
    })
    const [file, ...more] = positionals
    if (file && more.length === 0)
      return { file, withJobs: !values['without-jobs'], otherSecret: values['other-secret'] ?? false }
  } catch {
    // An option that nobody knows.
  }
  throw new Refusal(`使い方: ${USAGE}`, `Usage: ${USAGE}`)
}

/** The secret in an archive that holds one. */
async function secretIn(file: string, key: string | undefined): Promise<string> {
  for await (const { name, content } of entriesOf(file, key)) {
    const parts: Buffer[] = []
    for await (const chunk of content) if (name === SECRET) parts.push(chunk)
    if (name === SECRET) return Buffer.concat(parts).toString('utf8')
  }
  throw new Error('The back-up lists a secret that is not in it.')
}

async function main() {
  const { file: named, withJobs, otherSecret } = optionsOf(process.argv.slice(2))
  const file = path.resolve(process.env.INIT_CWD ?? '.', named)
  process.chdir(path.resolve(import.meta.dirname, '..'))
  loadEnvFile()
  process.env.NODE_ENV ??= 'production'
  const key = process.env.BACKUP_KEY || undefined
  console.log('バックアップを確かめています…\nChecking the back-up…')
  const manifest = await verifyArchive(file, key)
  migrationsOf(manifest)
  const dataDir = path.resolve(process.env.DATA_DIR || '.data')
  const kept = path.join(dataDir, 'secret')
  if (!process.env.APP_SECRET && manifest.entries[SECRET] && !existsSync(kept)) {
    const secret = await secretIn(file, key)
    if (process.env.DATABASE_URL) process.env.APP_SECRET = secret
    ensureFolder(dataDir)
    writeFileSync(kept, secret, { mode: 0o600 })
  }
  const given = process.env.APP_SECRET || existsSync(kept)
  if (!otherSecret && (!given || secretMark() !== manifest.secret))
    throw new Refusal(
      `このバックアップのポータルとは APP_SECRET が違います。元の APP_SECRET（内蔵データベースでは元の DATA_DIR/secret を ${kept} に写す）を指定してください。失われたときは --other-secret（二段階認証と端末への通知はやり直しになります）。`,
      `APP_SECRET is not the one of this back-up. Name the former one (for the embedded database copy the former DATA_DIR/secret to ${kept}), or, where it is lost, give --other-secret: second factors and messages on devices have to be set up anew.`,
    )
  settings()
  const database = await openDatabase(undefined, async () => {})
  try {
    const began = Date.now()
    const { rows, files, jobs } = await restore(file, { key, url: database.url, withJobs, manifest })
    const seconds = ((Date.now() - began) / 1000).toFixed(1)
    console.log(
      `復元しました: ${manifest.tables.length} 表 ${rows} 行、ファイル ${files} 個、待っている仕事 ${jobs} 件、${seconds} 秒。どの表とファイルもバックアップと同じです。`,
    )
    console.log(
      `Restored: ${manifest.tables.length} tables with ${rows} rows, ${files} files, ${jobs} waiting jobs, ${seconds} s. Every table and file is as in the back-up.`,
    )
    if (manifest.missing.length > 0)
      console.warn(
        `バックアップのときになかったファイル / Files that were gone when it was made: ${manifest.missing.join(', ')}`,
      )
  } finally {
    await database.close()
  }
}

main().then(() => process.exit(0), exitWith)
