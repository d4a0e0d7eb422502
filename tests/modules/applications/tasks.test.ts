/** What is missing in an application, which parts are open when, and what is offered as an answer. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  applicationStates,
  counts,
  type Draft,
  type DraftDocument,
  openStage,
  openSteps,
  openTasks,
  type PrefillKnown,
  pathOfItem,
  prefillFacts,
  problemsOf,
  proofMissing,
  proofOf,
  questionsFor,
  taskOfItem,
  taskStates,
  tasks,
  WRITABLE,
} from '~/modules/applications/rules'
import { standardsOf } from '~/modules/halls/rules'
import { shippedProgrammes } from '../../../prisma/seed/programmes'

const TODAY = '2026-11-22'
const hirakata = (() => {
  const found = shippedProgrammes().find(({ key }) => key === 'hirakata-hall')
  if (!found) throw new Error('no programme')
  return found
})()
const strict = { ...hirakata, dates: { ...hirakata.dates, contractAfterDecision: true as boolean | null } }

const documents = (handedIn: boolean): DraftDocument[] =>
  hirakata.documents.map(({ step, name }, i) => ({
    id: i + 1,
    step,
    name,
    state: handedIn ? 'handed_in' : 'missing',
    note: '',
    files: handedIn
      ? [{ id: `f${i}`, name: 'a.pdf', type: 'application/pdf', size: 1, replaced: false }]
      : [],
  }))

const complete = (over: Partial<Draft> = {}): Draft => ({
  title: '花園会館の耐震改修',
  purpose: '地震に備えます。',
  hallId: 1,
  year: 2026,
  works: ['seismicRetrofit'],
  facts: { otherMoney: 0 },
  plannedStart: '2026-12-20',
  plannedEnd: '2027-03-10',
  contractOn: null,
  decidedOn: null,
  startedOn: null,
  completedOn: null,
  lines: [
    {
      id: 5,
      stage: 'estimate',
      work: 'seismicRetrofit',
      label: '補強工事',
      amount: 1_500_000,
      eligible: true,
      payee: '花園工務店',
      fileId: null,
    },
  ],
  documents: documents(true),
  ...over,
})
const EMPTY = complete({
  title: '',
  purpose: '',
  works: [],
  facts: {},
  plannedStart: null,
  plannedEnd: null,
  lines: [],
  documents: documents(false),
})
const said = (draft: Draft, step: Parameters<typeof problemsOf>[2] = 'application', programme = strict) =>
  problemsOf(programme, draft, step, TODAY).map(({ item, key }) => `${item} ${key}`)

describe('what is missing', () => {
  test('nothing in a complete application, at every step', () => {
    const done = complete({
      decidedOn: '2026-12-01',
      lines: [...complete().lines, { ...complete().lines[0], id: 6, stage: 'actual' } as Draft['lines'][0]],
    })
    for (const step of ['consultation', 'application', 'start', 'report', 'claim'] as const)
      expect(said(done, step)).toEqual([])
  })

  test('is told of an empty one, part by part', () => {
    expect(said(EMPTY)).toEqual([
      'title title_missing',
      'works works_missing',
      'purpose purpose_missing',
      'planned_start start_missing',
      'planned_end end_missing',
      'lines lines_missing',
      'document:3 document_missing',
      'document:4 document_missing',
      'document:5 document_missing',
      'document:6 document_missing',
      'document:7 document_missing',
      'document:8 document_undecided',
    ])
    expect(taskStates(strict, EMPTY, TODAY)).toEqual({
      plan: 'not_started',
      questions: 'done',
      costs: 'not_started',
      documents: 'not_started',
    })
    expect(taskStates(strict, complete({ purpose: '' }), TODAY)).toMatchObject({
      plan: 'in_progress',
      costs: 'done',
    })
    expect(taskStates(strict, complete({ documents: documents(false) }), TODAY).costs).toBe('in_progress')
  })

  test.each<[string, Partial<Draft>, string[]]>([
    ['a start that is past', { plannedStart: '2026-11-21' }, ['planned_start start_past']],
    ['an end before the start', { plannedEnd: '2026-12-01' }, ['planned_end end_before_start']],
    ['an end after 31 March', { plannedEnd: '2027-04-01' }, ['planned_end end_after_year']],
    ['an early contract', { contractOn: '2026-11-01' }, ['contract_on contract_early']],
    ['two works in a scheme of one', { works: ['seismicRetrofit', 'renovation'] }, ['works one_work_only']],
    ['a work that the scheme does not have', { works: ['aed'] }, ['works works_missing']],
    ['an open question', { facts: {} }, ['facts:otherMoney unanswered']],
  ])('%s', (_name, over, expected) => {
    expect(said(complete(over))).toEqual(expect.arrayContaining(expected))
  })

  test('an end after the day by which the scheme wants the work done', () => {
    const early = { ...strict, dates: { ...strict.dates, completeBy: '02-28' } }
    expect(said(complete({ plannedEnd: '2027-02-28' }), 'application', early)).toEqual([])
    expect(said(complete({ plannedEnd: '2027-03-01' }), 'application', early)).toEqual([
      'planned_end end_after_year',
    ])
  })

  test('a contract after the decision, or where the text does not forbid it, is none of it', () => {
    expect(said(complete({ contractOn: '2026-12-05', decidedOn: '2026-12-01' }))).toEqual([])
    expect(said(complete({ contractOn: '2026-11-01' }), 'application', hirakata)).toEqual([])
  })

  test('only questions of consequence must be answered', () => {
    const renovation = complete({
      works: ['renovation'],
      facts: {},
      lines: complete().lines.map((line) => ({ ...line, work: 'renovation' })),
    })
    expect(said(renovation).sort()).toEqual([
      'facts:earlierGrants unanswered',
      'facts:includesSeismic unanswered',
      'facts:oldStandard unanswered',
      'facts:otherMoney unanswered',
    ])
    // Of a new building nobody asks whether it is retrofitted at the same time.
    const answered = { oldStandard: false, otherMoney: 0, earlierGrants: 0 }
    expect(said({ ...renovation, facts: answered })).toEqual([])
    // What is marked as required stays so once it is answered.
    const marked = questionsFor(strict, { ...renovation, facts: answered }, TODAY)
    expect(marked.map(({ key, required }) => [key, required])).toEqual([
      ['oldStandard', true],
      ['includesSeismic', false],
      ['otherMoney', true],
      ['earlierGrants', true],
    ])
  })

  test('a document that the city sent back counts as missing though a file is there', () => {
    const [first, ...rest] = documents(true).filter(
      ({ step, name }) => step === 'application' && name !== '交付申請書',
    )
    if (!first) throw new Error('no document')
    expect(said(complete({ documents: [{ ...first, state: 'to_correct' }, ...rest] }))).toEqual([
      'document:3 document_to_correct',
    ])
    const replaced = first.files.map((file) => ({ ...file, replaced: true }))
    expect(said(complete({ documents: [{ ...first, files: replaced }, ...rest] }))).toEqual([
      'document:3 document_missing',
    ])
  })

  test('actual costs and their receipts are asked for with the report', () => {
    expect(said(complete({ documents: documents(false) }), 'report')).toEqual([
      'lines actual_missing',
      'document:10 document_missing',
      'document:11 document_missing',
      'document:12 document_missing',
    ])
    // The claim is written in the portal itself.
    expect(said(EMPTY, 'claim')).toEqual([])
    const actual = complete().lines.map((line) => ({ ...line, stage: 'actual' as const }))
    expect(said(complete({ lines: actual, documents: documents(false) }), 'report')[0]).toBe(
      'line:5 receipt_missing',
    )
  })

  test('quotes and receipts go under the document that the scheme names so', () => {
    expect(proofOf('estimate', hirakata.documents)).toEqual({ step: 'application', name: '見積書' })
    expect(proofOf('actual', [])).toEqual({ step: 'report', name: '領収書の写し' })
  })

  test('every item leads to the part that its path opens', () => {
    for (const item of ['title', 'hall', 'facts:households', 'line:12', 'lines', 'document:3', 'documents'])
      expect(pathOfItem(item).startsWith(taskOfItem(item))).toBe(true)
    expect(pathOfItem('planned_start')).toBe('plan#field-plannedStart')
    expect(pathOfItem('facts:households')).toBe('questions#field-fact-households')
  })
})

describe('which parts are open', () => {
  test('all while it is written; in a correction those that the city names; nothing while the city has it', () => {
    expect(openTasks('draft', [])).toEqual(tasks)
    expect(openTasks('correcting', ['purpose', 'line:3'])).toEqual(['plan', 'costs'])
    expect(openTasks('correcting', [])).toEqual([])
    expect(openTasks('started', [])).toEqual(['costs', 'documents'])
    for (const state of applicationStates) {
      const open = openTasks(state, ['purpose'])
      expect(open.includes('costs')).toBe(openStage(state) !== null && state !== 'correcting')
      if (open.includes('documents')) expect(openSteps(state)).not.toEqual([])
      if (open.includes('plan')) expect(WRITABLE).toContain(state)
    }
  })
})

describe('answers that are offered', () => {
  const known = (over: Partial<PrefillKnown> = {}): PrefillKnown => ({
    hall: null,
    association: { name: '楠葉花園町自治会', legalPersonality: false, memberHouseholds: null },
    last: null,
    grants: [],
    ...over,
  })
  const asking = (...facts: string[]) => ({
    ...hirakata,
    requirements: facts.map((fact) => ({ must: { fact, equals: 'x' }, otherwise: '理由' })),
  })
  const built = {
    confirmed: null,
    started: null,
    completed: { on: '1978-04-01', precision: 'year' as const },
  }
  const hall = {
    structure: 'steel' as const,
    floorArea: 13_250,
    ...built,
    designation: 'both',
    registeredTo: '楠葉花園町自治会',
    standards: standardsOf(built),
    diagnoses: [
      { on: '2024-01-01', method: 'is_second' as const, score: 420 },
      { on: '2019-01-01', method: 'wood_general' as const, score: 620 },
    ],
  }

  test('are those of the hall, as far as its record is certain', () => {
    const programme = asking(
      'structure',
      'oldStandard',
      'floorArea',
      'scoreBefore',
      'isBefore',
      'shelter',
      'registeredInName',
      'startedOn',
      'yearsSinceBuilt',
    )
    const found = prefillFacts(programme, ['seismicRetrofit'], known({ hall }), TODAY)
    expect(Object.fromEntries(Object.entries(found).map(([key, { value }]) => [key, value]))).toEqual({
      structure: 'other',
      oldStandard: true,
      floorArea: '132.5',
      scoreBefore: '0.62',
      isBefore: '0.42',
      shelter: true,
      registeredInName: true,
    })
    expect(found.structure?.source).toBe('hall')
  })

  test('are only of what is asked; the hall comes before the last application, and that only for its building', () => {
    const programme = asking('structure', 'households', 'mortgaged')
    const last = { facts: { structure: 'wood', households: 120, mortgaged: false }, sameHall: false }
    const works = ['seismicRetrofit']
    expect(prefillFacts(programme, works, known({ hall, last }), TODAY)).toEqual({
      structure: { value: 'other', source: 'hall' },
      households: { value: 120, source: 'last' },
    })
    expect(prefillFacts(programme, works, known({ last: { ...last, sameHall: true } }), TODAY)).toMatchObject(
      {
        structure: { value: 'wood', source: 'last' },
        mortgaged: { value: false, source: 'last' },
      },
    )
  })

  test('sum the grants within the window of the work, and say nothing where none is known', () => {
    const grants = [
      { on: '2006-11-22', amount: 400_000, work: null, kind: 'repair' as const },
      { on: '2006-11-23', amount: 300_000, work: null, kind: 'repair' as const },
      { on: '2020-03-01', amount: 200_000, work: 'renovation', kind: null },
      { on: '2021-03-01', amount: 100_000, work: 'seismicRetrofit', kind: null },
      { on: '2021-05-01', amount: 50_000, work: null, kind: 'seismic_retrofit' as const },
    ]
    const found = prefillFacts(hirakata, ['renovation'], known({ grants }), TODAY)
    expect(found.earlierGrants).toEqual({ value: 500_000, source: 'register' })
    expect(prefillFacts(hirakata, ['renovation'], known(), TODAY).earlierGrants).toBeUndefined()
  })

  test('a grant counts by every shape of window', () => {
    const work = hirakata.works.find(({ key }) => key === 'renovation')
    if (!work?.cumulative) throw new Error('no cumulative cap')
    const within = (window: NonNullable<typeof work.cumulative>['window'], on: string) =>
      counts(
        { ...work, cumulative: { cap: 1, window } },
        { on, amount: 1, work: 'renovation', kind: null },
        TODAY,
      )
    expect(within('lifetime', '1990-01-01')).toBe(true)
    expect(within('fiscal_year', '2026-04-01')).toBe(true)
    expect(within('fiscal_year', '2026-03-31')).toBe(false)
    expect(within({ since: '2000-04-01' }, '2000-04-01')).toBe(true)
    expect(within({ since: '2000-04-01' }, '2000-03-31')).toBe(false)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (years) => {
        expect(within({ years }, `${2026 - years}-11-22`)).toBe(false)
        expect(within({ years }, `${2026 - years}-11-23`)).toBe(true)
      }),
    )
  })
})

describe('quotes and receipts of the lines', () => {
  const name = proofOf('estimate', documents(false)).name
  test('are missing while the checklist asks for them, wherever they are handed in', () => {
    const draft = complete({ documents: documents(false) })
    expect(proofMissing(hirakata, draft, 'estimate')).toMatchObject({
      task: 'documents',
      key: 'document_missing',
      params: { name },
    })
    expect(proofMissing(hirakata, complete({ documents: documents(true) }), 'estimate')).toBeNull()
  })

  test('are not missed where the scheme has none on its list', () => {
    const none = { ...hirakata, documents: hirakata.documents.filter((one) => one.name !== name) }
    const draft = complete({ documents: documents(false).filter((one) => one.name !== name) })
    expect(proofMissing(none, draft, 'estimate')).toBeNull()
  })
})
