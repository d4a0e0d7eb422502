/** What an officer decides of free texts: fields `t0_id`, `t0_show`, `t0_text`, … of one page. */
import { z } from 'zod'
import { type FormFields, firstValue, message } from '~/platform/forms'
import { cleanText, letterCount } from '~/platform/text'
import { MOST_LETTERS } from '../rules'

/** More than stand on a page are not looked at. */
const MOST_ON_PAGE = 50

export const textFields = (index: number) =>
  ({ id: `t${index}_id`, show: `t${index}_show`, text: `t${index}_text` }) as const

export type TextDecision = { questionId: number; hash: string; show: boolean; text: string }

/** Names a text in the form. */
export const textId = ({ questionId, hash }: { questionId: number; hash: string }): string =>
  `${questionId}-${hash}`

/** Texts that were left undecided are left out; one that is to be shown has words. */
export const textsForm = z.looseObject({}).transform((sent, ctx): TextDecision[] => {
  const fields = sent as FormFields
  const refuse = (field: string, error: string) =>
    ctx.addIssue({ code: 'custom', path: [field], message: error })
  const decisions: TextDecision[] = []
  let refused = false
  for (let index = 0; index < MOST_ON_PAGE; index++) {
    const names = textFields(index)
    const id = firstValue(fields, names.id)
    const show = firstValue(fields, names.show) ?? ''
    if (id === undefined || show === '') continue
    const parts = /^([1-9]\d{0,8})-([0-9a-f]{64})$/.exec(id)
    const text = cleanText(firstValue(fields, names.text) ?? '').trim()
    const length = text.length > 100_000 ? text.length : letterCount(text)
    if (!parts || (show !== 'yes' && show !== 'no')) refuse(names.show, 'form.choose')
    else if (show === 'yes' && text === '') refuse(names.text, 'form.required')
    else if (length > MOST_LETTERS)
      refuse(names.text, message('form.too_long', { max: MOST_LETTERS, length }))
    else {
      decisions.push({ questionId: Number(parts[1]), hash: parts[2] ?? '', show: show === 'yes', text })
      continue
    }
    refused = true
  }
  if (!refused && decisions.length === 0) {
    refuse(textFields(0).show, 'surveys.texts.error_none')
    return z.NEVER
  }
  return refused ? z.NEVER : decisions
})
