/** これまでに受けた補助金: every grant counts once, each work with its part. */
import fc from 'fast-check'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { pay } from '~/modules/applications/commands/settle.server'
import { startApplication } from '~/modules/applications/commands/start.server'
import { questionsView } from '~/modules/applications/queries/parts.server'
import { earlierGrants, grantByWork, type PaidApplication } from '~/modules/applications/rules'
import { fiscalYear } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { today } from '../accounts/support'
import { makeDesk, makeReady } from './desk-support'

const line = (work: string, amount: number) => ({ work, amount, eligible: true })
const paid: PaidApplication = {
  receipt: '2025-0007',
  on: '2025-11-20',
  final: 900_000,
  kept: 900_000,
  works: ['renovation', 'barrierFree'],
  lines: [line('renovation', 2_000_000), line('barrierFree', 1_000_000)],
}
const recorded = (subsidy: number, note = '', on = '2025-11-20') =>
  ({ on, kind: 'repair', subsidy, note }) as const

describe('a grant', () => {
  test('is shared by the costs of its works, and is whole', () => {
    expect(grantByWork(900_000, paid.works, paid.lines)).toEqual([600_000, 300_000])
    expect(grantByWork(900_000, paid.works, [])).toEqual([900_000, 0])
    fc.assert(
      fc.property(
        fc.nat(100_000_000),
        fc.array(fc.nat(10_000_000), { minLength: 1, maxLength: 5 }),
        (sum, costs) => {
          const works = costs.map((_, at) => `w${at}`)
          const lines = costs.map((cost, at) => line(`w${at}`, cost))
          expect(grantByWork(sum, works, lines).reduce((all, part) => all + part, 0)).toBe(sum)
        },
      ),
    )
  })

  test('counts once, by whatever name the record knows it', () => {
    const amounts = (...works: ReturnType<typeof recorded>[]) =>
      earlierGrants([paid], works).map(({ amount, work, kind }) => [amount, work ?? kind])
    const here = [
      [600_000, 'renovation'],
      [300_000, 'barrierFree'],
    ]
    expect(amounts()).toEqual(here)
    // By its receipt number, also where somebody has corrected the amount; and by its amount where it was typed.
    expect(amounts(recorded(590_000, '会館整備 2025-0007 確認済'), recorded(300_000, '2025-0007'))).toEqual(
      here,
    )
    expect(amounts(recorded(600_000), recorded(300_000))).toEqual(here)
    expect(amounts(recorded(600_000), recorded(600_000))).toEqual([...here, [600_000, 'repair']])
    expect(amounts(recorded(600_000, '', '2015-11-20'))).toEqual([[600_000, 'repair'], ...here])
    expect(earlierGrants([{ ...paid, kept: 0 }], [])).toEqual([])
  })
})

describe('on the desk and in the register', () => {
  beforeEach(async () => {
    vi.useRealTimers()
    await resetDatabase()
  })

  test('a payment for two works is offered as one sum afterwards', async () => {
    const desk = await makeDesk()
    const hall = await db.hall.create({
      data: {
        name: '花園会館',
        reading: 'はなぞのかいかん',
        associations: { create: { associationId: desk.town.association.id } },
      },
      select: { id: true },
    })
    const given = await makeReady(desk, 'claimed', { hallId: hall.id, amount: 900_000 })
    await db.subsidyCostLine.deleteMany({ where: { applicationId: given.id, stage: 'actual' } })
    await db.subsidyCostLine.createMany({
      data: [line('renovation', 2_000_000), line('seismicRetrofit', 1_000_000)].map((one) => ({
        ...one,
        applicationId: given.id,
        stage: 'actual' as const,
        label: '工事',
      })),
    })
    await db.subsidyApplication.update({
      where: { id: given.id },
      data: { works: ['renovation', 'seismicRetrofit'] },
    })
    const { version, amount } = given
    await pay(desk.reviewer, given.id, { version, amount, paid_on: today(), past_year: false })
    const works = await db.hallWork.findMany({ where: { hallId: hall.id }, select: { subsidy: true } })
    expect(works.map(({ subsidy }) => subsidy).sort()).toEqual([300_000, 600_000])
    const id = await startApplication(desk.chair, {
      association: desk.town.association.id,
      programme: 'hirakata-hall',
      year: fiscalYear(today()),
      works: ['renovation'],
      hallId: hall.id,
    })
    const { grants } = await questionsView(desk.chair, id)
    expect(grants?.map((one) => one.amount)).toEqual([600_000, 300_000])
  })
})
