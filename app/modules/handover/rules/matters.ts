/** 進行中の案件: what is open in the portal, and whose business it is by the post. Pure. */
import { type Post, postRights, type Right } from '~/modules/accounts/rules'
import type { Day } from '~/platform/clock'

/** Each with the right without which it is nobody's matter: a post hands over what it may do itself. */
export const matterRights = {
  /** お知らせの下書き, 承認待ち, 公開予約 */
  notice: 'notice.draft',
  /** 補助金の申請 */
  application: 'subsidy.read',
  /** 使えなくなっているAED */
  aed: 'aed.keep',
  /** AEDの通報 */
  aed_report: 'aed.keep',
  /** AEDの消耗品の期限 */
  aed_part: 'aed.keep',
  /** AEDの点検担当者 that is the outgoing officer: a person's own appointment, which is asked about and not moved */
  aed_keeper: 'aed.keep',
  /** 市・協議会からの依頼 */
  request: 'association.edit',
  /** 担い手の募集への関心, a count */
  interests: 'officer.invite',
  /** 会員の申し込み, a count */
  memberships: 'member.confirm',
} as const satisfies Record<string, Right>

export type MatterKind = keyof typeof matterRights
export const matterKinds = Object.keys(matterRights) as MatterKind[]

/** One open matter. */
export type Matter = {
  /** `notice:12`; of a count the kind alone */
  source: string
  kind: MatterKind
  /** Of a count empty: its words are the kind's */
  title: string
  href: string
  /** Message key of its state */
  word: string | null
  /** Whose turn it is, where there are two sides */
  turn: 'association' | 'city' | null
  dueOn: Day | null
  count: number | null
}

export const mattersOf = (post: Post): MatterKind[] =>
  matterKinds.filter((kind) => (postRights[post] as readonly Right[]).includes(matterRights[kind]))

/** The kind of matter that an item was gathered from; null: written by hand. */
export function kindOfSource(source: string): MatterKind | null {
  const kind = source.split(':')[0] as MatterKind
  return matterKinds.includes(kind) ? kind : null
}

/**
 * What has to change so that the stored items say what is open: matters that are new, and those that are over and go
 * from the list. A matter that stays keeps its ticks.
 */
export function refreshed<I extends { source: string }>(stored: readonly I[], live: readonly Matter[]) {
  const known = new Set(stored.map(({ source }) => source))
  const open = new Set(live.map(({ source }) => source))
  return {
    add: live.filter(({ source }) => !known.has(source)),
    over: stored.filter(({ source }) => kindOfSource(source) !== null && !open.has(source)),
  }
}
