/** Reports, hiding, appeals: who may, what is told to whom, and what stays. */
import { describe, expect, test } from 'vitest'
import { keepers } from '~/contributions.server'
import { guest } from '~/modules/accounts/rules'
import { matterFor } from '~/modules/exchange/queries/matter.server'
import { appeal, judge } from '~/modules/moderation/commands/appeal.server'
import { forgetReports } from '~/modules/moderation/commands/forget.server'
import { hide, lift } from '~/modules/moderation/commands/hide.server'
import { keep, report } from '~/modules/moderation/commands/report.server'
import { appealPage, moderationExport } from '~/modules/moderation/queries/author.server'
import { moderationCase, moderationCount, moderationDesk } from '~/modules/moderation/queries/desk.server'
import { hidingSums, standingHiding } from '~/modules/moderation/queries/public.server'
import { addDays, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale, TooMany } from '~/platform/errors'
import { actions, mailTo, makeTown, today } from '../accounts/support'
import { aMatter, aTalkQuestion, somebody, staffed } from './support'

const nobody = () => guest(today())
const REASON = 'お名前が書かれていたためです。'
const hiding = (id: number, by = staffed()) =>
  by.then((actor) =>
    hide(actor, keepers, 'matter', id, { rule: 'personal', reason: REASON, personal_ok: false }),
  )
const standing = async (id: number) =>
  (await db.contentHiding.findFirstOrThrow({ where: { subject: 'matter', subjectId: id, liftedAt: null } }))
    .id
const keyIn = (text: string | undefined) => /\/appeals\/([\w-]+)/.exec(text ?? '')?.[1] ?? ''
let number = 0
const address = () => `198.51.100.${++number}`

describe('a report', () => {
  test('is taken with and without an account, once of each account; the moderators are told once', async () => {
    const moderator = await staffed()
    const [id, neighbour] = [await aMatter(), await somebody()]
    await report(nobody(), keepers, address(), 'matter', id, { reason: 'abuse', text: '悪口です' })
    await report(neighbour, keepers, address(), 'matter', id, { reason: 'personal', text: '' })
    await report(neighbour, keepers, address(), 'matter', id, { reason: 'false', text: '' })
    const desk = await moderationDesk(moderator, keepers)
    const row = desk.reports.find((one) => one.subject === 'matter' && one.id === id)
    expect(row).toMatchObject({ count: 2, title: '公園の街灯' })
    expect(row?.reasons.sort()).toEqual(['abuse', 'personal'])
    const mails = await db.mail.findMany({ where: { recipient: moderator.email } })
    expect(mails.filter(({ text }) => text.includes(`/desk/moderation/matter/${id}`))).toHaveLength(1)
    expect(await moderationCount(moderator)).toBeGreaterThan(0)
    expect(await moderationCount(neighbour)).toBeNull()
    expect((await moderationExport(neighbour, keepers)).reports).toHaveLength(1)
  })

  test('is refused of what nobody can read, and after too many from one place', async () => {
    const waiting = await aMatter({ state: 'waiting' })
    const form = { reason: 'abuse', text: '' } as const
    await expect(report(nobody(), keepers, address(), 'matter', waiting, form)).rejects.toThrow(NotFound)
    await expect(report(nobody(), keepers, address(), 'matter', 999_999, form)).rejects.toThrow(NotFound)
    const hidden = await aMatter()
    await hiding(hidden)
    await expect(report(nobody(), keepers, address(), 'matter', hidden, form)).rejects.toThrow(NotFound)
    const [same, id] = [address(), await aMatter()]
    for (let n = 0; n < 20; n++) await report(nobody(), keepers, same, 'matter', id, form)
    await expect(report(nobody(), keepers, same, 'matter', id, form)).rejects.toThrow(TooMany)
  })

  test('is closed without hiding, with a reason for whoever reported; one that came since stays open', async () => {
    const [moderator, neighbour, id] = [await staffed(), await somebody(), await aMatter()]
    await report(neighbour, keepers, address(), 'matter', id, { reason: 'false', text: '' })
    const { seen } = await moderationCase(moderator, keepers, 'matter', id)
    await report(nobody(), keepers, address(), 'matter', id, { reason: 'advert', text: '' })
    await keep(moderator, keepers, 'matter', id, { reason: '事実でした。', seen: seen ?? 0 })
    const after = await moderationCase(moderator, keepers, 'matter', id)
    expect(after.reports.map(({ state }) => state)).toEqual(['open', 'kept'])
    expect((await mailTo(neighbour.email))?.text).toContain('事実でした。')
    await expect(keep(moderator, keepers, 'matter', id, { reason: 'x', seen: seen ?? 0 })).rejects.toThrow(
      Stale,
    )
    expect((await matterFor(nobody(), id)).hiding).toBeNull()
  })
})

describe('hiding', () => {
  test('leaves the rule and the reason in the place of the post, and the post to its author and the moderators', async () => {
    const [author, moderator] = [await somebody(), await staffed()]
    const id = await aMatter({ authorId: author.user?.id })
    await hiding(id, Promise.resolve(moderator))
    const seen = await matterFor(nobody(), id)
    expect(seen).toMatchObject({
      title: null,
      body: null,
      hiding: { rule: 'personal', reason: REASON, appealHref: null },
    })
    expect(JSON.stringify(seen)).not.toContain('街灯')
    const own = await matterFor(author, id)
    expect(own).toMatchObject({
      title: '公園の街灯',
      hiding: { appealHref: `/appeals/my-${await standing(id)}` },
    })
    expect((await matterFor(moderator, id)).body).toContain('街灯')
    expect((await mailTo(author.email))?.text).toContain(REASON)
  })

  test('is for moderators alone, of what is public, once', async () => {
    const id = await aMatter()
    const form = { rule: 'abuse', reason: REASON, personal_ok: false } as const
    await expect(hide(nobody(), keepers, 'matter', id, form)).rejects.toThrow(SignInNeeded)
    for (const role of ['section_staff', 'coordinator', 'administrator'] as const)
      await expect(hide(await staffed(role), keepers, 'matter', id, form)).rejects.toThrow(NotAllowed)
    const moderator = await staffed('approver')
    await expect(hide(moderator, keepers, 'matter', 999_999, form)).rejects.toThrow(NotFound)
    const waiting = await aMatter({ state: 'waiting' })
    await expect(hide(moderator, keepers, 'matter', waiting, form)).rejects.toThrow(NotFound)
    const tries = await Promise.allSettled([
      hide(moderator, keepers, 'matter', id, form),
      hide(await staffed(), keepers, 'matter', id, form),
    ])
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = tries.find((one) => one.status === 'rejected') as PromiseRejectedResult
    expect(refused.reason).toBeInstanceOf(Stale)
    expect(await db.contentHiding.count({ where: { subject: 'matter', subjectId: id } })).toBe(1)
  })

  test('asks before a reason that seems to hold data of somebody is made public', async () => {
    const [moderator, id] = [await staffed(), await aMatter()]
    const form = {
      rule: 'personal',
      reason: '田中さんの090-1234-5678があるため',
      personal_ok: false,
    } as const
    await expect(hide(moderator, keepers, 'matter', id, form)).rejects.toThrow(Invalid)
    expect(await standingHiding('matter', id)).toBeNull()
    await hide(moderator, keepers, 'matter', id, { ...form, personal_ok: true })
    expect((await standingHiding('matter', id))?.reason).toBe(form.reason)
  })

  test('settles the open reports, and tells those of them who have an account', async () => {
    const [neighbour, id] = [await somebody(), await aMatter()]
    await report(neighbour, keepers, address(), 'matter', id, { reason: 'abuse', text: '' })
    await hiding(id)
    expect(await db.contentReport.count({ where: { subject: 'matter', subjectId: id, state: 'open' } })).toBe(
      0,
    )
    expect((await mailTo(neighbour.email))?.text).toContain('非表示にしました')
  })

  test('ends with a reason, and can begin again; the trace of both stays and cannot be deleted', async () => {
    const [moderator, id] = [await staffed(), await aMatter()]
    await hiding(id)
    const first = await standing(id)
    await lift(moderator, keepers, 'matter', id, { reason: '確かめました。', hiding: first })
    expect((await matterFor(nobody(), id)).title).toBe('公園の街灯')
    await expect(lift(moderator, keepers, 'matter', id, { reason: 'x', hiding: first })).rejects.toThrow(
      Stale,
    )
    await hiding(id)
    expect((await moderationCase(moderator, keepers, 'matter', id)).hidings).toHaveLength(2)
    await expect(
      db.contentHiding.deleteMany({ where: { subject: 'matter', subjectId: id } }),
    ).rejects.toThrow()
    const trail = await actions()
    for (const action of ['content.hidden', 'content.lifted']) expect(trail).toContain(action)
  })

  test('works on a question before a talk as well', async () => {
    const { city } = await makeTown()
    const author = await somebody()
    const id = await aTalkQuestion(city.id, { authorId: author.user?.id })
    await hide(await staffed(), keepers, 'talk_question', id, {
      rule: 'abuse',
      reason: REASON,
      personal_ok: false,
    })
    expect((await db.talkQuestion.findUniqueOrThrow({ where: { id } })).hiddenAt).not.toBeNull()
    expect((await standingHiding('talk_question', id, 'account'))?.appealHref).toMatch(/^\/appeals\/my-\d+$/)
    const waiting = await aTalkQuestion(city.id, { state: 'waiting' })
    await expect(
      hide(await staffed(), keepers, 'talk_question', waiting, {
        rule: 'abuse',
        reason: REASON,
        personal_ok: false,
      }),
    ).rejects.toThrow(NotFound)
  })
})

describe('an appeal', () => {
  test('comes from the key in the mail without an account, and somebody else than the hider grants it', async () => {
    const email = `author${++number}@mail.example`
    const id = await aMatter({ email })
    const hider = await staffed()
    await hiding(id, Promise.resolve(hider))
    const key = keyIn((await mailTo(email))?.text)
    expect(key.length).toBeGreaterThan(20)
    expect(await appealPage(nobody(), keepers, key)).toMatchObject({
      step: 'appeal',
      text: expect.stringContaining('街灯'),
    })
    await appeal(nobody(), keepers, address(), key, { text: '名前は書いていません。' })
    await expect(appeal(nobody(), keepers, address(), key, { text: 'もう一度' })).rejects.toThrow(Stale)

    const about = await standing(id)
    const verdict = {
      choice: 'granted',
      reason: '確かに、お名前はありませんでした。',
      hiding: about,
    } as const
    expect((await moderationCase(hider, keepers, 'matter', id)).acts).toMatchObject({
      judge: false,
      lift: false,
    })
    await expect(judge(hider, keepers, 'matter', id, verdict)).rejects.toThrow(NotAllowed)
    await expect(lift(hider, keepers, 'matter', id, { reason: 'x', hiding: about })).rejects.toThrow(Stale)
    // Not even past the rules.
    await expect(
      db.contentAppeal.updateMany({
        where: { hidingId: about },
        data: { state: 'granted', decidedById: hider.user?.id, decidedAt: now() },
      }),
    ).rejects.toThrow()
    const other = await staffed('approver')
    expect((await moderationCase(other, keepers, 'matter', id)).acts.judge).toBe(true)
    await judge(other, keepers, 'matter', id, verdict)
    expect((await matterFor(nobody(), id)).title).toBe('公園の街灯')
    await expect(judge(other, keepers, 'matter', id, verdict)).rejects.toThrow(Stale)
    expect(await appealPage(nobody(), keepers, key)).toMatchObject({
      step: 'lifted',
      appeal: { state: 'granted' },
    })
    expect((await mailTo(email))?.text).toContain(verdict.reason)
  })

  test('of an account stands on a page that nobody else opens, and is refused with a reason', async () => {
    const author = await somebody()
    const id = await aMatter({ authorId: author.user?.id })
    await hiding(id)
    const own = `my-${await standing(id)}`
    await expect(appealPage(nobody(), keepers, own)).rejects.toThrow(SignInNeeded)
    await expect(appealPage(await somebody(), keepers, own)).rejects.toThrow(NotFound)
    await expect(appealPage(await staffed(), keepers, own)).rejects.toThrow(NotFound)
    await appeal(author, keepers, address(), own, { text: '納得できません。' })
    await judge(await staffed(), keepers, 'matter', id, {
      choice: 'refused',
      reason: '電話番号が残っています。',
      hiding: await standing(id),
    })
    expect(await appealPage(author, keepers, own)).toMatchObject({
      step: 'appealed',
      appeal: { state: 'refused', decision: '電話番号が残っています。' },
    })
    expect((await matterFor(nobody(), id)).title).toBeNull()
    expect((await mailTo(author.email))?.text).toContain('電話番号が残っています。')
  })

  test('is judged neither by whoever wrote the post, nor before there is one', async () => {
    const author = await staffed()
    const id = await aMatter({ authorId: author.user?.id })
    await hiding(id)
    const about = await standing(id)
    const verdict = { choice: 'granted', reason: 'よい', hiding: about } as const
    await expect(judge(await staffed(), keepers, 'matter', id, verdict)).rejects.toThrow(NotFound)
    await appeal(author, keepers, address(), `my-${about}`, { text: 'お願いします。' })
    await expect(judge(author, keepers, 'matter', id, verdict)).rejects.toThrow(NotAllowed)
    // The hiding of another post does not let it through.
    const other = await aMatter()
    await expect(judge(await staffed(), keepers, 'matter', other, verdict)).rejects.toThrow(NotFound)
  })

  test('comes once, also of two hands at the same moment, and not after its time', async () => {
    const author = await somebody()
    const id = await aMatter({ authorId: author.user?.id })
    await hiding(id)
    const own = `my-${await standing(id)}`
    const late = { ...author, today: addDays(today(), 61) }
    await expect(appeal(late, keepers, address(), own, { text: '遅れました' })).rejects.toThrow(Stale)
    const tries = await Promise.allSettled(
      [1, 2, 3].map(() => appeal(author, keepers, address(), own, { text: '納得できません。' })),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test.each(['', 'x', 'my-0', 'my-999999', 'my-1 OR 1', 'a'.repeat(43), 'a'.repeat(101), '\u0000'])(
    'leads nowhere from %j',
    async (key) => {
      await expect(appealPage(await somebody(), keepers, key)).rejects.toThrow(NotFound)
    },
  )
})

describe('what everybody knows', () => {
  test('are sums by month and rule, without a word of what was hidden', async () => {
    const before = await hidingSums(today())
    const id = await aMatter({ title: '秘密のことば' })
    await report(nobody(), keepers, address(), 'matter', id, { reason: 'advert', text: '秘密のことば' })
    await hide(await staffed(), keepers, 'matter', id, { rule: 'advert', reason: REASON, personal_ok: false })
    const after = await hidingSums(today())
    expect(after.months).toHaveLength(12)
    expect(after.months[11]?.month).toBe(today().slice(0, 7))
    expect((after.months[11]?.hidden ?? 0) - (before.months[11]?.hidden ?? 0)).toBe(1)
    expect((after.months[11]?.reports ?? 0) - (before.months[11]?.reports ?? 0)).toBe(1)
    const of = (sums: typeof after) => sums.rules.find(({ rule }) => rule === 'advert')?.hidden ?? 0
    expect(of(after) - of(before)).toBe(1)
    expect(JSON.stringify(after)).not.toContain('秘密')
  })
})

test('who reported, and the keys of authors, are forgotten in time; what was hidden is not', async () => {
  const [moderator, neighbour, id] = [await staffed(), await somebody(), await aMatter()]
  await report(neighbour, keepers, address(), 'matter', id, { reason: 'abuse', text: '' })
  await hiding(id, Promise.resolve(moderator))
  const open = await aMatter()
  await report(neighbour, keepers, address(), 'matter', open, { reason: 'abuse', text: '' })
  await forgetReports(addDays(today(), 119))
  expect(await db.contentReport.count({ where: { subjectId: id } })).toBe(1)
  expect(await db.contentHiding.count({ where: { subjectId: id, keyHash: { not: null } } })).toBe(1)
  await forgetReports(addDays(today(), 121))
  expect(await db.contentHiding.count({ where: { subjectId: id, keyHash: { not: null } } })).toBe(0)
  await forgetReports(addDays(today(), 366))
  expect(await db.contentReport.count({ where: { subjectId: id } })).toBe(0)
  expect(await db.contentReport.count({ where: { subjectId: open } })).toBe(1)
  expect(await db.contentHiding.count({ where: { subjectId: id } })).toBe(1)
  expect((await moderationDesk(moderator, keepers)).trace.some((row) => row.id === id)).toBe(true)
})

test('no personal datum and no word of a post stands in the audit', async () => {
  const entries = await db.auditEntry.findMany({
    where: { subjectType: 'contribution' },
    select: { subjectId: true, before: true, after: true },
  })
  expect(entries.length).toBeGreaterThan(5)
  const all = JSON.stringify(entries)
  for (const word of ['街灯', REASON, '納得', '@mail.example', '悪口']) expect(all).not.toContain(word)
})
