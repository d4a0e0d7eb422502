/** What the forms of accounts, members and officers may say. The same schemas check in the browser and in the action. */
import { z } from 'zod'
import { isDay } from '~/platform/clock'
import { checkbox, choice, optional, rowId, text } from '~/platform/forms'
import { languages } from '~/platform/i18n'
import { toKatakana } from '~/platform/text'
import { PASSWORD_MAX, PASSWORD_MIN, passwordError } from './password-rule'
import { posts, staffRoles } from './rules'

const EMAIL =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/

/** An address as it is stored and compared: half-width, lower case. Full-width letters and blanks around it are forgiven. */
export const email = text({ max: 254, requiredKey: 'accounts.email.error.missing' })
  .transform((value) => value.normalize('NFKC').toLowerCase().replace(/\s/g, ''))
  .refine((value) => value === '' || (value.length <= 254 && EMAIL.test(value)), { error: 'form.email' })

/** Reading in katakana, also when it was typed as hiragana or half-width. */
const reading = (requiredKey: string) =>
  text({ max: 50, requiredKey })
    .transform((value) => toKatakana(value).replace(/\s+/g, ' '))
    .refine((value) => value === '' || /^[ァ-ヺー・ ]{1,50}$/.test(value), { error: 'form.katakana' })

const personName = (requiredKey: string) =>
  text({ max: 50, requiredKey }).transform((value) => value.replace(/\s+/g, ' '))

/** 氏名 and 読み, apart */
const names = {
  familyName: personName('accounts.name.error.family'),
  givenName: personName('accounts.name.error.given'),
  familyReading: reading('accounts.name.error.family_reading'),
  givenReading: reading('accounts.name.error.given_reading'),
}

/** A password as it was typed: never trimmed, never cleaned. */
const typedPassword = z
  .string({ error: 'form.invalid' })
  .default('')
  .refine((value) => value !== '', { error: 'accounts.password.error.missing' })

const newPassword = z
  .string({ error: 'form.invalid' })
  .default('')
  .superRefine((value, ctx) => {
    if (value === '') return ctx.addIssue({ code: 'custom', message: 'accounts.password.error.missing' })
    const error = passwordError(value)
    if (error === 'too_short')
      ctx.addIssue({ code: 'custom', message: `accounts.password.error.too_short?min=${PASSWORD_MIN}` })
    if (error === 'too_long')
      ctx.addIssue({ code: 'custom', message: `accounts.password.error.too_long?max=${PASSWORD_MAX}` })
    if (error === 'common') ctx.addIssue({ code: 'custom', message: 'accounts.password.error.common' })
  })

const next = text({ max: 500, required: false })

export const passwordSignIn = z.object({ email, password: typedPassword, next })

export const linkRequest = z.object({ email, next })

/** The token of a link that was sent by e-mail. */
export const tokenForm = z.object({
  token: z.string({ error: 'form.invalid' }).regex(/^[\w-]{20,100}$/, { error: 'form.invalid' }),
})

/** Six digits of the app, or a recovery code; blanks, hyphens and full-width digits are forgiven. */
const secondFactorCode = text({ max: 40, requiredKey: 'accounts.code.error.missing' }).transform((value) =>
  value
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, ''),
)

export const secondFactorForm = z.object({ code: secondFactorCode, next })

export const codeForm = z.object({ code: secondFactorCode })

export const registration = z.object({ ...names, email, next })
export type Registration = z.output<typeof registration>

/** Names of a person who accepts an invitation without an account */
export const newOfficer = z.object(names)

export const deliveryChoices = ['email', 'none'] as const

export const profile = z.object({
  ...names,
  language: choice(languages),
  delivery: choice(deliveryChoices),
})
export type Profile = z.output<typeof profile>

export const emailChange = z.object({ email, password: z.string({ error: 'form.invalid' }).default('') })

export const passwordChange = z.object({
  current: z.string({ error: 'form.invalid' }).default(''),
  password: newPassword,
})

export const deletion = z.object({
  password: z.string({ error: 'form.invalid' }).default(''),
  understood: checkbox.refine((yes) => yes, { error: 'accounts.delete.error.understood' }),
})

/** A code from a paper circular: eight letters and digits, however they are grouped. */
export const membershipCode = text({ max: 40, requiredKey: 'accounts.join.error.missing' }).transform(
  (value) =>
    value
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, ''),
)

export const joinForm = z.object({ code: membershipCode })

/** Days for which a code on a paper circular can be used. */
export const codeLives = ['30', '90', '180'] as const
export const newCode = z.object({ days: choice(codeLives) })

const day = z
  .string({ error: 'form.day' })
  .transform((value) => value.normalize('NFKC').trim())
  .refine(isDay, { error: 'form.day' })

export const invitation = z.object({
  email,
  post: choice(posts),
  startsOn: day,
  endsOn: day,
  /** 席; without one the first that is free */
  seat: optional(rowId),
})
export type InvitationForm = z.output<typeof invitation>

export const termEnd = z.object({ lastDay: day })

export const staffAppointment = z.object({
  email,
  role: choice(staffRoles),
  endsOn: z.preprocess(
    (value) => (value === '' || value === undefined ? null : value),
    z.union([z.null(), day]),
  ),
})
