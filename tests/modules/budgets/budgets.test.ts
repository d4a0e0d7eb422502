/** Budgets as staff enter and read them: who may, what is refused, what the ledger and its file say. */
import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { beforeEach, describe, expect, test } from 'vitest'
import { post } from '~/modules/budgets/commands/post.server'
import { ledgerFile } from '~/modules/budgets/queries/file.server'
import { budgetView, LEDGER_PAGE, ledgerPage, standings } from '~/modules/budgets/queries/ledger.server'
import { budgetChoices, budgetOverview, YEARS_SHOWN } from '~/modules/budgets/queries/overview.server'
import { appropriationSchema, ledgerFileQuery, ledgerQuery, newBudgetSchema } from '~/modules/budgets/schema'
import { db, transaction } from '~/platform/db.server'
import { NotAllowed, NotFound, SignInNeeded } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { makeApplication } from '../applications/support'
import { actorOf, anybody, TODAY } from '../associations/support'
import { enterBudget, enterChange, invalid, makeScene, type Scene, sumsIn } from './support'

let scene: Scene

beforeEach(async () => {
  scene = await makeScene()
})

const everything = ledgerQuery.parse({})

describe('a budget', () => {
  test('is made by the reviewer or the approver for one of the city’s own schemes, and leaves a trail', async () => {
    const id = await enterBudget(scene)
    expect(await sumsIn(id)).toEqual([10_000_000, 0, 0, 0, 0])
    expect(await db.subsidyEntry.findMany({ select: { kind: true, cause: true, note: true } })).toEqual([
      { kind: 'appropriate', cause: 'initial', note: '当初予算' },
    ])
    expect(await db.auditEntry.findFirst({ where: { action: 'subsidy.budget_created' } })).toMatchObject({
      subjectId: String(id),
      capacity: 'reviewer',
    })
    await enterBudget(scene, { year: 2027, by: scene.approver })
    const staff = await actorOf({ staff: 'section_staff' })
    await expect(enterBudget(scene, { year: 2028, by: staff })).rejects.toThrow(NotAllowed)
    await expect(enterBudget(scene, { year: 2028, by: scene.chair })).rejects.toThrow(NotAllowed)
  })

  test('is not made twice, nor after its year, nor for another city’s scheme', async () => {
    await enterBudget(scene)
    await expect(enterBudget(scene)).rejects.toEqual(invalid('year'))
    await expect(enterBudget(scene, { year: 2025 })).rejects.toEqual(invalid('year'))
    const foreign = await db.subsidyProgramme.findFirstOrThrow({ where: { own: false } })
    await expect(enterBudget({ ...scene, programme: foreign.id })).rejects.toEqual(invalid('programme'))
    const both = await Promise.allSettled([
      enterBudget(scene, { year: 2027 }),
      enterBudget(scene, { year: 2027 }),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('on which applications stand already can still be made', async () => {
    const { budgetId } = await makeApplication('submitted', {
      associationId: scene.city.own.id,
      year: 2026,
      today: TODAY,
      appropriated: 0,
    })
    expect(await enterBudget(scene)).toBe(budgetId)
    expect(await sumsIn(budgetId)).toEqual([10_000_000, 1_000_000, 0, 0, 0])
  })

  test('is supplemented, cut and corrected, never below what is committed', async () => {
    const id = await enterBudget(scene, { amount: 2_000_000 })
    await makeApplication('decided', {
      associationId: scene.city.own.id,
      year: 2026,
      today: TODAY,
      appropriated: 0,
    })
    await enterChange(scene.approver, id)
    await enterChange(scene.reviewer, id, { cause: 'transfer', direction: 'cut', amount: '５００，０００' })
    await enterChange(scene.reviewer, id, { cause: 'correction', direction: 'cut', amount: '1500000' })
    expect(await sumsIn(id)).toEqual([1_000_000, 0, 1_000_000, 0, 0])
    await expect(enterChange(scene.reviewer, id, { direction: 'cut', amount: '1' })).rejects.toEqual(
      invalid('amount'),
    )
    expect((await budgetView(scene.reviewer, id)).sources).toEqual({
      initial: 2_000_000,
      supplementary: 1_000_000,
      transfer: -500_000,
      correction: -1_500_000,
      carry_in: 0,
      carry_out: 0,
    })
  })

  test('takes an amount once, however often the button is pressed', async () => {
    const id = await enterBudget(scene)
    const twice = await Promise.allSettled([
      enterChange(scene.reviewer, id, { seen: '1' }),
      enterChange(scene.approver, id, { seen: '1' }),
    ])
    expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(twice.find(({ status }) => status === 'rejected')).toMatchObject({ reason: invalid('form') })
    expect(await sumsIn(id)).toEqual([11_000_000, 0, 0, 0, 0])
  })

  test('is amended until 31 March and corrected until 31 May', async () => {
    const id = await enterBudget(scene)
    const on = (today: string) => ({ ...scene.reviewer, today })
    await expect(enterChange(on('2027-04-01'), id)).rejects.toEqual(invalid('cause'))
    await enterChange(on('2027-05-31'), id, { cause: 'correction' })
    await expect(enterChange(on('2027-06-01'), id, { cause: 'correction' })).rejects.toEqual(invalid('cause'))
    expect((await budgetView(on('2027-04-01'), id)).mayAppropriate).toEqual(['correction'])
    expect((await budgetView(on('2027-06-01'), id)).mayAppropriate).toEqual([])
  })

  test('is refused with the field that is wrong', () => {
    const good = { programme: '1', year: '2026', amount: '1', note: 'x' }
    for (const [field, wrong] of [
      ['amount', '-5'],
      ['amount', '0'],
      ['amount', '1e9'],
      ['amount', '100000000000'],
      ['amount', '百万'],
      ['year', '20260'],
      ['note', ''],
      ['note', 'x'.repeat(201)],
      ['programme', '0'],
    ]) {
      const { error } = newBudgetSchema.safeParse({ ...good, [field as string]: wrong })
      expect(
        error?.issues.map(({ path }) => path[0]),
        `${field} ${wrong}`,
      ).toEqual([field])
    }
    expect(
      appropriationSchema.safeParse({ ...good, cause: 'gift', direction: 'up', seen: 'x' }).success,
    ).toBe(false)
  })
})

describe('reading', () => {
  test('is for the city', async () => {
    const id = await enterBudget(scene)
    for (const [actor, error] of [
      [anybody(), SignInNeeded],
      [scene.chair, NotAllowed],
      [await actorOf({ staff: 'administrator' }), NotAllowed],
    ] as const) {
      await expect(budgetOverview(actor)).rejects.toThrow(error)
      await expect(budgetView(actor, id)).rejects.toThrow(error)
      await expect(ledgerPage(actor, id, everything)).rejects.toThrow(error)
      await expect(standings(actor, id)).rejects.toThrow(error)
      await expect(ledgerFile(actor, ledgerFileQuery.parse({}), translator('ja'))).rejects.toThrow(error)
    }
    const staff = await actorOf({ staff: 'section_staff' })
    expect((await budgetView(staff, id)).mayAppropriate).toBeNull()
    expect(await budgetChoices(staff)).toBeNull()
    await expect(budgetView(staff, 999_999)).rejects.toThrow(NotFound)
  })

  test('shows all years with their totals, some at a time', async () => {
    const second = await db.subsidyProgramme.findUniqueOrThrow({
      where: { key: 'jichi-sogo-center-hirakata' },
    })
    await enterBudget(scene)
    await enterBudget({ ...scene, programme: second.id }, { amount: 5 })
    for (let year = 2027; year < 2027 + YEARS_SHOWN; year++) await enterBudget(scene, { year })
    const { years, older } = await budgetOverview(scene.reviewer)
    expect(years.map(({ year }) => year)).toEqual([2031, 2030, 2029, 2028, 2027])
    const rest = await budgetOverview(scene.reviewer, older ?? undefined)
    expect(rest.older).toBeNull()
    expect(rest.years).toMatchObject([{ year: 2026, total: { appropriated: 10_000_005, left: 10_000_005 } }])
    expect(rest.years[0]?.budgets.map(({ left }) => left)).toEqual([10_000_000, 5])
  })

  test('goes through the ledger page by page, each brought forward from the one before', async () => {
    const id = await enterBudget(scene, { amount: 1_000_000 })
    const { id: application } = await makeApplication('draft', {
      associationId: scene.city.own.id,
      appropriated: 0,
    })
    for (let i = 1; i <= LEDGER_PAGE + 20; i++)
      await transaction((tx) =>
        post(tx, scene.reviewer, {
          budgetId: id,
          applicationId: application,
          kind: 'decide',
          decided: 1,
        }),
      )
    const newest = await ledgerPage(scene.reviewer, id, everything)
    expect(newest.lines).toHaveLength(LEDGER_PAGE)
    expect(newest.lines.at(-1)?.after).toBe(1_000_000 - LEDGER_PAGE - 20)
    const older = await ledgerPage(scene.reviewer, id, { ...everything, before: newest.older ?? 0 })
    expect(older.older).toBeNull()
    expect(older.opening).toBe(0)
    expect(older.lines.at(-1)?.after).toBe(newest.opening)
    const decided = await ledgerPage(scene.reviewer, id, { ...everything, only: 'decided' })
    expect(decided.lines.at(-1)?.after).toBe(LEDGER_PAGE + 20)
    expect(decided.lines.every(({ kind }) => kind === 'decide')).toBe(true)
    expect((await ledgerPage(scene.reviewer, id, { ...everything, only: 'paid' })).lines).toEqual([])
  })

  test('gives the accounting system a file in which every line comes to what is left', async () => {
    const id = await enterBudget(scene)
    await makeApplication('paid', {
      associationId: scene.city.own.id,
      year: 2026,
      today: TODAY,
      appropriated: 0,
      title: '=1+1 髙い', // a formula, and a letter that CP932 has
    })
    await enterBudget(scene, { year: 2027 })
    const read = async (query: Record<string, string>) => {
      const { body, name, type } = await ledgerFile(
        scene.reviewer,
        ledgerFileQuery.parse(query),
        translator('ja'),
      )
      const text = type.includes('Shift_JIS') ? iconv.decode(body, 'cp932') : body.toString('utf8')
      return { name, lines: parse(text, { bom: true, columns: true }) as Record<string, string>[] }
    }
    const { name, lines } = await read({})
    expect(name).toBe('subsidies-2026.csv')
    expect(lines.map((line) => [line.区分, line.予算残額])).toEqual([
      ['予算', '10000000'],
      ['申請', '10000000'],
      ['交付決定', '9000000'],
      ['額の確定', '9000000'],
      ['支払', '9000000'],
    ])
    expect(lines[2]).toMatchObject({
      区分コード: 'decide',
      団体名: '楠葉花園町自治会',
      件名: "'=1+1 髙い",
      申請中の増減: '-1000000',
      決定額の増減: '1000000',
      年度: '2026',
    })
    const total = (column: string) => lines.reduce((sum, line) => sum + Number(line[column]), 0)
    expect([total('予算額の増減'), total('支払額の増減'), total('決定額の増減')]).toEqual([
      10_000_000, 1_000_000, 0,
    ])
    expect((await read({ encoding: 'cp932' })).lines).toEqual(lines)
    expect((await read({ budget: String(id), year: '2027' })).lines).toEqual(lines)
    expect((await read({ year: '2027' })).lines).toHaveLength(1)
    expect((await read({ year: 'x', budget: '-1' })).lines).toEqual(lines)
  })
})
