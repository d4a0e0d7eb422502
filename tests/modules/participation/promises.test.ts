/** What the database promises of places and who takes part in them, asked in plain SQL. */
import { beforeEach, describe, expect, test } from 'vitest'
import { dayToDate } from '~/platform/clock'
import { db, transaction } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'

let sessionId: number
let number = 0

beforeEach(async () => {
  await resetDatabase()
  const day = (text: string) => dayToDate(text)
  const programme = await db.volunteerProgramme.create({
    data: {
      year: 2026,
      title: '夏のボランティア体験',
      offersFrom: day('2026-04-01'),
      offersUntil: day('2026-05-31'),
      applyFrom: day('2026-06-01'),
      applyUntil: day('2026-07-10'),
      activityFrom: day('2026-07-20'),
      activityUntil: day('2026-08-31'),
      reportUntil: day('2026-09-30'),
    },
  })
  const host = await db.volunteerHost.create({ data: { kind: 'organisation', name: '団体' } })
  const place = await db.volunteerPlace.create({
    data: { programmeId: programme.id, hostId: host.id, title: '清掃', body: '清掃', theme: 'environment' },
  })
  const session = await db.volunteerSession.create({
    data: {
      placeId: place.id,
      startsAt: new Date('2026-07-25T09:00:00+09:00'),
      endsAt: new Date('2026-07-25T12:00:00+09:00'),
      capacity: 3,
      minutes: 180,
    },
  })
  sessionId = session.id
})

const person = async (stage = 'adult') =>
  (
    await db.volunteer.create({
      data: { person: '-', keyHash: `k${++number}`, stage, deleteOn: dayToDate('2027-03-31') },
    })
  ).id

type State = 'held' | 'waiting' | 'offered' | 'placed' | 'cancelled'
const keptUntil = (state: State) =>
  state === 'held' || state === 'offered' ? new Date('2026-07-01T00:00:00+09:00') : null

async function apply(state: State, people: string[], more: { size?: number; walkIn?: boolean } = {}) {
  return transaction(async (tx) => {
    const { id } = await tx.volunteerApplication.create({
      data: { sessionId, state, size: people.length, keptUntil: keptUntil(state), ...more },
      select: { id: true },
    })
    for (const volunteerId of people) {
      await tx.volunteerMember.create({
        data: {
          applicationId: id,
          volunteerId,
          stage: 'adult',
          needsConsent: false,
          code: `C${++number}`,
        },
      })
    }
    return id
  })
}

const room = () =>
  db.volunteerSession.findUniqueOrThrow({ where: { id: sessionId }, select: { taken: true, queued: true } })

describe('the room of a session', () => {
  test('is counted by the database, whoever writes', async () => {
    const id = await apply('placed', [await person(), await person()])
    await apply('waiting', [await person()])
    expect(await room()).toEqual({ taken: 2, queued: 1 })
    await db.volunteerApplication.update({ where: { id }, data: { state: 'cancelled' } })
    expect(await room()).toEqual({ taken: 0, queued: 1 })
    await db.volunteerApplication.deleteMany({ where: { state: 'waiting' } })
    expect(await room()).toEqual({ taken: 0, queued: 0 })
  })

  test('is never exceeded', async () => {
    await apply('held', [await person(), await person()])
    await expect(apply('offered', [await person(), await person()])).rejects.toThrow(
      'volunteer_sessions_room',
    )
    expect(await room()).toEqual({ taken: 2, queued: 0 })
  })

  test('goes on the day to those who come unasked, as far as others did not come', async () => {
    await apply('placed', [await person(), await person(), await person()])
    await expect(apply('placed', [await person()], { walkIn: true })).rejects.toThrow('session_full')
    const [first] = await db.volunteerMember.findMany({ select: { id: true }, take: 1 })
    await db.volunteerMember.update({ where: { id: first?.id ?? 0 }, data: { attendance: 'absent' } })
    await apply('placed', [await person()], { walkIn: true })
    await expect(apply('placed', [await person()], { walkIn: true })).rejects.toThrow('session_full')
    expect((await room()).taken).toBe(3)
  })
})

describe('an application', () => {
  test('has as many members as it says', async () => {
    await expect(apply('placed', [await person()], { size: 2 })).rejects.toThrow('an application of 2 has 1')
  })

  test('is the only living one of a person for a session', async () => {
    const one = await person()
    const id = await apply('waiting', [one])
    await expect(apply('placed', [one])).rejects.toThrow('volunteer_twice')
    await db.volunteerApplication.update({ where: { id }, data: { state: 'cancelled' } })
    await apply('placed', [one])
  })

  test('of a minor is certain only while the guardian consents', async () => {
    const id = await apply('held', [await person('high')])
    const member = await db.volunteerMember.findFirstOrThrow({ where: { applicationId: id } })
    await db.volunteerMember.update({ where: { id: member.id }, data: { needsConsent: true } })
    const place = () =>
      db.volunteerApplication.update({ where: { id }, data: { state: 'placed', keptUntil: null } })
    await expect(place()).rejects.toThrow('without consent')
    const consent = await db.guardianConsent.create({
      data: {
        memberId: member.id,
        tokenHash: 't',
        textVersion: '1',
        expiresOn: dayToDate('2027-03-31'),
        givenAt: new Date('2026-06-20T00:00:00+09:00'),
      },
    })
    await place()
    await expect(
      db.guardianConsent.update({ where: { id: consent.id }, data: { revokedAt: new Date() } }),
    ).rejects.toThrow('without consent')
  })

  test('is certified only for who has come', async () => {
    await apply('placed', [await person()])
    const member = await db.volunteerMember.findFirstOrThrow()
    const issue = () =>
      db.certificate.create({
        data: { memberId: member.id, code: 'ABCD', year: 2026, number: 1, printed: '-' },
      })
    await expect(issue()).rejects.toThrow('confirmed attendance')
    await db.volunteerMember.update({ where: { id: member.id }, data: { attendance: 'attended' } })
    const { id } = await issue()
    await expect(db.certificate.update({ where: { id }, data: { number: 2 } })).rejects.toThrow('not changed')
  })
})
