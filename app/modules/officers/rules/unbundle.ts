/**
 * 仕事を小さく分ける: a whole post, or a part of its job, as an opening that is filled in beforehand. Pure. The words are
 * those of the association's own text, so that the caller gives the Japanese ones.
 */
import { addDays, type Day } from '~/platform/clock'
import type { Translate } from '~/platform/i18n'
import { shorten } from '~/platform/text'
import {
  averageOf,
  type CardTask,
  FISCAL_MONTHS,
  hoursOf,
  inFiscalOrder,
  monthsOfTask,
  taskYear,
} from './tasks'
import { termFrom } from './terms'

/** 募集の形: 役職そのもの, 仕事だけ, 月だけ, ふたりで分担, 3か月のおためし, 家でできる仕事, 行事の日だけ */
export const offerKinds = ['post', 'task', 'months', 'shared', 'trial', 'home', 'event'] as const
export type OfferKind = (typeof offerKinds)[number]

/** What an opening may hold: columns of the table. */
const MOST = { title: 100, body: 4000, companions: 500 } as const

/** How long somebody tries a post. */
const TRIAL_MONTHS = 3

/** Card of a post, as far as it is offered. */
export type Card = { id: number; name: string; introduction: string; tasks: readonly CardTask[] }

/** What of the card is offered. */
export type Offer = {
  kind: OfferKind
  /** Some of the tasks; empty: all that the kind takes */
  tasks: readonly number[]
  /** Some of the months, for the kind `months` */
  months: readonly number[]
}

/** An opening as it can be filled in from a card; columns of the same names. */
export type OpeningDraft = {
  kind: OfferKind
  postId: number
  /** The one task that is offered; null when it is none or several */
  taskId: number | null
  title: string
  body: string
  companions: string
  /** Minutes a month, of one person, in the months in which there is work */
  minutes: number
  /** Empty: all the year */
  months: number[]
  evening: boolean
  weekend: boolean
  fromHome: boolean
  places: number
  startsOn: Day | null
  endsOn: Day | null
}

/** The tasks that an offer takes out of a card. */
export function offeredTasks(card: Pick<Card, 'tasks'>, offer: Offer): CardTask[] {
  const chosen = card.tasks.filter(({ id }) => offer.tasks.length === 0 || offer.tasks.includes(id))
  if (offer.kind === 'home') return chosen.filter(({ fromHome }) => fromHome)
  if (offer.kind !== 'months') return [...chosen]
  return chosen.filter((task) => monthsOfTask(task).some((month) => offer.months.includes(month)))
}

/** Why nothing can be offered that way: `tasks` nothing of the card, `months` no month, `one` an event is one task. */
export function offerTrouble(card: Pick<Card, 'tasks'>, offer: Offer): 'tasks' | 'months' | 'one' | null {
  if (offer.kind === 'months' && inFiscalOrder(offer.months).length === 0) return 'months'
  const tasks = offeredTasks(card, offer)
  if (offer.kind === 'event' && (offer.tasks.length === 0 || tasks.length !== 1)) return 'one'
  if (offer.kind === 'task' && offer.tasks.length === 0) return 'tasks'
  return tasks.length === 0 ? 'tasks' : null
}

/** The first day of the month after a day: a trial begins with a month. */
function nextMonth(today: Day): Day {
  const next = addDays(`${today.slice(0, 7)}-01`, 31)
  return `${next.slice(0, 7)}-01`
}

/** The months in which there is work for whoever takes an offer. */
function monthsOffered(tasks: readonly CardTask[], offer: Offer, startsOn: Day | null): number[] {
  if (startsOn) {
    const first = Number(startsOn.slice(5, 7))
    return inFiscalOrder(Array.from({ length: TRIAL_MONTHS }, (_, i) => ((first - 1 + i) % 12) + 1))
  }
  if (offer.kind === 'months') return inFiscalOrder(offer.months)
  if (offer.kind === 'post' || offer.kind === 'shared') return [...FISCAL_MONTHS]
  return inFiscalOrder(tasks.flatMap(monthsOfTask))
}

/**
 * An opening filled in from a card. A part of the job never takes longer than the whole.
 * @param today a trial begins with the month after it
 * @param t the Japanese words: the text becomes the association's own
 */
export function openingFrom(card: Card, offer: Offer, today: Day, t: Translate): OpeningDraft {
  const { kind } = offer
  const startsOn = kind === 'trial' ? nextMonth(today) : null
  const offered = offeredTasks(card, offer)
  const months = monthsOffered(offered, offer, startsOn)
  // Whoever tries three months meets only the work of those months.
  const tasks = offered.filter((task) => monthsOfTask(task).some((month) => months.includes(month)))
  const each = averageOf(tasks, months)
  const only = offered.length === 1 ? (offered[0] ?? null) : null
  const what = only && kind !== 'post' ? only.title : card.name
  const every = (of: (task: CardTask) => boolean) => tasks.length > 0 && tasks.every(of)
  return {
    kind,
    postId: card.id,
    taskId: kind === 'post' ? null : (only?.id ?? null),
    title: shorten(
      t(`officers.unbundle.title.${kind}`, { what, post: card.name, months: monthsInWords(months) }),
      MOST.title,
    ),
    body: shorten(bodyOf(card, offer, { tasks, months }, t), MOST.body),
    companions: shorten(
      [...new Set(tasks.map(({ helpers }) => helpers).filter(Boolean))].join('、'),
      MOST.companions,
    ),
    minutes: kind === 'shared' ? Math.ceil(each / 2) : each,
    months: months.length === 12 ? [] : months,
    evening: tasks.some(({ evening }) => evening),
    weekend: tasks.some(({ weekend }) => weekend),
    fromHome: every(({ fromHome }) => fromHome),
    places: kind === 'shared' ? 2 : 1,
    startsOn,
    endsOn: startsOn && termFrom(startsOn, TRIAL_MONTHS).endsOn,
  }
}

function bodyOf(
  card: Card,
  offer: Offer,
  work: { tasks: readonly CardTask[]; months: readonly number[] },
  t: Translate,
): string {
  const { tasks, months } = work
  const lead = t(`officers.unbundle.body.${offer.kind}`, { post: card.name })
  const lines = tasks.map((task) => {
    const own = monthsOfTask(task)
    const there = own.filter((month) => months.includes(month))
    // What falls into the months that are offered; without months of its own its share of the year.
    const hours = hoursOf((taskYear(task) * there.length) / own.length)
    const when = task.months.length === 0 || there.length === 12 ? '' : monthsInWords(there)
    const key = months.length < 12 ? 'line_span' : 'line'
    return t(`officers.unbundle.${key}`, {
      task: task.title,
      when: when || t(months.length < 12 ? 'officers.unbundle.meanwhile' : 'officers.unbundle.any_month'),
      hours,
    })
  })
  const whole = offer.kind === 'post' || offer.kind === 'shared' || offer.kind === 'trial'
  return [lead, ...(whole && card.introduction ? [card.introduction] : []), lines.join('\n')]
    .filter(Boolean)
    .join('\n\n')
}

/** How months are written one after the other. */
type MonthWords = { month: (month: number) => string; and: string; to: string }

const JAPANESE: MonthWords = { month: (month) => `${month}月`, and: '・', to: '〜' }

/** Months in words, runs of three and more drawn together as the fiscal year goes: `4月〜6月・10月`. */
export function monthsInWords(months: readonly number[], words: MonthWords = JAPANESE): string {
  const runs: number[][] = []
  for (const month of inFiscalOrder(months)) {
    const run = runs.at(-1)
    if (run && place(run.at(-1)) === place(month) - 1) run.push(month)
    else runs.push([month])
  }
  return runs
    .map((run) => {
      const written = run.map(words.month)
      return run.length > 2 ? `${written[0]}${words.to}${written.at(-1)}` : written.join(words.and)
    })
    .join(words.and)
}

const place = (month: number | undefined): number => FISCAL_MONTHS.indexOf(month ?? 0)

/** Address of the form of a new opening for an offer. */
export function offerHref(slug: string, postId: number, offer: Offer): string {
  const query = new URLSearchParams({ post: String(postId), kind: offer.kind })
  for (const id of offer.tasks) query.append('task', String(id))
  for (const month of offer.months) query.append('month', String(month))
  return `/associations/${slug}/openings/new?${query}`
}

/** The offer that an address asks for; null when it names no kind. What is no task or month is left out. */
export function offerAsked(query: URLSearchParams): { postId: number; offer: Offer } | null {
  const kind = offerKinds.find((known) => known === query.get('kind'))
  const [postId] = numbers(query.getAll('post'))
  if (!kind || postId === undefined) return null
  return {
    postId,
    offer: {
      kind,
      tasks: numbers(query.getAll('task')),
      months: inFiscalOrder(numbers(query.getAll('month'))),
    },
  }
}

const numbers = (texts: readonly string[]): number[] =>
  texts
    .slice(0, 100)
    .filter((text) => /^[1-9]\d{0,8}$/.test(text))
    .map(Number)
