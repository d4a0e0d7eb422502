/** 仕事の記録: what was really done, against what the card says, and what the card could learn from it. Pure. */
import { addDays, type Day, fiscalYear } from '~/platform/clock'
import { searchForm, shorten } from '~/platform/text'
import { type CardTask, FISCAL_MONTHS, inFiscalOrder, type Span, type TaskKind, taskYear } from './tasks'

/** How long something took, as a phone offers it: minutes. */
export const RECORD_MINUTES = [
  10, 15, 20, 30, 45, 60, 90, 120, 150, 180, 240, 300, 360, 420, 480, 600, 720,
] as const

/** So many records of one post in one fiscal year: several a day. */
export const MOST_RECORDS = 1500

/** Fiscal years after which a record has gone: five are enough to compare. */
export const RECORDS_KEPT_YEARS = 5

/** How far back something can still be written down: this fiscal year and the one before. */
export const firstRecordDay = (today: Day): Day => `${fiscalYear(today) - 1}-04-01`

/** The first day of which records are kept. */
export const recordsKeptFrom = (today: Day): Day => `${fiscalYear(today) - RECORDS_KEPT_YEARS}-04-01`

/** The months of a fiscal year that are not over on a day; none of a year that is. */
export function monthsAhead(year: number, today: Day): number[] {
  if (fiscalYear(today) !== year) return []
  return FISCAL_MONTHS.slice(FISCAL_MONTHS.indexOf(Number(today.slice(5, 7))))
}

/** First and last day of a fiscal year. */
export const yearDays = (year: number): { from: Day; to: Day } => ({
  from: `${year}-04-01`,
  to: addDays(`${year + 1}-04-01`, -1),
})

/** Planned and really, minutes a year, of a line of the card; `taskId` null: what stands on no card. */
export type Against = { taskId: number | null; title: string; planned: number; done: number; times: number }

/** The card beside what was recorded in a year; what stands on no line comes last, if there is any. */
export function againstCard(
  tasks: readonly CardTask[],
  sums: readonly { taskId: number | null; minutes: number; times: number }[],
): Against[] {
  const known = new Set(tasks.map(({ id }) => id))
  const lines = tasks.map((task) => {
    const sum = sums.find(({ taskId }) => taskId === task.id)
    return {
      taskId: task.id,
      title: task.title,
      planned: taskYear(task),
      done: sum?.minutes ?? 0,
      times: sum?.times ?? 0,
    }
  })
  const others = sums.filter(({ taskId }) => taskId === null || !known.has(taskId))
  if (others.length === 0) return lines
  const of = (value: (sum: (typeof others)[number]) => number) =>
    others.reduce((total, sum) => total + value(sum), 0)
  const other = { done: of(({ minutes }) => minutes), times: of(({ times }) => times) }
  return [...lines, { taskId: null, title: '', planned: 0, ...other }]
}

/** The shortest that a line of a card says, in minutes, and the letters of its title. */
const SHORTEST = 5
const LONGEST_TITLE = 100

// --- What the card could learn -------------------------------------------------------------------------------

type Done = { taskId: number | null; title: string; doneOn: Day; minutes: number }

/** An event of the association that took place. */
export type Happening = { title: string; day: Day; minutes: number; evening: boolean; weekend: boolean }

/** How long an event without an end is taken to last, and how long one of several days at most: minutes. */
const EVENT = { unknown: 120, longest: 600 } as const

/** An event as the card would have it. Pure: the local time in Japan is given, `YYYY-MM-DDTHH:mm`. */
export function happeningOf(event: { title: string; starts: string; ends: string | null }): Happening {
  const { title, starts, ends } = event
  const day = starts.slice(0, 10)
  const lasted = ends === null ? EVENT.unknown : (Date.parse(`${ends}Z`) - Date.parse(`${starts}Z`)) / 60_000
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return {
    title,
    day,
    minutes: Math.min(EVENT.longest, Math.max(SHORTEST, Math.round(lasted))),
    evening: starts.slice(11) >= '17:00',
    weekend: weekday === 0 || weekday === 6,
  }
}

/** A line that could be added to the card, or one that took another time than it says. */
export type Proposal = {
  /** Names the proposal in the form: its place among those that were shown */
  key: string
  /** The line that would change; null for a new one */
  taskId: number | null
  title: string
  kind: TaskKind
  /** As the card says now; null for a new line */
  before: Span | null
  after: Span & { months: number[] }
  evening: boolean
  weekend: boolean
  /** Written down by whoever held the post, or an event that the association told of */
  source: 'records' | 'events'
}

/** Titles that mean the same to a reader. */
const same = (title: string): string => searchForm(title).replace(/\s/g, '')

/** The months and the time that a number of days took: no line is longer in a year than what was written down needs. */
function spanOf(
  days: readonly { day: Day; minutes: number }[],
  anytime: boolean,
): Span & { months: number[] } {
  const total = days.reduce((sum, { minutes }) => sum + minutes, 0)
  const months = anytime ? [] : inFiscalOrder(days.map(({ day }) => Number(day.slice(5, 7))))
  const times = anytime ? days.length : Math.max(1, Math.round(days.length / months.length))
  const slots = times * Math.max(1, months.length)
  return { months, times, minutes: Math.max(SHORTEST, Math.round(total / slots / SHORTEST) * SHORTEST) }
}

const equal = (a: Span, b: Span): boolean =>
  a.minutes === b.minutes &&
  a.times === b.times &&
  inFiscalOrder(a.months).join() === inFiscalOrder(b.months).join()

/**
 * What a year that was written down, and the events that took place in it, would change of a card. Lines that took as
 * long as the card says are left out, and so are events whose name stands on the card.
 * @param ahead months of the year that are not over
 */
export function proposals(
  tasks: readonly CardTask[],
  records: readonly Done[],
  happenings: readonly Happening[],
  ahead: readonly number[] = [],
): Proposal[] {
  const byTitle = new Map(tasks.map((task) => [same(task.title), task]))
  const groups = new Map<
    string,
    { task: CardTask | null; title: string; days: { day: Day; minutes: number }[] }
  >()
  for (const record of records) {
    const task = tasks.find(({ id }) => id === record.taskId) ?? byTitle.get(same(record.title)) ?? null
    const key = task ? `task:${task.id}` : `new:${same(record.title)}`
    const group = groups.get(key) ?? { task, title: task?.title ?? record.title, days: [] }
    group.days.push({ day: record.doneOn, minutes: record.minutes })
    groups.set(key, group)
  }
  const recorded = [...groups.values()].map(({ task, title, days }): Proposal => {
    // What comes up at any time stays so: in which months it came up last year says nothing of the next.
    const anytime = task !== null && inFiscalOrder(task.months).length === 0
    const found = spanOf(days, anytime)
    // A year that is not over says nothing of the months to come: there the card stays as it is.
    const kept = task?.months.filter((month) => ahead.includes(month)) ?? []
    const times = anytime && task && ahead.length > 0 ? task.times : found.times
    const after = { ...found, times, months: inFiscalOrder([...found.months, ...kept]) }
    const before = task && { months: task.months, minutes: task.minutes, times: task.times }
    const { evening = false, weekend = false, kind = 'task' } = task ?? {}
    return {
      key: '',
      taskId: task?.id ?? null,
      title,
      kind,
      before,
      after,
      evening,
      weekend,
      source: 'records',
    }
  })
  const known = new Set([...byTitle.keys(), ...recorded.map(({ title }) => same(title))])
  const events = new Map<string, Happening[]>()
  for (const happening of happenings) {
    const key = same(happening.title)
    if (!known.has(key)) events.set(key, [...(events.get(key) ?? []), happening])
  }
  const told = [...events.values()].flatMap((held): Proposal[] => {
    const first = held[0]
    if (!first) return []
    const after = spanOf(held, false)
    const { title, evening, weekend } = first
    return [
      {
        key: '',
        taskId: null,
        title: shorten(title, LONGEST_TITLE),
        kind: 'task',
        before: null,
        after,
        evening,
        weekend,
        source: 'events',
      },
    ]
  })
  const changing = recorded.filter(({ before, after }) => !before || !equal(before, after))
  return [...changing, ...told].map((proposal, index) => ({ ...proposal, key: String(index + 1) }))
}
