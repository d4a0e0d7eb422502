/** What the forms say with which the association takes its steps. */
import { z } from 'zod'
import type { AskedFact, Facts } from '~/modules/subsidies/rules'
import { answerTo, factField } from '~/modules/subsidies/schema'
import { checkbox, choice, optional, rowId, text, yen } from '~/platform/forms'
import { accountFields } from './account'
import { projectDay } from './day'

/** The version of the application that the form showed. */
const version = rowId

/** 十億円: no hall costs more */
const MAX_COST = 9_999_999_999

/** Ticked by somebody who has read what threatens the grant. */
const seen = checkbox

export const consultSchema = z.object({ version, question: text({ max: 2000 }) })
export const resumeSchema = z.object({ version })

/** 下書きを消す */
export const deleteDraftSchema = z.object({ intent: z.literal('delete'), version })

/** 提出: the president declares that all is true, and that nothing is signed before the decision. */
export const submitSchema = z.object({
  version,
  declared: checkbox.refine((ticked) => ticked, { error: 'applications.check.declare_first' }),
})

export const startNoticeSchema = z.object({ version, contract_on: projectDay, started_on: projectDay, seen })

export const changeKinds = ['change', 'suspend', 'stop'] as const
export const costOf = (work: string) => `cost-${work}`

/** 変更・中止・廃止: with the works of the application, whose new costs may be told. */
export function changeSchema(works: readonly string[]) {
  const shape: Record<string, z.ZodType<number | null>> = {}
  for (const work of works) shape[costOf(work)] = optional(yen({ min: 1, max: MAX_COST }))
  return z
    .object({
      version,
      kind: choice(changeKinds),
      reason: text({ max: 2000 }),
      planned_end: optional(projectDay),
      seen,
    })
    .extend(shape)
}

export const reportSchema = z.object({
  version,
  /** The real start, where the notice of start said another day */
  started_on: optional(projectDay).optional(),
  completed_on: projectDay,
  summary: text({ max: 2000, required: false }),
  seen,
})

/**
 * 実績報告 with the questions that are answered again: what other money came is told anew; what else is left blank
 * stays as it was.
 */
export function reportForm(asked: readonly AskedFact[]): typeof reportSchema {
  const shape = Object.fromEntries(asked.map((one) => [factField(one.key), answerTo(one)]))
  const form: unknown = z
    .object(shape)
    .extend(reportSchema.shape)
    .superRefine((given: Record<string, unknown>, ctx) => {
      const name = factField('otherMoney')
      if (name in shape && (given[name] ?? null) === null)
        ctx.addIssue({ code: 'custom', path: [name], message: 'form.required' })
    })
  // The questions are read by `factsIn`; what is always asked keeps its types.
  return form as typeof reportSchema
}

/** The answers of a checked report. */
export const factsIn = (asked: readonly AskedFact[], form: Record<string, unknown>): Facts =>
  Object.fromEntries(
    asked.flatMap(({ key }) => {
      const given = form[factField(key)]
      return typeof given === 'string' || typeof given === 'number' ? [[key, given]] : []
    }),
  )

/** 請求 */
export const claimSchema = z
  .object({ version, ...accountFields })
  .superRefine(({ payee, payee_name }, ctx) => {
    if (payee === 'other' && payee_name === '')
      ctx.addIssue({ code: 'custom', path: ['payee_name'], message: 'form.required' })
  })

/** 概算払の希望 */
export const advanceSchema = z
  .object({
    version,
    ...accountFields,
    amount: yen({ min: 1, max: MAX_COST }),
    reason: text({ max: 1000 }),
  })
  .superRefine(({ payee, payee_name }, ctx) => {
    if (payee === 'other' && payee_name === '')
      ctx.addIssue({ code: 'custom', path: ['payee_name'], message: 'form.required' })
  })

export const withdrawSchema = z.object({
  version,
  reason: text({ max: 1000, required: false }),
  sure: checkbox.refine((ticked) => ticked, { error: 'applications.withdraw.sure_first' }),
})

/** Of a correction: the answer, and the text that the form showed, so that nobody's answer is overwritten unseen. */
export const answerOf = (id: number) => `answer-${id}`
export const beforeOf = (id: number) => `before-${id}`

/** 補正: one answer for each item. @param withReport the day of completion may be corrected as well */
export function correctionsSchema(ids: readonly number[], withReport: boolean) {
  const shape: Record<string, z.ZodType<string>> = {}
  for (const id of ids) {
    shape[answerOf(id)] = text({ max: 1000, required: false })
    shape[beforeOf(id)] = text({ max: 1000, required: false })
  }
  return z
    .object({
      version,
      completed_on: withReport ? projectDay : optional(projectDay),
      seen,
    })
    .extend(shape)
}
