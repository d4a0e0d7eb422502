/** Halls and conditions for the simulation, as small as can be. */
import type { Assumed, SimHall, WorkAssumption } from '~/modules/revision/rules'
import { WHOLE } from '~/modules/revision/rules'

let ids = 0

/** An old hall of wood of 100 m² that nobody has diagnosed. */
export function hallOf(over: Partial<SimHall> = {}): SimHall {
  const id = over.id ?? ++ids
  return {
    id,
    name: `会館${id}`,
    district: 1,
    state: 'old_standard',
    structure: 'wood',
    area: 10_000,
    completed: { on: '1975-01-01', precision: 'year' },
    hasAed: false,
    facts: { structure: 'wood', oldStandard: true, floorArea: '100' },
    grants: [],
    ...over,
  }
}

const taking = (over: Partial<WorkAssumption> = {}): WorkAssumption => ({
  need: 'all',
  yearly: WHOLE,
  wood: 0,
  other: 0,
  fixed: 1_000_000,
  ...over,
})

/** One year in which every hall takes up the work `w` for a million yen. */
export function assumedOf(
  works: Record<string, Partial<WorkAssumption>> = { w: {} },
  over: Partial<Assumed> = {},
): Assumed {
  return {
    from: 2027,
    years: 1,
    works: new Map(Object.entries(works).map(([key, work]) => [key, taking(work)])),
    unsafe: 800_000,
    age: 30,
    area: 9000,
    unknown: 'old',
    otherMoney: 0,
    facts: {},
    ...over,
  }
}
