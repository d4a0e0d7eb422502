/** What the forms of the operation may say; the same in the browser and on the server. */
import { z } from 'zod'
import { instantOfLocal } from '~/platform/clock'
import { choice, optional, text } from '~/platform/forms'
import { stages } from './rules'

const until = z
  .string({ error: 'form.invalid' })
  .max(40, { error: 'form.invalid' })
  .transform((typed, context) => {
    const instant = instantOfLocal(typed)
    if (instant) return instant
    context.addIssue({ code: 'custom', message: 'operation.error.until' })
    return z.NEVER
  })

/** 保守を始める・終える */
export const maintenanceForm = z.object({
  stage: choice(stages, 'operation.error.stage'),
  until: optional(until),
  reason: text({ max: 200, required: false }),
})
export type MaintenanceForm = z.output<typeof maintenanceForm>

/** もう一度試す */
export const retryForm = z.object({
  name: z.string({ error: 'form.invalid' }).regex(/^[a-z-]{1,60}$/, { error: 'form.invalid' }),
  job: z.uuid({ error: 'form.invalid' }),
})
