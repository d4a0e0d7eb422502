/** What each side is told of a move: the right letter, words that fit the money, and a link that opens. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { SignedIn } from '~/modules/accounts/rules'
import { decideProposal } from '~/modules/applications/commands/decide.server'
import { consult } from '~/modules/applications/commands/perform.server'
import { remindApplications } from '~/modules/applications/commands/remind.server'
import { withdraw } from '~/modules/applications/commands/withdraw.server'
import { reviewOf } from '~/modules/applications/queries/review.server'
import { applicationView } from '~/modules/applications/queries/view.server'
import { budgetFor } from '~/modules/budgets/commands/post.server'
import { dayToDate, fiscalYear } from '~/platform/clock'
import { db, transaction } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { today } from '../accounts/support'
import { ready } from './association-support'
import { approve, type Desk, makeDesk, makeReady, SCHEME, stateOf } from './desk-support'

let desk: Desk
beforeAll(async () => {
  await resetDatabase()
  desk = await makeDesk()
}, 60_000)

const lettersOf = (applicationId: number) =>
  db.subsidyLetter.findMany({ where: { applicationId }, orderBy: { createdAt: 'asc' } })
const mailsAbout = (id: number) =>
  db.mail.count({ where: { text: { contains: `/subsidies/applications/${id}\n` } } })

describe('the letter on a change', () => {
  test.each([
    ['change', 1_000_000, 'change_approval', '変更'],
    ['change', null, 'change_refusal', '変更'],
    ['suspend', 1_000_000, 'suspend_approval', '中止'],
    ['suspend', null, 'stop_refusal', '中止'],
    ['stop', 0, 'stop_approval', '廃止'],
    ['stop', null, 'stop_refusal', '廃止'],
  ] as const)('%s with %s yen is %s', async (change, proposedAmount, letter, word) => {
    const given = await makeReady(desk, 'changing', { programme: SCHEME, change, proposedAmount })
    await approve(desk, given)
    const [sent, ...rest] = await lettersOf(given.id)
    expect(rest).toEqual([])
    expect(sent).toMatchObject({ letter })
    expect(`${sent?.title}${sent?.body}`).toContain(word)
    if (change !== 'change') expect(`${sent?.title}${sent?.body}`).not.toContain('変更')
  })
})

describe('the letter of the final amount', () => {
  const letterOf = async (paidAmount: number, amount: number) => {
    const given = await makeReady(desk, 'finalising', { programme: SCHEME, proposedAmount: amount })
    await db.subsidyApplication.update({
      where: { id: given.id },
      data: { paidAmount, advanceAmount: paidAmount },
    })
    await approve(desk, given)
    const [letter] = await lettersOf(given.id)
    return { id: given.id, body: letter?.body ?? '' }
  }

  test('asks for a claim of what is still to be paid', async () => {
    expect((await letterOf(0, 900_000)).body).toContain('確定した額の請求書を提出してください')
    const { body } = await letterOf(400_000, 900_000)
    expect(body).toContain('残りの額の請求書を提出してください')
    expect(body).toContain('概算払で支払った額:金400,000円')
    expect(body).toContain('これから支払う額:金500,000円')
  })

  test('asks for none where advances have paid it all, nor does a page or a reminder', async () => {
    const { programmeId } = await db.subsidyBudget.findFirstOrThrow({ select: { programmeId: true } })
    const lastYear = await transaction((tx) => budgetFor(tx, programmeId, fiscalYear(today()) - 1))
    for (const [paid, word] of [
      [900_000, 'すべて支払済み'],
      [1_000_000, '上回った額(金100,000円)は、返還'],
    ] as const) {
      const { id, body } = await letterOf(paid, 900_000)
      expect(body).toContain(word)
      expect(body).not.toContain('請求書を提出')
      const { turn, steps, dueOn } = await applicationView(desk.chair, id)
      expect({ turn, steps, dueOn }).toEqual({ turn: 'city', steps: [], dueOn: null })
      const before = await mailsAbout(id)
      await db.subsidyApplication.update({ where: { id }, data: { budgetId: lastYear } })
      await remindApplications()
      expect(await mailsAbout(id)).toBe(before)
    }
  })
})

describe('mails', () => {
  const link = async (recipient: SignedIn, id: number) => {
    const { email } = await db.user.findUniqueOrThrow({ where: { id: recipient.user.id } })
    const mail = await db.mail.findFirst({
      where: { recipient: email, text: { contains: `subsidies/` } },
      orderBy: { createdAt: 'desc' },
    })
    return mail?.text.includes(`/desk/subsidies/${id}\n`)
      ? 'desk'
      : mail?.text.includes(`/subsidies/applications/${id}\n`)
        ? 'application'
        : null
  }

  test('lead staff to their desk and officers to their page, of a consultation too', async () => {
    const { id, version } = await ready(desk, 'draft')
    await consult(desk.chair as SignedIn, id, { version, question: '対象になりますか' })
    expect(await link(desk.reviewer as SignedIn, id)).toBe('desk')
    expect((await reviewOf(desk.reviewer, id)).state).toBe('consulting')
    expect((await applicationView(desk.reviewer, id)).onDesk).toBe(true)
    const given = await makeReady(desk, 'proposed', { programme: SCHEME })
    await decideProposal(desk.approver, given.id, { ...given, outcome: 'return', note: '確かめてください' })
    expect(await link(desk.reviewer as SignedIn, given.id)).toBe('desk')
    const again = await makeReady(desk, 'proposed', { programme: SCHEME })
    await approve(desk, again)
    expect(await link(desk.treasurer as SignedIn, again.id)).toBe('application')
  })

  test('tell the city nothing of a draft that it never saw', async () => {
    const { id, version } = await ready(desk, 'draft', { title: 'だれも見ていない案' })
    await withdraw(desk.chair, id, { version, reason: '' })
    expect(await stateOf(id)).toBe('withdrawn')
    expect(await db.mail.count({ where: { text: { contains: 'だれも見ていない案' } } })).toBe(0)
  })

  test('that remind reviewers in place of officers lead to the desk', async () => {
    const given = await makeReady(desk, 'correcting', {
      associationId: desk.town.council.id,
      title: '役員のいない団体の申請',
    })
    await db.subsidyApplication.update({ where: { id: given.id }, data: { dueOn: dayToDate(today()) } })
    await remindApplications()
    const mails = await db.mail.findMany({ where: { text: { contains: '役員のいない団体の申請' } } })
    expect(mails.length).toBeGreaterThan(0)
    for (const { text } of mails) expect(text).toContain(`/desk/subsidies/${given.id}\n`)
  })
})
