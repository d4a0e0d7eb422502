/** Answers to events on a real database: who may give them, for whom, until when, and never more than there is room. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { SignedIn } from '~/modules/accounts/rules'
import { answerEvent, takeBackAnswer } from '~/modules/events/commands/answer.server'
import { enterAnswers } from '~/modules/events/commands/enter.server'
import { forgetAnswers } from '~/modules/events/commands/forget.server'
import { eventOf, eventToAnswer } from '~/modules/events/queries/event.server'
import type { EnterForm } from '~/modules/events/schema'
import { readNotice } from '~/modules/notices/queries/notice.server'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import {
  answer,
  event,
  forHousehold,
  household,
  makeTown,
  officer,
  person,
  reader,
  refusal,
  stored,
  type Town,
  today,
} from './support'

let town: Town
beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
})

const viewOf = async (actor: SignedIn | ReturnType<typeof reader>, id: number) => {
  const view = await eventOf(actor, await readNotice(actor, id))
  if (!view) throw new Error('no event')
  return view
}

describe('a household', () => {
  test('has one answer, which any of its members changes and takes back', async () => {
    const [mother, son] = [await person(), await person()]
    const home = await household(town.groupA, [{ of: mother, role: 'head' }, { of: son }])
    const id = await event(town.home)
    await answerEvent(mother, id, forHousehold(home, { people: 3 }))
    expect((await viewOf(son, id)).answerers).toMatchObject([
      { key: `household-${home}`, household: '世帯', answer: { kind: 'attend', people: 3, version: 1 } },
    ])
    await answerEvent(son, id, forHousehold(home, { people: 2, version: 1 }))
    expect(await stored(id)).toMatchObject([{ householdId: home, userId: null, people: 2, version: 2 }])
    await answerEvent(mother, id, forHousehold(home, { kind: 'absent', people: null, version: 2 }))
    expect(await stored(id)).toMatchObject([{ kind: 'absent', people: 0 }])
    expect(await refusal(takeBackAnswer(son, id, { as: `household-${home}`, version: 1 }))).toBeInstanceOf(
      Stale,
    )
    await takeBackAnswer(son, id, { as: `household-${home}`, version: 3 })
    expect(await stored(id)).toEqual([])
    const trail = await db.auditEntry.findMany({
      orderBy: { id: 'asc' },
      select: { action: true, after: true },
    })
    expect(trail.map(({ action }) => action)).toEqual([
      'event.answered',
      'event.answered',
      'event.answered',
      'event.answer_taken_back',
    ])
    expect(JSON.stringify(trail)).not.toContain('世帯')
  })

  test('is told when somebody of it has answered otherwise meanwhile; the same form twice is one answer', async () => {
    const [one, two] = [await person(), await person()]
    const home = await household(town.groupA, [{ of: one }, { of: two }])
    const id = await event(town.home)
    await Promise.all([1, 2, 3].map(() => answerEvent(one, id, forHousehold(home, { people: 4 }))))
    expect(await stored(id)).toMatchObject([{ people: 4, version: 1 }])
    expect(await refusal(answerEvent(two, id, forHousehold(home, { kind: 'absent' })))).toMatchObject({
      status: 409,
      key: 'answer_changed',
    })
  })

  test('answers not for another, nor above or beside those who are asked, nor through a child', async () => {
    const [neighbour, child] = [await person(), await person()]
    const home = await household(town.groupA, [{ of: child, role: 'dependant' }])
    const beside = await household(town.other, [{ of: neighbour }])
    const id = await event(town.home, { visibility: 'public' })
    expect(await refusal(answerEvent(neighbour, id, forHousehold(home)))).toBeInstanceOf(NotFound)
    expect(await refusal(answerEvent(neighbour, id, forHousehold(beside)))).toBeInstanceOf(NotFound)
    expect(await refusal(answerEvent(child, id, forHousehold(home)))).toBeInstanceOf(NotFound)
    expect(await refusal(answerEvent(reader(), id, forHousehold(home)))).toBeInstanceOf(SignInNeeded)
    expect(await stored(id)).toEqual([])
  })

  test('that has moved out, or is no longer listed, does not answer', async () => {
    const one = await person()
    const moved = await household(town.groupA, [{ of: one }], { movedOutOn: dayToDate(today()) })
    const unlisted = await household(town.groupA, [{ of: one }], { consentWithdrawnAt: new Date() })
    const id = await event(town.home, { eventAsks: 'assembly' })
    expect((await viewOf(one, id)).answerers).toEqual([])
    for (const home of [moved, unlisted]) {
      expect(await refusal(answerEvent(one, id, forHousehold(home)))).toBeInstanceOf(NotFound)
    }
  })

  test('has one vote in an assembly, and may entrust it to the chair or to somebody by name', async () => {
    const one = await person()
    const home = await household(town.groupA, [{ of: one }])
    const id = await event(town.home, { eventAsks: 'assembly', visibility: 'public' })
    await answerEvent(one, id, forHousehold(home, { people: 5 }))
    expect(await stored(id)).toMatchObject([{ people: 1 }])
    await answerEvent(one, id, forHousehold(home, { kind: 'entrust', entrusted_to: '髙﨑', version: 1 }))
    expect(await stored(id)).toMatchObject([{ kind: 'entrust', people: 0, entrustedTo: '髙﨑' }])
    const party = await event(town.home)
    expect(await refusal(answerEvent(one, party, forHousehold(home, { kind: 'entrust' })))).toBeInstanceOf(
      Invalid,
    )
    expect(await refusal(answerEvent(one, party, forHousehold(home, { people: null })))).toBeInstanceOf(
      Invalid,
    )
  })
})

describe('a person who is in no household there', () => {
  test('answers alone for a public event, and for nothing else', async () => {
    const one = await person()
    const open = await event(town.home)
    await answerEvent(one, open, answer('me', { people: 2 }))
    expect(await stored(open)).toMatchObject([{ householdId: null, userId: one.user.id, people: 2 }])
    const assembly = await event(town.home, { eventAsks: 'assembly' })
    expect(await refusal(answerEvent(one, assembly, answer('me')))).toMatchObject({
      status: 403,
      key: 'event_by_household',
    })
    const member = await person({ memberships: [{ associationId: town.home.id, path: town.home.path }] })
    const closed = await event(town.home, { visibility: 'members' })
    expect(await refusal(answerEvent(member, closed, answer('me')))).toBeInstanceOf(NotAllowed)
    expect(await refusal(answerEvent(one, closed, answer('me')))).toBeInstanceOf(NotFound)
  })

  test('gives no second answer beside that of the household, but may take back the first', async () => {
    const one = await person()
    const id = await event(town.home)
    const living = await person()
    await household(town.groupA, [{ of: living }])
    expect(await refusal(answerEvent(living, id, answer('me')))).toBeInstanceOf(NotFound)
    await answerEvent(one, id, answer('me'))
    await household(town.groupA, [{ of: one }])
    expect((await viewOf(one, id)).answerers.map(({ key }) => key)).toContain('me')
    await takeBackAnswer(one, id, { as: 'me', version: 1 })
    expect(await stored(id)).toEqual([])
  })
})

describe('the date', () => {
  test('ends the answers: the closing day, or the beginning of the event', async () => {
    const one = await person()
    const late = await event(town.home, { eventAnswerBy: dayToDate(addDays(today(), -1)) })
    const begun = await event(town.home, {
      eventStartsAt: new Date(Date.now() - 60_000),
      eventEndsAt: null,
      eventAnswerBy: dayToDate(addDays(today(), 3)),
    })
    const last = await event(town.home, { eventAnswerBy: dayToDate(today()) })
    for (const id of [late, begun]) {
      expect((await viewOf(one, id)).open).toBe(false)
      expect(await refusal(answerEvent(one, id, answer('me')))).toMatchObject({
        status: 409,
        key: 'event_closed',
      })
    }
    await answerEvent(one, last, answer('me'))
  })

  test('is not asked of a notice that asks nothing, or is not published', async () => {
    const one = await person()
    const silent = await event(town.home, { eventAsks: 'nothing' })
    expect(await refusal(answerEvent(one, silent, answer('me')))).toBeInstanceOf(NotFound)
    expect(await refusal(eventToAnswer(one, silent))).toBeInstanceOf(NotFound)
    const chair = await officer('chair', town.home)
    const draft = await event(town.home, { state: 'draft', publishedAt: null })
    expect(await refusal(answerEvent(chair, draft, answer('me')))).toBeInstanceOf(Stale)
  })
})

describe('places', () => {
  test('are never more than there are, however many answer at once', async () => {
    const id = await event(town.home, { eventCapacity: 10 })
    const people = await Promise.all(Array.from({ length: 50 }, () => person()))
    const homes = await Promise.all(people.map((one) => household(town.groupA, [{ of: one }])))
    const answers = await Promise.allSettled(
      people.map((one, i) => answerEvent(one, id, forHousehold(homes[i] ?? 0))),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
    for (const lost of answers) {
      if (lost.status === 'rejected') {
        expect(lost.reason).toBeInstanceOf(Invalid)
        expect(lost.reason.errors).toEqual({ people: ['events.answer.full'] })
      }
    }
    expect(await db.eventAnswer.aggregate({ _sum: { people: true } })).toEqual({ _sum: { people: 10 } })
    expect((await viewOf(reader(), id)).placesLeft).toBe(0)
  }, 60_000)

  test('that are left are named to those who want more, and free again for others when somebody stays away', async () => {
    const [one, two] = [await person(), await person()]
    const first = await household(town.groupA, [{ of: one }])
    const second = await household(town.groupB, [{ of: two }])
    const id = await event(town.home, { eventCapacity: 5 })
    await answerEvent(one, id, forHousehold(first, { people: 3 }))
    expect(await refusal(answerEvent(two, id, forHousehold(second, { people: 3 })))).toMatchObject({
      errors: { people: ['events.answer.too_many?left=2'] },
    })
    // One's own places are not counted against one.
    await answerEvent(one, id, forHousehold(first, { people: 5, version: 1 }))
    await answerEvent(one, id, forHousehold(first, { kind: 'absent', version: 2 }))
    await answerEvent(two, id, forHousehold(second, { people: 5 }))
    // Made fewer afterwards: nobody is thrown out, and fewer persons are taken though it is still too many.
    await db.notice.update({ where: { id }, data: { eventCapacity: 2 } })
    await answerEvent(two, id, forHousehold(second, { people: 4, version: 1 }))
    expect(
      await refusal(answerEvent(two, id, forHousehold(second, { people: 5, version: 2 }))),
    ).toMatchObject({
      errors: { people: ['events.answer.too_many?left=2'] },
    })
  })

  test('are kept while officers enter paper and households answer, and nobody waits in a circle', async () => {
    const chair = await officer('chair', town.home)
    const id = await event(town.home, { eventCapacity: 12 })
    const people = await Promise.all(Array.from({ length: 12 }, () => person()))
    const homes = await Promise.all(people.map((one) => household(town.groupA, [{ of: one }])))
    await Promise.all(people.map((one, i) => answerEvent(one, id, forHousehold(homes[i] ?? 0))))
    const entered: EnterForm = { household: homes, kind: 'attend', people: 1, entrusted_to: '' }
    const all = await Promise.allSettled([
      enterAnswers(chair, id, entered),
      enterAnswers(chair, id, { ...entered, household: [...homes].reverse() }),
      ...people.map((one, i) =>
        answerEvent(one, id, forHousehold(homes[i] ?? 0, { kind: 'absent', version: 1 })),
      ),
    ])
    for (const result of all) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(Stale)
    const { _sum } = await db.eventAnswer.aggregate({ _sum: { people: true } })
    expect(_sum.people).toBeLessThanOrEqual(12)
  }, 60_000)
})

test('who came is forgotten a year after the event, and no sooner', async () => {
  const one = await person()
  const home = await household(town.groupA, [{ of: one }])
  const past = async (days: number) => {
    const noticeId = await event(town.home, {
      eventStartsAt: new Date(Date.now() - days * 86_400_000),
      eventEndsAt: null,
    })
    await db.eventAnswer.create({ data: { noticeId, householdId: home, kind: 'attend', people: 2 } })
    return noticeId
  }
  const [old, late] = [await past(401), await past(399)]
  expect(await forgetAnswers()).toBe(1)
  expect([await stored(old), (await stored(late)).length]).toEqual([[], 1])
})

test('everybody sees how many come and how many places are left, and not who', async () => {
  const one = await person()
  const home = await household(town.groupA, [{ of: one }])
  const id = await event(town.home, { eventCapacity: 8 })
  await answerEvent(one, id, forHousehold(home, { people: 3 }))
  const view = await viewOf(reader(), id)
  expect(view).toMatchObject({
    people: 3,
    capacity: 8,
    placesLeft: 5,
    open: true,
    answerers: [],
    signedIn: false,
  })
  expect(JSON.stringify(view)).not.toContain('世帯')
})
