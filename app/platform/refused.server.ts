/** A long text that cannot be taken now is not lost with the answer that says so. */
import { data } from '@remix-run/node'
import { PortalError } from './errors'
import { type FormAnswer, type FormFields, message } from './forms'

type RefusedAnswer = FormAnswer & { refused: string }

/**
 * Runs a command of a form.
 * @param keys of the refusals that answer with the form: all that was typed, and the refusal's words at the form
 * @returns what the command gave, or the answer in the status of the refusal
 */
export async function unlessRefused<R>(
  fields: FormFields,
  keys: readonly string[],
  command: () => Promise<R>,
): Promise<{ done: R } | { answer: ReturnType<typeof data<RefusedAnswer>> }> {
  try {
    return { done: await command() }
  } catch (error) {
    if (!(error instanceof PortalError) || !keys.includes(error.key)) throw error
    const words = ['why', 'next'].map((part) => message(`errors.${error.key}.${part}`, error.params))
    const answer = { errors: { form: words }, values: fields, refused: error.key }
    return { answer: data(answer, { status: error.status }) }
  }
}
