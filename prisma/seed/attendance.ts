/** Invented attendance of the sessions that are over: who came, what they wrote, their certificates, who helps again. */
import { sealPrinted } from '../../app/modules/attendance/commands/certify.server'
import { CODE_LETTERS } from '../../app/modules/attendance/rules'
import {
  fullName,
  keyOf,
  openPerson,
  sealPerson,
} from '../../app/modules/participation/queries/person.server'
import { deleteDayOf } from '../../app/modules/participation/rules'
import { dayOf, dayToDate, fiscalYear, now } from '../../app/platform/clock'
import { hashToken } from '../../app/platform/crypto.server'
import type { Tx } from '../../app/platform/db.server'
import { CITY } from './associations'
import { makeRandom, type Random } from './random'

const MINUTE = 60_000
const DAY = 86_400_000
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

/** So many come without having applied. */
const WALK_INS = 8
/** So many who came are willing to help again. */
const HELPERS = 40

const DID = [
  '公園のごみを拾って、花だんに水をやりました。',
  'お祭りの受付と、こどもの遊びのコーナーを手伝いました。',
  '高齢の方にスマートフォンの使い方を伝えました。',
  '会館のそうじと、AEDの場所の点検をしました。',
  'こども食堂で、食事の用意と片づけをしました。',
  '防災訓練で、けが人の役と案内の役をしました。',
]
const LEARNED = [
  '地域の人がたくさん声をかけてくれて、うれしかったです。',
  'ふだん歩く道が、だれかの手でできていると知りました。',
  'ゆっくり話すと、伝わることが分かりました。',
  '友だちと来ましたが、知らない人とも協力できました。',
  '',
]

/** Marks those who are placed in sessions that ended before yesterday; the latest are still to be closed. */
export async function createAttendance(tx: Tx): Promise<void> {
  const random = makeRandom(606)
  const sessions = await tx.volunteerSession.findMany({
    where: { endsAt: { lt: new Date(now().getTime() - 2 * DAY) }, cancelledOn: null },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      startsAt: true,
      endsAt: true,
      minutes: true,
      capacity: true,
      place: {
        select: {
          title: true,
          venue: true,
          orientation: true,
          stages: true,
          host: { select: { name: true, associationId: true } },
          programme: { select: { kind: true, title: true } },
        },
      },
      applications: {
        where: { state: 'placed' },
        orderBy: { id: 'asc' },
        select: {
          members: {
            orderBy: { id: 'asc' },
            select: { id: true, volunteer: { select: { id: true, person: true, stage: true } } },
          },
        },
      },
    },
  })
  const city = await tx.association.findUnique({ where: { slug: CITY }, select: { name: true } })
  const came: { id: number; at: Date }[] = []
  const absent: number[] = []
  const reflections: {
    memberId: number
    did: string
    learned: string
    again: number
    mayShow: boolean
    createdAt: Date
  }[] = []
  const certificates: Certificate[] = []
  const helpers = new Map<string, { associationId: number; volunteerId: string; joinedAt: Date }>()
  let walkIns = 0
  for (const session of sessions) {
    const { place } = session
    const members = session.applications.flatMap((application) => application.members)
    let missing = 0
    for (const { id, volunteer } of members) {
      if (random.chance(0.09)) {
        absent.push(id)
        missing++
        continue
      }
      came.push({ id, at: new Date(session.startsAt.getTime() - random.between(2, 18) * MINUTE) })
      const written = new Date(
        Math.min(session.endsAt.getTime() + random.between(1, 9) * DAY, now().getTime()),
      )
      const gives = place.programme.kind === 'experience' && !place.orientation
      if (!gives || !random.chance(0.75)) continue
      reflections.push({
        memberId: id,
        did: random.pick(DID),
        learned: random.pick(LEARNED),
        again: random.between(3, 5),
        mayShow: random.chance(0.5),
        createdAt: written,
      })
      certificates.push({
        memberId: id,
        code: code(random),
        issuedAt: written,
        printed: sealPrinted({
          name: fullName(openPerson(volunteer.person)),
          programme: place.programme.title,
          activity: place.title,
          host: place.host.name,
          venue: place.venue,
          day: dayOf(session.startsAt),
          minutes: session.minutes,
          issuer: `${city?.name ?? ''} 市民活動支援センター`,
        }),
      })
      const { associationId } = place.host
      if (associationId && helpers.size < HELPERS && random.chance(0.3)) {
        const pair = { associationId, volunteerId: volunteer.id }
        helpers.set(JSON.stringify(pair), { ...pair, joinedAt: written })
      }
    }
    if (missing > 0 && walkIns < WALK_INS && place.stages.includes('adult')) {
      await walkIn(tx, session, random, walkIns++, absent)
    }
  }
  await write(tx, { came, absent, sessions: sessions.map(({ id }) => id) })
  // The lists of what is over, and of the coming days, are with the insurer.
  await tx.$executeRaw`
    UPDATE volunteer_sessions s SET insured_at = s.starts_at - interval '5 days'
    FROM volunteer_places p JOIN volunteer_programmes g ON g.id = p.programme_id
    WHERE p.id = s.place_id AND g.insurance <> '' AND s.cancelled_on IS NULL
      AND s.starts_at < ${new Date(now().getTime() + 4 * DAY)}`
  await tx.$executeRaw`
    UPDATE volunteer_members m SET insured_on = (s.insured_at AT TIME ZONE 'Asia/Tokyo')::date
    FROM volunteer_applications a JOIN volunteer_sessions s ON s.id = a.session_id
    WHERE a.id = m.application_id AND a.state = 'placed' AND s.insured_at IS NOT NULL`
  await tx.volunteerReflection.createMany({ data: reflections })
  await tx.certificate.createMany({ data: numbered(certificates) })
  await tx.volunteerHelper.createMany({ data: [...helpers.values()] })
}

type Certificate = { memberId: number; code: string; issuedAt: Date; printed: string }

const code = (random: Random) =>
  Array.from({ length: CODE_LETTERS }, () => LETTERS[random.between(0, LETTERS.length - 1)]).join('')

/** Numbers in the order of issuing, from 1 in each fiscal year. */
function numbered(certificates: Certificate[]) {
  const last = new Map<number, number>()
  return certificates
    .sort((a, b) => a.issuedAt.getTime() - b.issuedAt.getTime() || a.memberId - b.memberId)
    .map((certificate) => {
      const year = fiscalYear(dayOf(certificate.issuedAt))
      const number = (last.get(year) ?? 0) + 1
      last.set(year, number)
      return { ...certificate, year, number }
    })
}

async function write(
  tx: Tx,
  marked: { came: { id: number; at: Date }[]; absent: number[]; sessions: number[] },
) {
  const { came, absent, sessions } = marked
  await tx.$executeRaw`
    UPDATE volunteer_members m SET attendance = 'attended', arrived_at = c.at, marked_at = c.at
    FROM unnest(${came.map(({ id }) => id)}::int[], ${came.map(({ at }) => at)}::timestamptz[]) AS c (id, at)
    WHERE m.id = c.id`
  await tx.$executeRaw`
    UPDATE volunteer_members m SET attendance = 'absent', marked_at = s.ends_at
    FROM volunteer_applications a JOIN volunteer_sessions s ON s.id = a.session_id
    WHERE a.id = m.application_id AND m.id = ANY(${absent}::int[])`
  await tx.$executeRaw`
    UPDATE volunteer_sessions SET closed_at = ends_at + interval '40 minutes' WHERE id = ANY(${sessions}::int[])`
}

const NAMES = ['健', '由美', '大輔', '陽子', '誠', '久美', '翔', '真理']

/** Somebody comes unasked and takes the place of one who did not come. */
async function walkIn(
  tx: Tx,
  session: { id: number; startsAt: Date },
  random: Random,
  nth: number,
  absent: readonly number[],
): Promise<void> {
  // Their room is free only once it is written that they did not come.
  await tx.volunteerMember.updateMany({ where: { id: { in: [...absent] } }, data: { attendance: 'absent' } })
  const hex = Array.from({ length: 32 }, () => random.between(0, 15).toString(16)).join('')
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
  const nobody = { familyName: '', familyReading: '', givenReading: '', email: '', phone: '', school: '' }
  await tx.volunteer.create({
    data: {
      id,
      person: sealPerson({ ...nobody, givenName: NAMES[nth % NAMES.length] ?? '健' }),
      keyHash: hashToken(keyOf(id)),
      stage: 'adult',
      deleteOn: dayToDate(deleteDayOf(dayOf(session.startsAt))),
    },
  })
  await tx.volunteerApplication.create({
    data: {
      sessionId: session.id,
      state: 'placed',
      walkIn: true,
      queuedAt: session.startsAt,
      createdAt: session.startsAt,
      events: { create: { state: 'placed', verb: 'apply', createdAt: session.startsAt } },
      members: {
        create: {
          volunteerId: id,
          leads: true,
          stage: 'adult',
          needsConsent: false,
          attendance: 'attended',
          code: code(random).slice(0, 6),
          arrivedAt: session.startsAt,
          markedAt: session.startsAt,
        },
      },
    },
  })
}
