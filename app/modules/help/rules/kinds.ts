/** 相談窓口: what a service is about, how it is reached, in which languages, and in which state it is. Pure. */
import type { Same } from '~/platform/same'
import type { HelpState as DbState } from '../../../../prisma/generated/enums'

/** 状態: 下書き, 公開中, 終わった窓口 */
export const helpStates = ['draft', 'published', 'ended'] as const
type HelpState = (typeof helpStates)[number]
const _states: Same<HelpState, DbState> = true
void _states

/** 分野, in the order in which they stand on the page. */
export const themes = [
  'mind',
  'dv',
  'abuse',
  'children',
  'bullying',
  'withdrawn',
  'elderly',
  'disability',
  'money',
  'consumer',
  'law',
  'work',
  'women',
  'men',
  'lgbtq',
  'rights',
  'foreign',
  'housing',
  'crime',
  'daily',
] as const
export type Theme = (typeof themes)[number]

/** 相談の方法 */
export const ways = ['phone', 'visit', 'chat', 'mail', 'letter', 'online'] as const
export type Way = (typeof ways)[number]

/** 対応できることば, beside Japanese */
export const spoken = ['en', 'zh', 'ko', 'vi', 'tl', 'ne', 'pt', 'es', 'easy', 'sign'] as const
export type Spoken = (typeof spoken)[number]

/** こんなとき: what somebody would say of their situation, and where one then looks. */
export const situations = {
  home: ['dv', 'abuse', 'women', 'men'],
  mind: ['mind'],
  child: ['children', 'abuse'],
  school: ['bullying', 'children', 'withdrawn'],
  room: ['withdrawn', 'mind'],
  care: ['elderly', 'disability'],
  money: ['money', 'work'],
  cheated: ['consumer', 'law', 'crime'],
  job: ['work'],
  self: ['lgbtq', 'rights'],
  hurt: ['rights', 'crime'],
  language: ['foreign'],
  house: ['housing', 'law'],
  unsure: ['daily', 'law'],
} as const satisfies Record<string, readonly Theme[]>
type Situation = keyof typeof situations
export const situationKeys = Object.keys(situations) as [Situation, ...Situation[]]

/** The moves of a service: what may follow what. A draft that never was public is thrown away by ending it. */
const moves: readonly { name: Move; from: HelpState; to: HelpState }[] = [
  { name: 'publish', from: 'draft', to: 'published' },
  { name: 'publish', from: 'ended', to: 'published' },
  { name: 'end', from: 'published', to: 'ended' },
  { name: 'end', from: 'draft', to: 'ended' },
]
export type Move = 'publish' | 'end'

/** The state after a move; null when the move is not allowed. */
export function after(from: HelpState, name: Move): HelpState | null {
  return moves.find((move) => move.from === from && move.name === name)?.to ?? null
}

/** Most services that are public at a time: they stand on one page, and a large city has about two hundred. */
export const MOST_SERVICES = 600

/** Days after which a service has to be looked at again. */
export const CHECK_AFTER_DAYS = 365

/** Where the quick exit leads: a page of everyday use that tells nothing of the one that was left. */
export const EXIT_ADDRESS = 'https://www.jma.go.jp/bosai/forecast/'
