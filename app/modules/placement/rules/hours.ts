/** Which AEDs count at the hours of the study, and what is done with hours that nobody knows. */
import { alwaysOpen, isHoliday, type Place, usability } from '~/modules/aeds/rules'
import type { Keeping, UsabilityState } from '~/modules/aeds/schema'
import { addDays, type Day, dayToDate, instantOfLocal } from '~/platform/clock'
import type { Aed } from './study'

/** 時間不明のAEDの数え方: by day only, not at all, or by day and by night */
export const unknownReadings = ['day_only', 'never', 'always'] as const
export type UnknownReading = (typeof unknownReadings)[number]

export type KnownAed = Keeping & Place & { notForPublic: boolean }

/** The instants at which is looked. */
type Instants = { day: Date; night: Date }

/** The first Wednesday from a day on that is no holiday: few places keep their weekly closing day then. */
export function ordinaryDay(from: Day): Day {
  for (let day = from; ; day = addDays(day, 1))
    if (dayToDate(day).getUTCDay() === 3 && !isHoliday(day)) return day
}

/** The hours of the study as instants; the hours before noon of a night belong to the next day. */
export function instantsOf(on: Day, dayHour: number, nightHour: number): Instants {
  const at = (day: Day, hour: number) => instantOfLocal(`${day}T${String(hour).padStart(2, '0')}:00`) as Date
  return { day: at(on, dayHour), night: at(nightHour < 12 ? addDays(on, 1) : on, nightHour) }
}

/** How many AEDs were counted, and why others were not. */
type Tally = {
  byDay: number
  byNight: number
  /** 24 hours on every day */
  always: number
  /** Of unknown hours at the hour of the day, and at that of the night */
  unknownByDay: number
  unknownByNight: number
  /** Out of service, or not for the public */
  leftOut: number
}

/** The AEDs that count. One that is out of service, removed or not for the public never does. */
export function countAeds(
  aeds: readonly KnownAed[],
  instants: Instants,
  reading: UnknownReading,
): { aeds: Aed[]; tally: Tally } {
  const tally: Tally = { byDay: 0, byNight: 0, always: 0, unknownByDay: 0, unknownByNight: 0, leftOut: 0 }
  const found: Aed[] = []
  const counts = (state: UsabilityState, readAs: boolean) =>
    state === 'usable' || (state === 'unknown' && readAs)
  for (const aed of aeds) {
    if (aed.condition !== 'in_service' || aed.notForPublic) {
      tally.leftOut++
      continue
    }
    const byDay = usability(aed, instants.day).state
    const byNight = usability(aed, instants.night).state
    const day = counts(byDay, reading !== 'never')
    const night = counts(byNight, reading === 'always')
    const always = alwaysOpen(aed.hours)
    tally.byDay += Number(day)
    tally.byNight += Number(night)
    tally.always += Number(always)
    tally.unknownByDay += Number(byDay === 'unknown')
    tally.unknownByNight += Number(byNight === 'unknown')
    if (day || night) found.push({ latitude: aed.latitude, longitude: aed.longitude, day, night, always })
  }
  return { aeds: found, tally }
}
