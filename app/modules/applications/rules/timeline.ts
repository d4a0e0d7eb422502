/** 手続の流れ: the steps of an application from the first line to the payment, and where it stands among them. Pure. */
import type { Day } from '~/platform/clock'
import type { ApplicationState, Verb } from './procedure'

/** 事前相談 (only where there was one), 作成, 提出, 審査・決定, 着手, 実績報告, 検査・額の確定, 請求, 支払 */
const stageNames = [
  'consultation',
  'write',
  'hand_in',
  'decision',
  'start',
  'report',
  'final',
  'claim',
  'payment',
] as const
type StageName = (typeof stageNames)[number]

/** `none`: it will not come any more */
type StageState = 'done' | 'now' | 'later' | 'none'
type Stage = { name: StageName; state: StageState; day: Day | null }

/** What is known of the days of an application. */
export type Standing = {
  state: ApplicationState
  stateBefore: ApplicationState | null
  consulted: boolean
  submittedOn: Day | null
  decidedOn: Day | null
  startedOn: Day | null
  reportedOn: Day | null
  finalOn: Day | null
  claimedOn: Day | null
  paidOn: Day | null
}

/** The step in which an application is while it goes on. */
const AT: Partial<Record<ApplicationState, StageName>> = {
  consulting: 'consultation',
  consulted: 'consultation',
  draft: 'write',
  submitted: 'decision',
  reviewing: 'decision',
  correcting: 'decision',
  proposed: 'decision',
  decided: 'start',
  started: 'report',
  reported: 'final',
  report_correcting: 'final',
  inspected: 'final',
  finalising: 'final',
  finalised: 'claim',
  claimed: 'payment',
}

/** All steps of an application, in their order. */
export function stagesOf(standing: Standing): Stage[] {
  const { state, stateBefore, consulted } = standing
  const aside = state === 'changing' || state === 'cancelling'
  const at = AT[aside && stateBefore ? stateBefore : state]
  const days: Record<StageName, Day | null> = {
    consultation: null,
    write: null,
    hand_in: standing.submittedOn,
    decision: standing.decidedOn,
    start: standing.startedOn,
    report: standing.reportedOn,
    final: standing.finalOn,
    claim: standing.claimedOn,
    payment: standing.paidOn,
  }
  const shown = stageNames.filter((name) => name !== 'consultation' || consulted || at === 'consultation')
  const last = lastDone(standing)
  return shown.map((name) => {
    const order = stageNames.indexOf(name)
    const state: StageState = at
      ? order < stageNames.indexOf(at)
        ? 'done'
        : name === at
          ? 'now'
          : 'later'
      : order <= last
        ? 'done'
        : 'none'
    return { name, state, day: state === 'done' ? days[name] : null }
  })
}

/** How far an application came that goes on no more; the order of its last step. */
function lastDone(standing: Standing): number {
  const reached: [StageName, boolean][] = [
    ['payment', standing.paidOn !== null || standing.state === 'paid'],
    ['claim', standing.claimedOn !== null],
    ['final', standing.finalOn !== null],
    ['report', standing.reportedOn !== null],
    ['start', standing.startedOn !== null],
    ['decision', standing.decidedOn !== null || standing.state === 'refused'],
    ['hand_in', standing.submittedOn !== null],
  ]
  const found = reached.find(([, done]) => done)
  return found ? stageNames.indexOf(found[0]) : stageNames.indexOf('consultation')
}

/**
 * Moves between the reviewer and the approver, which the association learns of by the decision alone: a refusal that
 * is only proposed is no refusal.
 */
export const INSIDE_THE_CITY: readonly Verb[] = [
  'propose_decision',
  'propose_refusal',
  'return_proposal',
  'propose_change',
  'return_change',
  'propose_final',
  'return_final',
  'propose_cancellation',
  'return_cancellation',
]

/** Pages with the steps that the association takes, by the move that each makes. */
export const stepPages = {
  consult: 'consult',
  submit: 'check',
  resubmit: 'corrections',
  resubmit_report: 'corrections',
  report_start: 'start',
  request_change: 'change',
  report: 'report',
  claim: 'claim',
  withdraw: 'withdraw',
} as const satisfies Partial<Record<Verb, string>>
export type StepVerb = keyof typeof stepPages

/** Whether an advance (概算払) can be asked for: where the programme pays one, before the report. */
export const mayAskAdvance = (state: ApplicationState, of: { advancePayment: boolean }): boolean =>
  of.advancePayment && (state === 'decided' || state === 'started')
