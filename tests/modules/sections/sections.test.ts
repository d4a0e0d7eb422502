/** Sections: kept by those who may, named once, dissolved only when nothing waits; a role that ended shows nothing. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '~/modules/accounts/rules'
import {
  addSectionMember,
  changeSection,
  createSection,
  endSection,
  removeSectionMember,
} from '~/modules/sections/commands.server'
import { peopleOfSection, sectionChoices, sectionKept, sectionsOf } from '~/modules/sections/queries.server'
import { newSection } from '~/modules/sections/schema'
import { dayToDate, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, Stale } from '~/platform/errors'
import { check } from '~/platform/forms.server'
import { action } from '~/routes/desk_.sections_.$id'
import { resetDatabase } from '../../setup/database'
import { actorOf, asking, giveRole, makeTown, makeUser, sessionOf, today } from '../accounts/support'

let keeper: Actor
const form = (name: string) => check(newSection, { name, answerDays: '２１' })

beforeEach(async () => {
  await resetDatabase()
  await makeTown()
  const { id } = await makeUser()
  await giveRole(id, 'reviewer')
  keeper = await actorOf(id)
})

async function staff() {
  const { id, email } = await makeUser()
  await giveRole(id, 'section_staff')
  return { id, email }
}

describe('a section', () => {
  test('is made and changed by who may, under a name of its own', async () => {
    const id = await createSection(keeper, form('公園課'))
    expect(await sectionChoices()).toEqual([{ id, name: '公園課', answerDays: 21 }])
    await expect(createSection(keeper, form('公園課'))).rejects.toBeInstanceOf(Invalid)
    const { id: other } = await staff()
    await expect(createSection(await actorOf(other), form('道路課'))).rejects.toBeInstanceOf(NotAllowed)
    const second = await createSection(keeper, form('道路課'))
    await expect(changeSection(keeper, second, { ...form('公園課'), version: 1 })).rejects.toBeInstanceOf(
      Invalid,
    )
    await changeSection(keeper, second, { ...form('道路河川課'), version: 1 })
    await expect(changeSection(keeper, second, { ...form('道路課'), version: 1 })).rejects.toBeInstanceOf(
      Stale,
    )
    await expect(changeSection(keeper, 999, { ...form('x'), version: 1 })).rejects.toBeInstanceOf(NotFound)
  })

  test('gives back what was typed when somebody else has changed it since', async () => {
    const id = await createSection(keeper, form('公園課'))
    await changeSection(keeper, id, { ...form('公園緑地課'), version: 1 })
    const fields = { intent: 'change', name: '公園みどり課', reading: '', phone: '', version: '1' }
    const given = { cookie: await sessionOf(keeper.user?.id ?? '', true), params: { id: String(id) }, fields }
    const answer = await action(asking(`/desk/sections/${id}`, given) as never)
    expect(answer).toMatchObject({ init: { status: 409 }, data: { stale: true, values: fields } })
  })

  test('ends only when nothing waits for its answer', async () => {
    const id = await createSection(keeper, form('公園課'))
    const { id: matter } = await db.matter.create({
      data: {
        kind: 'question',
        channel: 'direct',
        state: 'routed',
        category: 'park',
        title: 'x',
        body: 'x',
        sectionId: id,
        dueOn: dayToDate(today()),
        receivedAt: now(),
        routedAt: now(),
      },
    })
    await expect(endSection(keeper, id, 1, true)).rejects.toBeInstanceOf(Invalid)
    await db.matter.update({ where: { id: matter }, data: { state: 'answered', answeredAt: now() } })
    await endSection(keeper, id, 1, true)
    expect(await sectionChoices()).toEqual([])
    await endSection(keeper, id, 2, false)
    expect(await sectionChoices()).toHaveLength(1)
  })
})

test('hands its advice services to another when it ends, or to the civic activity section; what has ended stays', async () => {
  const [id, taker] = [
    await createSection(keeper, form('公園課')),
    await createSection(keeper, form('河川課')),
  ]
  const service = async (state: 'draft' | 'ended', sectionId: number) =>
    (await db.helpService.create({ data: { name: '窓口', summary: 'x', state, sectionId } })).id
  const [open, over] = [await service('draft', id), await service('ended', id)]
  await expect(endSection(keeper, id, 1, true, id)).rejects.toBeInstanceOf(Invalid)
  await endSection(keeper, id, 1, true, taker)
  const sectionOf = async (one: number) =>
    (await db.helpService.findUniqueOrThrow({ where: { id: one } })).sectionId
  expect([await sectionOf(open), await sectionOf(over)]).toEqual([taker, id])
  await expect(endSection(keeper, taker, 1, true, id)).rejects.toBeInstanceOf(Invalid)
  await endSection(keeper, taker, 1, true)
  expect(await sectionOf(open)).toBeNull()
})

test('people work in it as long as their role lasts; added twice they are there once', async () => {
  const id = await createSection(keeper, form('公園課'))
  const { id: user, email } = await staff()
  await addSectionMember(keeper, id, email)
  await addSectionMember(keeper, id, email)
  expect(await db.auditEntry.count({ where: { action: 'section.member_added' } })).toBe(1)
  await expect(addSectionMember(keeper, id, 'nobody@example.com')).rejects.toBeInstanceOf(Invalid)
  expect((await sectionsOf(await actorOf(user))).map((section) => section.id)).toEqual([id])
  expect((await peopleOfSection(db, id, today())).map((person) => person.id)).toEqual([user])
  await db.staffAppointment.deleteMany({ where: { userId: user } })
  expect(await sectionsOf(await actorOf(user))).toEqual([])
  expect(await peopleOfSection(db, id, today())).toEqual([])
  expect((await sectionKept(keeper, id)).people).toMatchObject([{ id: user, works: false }])
  await removeSectionMember(keeper, id, user)
  await expect(removeSectionMember(keeper, id, user)).rejects.toBeInstanceOf(NotFound)
})
