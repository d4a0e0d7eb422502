/** Afterwards: who helps again, and what the year has come to. */
import { beforeEach, describe, expect, test } from 'vitest'
import { deleteAccount } from '~/modules/accounts/commands/account.server'
import { guest, type SignedIn } from '~/modules/accounts/rules'
import { joinHelpers, leaveHelpers } from '~/modules/attendance/commands/after.server'
import { inviteHelpers, readHelperContacts } from '~/modules/attendance/commands/helpers.server'
import { figuresBy, figuresByDay, figuresOf, laterFigures } from '~/modules/attendance/queries/figures.server'
import { helpersOf } from '~/modules/attendance/queries/helpers.server'
import { noteLater, noteLaterOfAccount } from '~/modules/participation/commands/later.server'
import { sealPerson } from '~/modules/participation/queries/person.server'
import { dayOf, fiscalYear, now } from '~/platform/clock'
import { db, transaction } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { actorOf, type City, makeCity } from '../associations/support'
import { apply, cameTo, placed, sessionToday, today } from './support'

let city: City
let chair: SignedIn
const visitor = () => today(guest(dayOf(now())))
const year = () => fiscalYear(dayOf(now()))
const came = (member: number, attendance: 'attended' | 'absent' = 'attended') =>
  db.volunteerMember.update({ where: { id: member }, data: { attendance } })

beforeEach(async () => {
  await resetDatabase()
  city = await makeCity()
  chair = today(await actorOf({ seat: { post: 'chair', at: city.own } }))
})

describe('helpers', () => {
  test('join where they took part, are seen by first name, and leave', async () => {
    const { key } = await cameTo(city.own.id)
    await expect(joinHelpers(visitor(), key, city.own.id, false)).rejects.toMatchObject({ status: 422 })
    await expect(joinHelpers(visitor(), key, city.other.id, true)).rejects.toMatchObject({ status: 404 })
    await joinHelpers(visitor(), key, city.own.id, true)
    const { helpers } = await helpersOf(chair, 'kuzuhahanazono')
    expect(helpers).toMatchObject([{ name: '花', stage: 'adult', minor: false, times: 1 }])
    expect(JSON.stringify(helpers)).not.toMatch(/山田|people\.example/)
    const stranger = today(await actorOf({ seat: { post: 'chair', at: city.other } }))
    await expect(helpersOf(stranger, 'kuzuhahanazono')).rejects.toMatchObject({ status: 403 })
    await leaveHelpers(visitor(), key, city.own.id)
    expect((await helpersOf(chair, 'kuzuhahanazono')).helpers).toEqual([])
  })

  test('who are minors are told by the centre, and nobody writes to them', async () => {
    const centre = await actorOf({ staff: 'coordinator' })
    await db.staffAppointment.create({
      data: { userId: centre.user.id, role: 'coordinator', startsOn: new Date('2020-04-01T00:00:00Z') },
    })
    const grown = await cameTo(city.own.id)
    // Without a mail address, and a pupil of a stage that the day is not for.
    const silent = await cameTo(city.own.id)
    const person = { familyName: '川', givenName: '静', familyReading: '', givenReading: '' }
    await db.volunteer.update({
      where: { id: silent.volunteerId },
      data: { person: sealPerson({ ...person, email: '', phone: '072-000-0000', school: '' }) },
    })
    await joinHelpers(visitor(), silent.key, city.own.id, true)
    const past = await sessionToday(city.own.id)
    const pupil = await placed(past.id, 'high')
    await came(pupil.member)
    for (const { key } of [grown, pupil]) await joinHelpers(visitor(), key, city.own.id, true)
    const { id } = await sessionToday(city.own.id)
    const startsAt = new Date(now().getTime() + 5 * 86_400_000)
    const endsAt = new Date(startsAt.getTime() + 3_600_000)
    await db.volunteerSession.update({ where: { id }, data: { startsAt, endsAt } })
    expect(await inviteHelpers(chair, 'kuzuhahanazono', id)).toEqual({ told: 1, byCentre: 2 })
    const contacts = await readHelperContacts(centre, city.own.id)
    expect(contacts.map(({ phone }) => phone).sort()).toEqual(['', '072-000-0000'])
    expect(await db.auditEntry.count({ where: { action: 'volunteer_helper.contacts_read' } })).toBe(1)
    await expect(readHelperContacts(chair, city.own.id)).rejects.toMatchObject({ status: 403 })
    const { email } = await db.user.findUniqueOrThrow({ where: { id: centre.user.id } })
    const to = (await db.mail.findMany({ select: { recipient: true } })).map(({ recipient }) => recipient)
    expect(to.sort()).toEqual([email, `${grown.volunteerId}@people.example`].sort())
    // So is one behind many nearer ones, which no longer stands in the list of the nearest.
    const { id: last, placeId } = await sessionToday(city.own.id)
    const day = 86_400_000
    await db.volunteerSession.update({
      where: { id: last },
      data: { startsAt: new Date(startsAt.getTime() + day), endsAt: new Date(endsAt.getTime() + day) },
    })
    await db.volunteerSession.createMany({
      data: Array.from({ length: 50 }, () => ({ placeId, startsAt, endsAt, capacity: 5, minutes: 60 })),
    })
    expect(await inviteHelpers(chair, 'kuzuhahanazono', last)).toEqual({ told: 1, byCentre: 2 })
    // A session is told once a week.
    await expect(inviteHelpers(chair, 'kuzuhahanazono', id)).rejects.toMatchObject({ status: 429 })
    await expect(inviteHelpers(chair, 'kuzuhahanazono', past.id)).rejects.toMatchObject({ status: 422 })
  })
})

describe('figures', () => {
  test('count people once, attendances each, and only who came', async () => {
    const [one, two] = [await sessionToday(city.own.id), await sessionToday(city.other.id)]
    const first = await placed(one.id, 'high')
    const second = await placed(one.id)
    const third = await placed(one.id)
    const again = await apply(two.id, first.volunteerId)
    await came(first.member)
    await came(second.member)
    await came(third.member, 'absent')
    await came(again.member)
    expect(await figuresOf({ year: year(), kind: 'experience' })).toEqual({
      participants: 2,
      attendances: 3,
      applications: 4,
      applied: 4,
      noShows: 1,
      waiting: 0,
      minutes: 540,
    })
    expect(await figuresOf({ year: year() - 1 })).toMatchObject({
      participants: 0,
      attendances: 0,
      minutes: 0,
    })
    const hosts = await figuresBy({ year: year() }, 'host')
    expect(hosts.map(({ participants }) => participants)).toEqual([2, 1])
    const days = await figuresByDay({ year: year() })
    expect(days.reduce((sum, { newcomers }) => sum + newcomers, 0)).toBe(2)
    expect(days.reduce((sum, { attendances }) => sum + attendances, 0)).toBe(3)
  })

  test('leave out orientations, and drafts of programmes', async () => {
    const { id } = await sessionToday(city.own.id)
    await came((await placed(id)).member)
    await db.volunteerPlace.updateMany({ data: { orientation: true } })
    expect((await figuresOf({})).participants).toBe(0)
    await db.volunteerPlace.updateMany({ data: { orientation: false } })
    expect((await figuresOf({})).participants).toBe(1)
    await db.volunteerProgramme.updateMany({ data: { state: 'draft' } })
    expect((await figuresOf({})).participants).toBe(0)
  })

  test('tell who came again elsewhere, helps, or took an office afterwards', async () => {
    const one = await sessionToday(city.own.id)
    const hour = 3_600_000
    await db.volunteerSession.update({
      where: { id: one.id },
      data: {
        startsAt: new Date(now().getTime() - 30 * 24 * hour),
        endsAt: new Date(now().getTime() - 30 * 24 * hour + hour),
      },
    })
    const faithful = await placed(one.id)
    const once = await placed(one.id)
    const officer = await placed(one.id)
    for (const { member } of [faithful, once, officer]) await came(member)
    await came((await apply((await sessionToday(city.other.id)).id, faithful.volunteerId)).member)
    await joinHelpers(visitor(), faithful.key, city.own.id, true)
    await db.volunteer.update({ where: { id: officer.volunteerId }, data: { userId: chair.user.id } })
    const term = { userId: chair.user.id, associationId: city.own.id, post: 'board_member' as const }
    const endsOn = new Date('2099-03-31T00:00:00Z')
    // An office that was held before is nothing that came of it.
    const before = await db.term.create({
      data: { ...term, startsOn: new Date('2020-04-01T00:00:00Z'), endsOn },
    })
    expect((await laterFigures({ year: year() })).officers).toBe(0)
    await db.term.delete({ where: { id: before.id } })
    await db.term.create({ data: { ...term, startsOn: new Date(now().getTime() - 5 * 24 * hour), endsOn } })
    const became = { participants: 3, again: 1, helpers: 1, officers: 1 }
    expect(await laterFigures({ year: year() })).toEqual(became)

    // Names, accounts and what they had offered are deleted; what became of them was written down before.
    const ids = [faithful, once, officer].map(({ volunteerId }) => volunteerId)
    await transaction((tx) => noteLater(tx, ids))
    await db.volunteerHelper.deleteMany()
    await db.volunteer.updateMany({ where: { id: { in: ids } }, data: { userId: null, person: '' } })
    expect(await laterFigures({ year: year() })).toEqual(became)
    // Noted again, when nothing is left to see, it stays.
    await transaction((tx) => noteLater(tx, ids))
    expect(await laterFigures({ year: year() })).toEqual(became)
  })

  test('still tell of an office when its account is deleted', async () => {
    const { id } = await sessionToday(city.own.id)
    const startsAt = new Date(now().getTime() - 30 * 86_400_000)
    const endsAt = new Date(startsAt.getTime() + 3_600_000)
    await db.volunteerSession.update({ where: { id }, data: { startsAt, endsAt } })
    const officer = await placed(id)
    await came(officer.member)
    await db.volunteer.update({ where: { id: officer.volunteerId }, data: { userId: chair.user.id } })
    await db.term.create({
      data: {
        userId: chair.user.id,
        associationId: city.own.id,
        post: 'board_member',
        startsOn: new Date(now().getTime() - 5 * 86_400_000),
        endsOn: new Date('2099-03-31T00:00:00Z'),
      },
    })
    await deleteAccount(chair, { password: '' }, noteLaterOfAccount)
    expect(await db.term.count({ where: { userId: chair.user.id } })).toBe(0)
    expect((await laterFigures({ year: year() })).officers).toBe(1)
  })

  test('note what came of a person by all of their rows, and nothing that was before', async () => {
    const session = await sessionToday(city.own.id)
    const [first, second, early] = [
      await placed(session.id),
      await placed(session.id),
      await placed(session.id),
    ]
    for (const { member } of [first, second, early]) await came(member)
    const rowsOf = (volunteerIds: string[], sameHash: string) =>
      db.volunteer.updateMany({ where: { id: { in: volunteerIds } }, data: { sameHash } })
    await rowsOf([first.volunteerId, second.volunteerId], 'one person')
    await rowsOf([early.volunteerId], 'another')
    const helper = (volunteerId: string, days: number) =>
      db.volunteerHelper.create({
        data: {
          associationId: city.own.id,
          volunteerId,
          joinedAt: new Date(now().getTime() + days * 86_400_000),
        },
      })
    await helper(second.volunteerId, 3)
    await helper(early.volunteerId, -3)
    // To have been told what it is about is not to have taken part.
    const told = await sessionToday(city.other.id)
    await db.volunteerPlace.update({ where: { id: told.placeId }, data: { orientation: true } })
    const before = new Date(now().getTime() - 5 * 86_400_000)
    await db.volunteerSession.update({
      where: { id: told.id },
      data: { startsAt: before, endsAt: new Date(before.getTime() + 3_600_000) },
    })
    await came((await apply(told.id, early.volunteerId)).member)
    await transaction((tx) => noteLater(tx, [first.volunteerId, early.volunteerId]))
    const noted = async (id: string) => (await db.volunteer.findUniqueOrThrow({ where: { id } })).becameHelper
    expect(await Promise.all([first, second, early].map(({ volunteerId }) => noted(volunteerId)))).toEqual([
      true,
      false,
      false,
    ])
  })
})
