/** 申込みの状態: what may follow what, and who moves it. Pure. */
import type { Same } from '~/platform/same'
import type { VolunteerApplicationState as DbState } from '../../../../prisma/generated/enums'

/** 仮押さえ, キャンセル待ち, 繰上げの案内, 確定, 期限切れ, 辞退, 取消し, 中止 */
export const applicationStates = [
  'held',
  'waiting',
  'offered',
  'placed',
  'lapsed',
  'declined',
  'cancelled',
  'refused',
] as const
export type ApplicationState = (typeof applicationStates)[number]

const _states: Same<ApplicationState, DbState> = true
void _states

/** States in which something can still come of it; a person has one such application for a session. */
export const LIVING = ['held', 'waiting', 'offered', 'placed'] as const satisfies readonly ApplicationState[]
export const isLiving = (state: ApplicationState): boolean =>
  (LIVING as readonly ApplicationState[]).includes(state)

/** States that take room. */
const TAKING = ['held', 'offered', 'placed'] as const satisfies readonly ApplicationState[]
export const takesRoom = (state: ApplicationState): boolean =>
  (TAKING as readonly ApplicationState[]).includes(state)

/** States in which the host expects somebody: whose health notes they may know. */
export const EXPECTED = ['held', 'placed'] as const satisfies readonly ApplicationState[]
export const isExpected = (state: ApplicationState): boolean =>
  (EXPECTED as readonly ApplicationState[]).includes(state)

/** Who moves an application: whoever applied, the guardian, the clock, or host and centre. */
type Mover = 'person' | 'guardian' | 'clock' | 'office'

const applicationVerbs = [
  'apply',
  'consent',
  'refuse',
  'revoke',
  'offer',
  'accept',
  'decline',
  'lapse',
  'leave',
  'cancel',
  'call_off',
  'office_accept',
  'office_cancel',
  'office_leave',
] as const
export type ApplicationVerb = (typeof applicationVerbs)[number]

type Move = { from: ApplicationState; to: ApplicationState; verb: ApplicationVerb; by: Mover }

/** The one table of moves; an application begins as held, waiting or placed. */
export const applicationMoves: readonly Move[] = [
  { from: 'held', to: 'placed', verb: 'consent', by: 'guardian' },
  { from: 'waiting', to: 'offered', verb: 'offer', by: 'clock' },
  { from: 'offered', to: 'placed', verb: 'accept', by: 'person' },
  { from: 'offered', to: 'held', verb: 'accept', by: 'person' },
  { from: 'offered', to: 'declined', verb: 'decline', by: 'person' },
  { from: 'held', to: 'lapsed', verb: 'lapse', by: 'clock' },
  { from: 'offered', to: 'lapsed', verb: 'lapse', by: 'clock' },
  { from: 'waiting', to: 'lapsed', verb: 'lapse', by: 'clock' },
  ...LIVING.map((from) => ({ from, to: 'declined', verb: 'refuse', by: 'guardian' }) as const),
  ...LIVING.map((from) => ({ from, to: 'declined', verb: 'revoke', by: 'guardian' }) as const),
  ...LIVING.map((from) => ({ from, to: 'cancelled', verb: 'cancel', by: 'person' }) as const),
  ...LIVING.map((from) => ({ from, to: 'refused', verb: 'call_off', by: 'office' }) as const),
  // What the centre does for whoever telephones.
  { from: 'offered', to: 'placed', verb: 'office_accept', by: 'office' },
  { from: 'offered', to: 'held', verb: 'office_accept', by: 'office' },
  ...LIVING.map((from) => ({ from, to: 'cancelled', verb: 'office_cancel', by: 'office' }) as const),
]

export const mayMove = (from: ApplicationState, to: ApplicationState, verb: ApplicationVerb): boolean =>
  applicationMoves.some((move) => move.from === from && move.to === to && move.verb === verb)
