/** An appeal never sticks: it passes to the administrators where nobody else may judge it, or nobody has; and it is forgotten. */
import { beforeEach, expect, test } from 'vitest'
import { keepers } from '~/contributions.server'
import { type Actor, guest } from '~/modules/accounts/rules'
import { matterByKey } from '~/modules/exchange/queries/matter.server'
import { appeal, judge } from '~/modules/moderation/commands/appeal.server'
import { forgetReports } from '~/modules/moderation/commands/forget.server'
import { hide } from '~/modules/moderation/commands/hide.server'
import { passOnAppeals } from '~/modules/moderation/commands/judges.server'
import { appealPage, moderationExport } from '~/modules/moderation/queries/author.server'
import { moderationCase, moderationDesk } from '~/modules/moderation/queries/desk.server'
import { PASS_ON_DAYS } from '~/modules/moderation/rules'
import { addDays } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotAllowed, NotFound } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actions, giveRole, mailTo, today } from '../accounts/support'
import { aMatter, somebody, staffed } from './support'

beforeEach(resetDatabase)

const later = <A extends Actor>(actor: A, days: number): A => ({ ...actor, today: addDays(today(), days) })
const reason = '悪口のためです。'
const form = { rule: 'abuse', reason, personal_ok: false } as const

/** A post that `hider` has hidden, and its author has appealed. */
async function appealed(hider: Actor) {
  const author = await somebody()
  const id = await aMatter({ authorId: author.user?.id })
  await hide(hider, keepers, 'matter', id, form)
  const { id: hiding } = await db.contentHiding.findFirstOrThrow({ where: { subjectId: id } })
  await appeal(author, keepers, '198.51.100.7', `my-${hiding}`, { text: '納得できません。' })
  return {
    id,
    hiding,
    author,
    verdict: { choice: 'granted', reason: '悪口ではありません。', hiding } as const,
  }
}

test('where one person alone moderates, the administrators are told at once and one of them judges', async () => {
  const [hider, administrator] = [await staffed(), await staffed('administrator')]
  const { id, verdict } = await appealed(hider)
  expect((await mailTo(administrator.email))?.text).toContain(`/desk/moderation/matter/${id}`)
  expect((await moderationDesk(administrator, keepers)).appeals).toHaveLength(1)
  const seen = await moderationCase(administrator, keepers, 'matter', id)
  expect(seen.acts).toEqual({ keep: false, hide: false, lift: false, judge: true })
  await expect(judge(hider, keepers, 'matter', id, verdict)).rejects.toThrow(NotAllowed)
  await expect(hide(administrator, keepers, 'matter', id, form)).rejects.toThrow(NotAllowed)
  await judge(administrator, keepers, 'matter', id, verdict)
  expect(await db.contentHiding.count({ where: { liftedAt: null } })).toBe(0)
  await expect(moderationCase(administrator, keepers, 'matter', id)).rejects.toThrow(NotAllowed)
})

test('where there is a second moderator it is theirs for some days; then it passes on, once, a missed morning made up', async () => {
  const [hider, second, administrator] = [
    await staffed(),
    await staffed('approver'),
    await staffed('administrator'),
  ]
  const { id, verdict } = await appealed(hider)
  expect((await mailTo(second.email))?.text).toContain(`/desk/moderation/matter/${id}`)
  const guestOn = (days: number) => later(guest(today()), days)
  expect(await passOnAppeals(keepers, guestOn(PASS_ON_DAYS))).toBe(0)
  expect((await moderationDesk(administrator, keepers)).appeals).toEqual([])
  await expect(moderationCase(administrator, keepers, 'matter', id)).rejects.toThrow(NotAllowed)
  await expect(judge(administrator, keepers, 'matter', id, verdict)).rejects.toThrow(NotAllowed)
  expect(await passOnAppeals(keepers, guestOn(PASS_ON_DAYS + 4))).toBe(1)
  expect(await passOnAppeals(keepers, guestOn(PASS_ON_DAYS + 5))).toBe(0)
  expect(await db.mail.count({ where: { recipient: administrator.email } })).toBe(1)
  expect(await actions()).toContain('content.appeal_passed')
  const due = later(administrator, PASS_ON_DAYS + 1)
  expect((await moderationDesk(due, keepers)).appeals).toHaveLength(1)
  // The second moderator may judge it all the same.
  expect((await moderationCase(later(second, 20), keepers, 'matter', id)).acts.judge).toBe(true)
  await judge(due, keepers, 'matter', id, verdict)
})

test('whoever has hidden it does not judge it as an administrator either, and no administrator sees what has not passed on', async () => {
  const both = await staffed()
  await giveRole(both.user?.id ?? '', 'administrator')
  const { id, verdict } = await appealed(both)
  await expect(judge(later(both, 99), keepers, 'matter', id, verdict)).rejects.toThrow(NotAllowed)
  const administrator = await staffed('administrator')
  const other = await aMatter()
  await expect(moderationCase(administrator, keepers, 'matter', other)).rejects.toThrow(NotAllowed)
  const desk = await moderationDesk(administrator, keepers)
  expect([desk.reports, desk.trace, desk.waiting]).toEqual([[], [], []])
  await expect(moderationDesk(await staffed('section_staff'), keepers)).rejects.toThrow(NotAllowed)
})

test('a year after its decision the words of an appeal are gone, and that there was one stays', async () => {
  const [hider, second] = [await staffed(), await staffed('approver')]
  const { verdict, id, hiding, author } = await appealed(hider)
  await judge(second, keepers, 'matter', id, { ...verdict, choice: 'refused' })
  const open = await appealed(hider)
  expect((await forgetReports(addDays(today(), 364))).appeals).toBe(0)
  expect((await forgetReports(addDays(today(), 367))).appeals).toBe(1)
  expect((await forgetReports(addDays(today(), 367))).appeals).toBe(0)
  const rows = await db.contentAppeal.findMany({
    orderBy: { id: 'asc' },
    select: { hidingId: true, text: true, decision: true, state: true },
  })
  expect(rows).toEqual([
    { hidingId: hiding, text: '', decision: '', state: 'refused' },
    { hidingId: open.hiding, text: '納得できません。', decision: '', state: 'open' },
  ])
  expect((await appealPage(author, keepers, `my-${hiding}`)).appeal?.state).toBe('refused')
})

test('what was hidden and appealed stands in the export of its author, and in nobody else’s', async () => {
  const hider = await staffed()
  const { author } = await appealed(hider)
  expect((await moderationExport(author, keepers)).hidings).toMatchObject([
    {
      subject: 'matter',
      title: '公園の街灯',
      reason,
      appeals: [{ text: '納得できません。', state: 'open' }],
    },
  ])
  expect((await moderationExport(await somebody(), keepers)).hidings).toEqual([])
  expect((await moderationExport(hider, keepers)).hidings).toEqual([])
})

test('an author without an account finds the way to appeal on the page of their own key, for as long as there is one', async () => {
  const id = await aMatter({ email: 'author@mail.example' })
  const key = 'k'.repeat(43)
  const { hashToken } = await import('~/platform/crypto.server')
  await db.matter.update({ where: { id }, data: { keyHash: hashToken(key) } })
  await hide(await staffed(), keepers, 'matter', id, form)
  const nobody = guest(today())
  const { hiding } = await matterByKey(nobody, key)
  expect(hiding?.appealHref).toMatch(/^\/appeals\/h\d+-[\w-]{43}$/)
  const appealKey = hiding?.appealHref?.split('/').at(-1) ?? ''
  // It is the key of the mail as well.
  expect((await mailTo('author@mail.example'))?.text).toContain(appealKey)
  expect((await appealPage(nobody, keepers, appealKey)).step).toBe('appeal')
  for (const forged of [`${appealKey}x`, appealKey.replace(/^h\d+/, 'h999'), appealKey.slice(0, -1)])
    await expect(appealPage(nobody, keepers, forged)).rejects.toThrow(NotFound)
  await appeal(nobody, keepers, '198.51.100.8', appealKey, { text: '納得できません。' })
  await db.contentHiding.updateMany({ data: { keyHash: null } })
  await expect(appealPage(nobody, keepers, appealKey)).rejects.toThrow(NotFound)
})
