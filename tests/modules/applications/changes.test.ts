/** One change after another: what was approved before stands when the next is judged. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { SignedIn } from '~/modules/accounts/rules'
import { orderRepayment } from '~/modules/applications/commands/decide.server'
import { checkDocuments } from '~/modules/applications/commands/desk.server'
import { requestChange } from '~/modules/applications/commands/perform.server'
import { proposeChange } from '~/modules/applications/commands/propose.server'
import { pay, payAdvance, settleRepayment } from '~/modules/applications/commands/settle.server'
import { reviewOf } from '~/modules/applications/queries/review.server'
import { stepView } from '~/modules/applications/queries/steps.server'
import type { Programme } from '~/modules/subsidies/schema'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { today } from '../accounts/support'
import { invalid, ready } from './association-support'
import {
  approve,
  type Desk,
  errorsOf,
  makeDesk,
  proposalOf,
  publish,
  rowOf,
  SCHEME,
  stateOf,
  sumsOf,
  versionOf,
} from './desk-support'
import type { Made } from './support'

let desk: Desk
let chair: SignedIn
beforeEach(async () => {
  await resetDatabase()
  desk = await makeDesk()
  chair = desk.chair as SignedIn
})

type Asked = { kind?: 'change' | 'suspend' | 'stop'; cost?: number; end?: string }

const ask = async ({ id }: Made, { kind = 'change', cost, end }: Asked) =>
  requestChange(chair, id, {
    version: await versionOf(id),
    kind,
    reason: '屋根の傷みが見つかったため',
    planned_end: end ?? null,
    seen: true,
    ...(cost && { 'cost-seismicRetrofit': cost }),
  })

const propose = async ({ id }: Made, amount: number | null) =>
  proposeChange(desk.reviewer, id, {
    version: await versionOf(id),
    recommend: 'approve',
    amount,
    reason: '必要と認めたため',
  })

const approveNow = async ({ id }: Made) =>
  approve(desk, { id, version: await versionOf(id), proposal: await proposalOf(id) })

const change = async (given: Made, asked: Asked, amount: number | null) => {
  await ask(given, asked)
  await propose(given, amount)
  await approveNow(given)
}

const decided = async ({ id }: Made) => Number((await rowOf(id)).decidedAmount)

/** 900,000 yen are planned, of which 600,000 are granted. */
const granted = () => ready(desk, 'started', { cost: 900_000, amount: 600_000 })

describe('after a grant was raised', () => {
  test('an extension, which names no costs, leaves it as it is', async () => {
    const given = await granted()
    await change(given, { cost: 1_500_000 }, 1_000_000)
    const end = addDays(today(), 40)
    await change(given, { end }, null)
    expect(await decided(given)).toBe(1_000_000)
    expect((await rowOf(given.id)).plannedEnd).toEqual(dayToDate(end))
    expect((await sumsOf(given.budgetId)).sums).toMatchObject({ decided: 1_000_000 })
  })

  test('a suspension can be approved', async () => {
    const given = await granted()
    await change(given, { cost: 1_500_000 }, 1_000_000)
    await change(given, { kind: 'suspend', end: addDays(today(), 40) }, null)
    expect(await decided(given)).toBe(1_000_000)
  })

  test('the association and the reviewer see the costs that were approved', async () => {
    const given = await granted()
    await change(given, { cost: 1_500_000 }, 1_000_000)
    const view = await stepView(chair, given.id, ['request_change'])
    expect(view?.costs.estimate).toEqual({ seismicRetrofit: 1_500_000 })
    await ask(given, { cost: 1_350_000 })
    expect((await reviewOf(desk.reviewer, given.id)).changed).toMatchObject({ amount: 900_000 })
  })
})

describe('after a grant was lowered', () => {
  test('the higher one is not taken again with a later change', async () => {
    const given = await ready(desk, 'started')
    await change(given, { cost: 900_000 }, 600_000)
    await ask(given, { end: addDays(today(), 40) })
    expect(await errorsOf(propose(given, 1_000_000))).toEqual({
      amount: ['review.error.above_most?most=600%2C000'],
    })
    await propose(given, 600_000)
    await approveNow(given)
    expect(await decided(given)).toBe(600_000)
  })

  test('what was refused counts for nothing', async () => {
    const given = await ready(desk, 'started')
    await ask(given, { cost: 900_000 })
    await proposeChange(desk.reviewer, given.id, {
      version: await versionOf(given.id),
      recommend: 'refuse',
      amount: null,
      reason: '認められません',
    })
    await approveNow(given)
    const view = await stepView(chair, given.id, ['request_change'])
    expect(view?.costs.estimate).toEqual({ seismicRetrofit: 1_500_000 })
  })
})

test('work that is given up after an advance is stopped, and the advance is ordered back', async () => {
  const given = await ready(desk, 'started', { programme: SCHEME })
  await db.subsidyApplication.update({ where: { id: given.id }, data: { account: 'sealed' } })
  const version = () => versionOf(given.id)
  const advance = { version: await version(), amount: 400_000, paid_on: today() }
  await payAdvance(desk.reviewer, given.id, advance)
  await change(given, { kind: 'stop' }, null)
  expect(await stateOf(given.id)).toBe('stopped')
  expect((await sumsOf(given.budgetId)).sums).toMatchObject({ decided: 0, finalised: 0, paid: 400_000 })
  const of = await reviewOf(desk.approver, given.id)
  expect(of).toMatchObject({ waiter: 'approver', acts: expect.arrayContaining(['order']) })
  const order = { reason: '廃止のため', repay_by: addDays(today(), 30), amount: 400_000 }
  await orderRepayment(desk.approver, given.id, { ...order, version: await version() })
  const settled = { version: await version(), amount: 400_000, received_on: today() }
  await settleRepayment(desk.reviewer, given.id, settled)
  expect(await stateOf(given.id)).toBe('repaid')
  const { sums, added } = await sumsOf(given.budgetId)
  expect(sums).toEqual(added)
  expect(sums).toMatchObject({ decided: 0, finalised: 0, paid: 0 })
})

test('work that is given up before any payment waits for nobody', async () => {
  const given = await ready(desk, 'started')
  await change(given, { kind: 'stop' }, null)
  expect(await reviewOf(desk.approver, given.id)).toMatchObject({ state: 'stopped', waiter: 'nobody' })
})

describe('the papers of a step', () => {
  /** A scheme that asks for a paper with a change and with a claim. */
  const asking = async (state: 'started' | 'claimed') => {
    const row = await db.subsidyProgrammeVersion.findFirstOrThrow({
      where: { programme: { key: SCHEME } },
      select: { id: true, definition: true },
    })
    const definition = row.definition as unknown as Programme
    const papers = [
      { step: 'change' as const, name: '変更計画書', note: '', byPortal: false },
      { step: 'claim' as const, name: '通帳の写し', note: '', byPortal: false },
    ]
    const key = `asks-${state}`
    await publish(key, { ...definition, documents: [...definition.documents, ...papers] })
    return ready(desk, state, { programme: key })
  }
  const judge = async ({ id }: Made, name: string, judgement: 'handed_in' | 'accepted' | 'missing') =>
    db.subsidyDocument.updateMany({ where: { applicationId: id, name }, data: { state: judgement } })

  test('of a change are there when it is asked for, and looked through before it is approved', async () => {
    const given = await asking('started')
    await judge(given, '変更計画書', 'missing')
    await expect(ask(given, { cost: 1_200_000 })).rejects.toEqual(invalid('form', 'error_problems'))
    expect((await stepView(chair, given.id, ['request_change']))?.problems).toMatchObject([
      { key: 'document_missing', params: { name: '変更計画書' } },
    ])
    await judge(given, '変更計画書', 'accepted')
    await ask(given, { cost: 1_200_000 })
    await judge(given, '変更計画書', 'handed_in')
    expect(await errorsOf(propose(given, 800_000))).toEqual({
      form: ['review.error.unchecked_documents?count=1'],
    })
    const of = await reviewOf(desk.reviewer, given.id)
    expect(of.acts).toContain('check')
    expect(of.unchecked).toHaveLength(1)
    const all = { version: await versionOf(given.id), all: true, documents: [], corrections: [] }
    await checkDocuments(desk.reviewer, given.id, all)
    await propose(given, 800_000)
    await approveNow(given)
    // The next change has papers of its own.
    await expect(ask(given, { cost: 1_000_000 })).rejects.toEqual(invalid('form', 'error_problems'))
  })

  test('of a claim are looked through before it is paid', async () => {
    const given = await asking('claimed')
    await judge(given, '通帳の写し', 'handed_in')
    const form = { version: given.version, amount: given.amount, paid_on: today(), past_year: false }
    expect(await errorsOf(pay(desk.reviewer, given.id, form))).toEqual({
      form: ['review.error.unchecked_documents?count=1'],
    })
    await judge(given, '通帳の写し', 'accepted')
    await pay(desk.reviewer, given.id, form)
    expect(await stateOf(given.id)).toBe('paid')
  })
})

describe('a new end of the work', () => {
  test('before the planned start is refused while the work has not begun', async () => {
    const given = await ready(desk, 'decided')
    const plannedStart = dayToDate(addDays(today(), 60))
    await db.subsidyApplication.update({ where: { id: given.id }, data: { plannedStart } })
    await expect(ask(given, { end: addDays(today(), 30) })).rejects.toEqual(
      invalid('planned_end', 'end_before_start'),
    )
  })

  test('before the planned start is approved where the work has begun earlier', async () => {
    const given = await granted()
    const plannedStart = dayToDate(addDays(today(), 60))
    await db.subsidyApplication.update({ where: { id: given.id }, data: { plannedStart } })
    const end = addDays(today(), 30)
    await change(given, { end }, null)
    expect(await stateOf(given.id)).toBe('started')
    const { startedOn, ...row } = await rowOf(given.id)
    expect(row).toMatchObject({ plannedStart: startedOn, plannedEnd: dayToDate(end) })
  })
})
