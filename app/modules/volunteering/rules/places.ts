/** 受入れ and its 日程: states, who moves them, and what room there is. Pure; the instant is an argument. */
import { addDays, type Day, dayOf } from '~/platform/clock'
import type { Same } from '~/platform/same'
import type {
  VolunteerHostState as DbHostState,
  VolunteerPlaceState as DbPlaceState,
} from '../../../../prisma/generated/enums'
import type { PeriodState } from './periods'

/** Days after the last session for which it is known who was in charge. */
export const SUPERVISOR_KEPT_DAYS = 365

/** 自治会・団体, 登録団体, 市の部署 */
export const hostKinds = ['association', 'organisation', 'city'] as const
export type HostKind = (typeof hostKinds)[number]

/** 確認待ち, 登録済み, 終了 */
export const hostStates = ['asked', 'registered', 'ended'] as const
export type HostState = (typeof hostStates)[number]

/** 下書き, 提出, 差戻し, 公開, 取りやめ */
export const placeStates = ['draft', 'submitted', 'returned', 'published', 'cancelled'] as const
export type PlaceState = (typeof placeStates)[number]

const _hosts: Same<HostState, DbHostState> = true
const _places: Same<PlaceState, DbPlaceState> = true
void _hosts
void _places

/**
 * テーマ: 地域の活動, 環境・美化, 福祉・高齢者, 子ども, 文化・催し, 防災・救命, スポーツ, 国際・ことば; and for lectures 人権,
 * 男女共同参画, 平和; ほか
 */
export const themes = [
  'community',
  'environment',
  'welfare',
  'children',
  'culture',
  'disaster',
  'sports',
  'international',
  'rights',
  'equality',
  'peace',
  'other',
] as const
export type Theme = (typeof themes)[number]

/** Stands in a subscription for every theme. */
export const ANY_THEME = 'any'

/** Who moves a place: its host, or the centre. */
export type PlaceMover = 'host' | 'centre'

/** What may follow what. The centre looks before anything is published; whoever sends back says why. */
export const placeMoves: readonly { from: PlaceState; to: PlaceState; by: PlaceMover }[] = [
  { from: 'draft', to: 'submitted', by: 'host' },
  { from: 'returned', to: 'submitted', by: 'host' },
  // Taken back, to correct something before the centre has looked.
  { from: 'submitted', to: 'draft', by: 'host' },
  { from: 'submitted', to: 'published', by: 'centre' },
  { from: 'submitted', to: 'returned', by: 'centre' },
  { from: 'published', to: 'cancelled', by: 'host' },
  { from: 'published', to: 'cancelled', by: 'centre' },
]

export const mayMovePlace = (from: PlaceState, to: PlaceState, by: PlaceMover): boolean =>
  placeMoves.some((move) => move.from === from && move.to === to && move.by === by)

/** States in which a host writes freely; what the centre has before it, or has published, is not changed behind it. */
const WRITABLE_STATES = ['draft', 'returned'] as const satisfies readonly PlaceState[]
export const isWritable = (state: PlaceState): boolean =>
  (WRITABLE_STATES as readonly PlaceState[]).includes(state)

/** States in which anybody may read a place, if its programme is no draft. */
export const PUBLIC_STATES = ['published', 'cancelled'] as const satisfies readonly PlaceState[]

/** What of a session counts for its room. `taken`: persons held, offered or placed; `queued`: persons who wait. */
type SessionRoom = {
  startsAt: Date
  endsAt: Date
  capacity: number
  taken: number
  queued: number
  cancelledOn: unknown
}

/** Free places of a session; none where it is cancelled. */
export const roomOf = (session: Pick<SessionRoom, 'capacity' | 'taken' | 'cancelledOn'>): number =>
  session.cancelledOn ? 0 : Math.max(0, session.capacity - session.taken)

/**
 * How a session stands for somebody who wants to come: 空きあり, 残りわずか, キャンセル待ち, 申込み前, 受付終了, 終わった, 中止.
 */
export const sessionStandings = ['room', 'few', 'full', 'not_yet', 'closed', 'past', 'cancelled'] as const
export type SessionStanding = (typeof sessionStandings)[number]

/** So many free places are few. */
const FEW = 3

/** @param applications how the programme's time for applying stands today */
export function standingOf(session: SessionRoom, applications: PeriodState, now: Date): SessionStanding {
  if (session.cancelledOn) return 'cancelled'
  if (session.startsAt <= now) return 'past'
  if (applications === 'before') return 'not_yet'
  if (applications === 'over') return 'closed'
  const room = roomOf(session)
  if (room === 0) return 'full'
  return room <= FEW ? 'few' : 'room'
}

/** Whether somebody can apply, be it for the waiting list. */
export const takesApplications = (standing: SessionStanding): boolean =>
  standing === 'room' || standing === 'few' || standing === 'full'

/** Most sessions of one place. */
export const MAX_SESSIONS = 60
/** Most photos of one place. */
export const MAX_PHOTOS = 6
/** Bytes of a photo as it is sent. */
export const MAX_PHOTO_BYTES = 10 * 1_048_576
export const photoTypes = ['image/jpeg', 'image/png', 'image/webp'] as const

/** Why a session cannot be as it was typed; null where it can. `minutes` count for a certificate. */
export function sessionError(
  session: { startsAt: Date; endsAt: Date; minutes: number; capacity: number },
  programme: { activityFrom: Day; activityUntil: Day },
  taken = 0,
): { field: 'day' | 'ends' | 'minutes' | 'capacity'; key: string } | null {
  if (session.endsAt <= session.startsAt) return { field: 'ends', key: 'volunteering.error.ends_before' }
  const length = (session.endsAt.getTime() - session.startsAt.getTime()) / 60_000
  if (session.minutes > length) return { field: 'minutes', key: 'volunteering.error.minutes_long' }
  const day = dayOf(session.startsAt)
  if (day < programme.activityFrom || day > programme.activityUntil)
    return { field: 'day', key: 'volunteering.error.outside_activity' }
  if (session.capacity < taken) return { field: 'capacity', key: 'volunteering.error.below_taken' }
  return null
}

/** 呼びかけ: days before a session on which free places are told to those who like its theme. */
export const CALL_DAYS = 7

/**
 * Whether a call goes out today: within a week of the session, from tomorrow's on, with room, and never twice.
 * @param called whether a call of this session was sent before
 */
export function callDue(
  session: Pick<SessionRoom, 'startsAt' | 'capacity' | 'taken' | 'queued' | 'cancelledOn'>,
  applications: PeriodState,
  called: boolean,
  today: Day,
): boolean {
  const day = dayOf(session.startsAt)
  return (
    !called &&
    applications === 'open' &&
    day > today &&
    day <= addDays(today, CALL_DAYS) &&
    // Whoever waits is asked first: what is kept for them is no room to call for.
    session.queued === 0 &&
    roomOf(session) > 0
  )
}
