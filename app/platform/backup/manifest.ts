/** What stands in the list at the end of a back-up. */
import { z } from 'zod'

/** The number of the archive's form: raised when an older program could not read it any more. */
export const FORMAT = 1

export const LIST = 'manifest.json'
export const LIST_SUM = 'manifest.sha256'
/** The portal's secret, in archives that were told to hold it. */
export const SECRET = 'app-secret'
/** Before the key of a stored file. */
export const FILES = 'files/'
/** Jobs that wait, of the job queue. */
export const JOBS = 'jobs'

/** Part `n` of the rows of a table: PostgreSQL's COPY text, compressed; the parts in order make the whole. */
export const partName = (table: string, n: number) => `tables/${table}/${String(n).padStart(6, '0')}.copy.gz`

const entry = z.object({ size: z.int().min(0), sha256: z.string().length(64) })

/** A name that can stand in SQL between quotation marks without harm. */
const sqlName = z.string().regex(/^\w+$/)

/** A key of a stored file: no way out of its folder. */
const fileKey = z
  .string()
  .regex(/^[\w.-]+(\/[\w.-]+)*$/)
  .refine((key) => !key.split('/').some((part) => /^\.+$/.test(part)))

const table = z.object({
  name: sqlName,
  columns: z.array(sqlName).min(1),
  /** Decimal, as a table may hold more rows than a number counts */
  rows: z.string().regex(/^\d+$/),
  /** The sum over all rows of a hash of their text, computed by PostgreSQL; the order does not count */
  hash: z.string().regex(/^-?\d+$/),
  parts: z.int().min(0),
})

export const manifestSchema = z.object({
  format: z.literal(FORMAT),
  createdAt: z.iso.datetime(),
  /** PostgreSQL's own number for its version, such as 180004 */
  server: z.int(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  tables: z.array(table),
  sequences: z.array(z.object({ name: sqlName, last: z.string().regex(/^\d+$/), called: z.boolean() })),
  /** Null where there is no job queue yet */
  jobs: z
    .object({
      columns: z.array(sqlName).min(1),
      queues: z.array(z.string()),
      rows: z.int(),
      parts: z.int().min(0),
    })
    .nullable(),
  files: z.array(fileKey),
  /** Files that a row named and that were not there when the back-up was made */
  missing: z.array(z.string()),
  /** Tells whether a secret is the one under which the data are encrypted */
  secret: z.string(),
  entries: z.record(z.string(), entry),
})

export type Manifest = z.infer<typeof manifestSchema>
export type Entry = z.infer<typeof entry>
export type Table = z.infer<typeof table>
