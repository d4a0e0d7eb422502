/**
 * 補助金交付の手続: the one place that says what may follow what, who does it, and what it needs. Steps as the municipal
 * rules have them (補助金等交付規則): application, decision, start, change, report, final amount, claim, payment.
 */

import type { LetterKind } from '~/modules/letters/schema'
import type { Same } from '~/platform/same'
import type { SubsidyState } from '../../../../prisma/generated/enums'

/** 申請の状態 */
export const applicationStates = [
  'consulting', // 事前相談中: the city has not answered yet
  'consulted', // 事前相談済
  'draft', // 作成中
  'submitted', // 受付: handed in, with its receipt number
  'reviewing', // 審査中
  'correcting', // 補正依頼中: back with the association, by a date
  'proposed', // 決裁中: a decision lies before the approver
  'decided', // 交付決定
  'refused', // 不交付決定
  'started', // 着手
  'changing', // 変更・中止の承認待ち
  'reported', // 実績報告
  'report_correcting', // 実績報告の補正依頼中
  'inspected', // 検査済
  'finalising', // 額の確定の決裁中
  'finalised', // 額の確定
  'claimed', // 請求
  'paid', // 支払済
  'withdrawn', // 取下げ
  'stopped', // 廃止
  'cancelling', // 取消しの決裁中
  'cancelled', // 決定の取消し
  'repaying', // 返還中
  'repaid', // 返還済
] as const
export type ApplicationState = (typeof applicationStates)[number]
const _states: Same<ApplicationState, SubsidyState> = true
void _states

/**
 * Who makes a move: an officer who may write for the association (`applicant`), its president alone (`president`), the
 * reviewer of the civic activity section, the approver (決裁権者), or the portal by itself.
 */
export const parties = ['applicant', 'president', 'reviewer', 'approver'] as const
export type Party = (typeof parties)[number]

/** What must be there before a move; asked by the command that makes it. */
const needs = [
  'complete', // every question answered, every document of the step handed in
  'eligible', // no requirement fails
  'reasons', // words why
  'items', // at least one item to correct, with a date
  'answered', // every item to correct is answered
  'site_visit', // 現地調査の記録, where the programme asks for one
  'amount', // an amount in yen
  'budget', // it is there
  'other_person', // not the one who proposed
  'contract', // the contract's date, not before the decision
  'actual_costs', // what was really paid, with receipts
  'account', // 振込先
  'conditions_met', // nothing is left open by a correction
] as const
type Need = (typeof needs)[number]

export type Move = {
  verb: string
  from: readonly ApplicationState[]
  /** `before`: back to where it was before the side step; `same`: the state does not change */
  to: ApplicationState | 'before' | 'same'
  by: readonly Party[]
  needs: readonly Need[]
  /** The letter that goes out with it */
  letter?: LetterKind
}

/** Every move there is. Nothing else is possible. */
export const moves = [
  // 事前相談: asked in the year before, with what is known by then
  { verb: 'consult', from: ['draft'], to: 'consulting', by: ['applicant', 'president'], needs: [] },
  {
    verb: 'answer_consultation',
    from: ['consulting'],
    to: 'consulted',
    by: ['reviewer'],
    needs: ['reasons'],
    letter: 'consultation_answer',
  },
  {
    verb: 'draft_from_consultation',
    from: ['consulted'],
    to: 'draft',
    by: ['applicant', 'president'],
    needs: [],
  },
  {
    verb: 'submit',
    from: ['draft'],
    to: 'submitted',
    by: ['president'],
    needs: ['complete', 'eligible'],
    letter: 'receipt',
  },
  { verb: 'take_up', from: ['submitted'], to: 'reviewing', by: ['reviewer'], needs: [] },
  {
    verb: 'ask_correction',
    from: ['submitted', 'reviewing'],
    to: 'correcting',
    by: ['reviewer'],
    needs: ['items'],
    letter: 'correction_request',
  },
  {
    verb: 'resubmit',
    from: ['correcting'],
    to: 'reviewing',
    by: ['president'],
    needs: ['complete', 'answered'],
  },
  // An association that never answers cannot keep its application open.
  { verb: 'close_correction', from: ['correcting'], to: 'reviewing', by: ['reviewer'], needs: ['reasons'] },
  {
    verb: 'propose_decision',
    from: ['reviewing'],
    to: 'proposed',
    by: ['reviewer'],
    needs: ['conditions_met', 'site_visit', 'amount'],
  },
  { verb: 'propose_refusal', from: ['reviewing'], to: 'proposed', by: ['reviewer'], needs: ['reasons'] },
  { verb: 'return_proposal', from: ['proposed'], to: 'reviewing', by: ['approver'], needs: ['reasons'] },
  {
    verb: 'decide',
    from: ['proposed'],
    to: 'decided',
    by: ['approver'],
    needs: ['other_person', 'amount', 'budget'],
    letter: 'decision',
  },
  {
    verb: 'refuse',
    from: ['proposed'],
    to: 'refused',
    by: ['approver'],
    needs: ['other_person', 'reasons'],
    letter: 'refusal',
  },
  {
    verb: 'report_start',
    from: ['decided'],
    to: 'started',
    by: ['applicant', 'president'],
    needs: ['contract'],
  },
  {
    verb: 'request_change',
    from: ['decided', 'started'],
    to: 'changing',
    by: ['president'],
    needs: ['reasons'],
  },
  {
    verb: 'propose_change',
    from: ['changing'],
    to: 'same',
    by: ['reviewer'],
    needs: ['amount', 'reasons'],
  },
  { verb: 'return_change', from: ['changing'], to: 'same', by: ['approver'], needs: ['reasons'] },
  {
    verb: 'approve_change',
    from: ['changing'],
    to: 'before',
    by: ['approver'],
    needs: ['other_person', 'budget'],
    letter: 'change_approval',
  },
  {
    verb: 'refuse_change',
    from: ['changing'],
    to: 'before',
    by: ['approver'],
    needs: ['other_person', 'reasons'],
    letter: 'change_refusal',
  },
  {
    verb: 'approve_stop',
    from: ['changing'],
    to: 'stopped',
    by: ['approver'],
    needs: ['other_person'],
    letter: 'stop_approval',
  },
  {
    verb: 'report',
    from: ['started'],
    to: 'reported',
    by: ['president'],
    needs: ['complete', 'actual_costs'],
  },
  {
    verb: 'ask_report_correction',
    from: ['reported'],
    to: 'report_correcting',
    by: ['reviewer'],
    needs: ['items'],
    letter: 'correction_request',
  },
  {
    verb: 'resubmit_report',
    from: ['report_correcting'],
    to: 'reported',
    by: ['president'],
    needs: ['complete', 'answered', 'actual_costs'],
  },
  {
    verb: 'close_report_correction',
    from: ['report_correcting'],
    to: 'reported',
    by: ['reviewer'],
    needs: ['reasons'],
  },
  { verb: 'inspect', from: ['reported'], to: 'inspected', by: ['reviewer'], needs: ['conditions_met'] },
  { verb: 'propose_final', from: ['inspected'], to: 'finalising', by: ['reviewer'], needs: ['amount'] },
  { verb: 'return_final', from: ['finalising'], to: 'inspected', by: ['approver'], needs: ['reasons'] },
  {
    verb: 'finalise',
    from: ['finalising'],
    to: 'finalised',
    by: ['approver'],
    needs: ['other_person', 'amount'],
    letter: 'final_amount',
  },
  { verb: 'claim', from: ['finalised'], to: 'claimed', by: ['president'], needs: ['account'] },
  // An account that the bank does not know is put right by who claimed.
  { verb: 'return_claim', from: ['claimed'], to: 'finalised', by: ['reviewer'], needs: ['reasons'] },
  // Straight from the final amount when advances have paid it all.
  { verb: 'pay', from: ['finalised', 'claimed'], to: 'paid', by: ['reviewer'], needs: ['amount'] },
  {
    verb: 'pay_advance',
    from: ['decided', 'started'],
    to: 'same',
    by: ['reviewer'],
    needs: ['amount', 'account'],
  },
  {
    // 繰越: the work goes on in the next fiscal year, and its money with it.
    verb: 'carry_over',
    from: ['decided', 'started', 'changing'],
    to: 'same',
    by: ['reviewer', 'approver'],
    needs: ['reasons', 'budget'],
  },
  {
    verb: 'withdraw',
    from: ['consulting', 'consulted', 'draft', 'submitted', 'reviewing', 'correcting', 'decided'],
    to: 'withdrawn',
    by: ['president'],
    needs: [],
  },
  {
    verb: 'propose_cancellation',
    from: [
      'decided',
      'started',
      'reported',
      'report_correcting',
      'inspected',
      'finalised',
      'claimed',
      'paid',
    ],
    to: 'cancelling',
    by: ['reviewer'],
    needs: ['reasons'],
  },
  { verb: 'return_cancellation', from: ['cancelling'], to: 'before', by: ['approver'], needs: ['reasons'] },
  {
    verb: 'cancel',
    from: ['cancelling'],
    to: 'cancelled',
    by: ['approver'],
    needs: ['other_person', 'reasons'],
    letter: 'cancellation',
  },
  {
    // After a cancellation, where work was given up after an advance, or where advances were more than the final amount.
    verb: 'order_repayment',
    from: ['cancelled', 'stopped', 'finalised'],
    to: 'repaying',
    by: ['approver'],
    needs: ['amount'],
    letter: 'repayment_order',
  },
  { verb: 'settle_repayment', from: ['repaying'], to: 'repaid', by: ['reviewer'], needs: ['amount'] },
] as const satisfies readonly Move[]

export type Verb = (typeof moves)[number]['verb']

export const verbs = moves.map(({ verb }) => verb)

/** The move, when this party may make it now; else null. */
export function moveOf(verb: Verb, from: ApplicationState, party: Party): Move | null {
  const found: readonly Move[] = moves
  return found.find((m) => m.verb === verb && m.from.includes(from) && m.by.includes(party)) ?? null
}

/** What a party may do now, in the order of the table. */
export function movesFrom(from: ApplicationState, party: Party): Move[] {
  const found: readonly Move[] = moves
  return found.filter((m) => m.from.includes(from) && m.by.includes(party))
}

/** The first of these parties that may make the move now, with the move; else null. */
export function moveAs(
  verb: Verb,
  from: ApplicationState,
  as: readonly Party[],
): { move: Move; party: Party } | null {
  for (const party of as) {
    const move = moveOf(verb, from, party)
    if (move) return { move, party }
  }
  return null
}

/** With whom an application lies now: whose turn it is. */
export function turnOf(state: ApplicationState): 'association' | 'city' | 'nobody' {
  if (
    [
      'consulted',
      'draft',
      'correcting',
      'decided',
      'started',
      'report_correcting',
      'finalised',
      'repaying',
    ].includes(state)
  )
    return 'association'
  return ['refused', 'paid', 'withdrawn', 'stopped', 'repaid'].includes(state) ? 'nobody' : 'city'
}

/** States in which the association may write its application. */
export const WRITABLE: readonly ApplicationState[] = ['draft', 'correcting']

/** States in which money is promised and not yet paid, and those in which it has been paid. */
export const COMMITTED: readonly ApplicationState[] = [
  'decided',
  'started',
  'changing',
  'reported',
  'report_correcting',
  'inspected',
  'finalising',
  'finalised',
  'claimed',
]
