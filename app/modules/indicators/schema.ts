/** 指標: what the forms and the addresses of the pages may say. */
import { z } from 'zod'
import { NotFound } from '~/platform/errors'
import { choice, message, optional, text, wholeNumber } from '~/platform/forms'
import {
  computedKeys,
  isComputed,
  isMonth,
  MOST,
  type Month,
  methods,
  readMilli,
  type Unit,
  units,
  YEARS,
} from './rules'

const yearNumber = z.coerce.number().int().min(YEARS.first).max(YEARS.last)

/** `?year=`: a fiscal year; anything else is as if nothing stood there */
export const yearQuery = z.object({ year: yearNumber.optional().catch(undefined) })

/** `?month=`: the month that is entered or corrected */
export const monthQuery = z.object({
  month: z.coerce.number().refine(isMonth).optional().catch(undefined),
})

const KEY = /^[a-z][a-z0-9_]{1,59}$/

/** The key in an address. @throws NotFound for what is none */
export function keyParam(value: string | undefined): string {
  if (!value || !KEY.test(value)) throw new NotFound()
  return value
}

/** In addresses and files: small letters, digits and underscores. `sheet` and `new` are pages of their own. */
const keySchema = text({ max: 60 }).refine(
  (key) => key === '' || (KEY.test(key) && !['new', 'sheet'].includes(key)),
  { message: 'indicators.error.key' },
)

/** An amount in a unit, typed in any width; rates have up to three decimals. `milli`, never below nothing. */
function amountOf(unit: Unit) {
  return z.string({ error: 'form.invalid' }).transform((raw, ctx) => {
    const milli = readMilli(raw.slice(0, 100))
    const refuse = (key: string) => {
      ctx.addIssue({ code: 'custom', message: key })
      return z.NEVER
    }
    if (raw.trim() === '') return refuse('form.required')
    if (milli === null || milli < 0)
      return refuse(message('indicators.error.amount', { most: MOST.toLocaleString('en-US') }))
    if (unit !== 'percent' && milli % 1000 !== 0) return refuse('indicators.error.whole')
    return milli
  })
}

const month = z
  .string({ error: 'form.choose' })
  .transform(Number)
  .pipe(z.custom<Month>((value) => typeof value === 'number' && isMonth(value), { error: 'form.choose' }))

const version = wholeNumber({ min: 0, max: 2_147_483_647 })

/**
 * 実績の入力: one month of one indicator. Of a rate the two numbers behind it may be given; the rate then follows from
 * them, or agrees with them. `version` 0: nothing stood there when the form was shown.
 */
export function entrySchema(unit: Unit) {
  const fields = z.object({
    month,
    value: unit === 'percent' ? optional(amountOf(unit)) : amountOf(unit),
    numerator:
      unit === 'percent'
        ? optional(amountOf('count'))
        : z
            .unknown()
            .optional()
            .transform(() => null),
    denominator:
      unit === 'percent'
        ? optional(amountOf('count'))
        : z
            .unknown()
            .optional()
            .transform(() => null),
    source: text({ max: 200 }),
    note: text({ max: 500, required: false }),
    version,
  })
  return fields.transform(({ value, numerator, denominator, ...rest }, ctx) => {
    const refuse = (path: string, key: string) => {
      ctx.addIssue({ code: 'custom', path: [path], message: key })
      return z.NEVER
    }
    if ((numerator === null) !== (denominator === null)) {
      return refuse(numerator === null ? 'numerator' : 'denominator', 'indicators.error.both_parts')
    }
    if (denominator === 0) return refuse('denominator', 'indicators.error.of_nobody')
    if (numerator === null || denominator === null) {
      return value === null
        ? refuse('value', 'form.required')
        : { ...rest, milli: value, numerator, denominator }
    }
    // A tenth of a per cent, rounded half up.
    const tenths = Number((BigInt(numerator) * 2000n + BigInt(denominator)) / (BigInt(denominator) * 2n))
    const milli = value ?? tenths * 100
    // As exact as it was typed: whole, tenths or more, it may be away by one in its last place and not more.
    const step = milli % 1000 === 0 ? 1000 : milli % 100 === 0 ? 100 : 10
    const away = BigInt(milli) * BigInt(denominator) - BigInt(numerator) * 100_000n
    if ((away < 0n ? -away : away) > BigInt(step) * BigInt(denominator)) {
      return refuse('value', 'indicators.error.not_the_parts')
    }
    return { ...rest, milli, numerator, denominator }
  })
}
export type EntryForm = z.output<ReturnType<typeof entrySchema>>

/** Takes a month back that was entered in error. */
export const removeSchema = z.object({ month, version })

const description = {
  name: text({ max: 150 }),
  theme: text({ max: 100 }),
  sheet: text({ max: 20, required: false }),
  section: text({ max: 100, required: false }),
  definition: text({ max: 2000 }),
  position: wholeNumber({ min: 0, max: 9999 }),
}

const counting = {
  unit: choice(units),
  method: choice(methods),
  computed: text({ max: 40, required: false }).refine((key) => key === '' || isComputed(key), {
    message: 'form.choose',
  }),
}

type Counting = { unit: Unit; method: (typeof methods)[number]; computed: string }

function agreeing<T extends Counting>(form: T, ctx: z.RefinementCtx) {
  if (form.unit === 'percent' && form.method !== 'latest') {
    ctx.addIssue({ code: 'custom', path: ['method'], message: 'indicators.error.rate_sum' })
  }
  // The portal counts month by month what the year adds up; the latest month alone would be kept as the year's figure.
  if (isComputed(form.computed) && form.method !== 'sum') {
    ctx.addIssue({ code: 'custom', path: ['method'], message: 'indicators.error.computed_sum' })
  }
  if (isComputed(form.computed) && computedKeys[form.computed] !== form.unit) {
    ctx.addIssue({ code: 'custom', path: ['unit'], message: 'indicators.error.computed_unit' })
  }
}

/** 新しい指標, for a first fiscal year */
export const newIndicatorSchema = z
  .object({
    key: keySchema,
    ...description,
    ...counting,
    year: wholeNumber({ min: YEARS.first, max: YEARS.last }),
  })
  .superRefine(agreeing)
export type NewIndicatorForm = z.output<typeof newIndicatorSchema>

/** What an indicator counts, put in order */
export const describeSchema = z.object({ ...description, ...counting, version }).superRefine(agreeing)
export type DescribeForm = z.output<typeof describeSchema>

/** 年度の目標, the year before, and what the evaluation sheet says */
export function yearSchema(unit: Unit) {
  return z.object({
    target: optional(amountOf(unit)),
    previous: optional(amountOf(unit)),
    previousNote: text({ max: 300, required: false }),
    evaluation: text({ max: 2000, required: false }),
    version,
  })
}
export type YearForm = z.output<ReturnType<typeof yearSchema>>

/** A keeper, by account */
export const keeperSchema = z.object({ user: z.uuid({ error: 'form.choose' }) })

/** A year as a whole: closed, opened again, or the one after it opened by copying */
export const wholeYearSchema = z.object({ year: wholeNumber({ min: YEARS.first, max: YEARS.last - 1 }) })

/** 指標をやめる */
export const endSchema = z.object({ version })
