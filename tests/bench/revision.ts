/**
 * The simulator for revising a scheme: 1,000 halls under 50 schemes over ten years, in one process, without the
 * database. By itself: `node --import tsx tests/bench/revision.ts`.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type Assumed,
  changed,
  costOf,
  type SimHall,
  simulate,
  usualOf,
  type Variant,
  WHOLE,
} from '../../app/modules/revision/rules'
import { assess } from '../../app/modules/subsidies/rules'
import { type Programme, programme } from '../../app/modules/subsidies/schema'
import { random } from './corpus'

const HALLS = 1000
const VARIANTS = 50
const YEARS = 10
const RUNS = 5

function scheme(): Programme {
  const file = path.resolve(import.meta.dirname, '../../prisma/seed/programmes/hirakata-hall.json')
  return programme.parse(JSON.parse(readFileSync(file, 'utf8')))
}

/** Halls of all sizes; every third of an old standard, every sixth to be retrofitted, every second with a grant. */
function register(): SimHall[] {
  const next = random(53)
  return Array.from({ length: HALLS }, (_, i): SimHall => {
    const structure = i % 3 === 0 ? 'other' : i % 20 === 1 ? null : 'wood'
    const old = i % 3 === 0 || i % 6 === 1
    const year = 2005 + Math.floor(next() * 20)
    const grant = { on: `${year}-06-01`, amount: 100_000 + Math.floor(next() * 2_000_000) }
    return {
      id: i + 1,
      name: `会館${i}`,
      district: i % 45,
      state: i % 3 === 0 ? 'old_standard' : i % 6 === 1 ? 'to_retrofit' : 'new_standard',
      structure,
      area: 3000 + Math.floor(next() * 40_000),
      completed: { on: `${1960 + Math.floor(next() * 60)}-01-01`, precision: 'year' },
      hasAed: i % 2 === 0,
      facts: { ...(structure ? { structure } : {}), oldStandard: old },
      grants: i % 2 === 0 ? [{ ...grant, kind: 'repair' as const, work: null }] : [],
    }
  })
}

/** Schemes of which each changes one work, or each changes the cap of every work. */
function variantsOf(base: Programme, every: boolean): Variant[] {
  return Array.from({ length: VARIANTS }, (_, i): Variant => {
    const keys = every ? base.works.map(({ key }) => key) : ['seismicRetrofit']
    const cap = 500_000 + i * 50_000
    const changes = { works: new Map(keys.map((key) => [key, { cap, total: cap }])), dropped: [] }
    return { id: String(i), programme: changed(base, changes), pace: WHOLE }
  })
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
export function revisionSection(): string {
  const base = scheme()
  const halls = register()
  const works = new Map(base.works.map((work) => [work.key, usualOf(work)]))
  const assumed: Assumed = {
    from: 2027,
    years: YEARS,
    works,
    unsafe: 800_000,
    age: 30,
    area: 9000,
    unknown: 'old',
    otherMoney: 0,
    facts: {},
  }
  // The same without remembering: one estimate for each hall, for each work that it may need, in each year.
  let asked = 0
  const single = timed(() => {
    asked = 0
    for (const hall of halls)
      for (const [work, price] of works) {
        if (price.need === 'none') continue
        for (let year = 2027; year < 2027 + YEARS; year++) {
          asked++
          const facts = { ...hall.facts, otherMoney: 0, earlierGrants: 0, fiscalYear: year }
          assess(base, { costs: { [work]: costOf(price, hall.structure, hall.area ?? 9000) }, facts })
        }
      }
  })
  const today: Variant = { id: 'today', programme: base, pace: WHOLE }
  const rows = (
    [
      ['today alone', [today]],
      [`${VARIANTS}, each with another cap of one work`, variantsOf(base, false)],
      [`${VARIANTS}, each with other caps of every work`, variantsOf(base, true)],
    ] as const
  ).map(([name, variants]) => {
    const { middle, worst } = timed(() => simulate(halls, variants, assumed))
    console.log(`  revision, ${name}: ${middle.toFixed(0)} ms`)
    const ratio = (single.middle * variants.length) / middle
    return `| ${name} | ${middle.toFixed(0)} | ${worst.toFixed(0)} | ${ratio.toFixed(1)} |`
  })
  return `## The simulator for revising a scheme

${HALLS.toLocaleString('en')} halls over ${YEARS} years under the city's scheme and others beside it, in one process: what each hall needs, what each scheme
gives, sums by year, district and work. The reference is one estimate after the other for each hall, work and year
(${asked.toLocaleString('en')} estimates in ${single.middle.toFixed(0)} ms for one scheme); the simulator remembers what a rule has given.

| schemes | middle of ${RUNS} runs, ms | slowest, ms | times as fast as single estimates |
|---|---|---|---|
${rows.join('\n')}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(revisionSection())
