/** What the forms of the sections may say; the same in the browser and on the server. */
import { z } from 'zod'
import { email } from '~/modules/accounts/schema'
import { choice, optional, rowId, text, wholeNumber } from '~/platform/forms'
import { normalisePhone, searchForm } from '~/platform/text'
import { MOST_ANSWER_DAYS } from './rules'

const phone = z
  .string({ error: 'form.invalid' })
  .max(100, { error: 'form.phone' })
  .transform(normalisePhone)
  .refine((number) => /^0[\d-]{9,13}$/.test(number) && /^\d{10,11}$/.test(number.replaceAll('-', '')), {
    error: 'form.phone',
  })

const fields = {
  name: text({ max: 60, requiredKey: 'sections.error.name' }),
  reading: text({ max: 120, required: false })
    .transform((typed) => searchForm(typed))
    .refine((kana) => kana === '' || /^[ぁ-ゖー・0-9 ]+$/.test(kana), { error: 'form.hiragana' }),
  phone: optional(phone),
  email: optional(email),
  answerDays: optional(wholeNumber({ min: 1, max: MOST_ANSWER_DAYS })),
}

/** 担当課を加える */
export const newSection = z.object(fields)
export type SectionForm = z.output<typeof newSection>

/** 担当課を直す */
export const sectionChange = z.object({ ...fields, version: rowId })
export type SectionChange = z.output<typeof sectionChange>

const sectionIntents = ['change', 'end', 'reopen', 'add', 'remove'] as const
export const sectionIntent = z.object({ intent: choice(sectionIntents, 'form.invalid') })
export const versionForm = z.object({ version: rowId })
/** 廃止する: who looks after its advice services from now on; the civic activity section when it is left empty */
export const endForm = z.object({ version: rowId, services: optional(rowId) })

/** A person of the section, by the address of their account */
export const memberForm = z.object({ member: email })
export const memberId = z.object({ user: z.uuid({ error: 'form.invalid' }) })
