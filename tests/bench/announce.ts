/**
 * Publishing to many subscribers: from the commit that publishes to the last message that the mail server has taken,
 * through the real job queue. The mail server (`smtp-server`, on loopback) and the sender are processes of their own,
 * so that the memory is the sender's alone. By itself: `node --import tsx tests/bench/announce.ts 1000`.
 */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { SMTPServer } from 'smtp-server'
import { openCluster } from '../../app/platform/postgres.server'
import { migrate } from '../../prisma/migrate'

const file = fileURLToPath(import.meta.url)
const root = path.resolve(import.meta.dirname, '../..')

type Figures = {
  subscribers: number
  /** Until all recipients were written down */
  expandedAfterMs: number
  /** Until the last message was taken */
  sentAfterMs: number
  /** Resident memory of the sender before, and at its peak */
  beforeMb: number
  peakMb: number
}

/** A mail server that takes everything and keeps only whom it was for. */
async function openSink() {
  const taken = new Set<string>()
  let messages = 0
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    disableReverseLookup: true,
    onData(stream, session, done) {
      stream.resume()
      stream.on('end', () => {
        messages++
        taken.add(session.envelope.rcptTo[0]?.address ?? '')
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as { port: number }
  return {
    url: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
    counts: () => ({ messages, recipients: taken.size }),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** Publishes once to so many subscribers, and says what it took. */
async function publishTo(databaseUrl: string, subscribers: number): Promise<Figures> {
  const sink = await openSink()
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    APP_SECRET: 'a secret of the benchmark, which nobody has to keep',
    PUBLIC_URL: 'http://localhost:3000',
    SMTP_URL: sink.url,
  }
  const sender = spawn(process.execPath, ['--import', 'tsx', file, '--sender', String(subscribers)], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.once('exit', () => sender.kill('SIGKILL'))
  let output = ''
  sender.stdout.on('data', (chunk) => {
    output += chunk
  })
  const code = await new Promise<number | null>((resolve) => sender.once('exit', resolve))
  await sink.close()
  const { messages, recipients } = sink.counts()
  if (code !== 0 || messages !== subscribers || recipients !== subscribers)
    throw new Error(
      `${messages} messages to ${recipients} of ${subscribers} subscribers; the sender ended with ${code}`,
    )
  return JSON.parse(output.slice(output.indexOf('{'))) as Figures
}

/** The section of docs/benchmarks.md. */
export async function announceSection(databaseUrl: string, subscribers = 10_000): Promise<string> {
  await migrate(databaseUrl)
  const { expandedAfterMs, sentAfterMs, beforeMb, peakMb } = await publishTo(databaseUrl, subscribers)
  const seconds = (ms: number) => (ms / 1000).toFixed(1)
  const rate = Math.round(subscribers / (sentAfterMs / 1000))
  console.log(`  ${subscribers} subscribers: ${rate} messages/s, ${peakMb - beforeMb} MB more at the peak`)
  return `## Publishing to ${subscribers.toLocaleString('en')} subscribers

| subscribers | all written down after | last message taken after | messages/s handed over | memory before | memory at the peak |
|---|---|---|---|---|---|
| ${subscribers.toLocaleString('en')} | ${seconds(expandedAfterMs)} s | ${seconds(sentAfterMs)} s | ${rate} | ${beforeMb} MB | ${peakMb} MB |

Counted from the commit that publishes, through the job queue, over five connections to a mail server on the same
machine that takes everything; every message is checked against the notice and marked in the database by itself.`
}

/** The process that sends: it fills the database, publishes, and waits until nothing is queued any more. */
async function send(subscribers: number): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  await client.query('TRUNCATE notices, associations, subscribers, announcements RESTART IDENTITY CASCADE')
  await client.query(
    `WITH city AS (
       INSERT INTO associations (kind, slug, name, reading, updated_at) VALUES ('city', 'city', '枚方市', 'ひらかたし', now())
       RETURNING id)
     INSERT INTO notices (association_id, audience_id, state, published_at, category, title, body, body_html, excerpt, submission_id, updated_at)
     SELECT id, id, 'published', now(), 'other', '断水のお知らせ', $1, $1, left($1, 140), $2, now() FROM city`,
    ['十一月二十四日の朝から夕方まで、水道の工事のため水が出なくなります。'.repeat(10), randomUUID()],
  )
  await client.query(
    `WITH made AS (
       INSERT INTO subscribers (id, email, state, quiet_from, quiet_until)
       SELECT gen_random_uuid(), 'reader' || i || '@mail.example', 'active', NULL, NULL FROM generate_series(1, $1) i
       RETURNING id)
     INSERT INTO subscription_topics (subscriber_id) SELECT id FROM made`,
    [subscribers],
  )
  await client.query('ANALYZE')
  const [{ announce }, { handlers }, jobs, { transaction, closeDatabase }] = await Promise.all([
    import('../../app/modules/subscriptions/commands/announce.server'),
    import('../../app/modules/subscriptions/jobs.server'),
    import('../../app/platform/jobs.server'),
    import('../../app/platform/db.server'),
  ])
  await jobs.startJobs(handlers, {})
  await client.query('DELETE FROM pgboss.job')
  const rss = () => Math.round(process.memoryUsage().rss / 2 ** 20)
  const beforeMb = rss()
  let peakMb = beforeMb
  const watch = setInterval(() => {
    peakMb = Math.max(peakMb, rss())
  }, 50)
  const began = Date.now()
  await transaction((tx) => announce(tx, { noticeId: 1, kind: 'published' }))
  let expandedAfterMs = 0
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    const { rows } = await client.query<{ expanded: boolean; open: boolean }>(
      `SELECT expanded_at IS NOT NULL AS expanded, EXISTS (SELECT FROM deliveries WHERE state = 'queued') AS open
       FROM announcements`,
    )
    if (rows[0]?.expanded) expandedAfterMs ||= Date.now() - began
    if (expandedAfterMs && !rows[0]?.open) break
  }
  const sentAfterMs = Date.now() - began
  clearInterval(watch)
  process.stdout.write(`${JSON.stringify({ subscribers, expandedAfterMs, sentAfterMs, beforeMb, peakMb })}\n`)
  await client.end()
  await jobs.stopJobs()
  await closeDatabase()
}

if (process.argv[2] === '--sender') {
  await send(Number(process.argv[3]))
  process.exit(0)
} else if (process.argv[1] === file) {
  const cluster = await openCluster({ folder: path.join(root, '.data/postgres-bench'), program: 'bench' })
  try {
    await cluster.ensureDatabase('bench_announce')
    console.log(await announceSection(cluster.url('bench_announce'), Number(process.argv[2] ?? 10_000)))
  } finally {
    await cluster.close()
  }
}
