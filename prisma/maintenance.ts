/**
 * `npm run maintenance -- on "until / why"`, `full`, `off` and, without a word, what stands: for whoever sits at the
 * server, also while nobody can sign in. All instances follow within a second or two.
 */
import path from 'node:path'
import { instantOfLocal, localOf } from '../app/platform/clock'
import { Invalid } from '../app/platform/errors'
import { exitWith, Refusal } from '../app/platform/refusal'
import { loadEnvFile } from '../app/platform/settings.server'
import { openDatabase } from '../app/start/database'

const USAGE = 'npm run maintenance -- on|full|off ["2026-11-24 06:00 / why"]'

const stages = { on: 'writes', full: 'full', off: 'off' } as const

/** What stands on the command line: the stage, until when in Japan's time, and why; each of the two may be missing. */
function orderOf([word = '', said = '']: string[]) {
  const stage = stages[word as keyof typeof stages]
  if (!stage) throw new Refusal(`使い方: ${USAGE}`, `Usage: ${USAGE}`)
  const [, time, why] =
    /^\s*(\d{4}-\d\d-\d\d[ T]\d\d?:\d\d|\d\d?:\d\d)?\s*(?:\/|$)?\s*(.*)$/s.exec(said) ?? []
  const until = time ? instantOf(time) : null
  if (time && !until)
    throw new Refusal(
      `${time} は日時ではありません（例: 2026-11-24 06:00）。`,
      `${time} is no time; write it like 2026-11-24 06:00.`,
    )
  return { stage, until, reason: (why ?? '').trim().slice(0, 200) }
}

/** An instant, or a time of day: the next such time. */
function instantOf(time: string): Date | null {
  if (time.includes('-')) return instantOfLocal(time.replace(' ', 'T').replace(/T(\d):/, 'T0$1:'))
  const at = new Date()
  const next = instantOfLocal(`${localOf(at).slice(0, 10)}T${time.padStart(5, '0')}`)
  return next && next <= at ? new Date(next.getTime() + 86_400_000) : next
}

async function main() {
  process.chdir(path.resolve(import.meta.dirname, '..'))
  const args = process.argv.slice(2)
  const order = args.length > 0 ? orderOf(args) : undefined
  loadEnvFile()
  process.env.NODE_ENV ??= 'production'
  const database = await openDatabase()
  try {
    const { lookAtMaintenance, maintenance } = await import('../app/platform/maintenance.server')
    const { closeDatabase } = await import('../app/platform/db.server')
    if (order) {
      const { setMaintenanceFromServer } = await import('../app/modules/operation/commands.server')
      await setMaintenanceFromServer(order).catch((error) => {
        if (!(error instanceof Invalid)) throw error
        throw new Refusal('終わりの時刻が過ぎています。', 'The time until which it lasts has passed.')
      })
    }
    await lookAtMaintenance()
    const { stage, until, reason } = maintenance()
    const more = [until && localOf(until).replace('T', ' '), reason].filter(Boolean).join(' / ')
    console.log(
      {
        off: 'ふつうに動いています。\nNo maintenance stands.',
        writes: `保守中: 書きこみを受け付けていません。 ${more}\nMaintenance: writing is refused. ${more}`,
        full: `保守中: 全部のページを閉じています。 ${more}\nMaintenance: all pages are closed. ${more}`,
      }[stage],
    )
    await closeDatabase()
  } finally {
    await database.close()
  }
}

main().then(() => process.exit(0), exitWith)
