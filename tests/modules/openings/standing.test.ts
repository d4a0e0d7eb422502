/** Standing as a candidate after an earlier interest, and deleting what is kept because the person asked for it. */
import { beforeEach, describe, expect, test } from 'vitest'
import { type Actor, guest } from '~/modules/accounts/rules'
import { eraseInterest } from '~/modules/openings/commands/desk.server'
import { stand } from '~/modules/openings/commands/interest.server'
import { ownInterest } from '~/modules/openings/queries/own.server'
import { addDays, dateToDay } from '~/platform/clock'
import { newToken } from '~/platform/crypto.server'
import { db } from '~/platform/db.server'
import { Gone, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actions, actorOf, giveTerm, makeTown, makeUser, type Town, today } from '../accounts/support'
import { anInterest, anOpening, YUKI } from './support'

const SLUG = 'association-a'
let town: Town
let opening: number
let chair: Actor
let chairMail: string

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  const { id, email } = await makeUser()
  await giveTerm(id, town.association.id, 'chair')
  chair = await actorOf(id)
  chairMail = email
  opening = await anOpening(town.association.id)
})

async function holding(associationId: number) {
  const { id } = await makeUser()
  await giveTerm(id, associationId, 'chair')
  return actorOf(id)
}

async function somebody() {
  const user = await makeUser()
  return { ...user, actor: await actorOf(user.id) }
}

describe('standing after an earlier interest', () => {
  const form = (over: { phone?: string | null; message?: string } = {}) => ({
    phone: null,
    message: '',
    agreed: true,
    submission: newToken(),
    ...over,
  })
  const rowOf = (id: number) =>
    db.interest.findUniqueOrThrow({ where: { id }, include: { events: { orderBy: { id: 'asc' } } } })

  test('waits for an answer again, is told, and keeps the phone that was told before', async () => {
    for (const [stage, kind] of [
      ['not_now', 'hear_more'],
      ['not_now', 'candidate'],
      ['talking', 'hear_more'],
    ] as const) {
      const { actor, id: userId } = await somebody()
      const { id } = await anInterest(opening, { stage, kind, userId, dueOn: addDays(today(), -9) })
      const answered = { answeredAt: new Date(), remindedOn: new Date() }
      await db.interest.update({ where: { id }, data: answered })
      const before = await db.mail.count({ where: { recipient: chairMail } })
      expect(await stand(actor, opening, form())).toBe(id)
      const row = await rowOf(id)
      expect(row).toMatchObject({ kind: 'candidate', stage: 'new', answeredAt: null, remindedOn: null })
      expect(dateToDay(row.dueOn)).toBe(addDays(today(), 7))
      expect(row.events.at(-1)?.stage).toBe('new')
      expect((await ownInterest(actor, `my-${id}`)).person.phone).toBe(YUKI.phone)
      expect(await db.mail.count({ where: { recipient: chairMail } })).toBe(before + 1)
      // Pressed twice it is there once.
      expect(await stand(actor, opening, form())).toBe(id)
      expect((await rowOf(id)).version).toBe(row.version)
    }
  })

  test('keeps the day on which an answer to the first is due, and takes a new phone', async () => {
    const { actor, id: userId } = await somebody()
    const dueOn = addDays(today(), 1)
    const { id } = await anInterest(opening, { userId, dueOn })
    await stand(actor, opening, form({ phone: '072-999-9999' }))
    const row = await rowOf(id)
    expect(row).toMatchObject({ kind: 'candidate', stage: 'new' })
    expect(dateToDay(row.dueOn)).toBe(dueOn)
    expect((await ownInterest(actor, `my-${id}`)).person.phone).toBe('072-999-9999')
  })

  test('leaves a candidate who was elected where they are', async () => {
    const { actor, id: userId } = await somebody()
    const { id } = await anInterest(opening, { stage: 'elected', userId })
    await stand(actor, opening, form())
    expect((await rowOf(id)).stage).toBe('elected')
  })
})

describe('deleting at the person’s request', () => {
  test('is done by those who answer, leaves nothing, and the trail names nobody', async () => {
    const { id, key } = await anInterest(opening)
    const other = await anInterest(opening)
    const asked = await anInterest(opening, { stage: 'asked' })
    const council = await holding(town.council.id)
    await expect(eraseInterest(guest(today()), SLUG, id, 1)).rejects.toThrow(SignInNeeded)
    await expect(eraseInterest(council, SLUG, id, 1)).rejects.toThrow(NotAllowed)
    await expect(eraseInterest(chair, SLUG, asked.id, 1)).rejects.toThrow(NotFound)
    const foreign = await holding(town.other.id)
    await expect(eraseInterest(foreign, 'association-b', id, 1)).rejects.toThrow(NotFound)
    await expect(eraseInterest(chair, SLUG, id, 2)).rejects.toThrow(Stale)
    await eraseInterest(chair, SLUG, id, 1)
    await expect(ownInterest(guest(today()), key)).rejects.toThrow(Gone)
    const left = await db.interest.findMany({ orderBy: { id: 'asc' }, select: { id: true } })
    expect(left.map((row) => row.id)).toEqual([other.id, asked.id])
    expect(await actions()).toEqual(['interest.erased'])
    const [entry] = await db.auditEntry.findMany({ select: { before: true, after: true } })
    expect([entry?.before, entry?.after]).toEqual([null, null])
  })
})
