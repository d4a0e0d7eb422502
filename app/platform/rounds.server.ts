/** Rounds by the clock of the database, also where that of this machine is wrong. */
import { createRequire } from 'node:module'

type Timekeeper = {
  /** Milliseconds that the clock of the database is ahead of this one */
  clockSkew: number
  shouldSendIt(cron: string, tz: string): boolean
}
type CronParser = {
  parseExpression(cron: string, at: { tz: string; currentDate: Date }): { prev(): { getTime(): number } }
}

/** A round that is so long past is not run any more: pg-boss looks every half minute. */
const PAST_MS = 60_000

/**
 * pg-boss looks by this machine's clock for the last round, and by the database's whether it is due. Where they are a
 * minute apart no round would ever be run, or those of the hours between.
 */
export function goByDatabaseClock(): void {
  const require = createRequire(import.meta.url)
  const keeper = require('pg-boss/src/timekeeper') as { prototype: Timekeeper }
  const { parseExpression } = createRequire(require.resolve('pg-boss'))('cron-parser') as CronParser
  keeper.prototype.shouldSendIt = function (this: Timekeeper, cron, tz) {
    const at = Date.now() + this.clockSkew
    return (
      at -
        parseExpression(cron, { tz, currentDate: new Date(at) })
          .prev()
          .getTime() <
      PAST_MS
    )
  }
}
