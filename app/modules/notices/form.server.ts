/** Reading the form of a notice with its files: what arrived well is kept, whatever else is wrong. */
import { type ActionFunctionArgs, data } from '@remix-run/node'
import { type Actor, denied, mayAnywhere, requireUser, type SignedIn } from '~/modules/accounts/rules'
import { checkMarkdown } from '~/modules/readability/queries.server'
import { type FieldErrors, Invalid } from '~/platform/errors'
import { type FormFields, fieldErrors, firstValue } from '~/platform/forms'
import { readForm } from '~/platform/forms.server'
import { takeAttachments } from './commands/attachments.server'
import type { Intent } from './commands/write.server'
import { waitingAttachments } from './queries/notice.server'
import { MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS } from './rules'
import { draftForm, type NoticeForm, publishForm } from './schema'

type Answer = {
  errors: FieldErrors
  values: FormFields
  attachments: Awaited<ReturnType<typeof waitingAttachments>>
  /** What the checker of plain language found, where it was asked */
  report?: Awaited<ReturnType<typeof checkMarkdown>>
}

/**
 * Reads and checks the form, takes its files in and calls `write`. When anything cannot be taken, the answer is 422
 * with every field as typed, and the files that were taken stay attached to the form.
 * @throws SignInNeeded (the text is kept), NotAllowed, and what `write` throws
 */
export async function readNoticeForm<R>(
  args: ActionFunctionArgs,
  actor: Actor,
  write: (actor: SignedIn, form: NoticeForm, intent: Intent, fields: FormFields) => Promise<R>,
  known: Answer['attachments'] = [],
) {
  const form = await readForm(args, { maxBytes: MAX_ATTACHMENT_BYTES, maxCount: MAX_ATTACHMENTS + 1 })
  try {
    const user = requireUser(actor)
    if (!mayAnywhere(user, 'notice.draft')) denied(user)
    const { taken, refused } = await takeAttachments(user, form.files)
    // Also what `formAction` and a lost session give back: the files that have arrived stay with the form.
    form.fields.attachment = [...[form.fields.attachment ?? []].flat(), ...taken.map((file) => file.id)]
    if (form.fields.intent === 'check') {
      const [title = '', body = ''] = ['title', 'body'].map((name) => firstValue(form.fields, name))
      const [waiting, report] = await Promise.all([
        waitingAttachments(user, uuids(form.fields.attachment)),
        checkMarkdown(title, body),
      ])
      const errors: FieldErrors = refused.length > 0 ? { files: refused } : {}
      return data({
        errors,
        values: form.fields,
        attachments: [...known, ...waiting],
        report,
      } satisfies Answer)
    }
    const intent: Intent = form.fields.intent === 'publish' ? 'publish' : 'draft'
    try {
      const parsed = (intent === 'publish' ? publishForm : draftForm).safeParse({ ...form.fields })
      const errors = parsed.success ? {} : fieldErrors(parsed.error)
      if (refused.length > 0) errors.files = refused
      if (!parsed.success || refused.length > 0) throw new Invalid(errors)
      return await write(user, parsed.data, intent, form.fields)
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      const waiting = await waitingAttachments(user, uuids(form.fields.attachment))
      const answer: Answer = {
        errors: error.errors,
        values: form.fields,
        attachments: [...known, ...waiting],
      }
      return data(answer, { status: 422 })
    }
  } finally {
    await form.discard()
  }
}

function uuids(values: string | string[]): string[] {
  return [values].flat().filter((value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value))
}
