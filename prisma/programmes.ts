/**
 * `npm run programmes:check -- PROGRAMME.json [CASES.csv]`: works out the examples of a programme, those of the table or
 * else its own, and prints each difference with the steps of the arithmetic. Exit code 0 when all agree. No database
 * is needed.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type ExampleProblem, readExamples } from '../app/modules/subsidies/examples.server'
import { type Checked, checkExamples, type Row } from '../app/modules/subsidies/rules'
import { type Programme, programme } from '../app/modules/subsidies/schema'
import { reasonText, stepText, yenText } from '../app/modules/subsidies/words'
import { translator } from '../app/platform/i18n.server'
import { exitWith, Refusal } from '../app/platform/refusal'

const USAGE = 'npm run programmes:check -- PROGRAMME.json [CASES.csv]'
const t = translator('ja')

/** Reads a file named on the command line. Throws Refusal when it cannot be read. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Refusal(`${file} を読めません。`, `${file} cannot be read.`)
  }
}

/** The programme in a file. Throws Refusal with each fault and where it stands. */
function programmeIn(file: string): Programme {
  let json: unknown
  try {
    json = JSON.parse(read(file))
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal(`${file} は JSON ではありません。`, `${file} is no JSON.`)
  }
  const parsed = programme.safeParse(json)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.') || '(全体)'}: ${issue.message}`)
  throw new Refusal(
    `${file} は制度の書き方に合いません。docs/programmes.md を見てください。\n${faults.join('\n')}`,
    `${file} is no programme; see docs/programmes.md.`,
  )
}

const problemText = ({ line, key, what }: ExampleProblem) =>
  `${line}行目: ${t(`subsidies.example.${key}`, { what })}`

function difference(of: Programme, { row, assessment, amount }: Checked): string {
  const name = Object.entries(row.works).map(
    ([key, cost]) => `${of.works.find((work) => work.key === key)?.name ?? key} ${yenText(cost, t)}`,
  )
  const told = (yen: number | null) => (yen === null ? t('subsidies.outcome.undetermined') : yenText(yen, t))
  const lines = [
    `✗ ${row.line ? `${row.line}行目 ` : ''}${name.join(' + ')} ${JSON.stringify(row.facts)}`,
    `  期待 ${told(row.expected)} / 計算 ${assessment.outcome === 'incomplete' ? t('subsidies.outcome.incomplete') : told(amount)}`,
  ]
  if ('steps' in assessment) lines.push(...assessment.steps.map((step) => `    ${stepText(step, of, t)}`))
  if ('reasons' in assessment)
    lines.push(...assessment.reasons.map((reason) => `    ${reasonText(reason, t)}`))
  if (assessment.outcome === 'incomplete') lines.push(`    ${assessment.missing.join(', ')}`)
  return lines.join('\n')
}

function check(): number {
  let positionals: string[]
  try {
    positionals = parseArgs({ args: process.argv.slice(2), allowPositionals: true }).positionals
  } catch {
    positionals = []
  }
  const [file, cases] = positionals
  if (!file || positionals.length > 2) throw new Refusal(`使い方: ${USAGE}`, `Usage: ${USAGE}`)
  const of = programmeIn(file)
  const own: Row[] = of.examples.map((example) => ({ ...example, line: null }))
  const { rows, problems } = cases ? readExamples(read(cases), of) : { rows: own, problems: [] }
  if (rows.length + problems.length === 0)
    throw new Refusal(
      `${path.basename(cases ?? file)} に、${of.municipality}の検算の行がありません。`,
      `No example of ${of.municipality} in ${path.basename(cases ?? file)}.`,
    )
  const checked = checkExamples(of, rows)
  const wrong = checked.filter(({ agrees }) => !agrees)
  for (const problem of problems) console.log(`✗ ${problemText(problem)}`)
  for (const one of wrong) console.log(difference(of, one))
  console.log(
    `${of.municipality} ${of.name}: ${checked.length}件のうち${checked.length - wrong.length}件が一致` +
      (problems.length > 0 ? `、読めない行 ${problems.length}件` : ''),
  )
  return wrong.length + problems.length === 0 ? 0 : 1
}

try {
  process.exitCode = check()
} catch (error) {
  exitWith(error)
}
