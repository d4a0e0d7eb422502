/** The two maps, before and after, as paths of an SVG: few elements, whatever the number of points. */
import { type Position, pathOf, projectionFor, ringsOf, type Shape } from '~/ui/map/geometry'
import { BOTH, BY_DAY, BY_NIGHT, type Place } from './rules'

const WIDTH = 360
const MARGIN = 10
/** Half a mark, and the grid on which marks are set: points closer than that are drawn as one. */
const HALF = 1.8
const GRID = 4

/** How a point stands: an AED by day and night, by day only, by night only, or none in reach. */
export const standings = ['both', 'day', 'night', 'none'] as const
type Standing = (typeof standings)[number]

export type Picture = {
  width: number
  height: number
  outline: string
  /** Marks of the points by how they stand */
  before: Record<Standing, string>
  after: Record<Standing, string>
  /** Frames around the points that stand better afterwards */
  changed: string
  /** Marks of the AEDs that are there day and night, and of the others */
  aeds: { always: string; others: string }
  sites: { order: number; x: number; y: number }[]
  /** Units of the picture that lie within the distance on foot of a chosen site */
  radius: number
}

type Drawn = {
  outline: Shape | null
  points: readonly Place[]
  statesBefore: Uint8Array
  statesAfter: Uint8Array
  aeds: readonly (Place & { always: boolean })[]
  chosen: readonly { order: number; site: Place }[]
  /** Metres in a straight line */
  reach: number
}

/** @returns null when there is nothing to draw */
export function pictureOf(drawn: Drawn): Picture | null {
  const { outline, points, chosen } = drawn
  const at = ({ longitude, latitude }: Place): Position => [longitude, latitude]
  const bounds = outline ? ringsOf(outline).flat() : [...points, ...chosen.map(({ site }) => site)].map(at)
  if (bounds.length < 2) return null
  const projection = projectionFor(bounds, WIDTH, MARGIN)
  const place = (one: Place) => projection.place(at(one))
  const inside = ([x, y]: readonly [number, number]) =>
    x >= 0 && y >= 0 && x <= projection.width && y <= projection.height
  const cellsOf = (states: Uint8Array) => {
    const cells = new Map<string, Cell>()
    points.forEach((point, index) => {
      const spot = place(point)
      if (!inside(spot)) return
      const [x, y] = spot.map((n) => Math.round(n / GRID) * GRID) as [number, number]
      const bits = states[index] ?? 0
      const cell = cells.get(`${x} ${y}`)
      // Where several points share a mark, it shows what all of them have.
      if (cell) cell.bits &= bits
      else cells.set(`${x} ${y}`, { x, y, bits })
    })
    return cells
  }
  const before = cellsOf(drawn.statesBefore)
  const after = cellsOf(drawn.statesAfter)
  const changed = [...after].filter(([key, { bits }]) => before.get(key)?.bits !== bits)
  const aeds = { always: '', others: '' }
  for (const aed of drawn.aeds) {
    const spot = place(aed)
    if (inside(spot)) aeds[aed.always ? 'always' : 'others'] += triangle(...spot)
  }
  const middle = chosen[0]?.site
  return {
    width: projection.width,
    height: projection.height,
    outline: outline ? pathOf(outline, projection) : '',
    before: marksOf(before.values()),
    after: marksOf(after.values()),
    changed: changed.map(([, { x, y }]) => frame(x, y)).join(''),
    aeds,
    sites: chosen.map(({ order, site }) => {
      const [x, y] = place(site)
      return { order, x, y }
    }),
    radius: middle ? unitsPerMetre(projection.place, middle) * drawn.reach : 0,
  }
}

type Cell = { x: number; y: number; bits: number }

function marksOf(cells: Iterable<Cell>): Record<Standing, string> {
  const paths: Record<Standing, string> = { both: '', day: '', night: '', none: '' }
  for (const { x, y, bits } of cells) {
    const standing = standingOf(bits)
    paths[standing] += MARKS[standing](x, y)
  }
  return paths
}

function standingOf(bits: number): Standing {
  if (bits === BOTH) return 'both'
  return bits === BY_DAY ? 'day' : bits === BY_NIGHT ? 'night' : 'none'
}

/** A degree of latitude is 111,195 m. */
function unitsPerMetre(place: (at: Position) => [number, number], at: Place): number {
  const [, low] = place([at.longitude, at.latitude])
  const [, high] = place([at.longitude, at.latitude + 0.1])
  return Math.abs(low - high) / 11_119.5
}

const n = (value: number) => Math.round(value * 10) / 10
const square = (x: number, y: number) =>
  `M${n(x - HALF)} ${n(y - HALF)}h${2 * HALF}v${2 * HALF}h${-2 * HALF}z`
const cross = (x: number, y: number) =>
  `M${n(x - HALF)} ${n(y - HALF)}l${2 * HALF} ${2 * HALF}m0 ${-2 * HALF}l${-2 * HALF} ${2 * HALF}`
const diamond = (x: number, y: number) =>
  `M${x} ${n(y - HALF)}l${HALF} ${HALF}l${-HALF} ${HALF}l${-HALF} ${-HALF}z`
const frame = (x: number, y: number) => `M${x - 4} ${y - 4}h8v8h-8z`
const triangle = (x: number, y: number) => `M${n(x)} ${n(y - 2.5)}l2.1 3.9h-4.2z`

/** A form of its own for each, so that the picture can be read without its colours. */
const MARKS: Record<Standing, (x: number, y: number) => string> = {
  both: square,
  day: square,
  night: diamond,
  none: cross,
}
