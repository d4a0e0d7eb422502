/** 当日参加: who comes without having applied, or without having been placed. */
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { guest, type SignedIn } from '~/modules/accounts/rules'
import { markPerson, takeWalkIn, undoWalkIn } from '~/modules/attendance/commands/marks.server'
import { deskView } from '~/modules/attendance/queries/people.server'
import { recordOf } from '~/modules/attendance/queries/record.server'
import { markForm, walkInForm } from '~/modules/attendance/schema'
import { dayOf, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { actorOf, type City, makeCity } from '../associations/support'
import { applying } from '../participation/support'
import { placed, sessionToday, today } from './support'

let city: City
let chair: SignedIn
let stranger: SignedIn
let session: { id: number; hostId: number }

beforeEach(async () => {
  await resetDatabase()
  city = await makeCity()
  chair = today(await actorOf({ seat: { post: 'chair', at: city.own } }))
  stranger = today(await actorOf({ seat: { post: 'chair', at: city.other } }))
  session = await sessionToday(city.own.id)
})

const host = () => ({ actor: chair, key: null })
const mark = (member: number, attendance: string, more: { mark?: string; at?: string } = {}) =>
  markForm.parse({ member: String(member), attendance, mark: more.mark ?? randomUUID(), at: more.at ?? '' })
const walkIn = (more: Record<string, string> = {}) =>
  walkInForm.parse({ mark: randomUUID(), givenName: '健', stage: 'adult', ...more })

describe('who comes without having applied', () => {
  test('is taken in once, as far as there is room', async () => {
    const small = await sessionToday(city.own.id, 2)
    const { member } = await placed(small.id)
    const form = walkIn()
    const first = await takeWalkIn(host(), small.id, form)
    expect(await takeWalkIn(host(), small.id, form)).toEqual({ answer: 'known', code: first.code })
    await expect(takeWalkIn(host(), small.id, walkIn())).rejects.toMatchObject({ key: 'desk_full' })
    // Also when they have been marked again in between.
    const { id } = await db.volunteerMember.findFirstOrThrow({ where: { code: first.code } })
    await markPerson(host(), small.id, mark(id, 'unknown'))
    await markPerson(host(), small.id, mark(id, 'attended'))
    expect((await takeWalkIn(host(), small.id, form)).answer).toBe('known')
    await markPerson(host(), small.id, mark(member, 'absent'))
    await takeWalkIn(host(), small.id, walkIn())
    expect((await deskView(host(), small.id)).people.filter(({ walkIn: unasked }) => unasked)).toHaveLength(2)
  })

  test('takes a place that nobody can apply for any more', async () => {
    const { id } = await sessionToday(city.own.id, 2)
    const startsAt = new Date(now().getTime() + 7_200_000)
    const endsAt = new Date(startsAt.getTime() + 3_600_000)
    await db.volunteerSession.update({ where: { id }, data: { startsAt, endsAt } })
    const early = { actor: { ...chair, today: dayOf(startsAt) }, key: null }
    await takeWalkIn(early, id, walkIn())
    expect((await applying(id)).state).toBe('placed')
    expect((await applying(id)).state).toBe('waiting')
    await expect(takeWalkIn(early, id, walkIn())).rejects.toMatchObject({ key: 'desk_full' })
  })

  test('is taken out when it was a mistake, and their place is free', async () => {
    const small = await sessionToday(city.own.id, 1)
    await takeWalkIn(host(), small.id, walkIn())
    const { id } = await db.volunteerMember.findFirstOrThrow()
    const { member } = await placed(session.id)
    await expect(undoWalkIn(host(), session.id, member)).rejects.toMatchObject({ status: 404 })
    await expect(undoWalkIn({ actor: stranger, key: null }, small.id, id)).rejects.toMatchObject({
      status: 404,
    })
    await undoWalkIn(host(), small.id, id)
    expect(await deskView(host(), small.id)).toMatchObject({ people: [], room: 1 })
    await takeWalkIn(host(), small.id, walkIn())
  })

  test('never exceeds the room, also when many phones send at once', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, () => takeWalkIn(host(), session.id, walkIn())),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
    expect(await db.volunteerMember.count()).toBe(5)
  })

  test('as a minor needs the consent on paper, and a stage that the place is for', async () => {
    await expect(takeWalkIn(host(), session.id, walkIn({ stage: 'high' }))).rejects.toMatchObject({
      status: 422,
    })
    await takeWalkIn(host(), session.id, walkIn({ stage: 'high', consent: 'on' }))
    expect(await db.guardianConsent.count({ where: { givenAt: { not: null }, sentTo: null } })).toBe(1)
    await db.volunteerPlace.updateMany({ data: { stages: ['adult'] } })
    await expect(takeWalkIn(host(), session.id, walkIn({ stage: 'university' }))).rejects.toMatchObject({
      status: 422,
    })
  })

  test('and waited in vain is the same person by their number, counts once, and waits no longer', async () => {
    const small = await sessionToday(city.own.id, 1)
    const waits = await placed(small.id)
    await db.volunteerApplication.updateMany({ where: { sessionId: small.id }, data: { state: 'waiting' } })
    const { code } = await db.volunteerMember.findUniqueOrThrow({ where: { id: waits.member } })
    const refused = takeWalkIn(host(), session.id, walkIn({ code, givenName: '' }))
    await expect(refused).rejects.toMatchObject({ errors: { code: ['attendance.walk_in.error.code'] } })
    const came = await takeWalkIn(host(), small.id, walkIn({ code: ` ${code.toLowerCase()}`, givenName: '' }))
    expect(await deskView(host(), small.id)).toMatchObject({ people: [{ code: came.code, name: '花' }] })
    expect(await db.volunteerApplication.count({ where: { sessionId: small.id, state: 'cancelled' } })).toBe(
      1,
    )
    expect(await db.volunteer.findMany({ distinct: ['sameHash'], select: { sameHash: true } })).toHaveLength(
      1,
    )
    const again = takeWalkIn(host(), small.id, walkIn({ code: came.code }))
    await expect(again).rejects.toMatchObject({ errors: { code: ['attendance.walk_in.error.placed'] } })
  })

  test('with a reading and an address is whoever took part under them before', async () => {
    const known = { familyReading: 'たなか', givenReading: 'けん', email: 'ken@people.example' }
    await takeWalkIn(host(), session.id, walkIn(known))
    const other = await sessionToday(city.own.id)
    await takeWalkIn(host(), other.id, walkIn({ ...known, familyReading: 'タナカ', givenReading: 'ケン' }))
    await takeWalkIn(host(), other.id, walkIn({ ...known, givenReading: 'けんじ' }))
    const people = await db.volunteer.findMany({ select: { sameHash: true } })
    expect(new Set(people.map(({ sameHash }) => sameHash)).size).toBe(2)
  })

  test('gets by mail where the record is', async () => {
    await takeWalkIn(host(), session.id, walkIn({ email: 'ken@people.example' }))
    const mail = await db.mail.findFirstOrThrow({ where: { recipient: 'ken@people.example' } })
    const key = /mine\/([\w-]+)\/record/.exec(mail.text)?.[1] ?? ''
    expect((await recordOf(today(guest(dayOf(now()))), key)).rows).toHaveLength(1)
  })
})
