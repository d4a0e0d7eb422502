/** Reading forms with zod: the same schema serves the browser's check and the action's. */
import { z } from 'zod'
import type { FieldErrors } from './errors'
import { cleanText, letterCount } from './text'

/** What a form sent: one text a field, or several where the name is repeated. */
export type FormFields = Record<string, string | string[]>

/** What an action answers when the form cannot be taken: 422 with everything the person typed. */
export type FormAnswer = { errors: FieldErrors; values: FormFields }

/** A message key with its parameters, `form.too_long?max=100`, to be worded where it is shown. */
export function message(key: string, params: Record<string, string | number> = {}): string {
  const query = new URLSearchParams(Object.entries(params).map(([k, v]) => [k, String(v)])).toString()
  return query ? `${key}?${query}` : key
}

/** One line or more of text, cleaned and trimmed. Lengths in letters (code points). An absent field is an empty text. */
export function text(options: { max: number; required?: boolean; requiredKey?: string }) {
  const { max, required = true, requiredKey = 'form.required' } = options
  return z
    .string({ error: 'form.invalid' })
    .default('')
    .transform((raw) => cleanText(raw).trim())
    .superRefine((value, ctx) => {
      if (required && value === '') ctx.addIssue({ code: 'custom', message: requiredKey })
      // Ten megabytes are not counted letter by letter: that would be work that an attacker chooses.
      const length = value.length > 100_000 ? value.length : letterCount(value)
      if (length > max) ctx.addIssue({ code: 'custom', message: message('form.too_long', { max, length }) })
    })
}

/** A choice out of fixed values. */
export function choice<const T extends readonly [string, ...string[]]>(
  values: T,
  missingKey = 'form.choose',
) {
  return z.enum(values, { error: missingKey })
}

/** A field that may be left empty: an empty text becomes null, anything else is read by `schema`. */
export function optional<S extends z.ZodType>(schema: S) {
  return z.preprocess(
    (value) => (value === undefined || (typeof value === 'string' && value.trim() === '') ? null : value),
    z.nullable(schema),
  )
}

/** A field that may stand several times (check boxes). */
export function list<S extends z.ZodType>(schema: S, max: number) {
  return z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(schema).max(max, { error: message('form.too_many', { max }) }),
  )
}

/** A check box: present means yes. */
export const checkbox = z.preprocess((value) => value === 'on' || value === 'true', z.boolean())

/** Half-width and without what people put between digits. */
const plainDigits = (raw: string) => raw.normalize('NFKC').replace(/[,\s]/g, '')

/** A whole number typed with half- or full-width digits, perhaps with commas. */
export function wholeNumber(options: { min: number; max: number }) {
  return z
    .string({ error: 'form.invalid' })
    .transform((raw, ctx) => wholeIn(plainDigits(raw), ctx, 'form.number'))
    .refine((n) => n >= options.min && n <= options.max, {
      message: message('form.number_range', options),
    })
}

/** An amount in yen, as `wholeNumber`, perhaps with ￥ before it or 円 behind it: `１，２００，０００円`. */
export function yen(options: { min: number; max: number }) {
  return (
    z
      .string({ error: 'form.invalid' })
      // 万 is not reckoned out: an amount that will be paid is written by the person who asks for it.
      .transform((raw, ctx) => wholeIn(plainDigits(raw).replace(/^¥|円$/g, ''), ctx, 'form.yen'))
      .refine((n) => n >= options.min && n <= options.max, {
        message: message('form.yen_range', {
          min: options.min.toLocaleString('en-US'),
          max: options.max.toLocaleString('en-US'),
        }),
      })
  )
}

function wholeIn(digits: string, ctx: z.RefinementCtx, key: string): number {
  if (/^-?\d{1,15}$/.test(digits)) return Number(digits)
  ctx.addIssue({ code: 'custom', message: digits === '' ? 'form.required' : key })
  return z.NEVER
}

/** The id of a row, from a form or an URL. */
export const rowId = z
  .string({ error: 'form.invalid' })
  .regex(/^[1-9]\d{0,8}$/, { error: 'form.invalid' })
  .transform(Number)

/** The errors of a failed parse by field; errors of the whole form stand under `form`. */
export function fieldErrors(error: z.ZodError): FieldErrors {
  const errors: FieldErrors = Object.create(null)
  for (const issue of error.issues) {
    const field = issue.path.length > 0 ? String(issue.path[0]) : 'form'
    const key = /^[a-z_]+(\.[a-z_]+)+(\?|$)/.test(issue.message) ? issue.message : 'form.invalid'
    const known = errors[field] ?? []
    if (!known.includes(key)) errors[field] = [...known, key]
  }
  return errors
}

/** The first value of a field, for showing it again. */
export function firstValue(values: FormFields | undefined, name: string): string | undefined {
  const value = values?.[name]
  return Array.isArray(value) ? value[0] : value
}

/** Which of several forms of a page was sent: its field `intent`; empty when there is none. */
export const intentOf = (sent: Record<string, unknown>): string =>
  typeof sent.intent === 'string' ? sent.intent : ''
