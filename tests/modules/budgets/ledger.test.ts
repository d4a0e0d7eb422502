/** The ledger: whatever is posted, in whatever order and at once, its sums are those of its entries and fit the budget. */
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { budgetFor, post, standingOf } from '~/modules/budgets/commands/post.server'
import { budgetView, ledgerPage, standings } from '~/modules/budgets/queries/ledger.server'
import {
  addSums,
  type entryKinds,
  leftOf,
  mayAppropriate,
  mayCarry,
  NO_SUMS,
  type Sums,
  sumNames,
  tenthsSpent,
  yearToClose,
} from '~/modules/budgets/rules'
import { ledgerQuery } from '~/modules/budgets/schema'
import { db, transaction } from '~/platform/db.server'
import { makeApplication } from '../applications/support'
import { makeScene, type Scene, sumsIn } from './support'

let scene: Scene
let applications: number[]
let year = 2030

beforeAll(async () => {
  scene = await makeScene()
  applications = []
  for (const association of [scene.city.own, scene.city.namiki, scene.city.other]) {
    const { id } = await makeApplication('submitted', { associationId: association.id, appropriated: 0 })
    applications.push(id)
  }
})

/** An empty budget of its own. */
const newBudget = () => transaction((tx) => budgetFor(tx, scene.programme, ++year))

type Step = { kind: (typeof entryKinds)[number]; application: number | null; sums: Sums }

const yen = fc.integer({ min: 1, max: 3_000_000 })
const who = fc.integer({ min: 0, max: 2 })
const sums = (over: Partial<Sums>): Sums => ({ ...NO_SUMS, ...over })

/** The movements that commands make, and some that no command would make. */
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(yen, fc.boolean()).map(
    ([x, cut]): Step => ({
      kind: 'appropriate',
      application: null,
      sums: sums({ appropriated: cut ? -x : 2 * x }),
    }),
  ),
  fc
    .tuple(
      yen,
      who,
      fc.constantFrom<(x: number) => [Step['kind'], Partial<Sums>]>(
        (x) => ['reserve', { reserved: x }],
        (x) => ['decide', { reserved: -x, decided: x }],
        (x) => ['decide', { decided: x }],
        (x) => ['change', { decided: x }],
        (x) => ['change', { decided: -x }],
        (x) => ['finalise', { decided: -x, finalised: x }],
        (x) => ['advance', { decided: -x, paid: x }],
        (x) => ['pay', { finalised: -x, paid: x }],
        (x) => ['repay', { paid: -x }],
        (x) => ['release', { reserved: -x }],
        (x) => ['release', { decided: -x }],
        (x) => ['carry_out', { appropriated: -x, decided: -x }],
        (x) => ['carry_in', { appropriated: x, decided: x }],
      ),
    )
    .map(([x, application, made]): Step => {
      const [kind, moved] = made(x)
      return { kind, application, sums: sums(moved) }
    }),
)

const holds = (of: Sums) =>
  leftOf(of) >= 0 && of.reserved >= 0 && of.decided >= 0 && of.finalised >= 0 && of.paid >= 0

const tryTo = (budgetId: number, { kind, application, sums: moved }: Step): Promise<boolean> =>
  transaction((tx) =>
    post(tx, scene.reviewer, {
      budgetId,
      applicationId: application === null ? null : (applications[application] ?? null),
      kind,
      ...moved,
    }),
  ).then(
    () => true,
    () => false,
  )

describe('any sequence of movements', () => {
  test('is taken as far as the budget reaches, and every sum is that of its entries', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const budget = await newBudget()
        let model = NO_SUMS
        const own = [NO_SUMS, NO_SUMS, NO_SUMS]
        for (const one of steps) {
          const after = addSums(model, one.sums)
          const taken = await tryTo(budget, one)
          expect(taken).toBe(holds(after))
          if (!taken) continue
          model = after
          if (one.application !== null)
            own[one.application] = addSums(own[one.application] ?? NO_SUMS, one.sums)
        }
        expect(await sumsIn(budget)).toEqual(sumNames.map((name) => model[name]))
        const view = await budgetView(scene.reviewer, budget)
        expect(view).toMatchObject({ agrees: true, left: leftOf(model), ...model })
        expect(Object.values(view.sources).reduce((a, b) => a + b, 0)).toBe(model.appropriated)
        for (const [i, id] of applications.entries()) expect(await standingOf(db, id, budget)).toEqual(own[i])
        const { lines } = await ledgerPage(scene.reviewer, budget, ledgerQuery.parse({}))
        expect(lines.at(-1)?.after ?? 0).toBe(leftOf(model))
        const { listed } = await standings(scene.reviewer, budget)
        const standing = listed.reduce<Sums>(addSums, NO_SUMS)
        for (const name of ['reserved', 'decided', 'finalised', 'paid'] as const)
          expect(standing[name]).toBe(model[name])
      }),
      { numRuns: 40 },
    )
  }, 120_000)

  test('at the same instant takes no more than there is, and refuses only what does not fit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(yen, { minLength: 2, maxLength: 12 }),
        fc.integer({ min: 0, max: 10_000_000 }),
        async (asked, there) => {
          const budget = await newBudget()
          if (there > 0)
            await tryTo(budget, {
              kind: 'appropriate',
              application: null,
              sums: sums({ appropriated: there }),
            })
          const taken = await Promise.all(
            asked.map((x, i) =>
              tryTo(budget, { kind: 'decide', application: i % 3, sums: sums({ decided: x }) }),
            ),
          )
          const given = asked.filter((_, i) => taken[i]).reduce((a, b) => a + b, 0)
          expect(await sumsIn(budget)).toEqual([there, 0, given, 0, 0])
          const left = there - given
          expect(left).toBeGreaterThanOrEqual(0)
          expect(asked.filter((x, i) => !taken[i] && x <= left)).toEqual([])
        },
      ),
      { numRuns: 12 },
    )
  }, 120_000)
})

describe('in plain SQL the database refuses', () => {
  const refused = async (sql: string, why: RegExp) => {
    await expect(db.$executeRawUnsafe(sql), sql).rejects.toThrow(why)
  }
  let budget: number
  beforeAll(async () => {
    budget = await newBudget()
    await tryTo(budget, {
      kind: 'appropriate',
      application: null,
      sums: sums({ appropriated: 1_000_000 }),
    })
    await tryTo(budget, { kind: 'decide', application: 0, sums: sums({ decided: 600_000 }) })
  })
  const entry = (columns: string, values: string) =>
    `INSERT INTO subsidy_entries (budget_id, ${columns}) VALUES (${budget}, ${values})`

  test('one yen more than there is, and less than nothing', async () => {
    await refused(entry('kind, decided', `'decide', 400001`), /subsidy_budgets_never_exceeded/)
    await refused(entry('kind, paid', `'pay', 400001`), /subsidy_budgets_never_exceeded/)
    await refused(entry('kind, appropriated', `'appropriate', -400001`), /subsidy_budgets_never_exceeded/)
    await refused(entry('kind, reserved', `'reserve', -1`), /subsidy_budgets_never_exceeded/)
    await refused(entry('kind, decided', `'release', -600001`), /subsidy_budgets_never_exceeded/)
    await db.$executeRawUnsafe(entry('kind, decided', `'decide', 400000`))
    expect(await sumsIn(budget)).toEqual([1_000_000, 0, 1_000_000, 0, 0])
    await db.$executeRawUnsafe(entry('kind, decided', `'release', -400000`))
  })

  test('a change of what was entered, and its deletion', async () => {
    await refused(`UPDATE subsidy_entries SET decided = 1 WHERE budget_id = ${budget}`, /never changed/)
    await refused(`UPDATE subsidy_entries SET note = 'x' WHERE budget_id = ${budget}`, /never changed/)
    await refused(
      `UPDATE subsidy_entries SET application_id = NULL, paid = 1 WHERE budget_id = ${budget}`,
      /never changed/,
    )
    await refused(`DELETE FROM subsidy_entries WHERE budget_id = ${budget}`, /never changed/)
    await refused(`DELETE FROM subsidy_budgets WHERE id = ${budget}`, /violates/)
  })

  test('sums that no entry says', async () => {
    await refused(
      `UPDATE subsidy_budgets SET appropriated = 99 WHERE id = ${budget}`,
      /from its entries alone/,
    )
    await refused(`UPDATE subsidy_budgets SET paid = 0, decided = 0 WHERE id = ${budget}`, /entries alone/)
    await refused(
      `INSERT INTO subsidy_budgets (programme_id, year, appropriated) VALUES (${scene.programme}, 2199, 5)`,
      /begins empty/,
    )
    await refused(
      `INSERT INTO subsidy_budgets (programme_id, year)
       SELECT programme_id, year FROM subsidy_budgets WHERE id = ${budget}`,
      /unique/,
    )
  })

  test('a kind of entry that moves what it is not about, and a cause that there is none of', async () => {
    await refused(entry('kind, appropriated', `'decide', 5`), /subsidy_entries_appropriation/)
    await refused(entry('kind, appropriated', `'carry_in', -5`), /subsidy_entries_appropriation/)
    await refused(entry('kind, appropriated', `'carry_out', 5`), /subsidy_entries_appropriation/)
    await refused(entry('kind, appropriated, paid', `'appropriate', 5, 5`), /subsidy_entries_commit/)
    await refused(entry('kind, appropriated, cause', `'appropriate', 5, 'x'`), /subsidy_entries_cause/)
  })

  test('a draw that is changed, taken away, or a lot without a seed', async () => {
    const round = (method: string, seed: string) =>
      `INSERT INTO subsidy_rounds (budget_id, method, seed, result) VALUES (${budget}, '${method}', '${seed}', '[]')`
    await db.$executeRawUnsafe(round('lot', 'seed'))
    await refused(`UPDATE subsidy_rounds SET seed = 'another'`, /never changed/)
    await refused('DELETE FROM subsidy_rounds', /never changed/)
    await refused(round('lot', ''), /subsidy_rounds_seed/)
    await refused(round('first_come', 'seed'), /subsidy_rounds_seed/)
    await refused(round('dice', ''), /subsidy_rounds_method/)
  })

  test('but lets the ledger forget an application that has been deleted', async () => {
    const { id } = await makeApplication('decided', {
      associationId: scene.city.own.id,
      year,
      appropriated: 2_000_000,
    })
    const before = await sumsIn(budget)
    await db.subsidyApplication.delete({ where: { id } })
    expect(await sumsIn(budget)).toEqual([...before])
    const { forgotten } = await standings(scene.reviewer, budget)
    expect(forgotten.decided).toBe(1_000_000)
    expect((await budgetView(scene.reviewer, budget)).agrees).toBe(true)
  })
})

describe('the days of a year', () => {
  test.each([
    ['2026-04-01', 2026, true, true],
    ['2027-03-31', 2026, true, true],
    ['2027-04-01', 2026, false, true],
    ['2027-05-31', 2026, false, true],
    ['2027-06-01', 2026, false, false],
  ])('on %s', (today, of, amended, corrected) => {
    expect(mayAppropriate('supplementary', of, today)).toBe(amended)
    expect(mayAppropriate('initial', of, today)).toBe(amended)
    expect(mayAppropriate('correction', of, today)).toBe(corrected)
    expect(mayCarry(of, today)).toBe(corrected)
  })

  test('a budget may be entered before its year, and not be carried over yet', () => {
    expect(mayAppropriate('initial', 2027, '2027-03-20')).toBe(true)
    expect(mayCarry(2027, '2027-03-31')).toBe(false)
  })

  test('the year to close is the one whose payments still run', () => {
    expect(yearToClose('2026-11-23')).toBe(2026)
    expect(yearToClose('2027-01-10')).toBe(2026)
    expect(yearToClose('2027-05-31')).toBe(2026)
    expect(yearToClose('2027-06-01')).toBe(2027)
  })

  test('the share that is paid is told in tenths of a percent, never rounded up', () => {
    expect(tenthsSpent({ appropriated: 3, paid: 2 })).toBe(667)
    expect(tenthsSpent({ appropriated: 3, paid: 1 })).toBe(333)
    expect(tenthsSpent({ appropriated: 2000, paid: 1 })).toBe(1)
    expect(tenthsSpent({ appropriated: 2001, paid: 1 })).toBe(0)
    expect(tenthsSpent({ appropriated: 0, paid: 0 })).toBeNull()
    expect(tenthsSpent({ appropriated: 99_999_999_999, paid: 99_999_999_998 })).toBe(1000)
    expect(tenthsSpent({ appropriated: 99_999_999_999, paid: 49_999_999_999 })).toBe(500)
  })
})
