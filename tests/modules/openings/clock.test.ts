/** What the clock does for interest: nobody is forgotten, and nothing is kept too long. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Actor } from '~/modules/accounts/rules'
import {
  forgetInterests,
  inviteElected,
  moveInterest,
  remindAnswers,
} from '~/modules/openings/commands/desk.server'
import { forgetOpenings } from '~/modules/openings/commands/openings.server'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actions, actorOf, giveTerm, makeTown, makeUser, type Town, today, travel } from '../accounts/support'
import { anInterest, anOpening, YUKI } from './support'

const SLUG = 'association-a'
let town: Town
let chair: Actor
let chairMail: string

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  const { id, email } = await makeUser()
  await giveTerm(id, town.association.id, 'chair')
  chair = await actorOf(id)
  chairMail = email
})
afterEach(() => {
  vi.useRealTimers()
})

const mails = (recipient: string) => db.mail.count({ where: { recipient } })
const left = async () => (await db.interest.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id)

describe('reminders', () => {
  test('come once for all that wait in an association, without a word of them, and again while nobody answers', async () => {
    const opening = await anOpening(town.association.id)
    const { id } = await anInterest(opening, { dueOn: addDays(today(), 1) })
    await anInterest(opening, { dueOn: addDays(today(), -5) })
    await anInterest(opening, { dueOn: addDays(today(), 2) })
    await anInterest(opening, { dueOn: addDays(today(), -5), stage: 'asked' })
    await anInterest(opening, { dueOn: addDays(today(), -5), stage: 'talking' })
    expect(await remindAnswers()).toBe(2)
    expect(await remindAnswers()).toBe(0)
    expect(await mails(chairMail)).toBe(1)
    const mail = await db.mail.findFirstOrThrow({ where: { recipient: chairMail } })
    expect(mail.text).toContain('2人')
    expect(mail.text).toContain(`/associations/${SLUG}/interest`)
    expect(mail.text).not.toContain(YUKI.name)
    await moveInterest(chair, SLUG, id, { stage: 'contacted', note: '', version: 1 })
    travel({ days: 3 })
    expect(await remindAnswers()).toBe(2)
    expect(await mails(chairMail)).toBe(2)
  })

  test('go to the council where the association has nobody', async () => {
    await db.term.deleteMany({})
    const { id, email } = await makeUser()
    await giveTerm(id, town.council.id, 'chair')
    await anInterest(await anOpening(town.association.id), { dueOn: addDays(today(), -1) })
    expect(await remindAnswers()).toBe(1)
    expect(await mails(email)).toBe(1)
    expect(await mails(chairMail)).toBe(0)
  })
})

describe('where nobody holds the association', () => {
  test('the nearest above is told, however far', async () => {
    await db.term.deleteMany({})
    const { id, email } = await makeUser()
    await giveTerm(id, town.council.id, 'chair')
    await anInterest(await anOpening(town.group.id), { dueOn: addDays(today(), -1) })
    expect(await remindAnswers()).toBe(1)
    expect(await mails(email)).toBe(1)
  })

  test('nor anything above it, nobody counts as told, and whoever takes office is told at once', async () => {
    await db.term.deleteMany({})
    const { id } = await anInterest(await anOpening(town.association.id), { dueOn: addDays(today(), -1) })
    expect(await remindAnswers()).toBe(0)
    expect((await db.interest.findUniqueOrThrow({ where: { id } })).remindedOn).toBeNull()
    const late = await makeUser()
    await giveTerm(late.id, town.association.id, 'chair')
    expect(await remindAnswers()).toBe(1)
    expect(await mails(late.email)).toBe(1)
  })
})

describe('forgetting', () => {
  test('a nomination that nobody answered: the day after its last, without a trace', async () => {
    const opening = await anOpening(town.association.id)
    const last = await anInterest(opening, { stage: 'asked', dueOn: today() })
    await anInterest(opening, { stage: 'asked', dueOn: addDays(today(), -1) })
    expect(await forgetInterests()).toBe(0)
    expect(await left()).toEqual([last.id])
    expect(await actions()).toEqual([])
  })

  test('interest on the ninety-first day after the election, and not a day before', async () => {
    const election = addDays(today(), 30)
    const opening = await anOpening(town.association.id, { electionOn: election, closesOn: today() })
    const elected = await anInterest(opening, { stage: 'elected' })
    await anInterest(opening, { stage: 'not_now' })
    await anInterest(opening, { stage: 'new' })
    travel({ days: 120 })
    expect(await forgetInterests()).toBe(0)
    expect(await left()).toContain(elected.id)
    travel({ days: 1 })
    expect(await forgetInterests()).toBe(3)
    expect(await left()).toEqual([])
    const trail = await db.auditEntry.findMany({ where: { action: 'retention.cleared' } })
    expect(trail.map(({ after }) => after)).toEqual([{ interests: 3 }])
  })

  test('interest without any day after a year', async () => {
    await anInterest(await anOpening(town.association.id))
    travel({ days: 365 })
    expect(await forgetInterests()).toBe(0)
    travel({ days: 1 })
    expect(await forgetInterests()).toBe(1)
  })

  test('an opening that has been over for three years, once nobody is in it', async () => {
    const over = { state: 'closed' as const, closesOn: addDays(today(), -3 * 365 - 1) }
    const empty = await anOpening(town.association.id, over)
    const held = await anOpening(town.association.id, over)
    await anInterest(held)
    const open = await anOpening(town.association.id)
    await db.opening.updateMany({ data: { updatedAt: dayToDate('2020-01-01') } })
    expect(await forgetOpenings()).toBe(1)
    const ids = (await db.opening.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id)
    expect(ids).toEqual([held, open])
    expect(ids).not.toContain(empty)
  })
})

describe('the elected', () => {
  const dates = () => ({ startsOn: today(), endsOn: addDays(today(), 200) })

  test('are invited at the address that they told, for the post of the opening', async () => {
    const post = await db.officerPost.create({
      data: { associationId: town.association.id, post: 'secretary', name: '書記の役' },
    })
    const opening = await anOpening(town.association.id, { postId: post.id })
    const person = { ...YUKI, email: 'yuki@mail.example' }
    const { id } = await anInterest(opening, { stage: 'candidate', person })
    await expect(inviteElected(chair, SLUG, id, dates())).rejects.toThrow(Stale)
    await moveInterest(chair, SLUG, id, { stage: 'elected', note: '', version: 1 })
    await inviteElected(chair, SLUG, id, dates())
    expect(await db.invitation.findFirstOrThrow()).toMatchObject({
      email: 'yuki@mail.example',
      post: 'secretary',
      associationId: town.association.id,
    })
  })

  test('cannot be invited without an address or a post', async () => {
    const opening = await anOpening(town.association.id)
    const { id } = await anInterest(opening, { stage: 'elected' })
    await expect(inviteElected(chair, SLUG, id, dates())).rejects.toThrow(Invalid)
  })
})
