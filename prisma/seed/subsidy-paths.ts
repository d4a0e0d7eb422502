/** How invented applications came to be where they are: their moves, and what those leave in the ledger and the file. */
import type { ApplicationState, Verb } from '../../app/modules/applications/rules'
import type { EntryKind, Sums } from '../../app/modules/budgets/rules'
import type { Programme } from '../../app/modules/subsidies/schema'
import type { Day } from '../../app/platform/clock'

const DECIDED = ['submit', 'take_up', 'propose_decision', 'decide'] as const
const STARTED = [...DECIDED, 'report_start'] as const
const FINAL = [...STARTED, 'report', 'inspect', 'propose_final', 'finalise'] as const
const PAID = [...FINAL, 'claim', 'pay'] as const

/** How an application came to be where it is. */
export const paths: Record<ApplicationState, readonly Verb[]> = {
  draft: [],
  consulting: ['consult'],
  consulted: ['consult', 'answer_consultation'],
  submitted: ['submit'],
  reviewing: ['consult', 'answer_consultation', 'draft_from_consultation', 'submit', 'take_up'],
  correcting: ['submit', 'take_up', 'ask_correction'],
  proposed: ['submit', 'take_up', 'propose_decision'],
  decided: DECIDED,
  refused: ['submit', 'take_up', 'propose_refusal', 'refuse'],
  started: STARTED,
  changing: [...STARTED, 'request_change'],
  reported: [...STARTED, 'report'],
  report_correcting: [...STARTED, 'report', 'ask_report_correction'],
  inspected: [...STARTED, 'report', 'inspect'],
  finalising: [...STARTED, 'report', 'inspect', 'propose_final'],
  finalised: FINAL,
  claimed: [...FINAL, 'claim'],
  paid: PAID,
  withdrawn: ['submit', 'withdraw'],
  stopped: [...STARTED, 'request_change', 'approve_stop'],
  cancelling: [...STARTED, 'propose_cancellation'],
  cancelled: [...STARTED, 'propose_cancellation', 'cancel'],
  repaying: [...PAID, 'propose_cancellation', 'cancel', 'order_repayment'],
  repaid: [...PAID, 'propose_cancellation', 'cancel', 'order_repayment', 'settle_repayment'],
}

export const REASONS: Partial<Record<Verb, string>> = {
  answer_consultation:
    '耐震改修として申請できます。見積書は2社からとってください。総会での議決の記録も必要です。',
  ask_correction: '見積書と総会議事録に、直していただきたい点があります。',
  propose_refusal: '建物が団体の所有ではなく、所有者の同意が得られていないため。',
  refuse: '建物が団体の所有ではなく、所有者の同意が得られていないため。',
  request_change: '床下を開けたところ、土台の傷みが見つかり、補強する箇所が増えたため。',
  approve_stop: '施工できる業者が見つからず、今年度の工事をとりやめるため。',
  ask_report_correction: '領収書の宛名が団体の名前になっていません。',
  propose_cancellation: '交付決定の前に工事の契約をしていたことが分かったため。',
  cancel: '交付決定の前に工事の契約をしていたことが分かったため。',
  order_repayment: '交付の決定を取り消したため。',
  withdraw: '会員の負担について、総会でもう一度話し合うことになったため。',
}
export const CONDITIONS = [
  '交付決定の前に契約した工事は、補助の対象としません。',
  '内容や経費を変えるときは、先に市の承認を受けてください。',
  '工事は年度の末日までに完了し、実績を報告してください。',
]
/** The ledger of one application. */
export function entriesOf(
  events: readonly { verb: Verb; on: Day }[],
  { amount, final, budgetId }: { amount: number; final: number; budgetId: number },
) {
  const entries: (Partial<Sums> & { kind: EntryKind; on: Day; budgetId: number })[] = []
  let standing: 'reserved' | 'decided' | 'finalised' | 'paid' | null = null
  for (const { verb, on } of events) {
    const post = (kind: EntryKind, sums: Partial<Sums>) => entries.push({ kind, on, budgetId, ...sums })
    if (verb === 'submit') {
      post('reserve', { reserved: amount })
      standing = 'reserved'
    } else if (verb === 'decide') {
      post('decide', { reserved: -amount, decided: amount })
      standing = 'decided'
    } else if (verb === 'finalise') {
      post('finalise', { decided: -amount, finalised: final })
      standing = 'finalised'
    } else if (verb === 'pay') {
      post('pay', { finalised: -final, paid: final })
      standing = 'paid'
    } else if (verb === 'settle_repayment') {
      post('repay', { paid: -final })
    } else if (
      ['refuse', 'withdraw', 'approve_stop', 'cancel'].includes(verb) &&
      standing &&
      standing !== 'paid'
    ) {
      post('release', { [standing]: -(standing === 'finalised' ? final : amount) })
      standing = null
    }
  }
  return entries
}

/** What was handed in; the city took the first papers over the counter. */
export function documentsOf({ documents }: Programme, path: readonly Verb[], withDiagnosis: boolean) {
  const reached = {
    consultation: path.includes('consult') || path.includes('submit'),
    application: path.includes('submit'),
    start: path.includes('report_start'),
    change: path.includes('request_change'),
    report: path.includes('report'),
    claim: path.includes('claim'),
  }
  const reviewed = path.includes('propose_decision') || path.includes('propose_refusal')
  // What is written in the portal is no file.
  const handedIn = documents.filter(({ byPortal }) => !byPortal)
  return handedIn.map(({ step, name, needed }) => {
    if (!reached[step]) return { step, name }
    if (needed && !withDiagnosis)
      return { step, name, state: 'not_needed' as const, note: 'この工事では要りません。' }
    const asked =
      (path.at(-1) === 'ask_correction' && name === '見積書') ||
      (path.at(-1) === 'ask_report_correction' && name === '領収書の写し')
    if (asked) return { step, name, state: 'to_correct' as const, note: '窓口で受け取りました。' }
    return {
      step,
      name,
      state: reviewed ? ('accepted' as const) : ('handed_in' as const),
      note: '窓口で紙で受け取りました。',
    }
  })
}
