/** Small plane geometry for the demonstration city: thinning a line, and the cells around points. */

/** Longitude, latitude */
export type Point = [number, number]
/** Closed: the last point repeats the first. */
export type Ring = Point[]

const round = ([x, y]: Point): Point => [Math.round(x * 1e5) / 1e5, Math.round(y * 1e5) / 1e5]

/** Thins a ring (Douglas and Peucker); no point that is left out lay further than `tolerance` degrees from the line. */
export function simplify(ring: Ring, tolerance: number): Ring {
  // A closed ring has no two ends: it is cut at the point farthest from the first.
  const first = ring[0] as Point
  let far = 0
  ring.forEach((p, i) => {
    if (distance(p, first) > distance(ring[far] as Point, first)) far = i
  })
  const kept = [...thin(ring.slice(0, far + 1), tolerance), ...thin(ring.slice(far), tolerance).slice(1)].map(
    round,
  )
  kept[kept.length - 1] = kept[0] as Point
  return kept
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1])
}

function thin(line: Point[], tolerance: number): Point[] {
  const a = line[0] as Point
  const b = line[line.length - 1] as Point
  let worst = 0
  let at = 0
  for (let i = 1; i < line.length - 1; i++) {
    const off = offLine(line[i] as Point, a, b)
    if (off > worst) {
      worst = off
      at = i
    }
  }
  if (worst <= tolerance) return [a, b]
  return [...thin(line.slice(0, at + 1), tolerance), ...thin(line.slice(at), tolerance).slice(1)]
}

function offLine(p: Point, a: Point, b: Point): number {
  const length = distance(a, b)
  if (length === 0) return distance(p, a)
  const along = Math.max(
    0,
    Math.min(1, ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / length ** 2),
  )
  return distance(p, [a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])])
}

/**
 * The part of `ring` that is nearer to `centre` than to any of `others` (a Voronoi cell cut by the ring).
 * @returns a closed ring rounded to about a metre; null when the cell falls apart at a bend of the ring
 */
export function cellWithin(ring: Ring, centre: Point, others: readonly Point[], scale: number): Ring | null {
  let cell: Point[] = ring.slice(0, -1).map(([x, y]) => [x * scale, y])
  const c: Point = [centre[0] * scale, centre[1]]
  const near = others.map(([x, y]): Point => [x * scale, y]).sort((a, b) => distance(a, c) - distance(b, c))
  for (const other of near) {
    const reach = Math.max(...cell.map((p) => distance(p, c)))
    // From here on all others are too far to cut anything off.
    if (distance(other, c) > reach * 2) break
    cell = keepNearer(cell, c, other)
    if (cell.length < 3) return null
  }
  const open = cell.map(([x, y]) => round([x / scale, y]))
  const corners = open.filter((p, i) => distance(p, open[(i + 1) % open.length] as Point) > 0)
  const unique = new Set(corners.map((p) => p.join()))
  if (corners.length < 3 || unique.size !== corners.length || crossesItself(corners)) return null
  return [...corners, corners[0] as Point]
}

/** Cuts a polygon along the line half-way between two points, and keeps the side of the first. */
function keepNearer(polygon: Point[], a: Point, b: Point): Point[] {
  const nx = b[0] - a[0]
  const ny = b[1] - a[1]
  const limit = (nx * (a[0] + b[0]) + ny * (a[1] + b[1])) / 2
  const side = (p: Point) => nx * p[0] + ny * p[1] - limit
  const kept: Point[] = []
  polygon.forEach((p, i) => {
    const q = polygon[(i + 1) % polygon.length] as Point
    const sp = side(p)
    const sq = side(q)
    if (sp <= 0) kept.push(p)
    if (sp < 0 !== sq < 0 && sp !== sq) {
      const at = sp / (sp - sq)
      kept.push([p[0] + at * (q[0] - p[0]), p[1] + at * (q[1] - p[1])])
    }
  })
  return kept
}

function crossesItself(corners: Point[]): boolean {
  const n = corners.length
  const turn = (a: Point, b: Point, c: Point) =>
    Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
  for (let i = 0; i < n; i++) {
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue
      const [a, b] = [corners[i] as Point, corners[(i + 1) % n] as Point]
      const [c, d] = [corners[j] as Point, corners[(j + 1) % n] as Point]
      if (turn(a, b, c) * turn(a, b, d) <= 0 && turn(c, d, a) * turn(c, d, b) <= 0) return true
    }
  }
  return false
}

/**
 * One ring around neighbouring cells that share their corners: borders that run both ways fall away.
 * @returns null when the cells do not hang together, or enclose a hole
 */
export function joinCells(cells: readonly Ring[]): Ring | null {
  const edges = new Map<string, [Point, Point]>()
  for (const cell of cells) {
    const ring = signedArea(cell) < 0 ? [...cell].reverse() : cell
    for (let i = 0; i + 1 < ring.length; i++) {
      const [a, b] = [ring[i] as Point, ring[i + 1] as Point]
      if (!edges.delete(`${b} ${a}`)) edges.set(`${a} ${b}`, [a, b])
    }
  }
  const from = new Map<string, Point>()
  for (const [a, b] of edges.values()) {
    if (from.has(String(a))) return null
    from.set(String(a), b)
  }
  const first = edges.values().next().value?.[0]
  if (!first) return null
  const ring: Ring = [first]
  let here: Point | undefined = from.get(String(first))
  while (here && String(here) !== String(first)) {
    ring.push(here)
    if (ring.length > from.size) return null
    here = from.get(String(here))
  }
  return here && ring.length === from.size && !crossesItself(ring) ? [...ring, first] : null
}

function signedArea(ring: Ring): number {
  let sum = 0
  for (let i = 0; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i] as Point, ring[i + 1] as Point]
    sum += a[0] * b[1] - b[0] * a[1]
  }
  return sum / 2
}
