/** The city's side: who may do what with a matter, what follows from it, and what never happens. */
import { beforeEach, describe, expect, test } from 'vitest'
import { guest } from '~/modules/accounts/rules'
import { isHoliday } from '~/modules/aeds/rules'
import { actOnMatter } from '~/modules/exchange/commands/city-act.server'
import { cityDesk } from '~/modules/exchange/queries/city-desk.server'
import { cityAct, cityMatter } from '~/modules/exchange/queries/city-matter.server'
import { nextWorkingDay } from '~/modules/exchange/rules'
import { addDays, dateToDay, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actions, actorOf, giveTerm, makeTown, makeUser, type Town, today } from '../accounts/support'
import {
  aDistrict,
  aMatter,
  aSection,
  eventsOf,
  routedTo,
  saturdayIn,
  staffOf,
  stateOf,
} from './city-support'

type Staff = Awaited<ReturnType<typeof staffOf>>
let town: Town
let road: { id: number; name: string }
let park: { id: number; name: string }
let reviewer: Staff
let roadStaff: Staff
let parkStaff: Staff

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  road = await aSection('道路課')
  park = await aSection('公園課', 30)
  reviewer = await staffOf('reviewer')
  roadStaff = await staffOf('section_staff', road.id)
  parkStaff = await staffOf('section_staff', park.id)
})

const v = (version: number) => String(version)
const answerOf = (version: number, more: Record<string, string> = {}) => ({
  version: v(version),
  how: 'answer',
  text: 'このように考えます。理由は次のとおりです。',
  ...more,
})

describe('who', () => {
  test('routes: the civic activity section; answers: the section it is with, and nobody of another one', async () => {
    const { id, version } = await aMatter(town, routedTo(road.id))
    await expect(actOnMatter(parkStaff.actor, id, 'answer', answerOf(version))).rejects.toThrow(NotFound)
    await expect(cityMatter(parkStaff.actor, id)).rejects.toThrow(NotFound)
    await expect(cityMatter(guest(today()), id)).rejects.toThrow(SignInNeeded)
    const chair = await makeUser()
    await giveTerm(chair.id, town.association.id, 'chair')
    await expect(cityMatter(await actorOf(chair.id), id)).rejects.toThrow(NotAllowed)
    expect((await cityMatter(roadStaff.actor, id)).acts).toEqual([
      'answer',
      'reroute',
      'due',
      'owner',
      'note',
    ])
    await actOnMatter(roadStaff.actor, id, 'answer', answerOf(version))
    expect((await stateOf(id)).state).toBe('answered')
  })

  test('a section routes nothing that has not come to it, and joins nothing', async () => {
    const { id } = await aMatter(town)
    await expect(cityMatter(roadStaff.actor, id)).rejects.toThrow(NotFound)
    const with_ = await aMatter(town, routedTo(road.id))
    await expect(
      actOnMatter(roadStaff.actor, with_.id, 'join', {
        version: '1',
        to: String(id),
        reason: '同じことのため',
      }),
    ).rejects.toThrow(Stale)
    await expect(
      actOnMatter(roadStaff.actor, with_.id, 'refuse', { version: '1', reason: 'x' }),
    ).rejects.toThrow(Stale)
  })

  test('a role that has ended sees nothing, though the name still stands in the section', async () => {
    const { id } = await aMatter(town, routedTo(road.id))
    await db.staffAppointment.updateMany({
      where: { userId: roadStaff.id },
      data: { endsOn: dayToDate(addDays(today(), -1)) },
    })
    await expect(cityMatter(await actorOf(roadStaff.id), id)).rejects.toThrow(NotAllowed)
  })

  test('what waits for its own association, or for a proven address, is not yet the city’s to know', async () => {
    const through = await aMatter(town, {
      state: 'waiting',
      channel: 'through_association',
      receivedAt: null,
    })
    const unproven = await aMatter(town, {
      state: 'waiting',
      channel: 'direct',
      associationId: null,
      receivedAt: null,
    })
    const proven = await aMatter(town, {
      state: 'waiting',
      channel: 'direct',
      associationId: null,
      receivedAt: null,
      provenAt: new Date(),
    })
    for (const { id } of [through, unproven]) {
      await expect(cityMatter(reviewer.actor, id)).rejects.toThrow(NotFound)
    }
    const desk = await cityDesk(reviewer.actor, {})
    expect(desk.items.map(({ id }) => id)).toEqual([proven.id])
    expect(desk.counts.waiting).toBe(1)
    await actOnMatter(reviewer.actor, proven.id, 'receive', { version: '1' })
    expect((await stateOf(proven.id)).state).toBe('received')
  })
})

describe('routing', () => {
  test('takes the day of the section, then that of the city, or the day that is given; never one that is over', async () => {
    const first = await aMatter(town)
    await actOnMatter(reviewer.actor, first.id, 'route', { version: '1', section: String(park.id) })
    const due = (await stateOf(first.id)).dueOn
    expect(due && dateToDay(due) >= addDays(today(), 30)).toBe(true)
    expect(due && dateToDay(due) <= addDays(today(), 40)).toBe(true)
    const second = await aMatter(town)
    await expect(
      actOnMatter(reviewer.actor, second.id, 'route', {
        version: '1',
        section: String(road.id),
        due: addDays(today(), -1),
      }),
    ).rejects.toThrow(Invalid)
    const saturday = saturdayIn(60)
    await actOnMatter(reviewer.actor, second.id, 'route', {
      version: '1',
      section: String(road.id),
      due: saturday,
    })
    const moved = (await stateOf(second.id)).dueOn
    expect(moved && dateToDay(moved)).toBe(nextWorkingDay(saturday, isHoliday))
    expect(await db.mail.count({ where: { recipient: roadStaff.email } })).toBe(1)
    expect(await db.mail.count({ where: { recipient: parkStaff.email } })).toBe(1)
    expect(await actions()).toEqual(['matter.routed', 'matter.routed'])
  })

  test('refuses a section that was dissolved, and an owner who does not work there', async () => {
    const { id } = await aMatter(town)
    await db.section.update({ where: { id: park.id }, data: { endedAt: new Date() } })
    const route = (fields: Record<string, string>) =>
      actOnMatter(reviewer.actor, id, 'route', { version: '1', ...fields })
    await expect(route({ section: String(park.id) })).rejects.toThrow(Invalid)
    await expect(route({ section: String(road.id), owner: parkStaff.id })).rejects.toThrow(Invalid)
    await route({ section: String(road.id), owner: roadStaff.id })
    expect((await stateOf(id)).ownerId).toBe(roadStaff.id)
  })

  test('to another section keeps the day and needs a reason; the first section sees it no more', async () => {
    const { id } = await aMatter(town, routedTo(road.id, 4))
    const before = (await stateOf(id)).dueOn
    await expect(
      actOnMatter(roadStaff.actor, id, 'reroute', { version: '1', section: String(park.id) }),
    ).rejects.toThrow(Invalid)
    await actOnMatter(roadStaff.actor, id, 'reroute', {
      version: '1',
      section: String(park.id),
      reason: '公園の中のことでした。',
    })
    expect(await stateOf(id)).toMatchObject({ sectionId: park.id, dueOn: before })
    await expect(cityMatter(roadStaff.actor, id)).rejects.toThrow(NotFound)
  })

  test('a changed day has its reason, and is counted', async () => {
    const { id } = await aMatter(town, routedTo(road.id))
    await expect(
      actOnMatter(roadStaff.actor, id, 'due', { version: '1', due: addDays(today(), 60) }),
    ).rejects.toThrow(Invalid)
    await actOnMatter(roadStaff.actor, id, 'due', {
      version: '1',
      due: addDays(today(), 60),
      reason: '調べるのに時間がかかるため',
    })
    await actOnMatter(roadStaff.actor, id, 'due', {
      version: '2',
      due: addDays(today(), 80),
      reason: '雪のため',
    })
    expect((await cityMatter(reviewer.actor, id)).dueChanges).toBe(2)
  })
})

describe('an answer', () => {
  test('with a promise is under way, with progress in days and words, until it is done', async () => {
    const { id } = await aMatter(town, routedTo(road.id))
    await expect(
      actOnMatter(roadStaff.actor, id, 'answer', answerOf(1, { how: 'answer_promise' })),
    ).rejects.toThrow(Invalid)
    await actOnMatter(
      roadStaff.actor,
      id,
      'answer',
      answerOf(1, { how: 'answer_promise', promise: addDays(today(), 30) }),
    )
    await expect(
      actOnMatter(roadStaff.actor, id, 'progress', { version: '2', percent: '100', text: '終わった' }),
    ).rejects.toThrow(Invalid)
    await actOnMatter(roadStaff.actor, id, 'progress', {
      version: '2',
      percent: '４０',
      text: '半分近く終わりました。',
    })
    expect(await stateOf(id)).toMatchObject({ state: 'underway', progress: 40 })
    await actOnMatter(roadStaff.actor, id, 'finish', { version: '3', text: '直しました。' })
    expect(await stateOf(id)).toMatchObject({ state: 'done', progress: 100 })
    expect((await eventsOf(id)).map(({ kind }) => kind)).toEqual(['answered', 'underway', 'progress', 'done'])
  })

  test('without a promise refuses a day that nothing would come of', async () => {
    const { id } = await aMatter(town, routedTo(road.id))
    await expect(
      actOnMatter(roadStaff.actor, id, 'answer', answerOf(1, { promise: addDays(today(), 3) })),
    ).rejects.toThrow(Invalid)
  })

  test('that says that it cannot be done can be thought over, by a new day', async () => {
    const { id } = await aMatter(town, routedTo(road.id))
    await actOnMatter(roadStaff.actor, id, 'answer', answerOf(1, { how: 'answer_impossible' }))
    expect((await stateOf(id)).state).toBe('impossible')
    await actOnMatter(roadStaff.actor, id, 'reopen', { version: '2', reason: '予算がついたため' })
    const again = await stateOf(id)
    expect(again).toMatchObject({ state: 'routed', answeredAt: null, closedAt: null, progress: 0 })
    expect(again.dueOn && dateToDay(again.dueOn) > today()).toBe(true)
  })

  test('of two at once stands one: the other is told, and its words are not lost in silence', async () => {
    const { id } = await aMatter(town, routedTo(road.id))
    const both = await Promise.allSettled([
      actOnMatter(roadStaff.actor, id, 'answer', answerOf(1, { text: '一つ目' })),
      actOnMatter(reviewer.actor, id, 'answer', answerOf(1, { text: '二つ目' })),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const rejected = both.find((one) => one.status === 'rejected')
    expect(rejected && 'reason' in rejected && rejected.reason).toBeInstanceOf(Stale)
    expect((await eventsOf(id)).filter(({ kind }) => kind === 'answered')).toHaveLength(1)
  })
})

describe('an answer as a notice', () => {
  test('goes to the district that asked, says what was asked, and is corrected with the answer', async () => {
    const districtId = await aDistrict(town)
    const { id } = await aMatter(town, { ...routedTo(road.id), districtId, title: '*穴* と [印]' })
    expect(
      await actOnMatter(roadStaff.actor, id, 'answer', answerOf(1, { notice: 'on', how: 'answer_done' })),
    ).toBe('matter_answered_noticed')
    const { noticeId } = await stateOf(id)
    const notice = await db.notice.findUniqueOrThrow({ where: { id: noticeId ?? 0 } })
    expect(notice).toMatchObject({
      state: 'published',
      associationId: town.city.id,
      audienceId: town.council.id,
      title: '「*穴* と [印]」への市の回答',
    })
    expect(notice.bodyHtml).toContain('*穴* と [印]')
    expect(notice.bodyHtml).toContain(`/exchange/${id}`)
    await actOnMatter(roadStaff.actor, id, 'correct', {
      version: '2',
      text: '正しくはこうです。',
      reason: '日にちの誤り',
    })
    const corrected = await db.notice.findUniqueOrThrow({
      where: { id: notice.id },
      include: { revisions: true },
    })
    expect(corrected.bodyHtml).toContain('正しくはこうです')
    expect(corrected.revisions.map(({ reason }) => reason)).toEqual(['日にちの誤り'])
    expect((await eventsOf(id)).map(({ kind }) => kind)).toEqual(['answered', 'done', 'noticed', 'corrected'])
  })

  test('waits for the second person where the city’s notices do', async () => {
    await db.association.update({ where: { id: town.city.id }, data: { needsApproval: true } })
    const { id } = await aMatter(town, routedTo(road.id))
    expect(await actOnMatter(roadStaff.actor, id, 'answer', answerOf(1, { notice: 'on' }))).toBe(
      'matter_answered_notice_waits',
    )
  })

  test('of something hidden is refused, and then nothing is answered', async () => {
    const { id } = await aMatter(town, { ...routedTo(road.id), hiddenAt: new Date() })
    await expect(actOnMatter(roadStaff.actor, id, 'answer', answerOf(1, { notice: 'on' }))).rejects.toThrow(
      Invalid,
    )
    expect(await stateOf(id)).toMatchObject({ state: 'routed', noticeId: null })
    expect(await db.notice.count()).toBe(0)
  })
})

test('a note stays with the city, and no trail holds a word of it', async () => {
  const { id } = await aMatter(town, routedTo(road.id))
  await actOnMatter(roadStaff.actor, id, 'note', { text: 'ひみつの相談' })
  expect(await eventsOf(id)).toEqual([{ kind: 'note', text: 'ひみつの相談', shown: false }])
  const trail = (await db.auditEntry.findMany()).map(({ before, after }) => ({ before, after }))
  expect(trail).toHaveLength(1)
  expect(JSON.stringify(trail)).not.toContain('ひみつ')
  expect(await db.mail.count({ where: { text: { contains: 'ひみつ' } } })).toBe(0)
})

test('the form of an act offers what can be chosen there', async () => {
  const { id } = await aMatter(town, routedTo(road.id))
  const { sections, people, possible } = await cityAct(reviewer.actor, id, 'reroute')
  expect(possible).toBe(true)
  expect(sections.map(({ name, days }) => [name, days])).toEqual([['公園課', 30]])
  expect(people.map((person) => person.id)).toEqual([parkStaff.id])
  expect((await cityAct(reviewer.actor, id, 'receive')).possible).toBe(false)
})
