/** 町の人口点: the points that stand in as long as no file of population is used. An approximation, and said to be one. */
import type { Point } from './coverage'
import type { Place } from './walking'

export type Town = Place & { id: number; name: string }

/** An association with the towns that it covers, in whole or in part. `households` is null where nobody has said. */
export type Settled = { id: number; households: number | null; towns: readonly number[] }

type TownPoint = Point & { townId: number; households: number }

type TownPopulation = {
  points: TownPoint[]
  /** 世帯数 of all associations that could be placed */
  households: number
  /** Towns to which no household was given: nobody is counted there */
  without: string[]
  /** Associations without a number, and with a number but without a town */
  unknown: number
  placeless: number
}

/**
 * The households of each association spread evenly over its towns, and people from households. What does not divide
 * goes to the towns in the order of their ids, so that the sum is exact. People are the same by day and by night:
 * where they go to work is not known.
 * @param personsInHundredths persons per household × 100
 */
export function townPopulation(
  towns: readonly Town[],
  associations: readonly Settled[],
  personsInHundredths: number,
): TownPopulation {
  const households = new Map(towns.map((town) => [town.id, 0]))
  let [unknown, placeless] = [0, 0]
  for (const association of associations) {
    const here = [...new Set(association.towns)].filter((id) => households.has(id)).sort((a, b) => a - b)
    if (association.households === null) unknown++
    else if (here.length === 0) placeless++
    else {
      const each = Math.floor(association.households / here.length)
      const over = association.households % here.length
      here.forEach((id, at) => {
        households.set(id, (households.get(id) ?? 0) + each + (at < over ? 1 : 0))
      })
    }
  }
  const points: TownPoint[] = []
  const without: string[] = []
  for (const { id, name, latitude, longitude } of towns) {
    const here = households.get(id) ?? 0
    const people = Math.round((here * personsInHundredths) / 100)
    if (here === 0) without.push(name)
    else points.push({ townId: id, latitude, longitude, day: people, night: people, households: here })
  }
  return {
    points,
    households: points.reduce((sum, point) => sum + point.households, 0),
    without,
    unknown,
    placeless,
  }
}
