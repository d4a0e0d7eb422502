/** Writing an application on the real database: who may, together, stale, prefilled, and what the trail keeps. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { SignedIn } from '~/modules/accounts/rules'
import { removeLine, saveLine } from '~/modules/applications/commands/costs.server'
import { saveAnswers, savePlan } from '~/modules/applications/commands/draft.server'
import { startApplication } from '~/modules/applications/commands/start.server'
import { draftOf } from '~/modules/applications/queries/draft.server'
import { planView, questionsView } from '~/modules/applications/queries/parts.server'
import { reviewOf } from '~/modules/applications/queries/review.server'
import { startView } from '~/modules/applications/queries/start.server'
import { savedSince, writingView } from '~/modules/applications/queries/writing.server'
import type { PlanInput } from '~/modules/applications/schema'
import { saveDiagnosis, saveWork } from '~/modules/halls/commands/facts.server'
import { createHall } from '~/modules/halls/commands/halls.server'
import { dayToDate } from '~/platform/clock'
import { db, transaction } from '~/platform/db.server'
import { NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { createProgrammes } from '../../../prisma/seed/programmes'
import { resetDatabase } from '../../setup/database'
import { actorOf, anybody, type City, makeCity } from '../associations/support'
import { diagnosisForm, hallForm, workForm } from '../halls/support'
import { makeApplication } from './support'

let city: City
let chair: SignedIn
let treasurer: SignedIn
let auditor: SignedIn
let stranger: SignedIn
let reviewer: SignedIn
let hall: number

beforeEach(async () => {
  await resetDatabase()
  await transaction((tx) => createProgrammes(tx))
  city = await makeCity()
  chair = await actorOf({ seat: { post: 'chair', at: city.own } })
  treasurer = await actorOf({ seat: { post: 'treasurer', at: city.own } })
  auditor = await actorOf({ seat: { post: 'auditor', at: city.own } })
  stranger = await actorOf({ seat: { post: 'chair', at: city.other } })
  reviewer = await actorOf({ staff: 'reviewer' })
  hall = await createHall(
    chair,
    hallForm({
      structure: 'wood',
      floor_area: '132.5',
      completed_year: '1975',
      registered_to: '楠葉花園町自治会',
    }),
  )
})

const invalid = (field: string) =>
  expect.objectContaining({ errors: expect.objectContaining({ [field]: expect.anything() }) })
const start = (actor: SignedIn, over: object = {}) =>
  startApplication(actor, {
    association: city.own.id,
    programme: 'hirakata-hall',
    year: 2026,
    works: ['renovation'],
    hallId: hall,
    ...over,
  })
const plan = (over: Partial<PlanInput> = {}): PlanInput => ({
  version: 1,
  title: '花園会館の改修',
  purpose: '床が傷んでいます。',
  works: ['renovation'],
  hallId: hall,
  plannedStart: '2026-12-20',
  plannedEnd: '2027-03-10',
  contractOn: null,
  contractSigned: false,
  ...over,
})
const versionOf = async (id: number) => (await draftOf(db, id)).version

describe('starting', () => {
  test('makes a draft with its list of documents, which nobody else sees, and a double click makes no second', async () => {
    const id = await start(treasurer)
    expect(await start(treasurer)).toBe(id)
    const { draft, programme, state, receiptNumber } = await draftOf(db, id)
    expect(draft).toMatchObject({ title: '花園会館の改修', works: ['renovation'], hallId: hall, facts: {} })
    expect([state, receiptNumber]).toEqual(['draft', null])
    const handedIn = programme.documents.filter(({ byPortal }) => !byPortal)
    expect(draft.documents.map(({ name }) => name)).toEqual(handedIn.map(({ name }) => name))
    expect(programme.examples).toEqual([])
    await expect(writingView(stranger, id, 'plan')).rejects.toThrow(NotFound)
    await expect(writingView(reviewer, id, 'plan')).rejects.toThrow(NotFound)
    await expect(writingView(anybody(), id, 'plan')).rejects.toThrow(SignInNeeded)
    await expect(writingView(auditor, id, 'plan')).rejects.toThrow(NotAllowed)
    // The president finds what the treasurer began.
    expect((await writingView(chair, id, 'plan')).open).toBe(true)
    const { chosen } = await startView(chair, { association: city.own.slug, programme: 'hirakata-hall' })
    expect(chosen?.drafts).toMatchObject([{ id }])
    expect(chosen?.halls).toMatchObject([{ id: hall }])
    const trail = await db.auditEntry.findFirstOrThrow({ where: { action: 'subsidy.started' } })
    expect(trail).toMatchObject({ subjectId: String(id), associationId: city.own.id })
  })

  test('is refused for others, for other halls, years, works and schemes', async () => {
    await expect(start(anybody() as SignedIn)).rejects.toThrow(SignInNeeded)
    await expect(start(auditor)).rejects.toThrow(NotAllowed)
    await expect(start(stranger)).rejects.toEqual(invalid('association'))
    await expect(start(stranger, { association: city.other.id })).rejects.toEqual(invalid('hallId'))
    await expect(start(chair, { year: 2025 })).rejects.toEqual(invalid('year'))
    await expect(start(chair, { year: 2028 })).rejects.toEqual(invalid('year'))
    await expect(start(chair, { works: [] })).rejects.toEqual(invalid('works'))
    await expect(start(chair, { works: ['aed'] })).rejects.toEqual(invalid('works'))
    await expect(start(chair, { works: ['renovation', 'rebuild'] })).rejects.toEqual(invalid('works'))
    // A scheme of another city is there to compare with.
    await expect(start(chair, { programme: 'joetsu-hall' })).rejects.toEqual(invalid('programme'))
    expect(await db.subsidyApplication.count()).toBe(0)
  })

  test('takes along what an estimate has worked out, and leaves out what cannot be read', async () => {
    const id = await startApplication(
      chair,
      {
        association: city.own.id,
        programme: 'hirakata-hall',
        year: 2026,
        works: ['renovation'],
        hallId: null,
      },
      {
        'cost-renovation': '1,200,000',
        'fact-oldStandard': 'false',
        'fact-otherMoney': '-5',
        'fact-appliedOn': '2026-11-01',
      },
    )
    const { draft } = await draftOf(db, id)
    expect(draft.facts).toEqual({ oldStandard: false })
    expect(draft.lines).toMatchObject([{ work: 'renovation', amount: 1_200_000, eligible: true }])
  })
})

describe('the plan', () => {
  test('is kept as far as it is written, with who wrote which fields', async () => {
    const id = await start(chair)
    await savePlan(chair, id, plan({ purpose: '', plannedStart: null, plannedEnd: null }))
    expect(await versionOf(id)).toBe(1)
    await savePlan(treasurer, id, plan())
    const { draft, version } = await draftOf(db, id)
    expect(draft).toMatchObject({ purpose: '床が傷んでいます。', plannedEnd: '2027-03-10' })
    expect(version).toBe(2)
    const [edit] = (await writingView(chair, id, 'plan')).edits
    expect(edit).toMatchObject({ by: '髙橋 𠮷子', fields: ['purpose', 'planned_start', 'planned_end'] })
    const entry = await db.auditEntry.findFirstOrThrow({ where: { action: 'subsidy.edited' } })
    expect(JSON.stringify(entry.after)).not.toContain('床')
    expect(entry.after).toEqual({
      version: 2,
      task: 'plan',
      fields: ['purpose', 'planned_start', 'planned_end'],
    })
  })

  test('is stale only for who opened the plan before somebody else saved the plan', async () => {
    const id = await start(chair)
    await saveAnswers(treasurer, id, { version: 1, answers: { oldStandard: true } })
    // Somebody else has answered questions meanwhile: nobody is in the way of the other.
    await savePlan(chair, id, plan({ version: 1 }))
    await expect(savePlan(treasurer, id, plan({ version: 2, title: '別の名前' }))).rejects.toThrow(Stale)
    const saved = await savedSince(treasurer, id, 'plan', 2)
    expect(saved).toMatchObject({ by: '髙橋 𠮷子', self: false })
    await savePlan(treasurer, id, plan({ version: 3, title: '別の名前' }))
    expect((await draftOf(db, id)).draft.title).toBe('別の名前')
  })

  test('two who save at the same instant: one is told so', async () => {
    const id = await start(chair)
    const both = await Promise.allSettled([
      savePlan(chair, id, plan({ title: '一' })),
      savePlan(treasurer, id, plan({ title: '二' })),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('refuses an early contract with what it would cost; what is signed has its place', async () => {
    const id = await start(chair)
    await expect(savePlan(chair, id, plan({ contractOn: '2026-11-30' }))).rejects.toEqual(
      expect.objectContaining({ errors: { contractOn: ['applications.plan.contract_future'] } }),
    )
    await expect(savePlan(chair, id, plan({ contractOn: '2026-11-01' }))).rejects.toEqual(
      expect.objectContaining({ errors: { contractOn: ['applications.plan.contract_early_unstated'] } }),
    )
    await db.subsidyCostLine.create({
      data: { applicationId: id, work: 'renovation', label: '床', amount: 900_000 },
    })
    await saveAnswers(chair, id, {
      version: 1,
      answers: { oldStandard: false, otherMoney: 0, earlierGrants: 0 },
    })
    await expect(savePlan(chair, id, plan({ contractOn: '2026-11-01' }))).rejects.toEqual(
      expect.objectContaining({
        errors: { contractOn: ['applications.plan.contract_early_unstated_amount?yen=600%2C000'] },
      }),
    )
    await savePlan(chair, id, plan({ contractOn: '2026-11-01', contractSigned: true }))
    expect((await draftOf(db, id)).draft.contractOn).toBe('2026-11-01')
  })

  test('takes no hall of somebody else, and keeps one that was closed since', async () => {
    const id = await start(chair)
    const theirs = await createHall(
      stranger,
      hallForm({ name: '香里会館', associations: '香里ケ丘六丁目自治会' }),
    )
    await expect(savePlan(chair, id, plan({ hallId: theirs }))).rejects.toEqual(invalid('hallId'))
    await db.hall.update({ where: { id: hall }, data: { closedOn: dayToDate('2026-11-20') } })
    await savePlan(chair, id, plan())
    expect((await planView(chair, id)).halls).toMatchObject([{ id: hall }])
  })

  test('is closed while the city has it, and in a correction only what the city names is open', async () => {
    const { id } = await makeApplication('submitted', { associationId: city.own.id })
    await expect(savePlan(chair, id, plan())).rejects.toMatchObject({ key: 'application_closed' })
    await expect(savePlan(reviewer, id, plan())).rejects.toThrow(NotAllowed)
    const correcting = await makeApplication('correcting', { associationId: city.own.id })
    await db.subsidyCorrection.create({
      data: {
        applicationId: correcting.id,
        round: 1,
        item: 'purpose',
        text: '詳しく書いてください',
        dueOn: dayToDate('2026-12-05'),
      },
    })
    const { corrections, open } = await writingView(chair, correcting.id, 'plan')
    expect([corrections, open]).toEqual([
      [{ item: 'purpose', text: '詳しく書いてください', dueOn: '2026-12-05' }],
      true,
    ])
    await expect(saveAnswers(chair, correcting.id, { version: 1, answers: {} })).rejects.toMatchObject({
      key: 'application_closed',
    })
  })
})

describe('the questions', () => {
  test('keep what is answered, and open again what is left open', async () => {
    const id = await start(chair)
    await saveAnswers(chair, id, { version: 1, answers: { oldStandard: true, otherMoney: 5000 } })
    await saveAnswers(chair, id, { version: 2, answers: { otherMoney: 5000 } })
    expect((await draftOf(db, id)).draft.facts).toEqual({ otherMoney: 5000 })
    const [last] = (await writingView(chair, id, 'questions')).edits
    expect(last?.fields).toEqual(['facts:oldStandard'])
  })

  test('are offered what the hall, its grants and the last application say, until somebody answers', async () => {
    const paid = await makeApplication('paid', {
      associationId: city.own.id,
      hallId: hall,
      amount: 700_000,
      title: '前の申請',
    })
    await db.subsidyApplication.update({
      where: { id: paid.id },
      data: { works: ['renovation'], startedOn: null, completedOn: new Date('2021-03-20') },
    })
    await saveDiagnosis(chair, hall, { ...diagnosisForm(1), id: null })
    // Written into the hall's record when it was paid: it must not count twice.
    await saveWork(chair, hall, {
      ...workForm(2, { kind: 'repair', cost: '1500000', subsidy: '700000' }),
      id: null,
    })
    await saveWork(chair, hall, {
      ...workForm(3, { kind: 'repair', done_year: '2010', cost: '400000', subsidy: '200000' }),
      id: null,
    })
    const id = await start(chair)
    const { offered, grants } = await questionsView(chair, id)
    expect(offered).toMatchObject({
      oldStandard: { value: true, source: 'hall' },
      earlierGrants: { value: 900_000, source: 'register' },
    })
    expect(grants).toMatchObject([{ amount: 200_000 }, { amount: 700_000 }])
    const view = await planView(chair, id)
    expect(view.lastPurpose).toMatchObject({ text: '大きな地震に備えて会館を直します。' })
    // Nothing is an answer before somebody has saved it.
    expect((await draftOf(db, id)).draft.facts).toEqual({})
  })
})

describe('while it is corrected', () => {
  async function asked(...items: string[]) {
    const { id } = await makeApplication('correcting', { associationId: city.own.id, hallId: hall })
    const dueOn = dayToDate('2026-12-20')
    await db.subsidyEvent.create({
      data: { applicationId: id, verb: 'ask_correction', toState: 'correcting' },
    })
    await db.subsidyCorrection.createMany({
      data: items.map((item) => ({ applicationId: id, round: 1, item, text: '直してください', dueOn })),
    })
    const { draft } = await draftOf(db, id)
    const { title, purpose, works, hallId, plannedStart, plannedEnd, contractOn } = draft
    const same = {
      title,
      purpose,
      works,
      hallId,
      plannedStart,
      plannedEnd,
      contractOn,
      contractSigned: false,
    }
    const [line] = draft.lines
    if (!line) throw new Error('no line')
    return { id, same: { version: 1, ...same }, line: { version: 1, paper: null, ...line } }
  }

  test('only what the city has named is written, with what hangs on it', async () => {
    const { id, same } = await asked('purpose')
    const wrong = {
      purpose: '床と壁が傷んでいます。',
      works: ['renovation'],
      hallId: null,
      title: '別の工事',
    }
    await expect(savePlan(chair, id, { ...same, ...wrong })).rejects.toMatchObject({
      errors: {
        title: ['applications.draft.not_asked'],
        works: ['applications.draft.not_asked'],
        hallId: ['applications.draft.not_asked'],
      },
    })
    await savePlan(chair, id, { ...same, purpose: wrong.purpose })
    const of = await reviewOf(reviewer, id)
    expect(of.draft).toMatchObject({ purpose: wrong.purpose, title: same.title, works: same.works })
    // The reviewer sees what was changed.
    expect(of.edits).toMatchObject([{ fields: ['purpose'] }])
  })

  test('of the costs one line, or all where all are named or the works are', async () => {
    const one = await asked('lines')
    const other = { ...one.line, id: null, label: '足場' }
    await saveLine(chair, one.id, other)
    const { id, line } = await asked(`line:0`)
    await expect(saveLine(chair, id, { ...line, amount: 1 })).rejects.toEqual(invalid('form'))
    await expect(removeLine(chair, id, { id: line.id, version: 1 })).rejects.toEqual(invalid('form'))
    await expect(saveLine(chair, id, { ...line, id: null, label: '足場' })).rejects.toEqual(invalid('form'))
    await db.subsidyCorrection.updateMany({
      where: { applicationId: id },
      data: { item: `line:${line.id}` },
    })
    await saveLine(chair, id, { ...line, amount: 900_000 })
    const works = await asked('works')
    await savePlan(chair, works.id, { ...works.same, works: ['renovation'] })
    await saveLine(chair, works.id, { ...works.line, work: 'renovation', label: '床' })
  })

  test('an answer that was given stays, and one that is missing is added', async () => {
    const { id } = await asked('facts:structure')
    const facts = { otherMoney: 0, structure: 'wood', oldStandard: true }
    await saveAnswers(chair, id, { version: 1, answers: facts })
    await db.subsidyCorrection.updateMany({
      where: { applicationId: id },
      data: { item: 'facts:oldStandard' },
    })
    await expect(
      saveAnswers(chair, id, { version: 2, answers: { ...facts, otherMoney: 500_000 } }),
    ).rejects.toEqual(invalid('fact-otherMoney'))
    await saveAnswers(chair, id, { version: 2, answers: { ...facts, oldStandard: false } })
  })
})
