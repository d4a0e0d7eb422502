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
export type Measures = { day: number; night: number; households: number }

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

/** Each reason as a share of 1. */
export function sharesOf(facts: Facts, measures: Measures): Record<Term, number> {
  return {
    day: share(facts.gain.day, measures.day),
    night: share(facts.gain.night, measures.night),
    shelter: facts.shelter,
    far: facts.nearest === null ? 1 : Math.min(facts.nearest, FAR) / FAR,
    households: share(facts.households, measures.households),
  }
}

/**
 * Points out of 100: the share of each reason times its part of all weights. Weights that are all 0 give 0.
 * @returns the points of each reason, which add up to the score
 */
export function pointsOf(
  shares: Record<Term, number>,
  weights: Weights,
): { score: number; points: Record<Term, number> } {
  const all = terms.reduce((sum, term) => sum + weights[term], 0)
  const points = Object.fromEntries(
    terms.map((term) => [term, all > 0 ? (100 * weights[term] * shares[term]) / all : 0]),
  ) as Record<Term, number>
  return { score: terms.reduce((sum, term) => sum + points[term], 0), points }
}

/** How much of the reason of a shelter a designation is: all when the city names the hall, half when the neighbourhood does. */
export function shelterShare(designation: Designation): number {
  if (designation === 'none') return 0
  return designation === 'neighbourhood' ? 0.5 : 1
}
