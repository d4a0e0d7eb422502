/**
 * `npm run aeds:import -- FILE`: takes a published list of AEDs in from the command line. Asks nothing: what it makes
 * of the file is printed, and an unknown layout of which it is not sure is only written with `--mapping`.
 * Exit code 0 when every row is accounted for, also when some were refused; 1 when nothing could be done.
 */
import { readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { MAX_BYTES, readTable } from '../app/modules/imports/read.server'
import { describeJudged, describeTable, reportCsv } from '../app/modules/imports/report.server'
import { guessMapping, judgeAll, mappingFromHeaders } from '../app/modules/imports/rules'
import { type Guess, type Judged, mappingByHeader, type Table } from '../app/modules/imports/schema'
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

/** The guess, or the columns that a file names. */
async function columnsOf(table: Table, options: Options): Promise<Guess> {
  const guess = guessMapping(table)
  if (options.mapping === undefined) return guess
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

/** Judged and compared by the database, and written unless it is a dry run. */
async function write(options: Options, table: Table, guess: Guess, judged: Judged[]): Promise<void> {
  process.env.NODE_ENV ??= 'production'
  const { openDatabase } = await import('../app/start/database')
  const database = await openDatabase()
  try {
    const { takeIn } = await import('../app/modules/imports/commands/take-in.server')
    const { closeDatabase } = await import('../app/platform/db.server')
    try {
      const fileName = path.basename(options.file)
      const { written, summary } = await takeIn({
        source: {
          name: options.source ?? fileName,
          publisher: options.publisher,
          licence: options.licence,
          url: options.url,
        },
        fileName,
        judged,
        remember: { header: table.header, mapping: guess.mapping },
      })
      const { added, changed } = written ?? { added: 0, changed: 0 }
      const { unchanged, vanished } = summary.changes
      console.log(
        t('imports.command.written', {
          added,
          changed,
          unchanged,
          vanished,
          refused: summary.outcomes.refused,
        }),
      )
      if (vanished > 0) console.log(t('imports.command.vanished', { count: vanished }))
    } finally {
      await closeDatabase()
    }
  } finally {
    await database.close()
  }
}

async function main() {
  process.chdir(path.resolve(import.meta.dirname, '..'))
  loadEnvFile()
  const options = optionsOf(process.argv.slice(2))
  const table = await tableOf(options.file)
  const guess = await columnsOf(table, options)
  console.log(describeTable(table, guess, t).join('\n'))
  const judged = judgeAll(table, guess.mapping, {
    header: table.header,
    format: guess.format,
    origin: originOf(options),
  })
  console.log(`\n${describeJudged(judged, t).join('\n')}\n`)
  if (options.report !== undefined) {
    await writeFile(here(options.report), reportCsv(judged, t))
    console.log(t('imports.command.report', { file: options.report }))
  }
  if (options['dry-run']) {
    console.log(t('imports.command.dry_run'))
    if (guess.needsPerson) console.log(t('imports.command.not_sure'))
    return
  }
  if (guess.needsPerson) {
    throw new Refusal(
      t('imports.command.not_sure'),
      'It is not sure which column is which. Name them in a JSON file such as {"name": "施設名", "latitude": "緯度", "longitude": "経度"} and give it with --mapping. Nothing was written.',
    )
  }
  await write(options, table, guess, judged)
}

main().then(() => process.exit(0), exitWith)
