/** 到達範囲: which people have a usable AED within the distance, by day and by night. */
import type { Distance, Ground, Place } from './walking'

/** 人口点: whole people who are there by day and by night. */
export type Point = Place & { day: number; night: number }

/** An AED as the study counts it: usable at the hour chosen for the day, and at that for the night. */
export type Counted = Place & { day: boolean; night: boolean }

/** People by day and by night. */
export type People = { day: number; night: number }

/** What reaches a point, as bits. */
export const BY_DAY = 1
export const BY_NIGHT = 2
export const BOTH = BY_DAY | BY_NIGHT

const nobody = (): People => ({ day: 0, night: 0 })

export function total(points: readonly Point[]): People {
  const sum = nobody()
  for (const { day, night } of points) {
    sum.day += day
    sum.night += night
  }
  return sum
}

/** For each point, which of day and night are covered (`BY_DAY`, `BY_NIGHT`). */
export function reach(ground: Ground, points: number, aeds: readonly Counted[], walk: number): Uint8Array {
  const states = new Uint8Array(points)
  for (const aed of aeds) {
    const bits = (aed.day ? BY_DAY : 0) | (aed.night ? BY_NIGHT : 0)
    if (bits === 0) continue
    for (const { index } of ground.within(aed, walk)) states[index] = (states[index] ?? 0) | bits
  }
  return states
}

/** The people whom the states say to be covered. */
export function counted(points: readonly Point[], states: Uint8Array): People {
  const sum = nobody()
  points.forEach((point, index) => {
    const bits = states[index] ?? 0
    if (bits & BY_DAY) sum.day += point.day
    if (bits & BY_NIGHT) sum.night += point.night
  })
  return sum
}

/** People with an AED within `walk` metres on foot, by day and by night. */
export function coverage(
  points: readonly Point[],
  aeds: readonly Counted[],
  distance: Distance,
  walk: number,
): People {
  return counted(points, reach(distance.over(points), points.length, aeds, walk))
}
