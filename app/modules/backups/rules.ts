/** バックアップ: when the clock writes one, what it is called, and which of them are kept. */
import { addDays, type Day, dayOf, localOf } from '~/platform/clock'

/** Attempts a day, and the hours between them, where one has failed. */
const ATTEMPTS = 3
const HOURS_BETWEEN = 1

/** One that has not failed is done or still at work. */
export type Attempt = { startedAt: Date; failed: boolean }

/**
 * Whether a back-up is to be begun: once a day after the time of day, also later where the portal stood still, and
 * again after a failure.
 * @param time `HH:mm` in Japan
 * @param attempts those of the last two days at least
 */
export function isDue(at: Date, time: string, attempts: readonly Attempt[]): boolean {
  if (localOf(at).slice(11) < time) return false
  const today = attempts.filter(({ startedAt }) => dayOf(startedAt) === dayOf(at))
  if (today.some(({ failed }) => !failed)) return false
  const last = Math.max(0, ...today.map(({ startedAt }) => startedAt.getTime()))
  return today.length < ATTEMPTS && at.getTime() - last >= HOURS_BETWEEN * 3_600_000
}

/** The name of the archive begun at an instant: `portal-2026-11-23T0210.tar`, with `.age` where it is encrypted. */
export const nameOf = (at: Date, encrypted: boolean): string =>
  `portal-${localOf(at).replace(':', '')}.tar${encrypted ? '.age' : ''}`

/** The day of an archive of the clock; null for any other file. */
export const dayOfName = (name: string): Day | null =>
  /^portal-(\d{4}-\d{2}-\d{2})T\d{4}\.tar(?:\.age)?$/.exec(name)?.[1] ?? null

/** Monday of the week of a day. */
const weekOf = (day: Day): Day => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))

const spans = { d: (day: Day) => day, w: weekOf, m: (day: Day) => day.slice(0, 7) } as const

/**
 * Archives that are not kept any more: of each of the last days, weeks and months that have any, the newest stays.
 * Counted in archives and not from today, so that nothing goes while none is written.
 * @param names files of the folder; those that the clock has not made are never named
 * @param keep as in the settings, `7d 4w 6m`
 */
export function outdated(names: readonly string[], keep: string): string[] {
  const own = names
    .flatMap((name) => {
      const day = dayOfName(name)
      return day ? [{ name, day }] : []
    })
    .sort((a, b) => (a.name < b.name ? 1 : -1))
  const kept = new Set<string>()
  for (const [, count, unit] of keep.matchAll(/(\d+)([dwm])/g)) {
    const seen = new Set<string>()
    for (const { name, day } of own) {
      const span = spans[unit as keyof typeof spans](day)
      if (seen.has(span) || seen.size >= Number(count)) continue
      seen.add(span)
      kept.add(name)
    }
  }
  return own.map(({ name }) => name).filter((name) => !kept.has(name))
}
