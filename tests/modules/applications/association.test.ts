/** The association hands in, goes over to another version, corrects, and begins. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { SignedIn } from '~/modules/accounts/rules'
import { reportStart } from '~/modules/applications/commands/perform.server'
import { resubmit, saveAnswers } from '~/modules/applications/commands/resubmit.server'
import { submit, switchVersion } from '~/modules/applications/commands/submit.server'
import { copyPaper } from '~/modules/applications/paper/copy'
import { checkView } from '~/modules/applications/queries/check.server'
import { copyOf } from '~/modules/applications/queries/copy.server'
import { correctionsView } from '~/modules/applications/queries/steps.server'
import { applicationView } from '~/modules/applications/queries/view.server'
import type { Programme } from '~/modules/subsidies/schema'
import { addDays, dayToDate, fiscalYear } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotAllowed, NotFound, Stale } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { resetDatabase } from '../../setup/database'
import { today } from '../accounts/support'
import { eventsOf, FACTS, invalid, ready } from './association-support'
import { type Desk, makeDesk, rowOf, SCHEME, stateOf, sumsOf } from './desk-support'
import { makeApplication } from './support'

let desk: Desk
let chair: SignedIn
let treasurer: SignedIn
const year = fiscalYear(today())

beforeAll(async () => {
  await resetDatabase()
  desk = await makeDesk()
  chair = desk.chair as SignedIn
  treasurer = desk.treasurer as SignedIn
})

describe('handing in', () => {
  test('gives a receipt number, keeps the most for it, and a picture of everything', async () => {
    const { id, version, budgetId } = await ready(desk, 'draft')
    const before = (await sumsOf(budgetId)).sums
    const receipt = await submit(chair, id, { version })
    expect(receipt).toMatch(new RegExp(`^${year}-\\d{4}$`))
    const row = await rowOf(id)
    expect(row).toMatchObject({ state: 'submitted', receiptNumber: receipt, budgetId, version: version + 1 })
    const { sums, added } = await sumsOf(budgetId)
    expect(added).toEqual(sums)
    // 2/3 of 1.5 million yen, at most a million
    expect(sums.reserved - before.reserved).toBe(1_000_000)
    const [event] = await eventsOf(id)
    expect(event).toMatchObject({ verb: 'submit', capacity: 'president' })
    expect(event?.snapshot).toMatchObject({
      title: '会館の耐震改修',
      receipt,
      most: 1_000_000,
      lines: [{ amount: 1_500_000, work: 'seismicRetrofit' }],
    })
    expect(await db.subsidyLetter.count({ where: { applicationId: id, letter: 'receipt' } })).toBe(1)
    const copy = await copyOf(treasurer, id)
    const paper = JSON.stringify(copyPaper(copy, { t: translator('ja'), language: 'ja' }).definition)
    expect(paper).toContain(receipt)
    expect(paper).toContain('花園工務店')
    await expect(copyOf(desk.otherchair, id)).rejects.toBeInstanceOf(NotFound)
  })

  test('gives numbers without gaps, also to those who come at the same instant', async () => {
    const made = await Promise.all(Array.from({ length: 6 }, () => ready(desk, 'draft')))
    const receipts = await Promise.all(made.map(({ id, version }) => submit(chair, id, { version })))
    const numbers = receipts.map((text) => Number(text.split('-')[1])).sort((a, b) => a - b)
    expect(new Set(numbers).size).toBe(6)
    expect((numbers[5] ?? 0) - (numbers[0] ?? 0)).toBe(5)
  })

  test('needs everything; what was typed is not lost when somebody else was faster', async () => {
    const made = await makeApplication('draft', { associationId: desk.town.association.id, facts: FACTS })
    await expect(submit(chair, made.id, made)).rejects.toEqual(invalid('form', 'error_problems'))
    expect(await stateOf(made.id)).toBe('draft')
    const view = await checkView(treasurer, made.id)
    expect(view.problems.some(({ task }) => task === 'documents')).toBe(true)
    expect(view.maySign).toBe(false)
    const { id } = await ready(desk, 'draft')
    await expect(submit(chair, id, { version: 99 })).rejects.toEqual(invalid('form', 'changed'))
  })

  test('is not for work that is not supported', async () => {
    const { id, version } = await ready(desk, 'draft', { facts: { ...FACTS, oldStandard: true } })
    await db.subsidyApplication.update({ where: { id }, data: { works: ['renovation'] } })
    await db.subsidyCostLine.updateMany({ where: { applicationId: id }, data: { work: 'renovation' } })
    await db.subsidyApplication.update({
      where: { id },
      data: { facts: { ...FACTS, includesSeismic: false } },
    })
    const { obstacles } = await checkView(chair, id)
    expect(obstacles).toEqual([{ kind: 'ineligible', day: null }])
    await expect(submit(chair, id, { version })).rejects.toEqual(invalid('form', 'obstacle_ineligible'))
  })

  test('is for the year that goes on, in the time of the scheme', async () => {
    const old = await ready(desk, 'draft', { year: year - 1, today: `${year - 1}-06-01` })
    expect((await checkView(chair, old.id)).obstacles).toEqual([{ kind: 'year_over', day: null }])
    await expect(submit(chair, old.id, old)).rejects.toEqual(invalid('form', 'obstacle_year_over'))
  })
})

describe('the time for applications', () => {
  /** A scheme that takes applications between two days of the fiscal year. */
  async function scheme(from: string, until: string) {
    const base = await db.subsidyProgrammeVersion.findFirstOrThrow({
      where: { programme: { key: 'hirakata-hall' }, state: 'published' },
    })
    const key = `window-${from}-${until}`
    const definition = { ...(base.definition as unknown as Programme), key }
    const dates = { ...definition.dates, application: { from, until } }
    await db.subsidyProgramme.create({
      data: {
        key,
        own: true,
        versions: {
          create: {
            number: 1,
            state: 'published',
            yearFrom: 2020,
            name: base.name,
            definition: { ...definition, dates } as never,
            publishedAt: new Date(),
          },
        },
      },
    })
    return key
  }

  test('is that of the scheme: neither before nor after', async () => {
    const monthDay = (days: number) => addDays(today(), days).slice(5)
    // Days of the same fiscal year, whenever this runs.
    const late = fiscalYear(addDays(today(), -3)) === year
    const early = fiscalYear(addDays(today(), 4)) === year
    if (late) {
      const { id, version } = await ready(desk, 'draft', {
        programme: await scheme(monthDay(-3), monthDay(-2)),
      })
      expect((await checkView(chair, id)).obstacles).toEqual([{ kind: 'closed', day: addDays(today(), -2) }])
      await expect(submit(chair, id, { version })).rejects.toEqual(invalid('form', 'obstacle_closed'))
    }
    if (early) {
      const { id } = await ready(desk, 'draft', { programme: await scheme(monthDay(3), monthDay(4)) })
      expect((await checkView(chair, id)).obstacles).toEqual([{ kind: 'not_open', day: addDays(today(), 3) }])
    }
    const open = await ready(desk, 'draft', { programme: await scheme(today().slice(5), today().slice(5)) })
    await expect(submit(chair, open.id, open)).resolves.toBeTruthy()
  })

  test('has one signature: of two pressed at once, one counts', async () => {
    const { id, version, budgetId } = await ready(desk, 'draft')
    const before = (await sumsOf(budgetId)).sums.reserved
    const both = await Promise.allSettled([submit(chair, id, { version }), submit(chair, id, { version })])
    expect(both.filter(({ status }) => status === 'fulfilled').length).toBe(1)
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: expect.any(Stale) })
    expect((await sumsOf(budgetId)).sums.reserved - before).toBe(1_000_000)
    expect(await db.subsidyLetter.count({ where: { applicationId: id } })).toBe(1)
  })
})

describe('another version of the scheme', () => {
  test('stops handing in until the association has gone over to it; what still fits is kept', async () => {
    const { id, version, versionId } = await ready(desk, 'draft', { programme: SCHEME })
    const old = await db.subsidyProgrammeVersion.findUniqueOrThrow({ where: { id: versionId } })
    const definition = old.definition as unknown as Programme
    await db.subsidyProgrammeVersion.update({ where: { id: versionId }, data: { state: 'retired' } })
    const next = await db.subsidyProgrammeVersion.create({
      data: {
        programmeId: old.programmeId,
        number: 2,
        state: 'published',
        yearFrom: 2020,
        name: old.name,
        definition: {
          ...definition,
          documents: [{ step: 'application', name: '写真', note: '' }],
        } as never,
        publishedAt: new Date(),
      },
    })
    expect((await checkView(chair, id)).obstacles).toEqual([{ kind: 'version', day: null }])
    await expect(submit(chair, id, { version })).rejects.toEqual(invalid('form', 'obstacle_version'))
    await expect(switchVersion(desk.auditor, id, { version })).rejects.toBeInstanceOf(NotAllowed)
    await switchVersion(treasurer, id, { version })
    const row = await rowOf(id)
    expect(row).toMatchObject({ versionId: next.id, version: version + 1, works: ['seismicRetrofit'] })
    expect(row.facts).toMatchObject({ otherMoney: 0 })
    const names = (await db.subsidyDocument.findMany({ where: { applicationId: id } })).map((one) => one.name)
    expect(names).toEqual(['写真'])
    await expect(switchVersion(treasurer, id, { version: version + 1 })).rejects.toBeInstanceOf(Stale)
    expect((await applicationView(chair, id)).edits[0]).toMatchObject({ task: 'plan' })
    await db.subsidyApplication.delete({ where: { id } })
    await db.subsidyProgrammeVersion.update({ where: { id: next.id }, data: { state: 'retired' } })
    await db.subsidyProgrammeVersion.create({
      data: {
        programmeId: old.programmeId,
        number: 3,
        state: 'published',
        yearFrom: 2020,
        name: old.name,
        definition: definition as never,
        publishedAt: new Date(),
      },
    })
  })
})

describe('corrections', () => {
  async function asked(state: 'correcting' | 'report_correcting') {
    const made = await ready(desk, state)
    const correction = await db.subsidyCorrection.create({
      data: {
        applicationId: made.id,
        round: 1,
        item: 'purpose',
        text: '目的を詳しく書いてください',
        dueOn: dayToDate(addDays(today(), 7)),
      },
    })
    return { ...made, correction: correction.id }
  }

  test('are answered by those who write, handed in by the president', async () => {
    const { id, version, correction, budgetId } = await asked('correcting')
    const answer = `answer-${correction}`
    await saveAnswers(treasurer, id, { version, [answer]: '書き足しました', [`before-${correction}`]: '' })
    const view = await correctionsView(chair, id)
    expect(view?.corrections).toMatchObject([{ answer: '書き足しました', item: 'purpose' }])
    expect(view?.open).toEqual(['plan'])
    // Somebody with the page of before does not overwrite it unseen.
    await expect(
      saveAnswers(chair, id, { version, [answer]: '別の回答', [`before-${correction}`]: '' }),
    ).rejects.toEqual(invalid(answer, 'answer_changed'))
    await expect(resubmit(treasurer, id, { version })).rejects.toBeInstanceOf(NotAllowed)
    // The costs became less: what is kept of the budget follows.
    await db.subsidyCostLine.updateMany({ where: { applicationId: id }, data: { amount: 900_000 } })
    const before = (await sumsOf(budgetId)).sums
    await resubmit(chair, id, {
      version,
      [answer]: '書き足しました',
      [`before-${correction}`]: '書き足しました',
    })
    expect(await stateOf(id)).toBe('reviewing')
    const { sums, added } = await sumsOf(budgetId)
    expect(added).toEqual(sums)
    expect(sums.reserved - before.reserved).toBe(-400_000)
    expect(await db.subsidyCorrection.findMany({ where: { applicationId: id } })).toMatchObject([
      { state: 'answered', answer: '書き足しました', answeredAt: expect.any(Date) },
    ])
  })

  test('need an answer to each, and what they name complete', async () => {
    const { id, version, correction } = await asked('correcting')
    await expect(resubmit(chair, id, { version })).rejects.toEqual(
      invalid(`answer-${correction}`, 'answer_needed'),
    )
    await db.subsidyDocument.updateMany({ where: { applicationId: id }, data: { state: 'to_correct' } })
    await expect(
      resubmit(chair, id, { version, [`answer-${correction}`]: '直しました', [`before-${correction}`]: '' }),
    ).rejects.toEqual(invalid('form', 'error_problems'))
  })

  test('of a report take the day of completion again', async () => {
    const { id, version, correction } = await asked('report_correcting')
    const form = { version, [`answer-${correction}`]: '日付を直しました' }
    await expect(resubmit(chair, id, { ...form, completed_on: addDays(today(), 1) })).rejects.toEqual(
      invalid('completed_on', 'completed_future'),
    )
    await resubmit(chair, id, { ...form, completed_on: today() })
    expect(await rowOf(id)).toMatchObject({ state: 'reported', completedOn: dayToDate(today()) })
  })
})

describe('starting', () => {
  const early = { contract_on: addDays(today(), -40), started_on: addDays(today(), -35), seen: false }

  test('with a contract before the decision is refused where the scheme says so', async () => {
    const { id, version } = await ready(desk, 'decided', { programme: SCHEME })
    await expect(reportStart(chair, id, { version, ...early })).rejects.toEqual(
      invalid('contract_on', 'contract_early_refused'),
    )
    await expect(reportStart(chair, id, { version, ...early, seen: true })).rejects.toEqual(
      invalid('contract_on', 'contract_early_refused'),
    )
    expect(await stateOf(id)).toBe('decided')
  })

  test('where its text is silent is taken only from who has asked the city, and that is kept', async () => {
    const { id, version } = await ready(desk, 'decided')
    await expect(reportStart(chair, id, { version, ...early })).rejects.toEqual(invalid('seen'))
    await reportStart(treasurer, id, { version, ...early, seen: true })
    const [event] = await eventsOf(id)
    expect(event?.snapshot).toMatchObject({ confirmed: ['contract_early_asked'] })
    expect(await rowOf(id)).toMatchObject({ state: 'started', contractOn: dayToDate(early.contract_on) })
    const { warnings } = await applicationView(chair, id)
    expect(warnings.map(({ kind }) => kind)).toContain('contract_before_decision')
  })

  test('is not reported for a contract of tomorrow', async () => {
    const { id, version } = await ready(desk, 'decided')
    await expect(
      reportStart(chair, id, { version, contract_on: addDays(today(), 1), started_on: today(), seen: true }),
    ).rejects.toEqual(invalid('contract_on', 'contract_future'))
  })
})
