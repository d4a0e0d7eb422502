/** 役員の仕事: how long a post takes, month by month and over a year, as its card says and as it really was. Pure. */
import { FISCAL_MONTHS as MONTHS } from '~/platform/clock'
import type { Same } from '~/platform/same'
import type { TaskKind as DbTaskKind } from '../../../../prisma/generated/enums'

/** 仕事の種類: 仕事, 会合, お金の扱い */
export const taskKinds = ['task', 'meeting', 'money'] as const
export type TaskKind = (typeof taskKinds)[number]

const _kinds: Same<TaskKind, DbTaskKind> = true
void _kinds

/** The months of a fiscal year, for months that the database gives as plain numbers. */
export const FISCAL_MONTHS: readonly number[] = MONTHS

/** Most lines on one card: more than anybody would read. */
export const MOST_TASKS = 60

/** How long one line of a card takes. */
export type Span = {
  /** 1 to 12; empty: whenever it comes up */
  months: readonly number[]
  /** Minutes each time */
  minutes: number
  /** How often in each of these months; without months how often in a year */
  times: number
}

/** 仕事のカードの一行 */
export type CardTask = Span & {
  id: number
  kind: TaskKind
  title: string
  helpers: string
  fromHome: boolean
  evening: boolean
  weekend: boolean
}

/** Months as they come in a fiscal year, each once; what is no month is left out. */
export const inFiscalOrder = (months: readonly number[]): number[] =>
  FISCAL_MONTHS.filter((month) => months.includes(month))

/** Minutes of a task in one month; nothing for what comes up at any time. */
const inMonth = ({ months, minutes, times }: Span, month: number): number =>
  months.includes(month) ? minutes * times : 0

/** Minutes a year of what has no month of its own. */
const atAnyTime = ({ months, minutes, times }: Span): number =>
  inFiscalOrder(months).length === 0 ? minutes * times : 0

/** Minutes in each month from April to March, and of what comes up at any time in the year. */
export function minutesByMonth(tasks: readonly Span[]): {
  months: { month: number; minutes: number }[]
  anytime: number
} {
  const sum = (of: (task: Span) => number) => tasks.reduce((total, task) => total + of(task), 0)
  return {
    months: FISCAL_MONTHS.map((month) => ({ month, minutes: sum((task) => inMonth(task, month)) })),
    anytime: sum(atAnyTime),
  }
}

/** Minutes of one task in a year. */
export const taskYear = (task: Span): number =>
  atAnyTime(task) || inFiscalOrder(task.months).length * task.minutes * task.times

/** Minutes of all tasks in a year: what the months and what comes up at any time add up to. */
export const yearSum = (tasks: readonly Span[]): number =>
  tasks.reduce((total, task) => total + taskYear(task), 0)

/** Minutes in an average month, rounded up: nobody is promised less than it takes. */
export const monthAverage = (tasks: readonly Span[]): number => Math.ceil(yearSum(tasks) / 12)

/**
 * Minutes in an average one of some months: what falls into them, and their share of what comes up at any time.
 * Rounded up; 0 without months.
 */
export function averageOf(tasks: readonly Span[], months: readonly number[]): number {
  const wanted = inFiscalOrder(months)
  if (wanted.length === 0) return 0
  const { months: all, anytime } = minutesByMonth(tasks)
  const fixed = all
    .filter(({ month }) => wanted.includes(month))
    .reduce((sum, { minutes }) => sum + minutes, 0)
  return Math.ceil((fixed * 12 + anytime * wanted.length) / (wanted.length * 12))
}

/** The months in which a task is done; all of them when it comes up at any time. */
export const monthsOfTask = ({ months }: Span): number[] => {
  const own = inFiscalOrder(months)
  return own.length > 0 ? own : [...FISCAL_MONTHS]
}

/** Sums of one kind of work, of what is done from home, in the evening or at a weekend: minutes a year. */
export function shares(tasks: readonly CardTask[]) {
  const of = (wanted: (task: CardTask) => boolean) => yearSum(tasks.filter(wanted))
  return {
    task: of(({ kind }) => kind === 'task'),
    meeting: of(({ kind }) => kind === 'meeting'),
    money: of(({ kind }) => kind === 'money'),
    fromHome: of(({ fromHome }) => fromHome),
    evening: of(({ evening }) => evening),
    weekend: of(({ weekend }) => weekend),
  }
}

/** Hours to a tenth, rounded half up, from whole minutes: 90 → 1.5. */
export const hoursOf = (minutes: number): number => Math.round(minutes / 6) / 10
