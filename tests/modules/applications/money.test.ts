/** Decisions and changes, by two persons, over a budget that does not reach for all. */
import { beforeEach, describe, expect, test } from 'vitest'
import { proposeChange, proposeDecision } from '~/modules/applications/commands/propose.server'
import { dateToDay, dayToDate, fiscalYear } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { today } from '../accounts/support'
import {
  approve,
  type Desk,
  errorsOf,
  inYear,
  makeDesk,
  makeReady,
  proposalOf,
  rowOf,
  SCHEME,
  stateOf,
  sumsOf,
} from './desk-support'

let desk: Desk
beforeEach(async () => {
  await resetDatabase()
  desk = await makeDesk()
})

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
    const answers = await Promise.allSettled(given.map((one) => approve(desk, one)))
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
    const answers = await Promise.allSettled(Array.from({ length: 50 }, () => approve(desk, given)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { sums, added } = await sumsOf(given.budgetId)
    expect(sums).toEqual(added)
    expect(sums).toMatchObject({ reserved: 0, decided: given.amount })
  }, 60_000)
})

describe('two persons', () => {
  test('whoever proposed does not decide, nor gives back, also with both roles', async () => {
    const given = await makeReady(desk, 'proposed', { proposedById: desk.both.user?.id })
    await expect(approve(desk, given, desk.both)).rejects.toMatchObject({ key: 'own_proposal' })
    await approve(desk, given)
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
    await expect(approve(desk, given, seated)).rejects.toMatchObject({ key: 'own_application' })
  })

  test('another proposal than the one that was read is not decided on', async () => {
    const given = await makeReady(desk, 'proposed')
    await expect(approve(desk, { ...given, proposal: given.proposal + 1 })).rejects.toBeInstanceOf(Stale)
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
    await approve(desk, { id, version: version + 1, proposal: await proposalOf(id) })
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
    expect((await errorsOf(approve(desk, given))).form?.[0]).toContain('review.error.year_over')
    expect(await stateOf(given.id)).toBe('proposed')
  })

  test('a refusal gives back what was reserved', async () => {
    const given = await makeReady(desk, 'proposed', { kind: 'refusal' })
    await approve(desk, given)
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
    expect((await errorsOf(approve(desk, given))).form?.[0]).toContain('budgets.error.exceeded')
    await db.subsidyEntry.create({
      data: { budgetId: given.budgetId, kind: 'appropriate', appropriated: 100_000 },
    })
    await approve(desk, given)
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
    await approve(desk, given)
    expect(await decidedOn(given)).toMatchObject({ state: 'started', decidedAmount: BigInt(given.amount) })
  })

  test('giving up sets the money free', async () => {
    const given = await makeReady(desk, 'changing', { change: 'stop' })
    await approve(desk, given)
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
