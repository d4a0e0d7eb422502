/** これまでの申請 under another scheme: the same costs and answers, worked out anew. */
import { assess, type Facts } from '~/modules/subsidies/rules'
import type { Variant } from './simulate'

/** An application that was handed in. */
export type PastApplication = {
  id: number
  /** 年度 */
  year: number
  hall: number | null
  district: number | null
  /** Eligible costs in yen by work; those of the report where there are any */
  costs: Readonly<Record<string, number>>
  facts: Facts
  /** What was decided, or became final, yen; null: refused or not yet decided */
  granted: number | null
}

export type Replayed = {
  /** Applications with an eligible cost for a work that the scheme knows, and what they cost, yen */
  applications: number
  cost: number
  /** Those that would get something: surely, perhaps */
  sure: number
  perhaps: number
  least: number
  most: number
  /** The answers do not suffice to work it out; not in the sums */
  open: number
}

const none = (): Replayed => ({ applications: 0, cost: 0, sure: 0, perhaps: 0, least: 0, most: 0, open: 0 })

/** Works out every application under a scheme, by fiscal year, oldest first. */
export function replay(past: readonly PastApplication[], { programme }: Variant): Map<number, Replayed> {
  const years = new Map<number, Replayed>()
  for (const { year } of [...past].sort((a, b) => a.year - b.year)) years.set(year, none())
  const known = new Set(programme.works.map(({ key }) => key))
  for (const { year, costs, facts } of past) {
    const of = years.get(year)
    const supported = Object.entries(costs).filter(([work, cost]) => known.has(work) && cost > 0)
    if (!of || supported.length === 0) continue
    of.applications++
    const found = assess(programme, { costs: Object.fromEntries(supported), facts })
    if (found.outcome === 'incomplete') {
      of.open++
      continue
    }
    of.cost += supported.reduce((sum, [, cost]) => sum + cost, 0)
    if (found.outcome === 'ineligible') continue
    const [least, most] =
      found.outcome === 'determined' ? [found.amount, found.amount] : [found.least, found.most]
    of.least += least
    of.most += most
    if (least > 0) of.sure++
    if (most > 0) of.perhaps++
  }
  return years
}

/** これまでの実績 of one work, to set the assumptions by. */
type Experience = {
  applications: number
  /** 年度 from and to */
  from: number
  to: number
  /** Mean eligible cost, yen; and for each square metre, where the area of the hall is known */
  mean: number
  perArea: number | null
}

/** What the past applications say of each work. @param areas of halls, hundredths of a square metre */
export function experienceOf(
  past: readonly PastApplication[],
  areas: ReadonlyMap<number, number | null>,
): Map<string, Experience> {
  type Gathered = { costs: number[]; years: number[]; measured: [cost: number, area: number][] }
  const gathered = new Map<string, Gathered>()
  for (const { year, hall, costs } of past) {
    for (const [work, cost] of Object.entries(costs)) {
      if (cost <= 0) continue
      const of = gathered.get(work) ?? { costs: [], years: [], measured: [] }
      gathered.set(work, of)
      of.costs.push(cost)
      of.years.push(year)
      const area = hall === null ? null : (areas.get(hall) ?? null)
      if (area) of.measured.push([cost, area])
    }
  }
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)
  return new Map(
    [...gathered].map(([work, { costs, years, measured }]) => [
      work,
      {
        applications: costs.length,
        from: Math.min(...years),
        to: Math.max(...years),
        mean: Math.round(sum(costs) / costs.length),
        perArea:
          measured.length === 0
            ? null
            : Math.round((sum(measured.map(([cost]) => cost)) * 100) / sum(measured.map(([, area]) => area))),
      },
    ]),
  )
}
