/** Reminders of terms without a successor: three steps, each once; a morning that was missed is caught up with. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { remindTerms } from '~/modules/officers/commands/remind.server'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { giveTerm, mailTo, makeTown, makeUser, type Town, today, travel } from '../accounts/support'

let town: Town
let email: string

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-16T00:10:00Z') })
  await resetDatabase()
  town = await makeTown()
  const chair = await makeUser()
  email = chair.email
  await giveTerm(chair.id, town.association.id, 'chair', today(), addDays(today(), 700))
})
afterEach(() => {
  vi.useRealTimers()
})

const endingIn = async (days: number, associationId = town.association.id) => {
  const { id } = await makeUser()
  return giveTerm(id, associationId, 'secretary', addDays(today(), -10), addDays(today(), days))
}
const mails = () => db.mail.count({ where: { recipient: email } })

test('90, 60 and 30 days before, each once', async () => {
  await endingIn(92)
  const told: number[] = []
  let left = 92
  for (const next of [91, 90, 89, 61, 60, 31, 30, 5, 0, -1]) {
    travel({ days: left - next })
    left = next
    if ((await remindTerms()) > 0) told.push(left)
    expect(await remindTerms()).toBe(0)
  }
  expect(told).toEqual([90, 60, 30])
  expect(await mails()).toBe(3)
  const mail = await mailTo(email)
  expect(mail?.text).toContain('association-aの会 書記')
  expect(mail?.text).toContain('/associations/association-a/officers/next')
})

test('one step only after mornings that were missed, and one mail for all seats', async () => {
  await endingIn(20)
  await endingIn(25)
  expect(await remindTerms()).toBe(2)
  expect(await mails()).toBe(1)
  expect(await remindTerms()).toBe(0)
})

test('none where somebody follows, nor for a seat that was given up', async () => {
  const { id } = await endingIn(20)
  const { seatId } = await db.term.findUniqueOrThrow({ where: { id } })
  const next = { seatId, associationId: town.association.id, post: 'secretary' as const, familyName: '木村' }
  const dates = { startsOn: dayToDate(addDays(today(), 21)), endsOn: dayToDate(addDays(today(), 400)) }
  const follower = await db.term.create({ data: { ...next, ...dates } })
  expect(await remindTerms()).toBe(0)
  await db.term.delete({ where: { id: follower.id } })
  await db.officerSeat.update({ where: { id: seatId ?? 0 }, data: { closedOn: dayToDate(today()) } })
  expect(await remindTerms()).toBe(0)
})

test('of a group that nobody keeps, those of its association are told', async () => {
  await endingIn(20, town.group.id)
  expect(await remindTerms()).toBe(1)
  expect((await mailTo(email))?.text).toContain('group-aの会')
})

test('where there is nobody at all, the step waits for somebody who can be told', async () => {
  const { group, association } = town
  await endingIn(20, group.id)
  const held = await db.term.findMany({ where: { associationId: { in: [association.id] } } })
  await db.term.deleteMany({ where: { id: { in: held.map(({ id }) => id) } } })
  expect(await remindTerms()).toBe(0)
  const keeper = await makeUser()
  await giveTerm(keeper.id, town.council.id, 'chair', today(), addDays(today(), 700))
  expect(await remindTerms()).toBe(1)
  expect((await mailTo(keeper.email))?.text).toContain('group-aの会')
})
