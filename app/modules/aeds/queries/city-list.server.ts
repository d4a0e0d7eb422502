/** The list of AEDs for the emergency view: public facts only, bounded, the same for everybody. */
import { rows } from '~/platform/db.server'
import { type CityAed, type CityList, type CityTown, MAX_LISTED } from '../nearest/list'
import { metresBetween, type Place } from '../rules/distance'
import type { Condition, Hours } from '../schema'
import { hoursOf } from '../schema'
import { countPlaced, countPlaceless } from './box.server'

type Row = {
  id: number
  name: string
  latitude: number
  longitude: number
  position: string
  building: string
  address: string
  phone: string
  extension: string
  hours: string | null
  daysText: string
  startText: string
  endText: string
  hoursText: string
  condition: Condition
  childPads: boolean | null
  outdoors: boolean | null
  notForPublic: boolean
  checkedOn: string | null
  openReports: number
  invented: boolean
}

const COLUMNS = `id, name, latitude, longitude, position, building, address, phone, extension, hours::text AS hours,
  days_text AS "daysText", start_text AS "startText", end_text AS "endText", hours_text AS "hoursText", condition,
  child_pads AS "childPads", outdoors, not_for_public AS "notForPublic", checked_on::text AS "checkedOn",
  open_reports AS "openReports", invented`

/** Towns with their points, by name; they are chosen from, and searched in the browser. */
export async function cityTowns(): Promise<CityTown[]> {
  const found = await rows<{ name: string; reading: string; latitude: number; longitude: number }>(
    'SELECT name, reading, latitude, longitude FROM towns WHERE latitude IS NOT NULL ORDER BY name',
    [],
  )
  return found.map(({ latitude, longitude, ...town }) => ({ ...town, at: [latitude, longitude] }))
}

/**
 * The AEDs of the city that may be taken to somebody, removed ones left out.
 * @param round of more than `max`, those nearest to here; without it, nearest to the middle of the city
 */
export async function cityAeds(
  round: Place | null,
  max = MAX_LISTED,
): Promise<Pick<CityList, 'total' | 'placeless' | 'within' | 'hours' | 'aeds'>> {
  const [total, placeless] = await Promise.all([countPlaced({}), countPlaceless()])
  const from = round ?? (total > max ? await cityMiddle() : null)
  if (total <= max || !from) {
    const all = await rows<Row>(
      `SELECT ${COLUMNS} FROM aeds WHERE condition <> 'removed' AND place IS NOT NULL ORDER BY id`,
      [],
    )
    return { total, placeless, within: null, ...compact(all) }
  }
  // The index counts on the map; the metres of the last one say how far the list reaches.
  const near = await rows<Row>(
    `SELECT ${COLUMNS} FROM aeds WHERE condition <> 'removed' AND place IS NOT NULL
     ORDER BY place <-> map_point($1, $2), id LIMIT $3`,
    [from.latitude, from.longitude, max],
  )
  const last = near.at(-1)
  const metres = last ? Math.floor(metresBetween(from, last)) : 0
  return { total, placeless, within: { ...from, metres }, ...compact(near) }
}

/** Where the city is said to be, else where its first AED stands. */
async function cityMiddle(): Promise<Place | null> {
  const [middle] = await rows<Place>(
    `SELECT latitude, longitude FROM (
       SELECT 0 AS rank, latitude, longitude FROM associations WHERE kind = 'city' AND latitude IS NOT NULL
       UNION ALL (SELECT 1, latitude, longitude FROM aeds WHERE place IS NOT NULL ORDER BY id LIMIT 1)
     ) known ORDER BY rank LIMIT 1`,
    [],
  )
  return middle ?? null
}

function compact(found: readonly Row[]): { hours: Hours[]; aeds: CityAed[] } {
  const hours: Hours[] = []
  const numbers = new Map<string, number | undefined>()
  const numberOf = (text: string): number | undefined => {
    if (!numbers.has(text)) {
      const read = hoursOf(JSON.parse(text))
      numbers.set(text, read ? hours.push(read) - 1 : undefined)
    }
    return numbers.get(text)
  }
  return {
    aeds: found.map((row) => entryOf(row, row.hours === null ? undefined : numberOf(row.hours), hours)),
    hours,
  }
}

/** Degrees to about a metre. */
const short = (degrees: number) => Math.round(degrees * 1e5) / 1e5

function entryOf(row: Row, hours: number | undefined, all: readonly Hours[]): CityAed {
  const uncertain = hours === undefined || all[hours]?.uncertain || all[hours]?.conditions
  const span = [row.startText, row.endText].filter(Boolean).join('～')
  const told = uncertain ? [row.daysText, span, row.hoursText].filter(Boolean).join(' ') : ''
  return {
    id: row.id,
    name: row.name,
    at: [short(row.latitude), short(row.longitude)],
    ...(row.position && { inside: row.position }),
    ...(row.building && { building: row.building }),
    ...(row.address && { address: row.address }),
    ...(row.phone && { phone: row.phone }),
    ...(row.extension && { extension: row.extension }),
    ...(hours !== undefined && { hours }),
    ...(told && { told }),
    ...(row.condition === 'out_of_service' && { out: true as const }),
    ...(row.childPads !== null && { child: row.childPads }),
    ...(row.outdoors && { outdoors: true as const }),
    ...(row.notForPublic && { notForPublic: true as const }),
    ...(row.checkedOn && { checked: row.checkedOn }),
    ...(row.openReports > 0 && { reports: row.openReports }),
    ...(row.invented && { invented: true as const }),
  }
}
