/** What the pages show on which the association takes its steps. */
import type { Actor } from '~/modules/accounts/rules'
import { type Assessment, calendarOf } from '~/modules/subsidies/rules'
import { type Day, dateToDay } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotAllowed } from '~/platform/errors'
import { openAccount } from '../account.server'
import {
  assessKnown,
  costsNamed,
  costsOf,
  finalAmount,
  linesAfterChanges,
  mayAskAdvance,
  mostOf,
  moveAs,
  openTasks,
  type Problem,
  partiesOf,
  problemsOf,
  reportedFacts,
  type Step,
  type Verb,
} from '../rules'
import { maskedNumber } from '../schema'
import { draftOf } from './draft.server'
import { applicationsInScope, refuseApplication } from './scope.server'

/** Of the pages with a step: which of the problems' lists belongs to it. */
const READY: Partial<Record<Verb, Step>> = {
  consult: 'consultation',
  report_start: 'start',
  request_change: 'change',
  report: 'report',
  resubmit_report: 'report',
  resubmit: 'application',
  claim: 'claim',
}

/**
 * An application before one of its steps; null where none of them can be taken from its state: the page leads back.
 * @param verbs the first that can be taken counts
 * @throws SignInNeeded, NotFound; NotAllowed for who does not write for the association
 */
export async function stepView(actor: Actor, id: number, verbs: readonly Verb[]) {
  const row = await db.subsidyApplication.findFirst({
    where: { AND: [{ id }, applicationsInScope(actor)] },
    select: {
      version: true,
      state: true,
      dueOn: true,
      decidedAmount: true,
      conditions: true,
      finalAmount: true,
      advanceAmount: true,
      paidAmount: true,
      account: true,
      changes: {
        where: { kind: 'change', approved: true },
        select: { costs: true },
        orderBy: { id: 'asc' },
      },
      association: { select: { id: true, path: true } },
    },
  })
  if (!row) return refuseApplication(actor)
  const as = partiesOf(actor, row.association).filter(
    (party) => party === 'president' || party === 'applicant',
  )
  if (as.length === 0) throw new NotAllowed()
  const verb = verbs.find((one) => moveAs(one, row.state, ['president', 'applicant']))
  if (!verb) return null
  const of = await draftOf(db, id)
  const { draft, programme } = of
  const step = READY[verb]
  const open = openTasks(row.state, of.openItems)
  const problems: Problem[] = step
    ? problemsOf(programme, draft, step, actor.today).filter(
        ({ task, key }) => verb !== 'resubmit' || open.includes(task) || key === 'document_to_correct',
      )
    : []
  const decided = row.decidedAmount === null ? null : Number(row.decidedAmount)
  const { path: _, ...association } = of.association
  return {
    id,
    verb,
    version: row.version,
    state: row.state,
    dueOn: row.dueOn && dateToDay(row.dueOn),
    association,
    title: draft.title,
    year: draft.year,
    works: programme.works
      .filter(({ key }) => draft.works.includes(key))
      .map(({ key, name }) => ({ key, name })),
    programme: {
      name: programme.name,
      contractAfterDecision: programme.dates.contractAfterDecision,
      advancePayment: programme.advancePayment,
      consultation: consultationOf(programme, draft.year, actor.today),
    },
    days: {
      plannedStart: draft.plannedStart,
      plannedEnd: draft.plannedEnd,
      contractOn: draft.contractOn,
      decidedOn: draft.decidedOn,
      startedOn: draft.startedOn,
      completedOn: draft.completedOn,
    },
    decided,
    final: row.finalAmount === null ? null : Number(row.finalAmount),
    paid: Number(row.paidAmount),
    conditions: row.conditions,
    costs: {
      // As they were planned, and as changes that were approved have made them.
      estimate: costsOf(
        draft.works,
        linesAfterChanges(
          draft.lines.filter(({ stage }) => stage === 'estimate'),
          draft.works,
          row.changes.map(({ costs }) => costsNamed(costs)),
        ),
      ),
      actual: costsOf(
        draft.works,
        draft.lines.filter(({ stage }) => stage === 'actual'),
      ),
    },
    reported: verb === 'report' ? reportedFacts(programme, draft.works) : [],
    facts: draft.facts,
    recomputed: verb === 'report' || verb === 'resubmit_report' ? recomputed() : null,
    account: accountOf(row.account, as.includes('president')),
    mayAskAdvance: mayAskAdvance(row.state, programme),
    problems,
    open,
    maySign: as.includes('president'),
    mayTake: moveAs(verb, row.state, as) !== null,
    today: actor.today,
  }

  /** 額の確定の目安: the lesser of what was decided and what the actual costs give. */
  function recomputed(): { assessment: Assessment; final: number | null } {
    const assessment = assessKnown(programme, {
      ...draft,
      lines: draft.lines.filter(({ stage }) => stage === 'actual'),
      appliedOn: of.submittedOn ?? actor.today,
    })
    const known = assessment.outcome === 'determined' && decided !== null
    return { assessment, final: known ? finalAmount(decided, mostOf(assessment)) : null }
  }
}

export type StepView = NonNullable<Awaited<ReturnType<typeof stepView>>>

/** 事前相談 for the year, where the scheme has a time for it. */
function consultationOf(
  programme: Parameters<typeof calendarOf>[0],
  year: number,
  today: Day,
): { from: Day | null; until: Day | null; over: boolean } | null {
  const found = calendarOf(programme, year).find(({ kind }) => kind === 'consult')
  if (!found || (!found.from && !found.until)) return null
  return { from: found.from, until: found.until, over: found.until !== null && today > found.until }
}

/** The account as its own people see it: masked, and for the president alone. */
function accountOf(sealed: string | null, shown: boolean) {
  const account = shown ? openAccount(sealed) : null
  if (!account) return null
  const { bank, branch, kind, number, holder } = account
  return { bank, branch, kind, number: maskedNumber(number), holder }
}

/**
 * The corrections that the city waits for.
 * @throws SignInNeeded, NotFound, NotAllowed; see `stepView`
 */
export async function correctionsView(actor: Actor, id: number) {
  const step = await stepView(actor, id, ['resubmit', 'resubmit_report'])
  if (!step) return null
  const rows = await db.subsidyCorrection.findMany({
    where: { applicationId: id, state: 'open' },
    select: { id: true, item: true, text: true, answer: true, dueOn: true },
    orderBy: { id: 'asc' },
  })
  const { draft, programme } = await draftOf(db, id)
  return {
    ...step,
    definition: programme,
    lines: draft.lines.map(({ id, label }) => ({ id, label })),
    documents: draft.documents.map(({ id, name }) => ({ id, name })),
    corrections: rows.map(({ dueOn, ...one }) => ({ ...one, dueOn: dateToDay(dueOn) })),
  }
}

/**
 * The page of a claim: the final amount, or an advance where the programme pays one.
 * @throws SignInNeeded, NotFound, NotAllowed; see `stepView`
 */
export async function claimView(actor: Actor, id: number) {
  const step = await stepView(actor, id, ['claim', 'report_start', 'report'])
  if (!step) return null
  const advance = step.verb !== 'claim'
  if (advance && !step.mayAskAdvance) return null
  return { ...step, advance, problems: advance ? [] : step.problems }
}
