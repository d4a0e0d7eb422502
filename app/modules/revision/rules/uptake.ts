/**
 * 申請の進み方: in how many of a million cases a hall takes up a work in each year. Expected shares, no draws: the same
 * conditions always give the same answer. Whole numbers, so that nothing is lost and nothing is made.
 */

/** A whole hall: shares are millionths. */
export const WHOLE = 1_000_000

/** どの会館が必要とするか: which halls a work is counted for */
export const needs = [
  'none',
  'undiagnosed', // 旧耐震で、診断がまだの会館
  'to_plan', // いま要改修の会館, for the design before the retrofit, which ends nothing
  'to_retrofit', // 要改修の会館, and those that a diagnosis of these years finds to be
  'not_safe', // 旧耐震で安全と分かっていない会館, diagnosed or not: a new building
  'aged', // 建ててから年数がたった会館
  'no_aed', // AEDのない会館
  'all', // すべての会館
] as const
export type Need = (typeof needs)[number]

/** The needs that end one another: one hall is diagnosed, retrofitted or rebuilt, and then the next. */
const chained: readonly Need[] = ['undiagnosed', 'to_retrofit', 'not_safe']

/** From where a hall sets out: not diagnosed, known to need a retrofit, or neither. */
export const beginnings = ['undiagnosed', 'to_retrofit', 'settled'] as const
export type Beginning = (typeof beginnings)[number]

/** Which halls need a work, and what share of them takes it up in a year, in millionths. */
type Taking = { work: string; need: Need; yearly: number }

/** Of each work the share of a hall that takes it up, year by year, in millionths. */
export type Shares = ReadonlyMap<string, readonly number[]>

const part = (mass: number, share: number) => Math.round((mass * share) / WHOLE)

/**
 * What leaves a mass in a year: each taking its share; together never more than there is.
 * @returns in the order of `yearly`
 */
function leaving(mass: number, yearly: readonly number[]): number[] {
  const all = yearly.reduce((sum, one) => sum + one, 0)
  const scale = Math.max(all, WHOLE)
  let left = mass
  return yearly.map((one) => {
    const going = Math.min(left, Math.round((mass * one) / scale))
    left -= going
    return going
  })
}

/**
 * How halls of one beginning take up the works, year by year. A hall takes each work at most once: the shares of a
 * work over all years are never above a whole hall.
 * @param years how many
 * @param unsafe of the halls that are diagnosed the share that needs a retrofit, in millionths
 */
export function sharesOf(
  takings: readonly Taking[],
  beginning: Beginning,
  years: number,
  unsafe: number,
): Shares {
  const shares = new Map(takings.map(({ work }) => [work, Array.from({ length: years }, () => 0)]))
  const add = (work: string, year: number, share: number) => {
    const of = shares.get(work)
    if (of) of[year] = (of[year] ?? 0) + share
  }
  let undiagnosed = beginning === 'undiagnosed' ? WHOLE : 0
  let waiting = beginning === 'to_retrofit' ? WHOLE : 0
  const first = takings.filter(({ need }) => need === 'undiagnosed' || need === 'not_safe')
  const then = takings.filter(({ need }) => need === 'to_retrofit' || need === 'not_safe')
  const alone = takings.filter(({ need }) => need !== 'none' && !chained.includes(need))
  const apart = new Map(alone.map(({ work }) => [work, WHOLE]))
  for (let year = 0; year < years; year++) {
    const fromFirst = leaving(
      undiagnosed,
      first.map(({ yearly }) => yearly),
    )
    const fromWaiting = leaving(
      waiting,
      then.map(({ yearly }) => yearly),
    )
    first.forEach(({ work, need }, i) => {
      const going = fromFirst[i] ?? 0
      add(work, year, going)
      undiagnosed -= going
      // What is found unsafe this year can be mended from the next.
      if (need === 'undiagnosed') waiting += part(going, unsafe)
    })
    then.forEach(({ work }, i) => {
      const going = fromWaiting[i] ?? 0
      add(work, year, going)
      waiting -= going
    })
    for (const { work, yearly } of alone) {
      const left = apart.get(work) ?? 0
      const going = Math.min(left, part(left, yearly))
      add(work, year, going)
      apart.set(work, left - going)
    }
  }
  return shares
}
