/** What the public forms of the exchange may say, and the address of its list. */
import { z } from 'zod'
import { email } from '~/modules/accounts/schema'
import { checkPlace, degrees } from '~/modules/associations/schema'
import { checkbox, choice, optional, rowId, text } from '~/platform/forms'
import { categories, matterChannels, matterKinds, PUBLIC_STATES } from '../rules'

const flag = z
  .literal('1')
  .transform(() => true)
  .optional()
  .catch(undefined)

/** The list's address. What cannot be read is as if it were not there. */
export const listQuery = z.object({
  q: z.string().max(100).optional().catch(undefined),
  state: z.enum(PUBLIC_STATES).optional().catch(undefined),
  kind: z.enum(matterKinds).optional().catch(undefined),
  category: z.enum(categories).optional().catch(undefined),
  district: rowId.optional().catch(undefined),
  section: rowId.optional().catch(undefined),
  association: rowId.optional().catch(undefined),
  overdue: flag,
  after: rowId.optional().catch(undefined),
})
export type ListQuery = z.output<typeof listQuery>

const what = {
  kind: choice(matterKinds, 'exchange.error.kind'),
  category: choice(categories, 'exchange.error.category'),
  title: text({ max: 100, requiredKey: 'exchange.error.title' }),
  body: text({ max: 4000, requiredKey: 'exchange.error.body' }),
  place: text({ max: 200, required: false }),
  latitude: optional(degrees),
  longitude: optional(degrees),
}

/** Made by the page that shows the form: the same form sent twice is one matter. */
const submission = z
  .string({ error: 'form.invalid' })
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { error: 'form.invalid' })

/** 写真 that come with the question, each with the words for those who do not see it. More can be added afterwards. */
export const PHOTO_FIELDS = [
  { photo: 'photo_1', words: 'photo_words_1' },
  { photo: 'photo_2', words: 'photo_words_2' },
] as const
const photoWords = text({ max: 200, required: false }).default('')

/** Everything that will be public, as it was typed: what is asked about personal data. */
export const PUBLIC_FIELDS = ['title', 'body', 'place', 'photo_words_1', 'photo_words_2'] as const

/** 意見・質問を出す. Name and address are asked of somebody without an account alone; the command says so. */
export const askForm = z
  .object({
    channel: choice(matterChannels, 'exchange.error.channel'),
    association: optional(rowId),
    district: optional(rowId),
    ...what,
    photo_words_1: photoWords,
    photo_words_2: photoWords,
    name: text({ max: 60, required: false }),
    email: optional(email),
    /** 投稿のきまりを読んだ */
    rules: checkbox.refine((yes) => yes, { error: 'exchange.error.rules' }),
    /** The similar ones were shown, and this is another matter */
    similar: checkbox,
    /** What looked like data of others was shown, and may be published */
    personal_ok: checkbox,
    submission,
  })
  .superRefine((form, ctx) => {
    checkPlace(form, ctx)
    if (form.channel !== 'direct' && form.association === null)
      ctx.addIssue({ code: 'custom', path: ['association'], message: 'exchange.error.association' })
  })
export type AskForm = z.output<typeof askForm>

export const publicTexts = (form: Pick<AskForm, (typeof PUBLIC_FIELDS)[number]>): string[] =>
  PUBLIC_FIELDS.map((field) => form[field])

/** What the page of a matter sends: 賛同 of a person or (`association`) of an association, and its taking back. */
export const matterIntent = z.object({
  intent: choice(['support', 'unsupport', 'follow', 'unfollow', 'withdraw', 'go_direct'], 'form.invalid'),
})
export const supportForm = z.object({ association: optional(rowId) })

/** 経過をメールで受け取る */
export const followForm = z.object({ email })

/** 取り下げる */
export const withdrawForm = z.object({ version: rowId })

/** What an officer does with what a resident asks through the association. */
export const passForm = z
  .object({
    intent: choice(['pass_on', 'give_back'], 'form.invalid'),
    id: rowId,
    version: rowId,
    reason: text({ max: 1000, required: false }),
  })
  .superRefine((form, ctx) => {
    if (form.intent === 'give_back' && form.reason === '')
      ctx.addIssue({ code: 'custom', path: ['reason'], message: 'exchange.error.reason' })
  })
export type PassForm = z.output<typeof passForm>

/** What the author's own pages send. */
export const ownIntent = z.object({
  intent: choice(['prove', 'withdraw', 'photo', 'remove'], 'form.invalid'),
})

/** 写真: what it shows, for those who do not see it */
export const photoForm = z.object({
  description: text({ max: 200, requiredKey: 'exchange.error.photo_description' }),
  /** What looked like data of others was shown, and may be published */
  personal_ok: checkbox,
})
export const photoRemoval = z.object({ photo: rowId })
