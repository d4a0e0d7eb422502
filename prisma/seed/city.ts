/** The ground of the city, for a database that others run: city, school districts with councils, towns, shelters. No person. */

import { type Tx, transaction } from '~/platform/db.server'
import { city as thisCity } from '../../app/platform/city.server'
import { councilSlug } from './associations'
import {
  type DistrictPlace,
  readBoundary,
  readDistricts,
  readShelters,
  readTowns,
  type TownPlace,
} from './places'

/** The lock of whoever fills a database for the first time: two portals on one empty database fill it once. */
export const FILLING = 4_620_260_402

/**
 * Lays the ground in one transaction; does nothing when there is any association already. Two instances may start
 * at once. Associations, officers and numbers are entered by the people they belong to.
 * @returns whether anything was written
 */
export async function layGround(): Promise<boolean> {
  return transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${FILLING})`
    if ((await tx.association.count()) > 0) return false
    const { slug, officialName, reading, latitude, longitude, council } = thisCity()
    const districts = readDistricts()
    const ids = await writePlaces(tx, districts, readTowns(districts))
    const city = await tx.association.create({
      data: {
        kind: 'city',
        slug,
        name: officialName,
        reading,
        latitude,
        longitude,
        area: { type: 'Polygon', coordinates: [readBoundary()] },
      },
      select: { id: true },
    })
    await tx.association.createMany({
      data: districts.map((district) => ({
        kind: 'council' as const,
        parentId: city.id,
        districtId: ids.get(district.name),
        slug: councilSlug(district),
        name: district.name + council.name,
        reading: district.reading + council.reading,
        latitude: district.latitude,
        longitude: district.longitude,
      })),
    })
    return true
  })
}

/** Writes districts, towns and shelters; returns the ids of the districts by name. */
export async function writePlaces(
  tx: Tx,
  districts: readonly DistrictPlace[],
  towns: readonly TownPlace[],
): Promise<Map<string, number>> {
  await tx.district.createMany({ data: districts.map(({ reading: _, ...district }) => district) })
  const rows = await tx.district.findMany({ select: { id: true, name: true } })
  const ids = new Map(rows.map(({ id, name }) => [name, id]))
  await tx.town.createMany({
    data: towns.map(({ district, ...town }) => ({ ...town, districtId: ids.get(district) })),
  })
  await tx.shelter.createMany({ data: readShelters() })
  return ids
}
