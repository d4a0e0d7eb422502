/** The association asks for a change, reports, claims, withdraws; and what its page shows to whom. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SignedIn } from '~/modules/accounts/rules'
import { openAccount } from '~/modules/applications/account.server'
import { askAdvance, claim, reportDone, requestChange } from '~/modules/applications/commands/perform.server'
import { askPresident } from '~/modules/applications/commands/sign.server'
import { submit } from '~/modules/applications/commands/submit.server'
import { withdraw } from '~/modules/applications/commands/withdraw.server'
import { copyOf } from '~/modules/applications/queries/copy.server'
import { myApplications } from '~/modules/applications/queries/mine.server'
import { reviewOf } from '~/modules/applications/queries/review.server'
import { claimView, stepView } from '~/modules/applications/queries/steps.server'
import { applicationView } from '~/modules/applications/queries/view.server'
import { finalRange } from '~/modules/applications/rules'
import { factsIn, reportForm } from '~/modules/applications/schema'
import { addDays, dayToDate, fiscalYear } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, Stale } from '~/platform/errors'
import { check } from '~/platform/forms.server'
import { resetDatabase } from '../../setup/database'
import { actorOf, giveTerm, makeUser, today } from '../accounts/support'
import { account, eventsOf, invalid, ready } from './association-support'
import { type Desk, makeDesk, rowOf, SCHEME, stateOf, sumsOf } from './desk-support'

let desk: Desk
let chair: SignedIn
let treasurer: SignedIn
const year = fiscalYear(today())

beforeAll(async () => {
  await resetDatabase()
  desk = await makeDesk()
  chair = desk.chair as SignedIn
  treasurer = desk.treasurer as SignedIn
})

describe('a change', () => {
  test('is asked for with new costs of the works, once at a time', async () => {
    const { id, version } = await ready(desk, 'started')
    const form = { version, kind: 'change' as const, reason: '屋根も直すため', seen: false }
    await expect(requestChange(chair, id, { ...form, planned_end: addDays(today(), -1) })).rejects.toEqual(
      invalid('planned_end', 'end_past'),
    )
    await expect(requestChange(chair, id, { ...form, planned_end: `${year + 1}-04-10` })).rejects.toEqual(
      invalid('seen'),
    )
    await requestChange(chair, id, {
      ...form,
      planned_end: addDays(today(), 30),
      'cost-seismicRetrofit': 1_800_000,
      'cost-newBuild': 5,
    })
    const changes = await db.subsidyChange.findMany({ where: { applicationId: id } })
    expect(changes).toMatchObject([{ kind: 'change', costs: { seismicRetrofit: 1_800_000 }, approved: null }])
    expect(await rowOf(id)).toMatchObject({ state: 'changing', stateBefore: 'started' })
    await expect(
      requestChange(chair, id, { ...form, version: version + 1, planned_end: null }),
    ).rejects.toBeInstanceOf(Stale)
  })
})

describe('reporting', () => {
  test('shows the lesser of both before it is handed in', async () => {
    const { id, version } = await ready(desk, 'started')
    await db.subsidyCostLine.updateMany({
      where: { applicationId: id, stage: 'actual' },
      data: { amount: 1_200_000 },
    })
    const view = await stepView(treasurer, id, ['report'])
    expect(view?.recomputed?.final).toBe(800_000)
    expect(view).toMatchObject({ maySign: false, decided: 1_000_000 })
    const form = { version, summary: '無事に終わりました', seen: false }
    await expect(reportDone(chair, id, { ...form, completed_on: addDays(today(), -300) })).rejects.toEqual(
      invalid('completed_on', 'completed_before_start'),
    )
    await reportDone(chair, id, { ...form, completed_on: today() })
    expect((await eventsOf(id))[0]).toMatchObject({ verb: 'report', reason: '無事に終わりました' })
    expect((await copyOf(chair, id)).snapshot).toMatchObject({ most: 800_000, completedOn: today() })
  })

  test('asks again what other money came, and reckons the final amount with it', async () => {
    const { id, version } = await ready(desk, 'started', { programme: SCHEME })
    const view = await stepView(chair, id, ['report'])
    const asked = view?.reported ?? []
    expect(asked.map(({ key }) => key)).toContain('otherMoney')
    const form = { version: String(version), completed_on: today(), summary: '', started_on: '' }
    expect(() => check(reportForm(asked), form)).toThrow(Invalid)
    const told = check(reportForm(asked), { ...form, 'fact-otherMoney': '９００，０００' })
    const facts = { ...factsIn(asked, told), oldStandard: false }
    await reportDone(chair, id, { ...told, facts })
    // Of other answers none is changed by a report.
    expect((await rowOf(id)).facts).toMatchObject({ otherMoney: 900_000, oldStandard: true })
    const [event] = await eventsOf(id)
    expect(event?.snapshot).toMatchObject({ applied: { otherMoney: 0 }, facts: { otherMoney: 900_000 } })
    const review = await reviewOf(desk.reviewer, id)
    const least = (worked: typeof review.estimate) => worked && finalRange(worked.assessment, 1_000_000).least
    expect(least(review.estimate)).toBe(1_000_000)
    expect(least(review.actual)).toBeLessThan(1_000_000)
    expect(review.items).toContain('facts:otherMoney')
  })

  test('puts a start right that was told wrongly', async () => {
    const { id, version } = await ready(desk, 'started')
    await db.subsidyApplication.update({ where: { id }, data: { startedOn: new Date('2090-01-01') } })
    const form = { version, summary: '', seen: false, completed_on: today() }
    await expect(reportDone(chair, id, form)).rejects.toEqual(
      invalid('completed_on', 'completed_before_start'),
    )
    await expect(reportDone(chair, id, { ...form, started_on: addDays(today(), -50) })).rejects.toEqual(
      invalid('started_on', 'start_early_asked'),
    )
    const started = addDays(today(), -10)
    await reportDone(chair, id, { ...form, started_on: started })
    expect(await rowOf(id)).toMatchObject({ state: 'reported', startedOn: dayToDate(started) })
    expect((await copyOf(chair, id)).snapshot).toMatchObject({ startedOn: started })
  })

  test('needs what was really paid', async () => {
    const { id, version } = await ready(desk, 'started')
    await db.subsidyCostLine.deleteMany({ where: { applicationId: id, stage: 'actual' } })
    await expect(
      reportDone(chair, id, { version, completed_on: today(), summary: '', seen: false }),
    ).rejects.toEqual(invalid('form', 'error_problems'))
  })
})

describe('the account', () => {
  test('of a claim is kept encrypted, and shown masked to the president alone', async () => {
    const { id, version } = await ready(desk, 'finalised')
    await claim(chair, id, { version, ...account, payee: 'other', payee_name: '山田 花子' })
    const row = await rowOf(id)
    expect(row.account).not.toContain('1234567')
    expect(openAccount(row.account)).toMatchObject({ number: '1234567', payeeName: '山田 花子' })
    const trail = JSON.stringify([
      await eventsOf(id),
      await db.auditEntry.findMany({
        where: { subjectId: String(id) },
        select: { before: true, after: true },
      }),
      await db.mail.findMany({ select: { text: true } }),
    ])
    expect(trail).not.toContain('1234567')
    expect(JSON.stringify(await applicationView(chair, id))).not.toContain('1234567')
  })

  test('of an advance is asked for only where the scheme pays one', async () => {
    const without = await ready(desk, 'decided')
    const form = { ...account, amount: 300_000, reason: '着手金が必要なため' }
    expect(await claimView(chair, without.id)).toBeNull()
    await expect(askAdvance(chair, without.id, { ...form, version: 1 })).rejects.toBeInstanceOf(Stale)
    const { id, version } = await ready(desk, 'started', { programme: SCHEME })
    await expect(askAdvance(treasurer, id, { ...form, version })).rejects.toBeInstanceOf(NotAllowed)
    await expect(askAdvance(chair, id, { ...form, version, amount: 1_000_001 })).rejects.toEqual(
      invalid('amount'),
    )
    await askAdvance(chair, id, { ...form, version })
    expect(await stateOf(id)).toBe('started')
    expect(await db.subsidyNote.findMany({ where: { applicationId: id } })).toMatchObject([
      { text: expect.stringContaining('300,000') },
    ])
    expect((await claimView(chair, id))?.account).toMatchObject({ number: '****567' })
    expect((await claimView(treasurer, id))?.account).toBeNull()
  })

  test('is not asked for when nothing is left to be paid', async () => {
    const { id, version } = await ready(desk, 'finalised')
    await db.subsidyApplication.update({ where: { id }, data: { paidAmount: 1_000_000 } })
    await expect(claim(chair, id, { version, ...account })).rejects.toEqual(invalid('form', 'nothing'))
  })
})

describe('withdrawing', () => {
  test.each(['submitted', 'decided'] as const)('from %s frees the money', async (state) => {
    const { id, version, budgetId } = await ready(desk, state)
    const before = (await sumsOf(budgetId)).sums
    await withdraw(chair, id, { version, reason: '自分たちで直すため' })
    const { sums, added } = await sumsOf(budgetId)
    expect(added).toEqual(sums)
    expect(before.reserved + before.decided - sums.reserved - sums.decided).toBe(1_000_000)
    expect(await rowOf(id)).toMatchObject({ state: 'withdrawn', closedAt: expect.any(Date) })
  })

  test('is too late when money has been paid in advance', async () => {
    const { id, version } = await ready(desk, 'decided')
    await db.subsidyApplication.update({ where: { id }, data: { paidAmount: 1 } })
    await expect(withdraw(chair, id, { version, reason: '' })).rejects.toBeInstanceOf(Stale)
  })
})

describe('the page of an application', () => {
  beforeEach(async () => {
    await db.mail.deleteMany()
  })

  test('keeps from the association what is only proposed', async () => {
    const { id } = await ready(desk, 'proposed')
    await db.subsidyEvent.createMany({
      data: [
        {
          applicationId: id,
          verb: 'propose_refusal',
          fromState: 'reviewing',
          toState: 'proposed',
          reason: '対象外',
          byId: desk.reviewer.user?.id,
          capacity: 'reviewer',
        },
        {
          applicationId: id,
          verb: 'take_up',
          fromState: 'submitted',
          toState: 'reviewing',
          byId: desk.reviewer.user?.id,
          capacity: 'reviewer',
        },
      ],
    })
    const view = await applicationView(chair, id)
    expect(view.history.map(({ verb, by }) => [verb, by])).toEqual([['take_up', null]])
    expect(view).toMatchObject({ turn: 'city', steps: [], mayWrite: true })
    expect(view.stages.find(({ state }) => state === 'now')?.name).toBe('decision')
  })

  test('of a draft is for the association alone; a new president finds it', async () => {
    const { id } = await ready(desk, 'draft')
    expect((await applicationView(desk.auditor, id)).mayWrite).toBe(false)
    expect((await applicationView(treasurer, id)).steps.map(({ verb }) => verb)).toEqual([
      'consult',
      'submit',
      'withdraw',
    ])
    for (const actor of [desk.otherchair, desk.resident, desk.reviewer])
      await expect(applicationView(actor, id)).rejects.toBeInstanceOf(NotFound)
    await expect(stepView(desk.auditor, id, ['consult'])).rejects.toBeInstanceOf(NotAllowed)
    const { waiting } = await myApplications(chair, {})
    expect(waiting.map((one) => one.id)).toContain(id)
    await expect(myApplications(desk.resident, {})).rejects.toBeInstanceOf(NotAllowed)
    expect((await myApplications(desk.otherchair, {})).waiting).toEqual([])
  })

  test('pages the list by key', async () => {
    for (let i = 0; i < 21; i++) await ready(desk, 'reviewing')
    const first = await myApplications(chair, {})
    expect(first.others.length).toBe(20)
    const second = await myApplications(chair, { before: first.next })
    expect(second.waiting).toEqual([])
    expect(second.others[0]?.id).toBeLessThan(first.others.at(-1)?.id ?? 0)
  })

  test('lets those who wrote it ask the president', async () => {
    const { id } = await ready(desk, 'draft')
    await expect(askPresident(chair, id)).resolves.toBeUndefined()
    await askPresident(treasurer, id)
    const mails = await db.mail.findMany({ select: { recipient: true, text: true } })
    expect(mails.at(-1)?.text).toContain(`/subsidies/applications/${id}/check`)
    await expect(askPresident(desk.auditor, id)).rejects.toBeInstanceOf(NotAllowed)
    const decided = await ready(desk, 'decided')
    await askPresident(treasurer, decided.id, 'change')
    const last = await db.mail.findFirstOrThrow({ orderBy: { id: 'desc' }, select: { text: true } })
    expect(last.text).toContain(`/subsidies/applications/${decided.id}/change`)
    const waiting = await ready(desk, 'reviewing')
    await expect(askPresident(treasurer, waiting.id)).rejects.toBeInstanceOf(Stale)
  })

  test('is found by a new president, whoever began it', async () => {
    const { id, version } = await ready(desk, 'draft')
    const yesterday = dayToDate(addDays(today(), -1))
    await db.term.updateMany({
      where: { associationId: desk.town.association.id, post: 'chair' },
      data: { endsOn: yesterday },
    })
    const { id: userId } = await makeUser()
    await giveTerm(userId, desk.town.association.id, 'chair', today())
    const next = await actorOf(userId)
    const before = await actorOf(chair.user.id)
    await expect(applicationView(before, id)).rejects.toBeInstanceOf(NotFound)
    expect((await myApplications(next, {})).waiting.map((one) => one.id)).toContain(id)
    expect((await applicationView(next, id)).maySign).toBe(true)
    await expect(submit(next, id, { version })).resolves.toMatch(/^\d{4}-\d{4}$/)
  })
})
