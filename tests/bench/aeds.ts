/**
 * AEDs by place: 700,000 of them, as many as stand in all of Japan, against a city of 1,000. Asked are the functions
 * behind the pages, one question after another, in a process of its own for each database. By itself:
 * `node --import tsx tests/bench/aeds.ts`.
 */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { openCluster } from '../../app/platform/postgres.server'
import { migrate } from '../../prisma/migrate'
import { askApart, type Times, timesOf } from './apart'
import { random } from './corpus'

const file = fileURLToPath(import.meta.url)
const root = path.resolve(import.meta.dirname, '../..')
const SMALL = 1000
const LARGE = 700_000
const ASKED = 400
const WARM_UP = 60
/** The map on a wide screen, pixels */
const VIEW = { width: 1190, height: 450 }
/** Of the box and of the nearest, at 95 of 100, milliseconds; and how many times slower a country may be than a city */
const LIMITS = { box: 50, nearest: 10, ratio: 2 }

const ANY_BOX = 'boxes of all zooms'

type Figure = Times & { name: string; bytes: number }
type Place = { latitude: number; longitude: number }

/** Middles of the land from Kagoshima to Wakkanai, with how far inhabited land lies to both sides, degrees. */
const SPINE: readonly [latitude: number, longitude: number, width: number][] = [
  [31.6, 130.6, 0.6],
  [33.2, 131, 0.9],
  [34.4, 132.5, 0.7],
  [34.7, 134, 0.6],
  [34.9, 135.6, 0.7],
  [35.3, 137, 0.8],
  [35.6, 138.8, 0.9],
  [36.2, 139.8, 0.8],
  [38, 140.4, 0.8],
  [40, 140.7, 0.8],
  [41.8, 140.9, 0.6],
  [43.2, 142.2, 1.3],
  [45.2, 142, 0.4],
]

/** The great cities, with their share of all AEDs. */
const CITIES: readonly [latitude: number, longitude: number, share: number][] = [
  [35.68, 139.72, 0.13],
  [34.69, 135.5, 0.06],
  [35.17, 136.9, 0.04],
  [43.06, 141.35, 0.02],
  [33.59, 130.4, 0.025],
  [35.45, 139.6, 0.035],
]

/** Places of AEDs: thick around the middles of 1,700 towns of very different sizes, as in the country. */
function* country(count: number): Generator<Place> {
  const next = random(20)
  const round = () => next() + next() + next() - 1.5
  const towns = Array.from({ length: 1700 }, () => {
    const at = next() * (SPINE.length - 1)
    const [a, b] = [SPINE[Math.floor(at)], SPINE[Math.floor(at) + 1]]
    if (!a || !b) throw new Error('outside of the country')
    const part = at % 1
    const mix = (i: 0 | 1 | 2) => a[i] + (b[i] - a[i]) * part
    return {
      latitude: mix(0) + round() * mix(2),
      longitude: mix(1) + round() * mix(2),
      weight: 1 / (next() + 0.02),
    }
  })
  const whole = towns.reduce((sum, town) => sum + town.weight, 0)
  const bounds: number[] = []
  for (const { weight } of towns) bounds.push((bounds.at(-1) ?? 0) + weight / whole)
  for (let i = 0; i < count; i++) {
    let share = next()
    const chosen = next()
    const city = CITIES.find(([, , part]) => {
      share -= part
      return share < 0
    })
    const town = city
      ? { latitude: city[0], longitude: city[1], radius: 0.12 }
      : { ...(towns[bounds.findIndex((bound) => bound >= chosen)] ?? towns[0]), radius: 0.04 }
    yield {
      latitude: Math.min(45.9, Math.max(20.1, (town.latitude ?? 35) + round() * town.radius)),
      longitude: Math.min(153.9, Math.max(122.1, (town.longitude ?? 135) + round() * town.radius)),
    }
  }
}

/** Places in a city of the size of 枚方. */
function* city(count: number): Generator<Place> {
  const next = random(21)
  for (let i = 0; i < count; i++) yield { latitude: 34.77 + next() * 0.12, longitude: 135.6 + next() * 0.15 }
}

/** Hours as a city has them: a hundred kinds, a part of them not known. */
function hoursOf(n: number): string | null {
  if (n % 3 === 0) return null
  const always = n % 5 === 0
  const from = 480 + (n % 9) * 15
  const span = always ? { from: 0, until: 1440 } : { from, until: from + 480 + (n % 7) * 30 }
  const days = always || n % 4 === 0 ? [0, 1, 2, 3, 4, 5, 6] : [1, 2, 3, 4, 5]
  const empty = { shifts: false, yearly: [], dates: [], night: '', conditions: '', uncertain: false }
  return JSON.stringify({
    ...empty,
    weekly: [{ days, spans: [span] }],
    holidays: always ? 'as_weekday' : 'closed',
  })
}

async function fill(url: string, count: number): Promise<void> {
  await migrate(url)
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM aeds')
  if (rows[0]?.n !== count) {
    const began = Date.now()
    await client.query('TRUNCATE aeds RESTART IDENTITY CASCADE')
    const { rows: kept } = await client.query<{ name: string; made: string }>(
      `SELECT indexname AS name, indexdef AS made FROM pg_indexes WHERE tablename = 'aeds' AND indexname <> 'aeds_pkey'`,
    )
    for (const { name } of kept) await client.query(`DROP INDEX ${name}`)
    await client.query('SET synchronous_commit = off')
    let batch: Place[] = []
    let done = 0
    const write = async () => {
      await client.query(
        `INSERT INTO aeds (name, address, position, latitude, longitude, child_pads, outdoors, hours, checked_on, box_code)
         SELECT '施設 ' || n, '架空県架空市架空町' || n % 900 || '番地', '1階 受付の横', latitude, longitude,
           n % 3 = 0, n % 7 = 0, hours::jsonb, DATE '2026-01-01' + (n % 300)::int, 'bench-' || n
         FROM (SELECT $1::int + row_number() OVER () AS n, * FROM unnest($2::float8[], $3::float8[], $4::text[])
           AS of (latitude, longitude, hours)) given`,
        [
          done,
          batch.map((place) => place.latitude),
          batch.map((place) => place.longitude),
          batch.map((_, i) => hoursOf((done + i) % 997)),
        ],
      )
      done += batch.length
      batch = []
    }
    for (const place of count === SMALL ? city(count) : country(count)) {
      batch.push(place)
      if (batch.length === 50_000) await write()
    }
    if (batch.length > 0) await write()
    for (const { made } of kept) await client.query(made)
    await client.query('VACUUM ANALYZE aeds, aed_cells')
    console.log(`  ${count} AEDs filled in ${Math.round((Date.now() - began) / 1000)} s`)
  }
  await client.end()
}

/** The process that asks. */
async function ask(): Promise<void> {
  const [{ nearestAeds }, { mapAnswer }, { translator }, { rows, closeDatabase }] = await Promise.all([
    import('../../app/modules/aeds/queries/near.server'),
    import('../../app/modules/aeds/map.server'),
    import('../../app/platform/i18n.server'),
    import('../../app/platform/db.server'),
  ])
  const t = translator('ja')
  const at = new Date('2026-11-16T15:00:00+09:00')
  const next = random(22)
  // Asked from where people are: near AEDs all over, a few hundred metres away.
  const places = (
    await rows<Place>(
      `SELECT latitude, longitude FROM aeds WHERE id % (SELECT greatest(1, max(id) / $1) FROM aeds) = 0 LIMIT $1`,
      [ASKED + WARM_UP],
    )
  ).map((place) => ({
    latitude: place.latitude + (next() - 0.5) * 0.01,
    longitude: place.longitude + (next() - 0.5) * 0.01,
  }))
  const figures: Figure[] = []
  const boxes: number[] = []
  const measure = async (name: string, question: (place: Place) => Promise<unknown>) => {
    const times: number[] = []
    let bytes = 0
    for (const [i, place] of places.entries()) {
      const began = performance.now()
      const answer = JSON.stringify(await question(place))
      if (i < WARM_UP) continue
      times.push(performance.now() - began)
      bytes = Math.max(bytes, answer.length)
    }
    figures.push({ name, ...timesOf(times), bytes })
    if (name.startsWith('box')) boxes.push(...times)
  }
  await measure('nearest ten', (place) => nearestAeds(place, { at }))
  await measure('nearest ten, usable now', (place) => nearestAeds(place, { at, now: true }))
  await measure('nearest ten, tonight and for children', (place) =>
    nearestAeds(place, { at, tonight: true, child: true }),
  )
  for (const zoom of [5, 7, 9, 11, 12, 13, 14, 16, 18]) {
    const degrees = 360 / (256 * 2 ** zoom)
    const boxOf = ({ latitude, longitude }: Place) => {
      const [half, up] = [(VIEW.width / 2) * degrees, (VIEW.height / 2) * degrees * 0.82]
      return {
        west: Math.max(-180, longitude - half),
        east: Math.min(180, longitude + half),
        south: latitude - up,
        north: latitude + up,
      }
    }
    await measure(`box at zoom ${zoom}`, (place) =>
      mapAnswer({ box: boxOf(place), zoom, filters: {}, at }, t, 'ja'),
    )
  }
  figures.push({
    name: ANY_BOX,
    ...timesOf(boxes),
    bytes: Math.max(...figures.map((one) => one.bytes)),
  })
  process.stdout.write(`${JSON.stringify(figures)}\n`)
  await closeDatabase()
}

type Cluster = Awaited<ReturnType<typeof openCluster>>

/** The section of docs/benchmarks.md; the figures that miss their limit are said in it. */
export async function aedSection(cluster: Cluster): Promise<string> {
  const measured: Figure[][] = []
  for (const count of [SMALL, LARGE]) {
    const database = `bench_aeds_${count}`
    await cluster.ensureDatabase(database)
    await fill(cluster.url(database), count)
    measured.push(await askApart<Figure>(file, cluster.url(database)))
  }
  const [small = [], large = []] = measured
  const ms = (n: number) => n.toFixed(1)
  const missed: string[] = []
  const lines = large.map((row, i) => {
    const before = small[i] ?? row
    const ratio = row.p95 / before.p95
    const limit = row.name.startsWith('box') ? LIMITS.box : LIMITS.nearest
    if (row.p95 > limit) missed.push(`${row.name}: ${ms(row.p95)} ms against ${limit} ms`)
    // At one zoom a metropolis fills a box in which the city has a few: only all of them together can be compared.
    const isCompared = row.name === ANY_BOX || !row.name.startsWith('box')
    if (isCompared && ratio > LIMITS.ratio)
      missed.push(`${row.name}: ${ratio.toFixed(2)} times the city against ${LIMITS.ratio}`)
    console.log(`  ${row.name}: p95 ${ms(row.p95)} ms, ${ratio.toFixed(2)} times the city's`)
    const size = (row.bytes / 1024).toFixed(0)
    return `| ${row.name} | ${ms(before.p50)} | ${ms(before.p95)} | ${ms(row.p50)} | ${ms(row.p95)} | ${ms(row.worst)} | ${ratio.toFixed(2)} | ${size} |`
  })
  return `## AEDs by place: ${LARGE.toLocaleString('en')} against ${SMALL.toLocaleString('en')}

| question | city, p50 ms | city, p95 ms | country, p50 ms | country, p95 ms | country, worst ms | p95, country to city | largest answer, KB |
|---|---|---|---|---|---|---|---|
${lines.join('\n')}

${ASKED} questions a row, one after another, from places all over; each with the judgement of the hours, the groups of
pins, their words and the JSON that is sent, without the HTTP around it. A box is what a map of ${VIEW.width} × ${VIEW.height} pixels shows.
The limits are ${LIMITS.nearest} ms for the nearest ten and ${LIMITS.box} ms for a box at p95, and ${LIMITS.ratio} times the city for the nearest
and for boxes of all zooms together: at one zoom a metropolis fills a box in which the city has a few. ${
    missed.length === 0 ? 'All are kept.' : `Missed: ${missed.join('; ')}.`
  }`
}

if (process.argv[2] === '--ask') {
  await ask()
  process.exit(0)
} else if (process.argv[1] === file) {
  // A cluster of its own: by itself it may run beside another measurement.
  const cluster = await openCluster({
    folder: path.join(root, '.data/postgres-bench-aeds'),
    program: 'bench',
  })
  try {
    console.log(await aedSection(cluster))
  } finally {
    await cluster.close()
  }
}
