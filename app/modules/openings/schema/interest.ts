/** What the forms of interest may say: of whoever comes forward, of whoever names another, and of the keepers. */
import { z } from 'zod'
import { email } from '~/modules/accounts/schema'
import { phone } from '~/modules/associations/schema'
import { checkbox, choice, optional, text, wholeNumber } from '~/platform/forms'
import { interestStages } from '../rules'
import { day, version } from './openings'

const agreed = checkbox.refine((yes) => yes, { error: 'openings.interest.error.agreed' })

/** Made by the page that shows the form: the same form sent twice is one interest. */
const submission = z.string({ error: 'form.invalid' }).regex(/^[\w-]{20,64}$/, { error: 'form.invalid' })

const person = {
  name: text({ max: 60, requiredKey: 'openings.interest.error.name' }),
  phone: optional(phone),
  email: optional(email),
  message: text({ max: 1000, required: false }),
}
const reachable = (form: { phone: string | null; email: string | null }) => Boolean(form.phone || form.email)
const reach = { path: ['phone'], error: 'openings.interest.error.reach' }

/** もっと聞いてみたい, without an account */
export const interestForm = z.object({ ...person, agreed, submission }).refine(reachable, reach)
export type InterestForm = z.output<typeof interestForm>

/** 立候補: name and mail are those of the account */
export const candidatureForm = z.object({
  phone: optional(phone),
  message: person.message,
  agreed,
  submission,
})
export type CandidatureForm = z.output<typeof candidatureForm>

/** 推薦: nothing of the other person is kept; an address serves for the one mail. */
export const nominationForm = z
  .object({
    by: choice(['mail', 'paper']),
    email: optional(email),
    told: checkbox.refine((yes) => yes, { error: 'openings.nominate.error.told' }),
  })
  .refine((form) => form.by === 'paper' || form.email !== null, {
    path: ['email'],
    error: 'accounts.email.error.missing',
  })
export type NominationForm = z.output<typeof nominationForm>

/** What the person says with the secret link. */
export const ownIntentForm = z.object({ intent: choice(['change', 'consent', 'withdraw']) })
export const ownChangeForm = z.object({ ...person, version }).refine(reachable, reach)
export const consentForm = z.object({ ...person, agreed, version }).refine(reachable, reach)
export type OwnChange = z.output<typeof ownChangeForm>

/** A move, or a note alone where the stage stays. */
export const moveForm = z.object({
  stage: choice(interestStages),
  note: text({ max: 500, required: false }),
  version,
})
export type MoveForm = z.output<typeof moveForm>

/** Deleting what is kept of a person who asked for it. */
export const eraseForm = z.object({ version })

/** Inviting the elected person as officer, from one day to another. */
export const invitationForm = z.object({ startsOn: day, endsOn: day })

export const answerDaysForm = z.object({ answerDays: wholeNumber({ min: 1, max: 30 }) })
