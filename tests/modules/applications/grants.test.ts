/** Earlier grants: the register is asked, not only the association. */
import { beforeEach, describe, expect, test } from 'vitest'
import { proposeDecision } from '~/modules/applications/commands/propose.server'
import { reviewOf } from '~/modules/applications/queries/review.server'
import { mostOf } from '~/modules/applications/rules'
import { dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { today } from '../accounts/support'
import { FACTS } from './association-support'
import { type Desk, errorsOf, makeDesk, makeReady, SCHEME, stateOf } from './desk-support'

let desk: Desk
let hallId: number
beforeEach(async () => {
  await resetDatabase()
  desk = await makeDesk()
  const hall = await db.hall.create({
    data: {
      name: '花園会館',
      reading: 'はなぞのかいかん',
      associations: { create: { associationId: desk.town.association.id } },
    },
    select: { id: true },
  })
  hallId = hall.id
})

/** 改修, whose grants count for twenty years. */
async function renovated<T extends { id: number }>(made: T): Promise<T> {
  const work = 'renovation'
  await db.subsidyApplication.update({ where: { id: made.id }, data: { works: [work] } })
  await db.subsidyCostLine.updateMany({ where: { applicationId: made.id }, data: { work } })
  return made
}

const handedIn = async (facts: object = {}) => {
  const made = await makeReady(desk, 'reviewing', {
    programme: SCHEME,
    hallId,
    facts: { ...FACTS, ...facts },
  })
  const visit = { applicationId: made.id, text: '見ました', siteVisitOn: dayToDate(today()) }
  await db.subsidyNote.create({ data: visit })
  return renovated(made)
}
const propose = async (made: { id: number; version: number }, reason = '') => {
  const { estimate } = await reviewOf(desk.reviewer, made.id)
  const amount = estimate ? mostOf(estimate.assessment) : 0
  return errorsOf(
    proposeDecision(desk.reviewer, made.id, { version: made.version, amount, conditions: [], reason }),
  )
}
const earlier = (state: 'paid' | 'decided' | 'refused', amount = 700_000) =>
  makeReady(desk, state, { programme: SCHEME, hallId, amount }).then(renovated)

describe('earlier grants', () => {
  test.each(['paid', 'decided'] as const)(
    'that are %s and not told are seen, and need a reason',
    async (state) => {
      await earlier(state)
      const made = await handedIn({ earlierGrants: 0 })
      expect((await reviewOf(desk.reviewer, made.id)).differences).toEqual([
        { fact: 'earlierGrants', told: 0, known: 700_000 },
      ])
      expect(await propose(made)).toEqual({ reason: ['review.error.grants_differ'] })
      expect(await propose(made, '前の補助は別の棟のもの')).toEqual({})
      expect(await stateOf(made.id)).toBe('proposed')
    },
  )

  test('of the hall’s record count too, once', async () => {
    const work = { hallId, kind: 'repair', completedOn: dayToDate('2010-05-01'), subsidy: 300_000 }
    await db.hallWork.create({ data: { ...work, precision: 'day' } as never })
    await earlier('paid')
    const made = await handedIn({ earlierGrants: 0 })
    expect((await reviewOf(desk.reviewer, made.id)).differences).toMatchObject([{ known: 1_000_000 }])
  })

  test('that are told as they are, or that nobody knows of, stand in nobody’s way', async () => {
    await earlier('refused')
    const none = await handedIn({ earlierGrants: 0 })
    expect((await reviewOf(desk.reviewer, none.id)).differences).toEqual([])
    expect(await propose(none)).toEqual({})
    await db.subsidyApplication.update({ where: { id: none.id }, data: { state: 'withdrawn' } })
    await earlier('paid')
    const told = await handedIn({ earlierGrants: 700_000 })
    expect((await reviewOf(desk.reviewer, told.id)).differences).toEqual([])
  })

  test('another open application for the same hall and work is shown', async () => {
    const made = await handedIn()
    expect((await reviewOf(desk.reviewer, made.id)).rivals).toEqual([])
    const other = await handedIn()
    await makeReady(desk, 'draft', { programme: SCHEME, hallId })
    await earlier('refused')
    expect((await reviewOf(desk.reviewer, made.id)).rivals).toMatchObject([
      { id: other.id, state: 'reviewing' },
    ])
  })
})
