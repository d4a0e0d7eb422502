/**
 * Results of a survey with 10,000 answers against one with 60: what the page of results asks, in a process of its own.
 * By itself: `node --import tsx tests/bench/surveys.ts`.
 */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { guest } from '../../app/modules/accounts/rules'
import { openCluster } from '../../app/platform/postgres.server'
import { migrate } from '../../prisma/migrate'
import { askApart, type Times, timesOf } from './apart'
import { fillAssociations } from './corpus'

const file = fileURLToPath(import.meta.url)
const root = path.resolve(import.meta.dirname, '../..')
const SMALL = 60
const LARGE = 10_000
const ASKED = 20
const WARM_UP = 3
/** The page of results is there within a second, whatever it has to count. Milliseconds. */
const LIMIT = 1000
const TODAY = '2026-11-23'

type Figure = Times & { name: string }

/** One survey with two questions of each kind, over, with `count` answers and as many rows of the roll. */
async function fill(url: string, count: number): Promise<void> {
  await migrate(url)
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM survey_ballots')
  if (rows[0]?.n !== count) {
    await client.query('TRUNCATE associations, districts, surveys RESTART IDENTITY CASCADE')
    const { ids } = await fillAssociations(client)
    await client.query('BEGIN')
    await client.query(
      `INSERT INTO surveys (association_id, audience_id, state, title, purpose, reach, unit, opens_on, closes_on, opened_at)
       SELECT id, id, 'open', 'アンケート', '計画', 'members', 'household', '2026-10-01', '2026-10-31', '2026-10-01'
       FROM associations WHERE kind = 'city'`,
    )
    await client.query(
      `INSERT INTO survey_questions (survey_id, position, kind, label, most)
       SELECT 1, n, kind, '設問 ' || n, CASE kind WHEN 'scale' THEN 5 WHEN 'ranking' THEN 3 END
       FROM (SELECT n, (ARRAY['single', 'multiple', 'scale', 'ranking', 'place', 'text'])[1 + n % 6]::"SurveyQuestionKind" AS kind
             FROM generate_series(0, 11) n) q;
       INSERT INTO survey_options (question_id, position, label)
       SELECT q.id, n, '選択肢 ' || n FROM survey_questions q, generate_series(1, 6) n
       WHERE q.kind IN ('single', 'multiple', 'ranking')`,
    )
    await client.query(
      `INSERT INTO survey_ballots (id, survey_id, answers, on_paper)
       SELECT gen_random_uuid(), 1, (
         SELECT jsonb_object_agg(q.id::text, CASE q.kind
           WHEN 'scale' THEN to_jsonb(1 + (n * q.id) % 5)
           WHEN 'single' THEN to_jsonb((SELECT min(o.id) FROM survey_options o WHERE o.question_id = q.id) + n % 6)
           WHEN 'place' THEN jsonb_build_object('lat', 34.78 + (n % 97) * 0.001, 'lng', 135.62 + (n % 89) * 0.001)
           WHEN 'text' THEN to_jsonb('意見です。' || n)
           ELSE (SELECT jsonb_agg(o.id ORDER BY (o.id * n) % 7) FILTER (WHERE (o.id + n) % 2 = 0)
                 FROM survey_options o WHERE o.question_id = q.id) END)
         FROM survey_questions q WHERE q.survey_id = 1), n % 5 = 0
       FROM generate_series(1, $1::int) n`,
      [count],
    )
    await client.query(
      `INSERT INTO survey_roll (id, survey_id, voter_key, area_id)
       SELECT gen_random_uuid(), 1, 'key ' || n, ($2::int[])[1 + n % array_length($2::int[], 1)] FROM generate_series(1, $1::int) n`,
      [count, ids],
    )
    await client.query(
      `INSERT INTO households (association_id, name)
       SELECT ($2::int[])[1 + n % array_length($2::int[], 1)], '世帯 ' || n FROM generate_series(1, $1::int * 2) n`,
      [count, ids],
    )
    await client.query(
      `INSERT INTO survey_text_reviews (question_id, text_hash, shown)
       SELECT q.id, encode(sha256(convert_to('意見です。' || n, 'UTF8')), 'hex'), n % 3 <> 0
       FROM survey_questions q, generate_series(1, $1::int) n WHERE q.kind = 'text'`,
      [count],
    )
    await client.query(`UPDATE surveys SET state = 'closed', closed_at = now()`)
    await client.query('COMMIT')
    await client.query('VACUUM ANALYZE')
  }
  await client.end()
}

/** The process that asks. */
async function ask(): Promise<void> {
  const [
    { resultsOf },
    { talliesOf },
    { questionsOf },
    { responseOf },
    { shownTexts },
    { db, closeDatabase },
  ] = await Promise.all([
    import('../../app/modules/surveys/queries/results.server'),
    import('../../app/modules/surveys/queries/tally.server'),
    import('../../app/modules/surveys/scope.server'),
    import('../../app/modules/surveys/queries/response.server'),
    import('../../app/modules/surveys/queries/texts.server'),
    import('../../app/platform/db.server'),
  ])
  const figures: Figure[] = []
  const measure = async (name: string, question: () => Promise<unknown>) => {
    const times: number[] = []
    for (let i = 0; i < ASKED + WARM_UP; i++) {
      const began = performance.now()
      await question()
      if (i >= WARM_UP) times.push(performance.now() - began)
    }
    figures.push({ name, ...timesOf(times) })
  }
  const questions = await questionsOf(db, 1)
  const { survey } = await resultsOf(guest(TODAY), 1)
  await measure('answers to twelve questions, counted', () => talliesOf(1, questions))
  await measure('rate of response by area', () => responseOf(survey, TODAY))
  await measure('texts that may be read', () => shownTexts(1))
  await measure('the whole page of results', () => resultsOf(guest(TODAY), 1))
  process.stdout.write(`${JSON.stringify(figures)}\n`)
  await closeDatabase()
}

type Cluster = Awaited<ReturnType<typeof openCluster>>

/** The section of docs/benchmarks.md; the figures that miss their limit are said in it. */
export async function surveysSection(cluster: Cluster): Promise<string> {
  const measured: Figure[][] = []
  for (const count of [SMALL, LARGE]) {
    const database = `bench_surveys_${count}`
    await cluster.ensureDatabase(database)
    await fill(cluster.url(database), count)
    measured.push(await askApart<Figure>(file, cluster.url(database)))
  }
  const [small = [], large = []] = measured
  const lines = large.map((row, i) => {
    const before = small[i] ?? row
    console.log(`  ${row.name}: p50 ${row.p50.toFixed(0)} ms, p95 ${row.p95.toFixed(0)} ms`)
    return `| ${row.name} | ${before.p50.toFixed(1)} | ${row.p50.toFixed(1)} | ${row.p95.toFixed(1)} | ${row.worst.toFixed(1)} |`
  })
  const missed = large
    .filter(({ p95 }) => p95 > LIMIT)
    .map(({ name, p95 }) => `${name}: ${p95.toFixed(0)} ms`)
  const many = LARGE.toLocaleString('en')
  return `## Results of a survey: ${many} answers against ${SMALL}

| question | ${SMALL}, p50 ms | ${many}, p50 ms | ${many}, p95 ms | worst ms |
|---|---|---|---|---|
${lines.join('\n')}

${ASKED} questions a row, one after another, without the HTTP around them: two questions of each kind, every answer
with two texts, twice as many households as answers. The limit is ${LIMIT} ms at p95. ${missed.length === 0 ? 'It is kept.' : `Missed: ${missed.join('; ')}.`}`
}

if (process.argv[2] === '--ask') {
  await ask()
  process.exit(0)
} else if (process.argv[1] === file) {
  const cluster = await openCluster({
    folder: path.join(root, '.data/postgres-bench-surveys'),
    program: 'bench',
  })
  try {
    console.log(await surveysSection(cluster))
  } finally {
    await cluster.close()
  }
}
