/** 採択の順番: an order that anybody can work out again, and that nobody can draw until they like it. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { judgeUrgency, makeRound, type RoundLine } from '~/modules/applications/commands/round.server'
import { publicRound, roundView } from '~/modules/applications/queries/round.server'
import { type Candidate, methodsOf, orderBy, reachOf, roundMethods } from '~/modules/applications/rules'
import { roundSchema, urgencySchema } from '~/modules/applications/schema/money'
import { db } from '~/platform/db.server'
import { NotAllowed, NotFound, SignInNeeded } from '~/platform/errors'
import { check } from '~/platform/forms.server'
import { actorOf, anybody, TODAY } from '../associations/support'
import { invalid, makeScene, type Scene } from '../budgets/support'
import { makeApplication } from './support'

let scene: Scene

beforeEach(async () => {
  scene = await makeScene()
})

const apply = (
  state: Parameters<typeof makeApplication>[0],
  over: Partial<Parameters<typeof makeApplication>[1]> = {},
) =>
  makeApplication(state, {
    associationId: scene.city.own.id,
    year: 2026,
    today: TODAY,
    appropriated: 0,
    ...over,
  })

describe('the order', () => {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')
  const candidates = fc.uniqueArray(
    fc.record<Candidate>({
      id: fc.integer({ min: 1, max: 1_000_000 }),
      receipt: fc.stringMatching(/^R\d-\d{1,4}$/),
      submittedAt: fc.constantFrom('2026-05-01T00:00:00.000Z', '2026-05-02T00:00:00.000Z'),
      urgency: fc.option(fc.integer({ min: 0, max: 100 })),
    }),
    { selector: ({ receipt }) => receipt, maxLength: 30 },
  )

  test('is the same for whoever works it out again, and depends on nothing else', () => {
    fc.assert(
      fc.property(candidates, fc.constantFrom(...roundMethods), fc.string(), (found, method, seed) => {
        const once = orderBy(method, found, seed, hash)
        const again = orderBy(method, [...found].reverse(), seed, hash)
        if (new Set(found.map(({ id }) => id)).size === found.length)
          expect(again.map(({ id }) => id)).toEqual(once.map(({ id }) => id))
        expect(once.map(({ order }) => order)).toEqual(found.map((_, i) => i + 1))
        expect(new Set(once.map(({ receipt }) => receipt)).size).toBe(found.length)
      }),
    )
  })

  test('of a lot is that of the hashes of seed and receipt number', () => {
    const one = (id: number, receipt: string) => ({ id, receipt, submittedAt: '', urgency: null })
    const drawn = orderBy('lot', [one(1, 'R8-1'), one(2, 'R8-2'), one(3, 'R8-3')], 'abc-七', hash)
    const expected = ['R8-1', 'R8-2', 'R8-3']
      .map((receipt) => [hash(`abc-七:${receipt}`), receipt])
      .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
    expect(drawn.map(({ key, receipt }) => [key, receipt])).toEqual(expected)
  })

  test('of urgency has the most urgent first, and the earlier among equals', () => {
    const one = (id: number, urgency: number | null, day: string) => ({
      id,
      receipt: `R8-${id}`,
      submittedAt: `2026-05-${day}T00:00:00.000Z`,
      urgency,
    })
    const ranked = orderBy(
      'ranking',
      [one(1, 50, '02'), one(2, 90, '03'), one(3, 50, '01'), one(4, null, '01')],
      '',
      hash,
    )
    expect(ranked.map(({ id }) => id)).toEqual([2, 3, 1, 4])
  })

  test('reaches as far as the budget does, and nobody overtakes', () => {
    const amounts = [{ amount: 5 }, { amount: 4 }, { amount: 1 }]
    expect(reachOf(amounts, 7).map(({ fit, total, room }) => [fit, total, room])).toEqual([
      ['fits', 5, 7],
      ['partly', 9, 2],
      ['waits', 10, 0],
    ])
    expect(reachOf(amounts, 5).map(({ fit }) => fit)).toEqual(['fits', 'waits', 'waits'])
    expect(reachOf(amounts, 10).map(({ fit }) => fit)).toEqual(['fits', 'fits', 'fits'])
    fc.assert(
      fc.property(fc.array(fc.nat(50)), fc.nat(500), (asked, left) => {
        const found = reachOf(
          asked.map((amount) => ({ amount })),
          left,
        )
        const reached = found.filter(({ fit }) => fit === 'fits')
        expect(reached.reduce((sum, { amount }) => sum + amount, 0)).toBeLessThanOrEqual(left)
        expect(found.slice(0, reached.length)).toEqual(reached)
      }),
    )
  })

  test('is made by the method of the scheme, or by any where it states none', () => {
    expect(methodsOf('lot')).toEqual(['lot'])
    expect(methodsOf('within_budget')).toEqual(roundMethods)
    expect(methodsOf('unstated')).toEqual(roundMethods)
  })
})

describe('a round', () => {
  const round = (method: string, word = '') => check(roundSchema, { method, word })
  const three = async () => {
    const made = [
      await apply('submitted', { appropriated: 2_500_000 }),
      await apply('reviewing', { associationId: scene.city.namiki.id }),
      await apply('proposed', { associationId: scene.city.other.id }),
    ]
    return { budget: made[0]?.budgetId ?? 0, ids: made.map(({ id }) => id) }
  }

  test('draws a lot once, with a seed that gives the same order to anybody', async () => {
    const { budget, ids } = await three()
    await apply('decided', { associationId: scene.city.other.id, appropriated: 1_000_000 })
    const id = await makeRound(scene.reviewer, budget, round('lot', '出目4'))
    const found = await db.subsidyRound.findUniqueOrThrow({ where: { id } })
    expect(found.seed).toMatch(/^[0-9a-f]{32}-出目4$/)
    const lines = found.result as RoundLine[]
    expect(lines.map(({ application }) => application).sort()).toEqual([...ids].sort())
    for (const { key, receipt } of lines)
      expect(key).toBe(createHash('sha256').update(`${found.seed}:${receipt}`).digest('hex'))
    expect([...lines].sort((a, b) => (a.key < b.key ? -1 : 1))).toEqual(lines)
    const view = await roundView(scene.reviewer, budget)
    expect(view.waiting.map((one) => [one.id, one.ranking, one.fit])).toEqual(
      lines.map(({ application, order }) => [application, order, ['fits', 'fits', 'partly'][order - 1]]),
    )
    await expect(makeRound(scene.approver, budget, round('lot'))).rejects.toEqual(invalid('method'))
    expect(await db.auditEntry.count({ where: { action: 'subsidy.round_made' } })).toBe(1)
  })

  test('keeps the places that were drawn when others go, and draws newcomers behind them', async () => {
    const { budget } = await three()
    await makeRound(scene.reviewer, budget, round('lot'))
    const order = async () =>
      (await roundView(scene.reviewer, budget)).waiting.map(({ id, ranking }) => [id, ranking])
    const [gone, ...standing] = await order()
    await db.subsidyApplication.update({ where: { id: gone?.[0] ?? 0 }, data: { state: 'refused' } })
    await expect(makeRound(scene.approver, budget, round('lot'))).rejects.toEqual(invalid('method'))
    expect(await order()).toEqual(standing)
    const late = [
      (await apply('submitted', { associationId: scene.city.group.id })).id,
      (await apply('submitted', { associationId: scene.city.group.id })).id,
    ]
    // Another order in between gives nobody another place in the lot.
    await makeRound(scene.approver, budget, round('first_come'))
    const id = await makeRound(scene.approver, budget, round('lot'))
    const { seed, lines } = await publicRound(id)
    expect(lines.map((line) => line.order)).toEqual([4, 5])
    for (const { key, receipt } of lines)
      expect(key).toBe(createHash('sha256').update(`${seed}:${receipt}`).digest('hex'))
    const all = await order()
    expect(all.slice(0, 2)).toEqual(standing)
    expect(all.slice(2).map(([one]) => one)).toEqual(expect.arrayContaining(late))
    await expect(makeRound(scene.approver, budget, round('lot'))).rejects.toEqual(invalid('method'))
  })

  test('is drawn once, also when two press at the same instant', async () => {
    const { budget } = await three()
    const twice = await Promise.allSettled([
      makeRound(scene.reviewer, budget, round('lot')),
      makeRound(scene.approver, budget, round('lot')),
    ])
    expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('says nothing in public of who applied', async () => {
    const { budget } = await three()
    const id = await makeRound(scene.reviewer, budget, round('first_come'))
    const told = JSON.stringify(await publicRound(id))
    expect(told).not.toMatch(/花園|並木|香里|会館の耐震改修|application/)
    expect((await publicRound(id)).lines).toHaveLength(3)
    await expect(publicRound(999_999)).rejects.toThrow(NotFound)
  })

  test('by urgency needs every urgency, and takes 0 to 100', async () => {
    const { budget, ids } = await three()
    const judged = (typed: Record<number, string>) =>
      check(
        urgencySchema,
        Object.fromEntries(Object.entries(typed).map(([id, value]) => [`urgency-${id}`, value])),
      )
    const [a = 0, b = 0, c = 0] = ids
    await judgeUrgency(scene.reviewer, budget, judged({ [a]: '10', [b]: '９０', [c]: '' }))
    await expect(makeRound(scene.reviewer, budget, round('ranking'))).rejects.toEqual(invalid('method'))
    await judgeUrgency(scene.reviewer, budget, judged({ [c]: '10' }))
    await makeRound(scene.reviewer, budget, round('ranking'))
    const { waiting } = await roundView(scene.reviewer, budget)
    expect(waiting.map(({ id }) => id)).toEqual([b, a, c])
    expect(await db.auditEntry.count({ where: { action: 'subsidy.urgency_judged' } })).toBe(3)
    expect(() => judged({ [a]: '101' })).toThrow()
    expect(() => judged({ [a]: '1.5' })).toThrow()
    await expect(judgeUrgency(scene.approver, budget, judged({ [a]: '1' }))).rejects.toThrow(NotAllowed)
    const { id: paid } = await apply('paid', { appropriated: 1_000_000 })
    await expect(judgeUrgency(scene.reviewer, budget, judged({ [paid]: '1' }))).rejects.toEqual(
      invalid(`urgency-${paid}`),
    )
  })

  test('is refused to others, to whoever has an interest, and where nobody waits', async () => {
    const { budget } = await three()
    const staff = await actorOf({ staff: 'section_staff' })
    await expect(makeRound(anybody(), budget, round('lot'))).rejects.toThrow(SignInNeeded)
    await expect(makeRound(staff, budget, round('lot'))).rejects.toThrow(NotAllowed)
    const own = { ...scene.reviewer, seats: scene.chair.seats }
    await expect(makeRound(own, budget, round('lot'))).rejects.toMatchObject({ key: 'own_application' })
    await expect(roundView(scene.chair, budget)).rejects.toThrow(NotAllowed)
    const empty = await db.subsidyBudget.create({ data: { programmeId: scene.programme, year: 2031 } })
    await expect(makeRound(scene.reviewer, empty.id, round('lot'))).rejects.toEqual(invalid('form'))
    await expect(makeRound(scene.reviewer, 999_999, round('lot'))).rejects.toThrow(NotFound)
  })
})
