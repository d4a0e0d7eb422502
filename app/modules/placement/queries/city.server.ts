/** What the study stands on, as it is today: halls, AEDs, and where people are. */
import type { Keeping } from '~/modules/aeds/schema'
import type { Designation } from '~/modules/halls/rules'
import { rows } from '~/platform/db.server'
import {
  type KnownAed,
  type Point,
  type Settled,
  type Site,
  shelterShare,
  type Town,
  townPopulation,
} from '../rules'

export type Hall = Site & {
  name: string
  address: string
  district: string | null
  districtId: number | null
  designation: Designation
  /** Keeps an AED already, which may be shut away at night */
  keepsAed: boolean
}

type HallRow = Omit<Hall, 'shelter' | 'latitude' | 'longitude'> & {
  latitude: number | null
  longitude: number | null
}

/** The halls in use, and how many of them have no place and cannot be studied. */
export async function hallsToStudy(): Promise<{ halls: Hall[]; placeless: number }> {
  const found = await rows<HallRow>(
    `SELECT h.id, h.name, h.address, h.latitude, h.longitude, h.designation, h.district_id AS "districtId",
       d.name AS district,
       coalesce((SELECT sum(a.households) FROM hall_associations ha JOIN associations a ON a.id = ha.association_id
         WHERE ha.hall_id = h.id), 0)::int AS households,
       EXISTS (SELECT FROM aeds e WHERE e.hall_id = h.id AND e.condition = 'in_service') AS "keepsAed"
     FROM halls h LEFT JOIN districts d ON d.id = h.district_id WHERE h.closed_on IS NULL ORDER BY h.id`,
    [],
  )
  const halls = found.flatMap(({ latitude, longitude, ...hall }) =>
    latitude === null || longitude === null
      ? []
      : [{ ...hall, latitude, longitude, shelter: shelterShare(hall.designation) }],
  )
  return { halls, placeless: found.length - halls.length }
}

/** The AEDs that stand somewhere, and how many have no place and cannot be counted. */
export async function aedsToCount(): Promise<{ aeds: KnownAed[]; placeless: number; invented: boolean }> {
  type Row = Keeping & {
    latitude: number | null
    longitude: number | null
    notForPublic: boolean
    invented: boolean
  }
  const found = await rows<Row>(
    `SELECT latitude, longitude, hours, condition, not_for_public AS "notForPublic", invented
     FROM aeds WHERE condition <> 'removed' ORDER BY id`,
    [],
  )
  const aeds = found.flatMap(({ latitude, longitude, invented: _, ...aed }) =>
    latitude === null || longitude === null ? [] : [{ ...aed, latitude, longitude }],
  )
  return { aeds, placeless: found.length - aeds.length, invented: found.some((aed) => aed.invented) }
}

/** Where the numbers of people come from. */
export type PopulationSource =
  | { kind: 'set'; id: number; name: string; credit: string; points: number }
  | {
      kind: 'towns'
      points: number
      households: number
      without: string[]
      unknown: number
      placeless: number
    }

/**
 * The people: of the population file in use, else of the towns.
 * @param persons per household × 100, for the towns
 */
export async function people(persons: number): Promise<{ points: Point[]; source: PopulationSource }> {
  const [set] = await rows<{ id: number; name: string; credit: string }>(
    'SELECT id, name, credit FROM population_sets WHERE active',
    [],
  )
  if (set) {
    const points = await rows<Point>(
      'SELECT latitude, longitude, day, night FROM population_points WHERE set_id = $1 ORDER BY id',
      [set.id],
    )
    return { points, source: { kind: 'set', ...set, points: points.length } }
  }
  const [towns, associations] = await Promise.all([
    rows<Town>('SELECT id, name, latitude, longitude FROM towns ORDER BY id', []),
    rows<Settled>(
      `SELECT a.id, a.households, array_remove(array_agg(t.town_id), NULL) AS towns
       FROM associations a LEFT JOIN association_towns t ON t.association_id = a.id
       WHERE a.kind = 'neighbourhood' GROUP BY a.id ORDER BY a.id`,
      [],
    ),
  ])
  const { points, ...about } = townPopulation(towns, associations, persons)
  return { points, source: { kind: 'towns', ...about, points: points.length } }
}
