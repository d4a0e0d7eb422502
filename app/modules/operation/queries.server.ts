/** How the portal is, for administrators. Figures, names of programs' things and times only: nothing of persons. */
import { readdir, stat, statfs } from 'node:fs/promises'
import path from 'node:path'
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { now } from '~/platform/clock'
import { db, rows } from '~/platform/db.server'
import { maintenance } from '~/platform/maintenance.server'
import { settings } from '~/platform/settings.server'
import { beat, type InstanceFigures } from './beat.server'
import { causeOf, isAlive, slowest } from './rules'

/** Failed jobs, slow pages that are shown at a time. */
const FAILED = 30
const SLOW = 10
/** Files that are counted one by one; more are told as "more than". */
const COUNTED_FILES = 20_000

/** Everything of the page 運用の状況. @throws SignInNeeded, NotAllowed */
export async function operation(actor: Actor) {
  requirePortalRight(actor, 'instance.operate')
  // This instance at least is shown as it is now.
  await beat()
  const [versions, jobs, failed, mail, deliveries, instances, files, disk, backups] = await Promise.all([
    versionsNow(),
    jobCounts(),
    failedJobs(),
    mailCounts(),
    deliveryCounts(),
    instancesNow(),
    filesNow(),
    diskNow(),
    lastBackups(),
  ])
  const { stage, until, reason } = maintenance()
  return {
    versions,
    jobs,
    failed,
    mail: { ...mail, ...deliveries, hasServer: Boolean(settings().SMTP_URL) },
    storage: { database: versions.databaseBytes, files, disk },
    backups,
    instances,
    slow: slowest(
      instances.filter(({ alive }) => alive).map(({ slow }) => slow),
      SLOW,
    ),
    maintenance: { stage, until: until?.toISOString() ?? null, reason },
  }
}

async function versionsNow() {
  const [row] = await rows<{ postgres: string; bytes: string; migration: string; migrations: number }>(
    `SELECT current_setting('server_version') AS postgres, pg_database_size(current_database())::text AS bytes,
       (SELECT max(migration_name) FROM _prisma_migrations WHERE finished_at IS NOT NULL) AS migration,
       (SELECT count(*)::int FROM _prisma_migrations WHERE finished_at IS NOT NULL) AS migrations`,
    [],
  )
  return {
    postgres: row?.postgres ?? '',
    migration: row?.migration ?? '',
    migrations: row?.migrations ?? 0,
    databaseBytes: Number(row?.bytes ?? 0),
  }
}

async function jobCounts() {
  const [row] = await rows<{ waiting: number; active: number; failed: number; oldest: Date | null }>(
    `SELECT count(*) FILTER (WHERE state IN ('created', 'retry') AND start_after <= now())::int AS waiting,
       count(*) FILTER (WHERE state = 'active')::int AS active,
       count(*) FILTER (WHERE state = 'failed')::int AS failed,
       min(start_after) FILTER (WHERE state IN ('created', 'retry') AND start_after <= now()) AS oldest
     FROM pgboss.job WHERE state < 'completed' OR state = 'failed'`,
    [],
  )
  return {
    ...row,
    waiting: row?.waiting ?? 0,
    active: row?.active ?? 0,
    failed: row?.failed ?? 0,
    oldest: row?.oldest?.toISOString() ?? null,
  }
}

async function failedJobs() {
  const found = await rows<{
    id: string
    name: string
    at: Date | null
    tries: number
    output: { name?: string; code?: string; message?: string } | null
  }>(
    `SELECT id, name, completed_on AS at, retry_count + 1 AS tries, output FROM pgboss.job
     WHERE state = 'failed' ORDER BY completed_on DESC NULLS LAST LIMIT $1`,
    [FAILED],
  )
  return found.map(({ id, name, at, tries, output }) => ({
    id,
    name,
    at: at?.toISOString() ?? null,
    tries,
    cause: causeOf(output),
  }))
}

async function mailCounts() {
  const [row] = await rows<{ waiting: number; failed: number; kept: number; last: Date | null }>(
    `SELECT count(*) FILTER (WHERE state = 'queued')::int AS waiting,
       count(*) FILTER (WHERE state = 'failed')::int AS failed,
       count(*) FILTER (WHERE state = 'kept')::int AS kept, (SELECT max(sent_at) FROM mails) AS last
     FROM mails WHERE state <> 'sent'`,
    [],
  )
  return {
    waiting: row?.waiting ?? 0,
    failed: row?.failed ?? 0,
    kept: row?.kept ?? 0,
    last: row?.last?.toISOString() ?? null,
  }
}

/** Messages of notices to subscribers: so many can wait that only whether there are many is asked. */
async function deliveryCounts() {
  const most = 100_000
  const [row] = await rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM
       (SELECT FROM deliveries WHERE state = 'queued' AND not_before <= now() LIMIT ${most}) AS due`,
    [],
  )
  return { deliveries: row?.count ?? 0 }
}

async function instancesNow() {
  const found = await db.instance.findMany({ orderBy: { startedAt: 'asc' }, take: 50 })
  return found.map(({ id, startedAt, seenAt, figures }) => ({
    ...(figures as InstanceFigures),
    id,
    startedAt: startedAt.toISOString(),
    seenAt: seenAt.toISOString(),
    alive: isAlive(seenAt, now()),
  }))
}

/** How many files lie in the data folder, and their bytes; null where they lie in a bucket. */
async function filesNow(): Promise<{ count: number; bytes: number; more: boolean } | null> {
  if (settings().FILES_S3_BUCKET) return null
  const sum = { count: 0, bytes: 0, more: false }
  const open = [path.join(settings().DATA_DIR, 'files')]
  for (let folder = open.pop(); folder && !sum.more; folder = open.pop()) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      const place = path.join(folder, entry.name)
      if (entry.isDirectory()) open.push(place)
      else if (sum.count >= COUNTED_FILES) sum.more = true
      else {
        sum.count++
        sum.bytes += (await stat(place).catch(() => ({ size: 0 }))).size
      }
    }
  }
  return sum
}

async function diskNow(): Promise<{ free: number; total: number } | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(settings().DATA_DIR)
    return { free: bavail * bsize, total: blocks * bsize }
  } catch {
    return null
  }
}

async function lastBackups() {
  const [last, good] = await Promise.all([
    db.backup.findFirst({
      orderBy: { id: 'desc' },
      select: { startedAt: true, endedAt: true, failure: true },
    }),
    db.backup.findFirst({
      where: { endedAt: { not: null }, failure: null },
      orderBy: { id: 'desc' },
      select: { endedAt: true, bytes: true },
    }),
  ])
  return {
    last: last && {
      at: last.startedAt.toISOString(),
      state:
        last.failure !== null ? ('failed' as const) : last.endedAt ? ('done' as const) : ('running' as const),
    },
    good: good && { at: good.endedAt?.toISOString() ?? '', bytes: Number(good.bytes ?? 0) },
  }
}
