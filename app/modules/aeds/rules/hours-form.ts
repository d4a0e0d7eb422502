/** Hours as a form sends them: read, checked, and told what is wrong with them. */
import { z } from 'zod'
import { checkbox, choice, message, text } from '~/platform/forms'
import { DAY, type Hours, holidayRules, hoursSchema, type Spans, type Weekday } from '../schema'
import { hoursKinds, readDay, readExceptions } from './form'
import { normalHours, plainWords } from './normal'

const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const
const day = text({ max: 200, required: false }).transform((typed, ctx): Spans => {
  const spans = readDay(typed)
  if (spans !== undefined && (spans === null || spans.length <= 8)) return spans
  ctx.addIssue({ code: 'custom', message: 'aeds.edit.error_day' })
  return z.NEVER
})

const exceptions = text({ max: 3000, required: false }).transform((typed, ctx) => {
  const read = readExceptions(typed)
  if (!('refused' in read)) return read
  ctx.addIssue({
    code: 'custom',
    message: message('aeds.edit.error_exception', { line: read.refused.slice(0, 60) }),
  })
  return z.NEVER
})

/** The fields of a form for hours: how they are entered, a line of text a day, and a line for each exception. */
export const hoursForm = {
  hours_kind: choice(hoursKinds),
  hours_0: day,
  hours_1: day,
  hours_2: day,
  hours_3: day,
  hours_4: day,
  hours_5: day,
  hours_6: day,
  hours_holidays: choice(holidayRules).default('unknown'),
  hours_exceptions: exceptions,
  hours_conditions: text({ max: 300, required: false }).transform(plainWords),
  hours_night: text({ max: 300, required: false }).transform(plainWords),
  hours_uncertain: checkbox,
}

type HoursForm = { [K in keyof typeof hoursForm]: z.output<(typeof hoursForm)[K]> }

/** The hours that a form says; null: not known. */
export function hoursIn(form: HoursForm): Hours | null {
  const {
    hours_kind: kind,
    hours_night: night,
    hours_conditions: conditions,
    hours_uncertain: uncertain,
  } = form
  if (kind === 'unknown') return null
  if (kind === 'always') {
    return normalHours({
      weekly: [{ days: [...WEEKDAYS], spans: [{ from: 0, until: DAY }] }],
      holidays: 'as_weekday',
      yearly: [],
      dates: [],
      night,
      conditions,
      uncertain: false,
    })
  }
  const { weekly, yearly, dates, shifts } = form.hours_exceptions
  const days = WEEKDAYS.map((weekday: Weekday) => ({ days: [weekday], spans: form[`hours_${weekday}`] }))
  return normalHours({
    weekly: [...days, ...weekly],
    holidays: form.hours_holidays,
    shifts,
    yearly,
    dates,
    night,
    conditions,
    uncertain,
  })
}

/** Refuses weekly hours without any hour, and more exceptions than are kept. */
export function checkHours(form: HoursForm, ctx: z.RefinementCtx) {
  if (form.hours_kind !== 'weekly') return
  const hours = hoursIn(form)
  if (!hoursSchema.safeParse(hours).success) {
    ctx.addIssue({ code: 'custom', path: ['hours_exceptions'], message: 'aeds.edit.error_too_many' })
  }
  if (hours && hours.weekly.length + hours.yearly.length + hours.dates.length === 0) {
    ctx.addIssue({ code: 'custom', path: ['hours_1'], message: 'aeds.edit.error_no_hours' })
  }
}
