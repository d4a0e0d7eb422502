/** 市の仕事: what the city's pages offer, and the texts that follow from an answer. Pure. */
import { type Day, formatDay } from '~/platform/clock'
import { plainMarkdown, shorten } from '~/platform/text'
import { type MatterChannel, type MatterMover, type MatterState, type MatterVerb, verbsFrom } from './rules'

/** How an answer goes on: nothing more is needed, it is done by a day, it is done already, it cannot be done. */
export const ANSWER_WAYS = [
  'answer',
  'answer_promise',
  'answer_done',
  'answer_impossible',
] as const satisfies readonly MatterVerb[]

/** What waits, by what is to be done with it. */
export const DESK_QUEUES = ['waiting', 'to_route', 'overdue', 'soon', 'promise_late', 'open'] as const
export type DeskQueue = (typeof DESK_QUEUES)[number]
/** Those of whoever answers and does not route. */
export const SECTION_QUEUES = [
  'overdue',
  'soon',
  'promise_late',
  'open',
] as const satisfies readonly DeskQueue[]

/** The forms of the desk, each with a page of its own; as they stand in its address. */
export const CITY_ACTS = [
  'receive',
  'refuse',
  'route',
  'answer',
  'correct',
  'start',
  'progress',
  'finish',
  'give-up',
  'reroute',
  'due',
  'owner',
  'join',
  'unjoin',
  'reopen',
  'note',
] as const
export type CityAct = (typeof CITY_ACTS)[number]

export const isCityAct = (word: string | undefined): word is CityAct => CITY_ACTS.some((act) => act === word)

/** The moves behind a form; none for those that leave the state as it is. */
const verbsOf: Record<CityAct, readonly MatterVerb[]> = {
  receive: ['receive'],
  refuse: ['refuse'],
  route: ['route'],
  answer: ANSWER_WAYS,
  correct: [],
  start: ['start'],
  progress: ['progress'],
  finish: ['finish'],
  'give-up': ['give_up'],
  reroute: ['reroute'],
  due: ['change_due'],
  owner: [],
  join: [],
  unjoin: [],
  reopen: ['reopen'],
  note: [],
}

/** States in which an answer stands that can be corrected. */
const WITH_ANSWER: readonly MatterState[] = ['answered', 'underway', 'done', 'impossible']
/** States in which somebody works on it. */
const WITH_OWNER: readonly MatterState[] = ['routed', 'underway']
/** States in which it can be joined to an earlier one: it still waits for an answer. */
const JOINABLE: readonly MatterState[] = ['received', 'routed']

/** What somebody of the city can do with a matter now, in the order in which it is most often wanted. */
export function actsAt(
  matter: { state: MatterState; joinedToId: number | null; hiddenAt?: Date | null },
  movers: readonly MatterMover[],
): CityAct[] {
  const { state, joinedToId } = matter
  // What was joined is answered with the earlier one; who joined it by mistake undoes that.
  if (joinedToId !== null) return movers.includes('router') ? ['unjoin', 'note'] : ['note']
  const verbs = new Set(movers.flatMap((by) => verbsFrom(state, by)))
  const open: Partial<Record<CityAct, boolean>> = {
    correct: WITH_ANSWER.includes(state),
    owner: WITH_OWNER.includes(state),
    // What is hidden is not brought to the page of another.
    join: movers.includes('router') && JOINABLE.includes(state) && !matter.hiddenAt,
    unjoin: false,
    note: true,
  }
  return CITY_ACTS.filter((act) => open[act] ?? verbsOf[act].some((verb) => verbs.has(verb)))
}

/** At most as long as the title of a notice may be. */
const MOST_TITLE = 100

/** The title of the notice with an answer: that of the matter, cut where it would not fit. */
export function noticeTitle(words: { before: string; after: string }, title: string): string {
  const room = MOST_TITLE - [...words.before].length - [...words.after].length
  const letters = [...title]
  const cut = letters.length <= room ? title : `${letters.slice(0, room - 1).join('')}…`
  return `${words.before}${cut}${words.after}`
}

/** Whether the tick for a notice stands at first: where an association asks in its own name. */
export const noticeAtFirst = (matter: { channel: MatterChannel; hiddenAt: boolean }): boolean =>
  matter.channel === 'association' && !matter.hiddenAt

/** How much of the question stands above its answer, letters. */
const QUOTED = 300

/**
 * The text of the notice with an answer, in Markdown.
 * @param at words of `exchange.city.notice`
 */
export function noticeBody(
  at: (key: string, params?: Record<string, string>) => string,
  matter: { id: number; title: string; body: string },
  answer: { text: string; to: MatterState; promisedOn: Day | null },
): string {
  const quoted = shorten(matter.body, QUOTED)
    .split('\n')
    .map((line) => `> ${plainMarkdown(line)}`)
  const next =
    answer.to === 'underway' && answer.promisedOn
      ? at('underway', { day: formatDay(answer.promisedOn, 'ja') })
      : answer.to === 'done' || answer.to === 'impossible'
        ? at(answer.to)
        : ''
  return [
    at('lead'),
    `# ${at('asked')}`,
    `**${plainMarkdown(matter.title)}**`,
    quoted.join('\n'),
    `# ${at('answer')}`,
    plainMarkdown(answer.text),
    next,
    `[${at('link')}](/exchange/${matter.id})`,
  ]
    .filter(Boolean)
    .join('\n\n')
}
