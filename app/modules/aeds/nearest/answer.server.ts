/** What the emergency view answers on the server: to whoever chose a town, with or without a script. */
import { cityAeds, cityTowns } from '../queries/city-list.server'
import type { Place } from '../rules/distance'
import { findNearest, type Nearest, townsMeant } from './find'
import { type CityList, type CityTown, placeOf } from './list'

export type TownAnswer =
  | { kind: 'near'; town: CityTown; place: Place; found: Nearest }
  | { kind: 'choices'; towns: CityTown[] }
  | { kind: 'none' }

/** The nearest AEDs to the middle of the town that was typed; several towns to choose from; or none. */
export async function answerForTown(typed: string, city: string, at: Date): Promise<TownAnswer> {
  const meant = townsMeant({ towns: await cityTowns(), city }, typed)
  const [town] = meant
  if (!town) return { kind: 'none' }
  if (meant.length > 1) return { kind: 'choices', towns: meant }
  const place = placeOf(town)
  // The page shows a dozen: five hundred round the town are plenty, even where few can be used.
  return { kind: 'near', town, place, found: findNearest(await cityAeds(place, 500), place, at) }
}

/** The list that a phone keeps. @param town of a city with too many AEDs, those round this town */
export async function cityList(
  known: { city: string; outline: CityList['outline'] },
  town: string | undefined,
): Promise<CityList> {
  const towns = await cityTowns()
  const [meant] = town ? townsMeant({ towns, city: known.city }, town) : []
  return { ...known, ...(await cityAeds(meant ? placeOf(meant) : null)), towns }
}
