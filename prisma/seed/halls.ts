/** Invented halls of the demonstration city: ages, structures and diagnoses as they might be; the same at every filling. */

import { city } from '../../app/platform/city.server'
import { dayToDate } from '../../app/platform/clock'
import type { Tx } from '../../app/platform/db.server'
import type { Prisma } from '../generated/client'
import type { DateEvidence, DatePrecision, HallStructure } from '../generated/enums'
import { FIRST, type Planned } from './associations'
import { makeRandom, type Random } from './random'

export const HALLS = 150

type Dated = { on: Date; precision: DatePrecision; evidence: DateEvidence }
type Built = { confirmed: Dated | null; started: Dated | null; completed: Dated | null; year: number }

type PlannedHall = {
  hall: Omit<Prisma.HallCreateManyInput, 'id' | 'districtId'>
  district: string | null
  /** Slugs of the associations that use it */
  users: string[]
  diagnoses: Omit<Prisma.HallDiagnosisCreateManyInput, 'hallId'>[]
  works: Omit<Prisma.HallWorkCreateManyInput, 'hallId'>[]
}

const KINDS = [
  ['自治会館', 'じちかいかん'],
  ['自治会館', 'じちかいかん'],
  ['集会所', 'しゅうかいじょ'],
  ['会館', 'かいかん'],
  ['公民館', 'こうみんかん'],
] as const

/** The halls, without a database. That of the first association is told in full; the rest are drawn. */
export function planHalls(planned: readonly Planned[]): PlannedHall[] {
  const random = makeRandom(517_105)
  const associations = planned.filter(({ kind }) => kind === 'neighbourhood')
  const first = associations.find(({ slug }) => slug === FIRST)
  if (!first) throw new Error(`The demonstration city has no ${FIRST}`)
  const others = associations.filter(({ slug }) => slug !== FIRST)
  // Spread over the whole city: every district has some, and some associations have none.
  const chosen = Array.from(
    { length: HALLS - 1 },
    (_, i) => others[Math.floor((i * others.length) / (HALLS - 1))] as Planned,
  )
  return [
    firstHall(first),
    ...chosen.map((owner) => {
      const neighbour = others[others.indexOf(owner) + 1]
      const shared = neighbour?.district === owner.district && !chosen.includes(neighbour as Planned)
      const users = shared && random.chance(0.2) ? [owner, neighbour as Planned] : [owner]
      return inventHall(owner, users, random)
    }),
  ]
}

const name = (owner: Planned) => owner.name.replace(/(自治会|町内会|町会)$/, '')
const reading = (owner: Planned) => owner.reading.replace(/(じちかい|ちょうないかい|ちょうかい)$/, '')
const micro = (degrees: number) => Math.round(degrees * 1e6) / 1e6

function inventHall(owner: Planned, users: readonly Planned[], random: Random): PlannedHall {
  const [kind, kindReading] = random.pick(KINDS)
  const built = inventDates(random)
  const structure = inventStructure(built.year, random)
  const floors = structure === 'wood' ? (random.chance(0.35) ? 2 : 1) : random.between(1, 3)
  const designation = random.pick(['none', 'none', 'none', 'neighbourhood', 'evacuation_site'] as const)
  const { diagnoses, works } = inventSeismic(built.year, structure, random)
  return {
    hall: {
      name: name(owner) + kind,
      reading: reading(owner) + kindReading,
      address: `${city().officialName}${owner.towns[0] ?? ''}${random.between(1, 40)}番${random.chance(0.7) ? `${random.between(1, 25)}号` : ''}`,
      latitude: micro(owner.latitude + (random.next() - 0.5) * 0.002),
      longitude: micro(owner.longitude + (random.next() - 0.5) * 0.002),
      structure: random.chance(0.04) ? null : structure,
      floors,
      floorArea: random.chance(0.06) ? null : (random.between(3800, 9800) * floors) / 100,
      ...columns(built),
      designation,
      shelterCapacity: designation === 'none' ? null : random.between(15, 60),
      phone: random.chance(0.3) ? `072-000-${String(random.between(0, 9999)).padStart(4, '0')}` : '',
      nightAccess: random.chance(0.3) ? random.pick(NIGHT) : '',
      introduction: random.pick(INTRODUCTIONS),
      registeredTo: random.pick(OWNERS).replace('{name}', owner.name),
      privateNote: random.chance(0.5) ? random.pick(NOTES) : '',
      diagnosisPublic: diagnoses.length > 0 && random.chance(0.4),
      invented: true,
      importKey: null,
    },
    district: owner.district,
    users: users.map(({ slug }) => slug),
    diagnoses,
    works,
  }
}

/** The hall of chair@ and secretary@: old, of wood, known by the year alone, diagnosed, and not yet retrofitted. */
function firstHall(owner: Planned): PlannedHall {
  return {
    hall: {
      name: `${owner.name}館`,
      reading: `${owner.reading}かん`,
      address: `${city().officialName}${owner.towns[0] ?? ''}5番2号`,
      latitude: micro(owner.latitude + 0.0006),
      longitude: micro(owner.longitude - 0.0004),
      structure: 'wood',
      floors: 2,
      floorArea: 132.5,
      ...columns({
        confirmed: null,
        started: null,
        completed: { on: dayToDate('1978-01-01'), precision: 'year', evidence: 'signboard' },
        year: 1978,
      }),
      designation: 'neighbourhood',
      shelterCapacity: 40,
      phone: '',
      nightAccess: '玄関横のキーボックスに鍵があります。番号は班長が知っています。',
      introduction:
        '1階に集会室(30人)と台所、2階に和室があります。使いたい方は、使う日の1か月前から会館係に申し込んでください。',
      registeredTo: '昭和53年当時の会長ほか2名の共有名義',
      privateNote:
        '鍵は会長・副会長・会館係の3本。2階の雨もりは令和5年に応急修理をした。耐震改修の見積もりを2社に頼んでいる。',
      diagnosisPublic: true,
      invented: true,
      importKey: null,
    },
    district: owner.district,
    users: [owner.slug],
    diagnoses: [
      {
        diagnosedOn: dayToDate('2019-11-14'),
        method: 'wood_general',
        score: 0.62,
        result: 'unsafe',
        diagnosedBy: '(架空)淀川建築事務所',
        note: '南側の壁が足りない。2階の床が弱い。',
      },
    ],
    works: [
      {
        kind: 'repair',
        completedOn: dayToDate('2004-03-01'),
        precision: 'month',
        cost: 1_860_000,
        subsidy: 930_000,
        scoreAfter: null,
        note: '屋根のふき替え',
      },
    ],
  }
}

const NIGHT = [
  '夜は鍵がかかっています。緊急のときは、玄関に書いてある当番に電話してください。',
  '玄関横のキーボックスに鍵があります。',
  '夜間は入れません。',
]
const INTRODUCTIONS = [
  '',
  '集会室と台所があります。',
  '1階は集会室、2階は和室です。車いす用のトイレはありません。',
  '入口に段差があります。スロープは中にあります。',
  '集会室は30人まで使えます。予約は会長に連絡してください。',
]
const OWNERS = ['', '', '{name}', '当時の会長の個人名義', city().officialName, '共有名義(5名)']
const NOTES = [
  '鍵は会長と会計が持っている。',
  '雨もりがある。修理の見積もりを取っている。',
  '土地は神社から借りている。',
  '図面が見つからない。',
  '登記の名義を変える相談を司法書士にしている。',
]

const EVIDENCES: readonly DateEvidence[] = [
  'certificate',
  'registry',
  'ledger',
  'drawing',
  'signboard',
  'memory',
]

function inventDates(random: Random): Built {
  // About three of five stood before the new standard; a few fell in the very year of it.
  const year = random.chance(0.06)
    ? 1981
    : random.chance(0.58)
      ? 1980 - Math.floor(22 * random.next() ** 1.6)
      : 1982 + Math.floor(38 * random.next() ** 1.3)
  const nothing = { confirmed: null, started: null, completed: null, year }
  if (random.chance(0.05)) return nothing
  const day = (months: number, precision: DatePrecision): Dated => {
    const month = Math.floor(12 * random.next())
    const at = new Date(Date.UTC(year, month + months, random.between(1, 28)))
    const text = at.toISOString()
    const on = precision === 'year' ? `${text.slice(0, 4)}-01-01` : `${text.slice(0, 7)}-01`
    return {
      on: precision === 'day' ? new Date(`${text.slice(0, 10)}T00:00:00Z`) : dayToDate(on),
      precision,
      evidence: precision === 'day' ? random.pick(EVIDENCES.slice(0, 3)) : random.pick(EVIDENCES.slice(1)),
    }
  }
  const kind = random.next()
  if (kind < 0.35) return { ...nothing, completed: day(0, 'year') }
  if (kind < 0.6) return { ...nothing, completed: day(0, 'month') }
  const confirmed = day(-12, 'day')
  const later = (days: number): Dated => ({
    ...confirmed,
    on: new Date(confirmed.on.getTime() + days * 86_400_000),
  })
  const completed = later(random.between(150, 330))
  return kind < 0.8
    ? { ...nothing, confirmed, completed }
    : { confirmed, started: later(random.between(10, 60)), completed, year }
}

function columns({ confirmed, started, completed }: Built) {
  return {
    confirmedOn: confirmed?.on ?? null,
    confirmedPrecision: confirmed?.precision ?? null,
    confirmedEvidence: confirmed?.evidence ?? null,
    startedOn: started?.on ?? null,
    startedPrecision: started?.precision ?? null,
    startedEvidence: started?.evidence ?? null,
    completedOn: completed?.on ?? null,
    completedPrecision: completed?.precision ?? null,
    completedEvidence: completed?.evidence ?? null,
  }
}

function inventStructure(year: number, random: Random): HallStructure {
  if (random.chance(year < 1982 ? 0.68 : 0.5)) return 'wood'
  return random.pick([
    'steel',
    'steel',
    'reinforced_concrete',
    'reinforced_concrete',
    'concrete_block',
  ] as const)
}

function inventSeismic(
  year: number,
  structure: HallStructure,
  random: Random,
): Pick<PlannedHall, 'diagnoses' | 'works'> {
  const none = { diagnoses: [], works: [] }
  if (year > 1981 || !random.chance(0.45)) return none
  const wood = structure === 'wood'
  const safe = random.chance(0.2)
  const diagnosed = random.between(2006, 2023)
  const on = (from: number) =>
    dayToDate(
      `${from}-${String(random.between(4, 12)).padStart(2, '0')}-${String(random.between(1, 28)).padStart(2, '0')}`,
    )
  const [low, high] = wood ? [safe ? 100 : 21, safe ? 140 : 97] : [safe ? 60 : 18, safe ? 95 : 58]
  const diagnosis = {
    diagnosedOn: on(diagnosed),
    method: wood
      ? random.pick(['wood_general', 'wood_precise'] as const)
      : random.pick(['is_first', 'is_second'] as const),
    score: random.between(low, high) / 100,
    result: safe ? ('safe' as const) : ('unsafe' as const),
    diagnosedBy: '(架空)北河内建築士事務所',
    note: '',
  }
  if (safe || !random.chance(0.35)) return { diagnoses: [diagnosis], works: [] }
  const cost = random.between(18, 92) * 100_000
  return {
    diagnoses: [diagnosis],
    works: [
      {
        kind: 'seismic_retrofit',
        completedOn: on(diagnosed + random.between(1, 2)),
        precision: 'day',
        cost,
        subsidy: Math.min(1_000_000, Math.floor((cost * 2) / 3 / 1000) * 1000),
        scoreAfter: wood ? random.between(100, 132) / 100 : random.between(60, 85) / 100,
        note: '',
      },
    ],
  }
}

/** Writes the halls. Their ids are in the order of the plan. */
export async function createHalls(
  tx: Tx,
  planned: readonly Planned[],
  known: { ids: ReadonlyMap<string, number>; districtIds: ReadonlyMap<string, number> },
): Promise<void> {
  const halls = planHalls(planned)
  const created = await tx.hall.createManyAndReturn({
    select: { id: true },
    data: halls.map(({ hall, district }) => ({
      ...hall,
      districtId: district ? (known.districtIds.get(district) ?? null) : null,
    })),
  })
  const ids = created.map(({ id }) => id).sort((a, b) => a - b)
  const withId = halls.map((hall, index) => ({ ...hall, hallId: ids[index] as number }))
  await tx.hallAssociation.createMany({
    data: withId.flatMap(({ hallId, users }) =>
      users.map((slug) => ({ hallId, associationId: known.ids.get(slug) as number })),
    ),
  })
  await tx.hallDiagnosis.createMany({
    data: withId.flatMap(({ hallId, diagnoses }) => diagnoses.map((row) => ({ ...row, hallId }))),
  })
  await tx.hallWork.createMany({
    data: withId.flatMap(({ hallId, works }) => works.map((row) => ({ ...row, hallId }))),
  })
}
