/** 紙: what two officers read, sheets that do not count, and what is told of a count to whom. Pure. */
import { type Choice, cast, isCarried, type Need, type Votes } from './count'

/** 承諾書, 承諾のあとの「承諾しない」, 表決書, 無記名の封筒 */
const phases = ['consent', 'objection', 'vote', 'envelope'] as const
export type Phase = (typeof phases)[number]

/**
 * 数えない紙: why a sheet of a secret vote does not count. Each envelope makes one sheet that counts; what is more than
 * that is entered with its reason and stays in the record.
 */
export const extras = [
  'double', // 1つの封筒に2枚以上
  'no_envelope', // 封筒に入っていなかった、名簿にない封筒
  'other_paper', // この決議の紙ではない
  'surplus', // 混ぜたあとで多いと分かった: which one it is nobody knows
] as const
export type Extra = (typeof extras)[number]

/** What an officer reads on a paper: the reply to the method, a choice for each item, or why a sheet does not count. */
export type Reading = { consents: boolean } | { extra: Extra } | Record<string, Choice>

/** Why this sheet does not count; null for one that does. */
export function extraOf(choices: unknown): Extra | null {
  const said = (choices as { extra?: unknown } | null)?.extra
  return extras.find((one) => one === said) ?? null
}

/** The reply to the method on a paper; null where it is the paper of a vote. */
export function consentOf(reading: Reading): boolean | null {
  const said = (reading as { consents?: unknown }).consents
  return typeof said === 'boolean' ? said : null
}

/** Whether two officers have read the same on a paper. */
export function samePaper(
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
): boolean {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key])
}

/** How many sheets do not count, by their reason. */
export function countExtras(papers: readonly { choices: unknown }[]): Partial<Record<Extra, number>> {
  const counted: Partial<Record<Extra, number>> = {}
  for (const { choices } of papers) {
    const extra = extraOf(choices)
    if (extra) counted[extra] = (counted[extra] ?? 0) + 1
  }
  return counted
}

/**
 * Whether so many sheets of which nobody knows whether they belong could have turned the result: each of them may stand
 * in the place of one that was counted. Then the count cannot be confirmed, and a meeting is held.
 * @param surplus sheets that were found to be too many once they were mixed
 */
export function couldTurn(votes: Votes, need: Need, voters: number, surplus: number): boolean {
  const most = Math.min(surplus, cast(votes))
  if (isCarried(votes, need, voters)) {
    const lost = Math.min(most, votes.for)
    return !isCarried({ ...votes, for: votes.for - lost, against: votes.against + lost }, need, voters)
  }
  // What turns it soonest: first those against, then those who abstained.
  const against = Math.min(most, votes.against)
  const abstain = Math.min(most - against, votes.abstain)
  const turned = {
    for: votes.for + against + abstain,
    against: votes.against - against,
    abstain: votes.abstain - abstain,
  }
  return isCarried(turned, need, voters)
}

/** Fewer votes than this would tell in a secret vote who has said what. */
const SMALL_VOTE = 5

/** What is told of the numbers: all of them, the result alone, or nothing yet. */
export type Told = 'all' | 'result' | 'none'

/**
 * Who learns which numbers. Officers and the 監事 all of them from the closing on. Members once it is decided; of a
 * secret vote of a few the result alone, as the numbers would be names.
 * @param fewest the smallest number of votes that an item had
 */
export function toldOf(of: { state: string; secret: boolean; fewest: number }, isOfficer: boolean): Told {
  const isCounted = of.state === 'checking' || of.state === 'to_meeting' || of.state === 'decided'
  if (isOfficer) return isCounted ? 'all' : 'none'
  if (of.state !== 'decided') return 'none'
  return of.secret && of.fewest < SMALL_VOTE ? 'result' : 'all'
}
