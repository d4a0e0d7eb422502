/** What is forgotten and when; what people are reminded of, once. On the real database, with the clock moved by dates. */
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { remindApplications } from '~/modules/applications/commands/remind.server'
import { forgetApplications } from '~/modules/applications/commands/retention.server'
import {
  type ApplicationState,
  draftEnds,
  draftMark,
  draftStep,
  keptUntil,
  reminderOf,
  yearsOver,
} from '~/modules/applications/rules'
import { addDays, dayOf, dayToDate, fiscalYear, now } from '~/platform/clock'
import { encrypt } from '~/platform/crypto.server'
import { db, transaction } from '~/platform/db.server'
import { putFile, readStored } from '~/platform/files.server'
import { createProgrammes } from '../../../prisma/seed/programmes'
import { resetDatabase } from '../../setup/database'
import { actorOf, type City, makeCity } from '../associations/support'
import { makeApplication } from './support'

const DAY_MS = 86_400_000
const today = dayOf(now())
const ago = (days: number) => new Date(now().getTime() - days * DAY_MS)

describe('the rules', () => {
  test('keep an application five fiscal years after its end, and while what was built may not be sold', () => {
    const of = { year: 2026, endedOn: '2027-03-20', disposalUntil: null }
    expect(keptUntil(of)).toBe('2032-03-31')
    expect(keptUntil({ ...of, endedOn: '2027-05-20' })).toBe('2033-03-31')
    expect(keptUntil({ ...of, disposalUntil: '2037-03-20' })).toBe('2037-03-20')
    expect(keptUntil({ ...of, disposalUntil: '2031-03-20' })).toBe('2032-03-31')
  })

  test('look at every application that may be over', () => {
    const day = fc
      .date({ min: new Date('2015-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
      .map(dayOf)
    fc.assert(
      fc.property(fc.integer({ min: 2015, max: 2060 }), day, day, (year, endedOn, at) => {
        if (keptUntil({ year, endedOn, disposalUntil: null }) < at)
          expect(year).toBeLessThanOrEqual(yearsOver(at))
      }),
    )
  })

  test('warn of the end of a draft thirty days before, and again when it was touched since', () => {
    const touchedOn = '2024-06-01'
    const end = '2026-06-01'
    expect(draftStep({ touchedOn, reminded: [] }, addDays(end, -31))).toBe('keep')
    expect(draftStep({ touchedOn, reminded: [] }, addDays(end, -30))).toBe('warn')
    const reminded = [draftMark(draftEnds(touchedOn, addDays(end, -30)))]
    expect(draftStep({ touchedOn, reminded }, addDays(end, -1))).toBe('keep')
    expect(draftStep({ touchedOn, reminded }, end)).toBe('delete')
    // Found late, the thirty days are given all the same.
    const late = [draftMark(draftEnds(touchedOn, '2026-08-01'))]
    expect(late).toEqual(['draft:2026-08-31'])
    expect(draftStep({ touchedOn, reminded: late }, '2026-08-30')).toBe('keep')
    expect(draftStep({ touchedOn, reminded: late }, '2026-08-31')).toBe('delete')
    expect(draftStep({ touchedOn: '2026-05-20', reminded }, '2028-06-01')).toBe('warn')
  })

  test('remind of each step once, and after missed mornings of the step that has been reached', () => {
    const of = (state: ApplicationState, reminded: string[] = []) => ({
      state,
      year: 2026,
      dueOn: '2026-06-30',
      repayBy: null,
      reportBy: '2027-03-31',
      finalAmount: 900_000,
      paidAmount: 300_000,
      reminded,
    })
    expect(reminderOf(of('correcting'), '2026-06-22')).toBeNull()
    expect(reminderOf(of('correcting'), '2026-06-23')).toMatchObject({ step: 7, over: false })
    const first = 'correction:2026-06-30:7'
    expect(reminderOf(of('correcting', [first]), '2026-06-29')).toBeNull()
    expect(reminderOf(of('correcting', [first]), '2026-06-30')).toMatchObject({ step: 0, over: false })
    expect(reminderOf(of('correcting', [first]), '2026-07-02')).toMatchObject({ step: 0, over: true })
    expect(reminderOf(of('correcting', ['correction:2026-06-30:0']), '2026-07-02')).toBeNull()
    expect(reminderOf(of('started'), '2027-02-13')).toBeNull()
    expect(reminderOf(of('started'), '2027-02-14')).toMatchObject({
      kind: 'report',
      due: '2027-03-31',
      step: 45,
    })
    expect(reminderOf({ ...of('started'), reportBy: '2027-02-28' }, '2027-02-14')).toMatchObject({
      due: '2027-02-28',
      step: 14,
    })
    expect(reminderOf(of('decided'), '2027-04-01')).toMatchObject({ kind: 'report', step: 0, over: true })
    expect(reminderOf(of('finalised'), '2027-05-20')).toMatchObject({
      kind: 'claim',
      due: '2027-05-31',
      step: 14,
    })
    expect(reminderOf({ ...of('repaying'), repayBy: '2026-07-10' }, '2026-07-03')).toMatchObject({
      kind: 'repayment',
    })
    for (const paidAmount of [900_000, 1_000_000])
      expect(reminderOf({ ...of('finalised'), paidAmount }, '2027-05-20')).toBeNull()
    for (const state of ['draft', 'reviewing', 'paid', 'proposed', 'claimed'] as const)
      expect(reminderOf(of(state), '2027-05-31'), state).toBeNull()
  })
})

describe('the jobs', () => {
  let city: City

  beforeEach(async () => {
    await resetDatabase()
    city = await makeCity()
    await transaction(createProgrammes)
  })

  const make = (state: ApplicationState, over: { year?: number; hallId?: number } = {}) =>
    makeApplication(state, {
      associationId: city.own.id,
      ...over,
      ...(over.year && { today: `${over.year}-11-01` }),
    })
  /** As if it had been left alone since then: Prisma would write today. */
  const leave = (id: number, since: Date, closed = true) =>
    db.$executeRaw`UPDATE subsidy_applications SET updated_at = ${since}, closed_at = ${closed ? since : null} WHERE id = ${id}`
  /** Somebody who holds an office, or a role of the city, by the rows that say so. */
  const holder = async (post: 'secretary' | 'auditor' | null) => {
    const { user } = await actorOf({})
    const days = { startsOn: dayToDate(addDays(today, -9)), endsOn: dayToDate(addDays(today, 9)) }
    if (post) await db.term.create({ data: { userId: user.id, associationId: city.own.id, post, ...days } })
    else await db.staffAppointment.create({ data: { userId: user.id, role: 'reviewer', ...days } })
    return (await db.user.findUniqueOrThrow({ where: { id: user.id } })).email
  }
  const mails = async () =>
    (await db.mail.findMany({ orderBy: { createdAt: 'asc' } })).map(({ recipient, subject, text }) => ({
      recipient,
      subject,
      text,
    }))

  test('delete an application that is over with its files and letters, and keep its ledger to the yen', async () => {
    const year = fiscalYear(today) - 7
    const { id, budgetId } = await make('paid', { year })
    const recent = await make('paid', { year: fiscalYear(today) - 3 })
    const restricted = await make('paid', { year })
    const open = await make('started', { year })
    for (const one of [id, restricted.id, open.id]) await leave(one, ago(365 * 6 + 40), one !== open.id)
    await db.$executeRaw`UPDATE subsidy_applications SET disposal_until = ${dayToDate(addDays(today, 10))} WHERE id = ${restricted.id}`
    const document = await db.subsidyDocument.findFirstOrThrow({ where: { applicationId: id } })
    const key = 'subsidies/test-file'
    await putFile(key, Buffer.from('%PDF-'))
    const file = { documentId: document.id, name: 'a.pdf', type: 'application/pdf', size: 5, key, hash: 'a' }
    await db.subsidyFile.create({ data: file })
    await db.subsidyLetter.create({
      data: { applicationId: id, letter: 'decision', title: '通知', body: '文', issuedOn: dayToDate(today) },
    })
    await db.subsidyEvent.create({ data: { applicationId: id, verb: 'pay', toState: 'paid' } })
    const before = await db.subsidyBudget.findUniqueOrThrow({ where: { id: budgetId } })

    expect(await forgetApplications()).toMatchObject({ applications: 1, drafts: 0 })

    expect(await db.subsidyApplication.findMany({ select: { id: true }, orderBy: { id: 'asc' } })).toEqual(
      [recent.id, restricted.id, open.id].sort((a, b) => a - b).map((one) => ({ id: one })),
    )
    expect(await readStored(key)).toBeNull()
    expect(await db.subsidyBudget.findUniqueOrThrow({ where: { id: budgetId } })).toEqual(before)
    const { _sum } = await db.subsidyEntry.aggregate({ where: { budgetId }, _sum: { paid: true } })
    expect(_sum.paid).toBe(before.paid)
    expect(await db.subsidyEntry.count({ where: { budgetId, applicationId: null } })).toBeGreaterThan(3)
    expect(await db.auditEntry.findFirst({ where: { action: 'subsidy.deleted' } })).toMatchObject({
      subjectId: String(id),
      associationId: city.own.id,
      before: { state: 'paid', year },
      after: { files: 1 },
    })
    expect(await forgetApplications()).toMatchObject({ applications: 0 })
  })

  test('delete the account sixty days after the end, and no earlier', async () => {
    const account = encrypt('subsidy-account', '{}')
    const ids: number[] = []
    for (const [state, days] of [
      ['paid', 61],
      ['paid', 59],
      ['claimed', 200],
      ['cancelled', 61],
      ['started', 61],
    ] as const) {
      const { id } = await make(state)
      await db.subsidyApplication.update({ where: { id }, data: { account } })
      await leave(id, ago(days), state === 'paid')
      ids.push(id)
    }
    expect(await forgetApplications()).toMatchObject({ accounts: 2 })
    const rows = await db.subsidyApplication.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } })
    expect(rows.map((row) => row.account !== null)).toEqual([false, true, true, false, true])
    expect(rows.map(({ version }) => version)).toEqual([1, 1, 1, 1, 1])
  })

  test('warn of a draft that nobody touches, give thirty days, then delete it', async () => {
    await holder('secretary')
    const { id } = await make('draft')
    const touched = await make('draft')
    const submitted = await make('reviewing')
    await leave(id, ago(705), false)
    await leave(submitted.id, ago(800), false)
    expect(await forgetApplications()).toMatchObject({ warned: 1, drafts: 0 })
    expect(await forgetApplications()).toMatchObject({ warned: 0, drafts: 0 })
    const [mail, ...more] = await mails()
    expect(more).toEqual([])
    expect(mail?.text).toContain('削除します')
    expect(mail?.text).toContain(`/subsidies/applications/${id}`)
    // Thirty days later.
    await leave(id, ago(760), false)
    await db.$executeRaw`UPDATE subsidy_applications SET reminded = ARRAY[${draftMark(today)}] WHERE id = ${id}`
    expect(await forgetApplications()).toMatchObject({ warned: 0, drafts: 1 })
    const left = await db.subsidyApplication.findMany({ select: { id: true }, orderBy: { id: 'asc' } })
    expect(left.map((row) => row.id)).toEqual([touched.id, submitted.id])
  })

  test('remind those who write for the association, once, also when two instances do it together', async () => {
    const secretary = await holder('secretary')
    await holder('auditor')
    const { id } = await make('correcting')
    await db.subsidyApplication.update({ where: { id }, data: { dueOn: dayToDate(addDays(today, 5)) } })
    await make('reviewing')
    const counts = await Promise.all([remindApplications(), remindApplications()])
    expect(counts.toSorted()).toEqual([0, 1])
    expect(await remindApplications()).toBe(0)
    const sent = await mails()
    expect(sent.map(({ recipient }) => recipient)).toEqual([secretary])
    expect(sent[0]?.subject).toContain('補正の期限は')
    expect(sent[0]?.text).not.toContain('大きな地震') // what the application says is not in the mail
    const { version } = await db.subsidyApplication.findUniqueOrThrow({ where: { id } })
    expect(version).toBe(1)
  })

  test('tell the reviewers where an association has nobody who writes for it', async () => {
    const reviewer = await holder(null)
    const { id } = await make('correcting')
    await db.subsidyApplication.update({ where: { id }, data: { dueOn: dayToDate(addDays(today, -2)) } })
    await remindApplications()
    const [mail] = await mails()
    expect(mail?.recipient).toBe(reviewer)
    expect(mail?.subject).toContain('過ぎています')
  })
})
