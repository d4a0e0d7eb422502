/** Invented applications for the places of the demonstration, in all states, and what was asked and reported. */

import {
  consentTokenOf,
  keyOf,
  sameHashOf,
  sealAddress,
  sealEmergency,
  sealGuardian,
  sealHealth,
  sealPerson,
} from '../../app/modules/participation/queries/person.server'
import { sealWords } from '../../app/modules/participation/queries/questions.server'
import {
  CONSENT_VERSION,
  deleteDayOf,
  isLiving,
  promoted,
  schoolYearEnd,
} from '../../app/modules/participation/rules'
import { needsConsent, type Stage, stages } from '../../app/modules/volunteering/rules'
import { dayOf, dayToDate, now } from '../../app/platform/clock'
import { encrypt, hashToken } from '../../app/platform/crypto.server'
import type { Tx } from '../../app/platform/db.server'
import type { VolunteerApplicationState as State } from '../generated/enums'
import { type Accounts, inventPerson } from './people'
import { makeRandom, type Random } from './random'
import type { SeededSession } from './volunteering'

/** Applications of the summer of this year, of last year, and for the lectures of both. */
const THIS_YEAR = 380
const LAST_YEAR = 300
const LECTURES = 160
const PEOPLE = 520
const DAY = 86_400_000
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

type Someone = { id: string; stage: Stage; givenName: string; email: string }
type Party = {
  session: SeededSession
  people: Someone[]
  state: State
  queuedAt: Date
  keptUntil: Date | null
}

/** Applications for the sessions, none beyond their room; whoever waits waits because nothing fits. */
export async function createParticipation(
  tx: Tx,
  sessions: readonly SeededSession[],
  accounts: Accounts,
): Promise<void> {
  const random = makeRandom(380)
  const people = await createPeople(tx, random, accounts)
  const cancelled = new Set(
    (await tx.volunteerSession.findMany({ where: { cancelledOn: { not: null } }, select: { id: true } })).map(
      ({ id }) => id,
    ),
  )
  const thisYear = Math.max(...sessions.map(({ year }) => year))
  const of = (kind: string, year?: number) =>
    sessions.filter((session) => session.kind === kind && (year === undefined || session.year === year))
  const parties = [
    ...plan(of('experience', thisYear), THIS_YEAR, people, random, cancelled),
    ...plan(of('experience', thisYear - 1), LAST_YEAR, people, random, cancelled),
    ...plan(of('lecture'), LECTURES, people, random, cancelled),
  ]
  await write(tx, parties, random)
  await createWords(tx, sessions)
}

function uuid(random: Random): string {
  const hex = Array.from({ length: 32 }, () => random.between(0, 15).toString(16)).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}

async function createPeople(tx: Tx, random: Random, accounts: Accounts): Promise<Someone[]> {
  const people: Someone[] = []
  const rows = []
  // Most are pupils, as the programme is for them.
  const shares: readonly Stage[] = [
    'junior_high',
    'junior_high',
    'high',
    'high',
    'high',
    'elementary',
    ...stages,
  ]
  for (let index = 0; index < PEOPLE; index++) {
    const address = `volunteer${index}@people.example`
    const invented = index === 0 ? accounts.resident : inventPerson(random, address)
    const stage = index === 0 ? 'adult' : random.pick(shares)
    const { email } = invented
    const person = {
      familyName: invented.familyName,
      givenName: invented.givenName,
      familyReading: invented.familyReading,
      givenReading: invented.givenReading,
      email,
      phone: '',
      school: '',
    }
    const id = uuid(random)
    people.push({ id, stage, givenName: person.givenName, email })
    rows.push({
      id,
      userId: index === 0 ? accounts.resident.id : null,
      person: sealPerson(person),
      sameHash: sameHashOf(person),
      keyHash: hashToken(keyOf(id)),
      stage,
      deleteOn: dayToDate(deleteDayOf(dayOf(now()))),
    })
  }
  await tx.volunteer.createMany({ data: rows })
  return people
}

function plan(
  sessions: readonly SeededSession[],
  count: number,
  people: readonly Someone[],
  random: Random,
  cancelled: ReadonlySet<number>,
): Party[] {
  if (sessions.length === 0) return []
  const bySession = new Map<number, Party[]>()
  const inSession = new Map<number, Set<string>>()
  const at = now()
  // The account of the demonstration takes part first, so that it sees something.
  for (let made = 0, tried = 0; made < count && tried < count * 20; tried++) {
    const popular = tried % 3 === 0 ? sessions.filter((_, index) => index % 7 === 0) : sessions
    const session = random.pick(popular)
    const fitting = people.filter(({ stage }) => session.stages.includes(stage))
    const there = inSession.get(session.id) ?? new Set<string>()
    inSession.set(session.id, there)
    const size = session.together && random.chance(0.2) ? random.between(2, 3) : 1
    const party: Someone[] = []
    const [first] = people
    if (made < 3 && first && session.stages.includes(first.stage) && !there.has(first.id)) party.push(first)
    for (let turn = 0; party.length < size && turn < 20 && fitting.length > 0; turn++) {
      const one = random.pick(fitting)
      if (!there.has(one.id) && !party.includes(one)) party.push(one)
    }
    if (party.length < size) continue
    for (const { id } of party) there.add(id)
    const known = bySession.get(session.id) ?? []
    bySession.set(session.id, known)
    known.push(enter(session, party, known, { at, random, cancelled: cancelled.has(session.id) }))
    made++
  }
  for (const parties of bySession.values()) offerRoom(parties, at, random)
  return [...bySession.values()].flat()
}

const takes = (state: State) => state === 'placed' || state === 'held' || state === 'offered'
const taken = (parties: readonly Party[]) =>
  parties.reduce((sum, { state, people }) => sum + (takes(state) ? people.length : 0), 0)

/** How one application stands, as the rules would have it. */
function enter(
  session: SeededSession,
  people: Someone[],
  known: readonly Party[],
  { at, random, cancelled }: { at: Date; random: Random; cancelled: boolean },
): Party {
  const past = session.startsAt <= at
  const end = past ? session.startsAt : at
  // In the order in which they are entered.
  const queuedAt = new Date(end.getTime() - 20 * DAY + known.length * 0.4 * DAY + random.next() * 0.3 * DAY)
  const fits = people.length <= session.capacity - taken(known)
  const minors = people.some(({ stage }) => needsConsent(stage))
  const draw = random.next()
  let state: State
  if (cancelled) state = 'refused'
  else if (!fits) state = past ? 'lapsed' : 'waiting'
  else if (draw < 0.1) state = 'cancelled'
  else if (minors && draw < 0.14) state = 'declined'
  else if (minors && draw < 0.2) state = 'lapsed'
  else state = !past && minors && draw < 0.42 ? 'held' : 'placed'
  return { session, people, state, queuedAt, keptUntil: state === 'held' ? soon(session, at, random) : null }
}

function soon(session: SeededSession, at: Date, random: Random): Date {
  const until = at.getTime() + random.between(1, 6) * DAY + 3_600_000
  return new Date(Math.min(until, session.startsAt.getTime()))
}

/** Somebody has cancelled where people wait: the first of them who fit are asked. */
function offerRoom(parties: Party[], at: Date, random: Random): void {
  const waiting = parties.filter(({ state }) => state === 'waiting')
  const [first] = parties
  if (!first || waiting.length === 0) return
  const placed = parties.find(({ state }) => state === 'placed')
  if (placed && random.chance(0.6)) placed.state = 'cancelled'
  const free = first.session.capacity - taken(parties)
  const queue = waiting.map((party, id) => ({
    id,
    size: party.people.length,
    queuedAt: party.queuedAt,
    party,
  }))
  for (const { party } of promoted(free, queue)) {
    party.state = 'offered'
    party.keptUntil = new Date(
      Math.min(at.getTime() + random.between(6, 40) * 3_600_000, party.session.startsAt.getTime()),
    )
  }
}

const HEALTH = ['卵のアレルギーがあります。', 'ぜんそくの薬を持っています。', '長く立つと疲れやすいです。']

async function write(tx: Tx, parties: readonly Party[], random: Random): Promise<void> {
  const at = now()
  const made = await tx.volunteerApplication.createManyAndReturn({
    data: parties.map(({ session, people, state, queuedAt, keptUntil }) => ({
      sessionId: session.id,
      state,
      size: people.length,
      queuedAt,
      keptUntil,
      createdAt: queuedAt,
    })),
    select: { id: true },
  })
  const idOf = (index: number) => made[index]?.id ?? 0
  const codes = new Set<string>()
  const code = () => {
    for (;;) {
      const drawn = Array.from({ length: 6 }, () => LETTERS[random.between(0, LETTERS.length - 1)]).join('')
      if (!codes.has(drawn)) {
        codes.add(drawn)
        return drawn
      }
    }
  }
  const members = await tx.volunteerMember.createManyAndReturn({
    data: parties.flatMap(({ session, people, state, queuedAt }, index) =>
      people.map(({ id, stage }, position) => {
        // What is deleted after 30 days, or with the end of an application, is not there any more.
        const recent = session.endsAt.getTime() + 30 * DAY > at.getTime()
        const kept = recent && (isLiving(state) || state === 'refused')
        return {
          applicationId: idOf(index),
          volunteerId: id,
          leads: position === 0,
          stage,
          needsConsent: needsConsent(stage),
          code: code(),
          health: kept && random.chance(0.08) && state !== 'refused' ? sealHealth(random.pick(HEALTH)) : null,
          emergency: kept
            ? sealEmergency({
                name: '母',
                phone: `072-000-${String(random.between(0, 9999)).padStart(4, '0')}`,
                guardianName: '',
                guardianPhone: '',
              })
            : null,
          createdAt: queuedAt,
        }
      }),
    ),
    select: { id: true, applicationId: true, needsConsent: true },
  })
  const byApplication = new Map(parties.map((party, index) => [idOf(index), party]))
  await tx.guardianConsent.createMany({
    data: members
      .filter((member) => member.needsConsent)
      .map(({ id, applicationId }) => {
        const { state, queuedAt, session } = byApplication.get(applicationId) as Party
        const given = state === 'placed' || (state !== 'lapsed' && state !== 'declined' && random.chance(0.5))
        // A held party waits for one of its guardians at least.
        const answered = new Date(queuedAt.getTime() + 0.2 * DAY)
        const isGiven = given && state !== 'held'
        return {
          memberId: id,
          tokenHash: hashToken(consentTokenOf(id, 1)),
          sentTo: random.chance(0.7) ? sealAddress(`guardian${id}@people.example`) : null,
          textVersion: CONSENT_VERSION,
          expiresOn: dayToDate(schoolYearEnd(dayOf(session.startsAt))),
          guardian: isGiven ? sealGuardian({ name: '保護者', relation: 'mother' }) : null,
          givenAt: isGiven ? answered : null,
          refusedAt: state === 'declined' ? answered : null,
          createdAt: queuedAt,
        }
      }),
  })
  const verbs: Partial<Record<State, string>> = {
    lapsed: 'lapse',
    declined: 'refuse',
    cancelled: 'cancel',
    refused: 'call_off',
    offered: 'offer',
  }
  await tx.volunteerEvent.createMany({
    data: parties.flatMap(({ state, queuedAt, people }, index) => {
      const minors = people.some(({ stage }) => needsConsent(stage))
      const begun: State = state === 'waiting' || state === 'offered' ? 'waiting' : minors ? 'held' : 'placed'
      const later = new Date(queuedAt.getTime() + 0.25 * DAY)
      const verb = verbs[state] ?? (state === 'placed' && minors ? 'consent' : null)
      return [
        { applicationId: idOf(index), state: begun, verb: 'apply', createdAt: queuedAt },
        ...(verb ? [{ applicationId: idOf(index), state, verb, createdAt: later }] : []),
      ]
    }),
  })
}

/** Questions, shown and not yet, and one report to the centre. */
async function createWords(tx: Tx, sessions: readonly SeededSession[]): Promise<void> {
  const coming = sessions.filter(({ startsAt, kind }) => startsAt > now() && kind === 'experience')
  const places = [...new Set(coming.map(({ placeId }) => placeId))]
  const ago = (days: number) => new Date(now().getTime() - days * DAY)
  const asked: [string, string, number][] = [
    ['中学1年生だけで参加しても大丈夫ですか。', 'はい、大丈夫です。当日は担当者がいつも近くにいます。', 6],
    ['飲み物は会場で買えますか。', '近くに店がありません。水筒を持って来てください。', 4],
    ['途中で帰ることはできますか。', '', 1],
  ]
  await tx.volunteerQuestion.createMany({
    data: places.slice(0, 4).flatMap((placeId, index) =>
      asked.slice(0, index === 0 ? 3 : 1).map(([text, answer, days]) => ({
        placeId,
        audience: 'place',
        text,
        answer,
        answeredAt: answer ? ago(days - 1) : null,
        shownAt: answer ? ago(days - 1) : null,
        createdAt: ago(days),
      })),
    ),
  })
  const [placeId] = places
  if (placeId === undefined) return
  await tx.volunteerQuestion.create({
    data: {
      placeId,
      audience: 'centre',
      text: sealWords({ text: '車いすで参加できる活動をさがしています。', answer: '' }),
      replyTo: sealAddress('wheelchair@people.example'),
      createdAt: ago(1),
    },
    select: { id: true },
  })
  await tx.volunteerConcern.create({
    data: {
      placeId,
      text: encrypt('volunteer-concern', '暑い日に休けいが少なく、心配でした。'),
      createdAt: ago(2),
    },
    select: { id: true },
  })
}
