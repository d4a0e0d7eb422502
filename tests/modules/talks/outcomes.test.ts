/** 議事録 and 決まったこと: published together, followed as matters of the city, ticked by associations; and the clock. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Actor, guest } from '~/modules/accounts/rules'
import { workingDay } from '~/modules/exchange/days.server'
import { forgetAskers, remindOutcomes, remindTalks, tellTalk } from '~/modules/talks/commands/clock.server'
import {
  addOutcome,
  publishMinutes,
  removeOutcome,
  saveMinutes,
  tickOutcome,
} from '~/modules/talks/commands/outcomes.server'
import { listTalks } from '~/modules/talks/queries/list.server'
import { talkPage } from '~/modules/talks/queries/talk.server'
import { yearAttendance, yearLines } from '~/modules/talks/queries/year.server'
import { addDays, type Day, dayToDate, fiscalYear, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import {
  actorOf,
  giveRole,
  giveTerm,
  makeTown,
  makeUser,
  type Town,
  today,
  travel,
} from '../accounts/support'
import { anOutcome, aQuestion, aSection, aTalk, inHours } from './support'

let town: Town
let host: Actor
let chair: Actor
let other: Actor
let city: Actor
let chairMail: string
let section: number
let sectionMail: string

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  const chairAt = async (associationId: number) => {
    const user = await makeUser()
    await giveTerm(user.id, associationId, 'chair')
    return { actor: await actorOf(user.id), email: user.email }
  }
  host = (await chairAt(town.council.id)).actor
  const own = await chairAt(town.association.id)
  chair = own.actor
  chairMail = own.email
  other = (await chairAt(town.other.id)).actor
  const staff = await makeUser()
  await giveRole(staff.id, 'reviewer')
  city = await actorOf(staff.id)
  section = await aSection()
  const worker = await makeUser()
  await giveRole(worker.id, 'section_staff')
  await db.sectionMember.create({ data: { sectionId: section, userId: worker.id } })
  sectionMail = worker.email
})
afterEach(() => {
  vi.useRealTimers()
})

const seen = (actor: Actor, id: number) => talkPage(actor, id, now())
const due = () => workingDay(addDays(today(), 20))
const ofCity = () => ({
  text: '交差点に鏡を付ける',
  owner: { kind: 'section', id: section } as const,
  dueOn: due(),
})
const ofUs = () => ({
  text: '当番表を作る',
  owner: { kind: 'association', id: town.association.id } as const,
  dueOn: due(),
})

describe('minutes and decisions', () => {
  test('are the host’s alone until they are published together; then the city has a matter with its day', async () => {
    const id = await aTalk(town.city.id, { state: 'held', audienceId: town.council.id })
    await addOutcome(city, id, ofCity())
    await addOutcome(city, id, ofUs())
    await saveMinutes(city, id, { minutes: '## 通学路', version: 1 })
    expect(await seen(chair, id)).toMatchObject({ outcomes: [], talk: { minutes: '' } })
    expect(await db.matter.count()).toBe(0)
    await expect(publishMinutes(city, id, { minutes: '古い', version: 1 })).rejects.toThrow(Stale)
    await publishMinutes(city, id, { minutes: '## 通学路', version: 2 })
    const page = await seen(guest(today()), id)
    expect(page.talk.minutes).toBe('## 通学路')
    expect(page.outcomes).toMatchObject([
      { ofCity: true, owner: '道路河川補修課', dueOn: due(), standing: 'open', matter: { state: 'routed' } },
      { ofCity: false, matter: null, mine: false },
    ])
    const matter = await db.matter.findFirstOrThrow({ include: { events: { orderBy: { id: 'asc' } } } })
    expect(matter).toMatchObject({ sectionId: section, channel: 'direct', authorId: null })
    expect(matter.body).toContain('校区の意見交換会')
    expect(matter.events.map(({ kind }) => kind)).toEqual(['asked', 'received', 'routed'])
    expect(await db.mail.count({ where: { recipient: sectionMail } })).toBe(1)
    await expect(publishMinutes(city, id, { minutes: '二度', version: 3 })).rejects.toThrow(Stale)
    // Decided later, it goes to the city at once; and what is public is not taken back.
    await addOutcome(city, id, ofCity())
    expect(await db.matter.count()).toBe(2)
    await expect(removeOutcome(city, id, page.outcomes[1]?.id ?? 0)).rejects.toThrow(Stale)
    await expect(saveMinutes(city, id, { minutes: '', version: 3 })).rejects.toThrow(Invalid)
    expect((await listTalks({ past: true }, now())).items[0]).toMatchObject({ decided: 3, overdue: 0 })
  })

  test('of associations among themselves ask the city, which decides for itself who does it and by when', async () => {
    const id = await aTalk(town.council.id, { state: 'held' })
    await addOutcome(host, id, ofCity())
    await publishMinutes(host, id, { minutes: '決めた', version: 1 })
    expect(await db.matter.findFirstOrThrow()).toMatchObject({
      state: 'received',
      channel: 'association',
      associationId: town.council.id,
      sectionId: null,
      dueOn: null,
    })
    expect(await db.mail.count({ where: { recipient: sectionMail } })).toBe(0)
  })

  test('are written by the host after the talk, with an owner that takes part and a day to come', async () => {
    const announced = await aTalk(town.council.id)
    await expect(saveMinutes(host, announced, { minutes: 'a', version: 1 })).rejects.toThrow(Stale)
    await expect(addOutcome(host, announced, ofUs())).rejects.toThrow(Stale)
    const id = await aTalk(town.council.id, { state: 'held' })
    await expect(addOutcome(chair, id, ofUs())).rejects.toThrow(NotAllowed)
    await expect(publishMinutes(host, id, { minutes: '', version: 1 })).rejects.toThrow(Invalid)
    const wrong = [
      { ...ofUs(), owner: { kind: 'association', id: town.other.id } as const },
      { ...ofCity(), owner: { kind: 'section', id: 999 } as const },
      { ...ofUs(), dueOn: addDays(today(), -1) },
    ]
    for (const form of wrong) await expect(addOutcome(host, id, form)).rejects.toThrow(Invalid)
    await db.section.update({ where: { id: section }, data: { endedAt: now() } })
    await expect(addOutcome(host, id, ofCity())).rejects.toThrow(Invalid)
    expect(await db.talkOutcome.count()).toBe(0)
  })

  test('give the city a day on which it works, and none that is over', async () => {
    const id = await aTalk(town.city.id, { state: 'held' })
    // The next Saturday but one.
    let saturday: Day = addDays(today(), 10)
    while (new Date(`${saturday}T00:00:00Z`).getUTCDay() !== 6) saturday = addDays(saturday, 1)
    await addOutcome(city, id, { ...ofCity(), dueOn: saturday })
    await publishMinutes(city, id, { minutes: '決めた', version: 1 })
    const { dueOn } = await db.matter.findFirstOrThrow()
    expect(dueOn).toEqual(dayToDate(workingDay(saturday)))
    expect([0, 6]).not.toContain(dueOn?.getUTCDay())
    const late = await aTalk(town.city.id, { state: 'held' })
    await addOutcome(city, late, ofCity())
    await db.talkOutcome.updateMany({
      where: { talkId: late },
      data: { dueOn: dayToDate(addDays(today(), -30)) },
    })
    const refused = publishMinutes(city, late, { minutes: '決めた', version: 1 })
    await expect(refused).rejects.toMatchObject({ errors: { form: ['talks.error.due_over'] } })
    expect(await db.matter.count()).toBe(1)
    expect(await db.talk.findUniqueOrThrow({ where: { id: late } })).toMatchObject({ minutesAt: null })
  })

  test('of an association are ticked by its officers or the host, and not while they are unpublished', async () => {
    const id = await aTalk(town.council.id, { state: 'held' })
    const outcome = await anOutcome(id, town.association.id, addDays(today(), -1))
    const tick = (actor: Actor, done: 'yes' | 'no', version: number) =>
      tickOutcome(actor, id, { id: outcome, done, version })
    await expect(tick(chair, 'yes', 1)).rejects.toThrow(NotFound)
    await publishMinutes(host, id, { minutes: '決めた', version: 1 })
    expect((await seen(chair, id)).outcomes).toMatchObject([{ standing: 'overdue', mine: true }])
    await expect(tick(other, 'yes', 1)).rejects.toThrow(NotAllowed)
    await tick(chair, 'yes', 1)
    await expect(tick(host, 'no', 1)).rejects.toThrow(Stale)
    expect((await seen(other, id)).outcomes).toMatchObject([{ standing: 'done', mine: false }])
    await tick(host, 'no', 2)
    expect((await seen(other, id)).outcomes).toMatchObject([{ standing: 'overdue' }])
  })
})

describe('the clock', () => {
  test('tells those who come the day before, and those alone', async () => {
    const id = await aTalk(town.council.id)
    await db.talkAttendance.create({
      data: { talkId: id, associationId: town.association.id, comes: true, people: 1 },
    })
    expect(await remindTalks()).toBe(0)
    travel({ days: 9 })
    expect(await remindTalks()).toBe(1)
    await tellTalk({ talkId: id, kind: 'tomorrow', after: null })
    const mails = await db.mail.findMany({ select: { recipient: true } })
    expect(mails).toEqual([{ recipient: chairMail }])
    expect(await remindTalks()).toBe(0)
  })

  test('makes up a missed morning on the day itself, and tells again of a talk that was moved', async () => {
    travel(`${addDays(today(), 1)}T10:00:00+09:00`)
    const id = await aTalk(town.council.id, { startsAt: new Date(now().getTime() + 3_600_000) })
    expect(await remindTalks()).toBe(1)
    expect(await remindTalks()).toBe(0)
    const startsAt = new Date(now().getTime() + 86_400_000)
    await db.talk.update({ where: { id }, data: { startsAt } })
    expect(await remindTalks()).toBe(1)
    await db.talk.update({ where: { id }, data: { startsAt: new Date(now().getTime() - 60_000) } })
    expect(await remindTalks()).toBe(0)
  })

  test('tells an association once, the day after, that something is not ticked', async () => {
    const id = await aTalk(town.council.id, { state: 'held', minutes: 'a', minutesAt: now() })
    await anOutcome(id, town.association.id, today())
    expect(await remindOutcomes()).toBe(0)
    travel({ days: 1 })
    expect(await remindOutcomes()).toBe(1)
    expect(await db.mail.count({ where: { recipient: chairMail } })).toBe(1)
    travel({ days: 1 })
    expect(await remindOutcomes()).toBe(0)
    expect(await db.mail.count({ where: { recipient: chairMail } })).toBe(1)
  })

  test('makes up for missed mornings of a week, and for no older ones', async () => {
    const id = await aTalk(town.council.id, { state: 'held', minutes: 'a', minutesAt: now() })
    await anOutcome(id, town.association.id, addDays(today(), -3))
    await anOutcome(id, town.association.id, addDays(today(), -8))
    expect(await remindOutcomes()).toBe(1)
    expect(await remindOutcomes()).toBe(0)
  })

  test('forgets after a year who asked, and what was never shown', async () => {
    const id = await aTalk(town.council.id, { state: 'held' })
    const authorId = chair.user?.id
    const shown = await aQuestion(id, { state: 'shown', authorId })
    await aQuestion(id, { state: 'refused', authorId })
    expect(await forgetAskers()).toBe(0)
    travel({ days: 366 })
    expect(await forgetAskers()).toBe(2)
    expect(await db.talkQuestion.findMany({ select: { id: true, authorId: true } })).toEqual([
      { id: shown, authorId: null },
    ])
    expect(await forgetAskers()).toBe(0)
  })
})

test('the attendance of a year counts the talks that were held, for those who host them', async () => {
  const id = await aTalk(town.council.id, { state: 'held' })
  await aTalk(town.council.id)
  await aTalk(town.otherCouncil.id, { state: 'held', startsAt: inHours(-30), endsAt: inHours(-28) })
  await db.talkAttendance.create({
    data: { talkId: id, associationId: town.association.id, comes: true, people: 2, came: 3 },
  })
  const year = fiscalYear(addDays(today(), -1))
  const mine = await yearAttendance(host, { year })
  expect(mine.talks).toMatchObject([{ id, associations: 1, people: 3 }])
  expect(mine.items).toMatchObject([
    { id: town.council.id, invited: 1, said: 0, came: 0, people: 0 },
    { id: town.association.id, invited: 1, said: 1, came: 1, people: 3 },
  ])
  expect((await yearAttendance(city, { year })).talks).toHaveLength(2)
  expect(await yearLines(city, year)).toHaveLength(4)
  expect((await yearAttendance(host, { year: year - 1 })).items).toEqual([])
  const stranger = await actorOf((await makeUser()).id)
  await expect(yearAttendance(stranger, {})).rejects.toThrow(NotAllowed)
})
