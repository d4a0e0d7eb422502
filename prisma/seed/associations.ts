/** The tree of the demonstration city: real districts, invented associations. Pure; the same at every filling. */
import { romanise } from '../../app/modules/associations/slug'
import { city as thisCity } from '../../app/platform/city.server'
import type { AssociationKind } from '../generated/enums'
import { cellWithin, joinCells, type Point, type Ring } from './geometry'
import { blockNames, blockReadings, groupReading, splitTown, townSlug } from './names'
import { type DistrictPlace, LONGITUDE_SCALE, type TownPlace } from './places'
import { makeRandom, type Random } from './random'
import {
  councilHowToJoin,
  councilIntroductions,
  howToJoin,
  introductions,
  methods,
  ownHowToJoin,
  ownIntroductions,
} from './texts'

export type Planned = {
  slug: string
  parent: string | null
  kind: AssociationKind
  name: string
  reading: string
  district: string | null
  towns: string[]
  households: number | null
  memberHouseholds: number | null
  householdsMethod: string | null
  /** `YYYY-MM-DD` */
  legalPersonalitySince: string | null
  website: string | null
  introduction: string
  howToJoin: string
  latitude: number
  longitude: number
  area: { type: 'Polygon'; coordinates: Ring[] } | null
}

const { slug, officialName, reading, latitude, longitude, council: councilIs, demonstration } = thisCity()

export const CITY = slug
/** The association of chair@ and secretary@, that of otherchair@ in another district, and the council of the first. */
export const FIRST = demonstration?.association ?? ''
export const OTHER = demonstration?.otherAssociation ?? ''
export const FIRST_COUNCIL = demonstration?.council ?? ''

/** Parks, works and open hills: nobody founded an association there. */
const isUnsettled = (town: string) => demonstration?.unsettled.some((begins) => town.startsWith(begins))

type Cluster = { slug: string; name: string; reading: string; towns: TownPlace[] }

/** City, councils, associations and groups, parents before children. */
export function planAssociations(
  districts: readonly DistrictPlace[],
  towns: readonly TownPlace[],
  boundary: Ring,
): Planned[] {
  const random = makeRandom(572_108)
  const points = towns.map((t): Point => [t.longitude, t.latitude])
  const cells = new Map(
    towns.map((town, i) => {
      const others = points.filter((_, j) => j !== i)
      return [town.name, cellWithin(boundary, points[i] as Point, others, LONGITUDE_SCALE)]
    }),
  )
  const planned: Planned[] = []
  const groups: Planned[] = []
  const councils: Planned[] = []
  for (const district of districts) {
    const here = towns.filter((t) => t.district === district.name)
    const members = clusters(here, towns, random).map((c) => association(c, district, cells, random))
    for (const member of members)
      if (member.slug === FIRST || random.chance(0.07)) groups.push(...groupsOf(member, random))
    councils.push(council(district, here, members, random))
    planned.push(...members)
  }
  return [city(boundary), ...councils, ...planned, ...groups]
}

function city(boundary: Ring): Planned {
  return {
    slug: CITY,
    parent: null,
    kind: 'city',
    name: officialName,
    reading,
    district: null,
    towns: [],
    households: null,
    memberHouseholds: null,
    householdsMethod: null,
    legalPersonalitySince: null,
    website: null,
    introduction:
      '市民活動課は、自治会と校区コミュニティ協議会の活動を支えています。設立や運営の相談、補助金の案内、市からのお知らせをここで行います。',
    howToJoin:
      '自治会への入会は、お住まいの町の自治会のページから申請できます。どの自治会かわからないときは、町の名前で探してください。',
    latitude,
    longitude,
    area: { type: 'Polygon', coordinates: [boundary] },
  }
}

/** Towns of one district put together as associations; some towns are left without one, as in life. */
function clusters(here: readonly TownPlace[], all: readonly TownPlace[], random: Random): Cluster[] {
  const byBase = new Map<string, TownPlace[]>()
  for (const town of here) {
    if (isUnsettled(town.name)) continue
    const { base } = splitTown(town.name, town.reading)
    byBase.set(base, [...(byBase.get(base) ?? []), town])
  }
  const found: Cluster[] = []
  for (const [base, members] of byBase) {
    const first = members[0] as TownPlace
    const { baseReading, block } = splitTown(first.name, first.reading)
    const letters = townSlug({ base, baseReading, block })
    const whole = all.filter((t) => splitTown(t.name, t.reading).base === base).length === members.length
    const wanted = letters === FIRST || demonstration?.blockByBlock.includes(base)
    if (!wanted && random.chance(0.04) && byBase.size > 2) continue
    if (block === null) {
      found.push({ slug: letters, name: base, reading: baseReading, towns: members })
    } else if (whole && members.length > 1 && !wanted && random.chance(members.length > 4 ? 0.3 : 0.72)) {
      found.push({ slug: letters, name: base, reading: baseReading, towns: members })
    } else {
      found.push(...blockClusters(letters, base, baseReading, members, wanted ? 1 : random.between(1, 3)))
    }
  }
  return found
}

/** Associations of `size` neighbouring 丁目 each. */
function blockClusters(
  letters: string,
  base: string,
  baseReading: string,
  members: TownPlace[],
  size: number,
): Cluster[] {
  const numbered = members
    .map((town) => ({ town, n: splitTown(town.name, town.reading).block ?? 1 }))
    .sort((a, b) => a.n - b.n)
  const found: Cluster[] = []
  for (let i = 0; i < numbered.length; i += size) {
    const part = numbered.slice(i, i + size)
    const blocks = part.map((p) => p.n)
    found.push({
      slug: `${letters}-${blocks.join('-')}`,
      name: base + blockNames(blocks),
      reading: baseReading + blockReadings(blocks),
      towns: part.map((p) => p.town),
    })
  }
  return found
}

const KINDS = [
  ['自治会', 'じちかい'],
  ['自治会', 'じちかい'],
  ['自治会', 'じちかい'],
  ['自治会', 'じちかい'],
  ['町内会', 'ちょうないかい'],
  ['町会', 'ちょうかい'],
] as const

function association(
  cluster: Cluster,
  district: DistrictPlace,
  cells: ReadonlyMap<string, Ring | null>,
  random: Random,
): Planned {
  const { slug, towns } = cluster
  const drawn = random.pick(KINDS)
  // 北楠葉町町会 would stumble over its own name.
  const stumbles = drawn[0] === '町会' && cluster.name.endsWith('町')
  const [kind, kindReading] = slug === FIRST || slug === OTHER || stumbles ? KINDS[0] : drawn
  const name = cluster.name + kind
  const households = Math.min(
    1200,
    40 + Math.round(60 * towns.length + 380 * random.next() ** 2 * Math.sqrt(towns.length)),
  )
  const known = towns.map((t) => cells.get(t.name)).filter((c): c is Ring => Boolean(c))
  const ring = known.length === towns.length && random.chance(0.8) ? joinCells(known) : null
  const [longitude, latitude] = middle(towns)
  const numbered = random.chance(0.92)
  return {
    slug,
    parent: councilSlug(district),
    kind: 'neighbourhood',
    name,
    reading: cluster.reading + kindReading,
    district: district.name,
    towns: towns.map((t) => t.name),
    households: numbered ? households : null,
    memberHouseholds: numbered ? Math.round(households * (0.44 + random.next() * 0.36)) : null,
    householdsMethod: numbered ? random.pick(methods) : null,
    legalPersonalitySince:
      slug === FIRST || random.chance(0.2)
        ? `${random.between(1993, 2023)}-${String(random.between(4, 12)).padStart(2, '0')}-${String(random.between(1, 28)).padStart(2, '0')}`
        : null,
    website: random.chance(0.15) ? `https://${slug}.example.jp/` : null,
    introduction: fill(
      ownIntroductions[slug] ?? random.pick(introductions),
      name,
      cluster.name,
      random.between(5, 14),
    ),
    howToJoin: ownHowToJoin[slug] ?? random.pick(howToJoin),
    latitude,
    longitude,
    area: ring ? { type: 'Polygon', coordinates: [ring] } : null,
  }
}

/** 楠葉西 → kuzuhanishi-council */
export function councilSlug(district: DistrictPlace): string {
  return `${romanise(district.reading)}-council`
}

function council(
  district: DistrictPlace,
  here: readonly TownPlace[],
  members: readonly Planned[],
  random: Random,
): Planned {
  const sum = (pick: (p: Planned) => number | null) => members.reduce((total, m) => total + (pick(m) ?? 0), 0)
  const name = district.name + councilIs.name
  return {
    slug: councilSlug(district),
    parent: CITY,
    kind: 'council',
    name,
    reading: district.reading + councilIs.reading,
    district: district.name,
    towns: here.map((t) => t.name),
    households: sum((m) => m.households),
    memberHouseholds: sum((m) => m.memberHouseholds),
    householdsMethod: '校区内の自治会が届け出た数の合計。自治会のない町の世帯は含まない',
    legalPersonalitySince: null,
    website: random.chance(0.2) ? `https://${councilSlug(district)}.example.jp/` : null,
    introduction: fill(random.pick(councilIntroductions), name, `${district.name}校区`, members.length),
    howToJoin: councilHowToJoin,
    latitude: district.latitude,
    longitude: district.longitude,
    area: null,
  }
}

function groupsOf(parent: Planned, random: Random): Planned[] {
  const count = parent.slug === FIRST ? 6 : random.between(4, 7)
  return Array.from({ length: count }, (_, i) => {
    const households = random.between(9, 28)
    return {
      ...parent,
      slug: `${parent.slug}-group-${i + 1}`,
      parent: parent.slug,
      kind: 'group' as const,
      name: `${parent.name} 第${i + 1}班`,
      reading: parent.reading + groupReading(i + 1),
      households,
      memberHouseholds: Math.round(households * (0.6 + random.next() * 0.4)),
      householdsMethod: methods[2],
      legalPersonalitySince: null,
      website: null,
      introduction: '回覧とごみ集積所の当番を受け持つ班です。班長は4月に交代します。',
      howToJoin: '自治会に入ると、住所に合わせて班が決まります。',
      area: null,
      // Round the middle of the association, some eighty metres off, so that pins do not lie on one another.
      latitude: micro(parent.latitude + 0.0007 * Math.sin((2 * Math.PI * i) / count)),
      longitude: micro(parent.longitude + 0.0009 * Math.cos((2 * Math.PI * i) / count)),
    }
  })
}

/** Degrees to about ten centimetres. */
const micro = (degrees: number) => Math.round(degrees * 1e6) / 1e6

function middle(towns: readonly TownPlace[]): Point {
  const mean = (pick: (t: TownPlace) => number) => towns.reduce((sum, t) => sum + pick(t), 0) / towns.length
  return [micro(mean((t) => t.longitude)), micro(mean((t) => t.latitude))]
}

function fill(text: string, name: string, town: string, n: number): string {
  return text.replaceAll('{name}', name).replaceAll('{town}', town).replaceAll('{n}', String(n))
}
