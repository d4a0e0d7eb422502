/** What the forms of subscriptions may say; the same in the browser and on the server. */
import { z } from 'zod'
import { email } from '~/modules/accounts/schema'
import { choice, optional, rowId, text } from '~/platform/forms'
import { categories, rhythms } from './rules'

/** An hour of the day, or nothing. */
const hour = optional(
  z
    .string({ error: 'form.invalid' })
    .regex(/^(\d|1\d|2[0-3])$/, { error: 'form.invalid' })
    .transform(Number),
)

/** 購読する範囲: an association or a district or, with neither, everything; of one category or of all. */
const topic = {
  association: optional(rowId),
  district: optional(rowId),
  category: optional(choice(categories)),
  /** Calls for volunteers instead of notices; which themes there are is known to volunteering. */
  theme: optional(
    z.string({ error: 'form.invalid' }).regex(/^[a-z_]{1,20}$/, { error: 'form.invalid' }),
  ).optional(),
}

const settings = {
  rhythm: choice(rhythms),
  quiet_from: hour,
  quiet_until: hour,
}

/** Quiet hours have a beginning and an end, which differ: whoever wants none leaves both empty. */
const wholeHours = (
  form: { quiet_from: number | null; quiet_until: number | null },
  ctx: { addIssue(issue: { code: 'custom'; path: string[]; message: string }): void },
) => {
  if ((form.quiet_from === null) !== (form.quiet_until === null)) {
    const missing = form.quiet_from === null ? 'quiet_from' : 'quiet_until'
    ctx.addIssue({ code: 'custom', path: [missing], message: 'subscriptions.error.quiet_both' })
  } else if (form.quiet_from !== null && form.quiet_from === form.quiet_until) {
    ctx.addIssue({ code: 'custom', path: ['quiet_until'], message: 'subscriptions.error.quiet_same' })
  }
}

const onePlace = (
  form: {
    association: number | null
    district: number | null
    category: string | null
    theme?: string | null
  },
  ctx: { addIssue(issue: { code: 'custom'; path: string[]; message: string }): void },
) => {
  if (form.association !== null && form.district !== null)
    ctx.addIssue({ code: 'custom', path: ['district'], message: 'subscriptions.error.one_place' })
  if (form.theme && (form.association !== null || form.district !== null || form.category !== null))
    ctx.addIssue({ code: 'custom', path: ['theme'], message: 'form.invalid' })
}

/** Somebody whose address is not proven yet. */
export const subscription = z.object({ email, ...topic, ...settings }).superRefine((form, ctx) => {
  onePlace(form, ctx)
  wholeHours(form, ctx)
})
export type Subscription = z.output<typeof subscription>

/** Somebody signed in, whose address is known. */
export const ownSubscription = z.object({ ...topic, ...settings }).superRefine((form, ctx) => {
  onePlace(form, ctx)
  wholeHours(form, ctx)
})
export type OwnSubscription = z.output<typeof ownSubscription>

export const topicForm = z.object(topic).superRefine(onePlace)
export type TopicForm = z.output<typeof topicForm>

export const settingsForm = z.object(settings).superRefine(wholeHours)
export type SettingsForm = z.output<typeof settingsForm>

/** Which of the forms of the page of one's subscription was sent. */
export const manageForm = z.object({ intent: choice(['add', 'remove', 'settings', 'end'] as const) })
export const removeForm = z.object({ id: rowId })

/** The token of a link in a mail; what cannot be one is as good as a wrong one. */
export const tokenForm = z.object({ token: text({ max: 200, required: false }) })
