/** Decisions, changes, final amounts, payments and repayments, and what they leave in the ledger. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { decideProposal, orderRepayment } from '~/modules/applications/commands/decide.server'
import { proposeChange, proposeDecision, proposeFinal } from '~/modules/applications/commands/propose.server'
import { pay, payAdvance, settleRepayment } from '~/modules/applications/commands/settle.server'
import { leftOf } from '~/modules/budgets/rules'
import { addDays, dateToDay, dayToDate, fiscalYear } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { type FieldErrors, Invalid, NotAllowed, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { today, travel } from '../accounts/support'
import { type Desk, makeDesk, makeReady, rowOf, SCHEME, stateOf, sumsOf } from './desk-support'

let desk: Desk
beforeEach(async () => {
  vi.useRealTimers()
  await resetDatabase()
  desk = await makeDesk()
})

const approve = (given: { id: number; version: number; proposal: number }, by = desk.approver) =>
  decideProposal(by, given.id, {
    version: given.version,
    proposal: given.proposal,
    outcome: 'approve',
    note: '',
  })

const errorsOf = (work: Promise<unknown>): Promise<FieldErrors> =>
  work.then(
    (): FieldErrors => ({}),
    (error: unknown) => (error instanceof Invalid ? error.errors : { other: [String(error)] }),
  )

/** An application of an earlier fiscal year. */
const inYear = (year: number) => ({ year, today: `${year}-10-01` })

const proposalOf = async (applicationId: number) =>
  (await db.subsidyProposal.findFirstOrThrow({ where: { applicationId, decidedAt: null } })).id
const versionOf = async (id: number) => (await rowOf(id)).version

describe('50 decisions at the same instant', () => {
  test('over a budget that reaches for some: exactly as many as fit are decided, the sums agree', async () => {
    const FITS = 17
    const given = []
    for (let n = 0; n < 50; n++) {
      given.push(
        await makeReady(desk, 'proposed', {
          programme: SCHEME,
          amount: 300_000,
          // The whole budget comes with the first: 17 grants, and a rest that reaches for none.
          appropriated: n === 0 ? FITS * 300_000 + 299_999 : 0,
        }),
      )
    }
    const answers = await Promise.allSettled(given.map((one) => approve(one)))
    const decided = answers.filter(({ status }) => status === 'fulfilled')
    expect(decided).toHaveLength(FITS)
    for (const answer of answers) {
      if (answer.status === 'fulfilled') continue
      expect(answer.reason).toBeInstanceOf(Invalid)
      expect((answer.reason as Invalid).errors).toEqual({ form: ['budgets.error.exceeded?left=299%2C999'] })
    }
    const budgetId = given[0]?.budgetId ?? 0
    const { sums, added } = await sumsOf(budgetId)
    expect(sums).toEqual(added)
    expect(sums).toEqual({
      appropriated: 5_399_999,
      reserved: (50 - FITS) * 300_000,
      decided: FITS * 300_000,
      finalised: 0,
      paid: 0,
    })
    // What was refused left nothing behind: no letter, no event, and the proposal still waits.
    const states = await db.subsidyApplication.groupBy({ by: ['state'], _count: { _all: true } })
    expect(Object.fromEntries(states.map(({ state, _count }) => [state, _count._all]))).toEqual({
      decided: FITS,
      proposed: 50 - FITS,
    })
    expect(await db.subsidyLetter.count({ where: { letter: 'decision' } })).toBe(FITS)
    expect(await db.subsidyProposal.count({ where: { decidedAt: null } })).toBe(50 - FITS)
    // The numbers of the letters have neither gaps nor doubles.
    const numbers = await db.subsidyLetter.findMany({ select: { number: true } })
    const counted = numbers.map(({ number }) => Number(/(\d+)\D*$/.exec(number)?.[1])).sort((a, b) => a - b)
    expect(counted).toEqual(Array.from({ length: FITS }, (_, n) => n + 1))
  }, 120_000)

  test('on one application: it is decided once', async () => {
    const given = await makeReady(desk, 'proposed')
    const answers = await Promise.allSettled(Array.from({ length: 50 }, () => approve(given)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { sums, added } = await sumsOf(given.budgetId)
    expect(sums).toEqual(added)
    expect(sums).toMatchObject({ reserved: 0, decided: given.amount })
  }, 60_000)
})

describe('two persons', () => {
  test('whoever proposed does not decide, nor gives back, also with both roles', async () => {
    const given = await makeReady(desk, 'proposed', { proposedById: desk.both.user?.id })
    await expect(approve(given, desk.both)).rejects.toMatchObject({ key: 'own_proposal' })
    await approve(given)
    expect(await stateOf(given.id)).toBe('decided')
  })

  test('an officer of the association reviews nothing of it, whatever the role', async () => {
    const given = await makeReady(desk, 'proposed')
    const { path, id } = await db.association.findUniqueOrThrow({
      where: { id: desk.town.council.id },
      select: { path: true, id: true },
    })
    const seated = {
      ...desk.approver,
      seats: [{ post: 'auditor' as const, associationId: id, path }],
    }
    await expect(approve(given, seated)).rejects.toMatchObject({ key: 'own_application' })
  })

  test('another proposal than the one that was read is not decided on', async () => {
    const given = await makeReady(desk, 'proposed')
    await expect(approve({ ...given, proposal: given.proposal + 1 })).rejects.toBeInstanceOf(Stale)
  })
})

describe('a decision', () => {
  const reviewing = async (over: Parameters<typeof makeReady>[2] = {}) => {
    const given = await makeReady(desk, 'reviewing', { programme: SCHEME, ...over })
    await db.subsidyNote.create({
      data: { applicationId: given.id, text: '見ました', siteVisitOn: dayToDate(today()) },
    })
    return given
  }
  const propose = (id: number, version: number, amount: number, reason = '') =>
    errorsOf(
      proposeDecision(desk.reviewer, id, { version, amount, conditions: ['領収書を保管すること'], reason }),
    )

  test('is proposed for what the text gives, or for less with the reason; never for more', async () => {
    const { id, version } = await reviewing()
    expect(await propose(id, version, 1_000_001)).toEqual({
      amount: ['review.error.above_most?most=1%2C000%2C000'],
    })
    expect(await propose(id, version, 900_000)).toEqual({ reason: ['review.error.needs_reason'] })
    expect(await propose(id, version, 900_000, '予算の都合により')).toEqual({})
    expect(await stateOf(id)).toBe('proposed')
  })

  test('waits for the documents, for corrections and for the site visit', async () => {
    const { id, version } = await makeReady(desk, 'reviewing', { programme: SCHEME })
    expect(await propose(id, version, 1_000_000)).toEqual({ form: ['review.error.site_visit'] })
    await db.subsidyDocument.updateMany({
      where: { applicationId: id, name: '平面図' },
      data: { state: 'handed_in' },
    })
    await db.subsidyCorrection.create({
      data: {
        applicationId: id,
        round: 1,
        item: 'purpose',
        text: '書いてください',
        answer: '書きました',
        state: 'answered',
        dueOn: dayToDate(today()),
      },
    })
    expect(await propose(id, version, 1_000_000)).toEqual({
      form: ['review.error.open_corrections?count=1', 'review.error.unchecked_documents?count=1'],
    })
  })

  test('is not made for a contract that was signed before it', async () => {
    const { id, version } = await reviewing()
    await db.subsidyApplication.update({ where: { id }, data: { contractOn: dayToDate(today()) } })
    expect((await propose(id, version, 1_000_000)).form?.[0]).toContain('contract_before_decision')
  })

  test('gives a letter with amount, conditions and reason, and turns what was reserved into what is decided', async () => {
    const { id, version, budgetId } = await reviewing()
    await propose(id, version, 1_000_000)
    await approve({ id, version: version + 1, proposal: await proposalOf(id) })
    const row = await rowOf(id)
    expect(row).toMatchObject({ decidedAmount: 1_000_000n, conditions: ['領収書を保管すること'] })
    expect(row.decidedOn && dateToDay(row.decidedOn)).toBe(today())
    const letter = await db.subsidyLetter.findFirstOrThrow({ where: { applicationId: id } })
    expect(letter.body).toContain('1,000,000円')
    expect(letter.body).toContain('1 領収書を保管すること')
    expect((await sumsOf(budgetId)).sums).toMatchObject({ reserved: 0, decided: 1_000_000 })
    const event = await db.subsidyEvent.findFirstOrThrow({ where: { applicationId: id, verb: 'decide' } })
    expect(event.snapshot).toMatchObject({ amount: 1_000_000, assessment: { outcome: 'determined' } })
  })

  test('is made within the fiscal year of its budget alone', async () => {
    const given = await makeReady(desk, 'proposed', inYear(fiscalYear(today()) - 1))
    expect((await errorsOf(approve(given))).form?.[0]).toContain('review.error.year_over')
    expect(await stateOf(given.id)).toBe('proposed')
  })

  test('a refusal gives back what was reserved', async () => {
    const given = await makeReady(desk, 'proposed', { kind: 'refusal' })
    await approve(given)
    expect((await sumsOf(given.budgetId)).sums).toMatchObject({ reserved: 0, decided: 0 })
  })
})

describe('a change', () => {
  const decidedOn = (given: { id: number }) => rowOf(given.id)

  test('raises the grant only as far as the budget reaches', async () => {
    const given = await makeReady(desk, 'changing', {
      amount: 800_000,
      appropriated: 900_000,
      proposedAmount: 1_000_000,
    })
    expect((await errorsOf(approve(given))).form?.[0]).toContain('budgets.error.exceeded')
    await db.subsidyEntry.create({
      data: { budgetId: given.budgetId, kind: 'appropriate', appropriated: 100_000 },
    })
    await approve(given)
    expect(await decidedOn(given)).toMatchObject({
      state: 'started',
      decidedAmount: 1_000_000n,
      stateBefore: null,
    })
    expect((await sumsOf(given.budgetId)).sums).toMatchObject({ decided: 1_000_000, reserved: 0 })
    const letter = await db.subsidyLetter.findFirstOrThrow({ where: { applicationId: given.id } })
    expect(letter.body).toMatch(/変更前の交付決定額.*800,000円/)
    expect(letter.body).toMatch(/変更後の交付決定額.*1,000,000円/)
  })

  test('that is refused leaves the grant as it was', async () => {
    const given = await makeReady(desk, 'changing', { proposedAmount: null })
    await approve(given)
    expect(await decidedOn(given)).toMatchObject({ state: 'started', decidedAmount: BigInt(given.amount) })
  })

  test('giving up sets the money free', async () => {
    const given = await makeReady(desk, 'changing', { change: 'stop' })
    await approve(given)
    expect(await stateOf(given.id)).toBe('stopped')
    expect((await sumsOf(given.budgetId)).sums).toMatchObject({ decided: 0, reserved: 0 })
  })

  test('is proposed for no more than the changed costs give', async () => {
    const given = await makeReady(desk, 'changing', { proposed: false, amount: 1_000_000 })
    await db.subsidyChange.updateMany({
      where: { applicationId: given.id },
      data: { costs: { seismicRetrofit: 900_000 } },
    })
    const propose = (amount: number) =>
      errorsOf(
        proposeChange(desk.reviewer, given.id, {
          version: given.version,
          recommend: 'approve',
          amount,
          reason: '減額',
        }),
      )
    expect(await propose(1_000_000)).toEqual({ amount: ['review.error.above_most?most=600%2C000'] })
    expect(await propose(600_000)).toEqual({})
  })
})

describe('the final amount', () => {
  test('is the lesser of what was decided and what the real costs give', async () => {
    const given = await makeReady(desk, 'inspected', {
      programme: SCHEME,
      cost: 1_200_000,
      amount: 1_000_000,
    })
    const propose = (amount: number) =>
      errorsOf(proposeFinal(desk.reviewer, given.id, { version: given.version, amount, reason: '' }))
    expect(await propose(1_000_000)).toEqual({ amount: ['review.error.above_most?most=800%2C000'] })
    expect(await propose(700_000)).toEqual({ reason: ['review.error.needs_reason'] })
    expect(await propose(800_000)).toEqual({})
    await approve({ ...given, version: given.version + 1, proposal: await proposalOf(given.id) })
    expect(await rowOf(given.id)).toMatchObject({ state: 'finalised', finalAmount: 800_000n })
    // What is not needed goes back to the budget.
    const { sums } = await sumsOf(given.budgetId)
    expect(sums).toMatchObject({ decided: 0, finalised: 800_000 })
    expect(leftOf(sums)).toBe(100_000_000 - 800_000)
    const { completedOn, disposalUntil } = await rowOf(given.id)
    expect(Number(disposalUntil?.getUTCFullYear()) - Number(completedOn?.getUTCFullYear())).toBe(10)
  })
})

describe('paying', () => {
  test('pays what is left of the final amount once, until 31 May', async () => {
    const year = fiscalYear(today())
    const given = await makeReady(desk, 'claimed', { programme: SCHEME })
    const form = { version: given.version, amount: given.amount, paid_on: today() }
    await expect(pay(desk.reviewer, given.id, { ...form, amount: 1 })).rejects.toBeInstanceOf(Stale)
    expect(await errorsOf(pay(desk.reviewer, given.id, { ...form, paid_on: addDays(today(), 1) }))).toEqual({
      paid_on: ['review.error.future'],
    })
    travel(`${year + 1}-06-01T12:00:00+09:00`)
    const later = { ...desk.reviewer, today: `${year + 1}-06-01` }
    expect(await errorsOf(pay(later, given.id, { ...form, paid_on: `${year + 1}-06-01` }))).toEqual({
      paid_on: [`review.error.accounts_closed?year=${year}`],
    })
    // What was paid on the last day is entered on the day after.
    await pay(later, given.id, { ...form, paid_on: `${year + 1}-05-31` })
    expect(await rowOf(given.id)).toMatchObject({ state: 'paid', paidAmount: BigInt(given.amount) })
    expect((await sumsOf(given.budgetId)).sums).toMatchObject({ finalised: 0, paid: given.amount })
  })

  test('nothing is paid without a claim', async () => {
    const given = await makeReady(desk, 'finalised')
    const form = { version: given.version, amount: given.amount, paid_on: today() }
    await expect(pay(desk.reviewer, given.id, form)).rejects.toBeInstanceOf(Stale)
  })

  test('leaves the work in the record of the hall', async () => {
    const hall = await db.hall.create({
      data: {
        name: '花園会館',
        reading: 'はなぞのかいかん',
        associations: { create: { associationId: desk.town.association.id } },
      },
      select: { id: true },
    })
    const given = await makeReady(desk, 'claimed', { hallId: hall.id })
    await pay(desk.reviewer, given.id, { version: given.version, amount: given.amount, paid_on: today() })
    const works = await db.hallWork.findMany({ where: { hallId: hall.id } })
    expect(works).toMatchObject([{ kind: 'seismic_retrofit', cost: 1_500_000, subsidy: 1_000_000 }])
  })

  test('advances are paid where the scheme allows them, up to what is decided, and taken off the rest', async () => {
    const given = await makeReady(desk, 'started', { programme: SCHEME })
    const advance = async (amount: number) =>
      payAdvance(desk.reviewer, given.id, { version: await versionOf(given.id), amount, paid_on: today() })
    expect(await errorsOf(advance(400_000))).toEqual({ form: ['review.error.no_account'] })
    await db.subsidyApplication.update({ where: { id: given.id }, data: { account: 'sealed' } })
    expect(await errorsOf(advance(1_000_001))).toEqual({
      amount: ['review.error.above_decided?left=1%2C000%2C000'],
    })
    await advance(400_000)
    expect((await sumsOf(given.budgetId)).sums).toMatchObject({ decided: 600_000, paid: 400_000 })
    await db.subsidyApplication.update({ where: { id: given.id }, data: { state: 'inspected' } })
    await proposeFinal(desk.reviewer, given.id, {
      version: await versionOf(given.id),
      amount: 1_000_000,
      reason: '',
    })
    await approve({ id: given.id, version: await versionOf(given.id), proposal: await proposalOf(given.id) })
    expect((await sumsOf(given.budgetId)).sums).toMatchObject({
      decided: 0,
      finalised: 600_000,
      paid: 400_000,
    })
    await db.subsidyApplication.update({ where: { id: given.id }, data: { state: 'claimed' } })
    await pay(desk.reviewer, given.id, {
      version: await versionOf(given.id),
      amount: 600_000,
      paid_on: today(),
    })
    expect(await rowOf(given.id)).toMatchObject({ paidAmount: 1_000_000n, advanceAmount: 400_000n })
    expect((await sumsOf(given.budgetId)).sums).toMatchObject({ finalised: 0, paid: 1_000_000 })
  })

  test('a scheme without advances pays none', async () => {
    const given = await makeReady(desk, 'started')
    const form = { version: given.version, amount: 1, paid_on: today() }
    await expect(payAdvance(desk.reviewer, given.id, form)).rejects.toBeInstanceOf(Stale)
  })
})

describe('repayment', () => {
  test('after a cancellation: at most what was paid, whole, back into the budget while its accounts are open', async () => {
    const given = await makeReady(desk, 'cancelled')
    const order = (amount: number) =>
      orderRepayment(desk.approver, given.id, {
        version: given.version,
        amount,
        reason: '目的外の使用',
        repay_by: addDays(today(), 30),
      })
    expect(await errorsOf(order(given.amount + 1))).toEqual({
      amount: ['review.error.above_paid?paid=1%2C000%2C000'],
    })
    await order(600_000)
    const settle = async (amount: number) =>
      settleRepayment(desk.reviewer, given.id, {
        version: await versionOf(given.id),
        amount,
        received_on: today(),
      })
    expect(await errorsOf(settle(1))).toEqual({ amount: ['review.error.not_the_ordered?ordered=600%2C000'] })
    await settle(600_000)
    expect(await rowOf(given.id)).toMatchObject({ state: 'repaid', repaidAmount: 600_000n })
    expect((await sumsOf(given.budgetId)).sums).toMatchObject({ paid: 400_000 })
  })

  test('after the accounts are closed it is income of another year: the ledger notes it and keeps its sums', async () => {
    const given = await makeReady(desk, 'repaying', inYear(fiscalYear(today()) - 2))
    await settleRepayment(desk.reviewer, given.id, {
      version: given.version,
      amount: given.amount,
      received_on: today(),
    })
    const { sums, added } = await sumsOf(given.budgetId)
    expect(sums).toEqual(added)
    expect(sums).toMatchObject({ paid: given.amount })
    const entry = await db.subsidyEntry.findFirstOrThrow({
      where: { applicationId: given.id, kind: 'repay' },
    })
    expect(entry.note).toContain('出納閉鎖後')
  })

  test('of an advance that was more than the final amount', async () => {
    const given = await makeReady(desk, 'finalised')
    await db.subsidyApplication.update({
      where: { id: given.id },
      data: { finalAmount: 300_000, paidAmount: 500_000, advanceAmount: 500_000 },
    })
    const order = { version: given.version, reason: '精算', repay_by: addDays(today(), 30) }
    expect(await errorsOf(orderRepayment(desk.approver, given.id, { ...order, amount: 200_001 }))).toEqual({
      amount: ['review.error.above_paid?paid=200%2C000'],
    })
    await orderRepayment(desk.approver, given.id, { ...order, amount: 200_000 })
    expect(await stateOf(given.id)).toBe('repaying')
  })

  test('only the approver orders it', async () => {
    const given = await makeReady(desk, 'cancelled')
    await expect(
      orderRepayment(desk.reviewer, given.id, {
        version: given.version,
        amount: 1,
        reason: '理由',
        repay_by: addDays(today(), 30),
      }),
    ).rejects.toBeInstanceOf(NotAllowed)
  })
})
