/** What the forms of halls may say; the same in the browser and on the server. */
import { z } from 'zod'
import { checkPlace, degrees, phone, reading } from '~/modules/associations/schema'
import { isDay } from '~/platform/clock'
import { checkbox, choice, message, optional, rowId, text, wholeNumber, yen } from '~/platform/forms'
import {
  type DatedFact,
  dateOf,
  designations,
  evidences,
  fileKinds,
  hallStates,
  methods,
  type PartialDate,
  readYear,
  results,
  spanOf,
  structures,
  workKinds,
} from './rules'

/** The list's address: `?q=&district=&after=`. What cannot be read is as if it were not there. */
export const listQuery = z.object({
  q: z.string().max(100).optional().catch(undefined),
  district: rowId.optional().catch(undefined),
  after: rowId.optional().catch(undefined),
})
export type ListQuery = z.output<typeof listQuery>

/** The city's view: `?state=&district=`. */
export const overviewQuery = z.object({
  state: z.enum(hallStates).optional().catch(undefined),
  district: rowId.optional().catch(undefined),
})
export type OverviewQuery = z.output<typeof overviewQuery>

/**
 * A number with decimals as a whole number of its smallest unit, so that it stays exact: with two places `132.5` is
 * 13250. Half- or full-width digits.
 * @param options `max` in the smallest unit
 */
export function decimal(options: { places: number; min: number; max: number }) {
  const { places, min, max } = options
  const unit = 10 ** places
  const form = new RegExp(`^\\d{1,9}(\\.\\d{1,${places}})?$`)
  return z
    .string({ error: 'form.invalid' })
    .transform((raw, ctx) => {
      const digits = raw.normalize('NFKC').replace(/[,\s]/g, '')
      if (!form.test(digits)) {
        ctx.addIssue({ code: 'custom', message: message('halls.error.decimal', { places }) })
        return z.NEVER
      }
      const [whole = '0', rest = ''] = digits.split('.')
      return Number(whole) * unit + Number(rest.padEnd(places, '0'))
    })
    .refine((n) => n >= min && n <= max, {
      error: message('form.number_range', { min: min / unit, max: max / unit }),
    })
}

/** A score, Is or 評点, in thousandths. */
const score = decimal({ places: 3, min: 0, max: 9_999 })

/** The three fields of a date of which only the year, or year and month, may be known. */
const parts = <N extends string>(name: N) =>
  ({
    [`${name}_year`]: text({ max: 20, required: false }),
    [`${name}_month`]: optional(wholeNumber({ min: 1, max: 12 })),
    [`${name}_day`]: optional(wholeNumber({ min: 1, max: 31 })),
  }) as Record<`${N}_year`, ReturnType<typeof text>> &
    Record<`${N}_month` | `${N}_day`, z.ZodType<number | null>>

type Parts<N extends string> = Record<`${N}_year`, string> & Record<`${N}_month` | `${N}_day`, number | null>

/** Reads the three fields of a date; null when they were left empty. Month and day need what stands before them. */
function readParts<N extends string>(
  form: Parts<N>,
  name: N,
  ctx: z.RefinementCtx,
): PartialDate | null | undefined {
  const typed = form[`${name}_year`] as string
  const [month, day] = [form[`${name}_month`], form[`${name}_day`]] as [number | null, number | null]
  const issue = (part: 'year' | 'month' | 'day', error: string) => {
    ctx.addIssue({ code: 'custom', path: [`${name}_${part}`], message: error })
    return undefined
  }
  if (typed === '') {
    return month === null && day === null ? null : issue('year', 'halls.error.year_missing')
  }
  const year = readYear(typed)
  if (year === null) return issue('year', 'halls.error.year')
  if (month === null && day !== null) return issue('month', 'halls.error.month_missing')
  return dateOf(year, month, day) ?? issue(day === null ? 'year' : 'day', 'halls.error.no_such_day')
}

/** 建築確認・着工・完成 */
export const buildingDates = ['confirmed', 'started', 'completed'] as const
type BuildingDate = (typeof buildingDates)[number]

const evidence = optional(choice(evidences))

/** One association a line, by name. */
const associations = text({ max: 2000, required: false }).transform((typed) => [
  ...new Set(
    typed
      .split(/[\n、,]/)
      .map((line) => line.trim())
      .filter(Boolean),
  ),
])

const fields = z.object({
  name: text({ max: 100 }),
  reading,
  address: text({ max: 200, required: false }),
  district: optional(rowId),
  latitude: optional(degrees),
  longitude: optional(degrees),
  associations,
  structure: optional(choice(structures)),
  floors: optional(wholeNumber({ min: 1, max: 60 })),
  floor_area: optional(decimal({ places: 2, min: 1, max: 9_999_999 })),
  ...parts('confirmed'),
  confirmed_evidence: evidence,
  ...parts('started'),
  started_evidence: evidence,
  ...parts('completed'),
  completed_evidence: evidence,
  designation: choice(designations),
  shelter_capacity: optional(wholeNumber({ min: 1, max: 100_000 })),
  night_access: text({ max: 500, required: false }),
  phone: optional(phone),
  introduction: text({ max: 2000, required: false }),
  diagnosis_public: checkbox,
  registered_to: text({ max: 200, required: false }),
  private_note: text({ max: 2000, required: false }),
})

/** What a hall's own row says. Areas in hundredths of a square metre. */
export type HallValues = {
  name: string
  reading: string
  address: string
  districtId: number | null
  latitude: number | null
  longitude: number | null
  structure: (typeof structures)[number] | null
  floors: number | null
  floorArea: number | null
  confirmed: DatedFact | null
  started: DatedFact | null
  completed: DatedFact | null
  designation: (typeof designations)[number]
  shelterCapacity: number | null
  nightAccess: string
  phone: string
  introduction: string
  diagnosisPublic: boolean
  registeredTo: string
  privateNote: string
}

/** A hall of which nothing is known. */
export const NOTHING_KNOWN: HallValues = {
  name: '',
  reading: '',
  address: '',
  districtId: null,
  latitude: null,
  longitude: null,
  structure: null,
  floors: null,
  floorArea: null,
  confirmed: null,
  started: null,
  completed: null,
  designation: 'none',
  shelterCapacity: null,
  nightAccess: '',
  phone: '',
  introduction: '',
  diagnosisPublic: false,
  registeredTo: '',
  privateNote: '',
}

/** Whether two dates cannot follow on one another, whatever of their span they mean. */
const outOfOrder = (earlier: PartialDate | null, later: PartialDate | null): boolean =>
  earlier !== null && later !== null && spanOf(earlier).first > spanOf(later).last

/** Whether the dates of a hall contradict one another. */
export const datesContradict = ({
  confirmed,
  started,
  completed,
}: Pick<HallValues, 'confirmed' | 'started' | 'completed'>): boolean =>
  outOfOrder(confirmed, started) || outOfOrder(started, completed) || outOfOrder(confirmed, completed)

function readHall(
  form: z.output<typeof fields>,
  ctx: z.RefinementCtx,
): { values: HallValues; associations: string[] } {
  checkPlace(form, ctx)
  const dated = (name: BuildingDate): DatedFact | null => {
    const date = readParts(form as Parts<BuildingDate>, name, ctx)
    const known = form[`${name}_evidence`]
    if (date === null && known !== null) {
      ctx.addIssue({ code: 'custom', path: [`${name}_year`], message: 'halls.error.year_missing' })
    }
    return date ? { ...date, evidence: known } : null
  }
  const [confirmed, started, completed] = [dated('confirmed'), dated('started'), dated('completed')]
  if (outOfOrder(confirmed, started)) {
    ctx.addIssue({ code: 'custom', path: ['started_year'], message: 'halls.error.before_confirmation' })
  }
  if (outOfOrder(started, completed) || outOfOrder(confirmed, completed)) {
    ctx.addIssue({ code: 'custom', path: ['completed_year'], message: 'halls.error.before_start' })
  }
  return {
    values: {
      name: form.name,
      reading: form.reading,
      address: form.address,
      districtId: form.district,
      latitude: form.latitude,
      longitude: form.longitude,
      structure: form.structure,
      floors: form.floors,
      floorArea: form.floor_area,
      confirmed,
      started,
      completed,
      designation: form.designation,
      shelterCapacity: form.shelter_capacity,
      nightAccess: form.night_access,
      phone: form.phone ?? '',
      introduction: form.introduction,
      diagnosisPublic: form.diagnosis_public,
      registeredTo: form.registered_to,
      privateNote: form.private_note,
    },
    associations: form.associations,
  }
}

/** 会館を登録する */
export const newHallSchema = fields.transform(readHall)
export type NewHallInput = z.output<typeof newHallSchema>

/** 会館の記録を直す */
export const editHallSchema = fields
  .extend({ version: rowId })
  .transform((form, ctx) => ({ ...readHall(form, ctx), version: form.version }))
export type EditHallInput = z.output<typeof editHallSchema>

const day = z
  .string({ error: 'form.day' })
  .transform((value) => value.normalize('NFKC').trim())
  .refine(isDay, { error: 'form.day' })

const perhapsYen = optional(yen({ min: 0, max: 2_000_000_000 }))

/** 耐震診断; without an id a new one. Scores in thousandths. */
export const diagnosisSchema = z.object({
  id: optional(rowId),
  version: rowId,
  diagnosed_on: day,
  method: choice(methods),
  score: optional(score),
  result: choice(results),
  diagnosed_by: text({ max: 200, required: false }),
  note: text({ max: 500, required: false }),
})
export type DiagnosisInput = z.output<typeof diagnosisSchema>

/** 工事; without an id a new one. */
export const workSchema = z
  .object({
    id: optional(rowId),
    version: rowId,
    kind: choice(workKinds),
    ...parts('done'),
    cost: perhapsYen,
    subsidy: perhapsYen,
    score_after: optional(score),
    note: text({ max: 500, required: false }),
  })
  .transform((form, ctx) => {
    const done = readParts(form as Parts<'done'>, 'done', ctx)
    if (done === null) ctx.addIssue({ code: 'custom', path: ['done_year'], message: 'form.required' })
    if (form.subsidy !== null && form.cost === null) {
      ctx.addIssue({ code: 'custom', path: ['cost'], message: 'halls.error.cost_missing' })
    }
    if (form.subsidy !== null && form.cost !== null && form.subsidy > form.cost) {
      ctx.addIssue({ code: 'custom', path: ['subsidy'], message: 'halls.error.more_than_cost' })
    }
    if (!done) return z.NEVER
    const { id, version, kind, cost, subsidy, score_after, note } = form
    return { id, version, kind, done, cost, subsidy, scoreAfter: score_after, note }
  })
export type WorkInput = z.output<typeof workSchema>

/** 写真・図面 */
export const fileSchema = z.object({
  kind: choice(fileKinds),
  caption: text({ max: 200, required: false }),
  public: checkbox,
  version: rowId,
})
export type FileInput = z.output<typeof fileSchema>

const fileId = z.string({ error: 'form.invalid' }).regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, {
  error: 'form.invalid',
})

/** What a button does to a file that stands. */
export const fileActSchema = z.object({
  intent: choice(['show', 'hide', 'remove']),
  file: fileId,
  version: rowId,
})
export type FileAct = z.output<typeof fileActSchema>

/** 削除 of a diagnosis or a work */
export const removeSchema = z.object({ id: rowId, version: rowId })

/** 廃止・廃止の取り消し */
export const closeSchema = z.object({
  intent: choice(['close', 'reopen']),
  closed_on: optional(day),
  version: rowId,
})

/** 会館をCSVで読み込む: the file again, with what the person has seen of it. */
export const importSchema = z.object({
  source: text({ max: 40, required: false }),
  content: z
    .string()
    .regex(/^[A-Za-z0-9+/]*={0,2}$/, { error: 'form.invalid' })
    .default(''),
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: 'form.invalid' })
    .optional(),
})
