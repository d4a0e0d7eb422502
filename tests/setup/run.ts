/**
 * `npm test`: all tests, first those of the parts, then those in a browser, also when the first have failed.
 * The figures are kept in the folder REPORTS for whoever wants to add them up, with what failed in `failed.txt`.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')
const reports = path.resolve(root, process.env.REPORTS || '.cache/reports')

type Figures = { passed: number; failed: number; names: string[] }

/** Runs a test program of an npm package and reads its report. */
function run(program: string, args: string[], read: (report: string) => Figures): Figures & { ok: boolean } {
  const { status } = spawnSync(process.execPath, [path.join(root, 'node_modules', program), ...args], {
    cwd: root,
    env: { ...process.env, REPORTS: reports },
    stdio: 'inherit',
  })
  let figures: Figures = { passed: 0, failed: 0, names: [] }
  try {
    figures = read(path.join(reports, args[0] === 'run' ? 'vitest.json' : 'playwright.json'))
  } catch {
    // A program that did not come as far as its report has no figures, and has failed.
  }
  const ok = status === 0 && figures.passed > 0 && figures.failed === 0
  // What fails without belonging to any test, such as the portal not starting, counts as one failure.
  const names = ok || figures.names.length > 0 ? figures.names : [`${program} failed outside of its tests`]
  return { ok, passed: figures.passed, failed: figures.failed || (ok ? 0 : 1), names }
}

type UnitFile = {
  name: string
  message: string
  assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
}
type Suite = { suites?: Suite[]; specs?: { ok: boolean; file: string; line: number; title: string }[] }

/** What failed in one file of tests of the parts; one that could not be read in has no tests of its own. */
function failedIn({ name, message, assertionResults }: UnitFile): string[] {
  const file = path.relative(root, name)
  const failed = assertionResults.filter(({ status }) => status === 'failed')
  if (failed.length === 0 && message) return [`${file}: ${message.split('\n')[0]}`]
  return failed.map((test) => `${file}: ${test.fullName}: ${test.failureMessages[0]?.split('\n')[0]}`)
}

const failedSpecs = ({ suites = [], specs = [] }: Suite): string[] => [
  ...specs
    .filter(({ ok }) => !ok)
    .map(({ file, line, title }) => `tests/e2e/${path.basename(file)}:${line}: ${title}`),
  ...suites.flatMap(failedSpecs),
]

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'))

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
const results = [
  run('vitest/vitest.mjs', ['run'], (report) => {
    const { numPassedTests, numFailedTests, testResults } = json(report)
    return { passed: numPassedTests, failed: numFailedTests, names: testResults.flatMap(failedIn) }
  }),
  run('@playwright/test/cli.js', ['test'], (report) => {
    const { stats, suites } = json(report)
    const names = failedSpecs({ suites })
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected, names }
  }),
]
const failed = results.flatMap(({ names }) => names)
writeFileSync(path.join(reports, 'failed.txt'), failed.map((name) => `${name}\n`).join(''))
if (failed.length > 0) console.log(`\nFailed:\n${failed.map((name) => `  ${name}`).join('\n')}`)
const sum = (figure: 'passed' | 'failed') => results.reduce((total, result) => total + result[figure], 0)
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
process.exit(results.every(({ ok }) => ok) ? 0 : 1)
