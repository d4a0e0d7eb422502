/** 一年の動き: what took place in each month of the year. Pure. */
import { type Day, FISCAL_MONTHS } from '~/platform/clock'

/** 行事・会合, 期限, 市からの依頼, 役員の仕事の記録 */
export const entryKinds = ['event', 'meeting', 'deadline', 'request', 'work'] as const
type EntryKind = (typeof entryKinds)[number]

export type Entry = {
  on: Day
  kind: EntryKind
  title: string
  /** Page of the portal; empty: none */
  href: string
}

/** Months in the order of the fiscal year. */
export const MONTHS = FISCAL_MONTHS

const monthOf = (day: Day): number => Number(day.slice(5, 7))

/** Twelve months from April, each with what took place in it, by day. Every entry is in exactly one. */
export function byMonth(entries: readonly Entry[]): { month: number; entries: Entry[] }[] {
  const sorted = entries.toSorted((a, b) => a.on.localeCompare(b.on) || a.title.localeCompare(b.title))
  return MONTHS.map((month) => ({ month, entries: sorted.filter(({ on }) => monthOf(on) === month) }))
}

/** Whether days of two years stand under one month, so that each must say of which year it is. */
export const ofTwoYears = (from: Day, until: Day): boolean =>
  monthsSince(until) - monthsSince(from) >= MONTHS.length

const monthsSince = (day: Day): number => Number(day.slice(0, 4)) * 12 + monthOf(day)

/** Entries of a month in short: work of the same name is one line, with the first day and how often it was done. */
export function inShort(entries: readonly Entry[]): (Entry & { times: number })[] {
  const short = new Map<string, Entry & { times: number }>()
  entries.forEach((entry, index) => {
    const key = entry.kind === 'work' ? `work ${entry.title}` : String(index)
    const known = short.get(key)
    if (known) known.times += 1
    else short.set(key, { ...entry, times: 1 })
  })
  return [...short.values()]
}

/** Advice in the order of the year: first what is about no month, then from April. */
export function byYear<T extends { month: number | null; id: number }>(notes: readonly T[]): T[] {
  const place = ({ month }: T) => (month === null ? -1 : MONTHS.indexOf(month as (typeof MONTHS)[number]))
  return notes.toSorted((a, b) => place(a) - place(b) || a.id - b.id)
}
