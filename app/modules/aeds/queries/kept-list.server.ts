/** The list that every phone asks for again and again: built once for each change, and not at all to say "the same". */
import { createHash } from 'node:crypto'
import { cityList } from '../nearest/answer.server'
import { townsMeant } from '../nearest/find'
import { type CityList, type CityTown, MAX_LISTED } from '../nearest/list'
import { countPlaced } from './box.server'
import { Kept, lastChange } from './changes.server'
import { cityTowns } from './city-list.server'

/** Raised when the same AEDs are written otherwise in the list: what a phone has kept is then sent anew. */
const FORMAT = 1
/** Lists that are kept, of a city with too many AEDs: each some 1.5 MB. */
const MAX_KEPT = 16

export type CityGround = Pick<CityList, 'city' | 'outline'>
type Base = CityGround & { towns: CityTown[]; whole: boolean }

const bases = new Kept<Base>(1)
const bodies = new Kept<string>(MAX_KEPT)

/**
 * The list as JSON, by the tag that tells one state of it from another.
 * @param ground reads the name and the outline of the city
 * @param town of a city with too many AEDs, those round this town
 */
export async function keptCityList(
  ground: () => Promise<CityGround>,
  town: string | undefined,
): Promise<{ etag: string; body: () => Promise<string> }> {
  const { mark } = await lastChange()
  const base = await bases.get(mark, '', async () => {
    const [known, towns, total] = await Promise.all([ground(), cityTowns(), countPlaced({})])
    return { ...known, towns, whole: total <= MAX_LISTED }
  })
  const { city, outline } = base
  // Many writings lead to one town, and in a city whose list is whole to one list.
  const [meant] = town && !base.whole ? townsMeant(base, town) : []
  const key = meant ? JSON.stringify([meant.name, meant.at]) : ''
  const state = JSON.stringify([FORMAT, mark, key])
  return {
    // Weak, as the answer may be compressed on its way.
    etag: `W/"${createHash('sha256').update(state).digest('base64url').slice(0, 22)}"`,
    body: () =>
      bodies.get(mark, key, async () => JSON.stringify(await cityList({ city, outline }, meant && town))),
  }
}
