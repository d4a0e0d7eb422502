/** 通知書: what a template may hold. */

/** 通知書の種類 */
export const letterKinds = [
  'consultation_answer', // 事前相談への回答
  'receipt', // 受付のお知らせ
  'correction_request', // 補正依頼
  'decision', // 交付決定通知書
  'refusal', // 不交付決定通知書
  'change_approval', // 変更承認通知書
  'change_refusal', // 変更不承認通知書
  'stop_approval', // 中止(廃止)承認通知書
  'final_amount', // 額の確定通知書
  'cancellation', // 交付決定取消通知書
  'repayment_order', // 返還命令書
] as const
export type LetterKind = (typeof letterKinds)[number]

/** `{{places}}` in a template for what differs from letter to letter; each is text, empty when it does not apply. */
export const placeholders = [
  'association', // name of the association
  'programme', // name of the scheme
  'title', // name of the project
  'works', // names of the works
  'year', // 令和8年度(2026年度)
  'receipt', // 受付番号
  'submitted_on',
  'amount', // 決定額, 変更後の額, 確定額 or 返還額, as the letter is about
  'amount_before', // 変更前の額, 決定額 beside 確定額
  'decided_on',
  'decision_number', // 交付決定の文書番号
  'conditions', // one a line
  'reason',
  'items', // what is to be corrected, one a line
  'due_on',
  'complete_by',
  'disposal_until',
] as const
export type Placeholder = (typeof placeholders)[number]
export type LetterValues = Partial<Record<Placeholder, string>>
