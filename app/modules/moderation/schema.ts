/** What the forms of reports, hiding and appeals may say; the same in the browser and on the server. */
import { z } from 'zod'
import { checkbox, choice, rowId, text } from '~/platform/forms'
import { postingRules, reportReasons } from './rules'

/** 通報. What "something else" is must be said. */
export const reportForm = z
  .object({ reason: choice(reportReasons), text: text({ max: 1000, required: false }) })
  .superRefine((form, ctx) => {
    if (form.reason === 'other' && !form.text)
      ctx.addIssue({ code: 'custom', path: ['text'], message: 'moderation.report.text_needed' })
  })
export type ReportForm = z.output<typeof reportForm>

const reason = text({ max: 1000 })

/** そのまま. `seen`: the last report that was on the page, so that one which came since is not closed unread. */
export const keepForm = z.object({ reason, seen: rowId })
export type KeepForm = z.output<typeof keepForm>

/** 非表示: the reason stands in public. */
export const hideForm = z.object({ rule: choice(postingRules), reason, personal_ok: checkbox })
export type HideForm = z.output<typeof hideForm>

/** また表示する */
export const liftForm = z.object({ reason, hiding: rowId })
export type LiftForm = z.output<typeof liftForm>

/** 異議 */
export const appealForm = z.object({ text: text({ max: 2000 }) })
export type AppealForm = z.output<typeof appealForm>

/** 異議への判断 */
export const judgeForm = z.object({ choice: choice(['granted', 'refused']), reason, hiding: rowId })
export type JudgeForm = z.output<typeof judgeForm>
