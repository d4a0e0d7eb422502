/** A form that somebody else was quicker with: everything that was typed comes back. */
import { data } from '@remix-run/node'
import { Stale } from './errors'
import type { FormAnswer, FormFields } from './forms'

type StaleAnswer = FormAnswer & { stale: true; why: string }

/**
 * Runs a command of a form.
 * @param also keys of other refusals that what was typed comes back from
 * @returns null when it was done; the answer 409 with what was typed when the row has changed since it was opened
 */
export async function unlessStale(
  fields: FormFields,
  command: () => Promise<unknown>,
  also: readonly string[] = [],
): Promise<ReturnType<typeof data<StaleAnswer>> | null> {
  try {
    await command()
    return null
  } catch (error) {
    if (!(error instanceof Stale) || !['stale', ...also].includes(error.key)) throw error
    return data({ values: fields, errors: {}, stale: true, why: error.key }, { status: 409 })
  }
}
