/**
 * What is assumed of a work as long as nobody says otherwise. Round figures to begin with, no figures of the city and
 * of no survey: the page says so, and every one can be changed.
 */
import type { Work } from '~/modules/subsidies/schema'
import type { WorkAssumption } from './simulate'

const percent = (n: number) => n * 10_000
const of = (
  need: WorkAssumption['need'],
  yearly: number,
  wood: number,
  other: number,
  fixed = 0,
): WorkAssumption => ({ need, yearly: percent(yearly), wood, other, fixed })

const NOT_COUNTED = of('none', 0, 0, 0)

/** By what the work becomes in the hall's record; else by what it is called. */
export function usualOf({ key, name, register }: Pick<Work, 'key' | 'name' | 'register'>): WorkAssumption {
  const called = (pattern: RegExp) => pattern.test(`${key} ${name}`)
  // The register says nothing of halls that are not there yet, nor of land.
  if (called(/新築|土地|land|newBuild|用地/i)) return NOT_COUNTED
  if (register === 'diagnosis' || called(/診断|diagnosis/i)) return of('undiagnosed', 5, 1500, 3000)
  if (register === 'seismic_design' || called(/設計|補強計画|design/i)) return of('to_plan', 5, 3000, 5000)
  if (register === 'seismic_retrofit' || called(/耐震改修|耐震補強|retrofit/i))
    return of('to_retrofit', 5, 30_000, 50_000)
  if (called(/建替|建て替|改築|rebuild/i)) return of('not_safe', 1, 250_000, 350_000)
  if (called(/aed/i)) return of('no_aed', 10, 0, 0, 300_000)
  if (register === 'barrier_free' || called(/バリアフリー|barrier/i)) return of('all', 2, 0, 0, 800_000)
  if (register === 'repair' || called(/改修|修繕|修理|補修|renovation|repair/i))
    return of('aged', 3, 20_000, 20_000)
  return NOT_COUNTED
}
