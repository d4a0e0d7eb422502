/**
 * `npm run aeds:import -- FILE`: takes a published list of AEDs in from the command line. Asks nothing: what it makes
 * of the file is printed, and an unknown layout of which it is not sure is only written with `--mapping`.
 * Exit code 0 when every row is accounted for, also when some were refused; 1 when nothing could be done.
 */
import { existsSync } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { TakenIn } from '../app/modules/imports/commands/take-in.server'
import { MAX_BYTES, readTable } from '../app/modules/imports/read.server'
import { reportLines } from '../app/modules/imports/report'
import { describeJudged, describeTable, reportCsv } from '../app/modules/imports/report.server'
import { guessMapping, judgeAll, mappingFromHeaders } from '../app/modules/imports/rules'
import {
  type Guess,
  type Judged,
  type Mapping,
  mappingByHeader,
  type RememberedMapping,
  type Table,
} from '../app/modules/imports/schema'
import { csv } from '../app/platform/csv'
import { translator } from '../app/platform/i18n.server'
import { exitWith, Refusal } from '../app/platform/refusal'
import { loadEnvFile, settings } from '../app/platform/settings.server'

const USAGE =
  'npm run aeds:import -- FILE [--source NAME] [--publisher NAME] [--licence NAME] [--url URL] [--mapping FILE.json] [--dry-run] [--report FILE.csv]'

const t = translator('ja')

type Options = ReturnType<typeof optionsOf>

function optionsOf(args: string[]) {
  const text = { type: 'string' } as const
  const options = {
    source: text,
    publisher: text,
    licence: text,
    url: text,
    mapping: text,
    report: text,
    'dry-run': { type: 'boolean' },
  } as const
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    const [file, ...others] = positionals
    if (!file || others.length > 0) throw new Error('one file')
    return { ...values, file }
  } catch {
    throw new Refusal(`使い方: ${USAGE}`, `Usage: ${USAGE}`)
  }
}

/** Paths are those of the folder in which the command was given. */
const here = (file: string) => path.resolve(process.env.INIT_CWD ?? process.cwd(), file)

async function readBytes(file: string): Promise<Uint8Array> {
  const size = await stat(here(file)).then(
    (found) => (found.isFile() ? found.size : -1),
    () => -1,
  )
  if (size < 0) throw new Refusal(`${file} というファイルがありません。`, `There is no file ${file}.`)
  if (size > MAX_BYTES)
    throw new Refusal(
      t('imports.note.file_too_large', { megabytes: MAX_BYTES / 1024 / 1024 }),
      `${file} is too large.`,
    )
  return readFile(here(file))
}

async function tableOf(file: string): Promise<Table> {
  const table = await readTable(await readBytes(file))
  if (!('refused' in table)) return table
  const { key, params } = table.refused
  const words = (language: string) => translator(language)(`imports.note.${key}`, params ?? {})
  throw new Refusal(`${file}: ${words('ja')}`, `${file}: ${words('en')}`)
}

/** The columns that a file names, or those that a person confirmed for the source, or the guess. */
async function columnsOf(table: Table, options: Options, database: Opened | null): Promise<Guess> {
  const guess = guessMapping(table)
  if (options.mapping === undefined) {
    const confirmed = await database?.confirmed(table.header)
    if (!confirmed) return guess
    console.log(t('imports.command.remembered'))
    return { format: guess.format, mapping: confirmed, sure: {}, needsPerson: false }
  }
  let json: unknown
  try {
    json = JSON.parse(
      Buffer.from(await readBytes(options.mapping))
        .toString('utf8')
        .replace(/^\ufeff/, ''),
    )
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal(`${options.mapping} は JSON として読めません。`, `${options.mapping} is no JSON.`)
  }
  const named = mappingByHeader.safeParse(json)
  if (!named.success) {
    throw new Refusal(
      `${options.mapping} は {"name": "列の名前", …} の形ではありません。使える項目: ${fieldList()}`,
      `${options.mapping} is not like {"name": "name of the column", …}. Fields: ${fieldList()}`,
    )
  }
  const { mapping, missing } = mappingFromHeaders(table.header, named.data)
  if (missing.length > 0) {
    throw new Refusal(
      `ファイルにない列です: ${missing.join('、')}。ファイルの列: ${table.header.join('、')}`,
      `The file has no such columns: ${missing.join(', ')}. It has: ${table.header.join(', ')}`,
    )
  }
  return { format: guess.format, mapping, sure: {}, needsPerson: false }
}

const fieldList = () => Object.keys(mappingByHeader.keyType.enum).join(', ')

/** The portal's address, by which it knows rows again that it gave out itself. A dry run makes no settings of its own. */
function originOf(options: Options): string {
  if (!options['dry-run']) return settings().PUBLIC_URL
  return process.env.PUBLIC_URL?.replace(/\/$/, '') || `http://localhost:${process.env.PORT || 3000}`
}

/** The database while the command is at it. */
type Opened = {
  confirmed(header: readonly string[]): Promise<Mapping | null>
  takeIn(judged: readonly Judged[], remember?: RememberedMapping): Promise<TakenIn>
  close(): Promise<void>
}

/** Rows after which it is said how far the writing is. */
const STEP = 2000

async function open(options: Options): Promise<Opened> {
  process.env.NODE_ENV ??= 'production'
  const dryRun = options['dry-run'] === true
  const database = dryRun ? await openAsItIs() : await (await import('../app/start/database')).openDatabase()
  const { confirmedMapping, takeIn } = await import('../app/modules/imports/commands/take-in.server')
  const { closeDatabase } = await import('../app/platform/db.server')
  const fileName = path.basename(options.file)
  const { publisher, licence, url } = options
  const source = { name: options.source ?? fileName, publisher, licence, url }
  const onProgress = (done: number, total: number) => {
    if (total <= STEP || (done % STEP !== 0 && done < total)) return
    console.log(t('imports.progress.words', { done, total, percent: Math.floor((done / total) * 100) }))
  }
  return {
    confirmed: (header) => confirmedMapping(source.name, header),
    takeIn: (judged, remember) => takeIn({ source, fileName, judged, remember, dryRun, onProgress }),
    close: async () => {
      await closeDatabase()
      await database.close()
    },
  }
}

/** Where the portal keeps its own database; only one that is there already is opened for a dry run. */
const ownFolder = () => path.resolve(process.env.DATA_DIR || '.data', 'postgres')

/** The database as it stands, for a dry run: neither made nor brought to the newest migration. */
async function openAsItIs(): Promise<{ close(): Promise<void> }> {
  if (process.env.DATABASE_URL) return { close: async () => {} }
  const { openCluster } = await import('../app/platform/postgres.server')
  const cluster = await openCluster({ folder: ownFolder() })
  process.env.DATABASE_URL = cluster.url('portal')
  return cluster
}

/**
 * The database for this run. A dry run asks for it only where there is one and a source was named, and goes on
 * without it when it cannot be read.
 */
async function openFor(options: Options): Promise<Opened | null> {
  if (!options['dry-run']) return open(options)
  if (options.source === undefined) return null
  if (!process.env.DATABASE_URL && !existsSync(path.join(ownFolder(), 'PG_VERSION'))) return null
  let opened: Opened | null = null
  try {
    opened = await open(options)
    await opened.confirmed([])
    return opened
  } catch {
    await opened?.close().catch(() => {})
    console.log(t('imports.command.not_compared'))
    return null
  }
}

/** Compared with what stands, and written unless it is a dry run; what came of it is printed. */
async function takeIn(database: Opened, judged: Judged[], remember?: RememberedMapping): Promise<TakenIn> {
  const taken = await database.takeIn(judged, remember)
  const { written, summary } = taken
  const { unchanged, vanished } = summary.changes
  const { added, changed } = written ?? summary.changes
  const refused = summary.outcomes.refused
  const counts = { added, changed, unchanged, vanished, refused }
  console.log(`\n${describeJudged(ofFile(taken), t).join('\n')}\n`)
  console.log(t(`imports.command.${written ? 'written' : 'would_write'}`, counts))
  if (vanished > 0) console.log(t('imports.command.vanished', { count: vanished }))
  return taken
}

/** Rows of the file as the comparison left them. */
const ofFile = ({ rows }: TakenIn) =>
  rows.flatMap(({ outcome, ...row }) => (outcome === null ? [] : [{ ...row, outcome }]))

async function report(options: Options, judged: Judged[], taken: TakenIn | null): Promise<void> {
  if (options.report === undefined) return
  const content = taken ? csv(reportLines(taken.rows, t, 'ja')) : reportCsv(judged, t)
  await writeFile(here(options.report), content)
  console.log(t('imports.command.report', { file: options.report }))
}

async function main() {
  process.chdir(path.resolve(import.meta.dirname, '..'))
  loadEnvFile()
  const options = optionsOf(process.argv.slice(2))
  const table = await tableOf(options.file)
  // Without a database it is still said what the file is, before the reason why there is none.
  const opened = await openFor(options).catch((problem: unknown) => ({ problem }))
  const database = opened && 'problem' in opened ? null : opened
  try {
    const guess = await columnsOf(table, options, database)
    console.log(describeTable(table, guess, t).join('\n'))
    const { header } = table
    const { mapping, format, needsPerson } = guess
    const judged = judgeAll(table, mapping, { header, format, origin: originOf(options) })
    const dryRun = options['dry-run'] === true
    if (!database || (needsPerson && !dryRun)) {
      console.log(`\n${describeJudged(judged, t).join('\n')}\n`)
      await report(options, judged, null)
    }
    if (needsPerson && !dryRun) {
      throw new Refusal(
        t('imports.command.not_sure'),
        'It is not sure which column is which. Name them in a JSON file such as {"name": "施設名", "latitude": "緯度", "longitude": "経度"} and give it with --mapping. Nothing was written.',
      )
    }
    if (opened && 'problem' in opened) throw opened.problem
    if (database) {
      const named = options.mapping === undefined ? undefined : { header, mapping }
      await report(options, judged, await takeIn(database, judged, named))
    }
    if (dryRun) console.log(t('imports.command.dry_run'))
    if (dryRun && needsPerson) console.log(t('imports.command.not_sure'))
  } finally {
    await database?.close()
  }
}

main().then(() => process.exit(0), exitWith)
