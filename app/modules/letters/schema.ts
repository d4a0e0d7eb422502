/** 通知書: what a template and a letterhead may hold. */
import { z } from 'zod'
import { message, text, wholeNumber } from '~/platform/forms'
import { unknownPlaces } from './rules'

/** 通知書の種類 */
export const letterKinds = [
  'consultation_answer', // 事前相談への回答
  'receipt', // 受付のお知らせ
  'correction_request', // 補正依頼
  'decision', // 交付決定通知書
  'refusal', // 不交付決定通知書
  'change_approval', // 変更承認通知書
  'change_refusal', // 変更不承認通知書
  'suspend_approval', // 中止承認通知書
  'stop_approval', // 廃止承認通知書
  'stop_refusal', // 中止(廃止)不承認通知書
  'final_amount', // 額の確定通知書
  'cancellation', // 交付決定取消通知書
  'repayment_order', // 返還命令書
] as const
export type LetterKind = (typeof letterKinds)[number]

export const isLetterKind = (value: string): value is LetterKind =>
  (letterKinds as readonly string[]).includes(value)

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
  'paid', // 概算払で支払った額, beside 確定額
  'balance', // これから支払う額, beside it
  'next', // このあとの手続 after 額の確定, by what is still to be paid
  'decided_on',
  'decision_number', // 交付決定の文書番号
  'conditions', // one a line
  'reason',
  'items', // what is to be corrected, one a line
  'due_on',
  'complete_by',
  'disposal_until',
] as const
type Placeholder = (typeof placeholders)[number]
export type LetterValues = Partial<Record<Placeholder, string>>

/** A letter as it stands on paper. */
export type Letter = {
  form: string
  number: string
  issuedOn: string
  title: string
  body: string
  sender: string
  contact: string
}

/** What the numbering of a letterhead may name. */
const numberPlaces = ['year', 'number'] as const

/** Text in which only these places stand. */
const withPlaces = (options: { max: number; required?: boolean }, known: readonly string[]) =>
  text(options).superRefine((value, ctx) => {
    const unknown = unknownPlaces(value, known)
    if (unknown.length > 0)
      ctx.addIssue({
        code: 'custom',
        message: message('letters.error.unknown_place', {
          places: unknown.map((name) => `{{${name.slice(0, 40)}}}`).join(' '),
        }),
      })
  })

/** 0: the portal's own words stand, nobody of the city has written any. */
const version = wholeNumber({ min: 0, max: 1_000_000 })

/** 通知書の様式 */
export const templateSchema = z.object({
  form: text({ max: 60, required: false }),
  title: text({ max: 200 }),
  body: withPlaces({ max: 6000 }, placeholders),
  version,
})
export type TemplateInput = z.output<typeof templateSchema>

/** 通知書の差出人・文書番号・担当 of a scheme */
export const headSchema = z.object({
  sender: text({ max: 200, required: false }),
  numbering: withPlaces({ max: 60, required: false }, numberPlaces).refine(
    (value) => value === '' || value.includes('{{number}}'),
    { error: message('letters.error.number_missing', { number: '{{number}}' }) },
  ),
  contact: text({ max: 500, required: false }),
  version,
})
export type HeadInput = z.output<typeof headSchema>

/** もとの文に戻す */
export const resetSchema = z.object({ version })
