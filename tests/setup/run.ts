/**
 * `npm test`: all tests, first those of the parts, then those in a browser, also when the first have failed.
 * The figures are kept in the folder REPORTS for whoever wants to add them up.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')
const reports = path.resolve(root, process.env.REPORTS || '.cache/reports')

type Figures = { passed: number; failed: number }

/** Runs a test program of an npm package and reads its report. */
function run(program: string, args: string[], read: (report: string) => Figures): Figures & { ok: boolean } {
  const { status } = spawnSync(process.execPath, [path.join(root, 'node_modules', program), ...args], {
    cwd: root,
    env: { ...process.env, REPORTS: reports },
    stdio: 'inherit',
  })
  let figures: Figures = { passed: 0, failed: 0 }
  try {
    figures = read(path.join(reports, args[0] === 'run' ? 'vitest.json' : 'playwright.json'))
  } catch {
    // A program that did not come as far as its report has no figures, and has failed.
  }
  const ok = status === 0 && figures.passed > 0 && figures.failed === 0
  // What fails without belonging to any test, such as the portal not starting, counts as one failure.
  return { ok, passed: figures.passed, failed: figures.failed || (ok ? 0 : 1) }
}

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'))

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
const results = [
  run('vitest/vitest.mjs', ['run'], (report) => {
    const { numPassedTests, numFailedTests } = json(report)
    return { passed: numPassedTests, failed: numFailedTests }
  }),
  run('@playwright/test/cli.js', ['test'], (report) => {
    const { expected, flaky, unexpected } = json(report).stats
    return { passed: expected + flaky, failed: unexpected }
  }),
]
const sum = (figure: keyof Figures) => results.reduce((total, result) => total + result[figure], 0)
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
process.exit(results.every(({ ok }) => ok) ? 0 : 1)
