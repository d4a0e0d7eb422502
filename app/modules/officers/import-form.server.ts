/** The form of a roster's file: first who would be added, then, confirmed, the writing. The page holds the file between. */
import { readFile } from 'node:fs/promises'
import { type ActionFunctionArgs, data, redirect } from '@remix-run/node'
import type { Actor } from '~/modules/accounts/rules'
import { Invalid, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { check, readForm } from '~/platform/forms.server'
import { importRoster } from './commands/import.server'
import { MAX_FILE, mayImportSeveral, planImport, readRoster, rosterToImport } from './queries/import.server'
import { importForm } from './schema/import'

/**
 * Answers a file with what it would bring, and the confirmation with the page to go on to.
 * @param slug of one association; null where the file names them
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid for what cannot be read
 */
export async function answerImport(
  actor: Actor,
  slug: string | null,
  args: ActionFunctionArgs,
  done: string,
) {
  const form = await readForm(args, { maxBytes: MAX_FILE, maxCount: 1 })
  try {
    if (slug === null) mayImportSeveral(actor)
    else await rosterToImport(actor, slug)
    const { content, digest, invite } = check(importForm, form.fields)
    const sent = form.files[0]
    if (sent?.tooLarge) throw new Invalid({ file: ['officers.import.row.too_large'] })
    const bytes = sent ? await readFile(sent.path) : Buffer.from(content, 'base64')
    if (bytes.length === 0) throw new Invalid({ file: ['officers.import.row.no_file'] })
    const sheet = readRoster(bytes)
    if ('trouble' in sheet) {
      throw new Invalid({ file: [message(`officers.import.row.${sheet.trouble.key}`, sheet.trouble.params)] })
    }
    const wanted = { slug, invite }
    let moved = false
    if (!sent && digest) {
      try {
        await importRoster(actor, wanted, sheet, digest)
        return redirect(`${done}?done=saved`)
      } catch (error) {
        if (!(error instanceof Stale)) throw error
        moved = true
      }
    }
    const plan = await planImport(actor, wanted, sheet)
    const status = moved ? 409 : plan.refused.length > 0 ? 422 : 200
    return data({ plan, content: bytes.toString('base64'), invite, moved }, { status })
  } finally {
    await form.discard()
  }
}
