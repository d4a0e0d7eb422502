/**
 * Taking in a list of 10,000 AEDs: the file is sent, checked and written through the real job queue, and then a newer
 * file of the same source. In a process of its own, as the portal is. By itself:
 * `node --import tsx tests/bench/aed-import.ts 10000`.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { openCluster } from '../../app/platform/postgres.server'
import { migrate } from '../../prisma/migrate'

const file = fileURLToPath(import.meta.url)
const root = path.resolve(import.meta.dirname, '../..')

/** The issue: upload, check and write together. */
const LIMIT_SECONDS = 30

type Step = { name: string; sentMs: number; checkedMs: number; writtenMs: number; changes: string }
type Figures = { steps: Step[]; bytes: number; beforeMb: number; peakMb: number; longestPauseMs: number }

const HEAD =
  '都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,住所,方書,緯度,経度,設置位置,電話番号,内線番号,法人番号,団体名,利用可能曜日,開始時間,終了時間,利用可能日時特記事項,小児対応設備の有無,URL,備考'

/** A list in the old standard format; every tenth row differs in the newer one, and the last hundred are others. */
function listOf(rows: number, newer: boolean): string {
  const lines = Array.from({ length: rows }, (_, at) => {
    const n = newer && at >= rows - 100 ? at + 100 : at
    const position = newer && at % 10 === 0 ? '2階の廊下' : '1階の受付'
    const latitude = (34.75 + (n % 997) / 10_000).toFixed(6)
    const longitude = (135.6 + (n % 1009) / 10_000).toFixed(6)
    return `272108,${n + 1},大阪府,枚方市,第${n + 1}集会所,ダイ${n + 1}シュウカイショ,大阪府枚方市中央町${n + 1}番地,,${latitude},${longitude},${position},072-000-0000,,,枚方市,月火水木金,9:00,17:${String(n % 60).padStart(2, '0')},祝日・年末年始を除く,有,,`
  })
  return `\ufeff${[HEAD, ...lines].join('\r\n')}\r\n`
}

/** The section of docs/benchmarks.md. */
export async function aedImportSection(databaseUrl: string, rows = 10_000): Promise<string> {
  await migrate(databaseUrl)
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-import-'))
  try {
    const { steps, bytes, beforeMb, peakMb, longestPauseMs } = await takeIn(databaseUrl, folder, rows)
    const seconds = (ms: number) => (ms / 1000).toFixed(1)
    const all = ({ sentMs, checkedMs, writtenMs }: Step) => sentMs + checkedMs + writtenMs
    for (const step of steps) console.log(`  ${step.name}: ${seconds(all(step))} s`)
    const slowest = Math.max(...steps.map(all))
    if (slowest > LIMIT_SECONDS * 1000) throw new Error(`An import took ${seconds(slowest)} s`)
    const lines = steps.map(
      (step) =>
        `| ${step.name} | ${step.changes} | ${seconds(step.sentMs)} s | ${seconds(step.checkedMs)} s | ${seconds(step.writtenMs)} s | **${seconds(all(step))} s** |`,
    )
    return `## Importing a list of ${rows.toLocaleString('en')} AEDs

| file | rows | sent and looked at | checked | written | together |
|---|---|---|---|---|---|
${lines.join('\n')}

A CSV file of ${(bytes / 2 ** 20).toFixed(1)} MB in the old standard format, through the job queue, whose waiting is counted; nobody's
reading time is. The process of the portal had ${beforeMb} MB before and ${peakMb} MB at its peak, and was held up for at most
${longestPauseMs} ms at a time; the file is read in a program beside it. At most ${LIMIT_SECONDS} s are allowed.`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function takeIn(databaseUrl: string, folder: string, rows: number): Promise<Figures> {
  const worker = spawn(process.execPath, ['--import', 'tsx', file, '--worker', String(rows), folder], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      DATA_DIR: folder,
      APP_SECRET: 'a secret of the benchmark, which nobody has to keep',
      PUBLIC_URL: 'http://localhost:3000',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.once('exit', () => worker.kill('SIGKILL'))
  let output = ''
  worker.stdout.on('data', (chunk) => {
    output += chunk
  })
  const code = await new Promise<number | null>((resolve) => worker.once('exit', resolve))
  if (code !== 0) throw new Error(`The worker ended with ${code}`)
  return JSON.parse(output.slice(output.indexOf('{'))) as Figures
}

/** The process of the portal: it takes both files in and measures itself. */
async function work(rows: number, folder: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  await client.query('TRUNCATE aed_sources, aeds, aed_imports, towns, users RESTART IDENTITY CASCADE')
  const { rows: made } = await client.query<{ id: string }>(
    `INSERT INTO users (id, email, family_name, given_name)
     VALUES (gen_random_uuid(), 'staff@mail.example', '市', '職員') RETURNING id`,
  )
  // As many towns as the city has: each place looks for its nearest.
  await client.query(
    `INSERT INTO towns (name, latitude, longitude)
     SELECT '町' || i, 34.75 + (i % 20) * 0.005, 135.6 + (i / 20) * 0.005 FROM generate_series(1, 395) i`,
  )
  const [{ guest }, decide, { startImport }, { handlers }, { uploadForm }, { importById }, jobs, { dayOf }] =
    await Promise.all([
      import('../../app/modules/accounts/rules'),
      import('../../app/modules/imports/commands/decide.server'),
      import('../../app/modules/imports/commands/upload.server'),
      import('../../app/modules/imports/jobs.server'),
      import('../../app/modules/imports/forms'),
      import('../../app/modules/imports/queries/imports.server'),
      import('../../app/platform/jobs.server'),
      import('../../app/platform/clock'),
    ])
  const user = { id: made[0]?.id ?? '', name: '市 職員', language: 'ja', demonstration: false }
  const actor = { ...guest(dayOf(new Date())), user, staff: ['section_staff' as const] }
  await jobs.startJobs(handlers, {})
  await client.query('DELETE FROM pgboss.job')

  const rss = () => Math.round(process.memoryUsage().rss / 2 ** 20)
  const beforeMb = rss()
  let peakMb = beforeMb
  let longestPauseMs = 0
  let last = performance.now()
  const watch = setInterval(() => {
    peakMb = Math.max(peakMb, rss())
    longestPauseMs = Math.max(longestPauseMs, Math.round(performance.now() - last - 10))
    last = performance.now()
  }, 10)

  const reached = async (id: number, state: string) => {
    for (;;) {
      const found = await importById(actor, id)
      if (found.state === state) return found
      if (found.state === 'failed') throw new Error(`The import failed: ${found.failure}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  const steps: Step[] = []
  let bytes = 0
  for (const newer of [false, true]) {
    const content = listOf(rows, newer)
    bytes = Buffer.byteLength(content)
    const at = path.join(folder, 'aed.csv')
    writeFileSync(at, content)
    const source = newer ? { source: '1' } : { name: '試験の一覧' }
    const began = performance.now()
    const id = await startImport(actor, uploadForm.parse(source), { name: 'aed.csv', path: at })
    const sent = performance.now()
    const { version, mapping } = await importById(actor, id)
    await decide.confirmMapping(actor, id, version, mapping)
    const { version: next, summary } = await reached(id, 'checked')
    const checked = performance.now()
    await decide.orderWriting(actor, id, next)
    await reached(id, 'applied')
    const written = performance.now()
    const { added = 0, changed = 0, unchanged = 0, vanished = 0 } = summary?.changes ?? {}
    steps.push({
      name: newer ? 'a newer file of the same source' : 'the first file',
      changes: `${added} new, ${changed} changed, ${unchanged} unchanged, ${vanished} vanished`,
      sentMs: sent - began,
      checkedMs: checked - sent,
      writtenMs: written - checked,
    })
  }
  clearInterval(watch)
  const { rows: counted } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM aeds')
  if (counted[0]?.n !== rows + 100) throw new Error(`${counted[0]?.n} AEDs stand`)
  process.stdout.write(`${JSON.stringify({ steps, bytes, beforeMb, peakMb, longestPauseMs })}\n`)
  await client.end()
  await jobs.stopJobs()
}

if (process.argv[2] === '--worker') {
  await work(Number(process.argv[3]), process.argv[4] ?? '')
  process.exit(0)
} else if (process.argv[1] === file) {
  const cluster = await openCluster({ folder: path.join(root, '.data/postgres-bench'), program: 'bench' })
  try {
    await cluster.ensureDatabase('bench_aed_import')
    console.log(await aedImportSection(cluster.url('bench_aed_import'), Number(process.argv[2] ?? 10_000)))
  } finally {
    await cluster.close()
  }
}
