/** 表決権者の名簿, made from the register of households. */
import type { Unit } from './states'

/** A household of the register as it counts on the day, with those of its people who answer for themselves. */
type RegisteredHousehold = {
  id: number
  name: string
  people: readonly { id: number; userId: string | null; name: string }[]
}

export type PlannedVoter = {
  name: string
  userId: string | null
  householdId: number | null
  householdMemberId: number | null
}

/**
 * Who may vote: each household once, or each person once. Where the register names nobody of a household it stands in
 * the list of persons under its own name, for the officers to put right. Members who are in no household come last.
 */
export function votersFrom(
  households: readonly RegisteredHousehold[],
  others: readonly { userId: string; name: string }[],
  unit: Unit,
): PlannedVoter[] {
  const known = new Set<string>()
  const planned: PlannedVoter[] = []
  for (const household of households) {
    const whole = { name: household.name, userId: null, householdId: household.id, householdMemberId: null }
    for (const { userId } of household.people) if (userId && unit === 'household') known.add(userId)
    if (unit === 'household' || household.people.length === 0) {
      planned.push(whole)
      continue
    }
    for (const person of household.people) {
      // Somebody who stands in two households has one vote.
      if (person.userId && known.has(person.userId)) continue
      if (person.userId) known.add(person.userId)
      planned.push({
        name: person.name,
        userId: person.userId,
        householdId: household.id,
        householdMemberId: person.id,
      })
    }
  }
  for (const { userId, name } of others) {
    if (known.has(userId)) continue
    known.add(userId)
    planned.push({ name, userId, householdId: null, householdMemberId: null })
  }
  return planned
}

/** 名簿のちがい: how the list of voters stands to the register as it is now. */
export const differenceKinds = ['missing', 'gone', 'by_hand'] as const
type DifferenceKind = (typeof differenceKinds)[number]
export type Differences = Record<DifferenceKind, { key: string; name: string }[]>

type Tied = { userId: string | null; householdId: number | null; householdMemberId: number | null }

/** By what somebody of the register is known again: the person there, the account, or the household as a whole. */
export const tieOf = ({ userId, householdId, householdMemberId }: Tied): string | null =>
  householdMemberId !== null
    ? `m${householdMemberId}`
    : userId !== null
      ? `u${userId}`
      : householdId === null
        ? null
        : `h${householdId}`

/**
 * What the list and the register say differently: who is in the register and not in the list, who stands in the list
 * and has left the register since, and who was added by hand.
 * @param planned as `votersFrom` would make the list today
 */
export function differencesOf(
  planned: readonly PlannedVoter[],
  listed: readonly (PlannedVoter & { id: number })[],
): Differences {
  const known = new Set(planned.flatMap((voter) => tieOf(voter) ?? []))
  const people = new Set(planned.flatMap(({ userId }) => userId ?? []))
  const found: Differences = { missing: [], gone: [], by_hand: [] }
  const there = new Set<string>()
  for (const voter of listed) {
    const tie = tieOf(voter)
    if (tie) there.add(tie)
    if (voter.userId) there.add(`u${voter.userId}`)
    const one = { key: `v${voter.id}`, name: voter.name }
    if (tie === null) found.by_hand.push(one)
    else if (!known.has(tie) && !(voter.userId && people.has(voter.userId))) found.gone.push(one)
  }
  for (const voter of planned) {
    const tie = tieOf(voter)
    if (tie === null || there.has(tie) || (voter.userId && there.has(`u${voter.userId}`))) continue
    found.missing.push({ key: tie, name: voter.name })
  }
  return found
}

/** The mark of a kind of differences: somebody ticks just these, and none that came since. */
export const markOf = (found: Differences, kind: DifferenceKind): string => {
  const keys = found[kind].map(({ key }) => key).sort()
  let sum = 0
  for (const letter of keys.join(' ')) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 2_147_483_647
  return keys.length === 0 ? '' : `${kind}-${keys.length}-${sum.toString(36)}`
}

/** Whether all differences that there are have been ticked. */
export const allSeen = (found: Differences, ticked: readonly string[]): boolean =>
  differenceKinds.every((kind) => found[kind].length === 0 || ticked.includes(markOf(found, kind)))
