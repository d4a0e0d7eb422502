/** 制度見直しの試算 for the staff who keep the schemes. Nothing is written. */
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { districts } from '~/modules/associations/queries.server'
import { fiscalYear } from '~/platform/clock'
import { NotFound } from '~/platform/errors'
import {
  type Assumed,
  changed,
  changesNothing,
  experienceOf,
  type HallOutcome,
  middleArea,
  type Outcome,
  type PastApplication,
  type Replayed,
  replay,
  type SimHall,
  simulate,
  type Variant,
  WHOLE,
} from '../rules'
import { openFacts, type Params, plans, queryOf, readParams } from '../schema'
import { hallsToSimulate, heldIn, ownProgrammes, pastApplications, versionsOf } from './city.server'

/** Area of a hall where no hall has one, hundredths of a square metre. */
const ANY_AREA = 10_000

/** How a scheme is called on the page: today's, a version, or a plan typed there. */
type Named = {
  id: string
  kind: 'today' | 'version' | 'plan'
  number: number | null
  state: string | null
}

async function prepared(actor: Actor, query: URLSearchParams) {
  requirePortalRight(actor, 'subsidy.programme')
  const programmes = await ownProgrammes()
  const key = query.get('programme') || programmes[0]?.key
  if (!programmes.some((one) => one.key === key) || key === undefined) {
    if (query.get('programme')) throw new NotFound()
    return null
  }
  const [versions, { halls, invented }, past, places] = await Promise.all([
    versionsOf(key),
    hallsToSimulate(key),
    pastApplications(key, actor.today),
    districts(),
  ])
  const held = heldIn(versions, fiscalYear(actor.today))
  // A shared address names the version that it was made with, as places of requirements are counted in it.
  const base = versions.find(({ number }) => String(number) === query.get('base')) ?? held
  if (!base) return null
  const others = new Map(
    versions.filter((one) => one !== base).map(({ number, definition }) => [number, definition]),
  )
  const { params, unread } = readParams(query, base.definition, others, actor.today)
  const area = middleArea(halls)
  const assumed: Assumed = { ...params, area: params.area ?? area ?? ANY_AREA }
  const variants: (Variant & Named)[] = [
    {
      id: 'today',
      kind: 'today',
      number: base.number,
      state: base.state,
      programme: base.definition,
      pace: WHOLE,
    },
    ...params.versions.flatMap((number): (Variant & Named)[] => {
      const version = versions.find((one) => one.number === number)
      if (!version) return []
      const { definition: programme, state } = version
      const id = String(number)
      return [{ id, kind: 'version', number, state, programme, pace: params.pace.get(id) ?? WHOLE }]
    }),
    ...plans.flatMap((plan): (Variant & Named)[] => {
      const change = params.plans[plan]
      const pace = params.pace.get(plan) ?? WHOLE
      if (changesNothing(change) && pace === WHOLE) return []
      const programme = changed(base.definition, change)
      return [{ id: plan, kind: 'plan', number: null, state: null, programme, pace }]
    }),
  ]
  return {
    programmes,
    versions,
    base,
    held,
    halls,
    invented,
    past,
    places,
    params,
    unread,
    assumed,
    variants,
    area,
  }
}
type Prepared = NonNullable<Awaited<ReturnType<typeof prepared>>>

/** An outcome as a page can be told it. */
function told({ districts: of, works, ...outcome }: Outcome) {
  return {
    ...outcome,
    works: [...works].map(([work, { sum, eligible }]) => ({ work, sum, eligible })),
    districts: [...of].map(([district, { sum, eligible }]) => ({ district, sum, eligible })),
  }
}
export type ToldOutcome = ReturnType<typeof told>

/** Years of the replay, and what was granted in fact. */
function replayed(past: readonly PastApplication[], variants: readonly Variant[]) {
  const under = variants.map((variant) => replay(past, variant))
  const years = [...(under[0]?.keys() ?? [])]
  return years.map((year) => ({
    year,
    granted: past.filter((one) => one.year === year).reduce((sum, { granted }) => sum + (granted ?? 0), 0),
    under: under.map((of) => of.get(year) as Replayed),
  }))
}

const nameOf = ({ id, kind, number, state, pace }: Variant & Named) => ({ id, kind, number, state, pace })

/**
 * The simulation for the address of a page; null where the city has no scheme of its own yet.
 * @throws SignInNeeded, NotAllowed without the right `subsidy.programme`; NotFound for a scheme that there is not
 */
export async function revisionStudy(actor: Actor, query: URLSearchParams) {
  const seen = await prepared(actor, query)
  if (!seen) return null
  const { params, unread, base, held, versions, halls, variants, assumed, places } = seen
  const outcomes = simulate(halls, variants, assumed)
  const areas = new Map(halls.map(({ id, area }) => [id, area]))
  const experience = experienceOf(seen.past, areas)
  return {
    programmes: seen.programmes,
    programme: base.definition,
    base: base.number,
    isHeld: base === held,
    versions: versions
      .filter((version) => version !== base)
      .map(({ number, state, note, yearFrom }) => ({ number, state, note, yearFrom })),
    works: worksOf(variants),
    params: formOf(params),
    query: queryOf(base.definition, base.number, params),
    unread,
    variants: variants.map(nameOf),
    outcomes: outcomes.map(told),
    names: [...new Map(places.map(({ id, name }) => [id, { id, name }])).values()],
    open: openFacts(
      variants.map(({ programme }) => programme),
      params.works,
    ),
    counted: countedOf(halls),
    area: seen.area,
    invented: seen.invented,
    experience: [...experience].map(([work, of]) => ({ work, ...of })),
    past: replayed(seen.past, variants),
  }
}
export type RevisionData = NonNullable<Awaited<ReturnType<typeof revisionStudy>>>

/** The works of all the schemes, each once, in the order of today's. */
function worksOf(variants: readonly Variant[]) {
  const works = new Map<string, { key: string; name: string; cumulative: boolean; requirements: string[] }>()
  for (const { programme } of variants) {
    for (const { key, name, cumulative, requirements } of programme.works) {
      if (works.has(key)) continue
      works.set(key, {
        key,
        name,
        cumulative: cumulative !== undefined,
        requirements: requirements.map(({ otherwise }) => otherwise),
      })
    }
  }
  return [...works.values()]
}

/** The parameters without maps, as a page can be told them. */
function formOf({ works, plans: typed, pace, ...plain }: Params) {
  const change = (plan: (typeof plans)[number]) => ({
    works: Object.fromEntries(typed[plan].works),
    dropped: [...typed[plan].dropped],
  })
  return {
    ...plain,
    works: Object.fromEntries(works),
    pace: Object.fromEntries(pace),
    plans: { a: change('a'), b: change('b') },
  }
}

/** What the register knows of the halls, and what it does not. */
function countedOf(halls: readonly SimHall[]) {
  const states: Record<string, number> = {}
  for (const { state } of halls) states[state] = (states[state] ?? 0) + 1
  const without = (is: (hall: SimHall) => boolean) => halls.filter(is).length
  return {
    halls: halls.length,
    states,
    structureless: without(({ structure }) => structure === null),
    arealess: without(({ area }) => area === null),
    dateless: without(({ completed }) => completed === null),
    districtless: without(({ district }) => district === null),
  }
}

/** For the files: the sums, and every hall under every scheme. */
export type RevisionTable = Pick<Prepared, 'base' | 'assumed' | 'places' | 'params'> & {
  variants: (ReturnType<typeof nameOf> & { works: { key: string; name: string }[] })[]
  works: ReturnType<typeof worksOf>
  outcomes: Outcome[]
  halls: { variant: string; outcome: HallOutcome }[]
}

/**
 * The same simulation for the files.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function revisionTable(actor: Actor, query: URLSearchParams): Promise<RevisionTable> {
  const seen = await prepared(actor, query)
  if (!seen) throw new NotFound()
  const { base, assumed, places, params, variants } = seen
  const halls: RevisionTable['halls'] = []
  const outcomes = simulate(seen.halls, variants, assumed, ({ id }, outcome) => {
    halls.push({ variant: id, outcome })
  })
  return {
    base,
    assumed,
    places,
    params,
    works: worksOf(variants),
    outcomes,
    halls,
    variants: variants.map((variant) => ({
      ...nameOf(variant),
      works: variant.programme.works.map(({ key, name }) => ({ key, name })),
    })),
  }
}
