/**
 * The placement study over a large city: 1,000 halls, 700 AEDs and 20,000 points of population, as a mesh file brings
 * them. By itself: `node --import tsx tests/bench/placement.ts`.
 */
import { fileURLToPath } from 'node:url'
import type { Hours } from '../../app/modules/aeds/schema'
import {
  countAeds,
  instantsOf,
  type KnownAed,
  type Point,
  type Site,
  straightLine,
  study,
} from '../../app/modules/placement/rules'
import { random } from './corpus'

const HALLS = 1000
const AEDS = 700
const POINTS = 20_000
const RUNS = 9

/** A city of 20 by 20 km. */
const CORNER = { latitude: 34.7, longitude: 135.5, north: 0.18, east: 0.22 }

const hours = (from: number, until: number, days: Hours['weekly'][number]['days']): Hours => ({
  weekly: [{ days, spans: [{ from: from * 60, until: until * 60 }] }],
  holidays: 'closed',
  shifts: false,
  yearly: [{ from: '12-29', until: '01-03', spans: [], label: '' }],
  dates: [],
  night: '',
  conditions: '',
  uncertain: false,
})
const always: Hours = {
  ...hours(0, 24, [0, 1, 2, 3, 4, 5, 6]),
  holidays: 'as_weekday',
  yearly: [],
}

function city() {
  const next = random(47)
  const place = () => ({
    latitude: CORNER.latitude + next() * CORNER.north,
    longitude: CORNER.longitude + next() * CORNER.east,
  })
  const points = Array.from({ length: POINTS }, (): Point => {
    const night = Math.floor(next() * 90)
    return { ...place(), day: Math.floor(next() * 60), night }
  })
  const aeds = Array.from(
    { length: AEDS },
    (_, i): KnownAed => ({
      ...place(),
      condition: 'in_service',
      notForPublic: false,
      hours: i % 5 === 0 ? always : i % 5 === 1 ? null : hours(9, 17, [1, 2, 3, 4, 5]),
    }),
  )
  const halls = Array.from(
    { length: HALLS },
    (_, i): Site => ({
      id: i + 1,
      ...place(),
      shelter: i % 4 === 0 ? 1 : 0,
      households: Math.floor(next() * 900),
    }),
  )
  return { points, aeds, halls }
}

/** Middle and worst of so many runs, milliseconds. */
function timed(work: () => unknown): { middle: number; worst: number } {
  const times = Array.from({ length: RUNS }, () => {
    const began = performance.now()
    work()
    return performance.now() - began
  }).sort((a, b) => a - b)
  return { middle: times[Math.floor(RUNS / 2)] ?? 0, worst: times.at(-1) ?? 0 }
}

/** The section of docs/benchmarks.md. */
export function placementSection(): string {
  const { points, aeds, halls } = city()
  const instants = instantsOf('2026-11-25', 14, 2)
  const weights = { day: 2, night: 3, shelter: 1, far: 1, households: 1 }
  const lines = [
    [300, 10, 'gain'],
    [300, 50, 'score'],
    [1000, 50, 'score'],
  ] as const
  const rows = lines.map(([walk, sites, by]) => {
    const { middle, worst } = timed(() => {
      const counted = countAeds(aeds, instants, 'day_only')
      study({ points, aeds: counted.aeds, halls }, straightLine(1.3), { walk, weights, sites, by })
    })
    console.log(`  placement, ${walk} m, ${sites} sites by ${by}: ${middle.toFixed(0)} ms`)
    return `| ${walk} m | ${sites} by ${by} | ${middle.toFixed(0)} | ${worst.toFixed(0)} |`
  })
  return `## The placement study

${HALLS.toLocaleString('en')} halls, ${AEDS} AEDs and ${POINTS.toLocaleString('en')} points of population in one process: which AEDs count at
the chosen hours, what is covered, the score of every hall and the choice of the next sites. The longest walk reaches the
most points.

| distance on foot | sites chosen | middle of ${RUNS} runs, ms | slowest, ms |
|---|---|---|---|
${rows.join('\n')}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(placementSection())
