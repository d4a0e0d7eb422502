/** A form that somebody else was quicker with: everything that was typed comes back. */
import { data } from '@remix-run/node'
import { Stale } from '~/platform/errors'
import type { FormAnswer, FormFields } from '~/platform/forms'

export type StaleAnswer = FormAnswer & { stale: true }

/**
 * Runs a command of a form.
 * @returns null when it was done; the answer 409 with what was typed when the row has changed since it was opened
 */
export async function unlessStale(
  fields: FormFields,
  command: () => Promise<unknown>,
): Promise<ReturnType<typeof data<StaleAnswer>> | null> {
  try {
    await command()
    return null
  } catch (error) {
    if (!(error instanceof Stale) || error.key !== 'stale') throw error
    return data({ values: fields, errors: {}, stale: true }, { status: 409 })
  }
}
