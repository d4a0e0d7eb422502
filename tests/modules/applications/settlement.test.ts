/** Money that moves in more than one fiscal year: every amount stays on, and comes back to, the budget it was paid from. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Actor } from '~/modules/accounts/rules'
import { carryOver } from '~/modules/applications/commands/carry.server'
import { orderRepayment } from '~/modules/applications/commands/decide.server'
import { proposeFinal } from '~/modules/applications/commands/propose.server'
import { pay, payAdvance, settleRepayment } from '~/modules/applications/commands/settle.server'
import { carryView } from '~/modules/applications/queries/carry.server'
import { appropriate } from '~/modules/budgets/commands/appropriate.server'
import type { Day } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { travel } from '../accounts/support'
import {
  approve,
  type Desk,
  errorsOf,
  makeDesk,
  makeReady,
  proposalOf,
  rowOf,
  SCHEME,
  sumsOf,
  versionOf,
} from './desk-support'

let desk: Desk
let hall: number
beforeEach(async () => {
  vi.useRealTimers()
  await resetDatabase()
  at('2026-10-01')
  desk = await makeDesk()
  const { id } = await db.hall.create({
    data: {
      name: '花園会館',
      reading: 'はなぞのかいかん',
      associations: { create: { associationId: desk.town.association.id } },
    },
    select: { id: true },
  })
  hall = id
})

const at = (day: Day) => travel(`${day}T12:00:00+09:00`)

/** Somebody of the city on a later day. */
function on(day: Day, by: Actor): Actor {
  at(day)
  return { ...by, today: day }
}

type Over = Parameters<typeof makeReady>[2]
const make = (state: Parameters<typeof makeReady>[1], over: Over = {}) =>
  makeReady(desk, state, { programme: SCHEME, year: 2026, today: '2026-10-01', hallId: hall, ...over })

/** The budget of a year as `appropriated, reserved, decided, finalised, paid`; its entries come to the same. */
async function budgetIn(year: number) {
  const { id } = await db.subsidyBudget.findFirstOrThrow({
    where: { year, programme: { key: SCHEME } },
    select: { id: true },
  })
  const { sums, added } = await sumsOf(id)
  expect(added).toEqual(sums)
  const { appropriated, reserved, decided, finalised, paid } = sums
  return [appropriated, reserved, decided, finalised, paid]
}

async function advance(id: number, amount: number, day: Day) {
  await db.subsidyApplication.update({ where: { id }, data: { account: 'sealed' } })
  await payAdvance(on(day, desk.reviewer), id, { version: await versionOf(id), amount, paid_on: day })
}

async function carry({ id, budgetId }: { id: number; budgetId: number }, day: Day) {
  return carryOver(on(day, desk.reviewer), budgetId, {
    application: [{ id, version: await versionOf(id) }],
    planned_end: '2027-09-30',
    amount: null,
    cause: 'permitted',
    note: '資材が届かないため',
  })
}

/** The work is done and inspected; the final amount is proposed and decided. */
async function finalise(id: number, cost: number, amount: number, day: Day) {
  await db.subsidyCostLine.updateMany({
    where: { applicationId: id, stage: 'actual' },
    data: { amount: cost },
  })
  await db.subsidyApplication.update({
    where: { id },
    data: { state: 'inspected', completedOn: new Date('2026-11-20') },
  })
  await proposeFinal(on(day, desk.reviewer), id, {
    version: await versionOf(id),
    amount,
    reason: '精算のため',
  })
  const proposal = await proposalOf(id)
  await approve(desk, { id, version: await versionOf(id), proposal }, on(day, desk.approver))
}

async function order(id: number, amount: number, day: Day) {
  const form = { version: await versionOf(id), amount, reason: '精算', repay_by: '2030-03-31' }
  await orderRepayment(on(day, desk.approver), id, form)
}

const settle = async (id: number, amount: number, day: Day, received: Day = day) =>
  settleRepayment(on(day, desk.reviewer), id, {
    version: await versionOf(id),
    amount,
    received_on: received,
  })

const payAll = async (
  id: number,
  amount: number,
  day: Day,
  over: { paid_on?: Day; past_year?: boolean } = {},
) =>
  pay(on(day, desk.reviewer), id, {
    version: await versionOf(id),
    amount,
    paid_on: day,
    past_year: false,
    ...over,
  })

describe('what was paid too much in advance, when the rest was carried over', () => {
  /** 900,000 of 1,000,000 paid in 2026, the rest carried to 2027, 600,000 in the end. */
  async function advanced() {
    const given = await make('started', { appropriated: 5_000_000 })
    await make('paid', { appropriated: 0, associationId: desk.town.other.id })
    await advance(given.id, 900_000, '2027-02-01')
    await carry(given, '2027-03-20')
    expect(await budgetIn(2026)).toEqual([4_900_000, 0, 0, 0, 1_900_000])
    expect(await budgetIn(2027)).toEqual([100_000, 0, 100_000, 0, 0])
    return given
  }

  test('comes back to the year in which it was paid', async () => {
    const { id } = await advanced()
    await finalise(id, 900_000, 600_000, '2027-04-20')
    expect(await budgetIn(2027)).toEqual([100_000, 0, 0, 0, 0])
    await order(id, 300_000, '2027-04-21')
    await settle(id, 300_000, '2027-05-31')
    expect(await budgetIn(2026)).toEqual([4_900_000, 0, 0, 0, 1_600_000])
    expect(await budgetIn(2027)).toEqual([100_000, 0, 0, 0, 0])
  })

  test('is income of the present year once that year’s accounts are closed, though the carried budget is open', async () => {
    const { id } = await advanced()
    await finalise(id, 900_000, 600_000, '2027-10-01')
    await order(id, 300_000, '2027-10-02')
    await settle(id, 300_000, '2027-11-01')
    expect(await budgetIn(2026)).toEqual([4_900_000, 0, 0, 0, 1_900_000])
    expect(await budgetIn(2027)).toEqual([100_000, 0, 0, 0, 0])
    const [entry, ...more] = await db.subsidyEntry.findMany({
      where: { applicationId: id, kind: 'repay' },
      select: { note: true, budget: { select: { year: true } } },
    })
    expect(more).toEqual([])
    expect(entry).toMatchObject({ note: expect.stringContaining('300,000円'), budget: { year: 2026 } })
  })

  test('also after a cancellation: each year has back what was paid from it, the last payment first', async () => {
    const given = await make('started', { appropriated: 5_000_000 })
    const { id } = given
    await advance(id, 400_000, '2027-02-01')
    await carry(given, '2027-03-20')
    await finalise(id, 1_500_000, 1_000_000, '2027-04-10')
    await db.subsidyApplication.update({ where: { id }, data: { state: 'claimed' } })
    await payAll(id, 600_000, '2027-04-20')
    expect(await budgetIn(2027)).toEqual([600_000, 0, 0, 0, 600_000])
    await db.subsidyApplication.update({ where: { id }, data: { state: 'cancelled' } })
    await order(id, 700_000, '2027-04-25')
    await settle(id, 700_000, '2027-05-10')
    expect(await budgetIn(2026)).toEqual([4_400_000, 0, 0, 0, 300_000])
    expect(await budgetIn(2027)).toEqual([600_000, 0, 0, 0, 0])
    expect(await rowOf(id)).toMatchObject({ state: 'repaid', repaidAmount: 700_000n })
  })
})

describe('carrying over an application whose grant is paid in advance', () => {
  test('moves the application; no money goes with it', async () => {
    const given = await make('started', { appropriated: 1_000_000 })
    await advance(given.id, 1_000_000, '2027-02-01')
    const { applications } = await carryView(on('2027-03-20', desk.reviewer), given.budgetId)
    expect(applications).toMatchObject([{ id: given.id, amount: 0 }])
    const next = await carry(given, '2027-03-20')
    expect(await rowOf(given.id)).toMatchObject({ budgetId: next, state: 'started' })
    expect(await budgetIn(2026)).toEqual([1_000_000, 0, 0, 0, 1_000_000])
    expect(await budgetIn(2027)).toEqual([0, 0, 0, 0, 0])
    await finalise(given.id, 1_500_000, 1_000_000, '2027-10-01')
    await payAll(given.id, 0, '2027-10-02')
    expect(await rowOf(given.id)).toMatchObject({ state: 'paid', paidAmount: 1_000_000n })
    expect(await budgetIn(2027)).toEqual([0, 0, 0, 0, 0])
  })
})

describe('過年度支出: what is not paid by 31 May', () => {
  const appropriateFor = async (id: number, amount: number) =>
    appropriate(on('2027-06-01', desk.reviewer), id, {
      cause: 'supplementary',
      direction: 'add',
      amount,
      note: '6月補正',
      seen: 0,
    })

  test('is paid from the budget of the year in which it is paid, when that reaches and somebody says so', async () => {
    const { id } = await make('claimed', { appropriated: 3_000_000 })
    const late = { past_year: true }
    expect(await errorsOf(payAll(id, 1_000_000, '2027-06-10'))).toEqual({
      paid_on: ['review.error.accounts_closed?year=2026'],
    })
    expect(await errorsOf(payAll(id, 1_000_000, '2027-06-10', late))).toEqual({
      form: ['review.error.past_year_budget?left=0&year=2027'],
    })
    expect(await errorsOf(payAll(id, 1_000_000, '2027-06-10', { ...late, paid_on: '2027-05-31' }))).toEqual({
      past_year: ['review.error.accounts_open?year=2026'],
    })
    expect(await budgetIn(2026)).toEqual([3_000_000, 0, 0, 1_000_000, 0])
    const { programmeId } = await db.subsidyBudget.findFirstOrThrow({
      where: { applications: { some: { id } } },
    })
    const next = await db.subsidyBudget.create({ data: { programmeId, year: 2027 }, select: { id: true } })
    await appropriateFor(next.id, 1_200_000)
    await payAll(id, 1_000_000, '2027-06-10', late)
    expect(await budgetIn(2026)).toEqual([3_000_000, 0, 0, 0, 0])
    expect(await budgetIn(2027)).toEqual([1_200_000, 0, 0, 0, 1_000_000])
    expect(await rowOf(id)).toMatchObject({
      state: 'paid',
      budgetId: next.id,
      paidAmount: 1_000_000n,
      year: 2026,
    })
    const entries = await db.subsidyEntry.findMany({
      where: { applicationId: id, note: { contains: '過年度支出' } },
      select: { kind: true, budgetId: true },
      orderBy: { id: 'asc' },
    })
    expect(entries.map(({ kind }) => kind)).toEqual(['release', 'decide', 'finalise', 'pay'])
    // And what comes back of it, comes back there.
    await db.subsidyApplication.update({ where: { id }, data: { state: 'cancelled' } })
    await order(id, 1_000_000, '2027-07-01')
    await settle(id, 1_000_000, '2027-08-01')
    expect(await budgetIn(2027)).toEqual([1_200_000, 0, 0, 0, 0])
  })

  test('nothing is left to pay: the case is closed on any day', async () => {
    const { id } = await make('started', { appropriated: 1_000_000 })
    await advance(id, 1_000_000, '2027-02-01')
    await finalise(id, 1_500_000, 1_000_000, '2027-03-20')
    await payAll(id, 0, '2027-06-10')
    expect(await rowOf(id)).toMatchObject({ state: 'paid' })
  })
})

describe('days of money', () => {
  test('nothing is paid before the final amount, nor before it was claimed', async () => {
    const { id } = await make('finalised', { today: '2026-10-01' })
    await db.subsidyApplication.update({ where: { id }, data: { state: 'claimed' } })
    const early = (paid_on: Day) => errorsOf(payAll(id, 1_000_000, '2026-10-20', { paid_on }))
    expect(await early('2026-09-30')).toEqual({ paid_on: ['review.error.before_final?day=2026-10-01'] })
    const event = { applicationId: id, verb: 'claim', toState: 'claimed', fromState: 'finalised' } as const
    await db.subsidyEvent.create({ data: { ...event, createdAt: new Date('2026-10-10T00:00:00Z') } })
    expect(await early('2026-10-09')).toEqual({ paid_on: ['review.error.before_claim?day=2026-10-10'] })
    expect(await early('2026-10-10')).toEqual({})
  })

  test('nothing comes back before it was ordered', async () => {
    const { id } = await make('cancelled')
    await order(id, 1_000_000, '2026-10-20')
    expect(await errorsOf(settle(id, 1_000_000, '2026-11-01', '2026-10-19'))).toEqual({
      received_on: ['review.error.before_order?day=2026-10-20'],
    })
    await settle(id, 1_000_000, '2026-11-01', '2026-10-20')
    expect((await budgetIn(2026))[4]).toBe(0)
  })
})

describe('the record of the hall', () => {
  const works = () => db.hallWork.findMany({ where: { hallId: hall }, select: { kind: true, subsidy: true } })

  test('learns of a grant whose excess has come back, with its final amount', async () => {
    const { id } = await make('started')
    await advance(id, 900_000, '2026-11-25')
    await finalise(id, 900_000, 600_000, '2026-12-01')
    await order(id, 300_000, '2026-12-02')
    expect(await works()).toEqual([])
    await settle(id, 300_000, '2026-12-20')
    expect(await works()).toEqual([{ kind: 'seismic_retrofit', subsidy: 600_000 }])
    expect(await rowOf(id)).toMatchObject({ state: 'repaid', paidOn: new Date('2026-12-20') })
  })

  test('does not learn of a grant that was cancelled', async () => {
    const { id } = await make('cancelled')
    await order(id, 1_000_000, '2026-10-20')
    await settle(id, 1_000_000, '2026-11-01')
    expect(await works()).toEqual([])
  })
})
