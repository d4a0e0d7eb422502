/** 開票: what a vote comes to. Whole numbers and exact fractions only; the order of the votes never matters. */

import type { Reason, Way } from './states'

/** 賛成・反対・棄権 */
export const choices = ['for', 'against', 'abstain'] as const
export type Choice = (typeof choices)[number]

/** 過半数 (more than) or 以上 (at least) */
export const needKinds = ['over', 'at_least'] as const
type NeedKind = (typeof needKinds)[number]

/** 投じられた票 or 総構成員 */
export const bases = ['cast', 'all'] as const
type Base = (typeof bases)[number]

/** 必要な割合: more than, or at least, num/den of the votes cast or of all voters. */
export type Need = { num: number; den: number; kind: NeedKind; base: Base }

/**
 * What is usual. 普通決議: more than half of those who vote (260条の18 and the rules); a change of the rules
 * (260条の3第2項) and dissolution (260条の21): at least three quarters of all members.
 */
export const presets = {
  ordinary: { num: 1, den: 2, kind: 'over', base: 'cast' },
  articles: { num: 3, den: 4, kind: 'at_least', base: 'all' },
  dissolution: { num: 3, den: 4, kind: 'at_least', base: 'all' },
} as const satisfies Record<string, Need>
type Preset = keyof typeof presets | 'own'
export const presetNames = ['ordinary', 'articles', 'dissolution', 'own'] as const

/** The name of what an item needs; a change of the rules and dissolution need the same. */
export function presetOf(need: Need): Preset {
  const same = (one: Need) =>
    one.num === need.num && one.den === need.den && one.kind === need.kind && one.base === need.base
  if (same(presets.ordinary)) return 'ordinary'
  return same(presets.articles) ? 'articles' : 'own'
}

/**
 * Whether a part may be asked for: one that can be reached, and that neither a minority nor a tie reaches. The table
 * holds the same.
 */
export function isFraction({ num, den, kind }: Pick<Need, 'num' | 'den' | 'kind'>): boolean {
  return kind === 'over' ? num < den && num * 2 >= den : num <= den && num * 2 > den
}

/** Whether `count` of `total` is enough; of nothing, nothing is, and nobody is never enough. */
export function isEnough(count: number, total: number, need: Pick<Need, 'num' | 'den' | 'kind'>): boolean {
  if (total <= 0 || count <= 0) return false
  const [left, right] = [count * need.den, need.num * total]
  return need.kind === 'over' ? left > right : left >= right
}

/** The smallest count that is enough; more than `total` where nothing is. */
export function votesNeeded(total: number, need: Pick<Need, 'num' | 'den' | 'kind'>): number {
  const exact = Math.floor((need.num * total) / need.den)
  if (need.kind === 'over') return exact + 1
  return Math.max(1, exact * need.den === need.num * total ? exact : exact + 1)
}

/** The votes on one item. An abstention is a vote cast, as of somebody who is present and does not raise a hand. */
export type Votes = Record<Choice, number>

/** 票: of a voter, or of nobody in a secret vote; what it says of each item by its id. */
export type Ballot = { voterId: number | null; choices: Readonly<Record<string, Choice>> }

/** The votes on an item, each voter's once, whatever the order. */
export function tally(itemId: number, ballots: readonly Ballot[]): Votes {
  const votes: Votes = { for: 0, against: 0, abstain: 0 }
  const seen = new Set<number>()
  for (const { voterId, choices: said } of ballots) {
    if (voterId !== null) {
      if (seen.has(voterId)) continue
      seen.add(voterId)
    }
    const choice = said[String(itemId)]
    if (choice) votes[choice] += 1
  }
  return votes
}

export const cast = (votes: Votes): number => votes.for + votes.against + votes.abstain

/** 可決. As many against as for are never carried, whatever part the rules ask for. */
export function isCarried(votes: Votes, need: Need, voters: number): boolean {
  return votes.for > votes.against && isEnough(votes.for, need.base === 'all' ? voters : cast(votes), need)
}

/** 定足数: whether at least num/den of all have voted; 0/1 asks for nobody. */
export const hasQuorum = (voted: number, voters: number, quorum: { num: number; den: number }): boolean =>
  voted * quorum.den >= quorum.num * voters

type Counted = {
  /** Why a meeting is held although all was counted; null when the vote stands */
  reason: Extract<Reason, 'disagreement' | 'missing_vote' | 'quorum'> | null
  items: { id: number; votes: Votes; carried: boolean }[]
}

/**
 * What the count comes to. 第2項 (`all_agree`): one who does not agree, or one reply that is missing, and nothing is
 * decided. Otherwise by the quorum and what each item needs.
 * @param voters how many may vote
 */
export function countVotes(
  resolution: { way: Way; quorum: { num: number; den: number } },
  items: readonly { id: number; need: Need }[],
  ballots: readonly Ballot[],
  voters: number,
): Counted {
  const counted = items.map(({ id, need }) => ({ id, need, votes: tally(id, ballots) }))
  if (resolution.way === 'all_agree') {
    const reason = counted.some(({ votes }) => votes.against + votes.abstain > 0)
      ? ('disagreement' as const)
      : counted.some(({ votes }) => votes.for < voters) || voters === 0
        ? ('missing_vote' as const)
        : null
    return { reason, items: counted.map(({ id, votes }) => ({ id, votes, carried: reason === null })) }
  }
  const voted = new Set(ballots.map(({ voterId }, index) => voterId ?? `nobody-${index}`)).size
  const reason = hasQuorum(voted, voters, resolution.quorum) ? null : ('quorum' as const)
  return {
    reason,
    items: counted.map(({ id, need, votes }) => ({
      id,
      votes,
      carried: reason === null && isCarried(votes, need, voters),
    })),
  }
}

/** The choices of a way: 第2項 asks whether one agrees; there is nothing to abstain from. */
export const choicesFor = (way: Way): readonly Choice[] =>
  way === 'all_agree' ? ['for', 'against'] : choices
