/** Days of a project, as its forms say them. */
import { z } from 'zod'
import { isDay } from '~/platform/clock'

/** A day of a plan, a contract or a work; a year that no application has is a slip of the pen. */
export const projectDay = z
  .string({ error: 'form.day' })
  .transform((typed) => typed.normalize('NFKC').trim().replaceAll('/', '-'))
  .refine((typed) => isDay(typed) && typed >= '1990-01-01' && typed < '2100-01-01', { error: 'form.day' })
