/**
 * The city's list as the emergency view keeps it on a phone: what is needed to find and reach an AED, and nothing else.
 * What is empty or usual is left out, and hours that several AEDs share stand once.
 */
import type { Day } from '~/platform/clock'
import type { Place } from '../rules/distance'
import type { Hours } from '../schema'

/** Above so many a list is cut to those round one place: some 250 KB on the way, compressed. */
export const MAX_LISTED = 5000

export type CityAed = {
  id: number
  name: string
  /** Latitude, longitude */
  at: [number, number]
  /** 設置位置 */
  inside?: string
  building?: string
  address?: string
  phone?: string
  extension?: string
  /** Which of the list's hours; absent: not known */
  hours?: number
  /** What the source wrote of the hours, where they are not known or not for certain */
  told?: string
  /** Out of service */
  out?: true
  /** Child pads; absent: not known */
  child?: boolean
  outdoors?: true
  notForPublic?: true
  checked?: Day
  /** Reports that nobody has answered */
  reports?: number
  invented?: true
}

export type CityTown = { name: string; reading: string; at: [number, number] }

export type CityList = {
  /** AEDs with a place in the whole city */
  total: number
  /** AEDs whose place is not known: they cannot be among the nearest */
  placeless: number
  /** Where the list was cut: all AEDs within `metres` of the place are in it. Null: it is whole. */
  within: (Place & { metres: number }) | null
  hours: Hours[]
  aeds: CityAed[]
  towns: CityTown[]
  /** Name of the city, which people write in front of a town */
  city: string
  /** Rings of the city's boundary, longitude before latitude; empty when it is not known */
  outline: (readonly (readonly [number, number])[])[]
}

export const placeOf = ({ at }: { at: [number, number] }): Place => ({ latitude: at[0], longitude: at[1] })
