/** What the forms of programmes, hosts, places and sessions may say; the same in the browser and on the server. */
import { z } from 'zod'
import { email } from '~/modules/accounts/schema'
import { phone } from '~/modules/associations/schema'
import { instantOfLocal, isDay } from '~/platform/clock'
import { checkbox, choice, list, optional, rowId, text, wholeNumber } from '~/platform/forms'
import {
  ANY_THEME,
  hostStates,
  insuranceStarts,
  needs,
  PARTY_MOST,
  periodErrors,
  programmeKinds,
  programmeStates,
  stages,
  themes,
  views,
} from './rules'

const day = z.string({ error: 'form.day' }).refine(isDay, { error: 'form.day' })
const version = wholeNumber({ min: 1, max: 1_000_000_000 })
const loose = <S extends z.ZodType>(schema: S) => schema.optional().catch(undefined)

/** さがす: the address of the list; what cannot be read is as if it were not there. */
export const findQuery = z.object({
  q: loose(z.string().max(100)),
  kind: loose(z.enum(programmeKinds)),
  theme: loose(z.enum(themes)),
  stage: loose(z.enum(stages)),
  district: loose(rowId),
  programme: loose(rowId),
  host: loose(rowId),
  day: loose(z.string().refine(isDay)),
  people: loose(wholeNumber({ min: 1, max: PARTY_MOST })),
  weekend: loose(z.literal('1')),
  room: loose(z.literal('1')),
  view: loose(z.enum(views)),
  month: loose(z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/)),
  after: loose(z.string().regex(/^\d{1,15}-[1-9]\d{0,8}$/)),
})
export type FindQuery = z.output<typeof findQuery>

/** Periods are named in the form as in the rules, with underscores. */
const periodFields = {
  offers_from: day,
  offers_until: day,
  apply_from: day,
  apply_until: day,
  activity_from: day,
  activity_until: day,
  report_until: day,
}
type PeriodFields = { [K in keyof typeof periodFields]: string }

export const periodsIn = (form: PeriodFields) => ({
  offersFrom: form.offers_from,
  offersUntil: form.offers_until,
  applyFrom: form.apply_from,
  applyUntil: form.apply_until,
  activityFrom: form.activity_from,
  activityUntil: form.activity_until,
  reportUntil: form.report_until,
})

/** 事業 */
export const programmeForm = z
  .object({
    kind: choice(programmeKinds),
    year: wholeNumber({ min: 2020, max: 2100 }),
    title: text({ max: 100 }),
    introduction: text({ max: 4000, required: false }),
    ...periodFields,
    orientation: text({ max: 1000, required: false }),
    offer_hours: wholeNumber({ min: 1, max: 336 }),
    consent_days: wholeNumber({ min: 1, max: 60 }),
    group_most: wholeNumber({ min: 1, max: 20 }),
    insurance: text({ max: 200, required: false }),
    insurance_from: choice(insuranceStarts),
    indicator: text({ max: 60, required: false }).refine((key) => /^[a-z0-9_-]*$/.test(key), {
      error: 'form.invalid',
    }),
    version,
  })
  .superRefine((form, ctx) => {
    for (const [field, message] of Object.entries(periodErrors(periodsIn(form))))
      ctx.addIssue({ code: 'custom', path: [field], message })
  })
export type ProgrammeForm = z.output<typeof programmeForm>

export const programmeMove = z.object({ to: choice(programmeStates), version })

/** What is practical on the day: also of a published place. */
const practical = {
  meeting_point: text({ max: 300 }),
  bring: text({ max: 500, required: false }),
  rain_rule: text({ max: 300, required: false }),
  access: text({ max: 500, required: false }),
  allergies: text({ max: 500, required: false }),
  supervisor: text({ max: 100 }),
  supervisor_phone: optional(phone),
  version,
}
export const practicalForm = z.object(practical)
export type PracticalForm = z.output<typeof practicalForm>

/** 受入れ. `spot`: where it stands on the map. */
export const placeForm = z
  .object({
    programme: rowId,
    host: z.string({ error: 'form.choose' }).regex(/^(h|a)[1-9]\d{0,8}$/, { error: 'form.choose' }),
    need: optional(choice(needs)),
    need_href: text({ max: 100, required: false }).refine(
      (href) => href === '' || /^\/(aeds|halls|notices)\/[1-9]\d{0,8}$/.test(href),
      { error: 'form.invalid' },
    ),
    title: text({ max: 100 }),
    body: text({ max: 4000 }),
    theme: choice(themes),
    stages: list(z.enum(stages, { error: 'form.choose' }), stages.length).refine(
      (chosen) => chosen.length > 0,
      {
        error: 'volunteering.error.stages',
      },
    ),
    together: checkbox,
    orientation: checkbox,
    venue: text({ max: 200 }),
    spot: z
      .string({ error: 'form.choose' })
      .regex(/^(keep|host|none|town|hall-[1-9]\d{0,8})$/, { error: 'form.choose' }),
    town: text({ max: 60, required: false }),
    ...practical,
  })
  .superRefine((form, ctx) => {
    if (form.spot === 'town' && form.town === '')
      ctx.addIssue({ code: 'custom', path: ['town'], message: 'form.required' })
  })
export type PlaceForm = z.output<typeof placeForm>

/** What is done with a place on its page. */
export const placeAct = z.object({
  intent: choice(['submit', 'take_back', 'delete', 'cancel'] as const),
  version,
})
export type PlaceAct = z.output<typeof placeAct>

/** 公開・差戻し */
export const decisionForm = z
  .object({
    decision: choice(['publish', 'return'] as const),
    reason: text({ max: 1000, required: false }),
    version,
  })
  .superRefine((form, ctx) => {
    if (form.decision === 'return' && form.reason === '')
      ctx.addIssue({ code: 'custom', path: ['reason'], message: 'volunteering.error.reason' })
  })
export type DecisionForm = z.output<typeof decisionForm>

/** 10:00, also 9:00, １０：００ or 10時30分; becomes `HH:mm`. */
const time = z.string({ error: 'volunteering.error.time' }).transform((typed, ctx) => {
  const found = /^(\d{1,2})(?::(\d{2})|時(?:(\d{1,2})分|(半))?)$/.exec(
    typed.normalize('NFKC').replace(/\s/g, ''),
  )
  const hour = Number(found?.[1])
  const minute = found?.[4] ? 30 : Number(found?.[2] ?? found?.[3] ?? 0)
  if (found && hour < 24 && minute < 60)
    return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  ctx.addIssue({ code: 'custom', message: 'volunteering.error.time' })
  return z.NEVER
})

/** 日程 */
export const sessionForm = z
  .object({
    day,
    starts: time,
    ends: time,
    capacity: wholeNumber({ min: 1, max: 10_000 }),
    minutes: optional(wholeNumber({ min: 1, max: 1440 })),
    session: optional(rowId),
    version: optional(version),
  })
  .transform((form, ctx) => {
    const startsAt = instantOfLocal(`${form.day}T${form.starts}`)
    const endsAt = instantOfLocal(`${form.day}T${form.ends}`)
    if (!startsAt || !endsAt) {
      ctx.addIssue({ code: 'custom', path: ['starts'], message: 'volunteering.error.time' })
      return z.NEVER
    }
    if (endsAt <= startsAt) {
      ctx.addIssue({ code: 'custom', path: ['ends'], message: 'volunteering.error.ends_before' })
      return z.NEVER
    }
    const length = (endsAt.getTime() - startsAt.getTime()) / 60_000
    return { ...form, startsAt, endsAt, minutes: form.minutes ?? length }
  })
export type SessionForm = z.output<typeof sessionForm>

export const sessionDelete = z.object({ session: rowId, version })
export const sessionCancel = z.object({ session: rowId, reason: text({ max: 300 }), version })

/** 写真, only with the consent of those who are on it. */
export const photoForm = z.object({
  caption: text({ max: 200 }),
  consent_on: day,
  consent: checkbox.refine((yes) => yes, { error: 'volunteering.error.consent' }),
})
export type PhotoForm = z.output<typeof photoForm>
export const photoRemove = z.object({ photo: rowId })

/** 団体の登録 */
export const hostForm = z.object({
  name: text({ max: 100 }),
  introduction: text({ max: 2000 }),
  phone,
  email,
  version: optional(version),
})
export type HostForm = z.output<typeof hostForm>

export const hostMove = z.object({ host: rowId, to: choice(hostStates), version })

export const hostMemberForm = z.object({ host: rowId, member: email })
export const hostMemberRemove = z.object({ host: rowId, member_id: rowId })

/** 市の部署 that offers lectures, kept by somebody with an account. */
export const sectionForm = z.object({
  name: text({ max: 100 }),
  introduction: text({ max: 2000, required: false }),
  phone: optional(phone),
  keeper: email,
})
export type SectionForm = z.output<typeof sectionForm>

/** 募集のお知らせ: one theme, or every one. They come at once, as a call a week before cannot wait long. */
const calls = {
  theme: choice([ANY_THEME, ...themes], 'volunteering.error.theme'),
}
const atOnce = { rhythm: 'at_once', quiet_from: 21, quiet_until: 7 } as const
export const callSubscription = z.object({ email, ...calls }).transform((form) => ({ ...form, ...atOnce }))
export const ownCallSubscription = z.object(calls).transform((form) => ({ ...form, ...atOnce }))
