/** Rounds by the clock of the database, also where that of this machine is wrong. */
import { createRequire } from 'node:module'

type Timekeeper = {
  /** Milliseconds that the clock of the database is ahead of this one */
  clockSkew: number
  shouldSendIt(cron: string, tz: string): boolean
}
type Found = { getTime(): number }
type CronParser = {
  parseExpression(cron: string, at: { tz: string; currentDate: Date }): { prev(): Found; next(): Found }
}

/** A round that is so long past is not run any more: pg-boss looks every half minute. */
const PAST_MS = 60_000

/**
 * pg-boss looks by this machine's clock for the last round, and by the database's whether it is due. Where they are a
 * minute apart no round would ever be run, or those of the hours between. And it reckons the last of every round anew at
 * each look, which held up all pages for half a second: between two of its times it is known here.
 */
export function goByDatabaseClock(): void {
  const require = createRequire(import.meta.url)
  const keeper = require('pg-boss/src/timekeeper') as { prototype: Timekeeper }
  const { parseExpression } = createRequire(require.resolve('pg-boss'))('cron-parser') as CronParser
  const known = new Map<string, { last: number; next: number }>()
  keeper.prototype.shouldSendIt = function (this: Timekeeper, cron, tz) {
    const at = Date.now() + this.clockSkew
    const key = `${cron} ${tz}`
    let times = known.get(key)
    if (!times || at <= times.last || at > times.next) {
      const around = () => parseExpression(cron, { tz, currentDate: new Date(at) })
      times = { last: around().prev().getTime(), next: around().next().getTime() }
      known.set(key, times)
    }
    return at - times.last < PAST_MS
  }
}
