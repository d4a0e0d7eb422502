/** Officers and the answers to events: what they see, what they enter from paper, and where their office ends. */
import { beforeEach, describe, expect, test } from 'vitest'
import { answerEvent } from '~/modules/events/commands/answer.server'
import { enterAnswers } from '~/modules/events/commands/enter.server'
import { allAnswers, answersOf } from '~/modules/events/queries/answers.server'
import type { EnterForm } from '~/modules/events/schema'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotFound, SignInNeeded } from '~/platform/errors'
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

describe('officers', () => {
  const paper = (ids: number[], over: Partial<EnterForm> = {}): EnterForm => ({
    household: ids,
    kind: 'attend',
    people: 1,
    entrusted_to: '',
    ...over,
  })

  test('enter what came on paper, for one or many, also late, and remove it again', async () => {
    const chair = await officer('chair', town.home)
    const a = await household(town.groupA)
    const b = await household(town.groupB)
    const id = await event(town.home, {
      eventAsks: 'assembly',
      eventAnswerBy: dayToDate(addDays(today(), -1)),
    })
    expect(await enterAnswers(chair, id, paper([a, b, a], { kind: 'entrust', entrusted_to: '会長' }))).toBe(2)
    expect(await stored(id)).toMatchObject([{ entrustedTo: '会長' }, { entrustedTo: '会長' }])
    await enterAnswers(chair, id, paper([a]))
    const { counts } = await answersOf(chair, id)
    expect(counts).toMatchObject({
      households: 2,
      attend: 1,
      entrust: 1,
      absent: 0,
      unanswered: 0,
      people: 1,
    })
    await enterAnswers(chair, id, paper([a, b], { kind: 'none' }))
    expect((await answersOf(chair, id)).counts).toMatchObject({ households: 2, unanswered: 2 })
    expect(await refusal(enterAnswers(chair, id, paper([])))).toBeInstanceOf(Invalid)
  })

  test('enter all or nothing when the places do not suffice', async () => {
    const chair = await officer('chair', town.home)
    const homes = [await household(town.groupA), await household(town.groupA)]
    const id = await event(town.home, { eventCapacity: 3 })
    expect(await refusal(enterAnswers(chair, id, paper(homes, { people: 2 })))).toMatchObject({
      errors: { people: ['events.answer.too_many?left=1'] },
    })
    expect(await stored(id)).toEqual([])
    await enterAnswers(chair, id, paper([homes[0] ?? 0], { people: 3 }))
    await enterAnswers(chair, id, paper(homes, { people: 1 }))
    expect((await stored(id)).map(({ people }) => people)).toEqual([1, 1])
  })

  test('see and enter what lies in the reach of their office, and nothing else', async () => {
    const inA = await household(town.groupA, [], { name: 'A家' })
    const inB = await household(town.groupB, [], { name: 'B家' })
    const beside = await household(town.other, [], { name: 'C家' })
    const id = await event(town.home)
    const leader = await officer('group_leader', town.groupA)
    const seen = await answersOf(leader, id)
    expect(seen.households.map(({ name }) => name)).toEqual(['A家'])
    expect(seen.counts.households).toBe(2)
    await enterAnswers(leader, id, paper([inA]))
    expect(await refusal(enterAnswers(leader, id, paper([inA, inB])))).toBeInstanceOf(NotFound)
    const chair = await officer('chair', town.home)
    expect(await refusal(enterAnswers(chair, id, paper([beside])))).toBeInstanceOf(NotFound)
    expect((await answersOf(await officer('secretary', town.council), id)).households).toHaveLength(2)
    for (const stranger of [await officer('chair', town.other), await person()]) {
      expect(await refusal(answersOf(stranger, id))).toBeInstanceOf(NotFound)
      expect(await refusal(enterAnswers(stranger, id, paper([inA])))).toBeInstanceOf(NotFound)
    }
    expect(await refusal(answersOf(reader(), id))).toBeInstanceOf(SignInNeeded)
  })

  test('of the city see how many, and the names of nobody who lives in an association', async () => {
    const one = await person()
    const home = await household(town.groupA, [{ of: one }], { name: 'A家' })
    const alone = await person()
    const id = await event(town.city)
    await answerEvent(one, id, forHousehold(home, { people: 2 }))
    await answerEvent(alone, id, answer('me'))
    const staff = await person({
      staff: ['section_staff'],
      cityPath: town.city.path,
      capacity: 'section_staff',
    })
    const seen = await answersOf(staff, id)
    expect(seen).toMatchObject({ counts: { attend: 1, people: 3, others: 1 }, groups: [], households: [] })
    expect(seen.others).toMatchObject([{ name: '名 無', people: 1 }])
    // An association inside sees its own households, and not who told it to the city.
    const chair = await allAnswers(await officer('chair', town.home), id)
    expect(chair.households.map(({ name }) => name)).toEqual(['A家'])
    expect(chair.others).toEqual([])
  })

  test('count neither those who have moved out nor those who are no longer listed', async () => {
    const chair = await officer('chair', town.home)
    const staying = await household(town.groupA)
    const leaving = await household(town.groupA)
    const id = await event(town.home, { eventAsks: 'assembly' })
    await enterAnswers(chair, id, paper([staying, leaving]))
    await db.household.update({ where: { id: leaving }, data: { movedOutOn: dayToDate(today()) } })
    expect((await answersOf(chair, id)).counts).toMatchObject({ households: 1, attend: 1, unanswered: 0 })
    expect(await refusal(enterAnswers(chair, id, paper([leaving])))).toBeInstanceOf(NotFound)
  })

  test('find many households group by group', async () => {
    const chair = await officer('chair', town.home)
    await db.household.createMany({
      data: Array.from({ length: 301 }, (_, i) => ({
        associationId: town.groupA.id,
        name: `${i}`,
        position: i,
      })),
    })
    await household(town.groupB)
    const id = await event(town.home)
    const all = await answersOf(chair, id)
    expect(all.households).toEqual([])
    expect(all.groups.map(({ households }) => households)).toEqual([301, 1])
    expect((await answersOf(chair, id, town.groupB.id)).households).toHaveLength(1)
    expect((await answersOf(chair, id, town.other.id)).households).toEqual([])
    expect((await allAnswers(chair, id)).households).toHaveLength(302)
  })
})
