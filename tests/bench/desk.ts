/**
 * The review desk: 10,000 applications of many years against 60 of one. Asked are the functions behind the pages, one
 * question after another, in a process of its own for each database. By itself: `node --import tsx tests/bench/desk.ts`.
 */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Actor } from '../../app/modules/accounts/rules'
import { openCluster } from '../../app/platform/postgres.server'
import { migrate } from '../../prisma/migrate'
import { askApart, type Times, timesOf } from './apart'
import { fillAssociations } from './corpus'

const file = fileURLToPath(import.meta.url)
const root = path.resolve(import.meta.dirname, '../..')
const SMALL = 60
const LARGE = 10_000
const ASKED = 100
const WARM_UP = 20
/** At 95 of 100, milliseconds; and how many times slower 10,000 may be than 60 */
const LIMITS = { p95: 100, ratio: 5 }
const TODAY = '2026-11-23'

/** One in ten is open, as many in each state; the rest are paid, refused or withdrawn, over ten years. */
const OPEN = [
  'consulting',
  'consulted',
  'submitted',
  'reviewing',
  'correcting',
  'proposed',
  'decided',
  'started',
  'reported',
  'inspected',
  'finalised',
  'claimed',
]

type Figure = Times & { name: string }

async function fill(url: string, count: number): Promise<void> {
  await migrate(url)
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM subsidy_applications')
  if (rows[0]?.n !== count) {
    const began = Date.now()
    const { ids } = await fillAssociations(client)
    await client.query(
      `INSERT INTO subsidy_programmes (key, own) VALUES ('bench', true);
       INSERT INTO subsidy_programme_versions (programme_id, number, year_from, name, definition, state, published_at)
       SELECT 1, 1, 2010, '架空市集会所補助', $definition$${DEFINITION}$definition$::jsonb, 'published', now();
       INSERT INTO subsidy_budgets (programme_id, year) SELECT 1, y FROM generate_series(2017, 2026) y`,
    )
    await client.query(
      `INSERT INTO subsidy_applications (version_id, year, association_id, state, receipt_number, title, purpose, works, facts,
         budget_id, decided_amount, decided_on, submitted_at, due_on, created_at)
       SELECT 1, CASE WHEN open THEN 2026 ELSE 2017 + n % 9 END, ($2::int[])[1 + n % array_length($2::int[], 1)],
         state::"SubsidyState", 'B-' || n, '会館の耐震改修 ' || n, repeat('会館を直します。', 20), ARRAY['retrofit'], '{"otherMoney": 0}',
         1 + n % 10, CASE WHEN state IN ('decided', 'started', 'reported', 'inspected', 'finalised', 'claimed', 'paid') THEN 800000 END,
         CASE WHEN state IN ('decided', 'started', 'reported', 'inspected', 'finalised', 'claimed', 'paid') THEN DATE '2026-06-01' END,
         CASE WHEN state NOT IN ('consulting', 'consulted') THEN TIMESTAMPTZ '2026-11-20' - (n % 3000) * INTERVAL '1 day' END,
         CASE WHEN state = 'correcting' THEN DATE '2026-11-01' + n % 40 END, TIMESTAMPTZ '2016-04-01' + n * INTERVAL '8 hours'
       FROM (SELECT n, n % 10 = 0 AS open, CASE WHEN n % 10 = 0 THEN ($3::text[])[1 + n / 10 % array_length($3::text[], 1)]
         ELSE (ARRAY['paid', 'paid', 'paid', 'refused', 'withdrawn'])[1 + n % 5] END AS state FROM generate_series(1, $1::int) n) given`,
      [count, ids, OPEN],
    )
    await client.query(
      `INSERT INTO subsidy_cost_lines (application_id, work, label, amount)
       SELECT a.id, 'retrofit', '工事 ' || i, 200000 + i FROM subsidy_applications a, generate_series(1, 6) i;
       INSERT INTO subsidy_events (application_id, verb, to_state, created_at)
       SELECT a.id, 'submit', a.state, a.created_at + i * INTERVAL '5 days' FROM subsidy_applications a, generate_series(1, 10) i;
       INSERT INTO subsidy_documents (application_id, step, name, state)
       SELECT a.id, 'application', '書類 ' || i, 'accepted' FROM subsidy_applications a, generate_series(1, 10) i`,
    )
    await client.query('VACUUM ANALYZE')
    console.log(`  ${count} applications filled in ${Math.round((Date.now() - began) / 1000)} s`)
  }
  await client.end()
}

const DEFINITION = JSON.stringify({
  format: 'subsidy-programme/1',
  key: 'bench',
  municipality: '架空市',
  alsoCalled: [],
  name: '架空市集会所補助',
  purpose: '',
  source: { title: '架空の要綱', url: '', asOf: '' },
  fiscalYears: { from: 2010, until: null },
  facts: [],
  requirements: [],
  otherMoney: 'deduct',
  rounding: 1000,
  works: [
    {
      key: 'retrofit',
      name: '耐震改修',
      alsoCalled: [],
      description: '',
      requirements: [],
      costs: { included: [], excluded: [] },
      grant: { rate: '2/3' },
      cap: 1_000_000,
    },
  ],
  severalWorks: false,
  jointCaps: [],
  documents: [],
  conditions: [],
  dates: { contractAfterDecision: true },
  budget: { method: 'first_come', amount: null },
  advancePayment: false,
  disposalYears: null,
  openPoints: [],
  examples: [],
})

/** A reviewer of the city, as a session would give one. */
const reviewer: Actor = {
  user: { id: '00000000-0000-7000-8000-000000000000', name: '審査', language: 'ja', demonstration: false },
  seats: [],
  memberships: [],
  staff: ['reviewer'],
  secondFactorMissing: false,
  cityPath: '/1/',
  today: TODAY,
  capacity: 'reviewer',
  origin: '',
}

/** The process that asks. */
async function ask(): Promise<void> {
  const [{ queue }, { reviewOf }, { grantedList }, { yearEndView }, { rows, closeDatabase }] =
    await Promise.all([
      import('../../app/modules/applications/queries/queue.server'),
      import('../../app/modules/applications/queries/review.server'),
      import('../../app/modules/applications/queries/granted.server'),
      import('../../app/modules/applications/queries/year-end.server'),
      import('../../app/platform/db.server'),
    ])
  const open = await rows<{ id: number }>(
    `SELECT id FROM subsidy_applications WHERE state NOT IN ('paid', 'refused', 'withdrawn') ORDER BY id LIMIT $1`,
    [ASKED],
  )
  const figures: Figure[] = []
  const measure = async (name: string, question: (i: number) => Promise<unknown>) => {
    const times: number[] = []
    for (let i = 0; i < ASKED + WARM_UP; i++) {
      const began = performance.now()
      await question(i)
      if (i >= WARM_UP) times.push(performance.now() - began)
    }
    figures.push({ name, ...timesOf(times) })
  }
  await measure('what waits for me', () => queue(reviewer, {}))
  await measure('all, newest first', () => queue(reviewer, { view: 'all' }))
  let last: string | undefined
  for (let page = await queue(reviewer, { view: 'all' }); page.next; ) {
    last = page.next
    page = await queue(reviewer, { view: 'all', after: page.next })
  }
  await measure('all, the last page', () => queue(reviewer, { view: 'all', after: last }))
  await measure('overdue, by date', () => queue(reviewer, { view: 'overdue' }))
  await measure('searched by the name of an association', (i) =>
    queue(reviewer, { view: 'all', q: `会${i % 50}` }),
  )
  await measure('one application', (i) => reviewOf(reviewer, open[i % open.length]?.id ?? 1))
  await measure('the year end', () => yearEndView(reviewer, { year: 2026 }))
  await measure('what was granted, in public', () => grantedList({}))
  process.stdout.write(`${JSON.stringify(figures)}\n`)
  await closeDatabase()
}

type Cluster = Awaited<ReturnType<typeof openCluster>>

/** The section of docs/benchmarks.md; the figures that miss their limit are said in it. */
export async function deskSection(cluster: Cluster): Promise<string> {
  const measured: Figure[][] = []
  for (const count of [SMALL, LARGE]) {
    const database = `bench_desk_${count}`
    await cluster.ensureDatabase(database)
    await fill(cluster.url(database), count)
    measured.push(await askApart<Figure>(file, cluster.url(database)))
  }
  const [small = [], large = []] = measured
  const missed: string[] = []
  const lines = large.map((row, i) => {
    const before = small[i] ?? row
    const ratio = row.p95 / before.p95
    if (row.p95 > LIMITS.p95) missed.push(`${row.name}: ${row.p95.toFixed(0)} ms against ${LIMITS.p95}`)
    if (ratio > LIMITS.ratio) missed.push(`${row.name}: ${ratio.toFixed(1)} times against ${LIMITS.ratio}`)
    console.log(`  ${row.name}: p95 ${row.p95.toFixed(1)} ms, ${ratio.toFixed(2)} times that of ${SMALL}`)
    return `| ${row.name} | ${before.p50.toFixed(1)} | ${before.p95.toFixed(1)} | ${row.p50.toFixed(1)} | ${row.p95.toFixed(1)} | ${row.worst.toFixed(1)} | ${ratio.toFixed(2)} |`
  })
  return `## The review desk: ${LARGE.toLocaleString('en')} applications against ${SMALL}

| question | ${SMALL}, p50 ms | ${SMALL}, p95 ms | ${LARGE.toLocaleString('en')}, p50 ms | ${LARGE.toLocaleString('en')}, p95 ms | worst ms | p95, many to few |
|---|---|---|---|---|---|---|
${lines.join('\n')}

${ASKED} questions a row, one after another, without the HTTP around them. Of the ${LARGE.toLocaleString('en')} a thousand are open, in twelve states;
each has six cost lines, ten events and ten documents. The limits are ${LIMITS.p95} ms at p95 and ${LIMITS.ratio} times the few. ${
    missed.length === 0 ? 'All are kept.' : `Missed: ${missed.join('; ')}.`
  }`
}

if (process.argv[2] === '--ask') {
  await ask()
  process.exit(0)
} else if (process.argv[1] === file) {
  // A cluster of its own: by itself it may run beside another measurement.
  const cluster = await openCluster({
    folder: path.join(root, '.data/postgres-bench-desk'),
    program: 'bench',
  })
  try {
    console.log(await deskSection(cluster))
  } finally {
    await cluster.close()
  }
}
