/**
 * The AEDs of the demonstration city: invented places at the points of real towns, with their parts, checks and
 * reports dated around a day. Pure; the same at every filling.
 */

import { city } from '../../app/platform/city.server'
import { addDays, type Day } from '../../app/platform/clock'
import type { AedCondition, AedIncidentKind, AedPartKind, AedReportKind } from '../generated/enums'
import { alwaysTold, hallTold, type Kind, kinds, NAMES, type Told } from './aed-places'
import { FIRST } from './associations'
import { splitTown, townSlug } from './names'
import { LONGITUDE_SCALE, type TownPlace } from './places'
import { makeRandom, type Random } from './random'

const { prefecture, officialName } = city()

/** How many AEDs the first association keeps. */
const OF_FIRST = 3

type Part = { kind: AedPartKind; installedOn: Day; expiresOn: Day }
type Check = { checkedOn: Day; indicatorOk: boolean; padsOk: boolean; reachable: boolean; signOk: boolean }
type Report = { kind: AedReportKind; text: string; daysAgo: number; answer?: string }

type PlannedAed = {
  name: string
  town: string
  district: string
  address: string
  building: string
  position: string
  latitude: number | null
  longitude: number | null
  phone: string
  note: string
  told: Told
  childPads: boolean | null
  outdoors: boolean | null
  notForPublic: boolean
  condition: AedCondition
  checkedOn: Day | null
  keeper: 'association' | 'city' | 'facility'
  atHall: boolean
  parts: Part[]
  checks: Check[]
  reports: Report[]
  incident: { kind: AedIncidentKind; happenedOn: Day; note: string } | null
}

/** Degrees to about ten centimetres. */
const micro = (degrees: number) => Math.round(degrees * 1e6) / 1e6

/** What people report, one for each of a few AEDs far from one another in the list. */
const REPORTS: readonly Report[] = [
  { kind: 'not_there', text: '案内の場所に箱がありませんでした。', daysAgo: 3 },
  { kind: 'locked', text: '日曜の昼に行くと、入口に鍵がかかっていました。', daysAgo: 9 },
  { kind: 'moved', text: '玄関から事務室の中に移っています。', daysAgo: 5 },
  { kind: 'broken', text: '箱のランプが赤く点滅しています。', daysAgo: 1 },
  { kind: 'wrong_hours', text: '土曜は午前だけに変わったそうです。', daysAgo: 21 },
  { kind: 'other', text: '自転車が前に止まっていて、扉が開けにくいです。', daysAgo: 14 },
  {
    kind: 'moved',
    text: '工事で場所が変わっています。',
    daysAgo: 60,
    answer: '新しい場所に直しました。ありがとうございました。',
  },
  { kind: 'locked', text: '夜は入れませんでした。', daysAgo: 45, answer: '夜の入り方を書き加えました。' },
]

/** The AEDs of the city. Pure: the same towns and day give the same. */
export function planAeds(towns: readonly TownPlace[], today: Day): PlannedAed[] {
  const random = makeRandom(119)
  const first = towns.find(({ name, reading }) => townSlug(splitTown(name, reading)) === FIRST)
  if (!first) throw new Error(`The demonstration city has no town of ${FIRST}`)
  // Towns in a mixed order, each once before any comes twice.
  const order = shuffled(towns, random)
  const planned = kinds.flatMap((kind) => Array.from({ length: kind.count }, (_, i) => ({ kind, i })))
  let ofFirst = 0
  return planned.map(({ kind, i }, n) => {
    const own = kind.keeper === 'association' && ofFirst < OF_FIRST
    if (own) ofFirst++
    const town = own ? first : (order[n % order.length] as TownPlace)
    return planAed({ kind, i, n, town, own, random, today })
  })
}

function planAed(of: {
  kind: Kind
  i: number
  n: number
  town: TownPlace
  own: boolean
  random: Random
  today: Day
}): PlannedAed {
  const { kind, i, n, town, own, random, today } = of
  const suffix = kind.suffixes[i % kind.suffixes.length] as string
  const name = (NAMES[(n * 7) % NAMES.length] as string) + suffix
  const angle = random.next() * 2 * Math.PI
  // Up to some 150 metres from the middle of the town.
  const radius = 0.0003 + random.next() * 0.0011
  const placeless = n % 61 === 60
  const keeper = kind.keeper ?? 'facility'
  const condition: AedCondition = own
    ? 'in_service'
    : n % 97 === 50
      ? 'removed'
      : n % 43 === 20
        ? 'out_of_service'
        : 'in_service'
  const told = own
    ? ([hallTold, alwaysTold, hallTold][i] as Told)
    : (kind.tolds[i % kind.tolds.length] as Told)
  const report = n % 37 === 11 ? REPORTS[(n - 11) / 37] : undefined
  const checks = keeper === 'facility' ? [] : planChecks(n, random, today)
  const seen = random.next()
  return {
    name,
    town: town.name,
    district: town.district,
    // No house of the city has such a number.
    address: `${prefecture}${officialName}${town.name}${900 + (n % 100)}番${random.between(1, 40)}号`,
    building:
      random.chance(0.3) && kind.upstairs
        ? `${NAMES[(n * 11) % NAMES.length]}ビル${random.between(1, 4)}階`
        : '',
    position: own && i === 1 ? '玄関の外の箱' : random.chance(0.93) ? random.pick(kind.positions) : '',
    latitude: placeless ? null : micro(town.latitude + radius * Math.sin(angle)),
    longitude: placeless ? null : micro(town.longitude + (radius * Math.cos(angle)) / LONGITUDE_SCALE),
    phone: kind.withoutPhone || random.chance(0.2) ? '' : `072-000-${String(3000 + n)}`,
    note: '',
    told,
    childPads: random.chance(0.3) ? null : random.chance(0.7),
    outdoors: kind.outdoors || (own && i === 1) ? true : random.chance(0.25) ? null : false,
    notForPublic: keeper === 'facility' && n % 29 === 7,
    condition,
    checkedOn:
      checks[0]?.checkedOn ??
      (seen < 0.25
        ? null
        : addDays(today, -(seen < 0.75 ? random.between(5, 300) : random.between(700, 1900)))),
    keeper,
    atHall: kind.atHall ?? false,
    parts: keeper === 'facility' && random.chance(0.5) ? [] : planParts(own ? i : null, random, today),
    checks,
    reports: report ? [report] : [],
    incident:
      condition === 'in_service'
        ? null
        : {
            kind: condition === 'removed' ? 'removed' : 'fault',
            happenedOn: addDays(today, -random.between(2, 40)),
            note: condition === 'removed' ? '建て替えのため撤去' : '自己点検の表示が異常。修理を依頼',
          },
  }
}

/** Monthly checks of the last months; the newest first. Some have not been made for long. */
function planChecks(n: number, random: Random, today: Day): Check[] {
  const pause = n % 9 === 4 ? 260 : 0
  return Array.from({ length: random.between(2, 5) }, (_, month) => ({
    checkedOn: addDays(today, -(pause + random.between(1, 25) + 30 * month)),
    indicatorOk: true,
    padsOk: !(n % 13 === 5 && month === 0),
    reachable: true,
    signOk: random.chance(0.9),
  }))
}

/** How far from its end each part is, in days; those of the first association show what comes to its officers. */
const OWN_ENDS = [
  { pads: 14, battery: 620, device: 1500 },
  { pads: 410, battery: 58, device: 1900 },
  { pads: -6, battery: 85, device: 700 },
] as const

/** Pads last about two years, batteries four, the body eight. */
function planParts(own: number | null, random: Random, today: Day): Part[] {
  const ends = (own === null ? undefined : OWN_ENDS[own]) ?? {
    pads: random.chance(0.2) ? random.between(0, 90) : random.between(-15, 730),
    battery: random.chance(0.12) ? random.between(0, 90) : random.between(20, 1460),
    device: random.between(200, 2900),
  }
  const part = (kind: AedPartKind, end: number, life: number): Part => ({
    kind,
    installedOn: addDays(today, end - life),
    expiresOn: addDays(today, end),
  })
  return [
    part('pads', ends.pads, 760),
    part('battery', ends.battery, 1480),
    ...(random.chance(0.8) || own !== null ? [part('device', ends.device, 2920)] : []),
  ]
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const mixed = [...list]
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = random.between(0, i)
    ;[mixed[i], mixed[j]] = [mixed[j] as T, mixed[i] as T]
  }
  return mixed
}
