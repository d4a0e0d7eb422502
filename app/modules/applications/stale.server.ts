/** A part that somebody else has saved first: everything that was typed comes back, with who saved and when. */
import { data } from '@remix-run/node'
import type { Actor } from '~/modules/accounts/rules'
import { Stale } from '~/platform/errors'
import type { FormAnswer, FormFields } from '~/platform/forms'
import { savedSince } from './queries/writing.server'
import type { Task } from './rules'

export type StaleAnswer = FormAnswer & {
  stale: { by: string | null; at: Date; self: boolean } | null
}

/**
 * Runs a command of a part.
 * @returns null when it was done; the answer 409 when somebody else has saved this part since the form was opened
 */
export async function unlessStale(
  at: { actor: Actor; id: number; task: Task; fields: FormFields },
  command: () => Promise<void>,
): Promise<ReturnType<typeof data<StaleAnswer>> | null> {
  try {
    await command()
    return null
  } catch (error) {
    if (!(error instanceof Stale) || error.key !== 'stale') throw error
    const { actor, id, task, fields } = at
    const stale = await savedSince(actor, id, task, Number(fields.version) || 0)
    return data({ values: fields, errors: {}, stale }, { status: 409 })
  }
}
