/** What the forms of applying, consenting and asking may say; the same in the browser and on the server. */
import { z } from 'zod'
import { email } from '~/modules/accounts/schema'
import { phone } from '~/modules/associations/schema'
import { type ProgrammeKind, type Stage, stages } from '~/modules/volunteering/rules'
import { checkbox, choice, optional, rowId, text } from '~/platform/forms'
import { toKatakana } from '~/platform/text'
import { applicationStates, audiences, concernStates, relations } from '../rules'

/** Most persons of one party, the first included; the database holds the same number. */
const MOST_FRIENDS = 20

const name = text({ max: 50 }).transform((typed) => typed.replace(/\s+/g, ' '))
const reading = text({ max: 50 })
  .transform((typed) => toKatakana(typed).replace(/\s+/g, ' '))
  .refine((kana) => kana === '' || /^[ァ-ヺー・ ]{1,50}$/.test(kana), { error: 'form.katakana' })
const mail = text({ max: 254, required: false })
  .transform((typed) => typed.normalize('NFKC').toLowerCase().replace(/\s/g, ''))
  .refine((typed) => typed === '' || email.safeParse(typed).success, { error: 'form.email' })
const maybePhone = optional(phone).transform((number) => number ?? '')
const uuid = z.uuid({ error: 'form.invalid' })
const version = z
  .string({ error: 'form.invalid' })
  .regex(/^\d{1,9}$/, { error: 'form.invalid' })
  .transform(Number)

/** Who somebody is and how they are reached. */
const person = {
  family_name: name,
  given_name: name,
  family_reading: reading,
  given_reading: reading,
  email: mail,
  phone: maybePhone,
  school: text({ max: 100, required: false }),
}

type Reached = { email: string; phone: string }
type Ctx = { addIssue(issue: { code: 'custom'; path: string[]; message: string }): void }
const reached = (form: Reached, ctx: Ctx) => {
  if (!form.email && !form.phone)
    ctx.addIssue({ code: 'custom', path: ['email'], message: 'participation.error.reach' })
}

const nothing = z
  .unknown()
  .default('')
  .transform(() => '')

/**
 * What is asked for the day itself. To a lecture (講演) one listens: whom to call and what somebody is allergic to is
 * not asked, and not kept when it is sent all the same.
 */
const forTheDay = (kind: ProgrammeKind) => ({
  emergency_name: kind === 'lecture' ? nothing : name,
  emergency_phone: kind === 'lecture' ? nothing : phone,
  health: kind === 'lecture' ? nothing : text({ max: 500, required: false }),
  guardian_email: mail,
})

/** One form for each kind of programme. */
const byKind = <F>(make: (kind: ProgrammeKind) => F): Record<ProgrammeKind, F> => ({
  experience: make('experience'),
  lecture: make('lecture'),
})

/** A guardian is somebody else: a child's own address is not theirs. */
const otherGuardian = (form: { email?: string; guardian_email: string }, ctx: Ctx) => {
  if (form.guardian_email && form.guardian_email === form.email)
    ctx.addIssue({ code: 'custom', path: ['guardian_email'], message: 'participation.error.own_guardian' })
}

const friendFields: Record<string, z.ZodType> = {}
for (let number = 2; number <= MOST_FRIENDS; number++) {
  friendFields[`friend_${number}_name`] = text({ max: 50, required: false })
  friendFields[`friend_${number}_stage`] = optional(choice(stages))
}

type Friend = { name: string; stage: Stage }

const applying = (kind: ProgrammeKind) =>
  z
    .object({
      submission: uuid,
      me: text({ max: 100, required: false }),
      call: optional(rowId),
      stage: choice(stages),
      ...person,
      ...forTheDay(kind),
      agree: checkbox.refine((ticked) => ticked, { error: 'participation.error.agree' }),
      ...friendFields,
    })
    .superRefine((form, ctx) => {
      reached(form, ctx)
      otherGuardian(form, ctx)
      const sent = form as unknown as Record<string, string | null>
      for (let number = 2; number <= MOST_FRIENDS; number++) {
        const [named, staged] = [sent[`friend_${number}_name`], sent[`friend_${number}_stage`]]
        if (named && !staged)
          ctx.addIssue({ code: 'custom', path: [`friend_${number}_stage`], message: 'form.choose' })
        if (!named && staged)
          ctx.addIssue({ code: 'custom', path: [`friend_${number}_name`], message: 'form.required' })
      }
    })
    .transform((form) => {
      const sent = form as unknown as Record<string, string | null>
      const friends: Friend[] = []
      for (let number = 2; number <= MOST_FRIENDS; number++) {
        const [named, staged] = [sent[`friend_${number}_name`], sent[`friend_${number}_stage`]]
        if (named && staged) friends.push({ name: named, stage: staged as Stage })
      }
      return { ...form, friends }
    })

/** 申込み: of one person, or of friends for whom the first one answers. */
export const applyForms = byKind(applying)
export const applyForm = applyForms.experience
export type ApplyForm = z.output<typeof applyForm>

/** 名前と連絡先を直す */
export const detailsForm = z.object(person).superRefine(reached)
export type DetailsForm = z.output<typeof detailsForm>

/** 当日の連絡先, 健康のこと, 保護者のメール of one member. */
export const memberForms = byKind((kind) => z.object(forTheDay(kind)))
export const memberForm = memberForms.experience
export type MemberForm = z.output<typeof memberForm>

/** A friend completes what the first one did not know. */
export const friendForms = byKind((kind) =>
  z
    .object({
      ...person,
      ...forTheDay(kind),
      agree: checkbox.refine((on) => on, { error: 'participation.error.agree' }),
    })
    .superRefine((form, ctx) => {
      reached(form, ctx)
      otherGuardian(form, ctx)
    }),
)
export const friendForm = friendForms.experience
export type FriendForm = z.output<typeof friendForm>

/** What can be done on one's own page. */
const mineIntents = ['cancel', 'leave', 'accept', 'decline'] as const
export const mineForm = z.object({
  intent: choice(mineIntents),
  application: rowId,
  version,
})
export type MineForm = z.output<typeof mineForm>

/** 保護者: consents, refuses, or takes it back. */
export const consentForm = z.discriminatedUnion(
  'intent',
  [
    z.object({
      intent: z.literal('give'),
      text_version: text({ max: 20 }),
      name,
      relation: choice(relations),
      phone,
      agree: checkbox.refine((ticked) => ticked, { error: 'participation.error.agree_guardian' }),
    }),
    z.object({ intent: z.literal('refuse') }),
    z.object({ intent: z.literal('revoke') }),
  ],
  { error: 'form.choose' },
)
export type ConsentForm = z.output<typeof consentForm>
/** The form in which a guardian consents. */
export const giveConsent = consentForm.options[0]

/** The link is lost: it is sent again to the address that was given. */
export const lostForm = z.object({
  email: email,
  family_reading: reading,
  given_reading: reading,
})
export type LostForm = z.output<typeof lostForm>

/** 質問 */
export const questionForm = z.object({
  audience: choice(audiences),
  text: text({ max: 1000 }),
  /** It was asked whether this is a way to reach somebody, and it is none */
  certain: checkbox,
  reply_to: mail,
})
export type QuestionForm = z.output<typeof questionForm>

/** What host and centre do with a question. */
export const answerForm = z.object({
  question: rowId,
  version,
  intent: choice(['show', 'hide', 'answer']),
  answer: text({ max: 2000, required: false }),
})
export type AnswerForm = z.output<typeof answerForm>

/** 心配なことの連絡 */
export const concernForm = z.object({
  place: optional(rowId),
  text: text({ max: 4000 }),
  contact: text({ max: 200, required: false }),
})
export type ConcernForm = z.output<typeof concernForm>

export const concernDesk = z.object({
  version,
  state: choice(concernStates),
  outcome: text({ max: 4000, required: false }),
})
export type ConcernDesk = z.output<typeof concernDesk>

/** 日程の中止 */
const cancelSessionForm = z.object({ version, reason: text({ max: 300 }) })
export type CancelSessionForm = z.output<typeof cancelSessionForm>

/** What the centre does with an application: reads how its persons are reached, or acts for whoever telephones. */
export const centreForm = z.discriminatedUnion(
  'intent',
  [
    z.object({ intent: z.literal('contact') }),
    z.object({ intent: z.literal('accept'), version }),
    z.object({ intent: z.literal('cancel'), version }),
    z.object({ intent: z.literal('remove'), version, member: rowId }),
    z.object({ intent: z.literal('renew'), member: rowId }),
  ],
  { error: 'form.choose' },
)
export type CentreForm = z.output<typeof centreForm>

/** 紙: the request to the guardian, or the address of the person's own page */
const centreSheets = ['guardian', 'own'] as const
export const sheetForm = z.object({ member: rowId, sheet: choice(centreSheets) })
export type SheetForm = z.output<typeof sheetForm>

/** Filters of the centre's list. */
export const applicationQuery = z.object({
  state: z.enum(applicationStates).optional().catch(undefined),
  programme: rowId.optional().catch(undefined),
  session: rowId.optional().catch(undefined),
  /** Who must be telephoned */
  phone: z.literal('on').optional().catch(undefined),
  after: rowId.optional().catch(undefined),
})
export type ApplicationQuery = z.output<typeof applicationQuery>
