/** What the forms of custody may say. The same schemas check in the browser and in the action. */
import { z } from 'zod'
import { email } from '~/modules/accounts/schema'
import { type Day, isDay } from '~/platform/clock'
import { checkbox, choice, optional, rowId, text } from '~/platform/forms'
import { partKinds, reportKinds } from './rules'

/** A day that can stand on a box or in a diary of this century. */
const day = (missingKey: string) =>
  text({ max: 10, requiredKey: missingKey })
    .refine((value) => value === '' || isDay(value), { error: 'form.day' })
    .refine((value) => !isDay(value) || (value >= '2000-01-01' && value < '2100-01-01'), {
      error: 'form.day',
    })
    .transform((value): Day => value)

const note = text({ max: 500, required: false })
const yesNo = choice(['yes', 'no'], 'custody.check.choose')

const uuid = z
  .string({ error: 'form.invalid' })
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { error: 'form.invalid' })

/** 日常点検 */
export const checkForm = z.object({
  indicator: yesNo,
  pads: yesNo,
  reachable: yesNo,
  sign: yesNo,
  note,
  checked_on: day('custody.check.error.day'),
  /** Who looked, where the check was on paper */
  checked_by: text({ max: 100, required: false }),
  /** What stands on the box is ready again: only asked while it is out of service */
  back: checkbox,
})
export type CheckForm = z.output<typeof checkForm>

/** 故障, 復旧, 撤去, 再設置: said of the condition that was shown */
export const conditionForm = z.object({
  condition: choice(['in_service', 'out_of_service', 'removed'], 'form.invalid'),
  note,
  sure: checkbox,
})
export type ConditionForm = z.output<typeof conditionForm>

/** 使用 */
export const usedForm = z.object({
  used_on: day('custody.upkeep.error.day'),
  ready: choice(['spare', 'none'], 'form.choose'),
  pads: optional(rowId),
  note,
})
export type UsedForm = z.output<typeof usedForm>

/** 消耗品: a new one, in place of an old one when `replaces` names it */
export const partForm = z.object({
  kind: choice(partKinds),
  expires_on: day('custody.parts.error.expires'),
  installed_on: optional(day('custody.upkeep.error.day')),
  note: text({ max: 200, required: false }),
  replaces: optional(rowId),
  /** Ready for use with it: only asked while it is out of service */
  back: checkbox,
})
export type PartForm = z.output<typeof partForm>

/** A date that was written down wrong */
export const correctionForm = z.object({
  part: rowId,
  expires_on: day('custody.parts.error.expires'),
  installed_on: optional(day('custody.upkeep.error.day')),
  note: text({ max: 200, required: false }),
})
export type CorrectionForm = z.output<typeof correctionForm>

/** 点検担当者の招待 */
export const keeperForm = z.object({
  name: text({ max: 100, requiredKey: 'custody.keepers.error.name' }),
  email,
})
export type KeeperForm = z.output<typeof keeperForm>

/** 通報 */
export const reportForm = z
  .object({
    kind: choice(reportKinds, 'custody.report.error.kind'),
    text: text({ max: 1000, required: false }),
    submission: uuid,
  })
  .superRefine((form, ctx) => {
    // "Something else" alone tells a keeper nothing.
    if (form.kind === 'other' && form.text === '')
      ctx.addIssue({ code: 'custom', path: ['text'], message: 'custody.report.error.text' })
  })
export type ReportForm = z.output<typeof reportForm>

/** 通報への答え, perhaps with what it means for the AED */
export const answerForm = z
  .object({
    as: choice(['answered', 'dismissed'], 'custody.answer.error.as'),
    answer: text({ max: 1000, required: false }),
    outcome: choice(['nothing', 'fault', 'remove'], 'form.choose').default('nothing'),
    sure: checkbox,
  })
  .superRefine((form, ctx) => {
    const issue = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message })
    if (form.answer === '') issue('answer', `custody.answer.error.${form.as}`)
    if (form.outcome !== 'nothing' && form.as === 'dismissed')
      issue('outcome', 'custody.answer.error.outcome')
    if (form.outcome === 'remove' && !form.sure) issue('sure', 'custody.answer.error.sure')
  })
export type AnswerForm = z.output<typeof answerForm>
