/** What the form of a roster's file may say besides the file. */
import { z } from 'zod'
import { checkbox } from '~/platform/forms'

export const importForm = z.object({
  /** The file that was looked at, as base64 */
  content: z
    .string({ error: 'form.invalid' })
    .max(1_000_000, { error: 'officers.import.row.too_large' })
    .default(''),
  /** Whether those with an address are invited */
  invite: checkbox,
  digest: z.string({ error: 'form.invalid' }).max(64, { error: 'form.invalid' }).default(''),
})
