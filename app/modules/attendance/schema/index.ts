/** What the forms and phones of the day, and those of afterwards, may say. */
import { z } from 'zod'
import { email } from '~/modules/accounts/schema'
import { stages } from '~/modules/volunteering/rules'
import { checkbox, choice, optional, rowId, text, wholeNumber } from '~/platform/forms'
import { SEND_AT_ONCE } from '../desk/queue'
import { attendances, correctionReasons } from '../rules/day'

const uuid = z.uuid({ error: 'form.invalid' })

/** When the mark was made, by the phone's clock; a page without a script leaves it out. */
const instant = z
  .string({ error: 'form.invalid' })
  .max(40, { error: 'form.invalid' })
  .transform((raw) => new Date(raw))
  .refine((at) => !Number.isNaN(at.getTime()), { error: 'form.invalid' })

const madeBy = { mark: uuid, at: optional(instant) }

export const markForm = z.object({ ...madeBy, member: rowId, attendance: choice(attendances) })
export type MarkForm = z.output<typeof markForm>

const walkInFields = z.object({
  ...madeBy,
  /** 受付番号 of somebody who has applied for this session and was not placed: their name is known */
  code: text({ max: 20, required: false }).default(''),
  familyName: text({ max: 30, required: false }),
  givenName: text({ max: 30, required: false }),
  familyReading: text({ max: 50, required: false }).default(''),
  givenReading: text({ max: 50, required: false }).default(''),
  stage: choice(stages),
  email: optional(email),
  consent: checkbox,
})
type WalkInFields = z.output<typeof walkInFields>
const named = ({ code, givenName }: WalkInFields): boolean => code !== '' || givenName !== ''
const NAMED = { error: 'attendance.walk_in.error.name', path: ['givenName'] }

/** 当日参加: somebody who has not applied, or who was not placed. */
export const walkInForm = walkInFields.refine(named, NAMED)
export type WalkInForm = WalkInFields

/** One thing that a phone has kept and sends. */
export const sentMark = z.discriminatedUnion('kind', [
  markForm.extend({ kind: z.literal('mark') }),
  walkInFields.extend({ kind: z.literal('walk_in') }).refine(named, NAMED),
])
export type SentMark = z.output<typeof sentMark>

/** As it arrives: each is read by itself, so that one that is wrong holds up none of the others. */
export const sentMarks = z.array(z.looseObject({ mark: z.string().max(100) })).max(SEND_AT_ONCE)
export type SentMarks = z.output<typeof sentMarks>

export const closeForm = z.object({ rest: checkbox })

export const correctForm = z.object({
  member: rowId,
  /** What stood when the page was opened */
  was: choice(attendances),
  attendance: choice(['attended', 'absent']),
  minutes: optional(wholeNumber({ min: 1, max: 1440 })),
  reason: choice(correctionReasons),
})
export type CorrectForm = z.output<typeof correctForm>

export const memberForm = z.object({ member: rowId })

export const insuranceForm = z.object({ session: optional(rowId), programme: optional(rowId) })

/** 振り返り */
export const reflectionForm = z.object({
  member: rowId,
  did: text({ max: 1000, requiredKey: 'attendance.reflection.error.did' }),
  learned: text({ max: 1000, required: false }),
  again: optional(wholeNumber({ min: 1, max: 5 })),
  mayShow: checkbox,
})
export type ReflectionForm = z.output<typeof reflectionForm>

export const codeForm = z.object({ code: text({ max: 100, requiredKey: 'attendance.check.error.code' }) })

export const helperForm = z.object({ association: rowId, agreed: checkbox })
export const helperContactsForm = z.object({ association: rowId })
export const inviteForm = z.object({ session: rowId })
