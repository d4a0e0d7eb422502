/** What the forms of posts, seats and terms may say. */
import { z } from 'zod'
import { posts } from '~/modules/accounts/rules'
import { newOfficer } from '~/modules/accounts/schema'
import { isDay } from '~/platform/clock'
import { checkbox, choice, list, rowId, text, wholeNumber } from '~/platform/forms'
import { filledBys } from '../rules/posts'
import { isSensibleDay } from '../rules/terms'

export const day = z
  .string({ error: 'form.day' })
  .transform((value) => value.normalize('NFKC').trim())
  .refine((value) => isDay(value) && isSensibleDay(value), { error: 'form.day' })

/** What may be changed of a post at any time. */
const postFields = {
  name: text({ max: 50, requiredKey: 'officers.post.error.name' }),
  filledBy: choice(filledBys),
  // A term is at most five years long
  months: wholeNumber({ min: 1, max: 60 }),
  seats: wholeNumber({ min: 1, max: 99 }),
  position: wholeNumber({ min: 0, max: 999 }),
  introduction: text({ max: 2000, required: false }),
}

/** What a post may do in the portal is settled when it is added: terms stand on it. */
export const newPostForm = z.object({ ...postFields, post: choice(posts) })
export const editPostForm = z.object({ ...postFields, version: wholeNumber({ min: 1, max: 1_000_000 }) })
export type NewPost = z.output<typeof newPostForm>
export type EditPost = z.output<typeof editPostForm>

export const closePostForm = z.object({ version: wholeNumber({ min: 1, max: 1_000_000 }) })

const dates = { startsOn: day, endsOn: day, acting: checkbox }

/** Somebody without an account, by name alone */
export const namedTermForm = newOfficer.extend(dates)
export type NamedTerm = z.output<typeof namedTermForm>

/** An officer with an account who goes on, or stands in: pointed to by a term of theirs */
export const heldTermForm = z.object({ ...dates, holder: rowId })
export type HeldTerm = z.output<typeof heldTermForm>

/** Those whose terms go on, by seat */
export const nextTermsForm = z.object({
  startsOn: day,
  seats: list(rowId, 500).refine((seats) => seats.length > 0, { error: 'officers.next.error.none' }),
})
