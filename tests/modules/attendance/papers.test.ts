/** Papers of the day, the lists for the insurance, and what is told when the day changes, on a real database. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { SignedIn } from '~/modules/accounts/rules'
import { emergencySheet, insuranceList } from '~/modules/attendance/commands/papers.server'
import { sessionsToInsure } from '~/modules/attendance/queries/day.server'
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
