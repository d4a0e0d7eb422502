/** 確認: channels, what is late, and the one reach figure of screen and paper. Pure; days are arguments. */

import { type Day, dayOf } from '~/platform/clock'
import type { Same } from '~/platform/same'
import type { ConfirmationChannel as DbChannel } from '../../../prisma/generated/enums'

/** How a household's confirmation came: 画面, 紙, 電話, 訪問, 代理 */
const channels = ['screen', 'paper', 'telephone', 'visit', 'proxy'] as const
export type Channel = (typeof channels)[number]

/** Those that an officer enters for a household. */
export const enteredChannels = ['paper', 'telephone', 'visit', 'proxy'] as const
export type EnteredChannel = (typeof enteredChannels)[number]

/** Same in the database: a difference does not compile. */
const _same: Same<Channel, DbChannel> = true
void _same

/** Households asked, by how they confirmed; the parts add up to the whole. */
export type Parts = Record<Channel, number> & { notYet: number }

export const partNames = [...channels, 'notYet'] as const

export const noParts: Parts = { screen: 0, paper: 0, telephone: 0, visit: 0, proxy: 0, notYet: 0 }

/** All households of the parts. */
export function totalOf(parts: Parts): number {
  return partNames.reduce((sum, name) => sum + parts[name], 0)
}

/** Those of them that have confirmed. */
export function confirmedOf(parts: Parts): number {
  return totalOf(parts) - parts.notYet
}

function addParts(a: Parts, b: Parts): Parts {
  const sum = { ...noParts }
  for (const name of partNames) sum[name] = a[name] + b[name]
  return sum
}

/** What is known of one node of the tree (自治会, 班, …) about one notice. */
export type Node = {
  id: number
  /** Ids from the root, each followed by a slash */
  path: string
  /** 加入世帯数 as the association counted it; null when unknown */
  memberHouseholds: number | null
  /** The register at this very node: households that count; null where there is none */
  register: Parts | null
  /** 集計 of a signed sheet */
  tally: { households: number; signed: number } | null
}

export type Reach = {
  parts: Parts
  /** Households of which nobody has told anything yet; not in the parts */
  unknown: number
}

type Known = Reach & { covered: boolean }

/**
 * The reach of a notice over all nodes under its audience. A register says how many households there are and who has
 * confirmed; where there is none at a node or below it, the tally of its paper sheet does. Where neither is, the
 * association's own number of member households is unknown, less what is known of its groups.
 */
export function reachOver(nodes: readonly Node[]): Reach {
  const children = new Map<string, Node[]>()
  const paths = new Set(nodes.map((node) => node.path))
  const tops: Node[] = []
  for (const node of nodes) {
    const above = node.path.replace(/\d+\/$/, '')
    if (!paths.has(above)) tops.push(node)
    else children.set(above, [...(children.get(above) ?? []), node])
  }
  const reach = (node: Node): Known => {
    const below = (children.get(node.path) ?? []).map(reach)
    const parts = below.reduce((sum, one) => addParts(sum, one.parts), noParts)
    const covered = below.some((one) => one.covered)
    if (node.register) return { parts: addParts(parts, node.register), unknown: 0, covered: true }
    if (node.tally && !covered) {
      const { households, signed } = node.tally
      return { parts: { ...noParts, paper: signed, notYet: households - signed }, unknown: 0, covered: true }
    }
    const unknownBelow = below.reduce((sum, one) => sum + one.unknown, 0)
    const open = below.length === 0 || below.some((one) => !one.covered || one.unknown > 0)
    if (!open) return { parts, unknown: 0, covered }
    const unknown =
      node.memberHouseholds === null ? unknownBelow : Math.max(0, node.memberHouseholds - totalOf(parts))
    return { parts, unknown, covered }
  }
  return tops
    .map(reach)
    .reduce<Reach>(
      (sum, one) => ({ parts: addParts(sum.parts, one.parts), unknown: sum.unknown + one.unknown }),
      { parts: noParts, unknown: 0 },
    )
}

/** Whole percent, rounded down; 100 only when all have confirmed, 0 only when nobody has. */
export function percent(confirmed: number, total: number): number {
  if (total === 0 || confirmed === 0) return 0
  return Math.max(1, Math.floor((confirmed * 100) / total))
}

/** Below so many households a number would tell who has confirmed: only officers are told. */
export const SHOWN_FROM = 5

/** Whether everybody may be told how many. */
export function isShown(parts: Parts): boolean {
  return totalOf(parts) >= SHOWN_FROM
}

/** Whether a confirmation came after its last day. */
export function isLate(confirmedAt: Date, confirmBy: Day | null): boolean {
  return confirmBy !== null && dayOf(confirmedAt) > confirmBy
}

/** A confirmation on the screen can be taken back by the household on the day on which it was given. */
export function mayUndo(confirmation: { channel: Channel; confirmedAt: Date }, today: Day): boolean {
  return confirmation.channel === 'screen' && dayOf(confirmation.confirmedAt) === today
}
