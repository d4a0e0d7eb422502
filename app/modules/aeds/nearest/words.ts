/** One AED near by, in the words of a card: the same on the server and in the browser. */
import { formatDay } from '~/platform/clock'
import type { Language, Translate } from '~/platform/i18n'
import { usabilityDetail } from '../rules/describe'
import { directionOf, roundedDistance, walkingMinutes } from '../rules/distance'
import { callable } from '../rules/phone'
import type { UsabilityState } from '../schema'
import type { Age, FoundAed } from './find'

/** All texts of a card; what is empty is not shown. */
export type Card = {
  id: number
  state: UsabilityState
  stateWords: string
  /** 17:00まで */
  until: string
  name: string
  /** 約120m */
  distance: string
  direction: string
  /** Degrees from north, clockwise */
  bearing: number
  walk: string
  inside: string
  address: string
  /** `tel:…`; empty when there is no number */
  tel: string
  phone: string
  /** 小児用パッドあり・屋外 */
  equipment: string
  /** Open reports, hours in words, not for everybody, when it was last seen: a line each */
  notes: string
  latitude: number
  longitude: number
}

/** The words that the script needs beside those of the card: `aeds.nearest.<name>`. */
const scriptWords = [
  'from_here',
  'asof',
  'stale',
  'from_town',
  'usable_none',
  'found',
  'found_none',
  'locating',
  'again',
  'denied',
  'failed',
  'unsupported',
  'inexact',
  'too_inexact',
  'outside',
  'far',
  'cut',
  'no_list',
  'choices',
  'no_town',
  'kept',
  'offline',
  'age',
  'age_now',
  'age_minutes',
  'age_hours',
  'age_days',
  'old',
  'placeless',
  'extension',
  'told',
  'not_for_public',
  'checked',
  'never_checked',
  'about',
  'walk',
  'child',
  'no_child',
  'outdoors',
  'equipment_join',
] as const
export type ScriptWord = (typeof scriptWords)[number]

const states = [
  'usable',
  'closed',
  'unknown',
  'out_of_service',
  'usable_until',
  'usable_always',
  'opens_at',
  'known_from',
  'open_reports',
] as const
const DIRECTIONS = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const

/** The texts that the script and the cards in the browser need, by key. */
export function wordsFor(t: Translate): Record<string, string> {
  const keys = [
    ...scriptWords.map((name) => `aeds.nearest.${name}`),
    ...states.map((name) => `aeds.state.${name}`),
    ...DIRECTIONS.map((name) => `aeds.direction.${name}`),
    'aeds.hours.conditions',
    'aeds.list.distance_m',
    'aeds.list.distance_km',
  ]
  return Object.fromEntries(keys.map((key) => [key, t(key)]))
}

/** What a card says of a found AED at an instant. */
export function cardOf(found: FoundAed, at: Date, t: Translate, language: Language): Card {
  const { aed, metres, bearing, usability } = found
  const { unit, value } = roundedDistance(metres)
  const word = (name: ScriptWord, params?: Record<string, string | number>) =>
    t(`aeds.nearest.${name}`, params)
  const number = callable(aed.phone ?? '')
  // What the source wrote holds its conditions, unless a person entered other hours.
  const conditions = aed.told?.includes(found.conditions) ? '' : found.conditions
  return {
    id: aed.id,
    state: aed.notForPublic && usability.state === 'usable' ? 'unknown' : usability.state,
    stateWords: aed.notForPublic ? word('not_for_public') : t(`aeds.state.${usability.state}`),
    until: aed.notForPublic ? '' : usabilityDetail(usability, at, t, language),
    name: aed.name,
    distance: word('about', { distance: t(`aeds.list.distance_${unit}`, { value }) }),
    direction: t(`aeds.direction.${directionOf(bearing)}`),
    bearing: Math.round(bearing),
    walk: word('walk', { count: walkingMinutes(metres) }),
    inside: [aed.building, aed.inside].filter(Boolean).join(' '),
    address: aed.address ?? '',
    tel: number && `tel:${number}`,
    phone: aed.extension
      ? word('extension', { phone: aed.phone ?? '', extension: aed.extension })
      : (aed.phone ?? ''),
    equipment: [
      aed.child === true ? word('child') : aed.child === false ? word('no_child') : '',
      aed.outdoors ? word('outdoors') : '',
    ]
      .filter(Boolean)
      .join(word('equipment_join')),
    notes: [
      aed.reports ? t('aeds.state.open_reports', { count: aed.reports }) : '',
      conditions && t('aeds.hours.conditions', { text: conditions }),
      aed.told ? word('told', { text: aed.told }) : '',
      aed.checked ? word('checked', { day: formatDay(aed.checked, language) }) : word('never_checked'),
    ]
      .filter(Boolean)
      .join('\n'),
    latitude: aed.at[0],
    longitude: aed.at[1],
  }
}

/** The age of the list in words: 3分前 */
export function ageWords(age: Age, t: Translate): string {
  return t(`aeds.nearest.age_${age.unit}`, { count: age.count })
}
