/** `npm run aeds:import` as a program: what it prints, writes, and answers with. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { db } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'

const root = path.resolve(import.meta.dirname, '../../..')
const folder = mkdtempSync(path.join(tmpdir(), 'aeds-import-'))
const file = (name: string) => path.join(import.meta.dirname, name)

type Ran = { code: number; out: string }

/** Runs the command where there is no database: nothing may ask for one. */
const run = (...args: string[]) => runAt('postgresql://nobody@127.0.0.1:1/none', args)

/** Runs the command beside the database of this test. */
const runHere = (...args: string[]) => runAt(process.env.DATABASE_URL ?? '', args)

function runAt(url: string, args: string[]): Promise<Ran> {
  const settings = { APP_SECRET: 'x'.repeat(40), PUBLIC_URL: 'http://localhost:3000' }
  const env = { ...process.env, ...settings, DATABASE_URL: url, INIT_CWD: folder }
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', path.join(root, 'prisma/aeds-import.ts'), ...args],
      { env, cwd: root },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, out: stdout + stderr }),
    )
  })
}

test('a dry run tells of every row and needs no database; rows that are refused are no failure', async () => {
  const { code, out } = await run(file('hazards/remark-at-end.csv'), '--dry-run', '--report', 'report.csv')
  expect(out).toContain('4行: 受け入れ 2、直して受け入れ 0、位置なしで受け入れ 0、受け入れず 2')
  expect(out).toContain('何も書き込んでいません')
  expect(code).toBe(0)
  const report = readFileSync(path.join(folder, 'report.csv'), 'utf8').split('\r\n')
  expect(report[0]).toBe('\ufeff行,結果,名称,見分ける印,理由')
  expect(report).toHaveLength(6)
  expect(report[3]).toBe('4,受け入れず,2,,AEDではなく、注記や合計の行です(合計)。')
}, 60_000)

test('an unknown layout is not written before its columns are named', async () => {
  const unknown = file('hazards/unknown-names.csv')
  const unsure = await run(unknown)
  expect(unsure.code).toBe(1)
  expect(unsure.out).toMatch(/名称 ← A \(\d+%\)/)
  expect(unsure.out).toContain('--mapping')
  writeFileSync(
    path.join(folder, 'columns.json'),
    JSON.stringify({ name: 'A', address: ['B'], latitude: 'C', longitude: 'D' }),
  )
  const named = await run(unknown, '--mapping', 'columns.json', '--dry-run')
  expect(named.out).toContain('3行: 受け入れ 3')
  expect(named.code).toBe(0)
  writeFileSync(path.join(folder, 'wrong.json'), '{"name": "E"}')
  const wrong = await run(unknown, '--mapping', 'wrong.json', '--dry-run')
  expect(wrong.code).toBe(1)
  expect(wrong.out).toContain('ファイルにない列です: E')
}, 120_000)

test('beside a database, a dry run tells what would change and writes nothing; a guess is not remembered', async () => {
  await resetDatabase()
  const list = [file('hazards/utf-8.csv'), '--source', '試験市の一覧']
  const first = await runHere(...list, '--dry-run')
  expect(first.out).toMatch(/書き込むと: 新しい[1-9]\d*、変わった0、変わらない0、一覧から消えた0/)
  expect(first.code).toBe(0)
  expect([await db.aedSource.count(), await db.aed.count()]).toEqual([0, 0])
  const writing = await runHere(...list)
  expect(writing.out).toContain('書き込みました')
  const { mapping } = await db.aedSource.findFirstOrThrow()
  expect(mapping).toBeNull()
  const [gone] = await db.aed.findMany({ orderBy: { id: 'asc' } })
  await db.aed.update({ where: { id: gone?.id }, data: { sourceKey: 'id:gone' } })
  const again = await runHere(...list, '--dry-run', '--report', 'compared.csv')
  expect(again.out).toMatch(/書き込むと: 新しい1、変わった0、変わらない\d+、一覧から消えた1/)
  const report = readFileSync(path.join(folder, 'compared.csv'), 'utf8')
  expect(report).toContain('一覧から消えた,id:gone')
  const apart = await run(...list, '--dry-run')
  expect(apart.out).toContain('データベースを読めない')
  expect(apart.code).toBe(0)
}, 120_000)

test('columns that were confirmed for a source are used again for the same header, and stay', async () => {
  await resetDatabase()
  const mapping = { header: ['A', 'B', 'C', 'D'], mapping: { name: [1], address: [0] } }
  await db.aedSource.create({ data: { name: '確かめた一覧', mapping } })
  const known = await runHere(file('hazards/unknown-names.csv'), '--source', '確かめた一覧')
  expect(known.out).toContain('前に確かめたもの')
  expect(known.out).toContain('名称 ← B')
  expect(known.code).toBe(0)
  expect(await db.aedSource.findFirstOrThrow()).toMatchObject({ mapping })
  expect(await db.aed.count()).toBe(3)
}, 60_000)

test.each([
  [['nothing.csv'], 'nothing.csv というファイルがありません'],
  [[file('hazards/web-page.csv'), '--dry-run'], 'ウェブページです'],
  [['--no-such-thing'], '使い方: npm run aeds:import'],
])(
  '%j is refused with words',
  async (args, words) => {
    const { code, out } = await run(...args)
    expect(out).toContain(words)
    expect(code).toBe(1)
  },
  60_000,
)
