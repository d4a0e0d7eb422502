/** 申請書の作成: what its forms may say; made from the programme's own works and questions. A draft may be incomplete. */
import { z } from 'zod'
import { answersOf, costField, estimateForm, factField, type Programme } from '~/modules/subsidies/schema'
import type { Day } from '~/platform/clock'
import {
  checkbox,
  choice,
  type FormFields,
  list,
  optional,
  rowId,
  text,
  wholeNumber,
  yen,
} from '~/platform/forms'
import { askedOf } from '../rules'
import { projectDay } from './day'

/** 十億円: no hall costs more */
const MAX_COST = 9_999_999_999

/** Bytes of one file, files that are sent at once, and files of one document */
export const MAX_FILE_BYTES = 10 * 1024 * 1024
export const MAX_FILES_AT_ONCE = 10
export const MAX_FILES = 20
export const fileTypes: readonly string[] = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp']

/** 申請を始める */
export const startSchema = z.object({
  association: rowId,
  programme: text({ max: 60 }),
  year: wholeNumber({ min: 1989, max: 2200 }),
  works: list(z.string().max(40), 30),
  hallId: optional(rowId),
})
export type StartInput = z.output<typeof startSchema>

/** What an estimate that was worked out before brings along: costs in yen by work, and its answers. */
type Brought = { costs: Record<string, number>; facts: Record<string, string | number | boolean> }

/** Of the fields of an estimate what can be read; the rest is asked again. */
export function broughtFrom(programme: Programme, works: readonly string[], fields: FormFields): Brought {
  const { shape } = estimateForm(programme, works)
  const read = Object.fromEntries(
    Object.entries(shape).flatMap(([name, schema]) => {
      const { success, data } = schema.safeParse(fields[name])
      return success ? [[name, data]] : []
    }),
  )
  const priced = works.filter((work) => read[costField(work)] !== undefined)
  const asked = askedOf(programme, works).map(({ key }) => key)
  const { facts } = answersOf(programme, works, read)
  return {
    costs: answersOf(programme, priced, read).costs,
    facts: Object.fromEntries(Object.entries(facts).filter(([key]) => asked.includes(key))),
  }
}

/** 計画 */
export function planForm(programme: Programme) {
  const keys = programme.works.map(({ key }) => key) as [string, ...string[]]
  return z
    .object({
      version: rowId,
      title: text({ max: 100 }),
      purpose: text({ max: 4000, required: false }),
      works: list(choice(keys), programme.severalWorks ? 30 : 1),
      hallId: optional(rowId),
      plannedStart: optional(projectDay),
      plannedEnd: optional(projectDay),
      contractOn: optional(projectDay),
      contractSigned: checkbox,
    })
    .superRefine(({ plannedStart, plannedEnd }, ctx) => {
      if (plannedStart && plannedEnd && plannedEnd < plannedStart)
        ctx.addIssue({ code: 'custom', path: ['plannedEnd'], message: 'applications.plan.end_before_start' })
    })
}
export type PlanInput = {
  version: number
  title: string
  purpose: string
  works: string[]
  hallId: number | null
  plannedStart: Day | null
  plannedEnd: Day | null
  contractOn: Day | null
  /** The association knows what an early contract costs, and it is signed */
  contractSigned: boolean
}

/** 質問: each may stay open */
export function questionsForm(programme: Programme, works: readonly string[]) {
  const known = estimateForm(programme, works).shape
  const shape: Record<string, z.ZodType> = { version: rowId }
  for (const { key } of askedOf(programme, works)) shape[factField(key)] = known[factField(key)] as z.ZodType
  return z.object(shape).superRefine((given, ctx) => {
    const [confirmed, started] = ['confirmedOn', 'startedOn'].map((key) => given[factField(key)])
    if (typeof confirmed === 'string' && typeof started === 'string' && started < confirmed)
      ctx.addIssue({
        code: 'custom',
        path: [factField('startedOn')],
        message: 'applications.questions.before_confirmation',
      })
  })
}

/** What the checked form of the questions said. */
export function answersIn(
  programme: Programme,
  works: readonly string[],
  read: Record<string, unknown>,
): { version: number; answers: Brought['facts'] } {
  return { version: Number(read.version), answers: answersOf(programme, works, read).facts }
}

const fileId = z.string({ error: 'form.invalid' }).regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, {
  error: 'form.invalid',
})

/** 経費の明細; without an id a new one */
export function lineForm(works: readonly string[]) {
  return z.object({
    version: rowId,
    id: optional(rowId),
    work: z.enum(works as [string, ...string[]], { error: 'form.choose' }),
    label: text({ max: 200 }),
    amount: yen({ min: 1, max: MAX_COST }),
    eligible: choice(['yes', 'no']).transform((answer) => answer === 'yes'),
    payee: text({ max: 200, required: false }),
    /** A paper that is there already */
    paper: optional(fileId),
  })
}
export type LineInput = z.output<ReturnType<typeof lineForm>>

/** 明細を消す */
export const removeLineSchema = z.object({ version: rowId, id: rowId })
/** 見積の明細を実績に写す */
export const copyLinesSchema = z.object({ version: rowId })

/** 書類を出す */
export const addFilesSchema = z.object({
  version: rowId,
  document: rowId,
  /** `replace`: what stands there is kept in the trail alone */
  mode: choice(['add', 'replace']).default('add'),
})
export type AddFilesInput = z.output<typeof addFilesSchema>

/** ファイルを外す */
export const removeFileSchema = z.object({ version: rowId, file: fileId })

/** 会館の記録の写真・図面を使う */
export const hallFilesSchema = z.object({
  version: rowId,
  document: rowId,
  files: list(fileId, MAX_FILES).refine((chosen) => chosen.length > 0, {
    error: 'applications.documents.hall_files_choose',
  }),
})

/** この申請には要らない, and taken back */
export const notNeededSchema = z.object({ version: rowId, document: rowId, note: text({ max: 500 }) })
export const neededSchema = z.object({ version: rowId, document: rowId })

/** Cost lines of one application */
export const MAX_LINES = 100
