/** Forms of those who write programmes: beginning, publishing, files, worked examples. */
import { z } from 'zod'
import { choice, message, optional, rowId, text, wholeNumber } from '~/platform/forms'
import { yenOf } from '../sketch/leaves'

const year = wholeNumber({ min: 1989, max: 2200 })
/** Addresses beside which no programme may lie */
const TAKEN = new Set(['new', 'import'])
const key = z
  .string()
  .transform((typed) => typed.normalize('NFKC').trim().toLowerCase())
  .refine((typed) => /^[a-z][a-z0-9-]{1,59}$/.test(typed) && !TAKEN.has(typed), {
    error: 'programmes.problem.key',
  })

export const newProgrammeSchema = z.object({
  name: text({ max: 100 }),
  municipality: text({ max: 60 }),
  key: optional(key),
  year,
  own: choice(['own', 'other']).transform((chosen) => chosen === 'own'),
  from: optional(z.string().max(60)),
})

export const versionOnly = z.object({ version: rowId })
export const copySchema = z.object({ from: rowId })
export const removeSchema = z.object({
  version: rowId,
  row: z.string().regex(/^\d{1,3}$/, { error: 'form.invalid' }),
})
export const publishSchema = z.object({ version: rowId, note: text({ max: 1000 }) })
export type PublishInput = z.output<typeof publishSchema>

/** A file pasted or sent; checked by the language itself. `own`: applications will be made */
export const importSchema = z.object({
  json: z.string().default(''),
  own: choice(['own', 'other']).transform((chosen) => chosen === 'own'),
})
export const wholeSchema = z.object({ version: rowId, json: z.string().default('') })

export const csvSchema = z.object({
  version: rowId,
  csv: z.string().default(''),
  how: choice(['add', 'replace']),
})

/** 期待する金額: an amount, or that the text leaves it open */
export const exampleSchema = z
  .object({
    version: rowId,
    row: z.string().max(6).default(''),
    answer: choice(['amount', 'undetermined']),
    expected: z.string().default(''),
    note: text({ max: 300, required: false }),
  })
  .transform(({ answer, expected, ...rest }, ctx) => {
    const amount = answer === 'undetermined' ? null : yenOf(expected)
    if (answer === 'amount' && amount === null) {
      const missing = expected.trim() === ''
      ctx.addIssue({
        code: 'custom',
        path: ['expected'],
        message: missing ? 'form.required' : 'programmes.problem.yen',
      })
      return z.NEVER
    }
    return { ...rest, expected: amount }
  })
export type ExampleInput = z.output<typeof exampleSchema>

/** Most examples that a programme may have. */
export const MOST_EXAMPLES = 500
export const tooManyExamples = message('form.too_many', { max: MOST_EXAMPLES })
/** Bytes of a file of a programme or of examples */
export const MAX_TEXT_FILE = 1024 * 1024
