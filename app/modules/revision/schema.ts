/** What the address of the simulation may say. Nothing else is kept: who has the address has the simulation. */
import { commonFacts, type Facts, type FactValue } from '~/modules/subsidies/rules'
import { type Programme, rate as rateSchema, type Work } from '~/modules/subsidies/schema'
import { type Day, fiscalYear, isDay } from '~/platform/clock'
import {
  type Assumed,
  type Change,
  factsThatMatter,
  KNOWN_FACTS,
  needs,
  type UnknownReading,
  unknownReadings,
  usualOf,
  WHOLE,
  type WorkAssumption,
  type WorkChange,
} from './rules'

/** Plans that are typed on the page; versions of the scheme come besides. */
export const plans = ['a', 'b'] as const
export type Plan = (typeof plans)[number]

/** So many versions are set beside today's. */
export const MAX_VERSIONS = 4

export type Params = Omit<Assumed, 'works' | 'area'> & {
  works: Map<string, WorkAssumption>
  /** Null: the middle of the halls whose area is known */
  area: number | null
  /** 予算 of each year, yen, to set the grants beside; null: none */
  budget: number | null
  /** Numbers of versions beside today's */
  versions: number[]
  plans: Record<Plan, Change>
  /** By version number or plan, millionths */
  pace: Map<string, number>
}

/** Smallest and greatest value of each number, as typed. */
export const bounds = {
  from: [2000, 2200],
  years: [1, 10],
  unsafe: [0, 100],
  age: [0, 200],
  area: [1, 9999],
  other: [0, 999_999_999],
  budget: [0, 999_999_999],
  yearly: [0, 100],
  price: [0, 9_999_999],
  fixed: [0, 999_999_999],
  pace: [0, 500],
  cap: [0, 999_999_999],
} as const

/** What is assumed as long as nobody says otherwise; no figures of the city. */
function standard(programme: Programme, today: Day): Params {
  return {
    from: fiscalYear(today) + 1,
    years: 5,
    unsafe: 800_000,
    age: 30,
    area: null,
    budget: null,
    unknown: 'old',
    otherMoney: 0,
    facts: {},
    works: new Map(programme.works.map((work) => [work.key, usualOf(work)])),
    versions: [],
    plans: { a: { works: new Map(), dropped: [] }, b: { works: new Map(), dropped: [] } },
    pace: new Map(),
  }
}

/** A question about all halls at once, as the register does not know the answer. */
type OpenFact = {
  key: string
  kind: string
  options: { value: string; label: string }[]
  label: string | null
}

/** What the schemes ask and the register does not know, for the works that are counted. */
export function openFacts(
  programmes: readonly Programme[],
  works: ReadonlyMap<string, WorkAssumption>,
): OpenFact[] {
  const found = new Map<string, OpenFact>()
  for (const programme of programmes) {
    for (const work of programme.works) {
      if ((works.get(work.key)?.need ?? 'none') === 'none') continue
      for (const key of factsThatMatter(programme, work)) {
        if (KNOWN_FACTS.has(key) || found.has(key)) continue
        const own = programme.facts.find((one) => one.key === key)
        const common = commonFacts[key as keyof typeof commonFacts]
        const kind = own?.kind ?? common?.kind
        if (!kind) continue
        found.set(key, { key, kind, options: own?.options ?? [], label: own?.label ?? null })
      }
    }
  }
  return [...found.values()]
}

const places = (parts: number, of: number) => String(parts / of)

/** The fields of the form as text: what the form would send, without what is empty. */
function fieldsOf(params: Params): Map<string, string[]> {
  const fields = new Map<string, string[]>()
  const set = (name: string, ...values: string[]) => {
    if (values.length > 0) fields.set(name, values)
  }
  set('from', String(params.from))
  set('years', String(params.years))
  set('unsafe', places(params.unsafe, WHOLE / 100))
  set('age', String(params.age))
  if (params.area !== null) set('area', places(params.area, 100))
  set('unknown', params.unknown)
  set('other', String(params.otherMoney))
  if (params.budget !== null) set('budget', String(params.budget))
  for (const [work, { need, yearly, wood, other, fixed }] of params.works) {
    set(`need-${work}`, need)
    set(`yearly-${work}`, places(yearly, WHOLE / 100))
    set(`wood-${work}`, String(wood))
    set(`nonwood-${work}`, String(other))
    set(`fixed-${work}`, String(fixed))
  }
  for (const [fact, value] of Object.entries(params.facts)) set(`fact-${fact}`, String(value))
  set('v', ...params.versions.map(String))
  for (const [id, pace] of params.pace) set(`pace-${id}`, places(pace, WHOLE / 100))
  for (const plan of plans) {
    const { works, dropped } = params.plans[plan]
    for (const [work, { rate, cap, total }] of works) {
      if (rate !== undefined) set(`${plan}-rate-${work}`, rate)
      if (cap !== undefined) set(`${plan}-cap-${work}`, String(cap))
      if (total !== undefined) set(`${plan}-total-${work}`, String(total))
    }
    set(`${plan}-drop`, ...dropped.map(({ work, index }) => `${work ?? ''}:${index}`))
  }
  return fields
}

/** The query that leads to the same simulation again, also after what is usual has changed. */
export function queryOf(programme: Programme, base: number, params: Params): string {
  const query = new URLSearchParams({ programme: programme.key, base: String(base) })
  for (const [name, values] of fieldsOf(params)) for (const value of values) query.append(name, value)
  return query.toString()
}

/**
 * Reads the address. What is missing is as usual; what cannot be read is named, and is as usual too.
 * @param base today's scheme
 * @param others by their numbers the versions that may be set beside it
 */
export function readParams(
  query: URLSearchParams,
  base: Programme,
  others: ReadonlyMap<number, Programme>,
  today: Day,
): { params: Params; unread: string[] } {
  const usual = standard(base, today)
  const reader = new Reader(query)
  const { field, whole, parts } = reader
  const versions = reader.several('v').flatMap((typed) => {
    const number = /^[1-9]\d{0,4}$/.test(typed) ? Number(typed) : 0
    if (others.has(number)) return [number]
    reader.unread.add('v')
    return []
  })
  const chosen = [...new Set(versions)].slice(0, MAX_VERSIONS)
  const programmes = [base, ...chosen.flatMap((number) => others.get(number) ?? [])]
  const works = new Map<string, WorkAssumption>()
  for (const work of programmes.flatMap((programme) => programme.works)) {
    if (!works.has(work.key)) works.set(work.key, readWork(reader, work))
  }
  const facts: Record<string, FactValue> = {}
  for (const fact of openFacts(programmes, works)) {
    const value = field<FactValue | null>(`fact-${fact.key}`, null, (typed) => readFact(fact, typed))
    if (value !== null) facts[fact.key] = value
  }
  const pace = new Map<string, number>()
  for (const id of [...chosen.map(String), ...plans]) {
    const read = parts(`pace-${id}`, bounds.pace, WHOLE / 100, WHOLE)
    if (read !== WHOLE) pace.set(id, read)
  }
  const params: Params = {
    from: whole('from', bounds.from, usual.from),
    years: whole('years', bounds.years, usual.years),
    unsafe: parts('unsafe', bounds.unsafe, WHOLE / 100, usual.unsafe),
    age: whole('age', bounds.age, usual.age),
    area: field('area', null, (typed) => readParts(typed, bounds.area, 100)),
    unknown: field<UnknownReading>(
      'unknown',
      usual.unknown,
      (typed) => unknownReadings.find((one) => one === typed) ?? null,
    ),
    otherMoney: whole('other', bounds.other, usual.otherMoney),
    budget: field('budget', null, (typed) => readYen(typed, bounds.budget)),
    facts: facts as Facts,
    works,
    versions: chosen,
    plans: { a: readChange(reader, 'a', base), b: readChange(reader, 'b', base) },
    pace,
  }
  return { params, unread: [...reader.unread] }
}

function readWork(reader: Reader, work: Work): WorkAssumption {
  const usual = usualOf(work)
  const { key } = work
  return {
    need: reader.field(`need-${key}`, usual.need, (typed) => needs.find((one) => one === typed) ?? null),
    yearly: reader.parts(`yearly-${key}`, bounds.yearly, WHOLE / 100, usual.yearly),
    wood: reader.whole(`wood-${key}`, bounds.price, usual.wood),
    other: reader.whole(`nonwood-${key}`, bounds.price, usual.other),
    fixed: reader.whole(`fixed-${key}`, bounds.fixed, usual.fixed),
  }
}

function readChange(reader: Reader, plan: Plan, base: Programme): Change {
  const works = new Map<string, WorkChange>()
  for (const { key, cumulative } of base.works) {
    const rate = reader.field<string | null>(`${plan}-rate-${key}`, null, readRate)
    const cap = reader.field<number | null>(`${plan}-cap-${key}`, null, readCap)
    const total = cumulative ? reader.field<number | null>(`${plan}-total-${key}`, null, readCap) : null
    if (rate === null && cap === null && total === null) continue
    works.set(key, {
      ...(rate === null ? {} : { rate }),
      ...(cap === null ? {} : { cap }),
      ...(total === null ? {} : { total }),
    })
  }
  const dropped = reader.several(`${plan}-drop`).flatMap((typed) => {
    const [, named = '', at = ''] = /^([A-Za-z0-9]*):(\d{1,2})$/.exec(typed) ?? []
    const work = named === '' ? null : named
    const of = work === null ? base.requirements : base.works.find(({ key }) => key === work)?.requirements
    if (at !== '' && of && Number(at) < of.length) return [{ work, index: Number(at) }]
    reader.unread.add(`${plan}-drop`)
    return []
  })
  return { works, dropped }
}

function readRate(typed: string): string | null {
  const written = typed.replaceAll('／', '/').replace(/\s/g, '')
  return rateSchema.safeParse(written).success ? written : null
}

const readYen = (typed: string, range: readonly [number, number]) =>
  within(/^\d{1,9}$/.exec(typed.replaceAll(',', ''))?.[0], range)

const readCap = (typed: string) => readYen(typed, bounds.cap)

function readFact({ kind, options }: OpenFact, typed: string): FactValue | null {
  switch (kind) {
    case 'boolean':
      return typed === 'true' ? true : typed === 'false' ? false : null
    case 'choice':
      return options.some(({ value }) => value === typed) ? typed : null
    case 'date':
      return isDay(typed) ? typed : null
    case 'number':
      return /^\d{1,7}(\.\d{1,4})?$/.test(typed) ? typed : null
    default:
      return within(/^\d{1,9}$/.exec(typed.replaceAll(',', ''))?.[0], [0, 999_999_999])
  }
}

function within(typed: string | undefined, [least, most]: readonly [number, number]): number | null {
  const number = Number(typed)
  return typed !== undefined && number >= least && number <= most ? number : null
}

/** A number with up to two decimals, as so many parts of one. */
function readParts(typed: string, range: readonly [number, number], of: number): number | null {
  const number = within(/^\d{1,4}(\.\d{1,2})?$/.exec(typed)?.[0], range)
  return number === null ? null : Math.round(number * of)
}

/** So many values of one name are looked at. */
const MAX_VALUES = 60

/** Fields of an address, with the names of those that were not understood. */
class Reader {
  readonly unread = new Set<string>()

  constructor(private readonly query: URLSearchParams) {}

  several(name: string): string[] {
    return this.query
      .getAll(name)
      .slice(0, MAX_VALUES)
      .map((typed) => typed.normalize('NFKC').trim().slice(0, 60))
      .filter(Boolean)
  }

  /** The field as `read` understands it; null from it means that it is not understood. */
  field = <T>(name: string, otherwise: T, read: (typed: string) => T | null): T => {
    const [typed] = this.several(name)
    if (typed === undefined) return otherwise
    const value = read(typed)
    if (value !== null) return value
    this.unread.add(name)
    return otherwise
  }

  whole = (name: string, range: readonly [number, number], otherwise: number): number =>
    this.field(name, otherwise, (typed) => within(/^\d{1,9}$/.exec(typed.replaceAll(',', ''))?.[0], range))

  parts = (name: string, range: readonly [number, number], of: number, otherwise: number): number =>
    this.field(name, otherwise, (typed) => readParts(typed, range, of))
}
