/** 表決権者の名簿, made from the register of households. */
import type { Unit } from './states'

/** A household of the register as it counts on the day, with those of its people who answer for themselves. */
export type RegisteredHousehold = {
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
