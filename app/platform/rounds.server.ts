/** Rounds by the clock of the database, also where that of this machine is wrong. */
import { createRequire } from 'node:module'

type Timekeeper = {
  /** Milliseconds that the clock of the database is ahead of this one */
  clockSkew: number
  shouldSendIt(cron: string): boolean
}
/** The values that each part of a cron expression names; of the days of the week Sunday is 0 and 7. */
type Fields = Record<'minute' | 'hour' | 'dayOfMonth' | 'month' | 'dayOfWeek', readonly (number | 'L')[]>
type CronParser = { parseExpression(cron: string): { fields: Fields } }

/** Japan has no summer time: a round in its time is one of a clock that is nine hours ahead. */
const JAPAN_MS = 9 * 3600_000

/**
 * pg-boss looks by this machine's clock for the last round, and by the database's whether it is due. Where they are a
 * minute apart no round would ever be run, or those of the hours between. And it reckons the last time of every round
 * anew at each look, which holds up all pages for half a second. Here a round is due in the minutes that it names, by
 * the clock of the database, in Japan time; that it runs once in each is held by pg-boss.
 */
export function goByDatabaseClock(): void {
  const require = createRequire(import.meta.url)
  const keeper = require('pg-boss/src/timekeeper') as { prototype: Timekeeper }
  const isDue = readRounds()
  keeper.prototype.shouldSendIt = function (this: Timekeeper, cron) {
    return isDue(cron, Date.now() + this.clockSkew)
  }
}

/**
 * Whether an instant is in a minute of a cron expression in Japan time.
 * @throws Error of an expression with anything but numbers, which no round of the portal has
 */
export function readRounds(): (cron: string, at: number) => boolean {
  const require = createRequire(import.meta.url)
  const { parseExpression } = createRequire(require.resolve('pg-boss'))('cron-parser') as CronParser
  const known = new Map<string, Fields>()
  return (cron, at) => {
    const fields = known.get(cron) ?? parseExpression(cron).fields
    if (Object.values(fields).flat().includes('L')) throw new Error(`Not a round: ${cron}`)
    known.set(cron, fields)
    const local = new Date(at + JAPAN_MS)
    const isDay = fields.dayOfMonth.includes(local.getUTCDate())
    const isWeekday = fields.dayOfWeek.includes(local.getUTCDay())
    const [, , day, , weekday] = cron.split(' ')
    return (
      fields.minute.includes(local.getUTCMinutes()) &&
      fields.hour.includes(local.getUTCHours()) &&
      fields.month.includes(local.getUTCMonth() + 1) &&
      // As cron has it: where both are named, one of them is enough.
      (day !== '*' && weekday !== '*' ? isDay || isWeekday : isDay && isWeekday)
    )
  }
}
