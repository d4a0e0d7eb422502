/** What is near a place at an instant. Pure; on the server and in the browser, with or without a network. */
import { writings } from '~/modules/associations/rules'
import { searchForm } from '~/platform/text'
import { bearingOf, metresBetween, type Place } from '../rules/distance'
import { usability } from '../rules/usability'
import type { Usability } from '../schema'
import { type CityAed, type CityList, type CityTown, placeOf } from './list'

export type FoundAed = {
  aed: CityAed
  metres: number
  bearing: number
  usability: Usability
  /** 条件 of its hours; empty when there are none */
  conditions: string
}

export type Nearest = {
  usable: FoundAed[]
  /** Near, but outside its hours, of unknown hours, out of service or not for everybody */
  others: FoundAed[]
  /** A nearer one may be missing, because the list was cut */
  cut: boolean
}

/** So many usable ones are shown however far, and more only while they are near. */
const USABLE = 3
const MORE = 5
const OTHERS = 5
/** What is near, metres: some 16 minutes on foot. */
const NEAR = 1000
/** Beyond this a list is of no use to whoever stands here, metres. */
const FAR = 10_000

/** The nearest AEDs that can be taken at an instant, and beside them those near by that perhaps cannot. */
export function findNearest(
  list: Pick<CityList, 'aeds' | 'hours' | 'within'>,
  from: Place,
  at: Date,
): Nearest {
  const sorted = list.aeds
    .map((aed) => ({ aed, metres: metresBetween(from, placeOf(aed)) }))
    .sort((a, b) => a.metres - b.metres || a.aed.id - b.aed.id)
  const usable: FoundAed[] = []
  const others: FoundAed[] = []
  for (const { aed, metres } of sorted) {
    if (metres > FAR || (usable.length >= USABLE && metres > NEAR)) break
    const hours = aed.hours === undefined ? null : (list.hours[aed.hours] ?? null)
    const found: FoundAed = {
      aed,
      metres,
      bearing: bearingOf(from, placeOf(aed)),
      usability: usability({ hours, condition: aed.out ? 'out_of_service' : 'in_service' }, at),
      conditions: hours?.conditions ?? '',
    }
    if (found.usability.state === 'usable' && !aed.notForPublic) {
      if (usable.length < MORE) usable.push(found)
    } else if (others.length < OTHERS) others.push(found)
  }
  const { within } = list
  return {
    usable,
    others,
    cut: within !== null && metresBetween(from, within) + reachOf(usable) >= within.metres,
  }
}

/** How far away an AED may be and still belong among those that were found, metres. */
function reachOf(usable: readonly FoundAed[]): number {
  const last = usable.at(-1)?.metres ?? FAR
  if (usable.length < USABLE) return FAR
  return usable.length < MORE ? Math.max(last, NEAR) : last
}

/** Whether a place lies in the city; true where its boundary is not known. Even-odd rule over all rings. */
export function isInside({ outline }: Pick<CityList, 'outline'>, { latitude, longitude }: Place): boolean {
  if (outline.length === 0) return true
  let inside = false
  for (const ring of outline) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [x1 = 0, y1 = 0] = ring[i] ?? []
      const [x2 = 0, y2 = 0] = ring[j] ?? []
      const crosses = y1 > latitude !== y2 > latitude
      if (crosses && longitude < ((x2 - x1) * (latitude - y1)) / (y2 - y1) + x1) inside = !inside
    }
  }
  return inside
}

/** More towns than this are no choice in an emergency. */
const CHOICES = 8

/** The towns that a typed town or address may mean: one when it is clear. */
export function townsMeant({ towns, city }: Pick<CityList, 'towns' | 'city'>, typed: string): CityTown[] {
  const forms = writings(typed, city)
  if (forms.length === 0) return []
  const names = (town: CityTown) => [searchForm(town.name), searchForm(town.reading)]
  const exact = towns.filter((town) => names(town).some((name) => forms.includes(name)))
  if (exact.length > 0) return exact.slice(0, CHOICES)
  const part = towns.filter((town) => names(town).some((name) => forms.some((form) => name.includes(form))))
  if (part.length > 0) return part.slice(0, CHOICES)
  // A whole address begins with its town: the longest name that it begins with.
  const begins = towns.filter((town) =>
    names(town).some((name) => name && forms.some((form) => form.startsWith(name))),
  )
  return begins.sort((a, b) => b.name.length - a.name.length).slice(0, 1)
}

/** How old a list is, and whether that is too old to rely on. */
export type Age = { unit: 'now' | 'minutes' | 'hours' | 'days'; count: number; old: boolean }

/** A list that nobody has looked through for so many days may lead to AEDs that are gone. */
const OLD_DAYS = 30

/** The age of a list that was confirmed at `kept`. A clock that was put back counts as now. */
export function ageOf(kept: Date, at: Date): Age {
  const minutes = Math.max(0, Math.floor((at.getTime() - kept.getTime()) / 60_000))
  const days = Math.floor(minutes / 1440)
  const old = days > OLD_DAYS
  if (minutes < 2) return { unit: 'now', count: 0, old }
  if (minutes < 120) return { unit: 'minutes', count: minutes, old }
  if (minutes < 2880) return { unit: 'hours', count: Math.floor(minutes / 60), old }
  return { unit: 'days', count: days, old }
}
