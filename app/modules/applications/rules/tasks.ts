/** 申請書の作成: its parts, what is missing or wrong in them, and which may be written when. Pure. */
import { type AskedFact, assess, type Facts, questionsOf, truthOf } from '~/modules/subsidies/rules'
import type { documentSteps, Programme } from '~/modules/subsidies/schema'
import type { Day } from '~/platform/clock'
import type { Same } from '~/platform/same'
import type { SubsidyDocumentState, SubsidyLineStage } from '../../../../prisma/generated/enums'
import { costsOf, factsOf } from './assessment'
import { completeDue } from './due'

/** 計画, 質問, 経費, 書類 */
export const tasks = ['plan', 'questions', 'costs', 'documents'] as const
export type Task = (typeof tasks)[number]

/** Step of the procedure at which a document is handed in */
export type DocumentStep = (typeof documentSteps)[number]

/** 見積 or 実績 */
const lineStages = ['estimate', 'actual'] as const
export type LineStage = (typeof lineStages)[number]

/** 未提出, 提出, 要補正, 受理, 不要 */
const documentStates = ['missing', 'handed_in', 'to_correct', 'accepted', 'not_needed'] as const
export type DocumentState = (typeof documentStates)[number]

/** Same in the database: a difference does not compile. */
const _stages: Same<LineStage, SubsidyLineStage> = true
const _states: Same<DocumentState, SubsidyDocumentState> = true
void [_stages, _states]

export type DraftLine = {
  id: number
  stage: LineStage
  /** Key of the work in the programme */
  work: string
  label: string
  /** Yen */
  amount: number
  eligible: boolean
  payee: string
  fileId: string | null
}

type DraftFile = {
  id: string
  name: string
  type: string
  /** Bytes */
  size: number
  /** Whether a later one has taken its place */
  replaced: boolean
}

export type DraftDocument = {
  id: number
  step: DocumentStep
  name: string
  state: DocumentState
  note: string
  files: DraftFile[]
}

/** 申請書の内容, as far as it is written. */
export type Draft = {
  title: string
  purpose: string
  hallId: number | null
  /** 年度 */
  year: number
  /** Keys of the works that are applied for */
  works: string[]
  facts: Facts
  plannedStart: Day | null
  plannedEnd: Day | null
  contractOn: Day | null
  decidedOn: Day | null
  startedOn: Day | null
  completedOn: Day | null
  lines: DraftLine[]
  documents: DraftDocument[]
}

/**
 * What is missing or wrong. `item` is what it is about: a field of the plan (`title`), a question (`facts:households`), a line
 * (`line:12`), a document (`document:3`), or all lines (`lines`). Worded under `applications.problem.<key>`.
 */
export type Problem = { task: Task; item: string; key: string; params?: Record<string, string | number> }

/** What an application is to be ready for. */
const steps = ['consultation', 'application', 'start', 'change', 'report', 'claim'] as const
export type Step = (typeof steps)[number]

/** Facts that the application itself knows and nobody is asked for. */
const KNOWN_FACTS = ['contractBeforeDecision', 'appliedOn']

/** The questions that the association answers for its works. */
export function askedOf(programme: Programme, works: readonly string[]): AskedFact[] {
  return questionsOf(programme, works).filter(({ key }) => !KNOWN_FACTS.includes(key))
}

/** Whether a document must be handed in as a file: `if`: it depends on what is not known, or the text leaves it open. */
export function documentNeed(
  _programme: Programme,
  facts: Facts,
  document: Programme['documents'][number],
): 'needed' | 'if' | 'not' {
  if (document.byPortal) return 'not'
  if (!document.needed) return 'needed'
  const truth = truthOf(document.needed, facts)
  return truth === 'yes' ? 'needed' : truth === 'no' ? 'not' : 'if'
}

/** The files of a document that stand. */
export const filesOf = (document: DraftDocument): DraftFile[] =>
  document.files.filter(({ replaced }) => !replaced)

/** Everything that is missing or wrong before a step, in the order of the tasks. Empty: it may be taken. */
export function problemsOf(programme: Programme, draft: Draft, step: Step, today: Day): Problem[] {
  return [
    ...(step === 'consultation' ? plannedWorks(programme, draft) : []),
    ...(step === 'application'
      ? [
          ...planProblems(programme, draft, today),
          ...questionProblems(programme, draft, today),
          ...costProblems(programme, draft, 'estimate'),
        ]
      : []),
    ...(step === 'report' ? costProblems(programme, draft, 'actual') : []),
    ...documentProblems(programme, draft, step),
  ]
}

const plan = (item: string, key: string, params?: Problem['params']): Problem => ({
  task: 'plan',
  item,
  key,
  ...(params ? { params } : {}),
})

function plannedWorks(programme: Programme, draft: Draft): Problem[] {
  const known = draft.works.filter((work) => programme.works.some(({ key }) => key === work))
  return [
    ...(draft.title.trim() === '' ? [plan('title', 'title_missing')] : []),
    ...(known.length === 0 || known.length < draft.works.length ? [plan('works', 'works_missing')] : []),
    ...(known.length > 1 && !programme.severalWorks ? [plan('works', 'one_work_only')] : []),
    ...(draft.purpose.trim() === '' ? [plan('purpose', 'purpose_missing')] : []),
  ]
}

function planProblems(programme: Programme, draft: Draft, today: Day): Problem[] {
  const { plannedStart, plannedEnd, contractOn, decidedOn, year } = draft
  const found = plannedWorks(programme, draft)
  const latest = completeDue(programme, year)
  // Where the text does not say, nobody is stopped: the warnings say what to ask first.
  const decisionFirst = programme.dates.contractAfterDecision === true
  if (!plannedStart) found.push(plan('planned_start', 'start_missing'))
  else if (decisionFirst && !decidedOn && plannedStart < today)
    found.push(plan('planned_start', 'start_past', { day: plannedStart }))
  if (!plannedEnd) found.push(plan('planned_end', 'end_missing'))
  else if (plannedStart && plannedEnd < plannedStart) found.push(plan('planned_end', 'end_before_start'))
  else if (plannedEnd > latest) found.push(plan('planned_end', 'end_after_year', { day: latest }))
  if (decisionFirst && contractOn && (!decidedOn || contractOn < decidedOn))
    found.push(plan('contract_on', 'contract_early', { day: contractOn }))
  return found
}

/** A cost that only opens the questions of a work whose cost is not known yet, yen. */
const SOME_COST = 1_000_000

/**
 * The questions that must still be answered: those on which the amount or a requirement hangs. A question of no
 * consequence, such as the score of a wooden building where it is of concrete, may stay open.
 */
function questionProblems(programme: Programme, draft: Draft, today: Day): Problem[] {
  const asked = askedOf(programme, draft.works).map(({ key }) => key)
  const costs: Record<string, number> = costsOf(draft.works, draft.lines.filter(isEstimate))
  for (const work of draft.works) costs[work] ||= SOME_COST
  const facts = factsOf({ ...draft, appliedOn: today, contractOn: null })
  const worked = assess(programme, { costs, facts })
  const open =
    worked.outcome === 'incomplete' ? worked.missing : worked.assumptions.flatMap((taken) => taken.facts)
  return asked
    .filter((key) => open.includes(key))
    .map((fact) => ({ task: 'questions', item: `facts:${fact}`, key: 'unanswered', params: { fact } }))
}

/** The questions, with whether each must be answered before the application is handed in, as things stand. */
export function questionsFor(
  programme: Programme,
  draft: Draft,
  today: Day,
): (AskedFact & { required: boolean })[] {
  return askedOf(programme, draft.works).map((asked) => {
    const { [asked.key]: _answer, ...facts } = draft.facts
    const open = questionProblems(programme, { ...draft, facts }, today)
    return { ...asked, required: open.some(({ item }) => item === `facts:${asked.key}`) }
  })
}

const isEstimate = ({ stage }: { stage: LineStage }) => stage === 'estimate'

/** 見積書 and 領収書 by the names that schemes give them */
const PROOF: Record<LineStage, { step: DocumentStep; name: string; word: RegExp }> = {
  estimate: { step: 'application', name: '見積書', word: /見積/ },
  actual: { step: 'report', name: '領収書の写し', word: /領収/ },
}

/** To which document of the checklist the papers of a cost line belong; where it has none, one of this name is added. */
export function proofOf(
  stage: LineStage,
  documents: readonly { step: string; name: string }[],
): { step: DocumentStep; name: string } {
  const { step, name, word } = PROOF[stage]
  const listed = documents.find((one) => one.step === step && word.test(one.name))
  return { step, name: listed?.name ?? name }
}

/**
 * What the checklist still asks for that a cost line can bring along: the quotes, or the receipts. Null where they are
 * there, or the scheme asks for none.
 */
export function proofMissing(programme: Programme, draft: Draft, stage: LineStage): Problem | null {
  const proof = proofOf(stage, draft.documents)
  const listed = draft.documents.find(({ step, name }) => step === proof.step && name === proof.name)
  const open = documentProblems(programme, draft, proof.step === 'report' ? 'report' : 'application')
  return (listed && open.find(({ item }) => item === `document:${listed.id}`)) ?? null
}

function costProblems(programme: Programme, draft: Draft, stage: LineStage): Problem[] {
  const lines = draft.lines.filter((line) => line.stage === stage)
  const found: Problem[] = []
  const costs = (item: string, key: string, params: Problem['params'] = {}) =>
    found.push({ task: 'costs', item, key, params })
  if (lines.length === 0) costs('lines', stage === 'estimate' ? 'lines_missing' : 'actual_missing')
  else {
    for (const { key, name } of programme.works) {
      if (draft.works.includes(key) && !lines.some(({ work }) => work === key))
        costs('lines', stage === 'estimate' ? 'work_without_line' : 'work_without_actual', { work: name })
    }
  }
  const proof = proofOf(stage, draft.documents)
  const document = draft.documents.find(({ step, name }) => step === proof.step && name === proof.name)
  const proven = document ? filesOf(document).length > 0 || document.state === 'accepted' : false
  for (const line of lines) {
    if (!draft.works.includes(line.work)) costs(`line:${line.id}`, 'line_of_no_work', { line: line.label })
    // One receipt may stand for several lines: it is enough that receipts are there.
    if (stage === 'actual' && !line.fileId && !proven)
      costs(`line:${line.id}`, 'receipt_missing', { line: line.label })
  }
  return found
}

function documentProblems(programme: Programme, draft: Draft, step: Step): Problem[] {
  return programme.documents
    .filter((one) => one.step === step)
    .flatMap((listed): Problem[] => {
      const kept = draft.documents.find(({ step: of, name }) => of === listed.step && name === listed.name)
      const say = (key: string): Problem[] => [
        {
          task: 'documents',
          item: kept ? `document:${kept.id}` : 'documents',
          key,
          params: { name: listed.name },
        },
      ]
      if (kept?.state === 'to_correct') return say('document_to_correct')
      if (kept && (kept.state === 'not_needed' || kept.state === 'accepted' || filesOf(kept).length > 0))
        return []
      const need = documentNeed(programme, draft.facts, listed)
      return need === 'needed' ? say('document_missing') : need === 'if' ? say('document_undecided') : []
    })
}

const taskStateNames = ['not_started', 'in_progress', 'done'] as const
export type TaskState = (typeof taskStateNames)[number]

/** How far each part of an application is, before it is handed in. */
export function taskStates(programme: Programme, draft: Draft, today: Day): Record<Task, TaskState> {
  const problems = problemsOf(programme, draft, 'application', today)
  const begun: Record<Task, boolean> = {
    plan: draft.purpose !== '' || draft.plannedStart !== null || draft.plannedEnd !== null,
    questions: Object.keys(draft.facts).length > 0,
    costs: draft.lines.some(isEstimate),
    documents: draft.documents.some(
      (document) =>
        document.step === 'application' && (document.files.length > 0 || document.state !== 'missing'),
    ),
  }
  // Costs are done when the quotes are there too, though these stand among the documents.
  const open = new Set(problems.map(({ task }) => task))
  if (proofMissing(programme, draft, 'estimate')) open.add('costs')
  const stateOf = (task: Task): TaskState =>
    !open.has(task) ? 'done' : begun[task] ? 'in_progress' : 'not_started'
  return {
    plan: stateOf('plan'),
    questions: stateOf('questions'),
    costs: stateOf('costs'),
    documents: stateOf('documents'),
  }
}

/** The part of an application in which an item (of a problem or a correction) stands. */
export function taskOfItem(item: string): Task {
  const [kind = ''] = item.split(':')
  if (kind === 'facts') return 'questions'
  if (kind === 'line' || kind === 'lines') return 'costs'
  return kind === 'document' || kind === 'documents' ? 'documents' : 'plan'
}

/** The items of the plan, each with the field of `Draft` that it is about; the form calls its fields so too. */
export const planItems = {
  title: 'title',
  purpose: 'purpose',
  works: 'works',
  hall: 'hallId',
  planned_start: 'plannedStart',
  planned_end: 'plannedEnd',
  contract_on: 'contractOn',
} as const satisfies Record<string, keyof Draft>

/** The place where an item is put right, within the pages of its application: `plan#field-title`, `costs?line=12`. */
export function pathOfItem(item: string): string {
  const [kind = '', key = ''] = item.split(':')
  const task = taskOfItem(item)
  if (kind === 'line') return `${task}?line=${key}`
  if (kind === 'document') return `${task}?document=${key}`
  if (kind === 'facts') return `${task}#field-fact-${key}`
  if (task !== 'plan') return task
  const field = Object.entries(planItems).find(([name]) => name === kind)?.[1]
  return field ? `plan#field-${field}` : 'plan'
}
