/** 相談窓口: what the search and the forms of the desk may say. */
import { z } from 'zod'
import { checkHours, hoursForm, hoursIn } from '~/modules/aeds/rules'
import { checkPlace, degrees } from '~/modules/associations/schema'
import { checkbox, choice, list, optional, rowId, text, wholeNumber } from '~/platform/forms'
import { normalisePhone } from '~/platform/text'
import { callable, helpStates, situationKeys, spoken, themes, ways } from './rules'

/** Longest search, letters. */
export const QUERY_MAX = 100

/** さがす: a search is never wrong, so what cannot be read is as if it were not there. */
export const findSchema = z.object({
  q: z
    .string()
    .transform((typed) => typed.replaceAll('\u0000', '').trim().slice(0, QUERY_MAX).toWellFormed())
    .catch(''),
  situation: z.enum(situationKeys).optional().catch(undefined),
  theme: z.enum(themes).optional().catch(undefined),
})
export type Find = z.output<typeof findSchema>

/** What of the list of the desk is shown. */
export const deskQuery = z.object({
  state: z.enum(helpStates).optional().catch(undefined),
  section: rowId.optional().catch(undefined),
  theme: z.enum(themes).optional().catch(undefined),
  due: z
    .literal('1')
    .transform(() => true)
    .optional()
    .catch(undefined),
})
export type DeskQuery = z.output<typeof deskQuery>

const address = text({ max: 500, required: false }).refine(
  (url) => url === '' || (/^https?:\/\/[^\s/]+/i.test(url) && URL.canParse(url)),
  'form.url',
)

const lines = (max: number) => text({ max, required: false })

const serviceFields = {
  name: text({ max: 100 }),
  reading: text({ max: 200, required: false }),
  organisation: text({ max: 100, required: false }),
  section: optional(rowId),
  /** Under which it stands on paper; the others follow it */
  theme: choice(themes, 'help.edit.error_themes'),
  themes: list(choice(themes), themes.length),
  situations: lines(2000),
  words: lines(1000),
  summary: text({ max: 500 }),
  for_whom: text({ max: 200, required: false }),
  ways: list(choice(ways), ways.length),
  phone: text({ max: 40, required: false }).transform(normalisePhone),
  phone_note: text({ max: 200, required: false }),
  email: text({ max: 254, required: false }).refine(
    (email) => email === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email),
    'form.email',
  ),
  url: address,
  chat_url: address,
  address: text({ max: 300, required: false }),
  letter_to: text({ max: 300, required: false }),
  latitude: optional(degrees),
  longitude: optional(degrees),
  ...hoursForm,
  hours_text: text({ max: 500, required: false }),
  languages: list(choice(spoken), spoken.length),
  language_note: text({ max: 200, required: false }),
  free: checkbox,
  nameless: checkbox,
  needs_booking: checkbox,
  urgent: checkbox,
  position: wholeNumber({ min: 0, max: 9999 }),
}

type Sent = z.output<z.ZodObject<typeof serviceFields>>

/** A way without what it needs leads nowhere: the phone without a number, the chat without an address. */
function checkWays(form: Sent, ctx: z.RefinementCtx) {
  const miss = (field: string) =>
    ctx.addIssue({ code: 'custom', path: [field], message: 'help.edit.error_way' })
  if (form.ways.length === 0)
    ctx.addIssue({ code: 'custom', path: ['ways'], message: 'help.edit.error_ways' })
  if (form.ways.includes('phone') && !form.phone) miss('phone')
  if (form.ways.includes('chat') && !form.chat_url) miss('chat_url')
  if (form.ways.includes('mail') && !form.email && !form.url) miss('email')
  if (form.ways.includes('letter') && !form.letter_to) miss('letter_to')
  if (form.ways.includes('visit') && !form.address) miss('address')
  if (form.ways.includes('online') && !form.url) miss('url')
  if (form.urgent && !(form.ways.includes('phone') && callable(form.phone)))
    ctx.addIssue({ code: 'custom', path: ['urgent'], message: 'help.edit.error_urgent' })
  checkPlace(form, ctx)
  checkHours(form, ctx)
}

const facts = (form: Sent) => ({
  name: form.name,
  reading: form.reading,
  organisation: form.organisation,
  sectionId: form.section,
  themes: [...new Set([form.theme, ...form.themes])],
  situations: form.situations,
  words: form.words,
  summary: form.summary,
  forWhom: form.for_whom,
  ways: [...new Set(form.ways)],
  phone: form.phone,
  phoneNote: form.phone_note,
  email: form.email,
  url: form.url,
  chatUrl: form.chat_url,
  address: form.address,
  letterTo: form.letter_to,
  latitude: form.latitude,
  longitude: form.longitude,
  hours: hoursIn(form),
  hoursText: form.hours_text,
  languages: [...new Set(form.languages)],
  languageNote: form.language_note,
  free: form.free,
  nameless: form.nameless,
  needsBooking: form.needs_booking,
  urgent: form.urgent,
  position: form.position,
})

/** 窓口を加える */
export const newServiceSchema = z.object(serviceFields).superRefine(checkWays).transform(facts)

/** 窓口を直す */
export const editServiceSchema = z
  .object({ version: rowId, ...serviceFields })
  .superRefine(checkWays)
  .transform((form) => ({ version: form.version, ...facts(form) }))

export type ServiceFacts = z.output<typeof newServiceSchema>

/** 公開・終了・確認: one press with the version that was seen. */
export const moveSchema = z.object({
  intent: z.enum(['publish', 'end', 'checked'], { error: 'form.invalid' }),
  version: rowId,
})
