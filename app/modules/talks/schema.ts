/** What the forms of 意見交換会 and the addresses of its lists may say. */
import { z } from 'zod'
import { type Day, dayOf, instantOfLocal, isDay } from '~/platform/clock'
import { checkbox, choice, message, optional, rowId, text, wholeNumber } from '~/platform/forms'
import { givenAnswers, MINUTES_MAX, talkVerbs } from './rules'

/** The list's address. What cannot be read is as if it were not there. */
export const listQuery = z.object({
  district: rowId.optional().catch(undefined),
  past: z
    .literal('1')
    .transform(() => true)
    .optional()
    .catch(undefined),
  after: rowId.optional().catch(undefined),
})
export type ListQuery = z.output<typeof listQuery>

/** How one edition is told from the next */
const version = wholeNumber({ min: 1, max: 1_000_000 })

/** A day of this century, as a calendar field sends it. */
const day = z
  .string({ error: 'form.day' })
  .transform((value) => value.normalize('NFKC').trim())
  .refine((value): value is Day => isDay(value) && value >= '2000-01-01' && value < '2100-01-01', {
    error: 'form.day',
  })

/** A day and a time in Japan, as a field of the browser sends it. */
const instant = z.string({ error: 'talks.error.instant' }).transform((value, ctx) => {
  const at = instantOfLocal(value.normalize('NFKC').trim())
  if (at && at.getUTCFullYear() >= 2000 && at.getUTCFullYear() < 2100) return at
  ctx.addIssue({ code: 'custom', message: 'talks.error.instant' })
  return z.NEVER
})

/** The address of an online room: a page of the web and nothing else. */
const onlineUrl = text({ max: 500, required: false }).refine(
  (value) => value === '' || (/^https:\/\/[^\s"<>\\]+$/i.test(value) && URL.canParse(value)),
  { error: 'talks.error.online_url' },
)

/** A place on the map as two numbers: `34.8131, 135.6507`. Half- or full-width; both or none. */
const spot = text({ max: 60, required: false }).transform((value, ctx) => {
  if (value === '') return null
  const found = /^(-?\d{1,3}(?:\.\d{1,10})?)\s*[,、\s]\s*(-?\d{1,3}(?:\.\d{1,10})?)$/.exec(
    value.normalize('NFKC'),
  )
  const [latitude, longitude] = [Number(found?.[1]), Number(found?.[2])]
  // Somewhere in Japan: two numbers the wrong way round are not.
  if (found && latitude >= 20 && latitude <= 46 && longitude >= 122 && longitude <= 154) {
    return { latitude, longitude }
  }
  ctx.addIssue({ code: 'custom', message: 'talks.error.spot' })
  return z.NEVER
})

const fields = {
  title: text({ max: 100, requiredKey: 'talks.error.title' }),
  introduction: text({ max: 4000, required: false }),
  audience: rowId,
  startsAt: instant,
  endsAt: instant,
  place: text({ max: 200, required: false }),
  spot,
  onlineUrl,
  answerBy: optional(day),
}

type Times = { startsAt: Date; endsAt: Date }
const inOrder = ({ startsAt, endsAt }: Times) => endsAt > startsAt
const order = { path: ['endsAt'], error: 'talks.error.order' }
/** A meeting that lasts longer than this is a slip of the year or the month. */
const short = ({ startsAt, endsAt }: Times) => endsAt.getTime() - startsAt.getTime() <= 12 * 3600_000
const tooLong = { path: ['endsAt'], error: 'talks.error.long' }
const somewhere = (form: { place: string; onlineUrl: string }) => form.place !== '' || form.onlineUrl !== ''
const nowhere = { path: ['place'], error: 'talks.error.nowhere' }

/** Whoever answers after the talk has answered nothing. */
const inTime = (form: { startsAt: Date; answerBy: Day | null }) =>
  form.answerBy === null || form.answerBy <= dayOf(form.startsAt)
const late = { path: ['answerBy'], error: 'talks.error.answer_by' }

export const newTalkForm = z
  .object({ association: rowId, ...fields })
  .refine(inTime, late)
  .refine(inOrder, order)
  .refine(short, tooLong)
  .refine(somewhere, nowhere)
export const editTalkForm = z
  .object({ ...fields, version })
  .refine(inTime, late)
  .refine(inOrder, order)
  .refine(short, tooLong)
  .refine(somewhere, nowhere)
export type TalkForm = Omit<z.output<typeof newTalkForm>, 'association'>
export type NewTalk = z.output<typeof newTalkForm>
export type EditTalk = z.output<typeof editTalkForm>

/** お知らせする, 開催した, 中止する */
export const verbForm = z.object({
  verb: choice(talkVerbs),
  reason: text({ max: 500, required: false }),
  version,
})

export const discardForm = z.object({ version })

/** 議題 */
export const itemForm = z.object({
  title: text({ max: 100, requiredKey: 'talks.error.item' }),
  text: text({ max: 2000, required: false }),
  minutes: optional(wholeNumber({ min: 1, max: 480 })),
  section: optional(rowId),
  matter: optional(rowId),
})
export type ItemForm = z.output<typeof itemForm>
/** An item that is changed where it stands; `version` that of the talk */
export const editItemForm = itemForm.extend({ id: rowId, version })
/** Which item of the agenda, or which outcome, a button belongs to */
export const rowForm = z.object({ id: rowId })
export const moveItemForm = z.object({ id: rowId, way: choice(['up', 'down']) })

const people = wholeNumber({ min: 0, max: 1000 })

/** 出欠 of one's own association */
export const answerForm = z
  .object({
    association: rowId,
    answer: choice(givenAnswers, 'talks.error.answer'),
    people: optional(people),
    version: wholeNumber({ min: 0, max: 1_000_000 }),
  })
  .refine(({ answer, people: count }) => answer === 'no' || (count !== null && count > 0), {
    path: ['people'],
    error: 'talks.error.people',
  })
export type AnswerForm = z.output<typeof answerForm>

/** What the host enters of one association from its slip, and of the day itself. */
export const enteredForm = z
  .object({
    association: rowId,
    answer: choice(['unknown', ...givenAnswers], 'talks.error.answer'),
    people: optional(people),
    came: optional(people),
    version: wholeNumber({ min: 0, max: 1_000_000 }),
  })
  .refine(
    ({ answer, people: count }) => answer === 'no' || answer === 'unknown' || (count !== null && count > 0),
    { path: ['people'], error: 'talks.error.people' },
  )
export type EnteredForm = z.output<typeof enteredForm>

/** 事前の質問 */
export const questionForm = z.object({
  text: text({ max: 1000, requiredKey: 'talks.error.question' }),
  association: optional(rowId),
  personal_ok: checkbox,
})
export type QuestionForm = z.output<typeof questionForm>

/** What the host does with a question: shows it, does not take it up, or answers it. */
export const decideForm = z
  .object({
    id: rowId,
    decision: choice(['show', 'refuse', 'answer']),
    words: text({ max: 2000, required: false }),
    version,
  })
  .refine(({ decision, words }) => decision === 'show' || words !== '', {
    path: ['words'],
    error: 'talks.error.words',
  })
  .refine(({ decision, words }) => decision !== 'refuse' || words.length <= 500, {
    path: ['words'],
    error: message('form.too_long', { max: 500, length: 501 }),
  })
export type DecideForm = z.output<typeof decideForm>

/** 議事録: kept as a draft, or published */
export const minutesForm = z.object({
  minutes: text({ max: MINUTES_MAX, required: false }),
  version,
})

/** 決まったこと, with whoever does it: `section:3`, `association:12` */
const decided = z.object({
  text: text({ max: 500, requiredKey: 'talks.error.outcome' }),
  owner: z.string({ error: 'talks.error.owner' }).transform((value, ctx) => {
    const found = /^(section|association):([1-9]\d{0,8})$/.exec(value)
    if (found) return { kind: found[1] as 'section' | 'association', id: Number(found[2]) }
    ctx.addIssue({ code: 'custom', message: 'talks.error.owner' })
    return z.NEVER
  }),
  dueOn: optional(day),
})
const dated = ({ dueOn }: { dueOn: Day | null }) => dueOn !== null
const undated = { path: ['dueOn'], error: 'talks.error.due' }
export const outcomeForm = decided.refine(dated, undated)
/** One that is changed where it stands */
export const editOutcomeForm = decided.extend({ id: rowId, version }).refine(dated, undated)
export type OutcomeForm = z.output<typeof outcomeForm>

/** What an outcome is edited by: the row, and the edition that was read */
const outcomeRowForm = z.object({ id: rowId, version })

/** やめる, and why */
export const dropForm = outcomeRowForm.extend({
  reason: text({ max: 500, requiredKey: 'talks.error.reason' }),
})

/** An outcome of an association is done, or is not after all. */
export const tickForm = z.object({ id: rowId, done: choice(['yes', 'no']), version })

/** The fiscal year of the attendance, and where its page goes on. */
export const yearQuery = z.object({
  year: z
    .string()
    .regex(/^20\d{2}$/)
    .transform(Number)
    .optional()
    .catch(undefined),
})

/** Which part of the list of those invited is shown. */
export const invitedQuery = z.object({
  q: z.string().max(50).optional().catch(undefined),
  after: rowId.optional().catch(undefined),
})
