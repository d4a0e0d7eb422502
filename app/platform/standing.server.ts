/** What this process has last heard of maintenance (保守). Apart from the database, which whoever only asks needs not load. */
import type { Stage } from './maintenance'

export type Maintenance = { stage: Stage; until: Date | null; reason: string | null }

type Watched = { now: Maintenance; timer?: NodeJS.Timeout; told: ((stage: Stage) => Promise<void>)[] }

const global = globalThis as { __portalMaintenance?: Watched }

// One a process: the server around the pages asks as well as the pages.
global.__portalMaintenance ??= { now: { stage: 'off', until: null, reason: null }, told: [] }
export const watched = global.__portalMaintenance

/** What stands, as far as this process has heard. */
export const maintenance = (): Maintenance => watched.now

/** Seconds after which it is worth trying again: until the end that was told, else ten minutes. */
export function retryAfter({ until }: Maintenance, at: Date): number {
  const left = until ? Math.ceil((until.getTime() - at.getTime()) / 1000) : 0
  return left > 0 ? left : 600
}
