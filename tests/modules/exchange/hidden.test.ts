/** What was hidden, corrected or taken back does not stay public by another door. */
import { beforeEach, describe, expect, test } from 'vitest'
import { keepers } from '~/contributions.server'
import { guest } from '~/modules/accounts/rules'
import { actOnMatter } from '~/modules/exchange/commands/city-act.server'
import { takeBackHidden } from '~/modules/exchange/commands/city-notice.server'
import { happen, tellEvent } from '~/modules/exchange/commands/happen.server'
import { withdrawMatter } from '~/modules/exchange/commands/own.server'
import { cityMatter } from '~/modules/exchange/queries/city-matter.server'
import { matterFor } from '~/modules/exchange/queries/matter.server'
import { hide } from '~/modules/moderation/commands/hide.server'
import { readNotice } from '~/modules/notices/queries/notice.server'
import { dateToDay, dayToDate } from '~/platform/clock'
import { db, transaction } from '~/platform/db.server'
import { Gone, Invalid, NotFound, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actorOf, giveTerm, makeTown, makeUser, type Town, today } from '../accounts/support'
import { aMatter, aSection, eventsOf, routedTo, staffOf, stateOf } from './city-support'

let town: Town
let road: { id: number; name: string }
let reviewer: Awaited<ReturnType<typeof staffOf>>
let roadStaff: Awaited<ReturnType<typeof staffOf>>

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  road = await aSection('道路課')
  reviewer = await staffOf('reviewer')
  roadStaff = await staffOf('section_staff', road.id)
})

const hideMatter = (id: number) =>
  hide(reviewer.actor, keepers, 'matter', id, {
    rule: 'personal',
    reason: '個人の情報があるため',
    personal_ok: false,
  })

/** Answered, with its notice. */
async function answered() {
  const { id } = await aMatter(town, { ...routedTo(road.id), body: 'となりの家のひみつ' })
  await actOnMatter(roadStaff.actor, id, 'answer', {
    version: '1',
    how: 'answer',
    text: 'このように考えます。',
    notice: 'on',
  })
  return { id, noticeId: (await stateOf(id)).noticeId ?? 0 }
}

describe('hiding', () => {
  test('takes back the notice that carries the words, and the page does not lead to it', async () => {
    const { id, noticeId } = await answered()
    expect((await matterFor(guest(today()), id)).notice?.id).toBe(noticeId)
    await hideMatter(id)
    expect(await db.notice.findUniqueOrThrow({ where: { id: noticeId } })).toMatchObject({
      state: 'withdrawn',
      withdrawnReason: 'もとの意見・質問が非表示になったため',
    })
    await expect(readNotice(guest(today()), noticeId)).rejects.toBeInstanceOf(Gone)
    expect((await matterFor(guest(today()), id)).notice).toBeNull()
    const trail = await db.auditEntry.findMany({ where: { action: 'notice.withdrawn' } })
    expect(trail.map(({ actorId }) => actorId)).toEqual([reviewer.id])
  })

  test('makes a draft of the notice that waits for a second person', async () => {
    await db.association.update({ where: { id: town.city.id }, data: { needsApproval: true } })
    const { id, noticeId } = await answered()
    await hideMatter(id)
    expect(await db.notice.findUniqueOrThrow({ where: { id: noticeId } })).toMatchObject({
      state: 'draft',
      returnedReason: 'もとの意見・質問が非表示になったため',
    })
  })

  test('leads to no notice either where one is public for another reason', async () => {
    const { id, noticeId } = await answered()
    await db.matter.update({ where: { id }, data: { hiddenAt: new Date() } })
    expect((await db.notice.findUniqueOrThrow({ where: { id: noticeId } })).state).toBe('published')
    expect((await matterFor(guest(today()), id)).notice).toBeNull()
    expect((await matterFor(reviewer.actor, id)).notice?.id).toBe(noticeId)
  })
})

test('a notice that stands though its matter was hidden is found and taken back, once', async () => {
  const { id, noticeId } = await answered()
  const { noticeId: other } = await answered()
  // Hidden in days when notices were not looked after; or its draft was published since.
  await db.matter.update({ where: { id }, data: { hiddenAt: new Date() } })
  expect(await takeBackHidden()).toBe(1)
  expect(await takeBackHidden()).toBe(0)
  expect((await db.notice.findUniqueOrThrow({ where: { id: noticeId } })).state).toBe('withdrawn')
  expect((await db.notice.findUniqueOrThrow({ where: { id: other } })).state).toBe('published')
})

test('an answer that is thought over again takes its notice back with a word, and the new answer has its own', async () => {
  const { id, noticeId } = await answered()
  await actOnMatter(roadStaff.actor, id, 'reopen', { version: '2', reason: '新しいことがわかったため' })
  expect(await db.notice.findUniqueOrThrow({ where: { id: noticeId } })).toMatchObject({
    state: 'withdrawn',
    withdrawnReason: expect.stringContaining('もう一度考える'),
  })
  await actOnMatter(roadStaff.actor, id, 'answer', {
    version: '3',
    how: 'answer',
    text: '新しい回答です。',
    notice: 'on',
  })
  const after = await matterFor(guest(today()), id)
  expect(after.notice?.id).not.toBe(noticeId)
  expect(after.notice).not.toBeNull()
})

test('a correction reaches the notice that waits, which is asked for anew', async () => {
  await db.association.update({ where: { id: town.city.id }, data: { needsApproval: true } })
  const { id, noticeId } = await answered()
  const before = await db.notice.findUniqueOrThrow({ where: { id: noticeId } })
  await actOnMatter(roadStaff.actor, id, 'correct', {
    version: '2',
    text: '正しくはこうです。',
    reason: '日にちの誤り',
  })
  const after = await db.notice.findUniqueOrThrow({ where: { id: noticeId } })
  expect(after.state).toBe('awaiting_approval')
  expect(after.bodyHtml).toContain('正しくはこうです')
  // Whoever has the page of the approval open approves the earlier version no more.
  expect(after.version).toBeGreaterThan(before.version)
})

const ANSWER = { answeredAt: new Date(), promisedOn: dayToDate(today()), closedAt: new Date() }

describe('joining', () => {
  const join = (id: number, to: number) =>
    actOnMatter(reviewer.actor, id, 'join', { version: '1', to: String(to), reason: '同じことのため' })

  test('keeps no title that may be hidden later, on no page and in no event', async () => {
    const early = await aMatter(town, { title: 'はじめのひみつ' })
    const late = await aMatter(town, { title: 'あとのひみつ' })
    await join(late.id, early.id)
    expect(JSON.stringify(await eventsOf(late.id))).not.toContain('ひみつ')
    expect(JSON.stringify(await eventsOf(early.id))).not.toContain('ひみつ')
    const textOf = async (id: number) =>
      (await matterFor(guest(today()), id)).events.find(({ kind }) => kind === 'joined')?.text
    expect(await textOf(late.id)).toBe(`No.${early.id} はじめのひみつ\n同じことのため`)
    await db.matter.update({ where: { id: early.id }, data: { hiddenAt: new Date() } })
    expect(await textOf(late.id)).toBe(`No.${early.id}\n同じことのため`)
    // Events of earlier days hold the title themselves.
    const old = await aMatter(town)
    await db.matterEvent.create({
      data: { matterId: old.id, kind: 'joined', text: `No.${early.id} はじめのひみつ` },
    })
    expect(await textOf(old.id)).toBe(`No.${early.id}`)
  })

  test('goes only to what still comes to an answer or has one that stands, and never from or to the hidden', async () => {
    for (const state of ['withdrawn', 'done', 'impossible'] as const) {
      const early = await aMatter(town, {
        ...routedTo(road.id),
        ...ANSWER,
        state,
        progress: state === 'done' ? 100 : 0,
      })
      const late = await aMatter(town)
      await expect(join(late.id, early.id)).rejects.toBeInstanceOf(Invalid)
    }
    const hidden = await aMatter(town, { hiddenAt: new Date() })
    const plain = await aMatter(town)
    await expect(join(plain.id, hidden.id)).rejects.toBeInstanceOf(Invalid)
    const hiddenLate = await aMatter(town, { hiddenAt: new Date() })
    await expect(join(hiddenLate.id, plain.id)).rejects.toBeInstanceOf(Stale)
    for (const state of ['received', 'routed', 'underway', 'answered'] as const) {
      const early = await aMatter(town, {
        ...routedTo(road.id),
        ...(state === 'answered' || state === 'underway' ? ANSWER : {}),
        state,
      })
      await join((await aMatter(town)).id, early.id)
    }
  })

  test('ends when the earlier one is taken back: the later one waits for its own answer, with a new day', async () => {
    const author = await makeUser()
    const early = await aMatter(town, { authorId: author.id, channel: 'direct', associationId: null })
    const late = await aMatter(town, routedTo(road.id, -20))
    const fresh = await aMatter(town)
    await join(late.id, early.id)
    await join(fresh.id, early.id)
    await withdrawMatter(await actorOf(author.id), { id: early.id }, 1)
    const after = await stateOf(late.id)
    expect(after).toMatchObject({ state: 'routed', joinedToId: null, closedAt: null })
    expect(after.dueOn && dateToDay(after.dueOn) > today()).toBe(true)
    expect(await stateOf(fresh.id)).toMatchObject({ state: 'received', joinedToId: null, dueOn: null })
    expect((await eventsOf(late.id)).map(({ kind }) => kind)).toEqual(['joined', 'released'])
    expect((await cityMatter(reviewer.actor, late.id)).acts).toContain('answer')
  })
})

test('what an association asks is its officers’ of today: a former one neither takes it back nor is written to', async () => {
  const [former, successor] = [await makeUser(), await makeUser()]
  await giveTerm(former.id, town.association.id, 'chair')
  const { id } = await aMatter(town, { authorId: former.id })
  expect((await matterFor(await actorOf(former.id), id)).own).toBe(true)
  const event = await transaction((tx) => happen(tx, id, { kind: 'answered', text: '来週直します。' }))
  await tellEvent(event)
  expect(await db.mail.count({ where: { recipient: former.email } })).toBe(1)
  await db.term.deleteMany({ where: { userId: former.id } })
  await giveTerm(successor.id, town.association.id, 'chair')
  const actor = await actorOf(former.id)
  expect((await matterFor(actor, id)).own).toBe(false)
  await expect(withdrawMatter(actor, { id }, 1)).rejects.toBeInstanceOf(NotFound)
  await tellEvent(event)
  expect(await db.mail.count({ where: { recipient: former.email } })).toBe(1)
  expect(await db.mail.count({ where: { recipient: successor.email } })).toBe(1)
  expect((await matterFor(await actorOf(successor.id), id)).own).toBe(true)
})
