/** Open matters pass to who holds the post, by themselves: they can be opened from the first day, and this is said. */
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { guest, requireUser } from '~/modules/accounts/rules'
import { myApplications } from '~/modules/applications/queries/mine.server'
import { addNote, editNote, removeNote } from '~/modules/handover/commands/notes.server'
import { openPack } from '~/modules/handover/commands/open.server'
import { passOn } from '~/modules/handover/commands/pass-on.server'
import { notePage, notesPage } from '~/modules/handover/queries/notes.server'
import { packPage } from '~/modules/handover/queries/pack.server'
import { editNoteForm, newNoteForm } from '~/modules/handover/schema'
import { deskNotices } from '~/modules/notices/queries/desk.server'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded } from '~/platform/errors'
import { check } from '~/platform/forms.server'
import { resetDatabase } from '../../setup/database'
import { actorOf, mailTo, makeTown, makeUser, type Town, today, travel } from '../accounts/support'
import { draft, LEFT, officer, type Person, SLUG, seatOf, successor } from './support'

let town: Town
let old: Person
let next: Person

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  old = await officer(town.association.id, 'chair')
  next = await successor(old.term)
  await db.term.update({ where: { id: old.term }, data: { passedOnAt: new Date() } })
})
afterEach(() => {
  vi.useRealTimers()
})

const passedEntries = () => db.auditEntry.findMany({ where: { action: 'handover_pack.passed' } })
const days = (count: number) => dayToDate(addDays(today(), count))

describe('on the day on which a term begins', () => {
  test('the new holder is told what is open, finds it, and the old one does not any more', async () => {
    const notice = await draft(town.association.id, '総会のお知らせ')
    const version = await programmeVersion()
    await db.subsidyApplication.create({
      data: {
        versionId: version,
        year: 2026,
        associationId: town.association.id,
        title: '屋根の改修',
        state: 'draft',
        dueOn: days(LEFT + 10),
      },
    })
    const pack = await openPack(old.actor, SLUG, await seatOf(old))
    expect(await passOn()).toBe(0)
    travel({ days: LEFT + 1 })
    expect(await passOn()).toBe(1)
    expect(await passOn()).toBe(0)

    const mail = await mailTo(next.email)
    for (const text of ['総会のお知らせ', `/notices/${notice}/edit`, '屋根の改修', `/handover/${pack}`])
      expect(mail?.text).toContain(text)
    expect(await mailTo(old.email)).toBeUndefined()
    const [entry] = await passedEntries()
    expect(entry).toMatchObject({
      capacity: 'job',
      subjectType: 'term',
      subjectId: String(next.term),
      after: { post: 'chair', notice: 1, application: 1 },
    })
    expect(JSON.stringify(entry?.after)).not.toContain('総会')

    const [newHolder, oldHolder] = [await actorOf(next.id), await actorOf(old.id)]
    expect((await deskNotices(requireUser(newHolder))).drafts.map(({ id }) => id)).toEqual([notice])
    expect((await myApplications(newHolder, {})).waiting.map(({ title }) => title)).toEqual(['屋根の改修'])
    expect((await deskNotices(requireUser(oldHolder))).drafts).toEqual([])
    await expect(myApplications(oldHolder, {})).rejects.toThrow(NotAllowed)
    expect((await packPage(newHolder, SLUG, pack)).place).toBe('in')
    await expect(packPage(oldHolder, SLUG, pack)).rejects.toMatchObject({ key: 'handover_over' })
    expect((await db.handoverPack.findUniqueOrThrow({ where: { id: pack } })).toTermId).toBe(next.term)
  })

  test('a night that was missed is caught up, a term that is over by then is not told of', async () => {
    const third = await successor(next.term)
    travel({ days: LEFT + 1 + 365 + 3 })
    expect(await passOn()).toBe(1)
    expect(await mailTo(next.email)).toBeUndefined()
    expect((await mailTo(third.email))?.subject).toContain('会長')
    expect(await db.term.count({ where: { passedOnAt: null } })).toBe(0)
  })

  test('two rounds at once tell once', async () => {
    travel({ days: LEFT + 1 })
    const both = await Promise.all([passOn(), passOn()])
    expect(both.toSorted()).toEqual([0, 1])
    expect(await db.mail.count({ where: { recipient: next.email } })).toBe(1)
    expect(await passedEntries()).toHaveLength(1)
  })

  test('somebody who goes on is told nothing, somebody without an account only in the trail', async () => {
    await db.term.update({ where: { id: next.term }, data: { userId: old.id } })
    travel({ days: LEFT + 1 })
    expect(await passOn()).toBe(0)
    expect(await mailTo(old.email)).toBeUndefined()
    await db.term.update({
      where: { id: next.term },
      data: { userId: null, familyName: '森', givenName: '学', passedOnAt: null },
    })
    expect(await passOn()).toBe(1)
    expect(await db.mail.count()).toBe(0)
  })

  test('a post is told only what it may do', async () => {
    await draft(town.association.id)
    const auditor = await officer(town.association.id, 'auditor')
    await db.term.update({ where: { id: auditor.term }, data: { passedOnAt: new Date() } })
    const after = await successor(auditor.term)
    travel({ days: LEFT + 1 })
    await passOn()
    expect((await mailTo(after.email))?.text).not.toContain('夏まつり')
  })

  test('an AED that the old one inspects is asked about, and not moved', async () => {
    const aed = await db.aed.create({
      data: { name: '会館のAED', associationId: town.association.id },
      select: { id: true },
    })
    const keeper = await db.aedKeeper.create({
      data: { aedId: aed.id, userId: old.id, email: old.email, name: '前の会長', acceptedAt: new Date() },
    })
    travel({ days: LEFT + 1 })
    await passOn()
    expect((await mailTo(next.email))?.text).toContain('AEDの点検担当者')
    expect((await db.aedKeeper.findUniqueOrThrow({ where: { id: keeper.id } })).userId).toBe(old.id)
  })

  test('a person who was proposed and has not agreed is not in a count', async () => {
    const opening = await db.opening.create({
      data: {
        associationId: town.association.id,
        kind: 'post',
        title: '書記',
        body: '',
        minutes: 60,
        publishedAt: new Date(),
        state: 'open',
      },
      select: { id: true },
    })
    const interest = (stage: 'asked' | 'new', key: string) =>
      db.interest.create({
        data: {
          openingId: opening.id,
          kind: stage === 'asked' ? 'nominated' : 'hear_more',
          stage,
          consentedAt: stage === 'asked' ? null : new Date(),
          person: '',
          keyHash: key.repeat(64),
          dueOn: days(3),
        },
      })
    await interest('asked', 'a')
    const pack = await openPack(old.actor, SLUG, await seatOf(old))
    const counts = async () =>
      (await packPage(old.actor, SLUG, pack)).items.flatMap(({ matter }) => (matter ? [matter.count] : []))
    expect(await counts()).toEqual([])
    await interest('new', 'b')
    expect(await counts()).toEqual([1])
  })
})

describe('notes', () => {
  const form = (over: object = {}) =>
    check(newNoteForm, { month: '6', text: '発電機は早めに予約する', ...over })
  const post = async (of: Person) =>
    (await db.officerSeat.findUniqueOrThrow({ where: { id: await seatOf(of) }, select: { postId: true } }))
      .postId

  test('are written by who holds the post and who keeps the officers, and read by nobody else', async () => {
    const secretary = await officer(town.association.id, 'secretary')
    const id = await post(secretary)
    await addNote(secretary.actor, SLUG, id, form())
    await addNote(old.actor, SLUG, id, form({ month: '', text: '全体のこと' }))
    const { notes } = await notesPage(secretary.actor, SLUG, id)
    expect(notes.map(({ month }) => month)).toEqual([null, 6])
    const strangers = [
      await officer(town.association.id, 'treasurer'),
      await officer(town.other.id, 'chair'),
      await successor(secretary.term),
    ]
    for (const { actor } of strangers) {
      await expect(notesPage(actor, SLUG, id)).rejects.toThrow(NotAllowed)
      await expect(addNote(actor, SLUG, id, form())).rejects.toThrow(NotAllowed)
    }
    await expect(notesPage(await actorOf((await makeUser()).id), SLUG, id)).rejects.toThrow(NotAllowed)
    await expect(notesPage(guest(today()), SLUG, id)).rejects.toThrow(SignInNeeded)
    const elsewhere = await officer(town.other.id, 'secretary')
    await expect(notesPage(elsewhere.actor, 'association-b', id)).rejects.toThrow(NotFound)
    const pack = await openPack(secretary.actor, SLUG, await seatOf(secretary))
    expect((await packPage(secretary.actor, SLUG, pack)).notes).toHaveLength(2)
  })

  test('of two who change one at once, the second gets the text back with a word', async () => {
    const id = await post(old)
    await addNote(old.actor, SLUG, id, form())
    const [note] = (await notesPage(old.actor, SLUG, id)).notes
    const edit = (text: string) => check(editNoteForm, { month: '7', text, version: String(note?.version) })
    await editNote(old.actor, SLUG, id, note?.id ?? 0, edit('一つめ'))
    await expect(editNote(old.actor, SLUG, id, note?.id ?? 0, edit('二つめ'))).rejects.toThrow(Invalid)
    expect((await notePage(old.actor, SLUG, id, note?.id ?? 0)).note).toMatchObject({
      month: 7,
      text: '一つめ',
    })
    await removeNote(old.actor, SLUG, id, note?.id ?? 0)
    await expect(removeNote(old.actor, SLUG, id, note?.id ?? 0)).rejects.toThrow(NotFound)
    expect(
      JSON.stringify(await db.auditEntry.findMany({ select: { before: true, after: true } })),
    ).not.toContain('発電機')
  })

  test('refuse what is no month, and more than a page', () => {
    for (const over of [{ month: '13' }, { text: '' }, { text: 'あ'.repeat(2001) }])
      expect(() => form(over)).toThrow(Invalid)
  })
})

async function programmeVersion(): Promise<number> {
  const { id } = await db.subsidyProgrammeVersion.create({
    data: {
      programme: { create: { key: randomUUID().slice(0, 8), own: true } },
      number: 1,
      yearFrom: 2026,
      name: '会館の助成',
      definition: {},
    },
    select: { id: true },
  })
  return id
}
