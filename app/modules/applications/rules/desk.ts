/** 審査の机: what waits for whom, what may be done now, and what stands in its way. Pure. */
import type { Same } from '~/platform/same'
import type { SubsidyProposalKind } from '../../../../prisma/generated/enums'
import { type ApplicationState, moveAs, type Party, turnOf, type Verb } from './procedure'

/** 決裁の種類 */
const proposalKinds = ['decision', 'refusal', 'change', 'final', 'cancellation'] as const
export type ProposalKind = (typeof proposalKinds)[number]
const _kinds: Same<ProposalKind, SubsidyProposalKind> = true
void _kinds

/**
 * What can be done at the desk, in the order in which it is offered; each has a page of its own. The first stand in
 * the procedure's table, the last keep the desk in order.
 */
export const deskActs = [
  'decide',
  'order',
  'answer',
  'take',
  'propose',
  'change',
  'inspect',
  'final',
  'pay',
  'settle',
  'check',
  'correct',
  'close',
  'return_claim',
  'refuse',
  'advance',
  'cancel',
  'account',
  'note',
  'organise',
] as const
export type DeskAct = (typeof deskActs)[number]

export const isDeskAct = (text: string): text is DeskAct => (deskActs as readonly string[]).includes(text)

/** Acts that lead on; the others are beside them. */
const MAIN: readonly DeskAct[] = [
  'decide',
  'order',
  'answer',
  'take',
  'propose',
  'change',
  'inspect',
  'final',
  'pay',
  'settle',
]
export const leadsOn = (act: DeskAct): boolean => MAIN.includes(act)

/** What the desk knows of an application to say what may be done. Yen. */
type Situation = {
  state: ApplicationState
  parties: readonly Party[]
  userId: string
  proposal: { kind: ProposalKind; proposedById: string } | null
  finalAmount: number | null
  paidAmount: number
  /** 概算払 is allowed by the scheme */
  advances: boolean
  /** 振込先 is known */
  account: boolean
}

/** States in which documents are looked through. */
const CHECKABLE: readonly ApplicationState[] = [
  'submitted',
  'reviewing',
  'decided',
  'started',
  'changing',
  'reported',
  'inspected',
  'claimed',
]

/** The verbs that an act of the procedure makes, by what lies before the approver. */
const verbsOf: Partial<Record<DeskAct, readonly Verb[]>> = {
  answer: ['answer_consultation'],
  take: ['take_up'],
  correct: ['ask_correction', 'ask_report_correction'],
  close: ['close_correction', 'close_report_correction'],
  return_claim: ['return_claim'],
  propose: ['propose_decision'],
  refuse: ['propose_refusal'],
  change: ['propose_change'],
  inspect: ['inspect'],
  final: ['propose_final'],
  pay: ['pay'],
  advance: ['pay_advance'],
  cancel: ['propose_cancellation'],
  order: ['order_repayment'],
  settle: ['settle_repayment'],
}

/** 取消し・廃止: the grant is gone, and what was paid of it comes back. */
export const GONE: readonly ApplicationState[] = ['cancelled', 'stopped']

/** What may be ordered back: all that was paid where the grant is gone, else what was paid above the final amount. Yen. */
export function repayable(of: Pick<Situation, 'state' | 'paidAmount' | 'finalAmount'>): number {
  return Math.max(0, of.paidAmount - (GONE.includes(of.state) ? 0 : (of.finalAmount ?? 0)))
}

/** Whether an act of the procedure fits the money and the proposals as they stand. */
function fits(act: DeskAct, situation: Situation): boolean {
  const { proposal, finalAmount, paidAmount, advances, state } = situation
  const left = (finalAmount ?? 0) - paidAmount
  if (act === 'change') return proposal === null
  if (act === 'advance') return advances
  // Without a claim only where advances have paid it all already.
  if (act === 'pay') return state === 'claimed' ? left >= 0 : left === 0
  if (act === 'order') return repayable(situation) > 0
  return true
}

/** What these parties may do now, the next step first. */
export function actsNow(situation: Situation): DeskAct[] {
  const { state, parties, proposal, userId, account } = situation
  const reviews = parties.includes('reviewer')
  const ofCity = reviews || parties.includes('approver')
  return deskActs.filter((act) => {
    if (act === 'decide')
      return parties.includes('approver') && proposal !== null && proposal.proposedById !== userId
    if (act === 'note') return ofCity
    if (act === 'organise') return reviews
    if (act === 'account') return reviews && account
    if (act === 'check') return reviews && CHECKABLE.includes(state)
    return (verbsOf[act] ?? []).some((verb) => moveAs(verb, state, parties) !== null) && fits(act, situation)
  })
}

/** Who may do an act at all, in some state. */
export function partiesOfAct(act: DeskAct): readonly Party[] {
  if (act === 'note') return ['reviewer', 'approver']
  return act === 'decide' || act === 'order' ? ['approver'] : ['reviewer']
}

/** By whom an application is awaited. */
const waiters = ['reviewer', 'approver', 'association', 'nobody'] as const
export type Waiter = (typeof waiters)[number]

/** States that lie with the approver; a change does once it is proposed, a cancelled grant while money is to come back. */
export const APPROVERS: readonly ApplicationState[] = ['proposed', 'finalising', 'cancelling']

/** Whether advances have paid all of the final amount, or more: nothing is claimed then. Yen. */
export const isPrepaid = (state: ApplicationState, final: number | null, paid: number): boolean =>
  state === 'finalised' && final !== null && paid >= final

/**
 * For whom an application waits. Where advances have paid all of the final amount there is nothing to claim, and where
 * they have paid more it is to come back.
 * @param paid yen that were paid and not paid back
 * @param final 確定額, yen
 */
export function waitsFor(
  state: ApplicationState,
  proposed: boolean,
  paid: number,
  final: number | null = null,
): Waiter {
  if (GONE.includes(state)) return paid > 0 ? 'approver' : 'nobody'
  if (isPrepaid(state, final, paid)) return paid === final ? 'reviewer' : 'approver'
  const turn = turnOf(state)
  if (turn !== 'city') return turn
  return proposed || APPROVERS.includes(state) ? 'approver' : 'reviewer'
}
