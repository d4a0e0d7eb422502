/**
 * 配置の検討: what an AED at each hall would newly cover, which halls come first, and where the next ones would stand.
 * Pure, on plain lists; the answer does not depend on their order.
 */
import {
  BOTH,
  BY_DAY,
  BY_NIGHT,
  type Counted,
  counted,
  type People,
  type Point,
  reach,
  total,
} from './coverage'
import { type Facts, measuresOf, pointsOf, scoreOf, type Term, type Weights } from './score'
import type { Distance, Ground, Place } from './walking'

/** A hall as the study sees it. `id` is unique. */
export type Site = Place & { id: number; shelter: number; households: number }

/** An AED that counts; `always`: there on every day of the year, day and night. */
export type Aed = Counted & { always: boolean }

/** By what the next sites are chosen: newly covered people by the weights of day and night, or the whole score. */
export const choosers = ['gain', 'score'] as const
export type Chooser = (typeof choosers)[number]

export type Question = {
  /** Metres on foot */
  walk: number
  weights: Weights
  /** How many sites are chosen at most */
  sites: number
  by: Chooser
}

/** A hall with what would be won there. */
export type Judged<S extends Site = Site> = Facts & {
  site: S
  points: Record<Term, number>
  score: number
}

/** A hall that was chosen; its gain is what is left when those before it have their AED. */
export type Chosen<S extends Site = Site> = Judged<S> & {
  /** From 1 */
  order: number
  /** Covered with this and all before it */
  covered: People
}

type Study<S extends Site = Site> = {
  total: People
  before: People
  after: People
  /** Halls that have an AED day and night within the distance, which are no candidates */
  served: number
  /** By score */
  candidates: Judged<S>[]
  chosen: Chosen<S>[]
  /** For each point, `BY_DAY` and `BY_NIGHT` */
  statesBefore: Uint8Array
  statesAfter: Uint8Array
}

/**
 * @param halls sites that are asked about; AEDs and points count wherever they are
 */
export function study<S extends Site>(
  input: { points: readonly Point[]; aeds: readonly Aed[]; halls: readonly S[] },
  distance: Distance,
  question: Question,
): Study<S> {
  const { points, aeds } = input
  const { walk, weights } = question
  const ground = distance.over(points)
  const statesBefore = reach(ground, points.length, aeds, walk)
  const always = distance.over(aeds.filter((aed) => aed.always))
  const near = input.halls.map((site) => ({ site, nearest: always.nearest(site)?.metres ?? null }))
  const open = near
    .filter(({ nearest }) => nearest === null || nearest > walk)
    .sort((a, b) => a.site.id - b.site.id)
  const field = new Field(points, ground, statesBefore, open, question)
  const first = field.judgeAll()
  const chosen = field.choose(distance)
  const before = counted(points, statesBefore)
  return {
    total: total(points),
    before,
    after: chosen.at(-1)?.covered ?? before,
    served: near.length - open.length,
    candidates: first.sort((a, b) => ORDER.score(a, b, weights)),
    chosen,
    statesBefore,
    statesAfter: field.states,
  }
}

/** Newly covered people, day and night each times its weight. */
function worth({ gain }: Facts, weights: Weights): number {
  return weights.day * gain.day + weights.night * gain.night
}

type Open<S> = { site: S; nearest: number | null }

/** The candidates with what each would still win, kept right as sites are chosen. */
class Field<S extends Site> {
  readonly states: Uint8Array
  private readonly facts: Facts[]
  private readonly reached: number[][]
  /** Candidates from which a point is reached */
  private readonly from: Map<number, number[]> = new Map()
  private readonly measures
  private readonly out = new Set<number>()

  constructor(
    private readonly points: readonly Point[],
    ground: Ground,
    states: Uint8Array,
    private readonly open: readonly Open<S>[],
    private readonly question: Question,
  ) {
    this.states = states.slice()
    this.reached = open.map(({ site }) =>
      ground
        .within(site, question.walk)
        .map(({ index }) => index)
        .filter((index) => states[index] !== BOTH),
    )
    this.facts = open.map(({ site, nearest }, candidate) => {
      const gain = { day: 0, night: 0 }
      for (const index of this.reached[candidate] ?? []) {
        const list = this.from.get(index)
        if (list) list.push(candidate)
        else this.from.set(index, [candidate])
        const left = this.left(index)
        gain.day += left.day
        gain.night += left.night
      }
      return { gain, shelter: site.shelter, nearest, households: site.households }
    })
    this.measures = measuresOf(this.facts)
  }

  /** The people of a point who are not covered yet. */
  private left(index: number): People {
    const { day, night } = this.points[index] as Point
    const bits = this.states[index] ?? 0
    return { day: bits & BY_DAY ? 0 : day, night: bits & BY_NIGHT ? 0 : night }
  }

  private judge(candidate: number): Judged<S> {
    const facts = this.facts[candidate] as Facts
    const { site } = this.open[candidate] as Open<S>
    const { weights } = this.question
    const points = pointsOf(facts, this.measures, weights)
    const score = scoreOf(facts, this.measures, weights)
    return { ...facts, gain: { ...facts.gain }, site, points, score }
  }

  judgeAll(): Judged<S>[] {
    return this.open.map((_, candidate) => this.judge(candidate))
  }

  /**
   * One after another the greatest, each after the one before has its AED; ends when nothing more would be won. A hall
   * within the distance of a chosen one is a candidate no more.
   */
  choose(distance: Distance): Chosen<S>[] {
    const { sites, walk } = this.question
    const halls = distance.over(this.open.map(({ site }) => site))
    const covered = counted(this.points, this.states)
    const chosen: Chosen<S>[] = []
    while (chosen.length < sites) {
      const best = this.best()
      if (!best) break
      covered.day += best.judged.gain.day
      covered.night += best.judged.gain.night
      chosen.push({ ...best.judged, order: chosen.length + 1, covered: { ...covered } })
      this.place(best.candidate)
      for (const { index, metres } of halls.within(best.judged.site, this.furthest())) {
        const facts = this.facts[index] as Facts
        if (facts.nearest === null || metres < facts.nearest) facts.nearest = metres
        // The chosen one itself, and those that now have a 24-hour AED near by.
        if (metres <= walk) this.out.add(index)
      }
    }
    return chosen
  }

  /** The candidate that stands first now, if anything is won there. */
  private best(): { judged: Judged<S>; candidate: number } | null {
    const { by, weights } = this.question
    let best: { judged: Judged<S>; candidate: number } | null = null
    let most = 0
    for (let candidate = 0; candidate < this.open.length; candidate++) {
      if (this.out.has(candidate)) continue
      const facts = this.facts[candidate] as Facts
      const value = by === 'gain' ? worth(facts, weights) : scoreOf(facts, this.measures, weights)
      if (value === 0 || value < most) continue
      const judged = this.judge(candidate)
      if (best && ORDER[by](judged, best.judged, weights) > 0) continue
      best = { judged, candidate }
      most = value
    }
    return best
  }

  /** Metres beyond which a new AED is the nearest of no candidate. */
  private furthest(): number {
    return this.facts.reduce((most, { nearest }) => Math.max(most, nearest ?? Number.POSITIVE_INFINITY), 0)
  }

  /** Puts an AED, there day and night, at a candidate. */
  private place(chosen: number): void {
    for (const index of this.reached[chosen] ?? []) {
      const left = this.left(index)
      this.states[index] = BOTH
      if (left.day === 0 && left.night === 0) continue
      for (const candidate of this.from.get(index) ?? []) {
        const { gain } = this.facts[candidate] as Facts
        gain.day -= left.day
        gain.night -= left.night
      }
    }
  }
}

type Order = (a: Judged, b: Judged, weights: Weights) => number

/** Which of two comes first; never 0 for two halls, so that the answer does not depend on the order of the list. */
const ORDER: Record<Chooser, Order> = {
  gain: (a, b, weights) =>
    worth(b, weights) - worth(a, weights) || b.score - a.score || byPeople(a, b) || a.site.id - b.site.id,
  score: (a, b, weights) =>
    b.score - a.score || worth(b, weights) - worth(a, weights) || byPeople(a, b) || a.site.id - b.site.id,
}

/** More people come first, those of the night before those of the day. */
function byPeople(a: Judged, b: Judged): number {
  return b.gain.night - a.gain.night || b.gain.day - a.gain.day
}
