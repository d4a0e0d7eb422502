/** Every instance says every few seconds that it is there, and how it is. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { db } from '~/platform/db.server'
import { type Summary, summary } from '~/platform/figures.server'

const BEAT_MS = 15_000

/** What stands of an instance in the database. */
export type InstanceFigures = Summary & { host: string; pid: number; node: string; version: string }

type Beating = { id: string; startedAt: Date; timer?: NodeJS.Timeout }
const global = globalThis as { __portalBeat?: Beating }

/** The version of the portal, as its package says. */
const portalVersion = (() => {
  try {
    return String(JSON.parse(readFileSync('package.json', 'utf8')).version)
  } catch {
    return 'unknown'
  }
})()

/** Writes the row of this instance, and clears away those that were not seen for an hour. */
export async function beat(): Promise<void> {
  global.__portalBeat ??= { id: randomUUID(), startedAt: new Date() }
  const { id, startedAt } = global.__portalBeat
  const figures = JSON.stringify({
    ...summary(),
    host: hostname(),
    pid: process.pid,
    node: process.versions.node,
    version: portalVersion,
  } satisfies InstanceFigures)
  await db.$executeRaw`
    INSERT INTO instances (id, started_at, seen_at, figures) VALUES (${id}::uuid, ${startedAt}, now(), ${figures}::jsonb)
    ON CONFLICT (id) DO UPDATE SET seen_at = now(), figures = excluded.figures`
  await db.$executeRaw`DELETE FROM instances WHERE seen_at < now() - interval '1 hour'`
}

/** Beats from now on. While the database is away it is only not told. */
export function startBeating(): void {
  void beat().catch(() => {})
  clearInterval(global.__portalBeat?.timer)
  const timer = setInterval(() => void beat().catch(() => {}), BEAT_MS)
  timer.unref()
  global.__portalBeat ??= { id: randomUUID(), startedAt: new Date() }
  global.__portalBeat.timer = timer
}

/** Takes the row away: an instance that was stopped in order is not missed. */
export async function stopBeating(): Promise<void> {
  const beating = global.__portalBeat
  if (!beating) return
  clearInterval(beating.timer)
  global.__portalBeat = undefined
  await db.instance.deleteMany({ where: { id: beating.id } }).catch(() => {})
}
