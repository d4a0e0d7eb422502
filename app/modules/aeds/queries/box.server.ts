/**
 * What stands in a box of the map. A box of few AEDs is read and judged one by one; one of many is told by the squares
 * that the database keeps counted (`aed_cells`), so that the answer costs the same for a town and for the country.
 */
import { rows } from '~/platform/db.server'
import type { AedFilters, Box } from '../search'
import { fixedConditions, Judge, type Judged } from './listed.server'

/** So many are read one by one. */
export const FEW = 1500
/** So many squares are shown at most, whatever box was asked for. */
const MAX_SQUARES = 600
/** Squares are kept at these depths: the world is 2^depth of them wide. */
const DEPTHS = [7, 9, 11, 13, 15] as const
/** A square is 64 pixels wide: a quarter of a tile. */
const SQUARES_IN_TILE = 2

export type BoxPoint = Judged & {
  id: number
  name: string
  latitude: number
  longitude: number
}

export type BoxSquare = { latitude: number; longitude: number; count: number }

/** Where on the map of the world, 0 to 1 from west to east and from north to south; as `map_point` in the database. */
function onMap(latitude: number, longitude: number): { x: number; y: number } {
  const clamped = Math.min(85, Math.max(-85, latitude))
  const y = 0.5 - Math.log(Math.tan(Math.PI / 4 + (clamped * Math.PI) / 360)) / (2 * Math.PI)
  return { x: Math.min(1, Math.max(0, longitude / 360 + 0.5)), y }
}

function offMap(x: number, y: number): { latitude: number; longitude: number } {
  const latitude = (Math.atan(Math.sinh(2 * Math.PI * (0.5 - y))) * 180) / Math.PI
  return { latitude, longitude: (x - 0.5) * 360 }
}

type Frame = { left: number; top: number; right: number; bottom: number }

function frameOf(box: Box): Frame {
  const [topLeft, bottomRight] = [onMap(box.north, box.west), onMap(box.south, box.east)]
  return { left: topLeft.x, top: topLeft.y, right: bottomRight.x, bottom: bottomRight.y }
}

/**
 * The frame widened to the edges of the tiles that it touches, so that a small move of the map asks for the same again
 * and no group comes apart while it is looked at.
 * @param zoom of the tiles; below 0 it is the world
 */
function wholeTiles({ left, top, right, bottom }: Frame, zoom: number): Frame {
  const tiles = 2 ** Math.max(0, zoom)
  const [down, up] = [
    (at: number) => Math.floor(at * tiles) / tiles,
    (at: number) => Math.ceil(at * tiles) / tiles,
  ]
  return { left: down(left), top: down(top), right: up(right), bottom: up(bottom) }
}

/**
 * What is asked for a frame at a zoom.
 * @returns the frame in whole tiles, and the depth of its squares of 64 pixels, less where they would be too many
 */
function askedFor(frame: Frame, zoom: number): { frame: Frame; depth: number } {
  for (let depth = zoom + SQUARES_IN_TILE; ; depth--) {
    const whole = wholeTiles(frame, depth - SQUARES_IN_TILE)
    const wide = (whole.right - whole.left) * 2 ** depth
    const high = (whole.bottom - whole.top) * 2 ** depth
    if (depth === 0 || wide * high <= MAX_SQUARES) return { frame: whole, depth }
  }
}

/** The kept depth from which squares of a depth are put together. */
const keptDepth = (depth: number) => DEPTHS.find((kept) => kept >= depth) ?? 15

/** Squares of a depth with what they hold. */
async function squaresIn(
  frame: Frame,
  depth: number,
  { child, outdoors }: AedFilters,
): Promise<{ x: number; y: number; depth: number; count: number }[]> {
  const kept = keptDepth(depth)
  const shown = Math.min(depth, kept)
  const column = child && outdoors ? 'child_outdoors' : child ? 'child' : outdoors ? 'outdoors' : 'total'
  const first = (at: number) => Math.floor(at * 2 ** kept)
  const last = (at: number) => Math.ceil(at * 2 ** kept) - 1
  const found = await rows<{ x: number; y: number; count: number }>(
    `SELECT x >> $6 AS x, y >> $6 AS y, sum(${column})::int AS count FROM aed_cells
     WHERE depth = $1 AND x BETWEEN $2 AND $3 AND y BETWEEN $4 AND $5
     GROUP BY 1, 2 HAVING sum(${column}) > 0`,
    [kept, first(frame.left), last(frame.right), first(frame.top), last(frame.bottom), kept - shown],
  )
  return found.map((square) => ({ ...square, depth: shown }))
}

/** The statement by which a box is read, so that a test can ask how it is carried out. */
export function boxSql(filters: AedFilters): string {
  return `SELECT a.id, a.name, a.latitude, a.longitude, a.hours::text AS hours, a.condition,
      a.not_for_public AS "notForPublic"
    FROM aeds a WHERE a.condition <> 'removed'${fixedConditions(filters)}
    AND a.place <@ box(point($1, $2), point($3, $4)) LIMIT ${FEW + 1}`
}

type InBox =
  /**
   * What passes the filters: `points` in the box and up to the next edge of a tile, `seen` in the box itself; `zoom` at
   * which marks are put together
   */
  | { kind: 'few'; points: BoxPoint[]; seen: BoxPoint[]; judge: Judge; zoom: number }
  /** Too many to be judged: filters that depend on the hour were left aside */
  | { kind: 'many'; total: number; squares: BoxSquare[] }

/**
 * What stands in a box.
 * @param zoom of the map, 0 to 18
 * @param at the instant for which usability is found
 */
export async function aedsInBox(box: Box, zoom: number, filters: AedFilters, at: Date): Promise<InBox> {
  const seen = frameOf(box)
  const { frame, depth } = askedFor(seen, zoom)
  const squares = await squaresIn(frame, depth, filters)
  const atMost = squares.reduce((sum, square) => sum + square.count, 0)
  // At its edges the squares reach beyond the box: near the limit the box itself is asked.
  if (atMost <= 4 * FEW) {
    const values = [frame.left, frame.top, frame.right, frame.bottom]
    const found = atMost === 0 ? [] : await rows<BoxPoint>(boxSql(filters), values)
    if (found.length <= FEW) {
      const judge = new Judge(at)
      const points = found.filter((point) => judge.passes(point, filters))
      const isSeen = ({ latitude, longitude }: BoxPoint) =>
        latitude >= box.south && latitude <= box.north && longitude >= box.west && longitude <= box.east
      return { kind: 'few', points, seen: points.filter(isSeen), judge, zoom: depth - SQUARES_IN_TILE }
    }
  }
  const middles = squares.map(({ x, y, depth, count }) => {
    return { x: (x + 0.5) / 2 ** depth, y: (y + 0.5) / 2 ** depth, count }
  })
  const total = middles
    .filter(({ x, y }) => x >= seen.left && x <= seen.right && y >= seen.top && y <= seen.bottom)
    .reduce((sum, { count }) => sum + count, 0)
  return { kind: 'many', total, squares: middles.map(({ x, y, count }) => ({ ...offMap(x, y), count })) }
}

/** How many AEDs have a place, from the coarsest squares. */
export async function countPlaced({ child, outdoors }: AedFilters): Promise<number> {
  const whole = { left: 0, top: 0, right: 1, bottom: 1 }
  return (await squaresIn(whole, 7, { child, outdoors })).reduce((sum, square) => sum + square.count, 0)
}

/** How many AEDs have no place: they have an index of their own. */
export async function countPlaceless(): Promise<number> {
  const [counted] = await rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM aeds WHERE condition <> 'removed' AND latitude IS NULL`,
    [],
  )
  return counted?.count ?? 0
}
