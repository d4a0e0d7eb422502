/** まとめる: what was joined goes to its end with the other, follows it, and can be parted again with a reason. */
import { beforeEach, expect, test } from 'vitest'
import { guest } from '~/modules/accounts/rules'
import { actOnMatter } from '~/modules/exchange/commands/city-act.server'
import { forgetExchange } from '~/modules/exchange/commands/clean-up.server'
import { followOwn } from '~/modules/exchange/commands/follow.server'
import { tellEvent } from '~/modules/exchange/commands/happen.server'
import { countByState } from '~/modules/exchange/queries/list.server'
import { matterFor } from '~/modules/exchange/queries/matter.server'
import { addDays, dateToDay } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actorOf, makeTown, makeUser, type Town, today } from '../accounts/support'
import { aMatter, aSection, eventsOf, routedTo, staffOf, stateOf } from './city-support'

let town: Town
let road: { id: number; name: string }
let reviewer: Awaited<ReturnType<typeof staffOf>>
let roadStaff: Awaited<ReturnType<typeof staffOf>>
const REASON = '同じ道のことのため'

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  road = await aSection('道路課')
  reviewer = await staffOf('reviewer')
  roadStaff = await staffOf('section_staff', road.id)
})

/** One that was joined to another which is with the section. */
async function joined() {
  const author = await makeUser()
  const early = await aMatter(town, routedTo(road.id))
  const late = await aMatter(town, { authorId: author.id, channel: 'direct', associationId: null })
  await actOnMatter(reviewer.actor, late.id, 'join', {
    version: '1',
    to: String(early.id),
    reason: REASON,
  })
  return { early: early.id, late: late.id, author }
}

const act = async (id: number, word: Parameters<typeof actOnMatter>[2], fields: Record<string, string>) =>
  actOnMatter(roadStaff.actor, id, word, { version: String((await stateOf(id)).version), ...fields })

const tellAll = async () => {
  for (const { id } of await db.matterEvent.findMany({ orderBy: { id: 'asc' }, select: { id: true } }))
    await tellEvent(id)
}

test('a joining has a reason that everybody reads, and without one is refused', async () => {
  const { late, early } = await joined()
  const event = (await matterFor(guest(today()), late)).events.find(({ kind }) => kind === 'joined')
  expect(event?.text).toContain(REASON)
  expect(event?.text).toContain(`No.${early}`)
  const third = await aMatter(town)
  await expect(
    actOnMatter(reviewer.actor, third.id, 'join', { version: '1', to: String(early), reason: ' ' }),
  ).rejects.toBeInstanceOf(Invalid)
})

test('goes with the other through promise, progress, end and a second look, and is counted there', async () => {
  const { early, late } = await joined()
  expect(await stateOf(late)).toMatchObject({ state: 'received', closedAt: null })
  await act(early, 'answer', {
    how: 'answer_promise',
    text: '舗装し直します。',
    promise: addDays(today(), 30),
  })
  expect(await stateOf(late)).toMatchObject({ state: 'underway', sectionId: road.id, closedAt: null })
  await act(early, 'progress', { percent: '40', text: '入札しました。' })
  expect((await stateOf(late)).progress).toBe(40)
  await act(early, 'finish', { text: '直りました。' })
  expect(await stateOf(late)).toMatchObject({ state: 'done', progress: 100, joinedToId: early })
  expect((await stateOf(late)).closedAt).not.toBeNull()
  expect(await countByState({}, today())).toEqual({ done: 2 })
  await act(early, 'reopen', { reason: 'また壊れました。' })
  expect(await stateOf(late)).toMatchObject({ state: 'routed', closedAt: null, answeredAt: null })
  await act(early, 'answer', { how: 'answer_impossible', text: '私道でした。' })
  expect((await stateOf(late)).state).toBe('impossible')
  expect((await eventsOf(late)).map(({ kind }) => kind)).toEqual([
    'joined',
    'moved_with',
    'moved_with',
    'moved_with',
    'moved_with',
  ])
})

test('joined to what is answered already, it stands as answered at once', async () => {
  const early = await aMatter(town, routedTo(road.id))
  await act(early.id, 'answer', { how: 'answer', text: 'このように考えます。' })
  const late = await aMatter(town)
  await actOnMatter(reviewer.actor, late.id, 'join', { version: '1', to: String(early.id), reason: REASON })
  expect(await stateOf(late.id)).toMatchObject({ state: 'answered', joinedToId: early.id })
})

test('whoever asked or follows what was joined hears of the other’s answer, once, whenever they began', async () => {
  const { early, late, author } = await joined()
  const reader = await makeUser()
  await followOwn(await actorOf(reader.id), late)
  await followOwn(await actorOf(reader.id), early)
  await act(early, 'answer', { how: 'answer', text: 'このように考えます。' })
  await db.mail.deleteMany()
  await tellAll()
  for (const { email } of [reader, author]) {
    const told = await db.mail.findMany({ where: { recipient: email, text: { contains: 'このように' } } })
    expect(told).toHaveLength(1)
  }
})

test('a wrong joining is undone with a reason: an answer of its own is due, and the author supports the other no more', async () => {
  const { early, late, author } = await joined()
  expect((await stateOf(early)).supportCount).toBe(1)
  await act(early, 'answer', { how: 'answer', text: 'このように考えます。' })
  const version = String((await stateOf(late)).version)
  const parting = { version, reason: '別の道のことだったため' }
  await expect(actOnMatter(roadStaff.actor, late, 'unjoin', parting)).rejects.toThrow()
  await expect(
    actOnMatter(reviewer.actor, late, 'unjoin', { ...parting, reason: '' }),
  ).rejects.toBeInstanceOf(Invalid)
  await actOnMatter(reviewer.actor, late, 'unjoin', parting)
  const after = await stateOf(late)
  expect(after).toMatchObject({ state: 'routed', joinedToId: null, answeredAt: null, closedAt: null })
  expect(after.dueOn && dateToDay(after.dueOn) > today()).toBe(true)
  expect((await stateOf(early)).supportCount).toBe(0)
  await expect(actOnMatter(reviewer.actor, late, 'unjoin', parting)).rejects.toBeInstanceOf(Stale)
  await db.mail.deleteMany()
  await tellAll()
  const told = await db.mail.findMany({ where: { recipient: author.email } })
  expect(told.some(({ text }) => text.includes('別の道のことだったため'))).toBe(true)
})

test('nobody who waits for the other’s answer is forgotten before it', async () => {
  const { early, late, author } = await joined()
  const reader = await makeUser()
  await followOwn(await actorOf(reader.id), late)
  const old = new Date(Date.now() - 400 * 86_400_000)
  await db.matter.updateMany({ data: { createdAt: old, receivedAt: old } })
  await forgetExchange()
  expect(await db.matterFollower.count({ where: { matterId: late } })).toBe(1)
  expect((await db.matter.findUniqueOrThrow({ where: { id: late } })).authorId).toBe(author.id)
  await act(early, 'answer', { how: 'answer_done', text: '直しました。' })
  await db.matter.updateMany({ data: { answeredAt: old, closedAt: old } })
  await forgetExchange()
  expect(await db.matterFollower.count()).toBe(0)
  expect((await db.matter.findUniqueOrThrow({ where: { id: late } })).authorId).toBeNull()
})
