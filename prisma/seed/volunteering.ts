/** ボランティア体験 of two years and the lectures of the city: invented, dated around today, so that some is past and some to come. */
import type { Stage, Theme } from '../../app/modules/volunteering/rules'
import { addDays, type Day, dayOf, dayToDate, fiscalYear, now } from '../../app/platform/clock'
import { encrypt } from '../../app/platform/crypto.server'
import type { Tx } from '../../app/platform/db.server'
import type { VolunteerPlaceState, VolunteerProgrammeKind } from '../generated/enums'
import { FIRST, FIRST_COUNCIL, OTHER, type Planned } from './associations'
import { makeRandom, type Random } from './random'
import { ORGANISATIONS } from './volunteering-organisations'
import { ASSOCIATION_OFFERS, LECTURES, type OfferText } from './volunteering-texts'

/** Published places of this year's experience, and the hosts that offer them. */
export const PLACES = 60
export const HOSTS = 25
/** Days of the same weekday a year ago. */
const A_YEAR = 364
/** First and last day of this year's activity, from today. */
const FROM = -45
const UNTIL = 52

/** A session as the seeds of applications and of attendance need it. */
export type SeededSession = {
  id: number
  placeId: number
  hostId: number
  programmeId: number
  kind: VolunteerProgrammeKind
  /** 年度 */
  year: number
  startsAt: Date
  endsAt: Date
  capacity: number
  minutes: number
  stages: Stage[]
  theme: Theme
  together: boolean
}

type Host = {
  id: number
  name: string
  associationId: number | null
  districtId: number | null
  latitude: number
  longitude: number
}

type Known = {
  ids: ReadonlyMap<string, number>
  districtIds: ReadonlyMap<string, number>
  accounts: { reviewer: { id: string }; centre: { id: string } }
}

/** Writes programmes, hosts, places and sessions; returns the sessions of published places, by id. */
export async function createVolunteering(
  tx: Tx,
  planned: readonly Planned[],
  known: Known,
): Promise<SeededSession[]> {
  const random = makeRandom(600_470)
  const today = dayOf(now())
  const hosts = await createHosts(tx, planned, known, random)
  const cities = await createSections(tx, planned, known)
  const aed = await tx.aed.findFirst({
    where: { association: { slug: FIRST } },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  const sessions: SeededSession[] = []
  for (const ago of [0, A_YEAR]) {
    const programme = await createProgramme(tx, {
      today: addDays(today, -ago),
      ago,
      by: known.accounts.centre.id,
    })
    const writer = { tx, random, today, ago, programme, by: known.accounts.centre.id }
    const offers = ago === 0 ? thisYear(hosts) : lastYear(hosts)
    for (const [index, offer] of offers.entries()) {
      sessions.push(...(await createPlace(writer, offer.host, offer.text, { index, aed: aed?.id })))
    }
    if (ago === 0) await createUnpublished(writer, hosts)
  }
  for (const lecture of LECTURES) {
    const host = cities.get(lecture.section) as Host
    for (const ago of [0, A_YEAR]) {
      const programme = await createProgramme(tx, {
        today: addDays(today, -ago),
        ago,
        by: known.accounts.reviewer.id,
        lecture,
      })
      const writer = { tx, random, today, ago, programme, by: known.accounts.reviewer.id }
      for (const [index, text] of lecture.offers.entries()) {
        sessions.push(...(await createPlace(writer, host, text, { index })))
      }
    }
  }
  return sessions
}

/** Sixteen associations and nine organisations. */
async function createHosts(tx: Tx, planned: readonly Planned[], { ids, districtIds }: Known, random: Random) {
  const neighbourhoods = planned.filter(
    ({ kind, slug }) => kind === 'neighbourhood' && slug !== FIRST && slug !== OTHER,
  )
  const named = [FIRST, OTHER, FIRST_COUNCIL].map((slug) => planned.find((p) => p.slug === slug) as Planned)
  const wanted = HOSTS - ORGANISATIONS.length - named.length
  const others = Array.from(
    { length: wanted },
    (_, i) => neighbourhoods[Math.floor(((i + 0.5) * neighbourhoods.length) / wanted)] as Planned,
  )
  const hosts: (Host & { offers: readonly OfferText[] })[] = []
  for (const association of [...named, ...others]) {
    const { id } = await tx.volunteerHost.create({
      data: {
        kind: 'association',
        associationId: ids.get(association.slug) as number,
        name: association.name,
        introduction: `${association.name}は、清掃、防災訓練、高齢の方の集まりなどをしています。`,
        state: 'registered',
      },
      select: { id: true },
    })
    hosts.push({ ...at(association, id, ids, districtIds), offers: ASSOCIATION_OFFERS })
  }
  for (const organisation of ORGANISATIONS) {
    const near = random.pick(neighbourhoods)
    const { id } = await tx.volunteerHost.create({
      data: {
        kind: 'organisation',
        name: organisation.name,
        introduction: organisation.introduction,
        state: 'registered',
        phone: '072-000-0000',
        email: `office-${hosts.length}@demo.example`,
      },
      select: { id: true },
    })
    hosts.push({
      ...at(near, id, ids, districtIds),
      name: organisation.name,
      associationId: null,
      offers: organisation.offers,
    })
  }
  // One that asks to be registered, for the desk of the centre.
  await tx.volunteerHost.create({
    data: {
      kind: 'organisation',
      name: '朗読の会あめんぼ',
      introduction:
        '目の見えない方のために、広報と新聞を声に出して録音しています。高校生の体験を受け入れたいです。',
      state: 'asked',
      phone: '072-000-0000',
      email: 'amenbo@demo.example',
    },
    select: { id: true },
  })
  return hosts
}

async function createSections(tx: Tx, planned: readonly Planned[], { ids, districtIds, accounts }: Known) {
  const hall = planned.find(({ kind }) => kind === 'city') as Planned
  const cities = new Map<string, Host>()
  for (const { section, introduction } of LECTURES) {
    if (cities.has(section)) continue
    const { id } = await tx.volunteerHost.create({
      data: {
        kind: 'city',
        name: section,
        introduction,
        state: 'registered',
        members: { create: [{ userId: accounts.reviewer.id }] },
      },
      select: { id: true },
    })
    cities.set(section, { ...at(hall, id, ids, districtIds), name: section, associationId: null })
  }
  return cities
}

const at = (of: Planned, id: number, ids: Known['ids'], districtIds: Known['districtIds']): Host => ({
  id,
  name: of.name,
  associationId: ids.get(of.slug) ?? null,
  districtId: of.district ? (districtIds.get(of.district) ?? null) : null,
  latitude: of.latitude,
  longitude: of.longitude,
})

type Lecture = (typeof LECTURES)[number]
type Programme = { id: number; kind: VolunteerProgrammeKind; year: number; from: Day; until: Day }

async function createProgramme(
  tx: Tx,
  of: { today: Day; ago: number; by: string; lecture?: Lecture },
): Promise<Programme> {
  const { today, ago, by, lecture } = of
  const year = fiscalYear(today)
  const day = (days: number) => dayToDate(addDays(today, days))
  const { id } = await tx.volunteerProgramme.create({
    data: {
      kind: lecture ? 'lecture' : 'experience',
      state: ago === 0 ? 'open' : 'closed',
      year,
      title: lecture ? lecture.programme : `青少年ボランティア体験 ${Number(today.slice(0, 4))}`,
      introduction: lecture
        ? lecture.lead
        : '自治会や団体の活動に、一日だけ参加してみませんか。はじめての人も、一人でも、友だちといっしょでも参加できます。参加した人には、参加証明書をお渡しします。',
      offersFrom: day(-120),
      offersUntil: day(30),
      applyFrom: day(-75),
      applyUntil: day(UNTIL - 2),
      activityFrom: day(FROM),
      activityUntil: day(UNTIL),
      reportUntil: day(UNTIL + 21),
      orientation: lecture
        ? ''
        : 'はじめての方は、活動の前の説明会に一度おいでください。動画でも見られます。',
      insurance: lecture
        ? ''
        : 'ボランティア活動保険(市民活動支援センターが加入します。参加する人の負担はありません)',
      insuranceFrom: lecture ? 'per_event' : 'next_day',
      indicatorKey: lecture ? lecture.indicator : '',
      groupMost: lecture ? 4 : 5,
      createdById: by,
    },
    select: { id: true, kind: true },
  })
  const kind = lecture ? 'lecture' : 'experience'
  return { id, kind, year, from: addDays(today, FROM), until: addDays(today, UNTIL) }
}

type Offered = { host: Host; text: OfferText }

/** Each host offers its own first; associations take turns through what associations offer, until there are enough. */
function thisYear(hosts: readonly (Host & { offers: readonly OfferText[] })[]): Offered[] {
  const own = hosts.filter(({ offers }) => offers !== ASSOCIATION_OFFERS)
  const associations = hosts.filter(({ offers }) => offers === ASSOCIATION_OFFERS)
  const offered: Offered[] = own.flatMap((host) => host.offers.map((text) => ({ host, text })))
  for (let i = 0; offered.length < PLACES; i++) {
    const host = associations[i % associations.length] as Host
    const text = ASSOCIATION_OFFERS[
      (i * 5 + Math.floor(i / associations.length)) % ASSOCIATION_OFFERS.length
    ] as OfferText
    offered.push({ host, text })
  }
  return offered
}

/** A smaller programme: every other place of this year's. */
const lastYear = (hosts: readonly (Host & { offers: readonly OfferText[] })[]): Offered[] =>
  thisYear(hosts).filter((_, i) => i % 2 === 0)

type Writer = { tx: Tx; random: Random; today: Day; ago: number; programme: Programme; by: string }

async function createPlace(
  { tx, random, today, ago, programme, by }: Writer,
  host: Host,
  text: OfferText,
  options: { index: number; aed?: number; state?: VolunteerPlaceState; reason?: string },
): Promise<SeededSession[]> {
  const { index, state = 'published', aed } = options
  const aedNeed = text.need === 'aed_check' && aed !== undefined && index < PLACES && host.name.length > 0
  const place = await tx.volunteerPlace.create({
    data: {
      programmeId: programme.id,
      hostId: host.id,
      state,
      title: text.title,
      body: text.body.replaceAll('{name}', host.name),
      theme: text.theme,
      stages: text.stages,
      venue: text.venue,
      meetingPoint: `${text.venue.split(' ')[0]}の入口。10分前に集まります。`,
      latitude: Math.round((host.latitude + (random.next() - 0.5) * 0.004) * 1e6) / 1e6,
      longitude: Math.round((host.longitude + (random.next() - 0.5) * 0.004) * 1e6) / 1e6,
      districtId: host.districtId,
      bring: text.bring,
      rainRule: text.rain,
      access: text.access,
      allergies: text.allergies,
      supervisor: random.pick(['活動担当の役員', '副会長', '事務局の担当者', '書記']),
      supervisorPhone: encrypt(
        'volunteer-supervisor-phone',
        `072-000-${String(random.between(0, 9999)).padStart(4, '0')}`,
      ),
      together: !text.alone,
      need: text.need ?? '',
      needHref: aedNeed ? `/aeds/${aed}` : '',
      returnedReason: options.reason ?? '',
      submittedAt: state === 'draft' ? null : instant(addDays(programme.from, -45), 10),
      publishedAt: ['published', 'cancelled'].includes(state)
        ? instant(addDays(programme.from, -40), 10)
        : null,
      createdById: by,
    },
    select: { id: true },
  })
  const count = programme.kind === 'lecture' ? 2 : random.between(1, 3)
  const sessions: SeededSession[] = []
  for (const day of daysFor(index, count, programme, random)) {
    const startsAt = instant(day, text.hour)
    const endsAt = new Date(startsAt.getTime() + text.minutes * 60_000)
    const cancelled = ago === 0 && day > today && index % 23 === 7
    const { id } = await tx.volunteerSession.create({
      data: {
        placeId: place.id,
        startsAt,
        endsAt,
        capacity: text.capacity,
        minutes: text.minutes,
        cancelledOn: cancelled ? dayToDate(addDays(today, -1)) : null,
        cancelReason: cancelled ? '会場の工事のため' : '',
      },
      select: { id: true },
    })
    sessions.push({
      id,
      placeId: place.id,
      hostId: host.id,
      programmeId: programme.id,
      kind: programme.kind,
      year: programme.year,
      startsAt,
      endsAt,
      capacity: text.capacity,
      minutes: text.minutes,
      stages: text.stages,
      theme: text.theme,
      together: !text.alone,
    })
  }
  return state === 'published' ? sessions : []
}

const instant = (day: Day, hour: number) => new Date(`${day}T${String(hour).padStart(2, '0')}:00:00+09:00`)

/** Days spread over the time of activity, most of them at a weekend, no two the same. */
function daysFor(index: number, count: number, { from }: Programme, random: Random): Day[] {
  const length = UNTIL - FROM
  const days = Array.from({ length: count }, (_, i) => {
    const raw = addDays(
      from,
      (index * 13 + Math.floor((i * length) / count) + random.between(0, 6)) % (length - 7),
    )
    const weekday = new Date(`${raw}T00:00:00Z`).getUTCDay()
    // On to Saturday, or to Sunday every third time.
    return index % 4 === 3 ? raw : addDays(raw, (6 - weekday + (index % 3 === 0 ? 1 : 0)) % 7)
  })
  return [...new Set(days)].sort()
}

/** What stands in preparation, for the desk of the centre and the page of the first association. */
async function createUnpublished(
  writer: Writer,
  hosts: readonly (Host & { offers: readonly OfferText[] })[],
) {
  const [first, , council] = hosts
  const text = (i: number) => ASSOCIATION_OFFERS[i] as OfferText
  const wanted: [Host | undefined, OfferText, VolunteerPlaceState, string?][] = [
    [first, text(9), 'submitted'],
    [
      first,
      text(8),
      'returned',
      '持ちものに、はさみを使うことを書いてください。小学生は大人といっしょに来ることも書いてください。',
    ],
    [first, text(6), 'draft'],
    [council, text(7), 'submitted'],
    [hosts[5], text(2), 'submitted'],
    [hosts[8], text(5), 'cancelled'],
  ]
  for (const [index, [host, offer, state, reason]] of wanted.entries()) {
    if (host) await createPlace(writer, host, offer, { index, state, reason })
  }
}
