/** 起案: what a reviewer lays before the approver. One proposal lies there at a time. */
import type { Actor } from '~/modules/accounts/rules'
import type { Assessment } from '~/modules/subsidies/rules'
import { type Day, dayOf, now } from '~/platform/clock'
import { type Prisma, type Tx, transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { grantDifferencesOf } from '../queries/grants.server'
import {
  type AmountProblem,
  amountProblem,
  checkedSteps,
  costsNamed,
  dayAfterYear,
  finalRange,
  linesAfterChanges,
  mostOf,
  type ProposalKind,
  type Verb,
} from '../rules'
import type { ChangeProposalInput, FinalInput, ProposeInput } from '../schema'
import { type Held, type Holding, hold, move, requireMove } from './move.server'
import { requireChecked } from './review.server'
import { assessLines, workOut } from './work-out.server'

type Proposal = {
  kind: ProposalKind
  amount: number | null
  conditions?: string[]
  reason: string
  assessment?: Assessment
  verb: Verb
  dueOn?: string | null
}

/** Lays a proposal before the approver; the association learns of the decision alone. */
async function lay(tx: Tx, holding: Holding, proposal: Proposal): Promise<void> {
  const { held, person } = holding
  const { kind, amount, conditions = [], reason, assessment, verb, dueOn = null } = proposal
  await tx.subsidyProposal.create({
    data: {
      applicationId: held.id,
      kind,
      amount,
      conditions,
      reason,
      steps: assessment as Prisma.InputJsonObject | undefined,
      proposedById: person.user.id,
      proposedAt: now(),
    },
    select: { id: true },
  })
  await move(tx, holding, verb, { snapshot: { kind, amount }, dueOn })
}

/** @throws Invalid on `amount` or `reason` */
function refuseAmount(problem: AmountProblem | null, most: number): void {
  if (!problem) return
  const words = { most: most.toLocaleString('ja-JP') }
  if (problem === 'needs_reason') throw new Invalid({ reason: ['review.error.needs_reason'] })
  if (most === 0) throw new Invalid({ amount: ['review.error.gives_nothing'] })
  throw new Invalid({ amount: [message(`review.error.${problem}`, words)] })
}

/** 契約日 < 交付決定日: a grant is not decided for what was signed before. @throws Invalid */
export function refuseEarlyContract({ programme, contractOn }: Held): void {
  if (programme.definition.dates.contractAfterDecision && contractOn)
    throw new Invalid({ form: [message('review.error.contract_before_decision', { day: contractOn })] })
}

/**
 * 交付決定を起案する
 * @throws SignInNeeded, NotFound, NotAllowed, Stale; Invalid for an amount that the text does not give, and while
 *   something is open that the decision needs
 */
export async function proposeDecision(actor: Actor, id: number, form: ProposeInput): Promise<void> {
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, id, form.version)
    requireMove(holding, 'propose_decision')
    const { held } = holding
    refuseEarlyContract(held)
    await requireChecked(tx, held, checkedSteps(held.state))
    await requireSiteVisit(tx, held)
    const { assessment } = await workOut(tx, held, 'estimate', actor.today)
    refuseAmount(amountProblem(assessment, form.amount, form.reason), mostOf(assessment))
    const differences = await differencesOf(tx, held, actor.today)
    if (differences.length > 0 && form.reason === '')
      throw new Invalid({ reason: ['review.error.grants_differ'] })
    const { amount, conditions, reason } = form
    await lay(tx, holding, {
      kind: 'decision',
      amount,
      conditions,
      reason,
      assessment,
      verb: 'propose_decision',
    })
  })
}

/** Where the association says otherwise of its earlier grants than the register. */
function differencesOf(tx: Tx, held: Held, today: Day) {
  const { id, association, programme, works, facts, hallId, submittedAt } = held
  return grantDifferencesOf(tx, {
    ...{ id, works, facts, hallId, associationId: association.id },
    ...{ programmeId: programme.programmeId, definition: programme.definition },
    on: submittedAt ? dayOf(submittedAt) : today,
  })
}

/** 現地調査の記録, where the scheme asks for one. @throws Invalid */
async function requireSiteVisit(tx: Tx, { id, programme }: Held): Promise<void> {
  if (!programme.definition.siteVisit) return
  const visits = await tx.subsidyNote.count({ where: { applicationId: id, siteVisitOn: { not: null } } })
  if (visits === 0) throw new Invalid({ form: ['review.error.site_visit'] })
}

/** 不交付決定を起案する @throws SignInNeeded, NotFound, NotAllowed, Stale */
export async function proposeRefusal(
  actor: Actor,
  id: number,
  form: { version: number; reason: string },
): Promise<void> {
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, id, form.version)
    requireMove(holding, 'propose_refusal')
    await lay(tx, holding, { kind: 'refusal', amount: null, reason: form.reason, verb: 'propose_refusal' })
  })
}

/** The change that the association asks for. @throws Stale when there is none */
export async function openChange(tx: Tx, applicationId: number) {
  const change = await tx.subsidyChange.findFirst({
    where: { applicationId, decidedAt: null },
    select: { id: true, kind: true, costs: true, plannedEnd: true },
  })
  if (!change) throw new Stale()
  return change
}

/**
 * 変更・中止・廃止の承認または不承認を起案する. The amount is that of the grant after the change: null where a refusal is
 * proposed, nothing where the project is given up, and as it was where it only waits. A change that names no costs
 * gives no more than was decided.
 * @throws SignInNeeded, NotFound, NotAllowed, Stale; Invalid for an amount that the text does not give
 */
export async function proposeChange(actor: Actor, id: number, form: ChangeProposalInput): Promise<void> {
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, id, form.version)
    requireMove(holding, 'propose_change')
    const { held } = holding
    const change = await openChange(tx, id)
    const before = held.decidedAmount ?? 0
    const proposal: Proposal = { kind: 'change', amount: null, reason: form.reason, verb: 'propose_change' }
    if ((await tx.subsidyProposal.count({ where: { applicationId: id, decidedAt: null } })) > 0)
      throw new Stale()
    if (form.recommend === 'approve') await requireChecked(tx, held, checkedSteps(held.state))
    if (form.recommend === 'approve' && change.kind === 'stop') {
      proposal.amount = 0
    } else if (form.recommend === 'approve') {
      const amount = change.kind === 'suspend' ? before : (form.amount ?? before)
      const costs = change.kind === 'change' ? costsNamed(change.costs) : null
      if (costs) {
        const { lines } = await workOut(tx, held, 'estimate', actor.today)
        const assessment = assessLines(held, linesAfterChanges(lines, held.works, [costs]), actor.today)
        refuseAmount(amountProblem(assessment, amount, form.reason), mostOf(assessment))
        proposal.assessment = assessment
      } else if (amount > before) refuseAmount('above_most', before)
      if (amount < held.paidAmount)
        throw new Invalid({
          amount: [message('review.error.below_paid', { paid: held.paidAmount.toLocaleString('ja-JP') })],
        })
      proposal.amount = amount
    }
    await lay(tx, holding, proposal)
  })
}

/**
 * 額の確定を起案する: the lesser of what was decided and what the real costs give; with a reason less, nothing, or what was
 * done or inspected after the year of its budget.
 * @throws SignInNeeded, NotFound, NotAllowed, Stale; Invalid for more than that
 */
export async function proposeFinal(actor: Actor, id: number, form: FinalInput): Promise<void> {
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, id, form.version)
    requireMove(holding, 'propose_final')
    const { held } = holding
    const { assessment } = await workOut(tx, held, 'actual', actor.today)
    const { least, most } = finalRange(assessment, held.decidedAmount ?? 0)
    const plain = least === most && form.amount === most && most > 0
    const late = dayAfterYear([held.completedOn, await inspectedOn(tx, held.id)], held.fundedIn)
    if (late && form.reason === '')
      throw new Invalid({ reason: [message('review.error.after_year', { day: late, year: held.fundedIn })] })
    if (form.amount > most) refuseAmount('above_most', most)
    if (!plain && form.reason === '') refuseAmount('needs_reason', most)
    const { amount, reason } = form
    await lay(tx, holding, { kind: 'final', amount, reason, assessment, verb: 'propose_final' })
  })
}

/** The day of the last inspection. */
async function inspectedOn(tx: Tx, applicationId: number): Promise<Day | null> {
  const event = await tx.subsidyEvent.findFirst({
    where: { applicationId, verb: 'inspect' },
    select: { snapshot: true },
    orderBy: { id: 'desc' },
  })
  return (event?.snapshot as { inspected_on?: Day } | undefined)?.inspected_on ?? null
}

/** 決定の取消しを起案する @throws SignInNeeded, NotFound, NotAllowed, Stale */
export async function proposeCancellation(
  actor: Actor,
  id: number,
  form: { version: number; reason: string },
): Promise<void> {
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, id, form.version)
    requireMove(holding, 'propose_cancellation')
    const { reason } = form
    await lay(tx, holding, { kind: 'cancellation', amount: null, reason, verb: 'propose_cancellation' })
  })
}

/** The proposal that lies before the approver. @throws Stale when there is none */
export async function openProposal(tx: Tx, applicationId: number) {
  const row = await tx.subsidyProposal.findFirst({
    where: { applicationId, decidedAt: null },
    select: {
      id: true,
      kind: true,
      amount: true,
      conditions: true,
      reason: true,
      steps: true,
      proposedById: true,
    },
  })
  if (!row) throw new Stale()
  return { ...row, amount: row.amount === null ? null : Number(row.amount) }
}
