/** The operation of the portal (運用): what a failure is in words, and until when maintenance lasts. Pure. */
import { stages } from '~/platform/maintenance'

export { stages }

/** Why a job failed, as an administrator can do something about it. */
export const causes = ['unreachable', 'refused', 'database', 'late', 'disk', 'program', 'unknown'] as const
export type Cause = (typeof causes)[number]

const codes: readonly [Cause, RegExp][] = [
  ['disk', /^(ENOSPC|EROFS|EACCES|EDQUOT|53100)$/],
  ['unreachable', /^(ECONN\w+|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ESOCKET|EDNS|EPIPE)$/],
  ['refused', /^(EAUTH|EENVELOPE|EMESSAGE|ERESPONSE|[45]\d\d)$/],
  ['database', /^(P\d{4}|[0-9A-Z]{5})$/],
]

/**
 * Why a job failed, from what the queue has kept of its error. Its message is not read into a page: it may repeat what
 * a person wrote.
 */
export function causeOf(output: { name?: unknown; code?: unknown; message?: unknown } | null): Cause {
  if (!output) return 'unknown'
  const name = String(output.name ?? '')
  const code = String(output.code ?? '')
  for (const [cause, pattern] of codes) if (code && pattern.test(code)) return cause
  const message = String(output.message ?? '')
  if (/expired|took too long|timed? ?out/i.test(message)) return 'late'
  if (/^Prisma|DatabaseError/.test(name)) return 'database'
  if (/^(Type|Reference|Range|Syntax)Error$/.test(name)) return 'program'
  return 'unknown'
}

/** Seconds after which an instance that says nothing more counts as gone. */
export const SILENT_SECONDS = 45

/** Whether an instance is still there. */
export const isAlive = (seenAt: Date, at: Date): boolean =>
  at.getTime() - seenAt.getTime() <= SILENT_SECONDS * 1000

type Slow = { route: string; count: number; failed: number; mean: number; longest: number }

/** The pages that take longest, of all instances together; the mean weighs each answer the same. */
export function slowest(of: readonly (readonly Slow[])[], most: number): Slow[] {
  const all = new Map<string, Slow>()
  for (const { route, count, failed, mean, longest } of of.flat()) {
    const sum = all.get(route)
    if (!sum) all.set(route, { route, count, failed, mean, longest })
    else {
      sum.mean = (sum.mean * sum.count + mean * count) / (sum.count + count)
      sum.count += count
      sum.failed += failed
      sum.longest = Math.max(sum.longest, longest)
    }
  }
  return [...all.values()].sort((a, b) => b.mean - a.mean).slice(0, most)
}

/** Bytes as people read them: `12.3 MB`. */
export function sizeOf(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  let size = bytes
  let unit = 0
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000
    unit++
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : Math.round(size * 10) / 10} ${units[unit]}`
}
