/** A flat piece of city for the study: places in metres east and north of a corner. */
import fc from 'fast-check'
import type { Aed, Point, Site } from '~/modules/placement/rules'

const CORNER = { latitude: 34.8, longitude: 135.6 }
const METRE_NORTH = 1 / 111_195
const METRE_EAST = METRE_NORTH / Math.cos((CORNER.latitude * Math.PI) / 180)

/** Metres from the corner as degrees. */
export function place(east: number, north = 0) {
  return {
    latitude: CORNER.latitude + north * METRE_NORTH,
    longitude: CORNER.longitude + east * METRE_EAST,
  }
}

export const point = (east: number, day: number, night = day, north = 0): Point => ({
  ...place(east, north),
  day,
  night,
})
export const aed = (east: number, over: Partial<Aed> = {}, north = 0): Aed => ({
  ...place(east, north),
  day: true,
  night: false,
  always: false,
  ...over,
})
export const hall = (id: number, east: number, over: Partial<Site> = {}, north = 0): Site => ({
  id,
  ...place(east, north),
  shelter: 0,
  households: 0,
  ...over,
})

const metres = fc.integer({ min: 0, max: 2500 })
const people = fc.integer({ min: 0, max: 500 })

export const somePoints = fc.array(
  fc.tuple(metres, metres, people, people).map(([e, n, day, night]) => point(e, day, night, n)),
  { maxLength: 60 },
)
export const someAeds = fc.array(
  fc
    .tuple(metres, metres, fc.boolean(), fc.boolean())
    .map(([e, n, day, night]) => aed(e, { day: day || night, night, always: night && day }, n)),
  { maxLength: 15 },
)
export const someHalls = fc
  .array(fc.tuple(metres, metres, fc.constantFrom(0, 0.5, 1), people), { maxLength: 20 })
  .map((list) => list.map(([e, n, shelter, households], i) => hall(i + 1, e, { shelter, households }, n)))
export const someWeights = fc.record({
  day: fc.integer({ min: 0, max: 10 }),
  night: fc.integer({ min: 0, max: 10 }),
  shelter: fc.integer({ min: 0, max: 10 }),
  far: fc.integer({ min: 0, max: 10 }),
  households: fc.integer({ min: 0, max: 10 }),
})
