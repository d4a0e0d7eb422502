/** The public list of what was granted: what stands in it, what never does, page by page, and its sums. */
import { beforeEach, describe, expect, test } from 'vitest'
import { grantedFile, grantedList } from '~/modules/applications/queries/granted.server'
import type { ApplicationState } from '~/modules/applications/rules'
import { applicationStates } from '~/modules/applications/rules'
import { grantedHref, readGrantedQuery } from '~/modules/applications/schema/granted'
import { db, transaction } from '~/platform/db.server'
import { createProgrammes } from '../../../prisma/seed/programmes'
import { resetDatabase } from '../../setup/database'
import { type City, makeCity } from '../associations/support'
import { makeApplication } from './support'

let city: City

beforeEach(async () => {
  await resetDatabase()
  city = await makeCity()
  await transaction(createProgrammes)
})

const make = (state: ApplicationState, over: { at?: { id: number }; year?: number; amount?: number } = {}) =>
  makeApplication(state, {
    associationId: (over.at ?? city.own).id,
    title: '山田様方の裏の会館',
    ...(over.year && { year: over.year, today: `${over.year}-11-01` }),
    ...(over.amount && { amount: over.amount }),
  })
const all = {}

describe('the list', () => {
  test('holds what was granted and stands, of every state of the procedure', async () => {
    const ids = new Map<ApplicationState, number>()
    for (const state of applicationStates) ids.set(state, (await make(state)).id)
    const found = new Map((await grantedFile(all)).map((grant) => [grant.id, grant.state]))
    const shown = Object.fromEntries(
      applicationStates.flatMap((state) => {
        const told = found.get(ids.get(state) ?? 0)
        return told ? [[state, told]] : []
      }),
    )
    expect(shown).toEqual({
      decided: 'decided',
      started: 'decided',
      changing: 'decided',
      reported: 'decided',
      report_correcting: 'decided',
      inspected: 'decided',
      finalising: 'decided',
      finalised: 'final',
      claimed: 'final',
      paid: 'paid',
      cancelling: 'decided',
      repaying: 'paid',
      repaid: 'paid',
    })
  })

  test.each([
    ['cancel', 'cancelling', 'cancelled'],
    ['approve_stop', 'changing', 'stopped'],
  ] as const)(
    'leaves out what came to nothing by %s, also while it is being paid back',
    async (verb, fromState, toState) => {
      const { id } = await make('repaying')
      expect(await grantedFile(all)).toHaveLength(1)
      await db.subsidyEvent.create({
        data: { applicationId: id, verb, fromState, toState },
      })
      expect(await grantedFile(all)).toEqual([])
    },
  )

  test('says who, what for, how much and when, and nothing that was written in the application', async () => {
    const { id } = await make('paid')
    await db.subsidyApplication.update({ where: { id }, data: { finalAmount: 876_000, account: 'geheim' } })
    const [grant] = await grantedFile(all)
    expect(Object.keys(grant ?? {}).sort()).toEqual(
      [
        'amount',
        'association',
        'decidedOn',
        'district',
        'id',
        'scheme',
        'slug',
        'state',
        'works',
        'year',
      ].sort(),
    )
    expect(grant).toMatchObject({
      association: city.own.name,
      district: city.west.name,
      scheme: '自治会館建設等助成',
      works: ['耐震改修'],
      amount: 876_000,
      state: 'paid',
    })
    const text = JSON.stringify(await grantedList(all))
    for (const secret of ['山田', '大きな地震', 'geheim', '花園工務店']) expect(text).not.toContain(secret)
  })

  test('is narrowed by year, scheme and district, with the sums of what is shown', async () => {
    await make('paid', { year: 2025, amount: 300_000 })
    await make('decided', { year: 2026, amount: 500_000 })
    await make('decided', { year: 2026, amount: 200_000, at: city.other })
    const list = await grantedList(all)
    expect(list.sums).toEqual([
      { year: 2026, count: 2, amount: 700_000 },
      { year: 2025, count: 1, amount: 300_000 },
    ])
    expect(list.schemes).toEqual([{ key: 'hirakata-hall', name: '自治会館建設等助成' }])
    expect((await grantedList({ district: city.east.id })).sums).toEqual([
      { year: 2026, count: 1, amount: 200_000 },
    ])
    expect((await grantedList({ year: 2025 })).items).toHaveLength(1)
    expect((await grantedList({ year: 2025 })).years).toEqual([2026, 2025])
    expect((await grantedList({ scheme: 'nothing' })).items).toEqual([])
  })

  test('is read page by page without losing or repeating one', async () => {
    const { versionId, budgetId } = await make('decided', { year: 2026 })
    await db.$executeRaw`
      INSERT INTO subsidy_applications (version_id, year, association_id, state, title, receipt_number, budget_id, decided_amount, decided_on)
      SELECT ${versionId}, 2020 + i % 5, ${city.own.id}, 'decided', 't', 'R' || i, ${budgetId}, 1000, '2026-05-01'
      FROM generate_series(1, 119) i`
    const seen: string[] = []
    for (let after: string | undefined, pages = 0; pages < 9; pages++) {
      const page = await grantedList({ after })
      seen.push(...page.items.map(({ year, id }) => `${year}-${String(id).padStart(9, '0')}`))
      after = page.next
      if (!after) break
    }
    expect(seen).toHaveLength(120)
    expect(seen).toEqual([...new Set(seen)].sort().reverse())
  })
})

test('an address that makes no sense narrows nothing', () => {
  const read = (search: string) => readGrantedQuery(new URL(`http://x/subsidies/granted${search}`))
  expect(read('?year=0&district=-1&scheme=%00&after=2026')).toEqual({})
  expect(read('?year=99999&district=9e9&after=2026-0')).toEqual({})
  const query = read('?year=2026&scheme=hirakata-hall&district=3&after=2026-12')
  expect(query).toEqual({ year: 2026, scheme: 'hirakata-hall', district: 3, after: '2026-12' })
  expect(grantedHref(query)).toBe(
    '/subsidies/granted?year=2026&scheme=hirakata-hall&district=3&after=2026-12',
  )
})
