/** 決裁: the approver decides as it was proposed, or gives it back; never who proposed. With the ledger. */
import type { Actor, SignedIn } from '~/modules/accounts/rules'
import { type Entry, lockBudget, post, standingOf } from '~/modules/budgets/commands/post.server'
import { mayCommit } from '~/modules/budgets/rules'
import { finalValues } from '~/modules/letters/rules'
import { type Day, dateToDay, dayToDate, now } from '~/platform/clock'
import { type Prisma, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotAllowed, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import {
  closingOfAccounts,
  disposalUntil,
  type ProposalKind,
  repayable,
  startBefore,
  type Verb,
} from '../rules'
import type { DecideInput, OrderInput } from '../schema'
import { type Held, type Holding, hold, move, requireMove, requireParty, wordYen } from './move.server'
import { openChange, openProposal, refuseEarlyContract } from './propose.server'
import { doneBy, workOut } from './work-out.server'

type Proposal = Awaited<ReturnType<typeof openProposal>>

/** The move that gives a proposal back to the reviewer. */
const RETURNS: Record<ProposalKind, Verb> = {
  decision: 'return_proposal',
  refusal: 'return_proposal',
  change: 'return_change',
  final: 'return_final',
  cancellation: 'return_cancellation',
}

/** What approving a proposal does. */
const VERDICTS: Record<ProposalKind, (tx: Tx, holding: Holding, proposal: Proposal) => Promise<void>> = {
  decision: decide,
  refusal: refuse,
  change: decideChange,
  final: finalise,
  cancellation: cancel,
}

/**
 * Decides on what lies before the approver: just as it was proposed, or back with the reason.
 * @throws SignInNeeded, NotFound; NotAllowed for whoever proposed it; Stale when another proposal lies there, or none;
 *   Invalid when the budget does not reach, or its year is over
 */
export async function decideProposal(actor: Actor, id: number, form: DecideInput): Promise<void> {
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, id, form.version)
    requireParty(holding, 'approver')
    const proposal = await openProposal(tx, id)
    if (proposal.id !== form.proposal) throw new Stale()
    const { user } = holding.person
    if (proposal.proposedById === user.id) throw new NotAllowed('own_proposal')
    const approved = form.outcome === 'approve'
    await tx.subsidyProposal.update({
      where: { id: proposal.id },
      data: {
        approved: approved ? true : null,
        decidedById: user.id,
        decidedAt: now(),
        decidedNote: form.note,
      },
      select: { id: true },
    })
    if (approved) await VERDICTS[proposal.kind](tx, holding, proposal)
    else await move(tx, holding, RETURNS[proposal.kind], { dueOn: await dueAgain(tx, holding.held) })
  })
}

/** By when the association was to act, where a side step leads back to. */
async function dueAgain(tx: Tx, held: Held): Promise<Day | null> {
  const { stateBefore: state } = held
  if (state === 'decided' || state === 'started') return doneBy(held)
  if (state === 'finalised') return claimBy(held, held.finalAmount ?? 0)
  if (state !== 'report_correcting') return null
  const { _max } = await tx.subsidyCorrection.aggregate({
    where: { applicationId: held.id, state: 'open' },
    _max: { dueOn: true },
  })
  return _max.dueOn && dateToDay(_max.dueOn)
}

/** By when what is left of a final amount is to be claimed; null where advances have paid it all. @param final yen */
const claimBy = ({ paidAmount, fundedIn }: Held, final: number): Day | null =>
  final > paidAmount ? closingOfAccounts(fundedIn) : null

/** The budget against which an application stands. @throws Error for one that was never handed in */
function budgetOf({ id, budgetId }: Held): number {
  if (budgetId === null) throw new Error(`Application ${id} stands on no budget`)
  return budgetId
}

/** 支出負担行為 is made within the fiscal year of the budget alone. @throws Invalid */
async function requireYear(tx: Tx, budgetId: number, today: Day): Promise<void> {
  const { year } = await lockBudget(tx, budgetId)
  if (!mayCommit(year, today)) throw new Invalid({ form: [message('review.error.year_over', { year })] })
}

/** Posts for a decision; that the budget does not reach is said of the whole form, which has no amount. */
async function commit(tx: Tx, person: SignedIn, entry: Entry): Promise<void> {
  try {
    await post(tx, person, entry)
  } catch (error) {
    if (error instanceof Invalid && error.errors.amount) throw new Invalid({ form: error.errors.amount })
    throw error
  }
}

async function decide(tx: Tx, holding: Holding, { amount, conditions, reason, steps }: Proposal) {
  const { held, person } = holding
  requireMove(holding, 'decide')
  if (amount === null) throw new Stale()
  refuseEarlyContract(held)
  const budgetId = budgetOf(held)
  await requireYear(tx, budgetId, person.today)
  const { reserved } = await standingOf(tx, held.id, budgetId)
  await commit(tx, person, {
    budgetId,
    applicationId: held.id,
    kind: 'decide',
    reserved: -reserved,
    decided: amount,
  })
  const { total, lines } = await workOut(tx, held, 'estimate', person.today)
  await move(tx, holding, 'decide', {
    reason,
    data: { decidedAmount: amount, decidedOn: dayToDate(person.today), conditions },
    dueOn: doneBy(held),
    snapshot: { amount, conditions, assessment: steps ?? null, total, costs: lines, facts: held.facts },
  })
}

async function refuse(tx: Tx, holding: Holding, { reason }: Proposal) {
  requireMove(holding, 'refuse')
  await release(tx, holding)
  await move(tx, holding, 'refuse', { reason })
}

/** 予算に戻す: all that stands for an application and is not paid. */
async function release(tx: Tx, { held, person }: Holding) {
  const budgetId = budgetOf(held)
  const { reserved, decided, finalised } = await standingOf(tx, held.id, budgetId)
  if (reserved === 0 && decided === 0 && finalised === 0) return
  await post(tx, person, {
    budgetId,
    applicationId: held.id,
    kind: 'release',
    reserved: -reserved,
    decided: -decided,
    finalised: -finalised,
  })
}

async function decideChange(tx: Tx, holding: Holding, proposal: Proposal) {
  const { held, person } = holding
  const change = await openChange(tx, held.id)
  const approved = proposal.amount !== null
  const verb = approved ? (change.kind === 'stop' ? 'approve_stop' : 'approve_change') : 'refuse_change'
  requireMove(holding, verb)
  await tx.subsidyChange.update({
    where: { id: change.id },
    data: { approved, decidedAt: now() },
    select: { id: true },
  })
  await putPapersAway(tx, held.id)
  const { reason } = proposal
  if (proposal.amount === null) {
    await move(tx, holding, verb, {
      reason,
      dueOn: await dueAgain(tx, held),
      letterKind: change.kind === 'change' ? undefined : 'stop_refusal',
    })
  } else if (verb === 'approve_stop') {
    await release(tx, holding)
    await move(tx, holding, verb, { reason })
  } else {
    const before = held.decidedAmount ?? 0
    const plannedEnd = change.plannedEnd ? dateToDay(change.plannedEnd) : held.plannedEnd
    const plannedStart = startBefore({ ...held, plannedEnd }, held.startedOn)
    const difference = proposal.amount - before
    const budgetId = budgetOf(held)
    // More money is a new commitment; less can be agreed on at any time.
    if (difference > 0) await requireYear(tx, budgetId, person.today)
    if (difference !== 0)
      await commit(tx, person, { budgetId, applicationId: held.id, kind: 'change', decided: difference })
    await move(tx, holding, verb, {
      reason,
      data: {
        decidedAmount: proposal.amount,
        plannedStart: plannedStart && dayToDate(plannedStart),
        plannedEnd: plannedEnd && dayToDate(plannedEnd),
      },
      dueOn: doneBy(held, plannedEnd),
      letter: { amount_before: wordYen(before) },
      letterKind: change.kind === 'suspend' ? 'suspend_approval' : undefined,
      snapshot: {
        before,
        amount: proposal.amount,
        costs: change.costs as Prisma.InputJsonValue,
        assessment: proposal.steps ?? null,
      },
    })
  }
}

/** The papers of a change that is decided stay in the trail; the next change brings its own. */
async function putPapersAway(tx: Tx, applicationId: number) {
  const document = { applicationId, step: 'change' } as const
  await tx.subsidyFile.updateMany({ where: { document, replacedAt: null }, data: { replacedAt: now() } })
  await tx.subsidyDocument.updateMany({ where: document, data: { state: 'missing', note: '' } })
}

async function finalise(tx: Tx, holding: Holding, { amount, reason, steps }: Proposal) {
  const { held, person } = holding
  requireMove(holding, 'finalise')
  const decided = held.decidedAmount ?? 0
  if (amount === null || amount > decided) throw new Stale()
  const budgetId = budgetOf(held)
  const standing = await standingOf(tx, held.id, budgetId)
  await post(tx, person, {
    budgetId,
    applicationId: held.id,
    kind: 'finalise',
    decided: -standing.decided,
    // What advances have paid already is not owed again.
    finalised: Math.max(0, amount - held.paidAmount),
  })
  const years = held.programme.definition.disposalYears
  const until = years !== null && held.completedOn ? disposalUntil(held.completedOn, years) : null
  const { total, lines } = await workOut(tx, held, 'actual', person.today)
  await move(tx, holding, 'finalise', {
    reason,
    data: {
      finalAmount: amount,
      finalOn: dayToDate(person.today),
      disposalUntil: until && dayToDate(until),
    },
    dueOn: claimBy(held, amount),
    letter: { ...finalValues(amount, held.paidAmount), amount_before: wordYen(decided) },
    snapshot: { amount, decided, assessment: steps ?? null, total, costs: lines },
  })
}

async function cancel(tx: Tx, holding: Holding, { reason }: Proposal) {
  requireMove(holding, 'cancel')
  await release(tx, holding)
  await move(tx, holding, 'cancel', { reason })
}

/**
 * 返還を命じる: after a cancellation, where work was given up after an advance, or where advances were more than the
 * final amount. 加算金・延滞金 are reckoned outside the portal.
 * @throws SignInNeeded, NotFound, NotAllowed, Stale; Invalid for more than was paid, for a part of what was advanced
 *   above the final amount, or a day that is past
 */
export async function orderRepayment(actor: Actor, id: number, form: OrderInput): Promise<void> {
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, id, form.version)
    requireMove(holding, 'order_repayment')
    const most = repayable(holding.held)
    if (most === 0) throw new Invalid({ form: ['review.error.nothing_to_repay'] })
    if (form.amount > most)
      throw new Invalid({
        amount: [message('review.error.above_paid', { paid: most.toLocaleString('ja-JP') })],
      })
    // What was advanced above the final amount is owed in whole, and the order closes the case.
    if (holding.held.state === 'finalised' && form.amount < most)
      throw new Invalid({
        amount: [message('review.error.whole_excess', { paid: most.toLocaleString('ja-JP') })],
      })
    if (form.repay_by <= actor.today) throw new Invalid({ repay_by: ['review.error.past'] })
    const { amount, reason, repay_by: repayBy } = form
    await move(tx, holding, 'order_repayment', {
      reason,
      data: { orderedAmount: amount, repayBy: dayToDate(repayBy) },
      dueOn: repayBy,
      letter: { amount: wordYen(amount) },
      snapshot: { amount, repay_by: repayBy },
    })
  })
}
