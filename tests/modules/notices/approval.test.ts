/** 承認: a second person, and only a second person. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { SignedIn } from '~/modules/accounts/rules'
import { approveNotice, sendBack, takeBack } from '~/modules/notices/commands/approve.server'
import { deleteDraft, publishDue, withdrawNotice } from '~/modules/notices/commands/end.server'
import { createNotice, updateNotice } from '~/modules/notices/commands/write.server'
import { approvalOf } from '~/modules/notices/queries/approval.server'
import { deskNotices } from '~/modules/notices/queries/desk.server'
import { noticeForEdit, readNotice } from '~/modules/notices/queries/notice.server'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, Stale } from '~/platform/errors'
import { editOf, formOf, member, officer, plant, reader, refusal, staff, type Tree } from './support'

let tree: Tree
let chair: SignedIn
let vice: SignedIn
let secretary: SignedIn

beforeEach(async () => {
  tree = await plant()
  await db.association.updateMany({
    where: { id: { in: [tree.home.id, tree.city.id] } },
    data: { needsApproval: true },
  })
  chair = await officer(tree, 'chair', tree.home)
  vice = await officer(tree, 'vice_chair', tree.home)
  secretary = await officer(tree, 'secretary', tree.home)
})

const soon = (ms: number) => new Date(Date.now() + ms)
const ask = async (by = secretary, over = {}) =>
  (await createNotice(by, formOf(tree.home, over), 'publish')).id
const acts = async () =>
  (await db.auditEntry.findMany({ orderBy: { id: 'asc' }, select: { action: true } })).map((e) => e.action)
const mails = async () =>
  db.mail.findMany({ orderBy: { id: 'asc' }, select: { recipient: true, subject: true, text: true } })
const addressOf = async (person: SignedIn) =>
  (await db.user.findUniqueOrThrow({ where: { id: person.user.id } })).email
const announced = () => db.announcement.count()

describe('asking', () => {
  test('leads to waiting, tells those who can approve by mail, and shows nothing to readers', async () => {
    const { id, state } = await createNotice(secretary, formOf(tree.home, { title: '夏の題' }), 'publish')
    expect(state).toBe('awaiting_approval')
    expect(await refusal(readNotice(reader, id))).toBeInstanceOf(NotFound)
    expect(await refusal(readNotice(await member(tree, tree.home), id))).toBeInstanceOf(NotFound)
    const sent = await mails()
    expect(sent.map((mail) => mail.recipient).sort()).toEqual(
      [await addressOf(chair), await addressOf(vice)].sort(),
    )
    expect(sent[0]?.subject).toContain('夏の題')
    expect(sent[0]?.text).toContain(`/notices/${id}/approve`)
    expect(await acts()).toEqual(['notice.awaiting_approval'])
    expect(await announced()).toBe(0)
  })

  test('is for those who only draft too; elsewhere they stay with drafts', async () => {
    const treasurer = await officer(tree, 'treasurer', tree.home)
    const id = await ask(treasurer)
    expect((await approveNotice(chair, id, { version: 1 })).state).toBe('published')
    const foreign = await officer(tree, 'treasurer', tree.foreign)
    expect(await refusal(createNotice(foreign, formOf(tree.foreign), 'publish'))).toBeInstanceOf(NotAllowed)
  })

  test('holds the text still: nobody edits, publishes, withdraws or throws away what waits', async () => {
    const id = await ask()
    for (const person of [secretary, chair]) {
      expect(await refusal(updateNotice(person, id, editOf(tree.home, 1), 'publish'))).toMatchObject({
        status: 409,
        key: 'notice_awaiting',
      })
      expect(await refusal(withdrawNotice(person, id, { version: 1, reason: 'x' }))).toBeInstanceOf(Stale)
      expect(await refusal(deleteDraft(person, id, 1))).toBeInstanceOf(Stale)
    }
    expect(await publishDue(id)).toBe(false)
  })

  test('at the city is decided by another reviewer or approver, not by those below', async () => {
    const reviewer = await staff(tree, 'reviewer')
    const approver = await staff(tree, 'approver')
    const { id, state } = await createNotice(reviewer, formOf(tree.city), 'publish')
    expect(state).toBe('awaiting_approval')
    expect((await mails()).map((mail) => mail.recipient)).toEqual([await addressOf(approver)])
    expect(
      await refusal(approveNotice(await staff(tree, 'section_staff'), id, { version: 1 })),
    ).toBeInstanceOf(NotAllowed)
    expect(await refusal(approveNotice(chair, id, { version: 1 }))).toBeInstanceOf(NotFound)
    expect((await approveNotice(approver, id, { version: 1 })).state).toBe('published')
  })
})

describe('approving', () => {
  test('publishes, says who, tells the writer and the subscribers', async () => {
    const id = await ask()
    expect(await approveNotice(chair, id, { version: 1 })).toEqual({ state: 'published' })
    expect((await readNotice(reader, id)).state).toBe('published')
    const row = await db.notice.findUniqueOrThrow({ where: { id } })
    expect([row.submittedById, row.approvedById]).toEqual([secretary.user.id, chair.user.id])
    expect(await acts()).toEqual(['notice.awaiting_approval', 'notice.approved'])
    const last = (await mails()).at(-1)
    expect(last?.recipient).toBe(await addressOf(secretary))
    expect(await announced()).toBe(1)
  })

  test('of what has a time plans it; the clock publishes and tells', async () => {
    const id = await ask(secretary, { publish_at: soon(60_000) })
    expect(await approveNotice(chair, id, { version: 1 })).toEqual({ state: 'scheduled' })
    expect(await announced()).toBe(0)
    await db.notice.update({ where: { id }, data: { publishAt: soon(-1000) } })
    expect(await publishDue(id)).toBe(true)
    expect(await announced()).toBe(1)
  })

  test('of what was planned for a time that has passed publishes at once', async () => {
    const id = await ask(secretary, { publish_at: soon(60_000) })
    await db.notice.update({ where: { id }, data: { publishAt: soon(-1000) } })
    expect((await approveNotice(chair, id, { version: 1 })).state).toBe('published')
  })

  test('is for nobody who asked, nobody without the right, nobody elsewhere', async () => {
    const own = await ask(chair)
    expect(await refusal(approveNotice(chair, own, { version: 1 }))).toMatchObject({ key: 'own_approval' })
    expect(await refusal(sendBack(chair, own, { version: 1, reason: 'x' }))).toMatchObject({ status: 403 })
    const id = await ask()
    expect(
      await refusal(approveNotice(await officer(tree, 'treasurer', tree.home), id, { version: 1 })),
    ).toMatchObject({ status: 403 })
    // The council's chair may write for it, yet is not of this association.
    const above = await officer(tree, 'chair', tree.council)
    expect(await refusal(approveNotice(above, id, { version: 1 }))).toBeInstanceOf(NotAllowed)
    for (const other of [await officer(tree, 'chair', tree.foreign), await staff(tree, 'approver')]) {
      expect(await refusal(approveNotice(other, id, { version: 1 }))).toBeInstanceOf(NotFound)
    }
    expect((await db.notice.findUniqueOrThrow({ where: { id } })).state).toBe('awaiting_approval')
  })

  test('by two at once happens once; the other is told that it is decided', async () => {
    const id = await ask()
    const answers = await Promise.allSettled([
      approveNotice(chair, id, { version: 1 }),
      approveNotice(vice, id, { version: 1 }),
      sendBack(vice, id, { version: 1, reason: '理由' }),
    ])
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1)
    for (const answer of answers) {
      if (answer.status === 'rejected') {
        expect(answer.reason).toMatchObject({ status: 409, key: 'approval_decided' })
      }
    }
    expect((await acts()).length).toBe(2)
  })

  test('of another version than was read is refused', async () => {
    const id = await ask()
    await takeBack(secretary, id, { version: 1 })
    await updateNotice(secretary, id, editOf(tree.home, 2, { body: '別の文' }), 'publish')
    expect(await refusal(approveNotice(chair, id, { version: 1 }))).toMatchObject({ key: 'approval_decided' })
    expect((await approveNotice(chair, id, { version: 3 })).state).toBe('published')
  })

  test('of what is over by now is refused in words', async () => {
    const id = await ask(secretary, { expires_at: soon(60_000) })
    await db.notice.update({ where: { id }, data: { expiresAt: soon(-1000) } })
    expect(await refusal(approveNotice(chair, id, { version: 1 }))).toBeInstanceOf(Invalid)
  })

  test('by one and the same person is impossible in the database as well', async () => {
    const id = await ask()
    await expect(
      db.notice.update({ where: { id }, data: { approvedById: secretary.user.id, approvedAt: new Date() } }),
    ).rejects.toThrow()
  })
})

describe('sending back and taking back', () => {
  test('gives the writer the reason, until it is asked for again', async () => {
    const id = await ask()
    await sendBack(chair, id, { version: 1, reason: '時刻が違います' })
    expect(await noticeForEdit(secretary, id)).toMatchObject({
      state: 'draft',
      returnedReason: '時刻が違います',
    })
    expect((await deskNotices(secretary)).drafts).toMatchObject([{ id, returnedReason: '時刻が違います' }])
    const last = (await mails()).at(-1)
    expect([last?.recipient, last?.text.includes('時刻が違います')]).toEqual([
      await addressOf(secretary),
      true,
    ])
    await updateNotice(secretary, id, editOf(tree.home, 2), 'draft')
    expect((await noticeForEdit(secretary, id)).returnedReason).toBe('時刻が違います')
    await updateNotice(secretary, id, editOf(tree.home, 3), 'publish')
    expect((await noticeForEdit(secretary, id)).returnedReason).toBeNull()
    expect(await acts()).toEqual([
      'notice.awaiting_approval',
      'notice.returned',
      'notice.draft',
      'notice.awaiting_approval',
    ])
  })

  test('lets another ask the next time, and the first approve then', async () => {
    const id = await ask(chair)
    await takeBack(chair, id, { version: 1 })
    await updateNotice(vice, id, editOf(tree.home, 2), 'publish')
    expect((await approveNotice(chair, id, { version: 3 })).state).toBe('published')
  })

  test('taking back is for the one who asked', async () => {
    const id = await ask()
    for (const other of [chair, vice]) {
      expect(await refusal(takeBack(other, id, { version: 1 }))).toBeInstanceOf(NotAllowed)
    }
    await takeBack(secretary, id, { version: 1 })
    expect(await refusal(takeBack(secretary, id, { version: 1 }))).toMatchObject({ key: 'approval_decided' })
  })

  test('a planned notice that is changed waits again', async () => {
    const id = await ask(secretary, { publish_at: soon(60_000) })
    await approveNotice(chair, id, { version: 1 })
    const changed = await updateNotice(
      chair,
      id,
      editOf(tree.home, 2, { publish_at: soon(60_000) }),
      'publish',
    )
    expect(changed.state).toBe('awaiting_approval')
    expect(await refusal(approveNotice(chair, id, { version: 3 }))).toMatchObject({ key: 'own_approval' })
    expect((await approveNotice(vice, id, { version: 3 })).state).toBe('scheduled')
  })
})

describe('without waiting', () => {
  test('what is urgent goes out at once; the trail and the approvers say so', async () => {
    const { id, state } = await createNotice(
      secretary,
      formOf(tree.home, { importance: 'urgent' }),
      'publish',
    )
    expect(state).toBe('published')
    expect((await readNotice(reader, id)).state).toBe('published')
    expect(await acts()).toEqual(['notice.published_unapproved'])
    const sent = await mails()
    expect(sent.map((mail) => mail.recipient).sort()).toEqual(
      [await addressOf(chair), await addressOf(vice)].sort(),
    )
    expect(sent[0]?.subject).toContain('緊急')
    expect(await announced()).toBe(1)
  })

  test('what is urgent but has time, or comes from somebody who only drafts, waits', async () => {
    const planned = await createNotice(
      secretary,
      formOf(tree.home, { importance: 'urgent', publish_at: soon(3_600_000) }),
      'publish',
    )
    expect(planned.state).toBe('awaiting_approval')
    const treasurer = await officer(tree, 'treasurer', tree.home)
    const drafted = await createNotice(treasurer, formOf(tree.home, { importance: 'urgent' }), 'publish')
    expect(drafted.state).toBe('awaiting_approval')
  })

  test('a correction stands at once, and the approvers are told', async () => {
    const id = await ask()
    await approveNotice(chair, id, { version: 1 })
    const before = (await mails()).length
    const corrected = await updateNotice(secretary, id, editOf(tree.home, 2, { body: '十時' }), 'publish')
    expect(corrected.state).toBe('published')
    const told = (await mails()).slice(before)
    expect(told.map((mail) => mail.subject).every((subject) => subject.includes('訂正'))).toBe(true)
    expect(told).toHaveLength(2)
    expect((await acts()).at(-1)).toBe('notice.corrected')
    expect(await announced()).toBe(1)
    const treasurer = await officer(tree, 'treasurer', tree.home)
    expect(await refusal(updateNotice(treasurer, id, editOf(tree.home, 3), 'publish'))).toBeInstanceOf(
      NotAllowed,
    )
  })
})

test('the desk and the page say whose turn it is, and that nobody else could approve', async () => {
  const id = await ask()
  expect((await deskNotices(chair)).toApprove.map((row) => row.id)).toEqual([id])
  expect((await deskNotices(secretary)).askedByMe.map((row) => row.id)).toEqual([id])
  const treasurer = await officer(tree, 'treasurer', tree.home)
  expect((await deskNotices(treasurer)).waiting.map((row) => row.id)).toEqual([id])
  expect(await approvalOf(chair, id)).toMatchObject({ mayApprove: true, isSubmitter: false, approvers: 2 })
  expect(await approvalOf(secretary, id)).toMatchObject({
    mayApprove: false,
    isSubmitter: true,
    approvers: 2,
  })
  await db.term.deleteMany({ where: { userId: vice.user.id } })
  const own = await ask(chair)
  expect(await approvalOf(chair, own)).toMatchObject({ isSubmitter: true, approvers: 0 })
  expect(await refusal(approvalOf(await officer(tree, 'chair', tree.foreign), id))).toBeInstanceOf(NotFound)
})
