/**
 * The boards: places to help, openings of associations, what is asked of the city, and the indicators of those who took
 * part; 10,000 of each against 60. Asked are the functions behind the pages, one question after another, in a process
 * of its own for each database. By itself: `node --import tsx tests/bench/boards.ts`.
 */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { type Actor, guest } from '../../app/modules/accounts/rules'
import { openCluster } from '../../app/platform/postgres.server'
import { migrate } from '../../prisma/migrate'
import { askApart, type Times, timesOf } from './apart'
import { fillAssociations } from './corpus'

const file = fileURLToPath(import.meta.url)
const root = path.resolve(import.meta.dirname, '../..')
const SMALL = 60
const LARGE = 10_000
const ASKED = 60
const WARM_UP = 10
/** At 95 of 100, milliseconds; and how many times slower 10,000 may be than 60 */
const LIMITS = { p95: 100, ratio: 20 }
const TODAY = '2026-11-23'
const NOW = new Date(`${TODAY}T10:00:00+09:00`)

type Figure = Times & { name: string }

/** `count` places with two sessions each, ten who came to each past one; as many openings and matters. */
async function fill(url: string, count: number): Promise<void> {
  await migrate(url)
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM matters')
  if (rows[0]?.n !== count) {
    const began = Date.now()
    await client.query(
      'TRUNCATE associations, districts, volunteer_programmes, volunteers, sections, indicators RESTART IDENTITY CASCADE',
    )
    const { ids } = await fillAssociations(client)
    const among = (list: string) => `(${list})[1 + n % array_length(${list}, 1)]`
    await client.query('BEGIN')
    await client.query(
      `INSERT INTO volunteer_programmes (kind, state, year, title, offers_from, offers_until, apply_from, apply_until,
         activity_from, activity_until, report_until)
       SELECT 'experience', 'open', y, '体験 ' || y, make_date(y, 4, 1), make_date(y + 1, 3, 31), make_date(y, 4, 1),
         make_date(y + 1, 3, 31), make_date(y, 4, 1), make_date(y + 1, 3, 31), make_date(y + 1, 3, 31)
       FROM generate_series(2025, 2026) y`,
    )
    await client.query(
      `INSERT INTO volunteer_hosts (kind, name, state, association_id)
       SELECT 'association', '会 ' || a.id, 'registered', a.id FROM associations a WHERE a.id = ANY($1::int[])`,
      [ids],
    )
    const hosts = (await client.query<{ id: number }>('SELECT id FROM volunteer_hosts')).rows.map(
      ({ id }) => id,
    )
    await client.query(
      `INSERT INTO volunteer_places (programme_id, host_id, title, body, theme, stages, state, venue, supervisor, published_at, district_id)
       SELECT 1 + n % 2, ${among('$2::int[]')}, '公園のそうじ ' || n, repeat('いっしょにそうじをします。', 10),
         ${among(`ARRAY['environment', 'children', 'welfare']`)}, ARRAY['junior_high', 'high', 'adult'], 'published', '公園', '山田', now(),
         (SELECT district_id FROM associations WHERE id = ${among('$3::int[]')})
       FROM generate_series(1, $1::int) n`,
      [count, hosts, ids],
    )
    await client.query(
      `INSERT INTO volunteer_sessions (place_id, starts_at, ends_at, capacity, minutes)
       SELECT p.id, at, at + INTERVAL '2 hours', 20, 120 FROM volunteer_places p,
         LATERAL (SELECT TIMESTAMPTZ '${TODAY} 09:00+09' + (k * 2 - 1) * (1 + p.id % 60) * INTERVAL '1 day' AS at
                  FROM generate_series(0, 1) k) t`,
    )
    await client.query(
      `INSERT INTO volunteers (id, person, key_hash, stage, delete_on, same_hash)
       SELECT gen_random_uuid(), '', md5('k' || n), 'adult', DATE '2028-03-31', md5('p' || n % ($1::int * 4))
       FROM generate_series(1, $1::int * 10) n`,
      [count],
    )
    // New tables without figures: guessed to be small, a hundred thousand would be joined with as many one by one.
    await client.query('SET LOCAL enable_nestloop = off')
    for (const table of ['volunteers', 'volunteer_sessions']) await client.query(`ANALYZE ${table}`)
    // The promises kept row by row are not what is measured: the count that a trigger keeps is written at once below.
    const tables = ['volunteer_applications', 'volunteer_members']
    for (const table of tables) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
    await client.query(
      `WITH people AS (SELECT id, row_number() OVER (ORDER BY key_hash) AS n FROM volunteers),
         past AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM volunteer_sessions WHERE starts_at < TIMESTAMPTZ '${TODAY}'),
         made AS (INSERT INTO volunteer_applications (session_id, state, size)
                  SELECT past.id, 'placed', 1 FROM people JOIN past ON past.n = 1 + people.n % $1 RETURNING id),
         numbered AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM made)
       INSERT INTO volunteer_members (application_id, volunteer_id, leads, stage, needs_consent, attendance, code)
       SELECT numbered.id, people.id, true, 'adult', false, 'attended', upper(substr(md5('c' || people.n), 1, 6))
       FROM numbered JOIN people USING (n) ON CONFLICT (code) DO NOTHING`,
      [count],
    )
    // A code is six letters of many; the few that fell together leave an application without a person.
    await client.query(
      `DELETE FROM volunteer_applications a WHERE NOT EXISTS (SELECT FROM volunteer_members m WHERE m.application_id = a.id)`,
    )
    await client.query(
      `UPDATE volunteer_sessions s SET taken = c.n FROM
         (SELECT session_id, count(*)::int AS n FROM volunteer_applications GROUP BY 1) c WHERE c.session_id = s.id`,
    )
    for (const table of tables) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
    await client.query('COMMIT')
    await client.query(
      `INSERT INTO openings (association_id, kind, state, title, body, minutes, evening, weekend, from_home, published_at)
       SELECT ${among('$2::int[]')}, ${among(`ARRAY['post', 'task', 'event', 'months']`)}, 'open', '書記の手伝い ' || n,
         repeat('月に一度の会議の記録です。', 10), 60 * (1 + n % 6), n % 2 = 0, n % 3 = 0, n % 5 = 0,
         TIMESTAMPTZ '2026-04-01' + n * INTERVAL '20 minutes' FROM generate_series(1, $1::int) n`,
      [count, ids],
    )
    await client.query(
      `INSERT INTO sections (name) SELECT '第' || n || '課' FROM generate_series(1, 20) n;
       INSERT INTO exchange_settings (id) VALUES (1) ON CONFLICT DO NOTHING`,
    )
    await client.query(
      `INSERT INTO matters (kind, channel, state, category, title, body, association_id, district_id, section_id, due_on,
         received_at, routed_at, answered_at, closed_at, progress, created_at)
       SELECT ${among(`ARRAY['question', 'proposal', 'request']`)}::"MatterKind", 'association', state::"MatterState", 'roads',
         '街灯について ' || n, repeat('夜になると暗くて歩けません。', 10), ${among('$2::int[]')},
         (SELECT district_id FROM associations WHERE id = ${among('$2::int[]')}),
         CASE WHEN state <> 'received' THEN 1 + n % 20 END, CASE WHEN state <> 'received' THEN (at + INTERVAL '14 days')::date END,
         at, CASE WHEN state <> 'received' THEN at END, CASE WHEN state NOT IN ('received', 'routed') THEN at + INTERVAL '10 days' END,
         CASE WHEN state = 'done' THEN at + INTERVAL '90 days' END, CASE WHEN state = 'done' THEN 100 ELSE 0 END, at
       FROM (SELECT n, TIMESTAMPTZ '2026-11-20' - n % 3000 * INTERVAL '1 day' AS at,
               (ARRAY['received', 'routed', 'answered', 'underway', 'done', 'done', 'done', 'done', 'done', 'impossible'])[1 + n % 10] AS state
             FROM generate_series(1, $1::int) n) given`,
      [count, ids],
    )
    await client.query(
      `INSERT INTO matter_events (matter_id, kind, text) SELECT m.id, 'routed', '' FROM matters m, generate_series(1, 4)`,
    )
    await client.query(
      `INSERT INTO indicators (key, theme, name, unit, computed)
       SELECT 'bench_' || k, '市民活動', k, 'people', k FROM unnest(ARRAY['volunteer_participants']) k;
       INSERT INTO indicator_years (indicator_id, year, target) SELECT i.id, y, 600 FROM indicators i, generate_series(2025, 2026) y`,
    )
    await client.query('VACUUM ANALYZE')
    console.log(`  ${count} of each filled in ${Math.round((Date.now() - began) / 1000)} s`)
  }
  await client.end()
}

/** A reviewer of the city, as a session would give one. */
const reviewer: Actor = {
  ...guest(TODAY),
  user: { id: '00000000-0000-7000-8000-000000000000', name: '受付', language: 'ja', demonstration: false },
  staff: ['reviewer'],
  cityPath: '/1/',
  capacity: 'reviewer',
}

/** The process that asks. */
async function ask(): Promise<void> {
  const [find, { findQuery }, openings, matters, desk, { matterFor }, indicators, one, { closeDatabase }] =
    await Promise.all([
      import('../../app/modules/volunteering/queries/find.server'),
      import('../../app/modules/volunteering/schema'),
      import('../../app/modules/openings/queries/list.server'),
      import('../../app/modules/exchange/queries/list.server'),
      import('../../app/modules/exchange/queries/city-desk.server'),
      import('../../app/modules/exchange/queries/matter.server'),
      import('../../app/modules/indicators/queries/overview.server'),
      import('../../app/modules/indicators/queries/indicator.server'),
      import('../../app/platform/db.server'),
    ])
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
  const any = guest(TODAY)
  await measure('places to help, the first page', () => find.findPlaces(findQuery.parse({}), NOW, TODAY))
  await measure('places for a stage, searched by a word', (i) =>
    find.findPlaces({ ...findQuery.parse({ stage: 'high' }), q: `そうじ ${i}` }, NOW, TODAY),
  )
  await measure('openings, the first page', () => openings.listOpenings({}, TODAY))
  await measure('matters, the first page with their counts', () =>
    Promise.all([matters.listMatters({}, TODAY), matters.countByState({}, TODAY)]),
  )
  await measure('matters, searched by words', (i) => matters.listMatters({ q: `街灯 ${i * 7}` }, TODAY))
  await measure('one matter', (i) => matterFor(any, 1 + (i % SMALL)))
  await measure("the city's desk", () => desk.cityDesk(reviewer, {}))
  await measure('indicators of a year', () => indicators.overview(any, 2026))
  await measure('participants by month, stage, host and district', () =>
    one.indicatorOf(any, 'bench_volunteer_participants', 2026),
  )
  process.stdout.write(`${JSON.stringify(figures)}\n`)
  await closeDatabase()
}

type Cluster = Awaited<ReturnType<typeof openCluster>>

/** The section of docs/benchmarks.md; the figures that miss their limit are said in it. */
export async function boardsSection(cluster: Cluster): Promise<string> {
  const measured: Figure[][] = []
  for (const count of [SMALL, LARGE]) {
    const database = `bench_boards_${count}`
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
  const many = LARGE.toLocaleString('en')
  return `## The boards: ${many} of each against ${SMALL}

| question | ${SMALL}, p50 ms | ${SMALL}, p95 ms | ${many}, p50 ms | ${many}, p95 ms | worst ms | p95, many to few |
|---|---|---|---|---|---|---|
${lines.join('\n')}

${ASKED} questions a row, one after another, without the HTTP around them. ${many} places with two sessions each and ten
people who came to each past one (${(LARGE * 10).toLocaleString('en')} attendances), ${many} openings, ${many} matters. The limits are ${LIMITS.p95} ms at
p95 and ${LIMITS.ratio} times the few. ${missed.length === 0 ? 'All are kept.' : `Missed: ${missed.join('; ')}.`}`
}

if (process.argv[2] === '--ask') {
  await ask()
  process.exit(0)
} else if (process.argv[1] === file) {
  const cluster = await openCluster({
    folder: path.join(root, '.data/postgres-bench-boards'),
    program: 'bench',
  })
  try {
    console.log(await boardsSection(cluster))
  } finally {
    await cluster.close()
  }
}
