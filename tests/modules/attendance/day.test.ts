/** The day itself: marks, walk-ins, the key, closing, corrections and certificates, on a real database. */
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { guest, type SignedIn } from '~/modules/accounts/rules'
import { saveReflection } from '~/modules/attendance/commands/after.server'
import {
  certifyOnPaper,
  closeSession,
  correctAttendance,
  makeDeskKey,
  revokeCertificate,
} from '~/modules/attendance/commands/day.server'
import { markPerson, takeKeptMarks } from '~/modules/attendance/commands/marks.server'
import { forgetAfterwards } from '~/modules/attendance/commands/retention.server'
import { dayOfSession } from '~/modules/attendance/queries/day.server'
import { deskView } from '~/modules/attendance/queries/people.server'
import { certificateByCode, ownCertificate, recordOf } from '~/modules/attendance/queries/record.server'
import { type CorrectForm, markForm, sentMarks, walkInForm } from '~/modules/attendance/schema'
import { sealHealth } from '~/modules/participation/queries/person.server'
import { dayOf, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { actorOf, type City, makeCity } from '../associations/support'
import { placed, sessionToday, today } from './support'

let city: City
let chair: SignedIn
let stranger: SignedIn
let centre: SignedIn
let session: { id: number; hostId: number }

beforeEach(async () => {
  await resetDatabase()
  city = await makeCity()
  chair = today(await actorOf({ seat: { post: 'chair', at: city.own } }))
  stranger = today(await actorOf({ seat: { post: 'chair', at: city.other } }))
  centre = today(await actorOf({ staff: 'coordinator' }))
  session = await sessionToday(city.own.id)
})

const host = () => ({ actor: chair, key: null })
const mark = (member: number, attendance: string, more: { mark?: string; at?: string } = {}) =>
  markForm.parse({ member: String(member), attendance, mark: more.mark ?? randomUUID(), at: more.at ?? '' })
const _walkIn = (more: Record<string, string> = {}) =>
  walkInForm.parse({ mark: randomUUID(), givenName: '健', stage: 'adult', ...more })
const stateOf = async (id: number) =>
  (await db.volunteerMember.findUniqueOrThrow({ where: { id } })).attendance
const minutesAgo = (minutes: number) => new Date(now().getTime() - minutes * 60_000).toISOString()

describe('marks', () => {
  test('are taken once, however often they are sent', async () => {
    const { member } = await placed(session.id)
    const form = mark(member, 'attended')
    expect(await markPerson(host(), session.id, form)).toBe('taken')
    expect(await markPerson(host(), session.id, form)).toBe('known')
    expect(await db.auditEntry.count({ where: { action: 'volunteer_attendance.marked' } })).toBe(1)
  })

  test('of a phone that was without a network do not undo what was marked later elsewhere', async () => {
    const { member } = await placed(session.id)
    const [offline, online] = [minutesAgo(9), minutesAgo(3)]
    expect(await markPerson(host(), session.id, mark(member, 'attended', { at: online }))).toBe('taken')
    expect(await markPerson(host(), session.id, mark(member, 'absent', { at: offline }))).toBe('older')
    expect(await stateOf(member)).toBe('attended')
  })

  test('that were kept are each taken by themselves, and what cannot be is told', async () => {
    const [one, two] = [await placed(session.id), await placed(session.id)]
    const elsewhere = await placed((await sessionToday(city.other.id)).id)
    const kept = sentMarks.parse([
      {
        kind: 'mark',
        mark: randomUUID(),
        member: String(one.member),
        attendance: 'attended',
        at: minutesAgo(5),
      },
      {
        kind: 'mark',
        mark: randomUUID(),
        member: String(elsewhere.member),
        attendance: 'attended',
        at: minutesAgo(4),
      },
      { kind: 'walk_in', mark: randomUUID(), givenName: '子', stage: 'high', at: minutesAgo(4) },
      { kind: 'walk_in', mark: 'x', givenName: 'あ'.repeat(31), stage: 'adult', email: 'no', at: '' },
      {
        kind: 'mark',
        mark: randomUUID(),
        member: String(two.member),
        attendance: 'absent',
        at: minutesAgo(3),
      },
    ])
    const outcomes = await takeKeptMarks(host(), session.id, kept)
    expect(outcomes.map(({ answer, why }) => why ?? answer)).toEqual([
      'taken',
      'errors.not_found.why',
      'attendance.walk_in.error.consent',
      'form.invalid',
      'taken',
    ])
    expect([await stateOf(one.member), await stateOf(two.member), await stateOf(elsewhere.member)]).toEqual([
      'attended',
      'absent',
      'unknown',
    ])
    // The answer was lost on its way: the phone sends everything again.
    const again = await takeKeptMarks(host(), session.id, kept)
    expect(again.map(({ answer }) => answer)).toEqual(['known', 'refused', 'refused', 'refused', 'known'])
  })

  test('are not made before the day', async () => {
    const { member } = await placed(session.id)
    const later = new Date(now().getTime() + 3 * 86_400_000)
    await db.volunteerSession.update({
      where: { id: session.id },
      data: { startsAt: later, endsAt: new Date(later.getTime() + 3_600_000) },
    })
    await expect(markPerson(host(), session.id, mark(member, 'attended'))).rejects.toMatchObject({
      key: 'desk_before',
    })
  })
})

describe('a desk', () => {
  test('is opened by its host, the centre and the key of the day, and by nobody else', async () => {
    await placed(session.id)
    const key = await makeDeskKey(chair, session.id)
    const someone = today(guest(dayOf(now())))
    expect((await deskView(host(), session.id)).role).toBe('host')
    expect((await deskView({ actor: centre, key: null }, session.id)).role).toBe('centre')
    expect((await deskView({ actor: someone, key }, session.id)).role).toBe('key')
    await expect(deskView({ actor: stranger, key: null }, session.id)).rejects.toMatchObject({ status: 404 })
    await expect(deskView({ actor: someone, key: null }, session.id)).rejects.toMatchObject({ status: 401 })
    await expect(deskView({ actor: someone, key: `${key}x` }, session.id)).rejects.toMatchObject({
      status: 404,
    })
    const other = await sessionToday(city.other.id)
    await expect(deskView({ actor: someone, key }, other.id)).rejects.toMatchObject({ status: 404 })
    // A new sheet ends the old one.
    await makeDeskKey(chair, session.id)
    await expect(deskView({ actor: someone, key }, session.id)).rejects.toMatchObject({ status: 404 })
  })

  test('shows first names and stages, and no more', async () => {
    const { code, member } = await placed(session.id, 'high', '桜')
    await db.volunteerMember.update({ where: { id: member }, data: { health: sealHealth('ピーナッツ') } })
    const { people } = await deskView(host(), session.id)
    expect(people).toEqual([
      { id: member, code, name: '桜', stage: 'high', companion: false, attendance: 'unknown', walkIn: false },
    ])
  })

  test('has a key that is over after a week', async () => {
    const key = await makeDeskKey(chair, session.id)
    const past = new Date(now().getTime() - 9 * 86_400_000)
    await db.volunteerSession.update({
      where: { id: session.id },
      data: { startsAt: past, endsAt: new Date(past.getTime() + 3_600_000) },
    })
    const someone = guest(dayOf(now()))
    await expect(deskView({ actor: someone, key }, session.id)).rejects.toMatchObject({ status: 410 })
    await expect(deskView({ actor: stranger, key }, session.id)).rejects.toMatchObject({ status: 410 })
    // The host who has signed in goes on with the address of the sheet.
    expect(await deskView({ actor: chair, key }, session.id)).toMatchObject({ role: 'host', state: 'open' })
    await forgetAfterwards()
    await expect(deskView({ actor: someone, key }, session.id)).rejects.toMatchObject({ status: 404 })
  })
})

describe('closing', () => {
  test('wants everybody marked, or says that the rest did not come', async () => {
    const [one, two] = [await placed(session.id), await placed(session.id)]
    await markPerson(host(), session.id, mark(one.member, 'attended'))
    await expect(closeSession(host(), session.id, false)).rejects.toMatchObject({ status: 422 })
    await closeSession(host(), session.id, true)
    expect(await stateOf(two.member)).toBe('absent')
    await expect(closeSession(host(), session.id, true)).rejects.toMatchObject({ key: 'desk_closed' })
    await expect(markPerson(host(), session.id, mark(two.member, 'attended'))).rejects.toMatchObject({
      key: 'desk_closed',
    })
    // Only who came is thanked and led to the reflection.
    expect(await db.mail.count()).toBe(1)
  })
})

const correction = (member: number, more: Partial<CorrectForm> = {}): CorrectForm => ({
  member,
  was: 'attended',
  attendance: 'absent',
  minutes: null,
  reason: 'mistaken',
  ...more,
})

describe('a certificate', () => {
  async function cameAndWrote() {
    const someone = await placed(session.id)
    await markPerson(host(), session.id, mark(someone.member, 'attended'))
    await closeSession(host(), session.id, true)
    return someone
  }
  const visitor = () => today(guest(dayOf(now())))
  const words = (member: number) => ({ member, did: '清掃', learned: '', again: 5, mayShow: true })

  test('comes with the reflection, and is checked by its code', async () => {
    const { key, member } = await cameAndWrote()
    expect((await recordOf(visitor(), key)).rows[0]).toMatchObject({ need: 'reflection', certificate: null })
    await saveReflection(visitor(), key, words(member))
    const { code, number, printed } = await ownCertificate(visitor(), key, member)
    expect(number).toBe(1)
    expect(printed).toMatchObject({ name: '山田 花', activity: '公園の清掃', minutes: 180 })
    expect(await certificateByCode(code)).toMatchObject({ state: 'valid', printed })
    // Written again, the words change and the certificate stays.
    await saveReflection(visitor(), key, { ...words(member), did: '草取り' })
    expect(await db.certificate.count()).toBe(1)
    expect((await dayOfSession(chair, session.id)).thoughts).toEqual([{ did: '草取り', learned: '' }])
  })

  test('is for nobody who did not come, and for no other person', async () => {
    const { key, member } = await cameAndWrote()
    const other = await placed((await sessionToday(city.other.id)).id)
    await expect(saveReflection(visitor(), other.key, words(member))).rejects.toMatchObject({ status: 404 })
    await expect(saveReflection(visitor(), key, words(other.member))).rejects.toMatchObject({ status: 404 })
    await expect(ownCertificate(visitor(), other.key, member)).rejects.toMatchObject({ status: 404 })
    expect(await db.certificate.count()).toBe(0)
  })

  test('has a number of its own, also when many are issued at once', async () => {
    const wide = await sessionToday(city.own.id, 20)
    const people = []
    for (let n = 0; n < 10; n++) people.push(await placed(wide.id))
    await db.volunteerMember.updateMany({ data: { attendance: 'attended' } })
    await closeSession(host(), wide.id, true)
    await Promise.all(people.map(({ key, member }) => saveReflection(visitor(), key, words(member))))
    const numbers = (await db.certificate.findMany({ orderBy: { number: 'asc' } })).map(
      ({ number }) => number,
    )
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  test('follows what is corrected, with a reason', async () => {
    const { key, member } = await cameAndWrote()
    await saveReflection(visitor(), key, words(member))
    const { code } = await ownCertificate(visitor(), key, member)
    await correctAttendance(chair, session.id, correction(member))
    expect((await certificateByCode(code)).state).toBe('revoked')
    await expect(correctAttendance(chair, session.id, correction(member))).rejects.toMatchObject({
      status: 409,
    })
    const back = correction(member, {
      was: 'absent',
      attendance: 'attended',
      minutes: 90,
      reason: 'left_early',
    })
    await correctAttendance(chair, session.id, back)
    expect(await certificateByCode(code)).toMatchObject({ state: 'valid', printed: { minutes: 90 } })
    await expect(
      correctAttendance(chair, session.id, correction(member, { attendance: 'attended', minutes: 1000 })),
    ).rejects.toMatchObject({ status: 422 })
    await expect(correctAttendance(stranger, session.id, correction(member))).rejects.toMatchObject({
      status: 404,
    })
  })

  test('is issued on paper and taken back by the centre alone', async () => {
    const { member } = await cameAndWrote()
    await expect(certifyOnPaper(chair, session.id, member)).rejects.toMatchObject({ status: 403 })
    await certifyOnPaper(centre, session.id, member)
    await expect(revokeCertificate(chair, session.id, member)).rejects.toMatchObject({ status: 403 })
    await revokeCertificate(centre, session.id, member)
    const { code } = await db.certificate.findFirstOrThrow()
    expect(await certificateByCode(code)).toMatchObject({ state: 'revoked', printed: null })
    // Corrected minutes do not bring back what the centre took.
    const minutes = correction(member, { attendance: 'attended', minutes: 60 })
    await correctAttendance(centre, session.id, minutes)
    expect((await certificateByCode(code)).state).toBe('revoked')
    // Nor do two corrections, there and back.
    await correctAttendance(chair, session.id, correction(member))
    await correctAttendance(chair, session.id, correction(member, { was: 'absent', attendance: 'attended' }))
    expect((await certificateByCode(code)).state).toBe('revoked')
    expect(await db.certificate.findFirstOrThrow()).toMatchObject({ revokedBy: 'centre' })
  })

  test('is emptied five years after its year', async () => {
    const { member } = await cameAndWrote()
    await certifyOnPaper(centre, session.id, member)
    const { id, code } = await db.certificate.findFirstOrThrow()
    await forgetAfterwards()
    expect((await certificateByCode(code)).state).toBe('valid')
    await db.$executeRaw`ALTER TABLE certificates DISABLE TRIGGER certificates_kept`
    await db.certificate.update({ where: { id }, data: { issuedAt: new Date('2019-05-01T00:00:00Z') } })
    await db.$executeRaw`ALTER TABLE certificates ENABLE TRIGGER certificates_kept`
    await forgetAfterwards()
    expect(await certificateByCode(code)).toMatchObject({ state: 'over', printed: null })
  })
})
