/** AEDの記録: what its form may say. */
import { z } from 'zod'
import { checkPlace, degrees } from '~/modules/associations/schema'
import { checkbox, choice, message, optional, rowId, text } from '~/platform/forms'
import { normalisePhone, toKatakana } from '~/platform/text'
import { hoursKinds, readDay, readExceptions } from './rules/form'
import { normalHours, plainWords } from './rules/normal'
import { DAY, type Hours, holidayRules, hoursSchema, type Spans, type Weekday } from './schema'

/** Known and so, known and not so, not known. */
export const answers = ['yes', 'no', 'unknown'] as const
const known = choice(answers).transform((answer) => (answer === 'unknown' ? null : answer === 'yes'))

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

/** The fields of `WeeklyHoursFields`. */
const hoursForm = {
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

/** The hours that a form says. */
function hoursIn(form: HoursForm): Hours | null {
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

const shared = {
  name: text({ max: 200 }),
  name_kana: text({ max: 200, required: false }).transform(toKatakana),
  address: text({ max: 300, required: false }),
  building: text({ max: 200, required: false }),
  town: text({ max: 100, required: false }),
  latitude: optional(degrees),
  longitude: optional(degrees),
  position: text({ max: 300, required: false }),
  phone: text({ max: 40, required: false }).transform(normalisePhone),
  extension: text({ max: 40, required: false }),
  organisation: text({ max: 200, required: false }),
  url: text({ max: 500, required: false }).refine(
    (url) => url === '' || /^https?:\/\/\S+$/i.test(url),
    'form.url',
  ),
  note: text({ max: 2000, required: false }),
  child_pads: known,
  outdoors: known,
  not_for_public: checkbox,
  hall: optional(rowId),
  ...hoursForm,
}

function values(form: z.output<z.ZodObject<typeof shared>>) {
  return {
    facts: {
      name: form.name,
      nameKana: form.name_kana,
      address: form.address,
      building: form.building,
      latitude: form.latitude,
      longitude: form.longitude,
      position: form.position,
      phone: form.phone,
      extension: form.extension,
      organisation: form.organisation,
      url: form.url,
      note: form.note,
      childPads: form.child_pads,
      outdoors: form.outdoors,
      notForPublic: form.not_for_public,
      hallId: form.hall,
      hours: hoursIn(form),
    },
    town: form.town,
  }
}

function check(form: z.output<z.ZodObject<typeof shared>>, ctx: z.RefinementCtx) {
  checkPlace(form, ctx)
  if (form.hours_kind !== 'weekly') return
  const hours = hoursIn(form)
  if (!hoursSchema.safeParse(hours).success) {
    ctx.addIssue({ code: 'custom', path: ['hours_exceptions'], message: 'aeds.edit.error_too_many' })
  }
  if (hours && hours.weekly.length + hours.yearly.length + hours.dates.length === 0) {
    ctx.addIssue({ code: 'custom', path: ['hours_1'], message: 'aeds.edit.error_no_hours' })
  }
}

/** AEDの記録を直す */
export const editAedSchema = z
  .object({ version: rowId, ...shared })
  .superRefine(check)
  .transform((form) => ({ version: form.version, ...values(form) }))
export type EditAedInput = z.output<typeof editAedSchema>

/** AEDを登録する; without an association the city keeps it for a facility. */
export const newAedSchema = z
  .object({ association: optional(rowId), ...shared })
  .superRefine(check)
  .transform((form) => ({ association: form.association, ...values(form) }))
export type NewAedInput = z.output<typeof newAedSchema>

/** What a person may change of an AED in its form. */
export type AedFacts = EditAedInput['facts']
