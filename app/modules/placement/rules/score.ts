/** 点数: what speaks for a hall, each reason shown by itself. */
import type { Designation } from '~/modules/halls/rules'
import type { People } from './coverage'

/** The reasons, each from 0 to 1: people by day and by night, a shelter, far from a 24-hour AED, many households. */
export const terms = ['day', 'night', 'shelter', 'far', 'households'] as const
export type Term = (typeof terms)[number]

/** 重み, whole numbers from 0; 0 takes a reason out. */
export type Weights = Record<Term, number>

/** Metres on foot from which a 24-hour AED is as good as none: the reason of distance grows no further. */
export const FAR = 2000

/** The measures by which numbers become shares of 1; taken once, so that scores of one study can be compared. */
type Measures = { day: number; night: number; households: number }

export type Facts = {
  gain: People
  /** 1 for a place of refuge named by the city, less for one of the neighbourhood, else 0 */
  shelter: number
  /** Metres on foot to the nearest AED that is there day and night; null when there is none */
  nearest: number | null
  households: number
}

/** The greatest of each, by which shares are reckoned. */
export function measuresOf(facts: readonly Facts[]): Measures {
  const most: Measures = { day: 0, night: 0, households: 0 }
  for (const { gain, households } of facts) {
    most.day = Math.max(most.day, gain.day)
    most.night = Math.max(most.night, gain.night)
    most.households = Math.max(most.households, households)
  }
  return most
}

const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0)

/** A reason as a share of 1. */
function shareOf(term: Term, facts: Facts, measures: Measures): number {
  switch (term) {
    case 'day':
    case 'night':
      return share(facts.gain[term], measures[term])
    case 'shelter':
      return facts.shelter
    case 'far':
      return facts.nearest === null ? 1 : Math.min(facts.nearest, FAR) / FAR
    case 'households':
      return share(facts.households, measures.households)
  }
}

/** The points of one reason: its share times its part of all weights, out of 100. */
function pointsFor(term: Term, facts: Facts, measures: Measures, weights: Weights): number {
  const all = weights.day + weights.night + weights.shelter + weights.far + weights.households
  return all > 0 ? (100 * weights[term] * shareOf(term, facts, measures)) / all : 0
}

/** 点数 out of 100. Weights that are all 0 give 0. */
export function scoreOf(facts: Facts, measures: Measures, weights: Weights): number {
  let score = 0
  for (const term of terms) score += pointsFor(term, facts, measures, weights)
  return score
}

/** The points of each reason, which add up to the score. */
export function pointsOf(facts: Facts, measures: Measures, weights: Weights): Record<Term, number> {
  return Object.fromEntries(terms.map((term) => [term, pointsFor(term, facts, measures, weights)])) as Record<
    Term,
    number
  >
}

/** How much of the reason of a shelter a designation is: all when the city names the hall, half when the neighbourhood does. */
export function shelterShare(designation: Designation): number {
  if (designation === 'none') return 0
  return designation === 'neighbourhood' ? 0.5 : 1
}
