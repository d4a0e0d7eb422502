/** The school district of a place, by the nearest town. Pure. */

/** How far from the point of a town a place still belongs to it, in metres: the largest towns are some 2 km across. */
const REACH = 3000

const METRES_PER_DEGREE = 111_195

type TownPoint = { latitude: number; longitude: number; districtId: number | null }

/**
 * A function from a place (degrees) to the district of the nearest town; null where no town is within 3 km, which is
 * outside of the city.
 */
export function districtFinder(
  towns: readonly TownPoint[],
): (latitude: number, longitude: number) => number | null {
  return (latitude, longitude) => {
    const width = Math.cos((latitude * Math.PI) / 180)
    let nearest: TownPoint | undefined
    let least = (REACH / METRES_PER_DEGREE) ** 2
    for (const town of towns) {
      // Within a few kilometres the earth is flat.
      const dy = town.latitude - latitude
      const dx = (town.longitude - longitude) * width
      const distance = dy * dy + dx * dx
      if (distance <= least) {
        least = distance
        nearest = town
      }
    }
    return nearest?.districtId ?? null
  }
}
