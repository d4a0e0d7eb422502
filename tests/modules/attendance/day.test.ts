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
import { markPerson, takeKeptMarks, takeWalkIn, undoWalkIn } from '~/modules/attendance/commands/marks.server'
import { emergencySheet, insuranceList } from '~/modules/attendance/commands/papers.server'
import { forgetAfterwards } from '~/modules/attendance/commands/retention.server'
import { dayOfSession, sessionsToInsure } from '~/modules/attendance/queries/day.server'
import { deskView } from '~/modules/attendance/queries/people.server'
import { certificateByCode, ownCertificate, recordOf } from '~/modules/attendance/queries/record.server'
import { type CorrectForm, markForm, sentMarks, walkInForm } from '~/modules/attendance/schema'
import { tellPractical } from '~/modules/participation/commands/practical.server'
import { sealAddress, sealEmergency, sealHealth } from '~/modules/participation/queries/person.server'
import { editPractical } from '~/modules/volunteering/commands/places.server'
import { practicalForm } from '~/modules/volunteering/schema'
import { addDays, dayOf, dayToDate, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { translator } from '~/platform/i18n.server'
import { resetDatabase } from '../../setup/database'
import { actorOf, type City, makeCity } from '../associations/support'
import { applied, applying } from '../participation/support'
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
const walkIn = (more: Record<string, string> = {}) =>
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

  test('gets by mail where the record is', async () => {
    await takeWalkIn(host(), session.id, walkIn({ email: 'ken@people.example' }))
    const mail = await db.mail.findFirstOrThrow({ where: { recipient: 'ken@people.example' } })
    const key = /mine\/([\w-]+)\/record/.exec(mail.text)?.[1] ?? ''
    expect((await recordOf(today(guest(dayOf(now()))), key)).rows).toHaveLength(1)
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

describe('a change of what one must know for the day', () => {
  test('is told to those who are placed and their guardians, in the transaction of the change', async () => {
    const made = await applied(city.own.id)
    await applying(made.session, { email: 'placed@people.example' })
    const place = await db.volunteerPlace.findFirstOrThrow({
      where: { sessions: { some: { id: made.session } } },
    })
    const form = practicalForm.parse({
      meeting_point: '北口',
      bring: place.bring,
      rain_rule: place.rainRule,
      access: place.access,
      allergies: place.allergies,
      supervisor: place.supervisor || '副会長',
      supervisor_phone: '072-000-0000',
      version: String(place.version),
    })
    const pupil = await placed(made.session, 'high')
    await db.guardianConsent.updateMany({
      where: { memberId: pupil.member },
      data: { sentTo: sealAddress('guardian@people.example') },
    })
    const told = () => db.mail.findMany({ where: { text: { contains: '集合場所: 北口' } } })
    await editPractical(chair, place.id, form, tellPractical)
    expect((await told()).map(({ recipient }) => recipient).sort()).toEqual(
      ['placed@people.example', 'guardian@people.example', `${pupil.volunteerId}@people.example`].sort(),
    )
    // Saved again without a change, nobody hears of it.
    await editPractical(chair, place.id, { ...form, version: form.version + 1 }, tellPractical)
    expect(await told()).toHaveLength(3)
  })
})

describe('papers', () => {
  test('for the insurance keep the day of the first list, and say who is not covered', async () => {
    const early = await placed(session.id)
    await db.volunteerProgramme.updateMany({ data: { insurance: '活動保険', insuranceFrom: 'next_day' } })
    const t = translator('ja')
    const list = async () => {
      const text = await insuranceList(centre, { session: session.id, programme: null }, t)
      return text.trim().split('\r\n').slice(1)
    }
    await list()
    const yesterday = addDays(dayOf(now()), -1)
    await db.volunteerMember.update({
      where: { id: early.member },
      data: { insuredOn: dayToDate(yesterday) },
    })
    const late = await placed(session.id)
    const lines = await list()
    const lineOf = (code: string) => lines.find((line) => line.includes(code)) ?? ''
    expect(lineOf(early.code)).toMatch(new RegExp(`,${dayOf(now())},\\d{4}-03-31,あり$`))
    expect(lineOf(late.code)).toMatch(/間に合いません$/)
    const [programme] = await sessionsToInsure(centre)
    expect(programme?.sessions[0]).toMatchObject({ placed: 2, added: 0, uncovered: 1 })
  })

  test('for an emergency are for the days around it, and for the centre at any time', async () => {
    const later = new Date(now().getTime() + 10 * 86_400_000)
    await db.volunteerSession.update({
      where: { id: session.id },
      data: { startsAt: later, endsAt: new Date(later.getTime() + 3_600_000) },
    })
    await expect(emergencySheet(chair, session.id)).rejects.toMatchObject({ key: 'emergency_not_now' })
    expect((await emergencySheet(centre, session.id)).people).toEqual([])
  })

  test('for an emergency tell whom to call, to the host alone, and it is recorded', async () => {
    const { member } = await placed(session.id, 'high')
    const emergency = sealEmergency({
      name: '',
      phone: '',
      guardianName: '山田 母',
      guardianPhone: '090-0000-0000',
    })
    await db.volunteerMember.update({
      where: { id: member },
      data: { health: sealHealth('ぜんそく'), emergency },
    })
    const sheet = await emergencySheet(chair, session.id)
    expect(sheet.people[0]).toMatchObject({
      name: '山田 花',
      health: 'ぜんそく',
      contacts: [{ name: '山田 母', phone: '090-0000-0000' }],
    })
    await expect(emergencySheet(stranger, session.id)).rejects.toMatchObject({ status: 404 })
    const entries = await db.auditEntry.findMany({ where: { action: 'volunteer_session.emergency_sheet' } })
    expect(entries.map(({ after }) => after)).toEqual([{ count: 1 }])
  })

  test('for the insurance hold a line for each, for the centre alone', async () => {
    await placed(session.id, 'high')
    await placed(session.id)
    await db.volunteerProgramme.updateMany({ data: { insurance: '行事用保険', insuranceFrom: 'per_event' } })
    const t = translator('ja')
    const list = await insuranceList(centre, { session: session.id, programme: null }, t)
    const lines = list.replace('\ufeff', '').trim().split('\r\n')
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(/^番号,事業名,.*補償開始日,補償終了日,補償$/)
    const day = dayOf(now())
    expect(lines[1]).toMatch(
      new RegExp(`^1,.*山田 花,ヤマダ ハナ,高校生,未成年,\\w{6},行事用保険,${day},${day},あり$`),
    )
    expect(
      (await db.volunteerSession.findUniqueOrThrow({ where: { id: session.id } })).insuredAt,
    ).not.toBeNull()
    await expect(insuranceList(chair, { session: session.id, programme: null }, t)).rejects.toMatchObject({
      status: 403,
    })
    await expect(insuranceList(centre, { session: null, programme: null }, t)).rejects.toMatchObject({
      status: 404,
    })
  })
})
