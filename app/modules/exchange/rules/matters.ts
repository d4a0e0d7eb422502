/** 意見・提案・質問: kinds, categories, states, and who moves a matter from one to another. Pure. */
import type { Same } from '~/platform/same'
import type {
  MatterChannel as DbChannel,
  MatterKind as DbKind,
  MatterState as DbState,
} from '../../../../prisma/generated/enums'

/** 質問, 提案, 要望 */
export const matterKinds = ['question', 'proposal', 'request'] as const
export type MatterKind = (typeof matterKinds)[number]

/** 自治会として, 自治会を通して, 市へ直接 */
export const matterChannels = ['association', 'through_association', 'direct'] as const
export type MatterChannel = (typeof matterChannels)[number]

/** 確認待ち, 受付, 担当課へ, 回答, 対応中, 完了, 対応できません, 取下げ, 受け付けません */
export const matterStates = [
  'waiting',
  'received',
  'routed',
  'answered',
  'underway',
  'done',
  'impossible',
  'withdrawn',
  'refused',
] as const
export type MatterState = (typeof matterStates)[number]

/** Same in the database: a difference does not compile. */
const _kinds: Same<MatterKind, DbKind> = true
const _channels: Same<MatterChannel, DbChannel> = true
const _states: Same<MatterState, DbState> = true
void _kinds
void _channels
void _states

/** 分野, in the words in which people would look for it */
export const categories = [
  'road',
  'river',
  'park',
  'traffic',
  'light',
  'waste',
  'disaster',
  'child',
  'elderly',
  'facility',
  'community',
  'other',
] as const
export type Category = (typeof categories)[number]

/** States that everybody can see and ask the list for. */
export const PUBLIC_STATES = [
  'received',
  'routed',
  'answered',
  'underway',
  'done',
  'impossible',
  'withdrawn',
] as const satisfies readonly MatterState[]
/** States in which the city still has something to do. */
const OPEN_STATES = ['received', 'routed', 'underway'] as const satisfies readonly MatterState[]
/** States in which an answer is still to come: supports and similar ones weigh here. */
export const UNANSWERED_STATES = ['received', 'routed'] as const satisfies readonly MatterState[]

const among = (states: readonly MatterState[], state: MatterState) => states.includes(state)
export const isPublicState = (state: MatterState): boolean => among(PUBLIC_STATES, state)
export const isOpenState = (state: MatterState): boolean => among(OPEN_STATES, state)

/** The way that a matter goes, as the picture on its page shows it. */
export const WAY = [
  'received',
  'routed',
  'answered',
  'underway',
  'done',
] as const satisfies readonly MatterState[]

/**
 * Who moves: the person who wrote it; an officer of the association (matter.ask); the civic activity section
 * (matter.route); the section it is with (matter.answer, or matter.route).
 */
export type MatterMover = 'author' | 'officer' | 'router' | 'section'

/** What must be given with a move. `reason` is in plain words and shown, to all or (a refusal) to the author. */
type MatterNeed = 'reason' | 'section' | 'due' | 'promise'

export const matterVerbs = [
  'pass_on', // 市へ届ける
  'give_back', // 自治会から本人へ返す
  'receive', // 受け付ける
  'refuse', // 受け付けない
  'route', // 担当課へ回す
  'reroute', // ほかの課へ回す
  'change_due', // 回答期限を変える
  'answer', // 回答する (終わり)
  'answer_promise', // 回答して、対応をはじめる
  'answer_done', // 回答して、すぐに済ませた
  'answer_impossible', // 回答して、対応できない
  'start', // 回答のあとで対応をはじめる
  'progress', // 進み具合を知らせる
  'finish', // 完了
  'give_up', // 対応できなくなった
  'reopen', // もう一度考える
  'withdraw', // 取り下げる
  'go_direct', // 自治会を待たずに、市へ直接
] as const
export type MatterVerb = (typeof matterVerbs)[number]

export type MatterMove = {
  verb: MatterVerb
  from: readonly MatterState[]
  to: MatterState
  by: readonly MatterMover[]
  needs: readonly MatterNeed[]
}

/** What may follow what: the one place that says so. */
export const matterMoves: readonly MatterMove[] = [
  { verb: 'pass_on', from: ['waiting'], to: 'received', by: ['officer'], needs: [] },
  { verb: 'give_back', from: ['waiting'], to: 'refused', by: ['officer'], needs: ['reason'] },
  { verb: 'receive', from: ['waiting'], to: 'received', by: ['router'], needs: [] },
  { verb: 'refuse', from: ['waiting'], to: 'refused', by: ['router'], needs: ['reason'] },
  { verb: 'route', from: ['received'], to: 'routed', by: ['router'], needs: ['section', 'due'] },
  {
    verb: 'reroute',
    from: ['routed'],
    to: 'routed',
    by: ['router', 'section'],
    needs: ['section', 'reason'],
  },
  { verb: 'change_due', from: ['routed'], to: 'routed', by: ['router', 'section'], needs: ['due', 'reason'] },
  { verb: 'answer', from: ['routed'], to: 'answered', by: ['section'], needs: ['reason'] },
  { verb: 'answer_promise', from: ['routed'], to: 'underway', by: ['section'], needs: ['reason', 'promise'] },
  { verb: 'answer_done', from: ['routed'], to: 'done', by: ['section'], needs: ['reason'] },
  { verb: 'answer_impossible', from: ['routed'], to: 'impossible', by: ['section'], needs: ['reason'] },
  { verb: 'start', from: ['answered'], to: 'underway', by: ['section'], needs: ['reason', 'promise'] },
  { verb: 'progress', from: ['underway'], to: 'underway', by: ['section'], needs: ['reason'] },
  { verb: 'finish', from: ['underway'], to: 'done', by: ['section'], needs: ['reason'] },
  { verb: 'give_up', from: ['underway'], to: 'impossible', by: ['section'], needs: ['reason'] },
  {
    verb: 'reopen',
    from: ['answered', 'done', 'impossible'],
    to: 'routed',
    by: ['router', 'section'],
    needs: ['reason', 'due'],
  },
  { verb: 'go_direct', from: ['waiting'], to: 'received', by: ['author'], needs: [] },
  { verb: 'withdraw', from: ['waiting', 'received', 'routed'], to: 'withdrawn', by: ['author'], needs: [] },
]

/** The move of a verb from a state by somebody; null when it is not possible there, or not theirs. */
export function moveOf(verb: MatterVerb, from: MatterState, by: MatterMover): MatterMove | null {
  return (
    matterMoves.find((move) => move.verb === verb && move.from.includes(from) && move.by.includes(by)) ?? null
  )
}

/** What somebody can do with a matter in a state. */
export const verbsFrom = (from: MatterState, by: MatterMover): MatterVerb[] =>
  matterMoves.filter((move) => move.from.includes(from) && move.by.includes(by)).map(({ verb }) => verb)

/** 経過: what can have happened. `note` is the city's own (庁内の覚え書き) and never shown. */
const eventKinds = [
  'asked',
  'passed_on',
  'went_direct', // 自治会を通さず、市へ直接
  'given_back',
  'received',
  'refused',
  'routed',
  'rerouted',
  'due_changed',
  'answered',
  'corrected', // 回答の訂正
  'underway',
  'progress',
  'done',
  'impossible',
  'reopened',
  'joined', // まとめました
  'released', // まとめをほどき、また一件で
  'moved_with', // まとめた先が進んだ
  'noticed', // お知らせにしました
  'withdrawn',
  'note',
] as const
export type EventKind = (typeof eventKinds)[number]

/** What stands in the event of a joining: the number, as a title may be hidden later, and the reason below it. */
export const joinedWords = (id: number, reason = ''): string =>
  [`No.${id}`, reason].filter(Boolean).join('\n')

/** Events of what moves on together with another matter hold its number and nothing else. */
const WITH_ANOTHER: readonly string[] = ['joined', 'released', 'moved_with']

/**
 * The matter that the event of a joining is about, and the reason. Earlier events hold the title behind the number: it
 * is not read.
 */
export function joinedIn(event: { kind: string; text: string }): { id: number; reason: string } | null {
  if (!WITH_ANOTHER.includes(event.kind)) return null
  const found = /^No\.(\d{1,9})(?!\d)[^\n]*(?:\n([\s\S]*))?$/.exec(event.text)
  return found ? { id: Number(found[1]), reason: found[2] ?? '' } : null
}

/** What followers are not told of: it changes nothing for them. */
export const QUIET_EVENTS = [
  'asked',
  'noticed',
  'moved_with', // The mail of the matter that it was joined to says it
  'note',
  'given_back',
  'refused',
] as const satisfies readonly EventKind[]

/** Most photos of one matter, and the size of one, bytes. */
export const MOST_PHOTOS = 4
export const MAX_PHOTO_BYTES = 10 * 1024 * 1024
export const photoTypes = ['image/jpeg', 'image/png', 'image/webp'] as const

/**
 * What waits for the officers of an association: after so many days they are reminded, and after so many the person who
 * asked is offered the direct way to the city.
 */
export const OFFICERS_REMINDED_DAYS = 7
export const DIRECT_OFFERED_DAYS = 14

/** How often somebody may ask, support and follow. */
export const exchangeLimits = {
  /** A hall with one line to the net holds a whole meeting */
  address: { max: 60, minutes: 60 },
  account: { max: 10, minutes: 60 },
  follow: { max: 60, minutes: 60 },
  followed: { max: 5, minutes: 60 },
  photo: { max: 60, minutes: 60 },
} as const

/** The link that proves an address, hours; what is not proven is deleted then. */
export const PROOF_HOURS = 48
/** 連絡先 of an author without an account: deleted so many days after the end. */
export const CONTACT_KEPT_DAYS = 365
/** Who asked (their account): so many days after the end, the matter stands without them. */
export const AUTHOR_KEPT_DAYS = 365
/** Those who follow: so many days after the end. */
export const FOLLOWERS_KEPT_DAYS = 90
/** What was never published (refused, or withdrawn before): so many days after the end. */
export const UNPUBLISHED_KEPT_DAYS = 365
