/** What the forms of an association may say; the same in the browser and on the server. */
import { z } from 'zod'
import { isDay } from '~/platform/clock'
import { checkbox, list, optional, rowId, text, wholeNumber } from '~/platform/forms'
import { normalisePhone, searchForm } from '~/platform/text'
import { inJapan, readArea } from './area'
import { searchKinds } from './rules'

/** The list's address: `?q=&district=&kind=&after=`. What cannot be read is as if it were not there. */
export const searchQuery = z.object({
  q: z.string().max(100).optional().catch(undefined),
  district: rowId.optional().catch(undefined),
  kind: z.enum(searchKinds).optional().catch(undefined),
  after: rowId.optional().catch(undefined),
})
export type SearchQuery = z.output<typeof searchQuery>

const day = z.string({ error: 'form.day' }).refine(isDay, { error: 'form.day' })

/** A reading: katakana and half-width kana become hiragana. */
export const reading = text({ max: 200 })
  .transform((typed) => searchForm(typed))
  .refine((kana) => kana === '' || /^[ぁ-ゖー・0-9 ]+$/.test(kana), { error: 'form.hiragana' })

/** 072-000-0000; ten or eleven digits after a zero. */
export const phone = z
  .string({ error: 'form.invalid' })
  .max(100, { error: 'form.phone' })
  .transform(normalisePhone)
  .refine((number) => /^0[\d-]{9,13}$/.test(number) && /^\d{10,11}$/.test(number.replaceAll('-', '')), {
    error: 'form.phone',
  })

const email = text({ max: 254, required: false })
  .transform((typed) => typed.normalize('NFKC').toLowerCase())
  .refine((address) => /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(address), { error: 'form.email' })

/** An address of the web, http or https, without a name and password in it; a missing scheme is https. */
const website = text({ max: 500, required: false }).transform((typed, ctx) => {
  const address = /^[a-z][a-z\d+.-]*:/i.test(typed) ? typed : `https://${typed}`
  const url = URL.canParse(address) ? new URL(address) : null
  const fits =
    url && /^https?:$/.test(url.protocol) && url.hostname.includes('.') && !url.username && !url.password
  if (fits && url.href.length <= 500) return url.href
  ctx.addIssue({ code: 'custom', message: 'form.url' })
  return z.NEVER
})

/** Degrees of latitude or longitude, typed with half- or full-width digits; rounded to six places (0.1 m). */
export const degrees = z.string({ error: 'form.invalid' }).transform((typed, ctx) => {
  const number = typed.normalize('NFKC').trim()
  if (/^\d{1,3}(\.\d{1,20})?$/.test(number)) return Math.round(Number(number) * 1e6) / 1e6
  ctx.addIssue({ code: 'custom', message: 'form.number' })
  return z.NEVER
})

const area = z.string({ error: 'form.invalid' }).transform((typed, ctx) => {
  const result = readArea(typed)
  if ('area' in result) return result.area
  ctx.addIssue({ code: 'custom', message: `associations.area_error.${result.error}` })
  return z.NEVER
})

/** One town a line; the names are looked up by the command. */
const towns = text({ max: 4000, required: false }).transform((typed) => [
  ...new Set(
    typed
      .split(/[\n、,]/)
      .map((line) => line.trim())
      .filter(Boolean),
  ),
])

const shared = {
  name: text({ max: 100 }),
  reading,
  legalPersonalitySince: optional(day),
  households: optional(wholeNumber({ min: 0, max: 1_000_000 })),
  memberHouseholds: optional(wholeNumber({ min: 0, max: 1_000_000 })),
  householdsMethod: optional(text({ max: 200 })),
  householdsAsOf: optional(day),
  website: optional(website),
  introduction: text({ max: 4000, required: false }),
  howToJoin: text({ max: 4000, required: false }),
  towns,
  latitude: optional(degrees),
  longitude: optional(degrees),
  area: optional(area),
  contactName: optional(text({ max: 100 })),
  contactPhone: optional(phone),
  contactEmail: optional(email),
  needsApproval: checkbox,
}

type Numbers = {
  households: number | null
  memberHouseholds: number | null
  householdsMethod: string | null
  householdsAsOf: string | null
  latitude: number | null
  longitude: number | null
}

/** Numbers need their method and date. */
function checkNumbers(form: Numbers, ctx: z.RefinementCtx) {
  const issue = (field: keyof Numbers, message: string) =>
    ctx.addIssue({ code: 'custom', path: [field], message })
  const counted = form.households !== null || form.memberHouseholds !== null
  if (counted && !form.householdsMethod) issue('householdsMethod', 'associations.edit.needs_method')
  if (counted && !form.householdsAsOf) issue('householdsAsOf', 'associations.edit.needs_date')
  if (form.households !== null && form.memberHouseholds !== null && form.memberHouseholds > form.households) {
    issue('memberHouseholds', 'associations.edit.more_members')
  }
  checkPlace(form, ctx)
}

/** A place needs both its degrees, and lies in Japan. */
export function checkPlace(
  { latitude, longitude }: { latitude: number | null; longitude: number | null },
  ctx: z.RefinementCtx,
) {
  const issue = (field: 'latitude' | 'longitude', message: string) =>
    ctx.addIssue({ code: 'custom', path: [field], message })
  if ((latitude === null) !== (longitude === null)) {
    issue(latitude === null ? 'latitude' : 'longitude', 'associations.edit.place_half')
  } else if (latitude !== null && longitude !== null && !inJapan(latitude, longitude)) {
    issue(
      'latitude',
      inJapan(longitude, latitude) ? 'associations.edit.place_swapped' : 'associations.edit.place_outside',
    )
  }
}

/** 自治会のページを直す */
export const editSchema = z.object({ version: rowId, ...shared }).superRefine(checkNumbers)
export type EditInput = z.output<typeof editSchema>

/** 自治会・班を加える: the rest is written on the new page's own form. */
export const newSchema = z.object({
  parent: rowId,
  district: optional(rowId),
  name: shared.name,
  reading: shared.reading,
  towns: shared.towns,
})
export type NewInput = z.output<typeof newSchema>

/** 連絡先公開の同意 */
export const consentSchema = z
  .object({
    /** The contact person as the form showed them: the consent is theirs and nobody else's. */
    person: text({ max: 100 }),
    givenOn: day,
    shows: list(z.enum(['name', 'phone', 'email'], { error: 'form.choose' }), 3),
    agreed: checkbox,
  })
  .superRefine((form, ctx) => {
    if (form.shows.length === 0) ctx.addIssue({ code: 'custom', path: ['shows'], message: 'form.choose' })
    if (!form.agreed)
      ctx.addIssue({ code: 'custom', path: ['agreed'], message: 'associations.consent.must_agree' })
  })
export type ConsentInput = z.output<typeof consentSchema>

/** お住まいの地域: a town as typed, or the row of one that was chosen, or an association */
export const placeSchema = z.object({
  town: text({ max: 100, required: false }),
  townId: optional(rowId),
  association: text({ max: 60, required: false }),
  next: text({ max: 500, required: false }),
})
export type PlaceInput = z.output<typeof placeSchema>
