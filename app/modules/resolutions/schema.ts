/** What the forms of decisions may say. The same schemas check in the browser and in the action. */
import { z } from 'zod'
import { isDay } from '~/platform/clock'
import { checkbox, choice, list, message, optional, rowId, text, wholeNumber } from '~/platform/forms'
import {
  bases,
  type Choice,
  choices,
  extras,
  isFraction,
  leavesDays,
  leavesVoteDays,
  MOST_VOTERS,
  needKinds,
  presetNames,
  units,
  ways,
} from './rules'

const day = z
  .string({ error: 'form.day' })
  .transform((value) => value.normalize('NFKC').trim())
  .refine(isDay, { error: 'form.day' })

/** 定足数: parts of all that have to vote. */
export const quorums = ['0/1', '1/3', '1/2', '2/3', '3/4'] as const

const resolution = z.object({
  title: text({ max: 100 }),
  introduction: text({ max: 4000, required: false }),
  article: text({ max: 200, required: false }),
  way: choice(ways),
  secret: checkbox,
  unit: choice(units),
  quorum: choice(quorums).default('0/1'),
  consent_until: optional(day),
  vote_from: optional(day),
  vote_until: day,
  version: optional(rowId),
})

/** A decision: what, by which way, until when. */
export const resolutionForm = resolution.superRefine((form, ctx) => {
  const say = (path: string, key: string) => ctx.addIssue({ code: 'custom', path: [path], message: key })
  const { way, consent_until: consent, vote_from: from, vote_until: until } = form
  if (way === 'consent_then_majority' && consent === null) say('consent_until', 'form.required')
  if (way === 'consent_then_majority' && consent !== null && !leavesVoteDays(consent, until))
    say('consent_until', 'resolutions.error.consent_after')
  if (!leavesDays(from, until)) say('vote_from', 'resolutions.error.from_after')
  // Where all have to agree, the result alone tells what each of them has said.
  if (way === 'all_agree' && form.secret) say('secret', 'resolutions.error.all_agree_secret')
  if (form.unit === 'household' && form.article === '') say('article', 'resolutions.error.article_needed')
})
export type ResolutionForm = z.output<typeof resolutionForm>

/** 議案, new or changed. */
export const itemForm = z
  .object({
    item: optional(rowId),
    item_title: text({ max: 100 }),
    item_text: text({ max: 4000, required: false }),
    preset: choice(presetNames),
    num: optional(wholeNumber({ min: 0, max: 1000 })),
    den: optional(wholeNumber({ min: 1, max: 1000 })),
    kind: choice(needKinds).default('over'),
    base: choice(bases).default('cast'),
    version: rowId,
  })
  .superRefine((form, ctx) => {
    if (form.preset !== 'own') return
    const say = (path: string, key: string) => ctx.addIssue({ code: 'custom', path: [path], message: key })
    if (form.num === null) say('num', 'form.required')
    if (form.den === null) say('den', 'form.required')
    if (form.num === null || form.den === null) return
    // More than all is never reached; nothing at all, and a tie, are never enough.
    if (!isFraction({ num: form.num, den: form.den, kind: form.kind }))
      say('num', 'resolutions.error.fraction')
  })
export type ItemForm = z.output<typeof itemForm>

/** What is done with an item, or with the whole, by one button. */
export const draftAct = z.object({
  intent: choice(['remove_item', 'move_up', 'move_down', 'delete']),
  item: optional(rowId),
  version: rowId,
})

/** Names added to the list of voters, one a line. */
export const addVotersForm = z.object({
  names: text({ max: 20_000 })
    .transform((value) =>
      value
        .split('\n')
        .map((line) => line.trim().replace(/\s+/g, ' '))
        .filter((line) => line !== ''),
    )
    .superRefine((lines, ctx) => {
      if (lines.length > MOST_VOTERS)
        ctx.addIssue({ code: 'custom', message: message('resolutions.error.too_many', { max: MOST_VOTERS }) })
      const long = lines.findIndex((line) => [...line].length > 100)
      if (long >= 0)
        ctx.addIssue({ code: 'custom', message: message('resolutions.error.long_line', { line: long + 1 }) })
    }),
})

export const voterAct = z.object({
  intent: choice(['refill', 'add_missing', 'remove_gone', 'remove', 'renew', 'envelope', 'envelope_back']),
  voter: optional(rowId),
})

/** What officers do with a running decision. */
export const runAct = z
  .object({
    intent: choice(['start', 'go_on', 'close', 'meeting', 'cancel']),
    reason: text({ max: 500, required: false }),
    /** Marks of the differences between the list and the register that were looked at (`markOf`) */
    seen: list(text({ max: 60 }), 3).default([]),
    version: rowId,
  })
  .superRefine((form, ctx) => {
    if ((form.intent === 'meeting' || form.intent === 'cancel') && form.reason === '')
      ctx.addIssue({ code: 'custom', path: ['reason'], message: 'form.required' })
  })
export type RunAct = z.output<typeof runAct>

/** 承諾 */
export const consentForm = z.object({
  voter: optional(rowId),
  consents: choice(['yes', 'no'], 'resolutions.error.choose_consent'),
})

/** The name of the field for an item. */
export const fieldOf = (itemId: number): string => `item_${itemId}`

/** 表決: a choice for each item. */
export function voteForm(itemIds: readonly number[], allowed: readonly Choice[] = choices) {
  const fields = Object.fromEntries(
    itemIds.map((id) => [fieldOf(id), choice(allowed as [Choice, ...Choice[]], 'resolutions.error.choose')]),
  )
  return z.object({ voter: optional(rowId), ...fields })
}

/** The choices by item of a form that `voteForm` has taken. */
export function choicesOf(itemIds: readonly number[], form: Record<string, unknown>): Record<string, Choice> {
  return Object.fromEntries(itemIds.map((id) => [String(id), form[fieldOf(id)] as Choice]))
}

/** The number on a paper: of the voter, or of the sheet in a secret vote. */
export const paperForm = z.object({
  number: z.preprocess((value) => value ?? '', wholeNumber({ min: 1, max: 100_000 })),
})

/** 数えない紙: why a sheet of a secret vote does not count; nothing for one that does. */
export const sheetForm = z.object({ extra: optional(choice(extras)) })

/** 監事の確認 */
export const checkForm = z
  .object({
    intent: choice(['confirm', 'refuse']),
    note: text({ max: 1000, required: false }),
    version: rowId,
  })
  .superRefine((form, ctx) => {
    if (form.intent === 'refuse' && form.note === '')
      ctx.addIssue({ code: 'custom', path: ['note'], message: 'form.required' })
  })
export type CheckForm = z.output<typeof checkForm>
