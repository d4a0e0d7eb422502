/** Throws a draft away. Only a button leads here, so the address by itself goes back to the desk. */
import { redirect } from '@remix-run/node'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { deleteDraft } from '~/modules/notices/commands/end.server'
import { version } from '~/modules/notices/schema'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async () => redirect('/desk'))

export const action = formAction(async (args) => {
  const form = await readAndCheck(args, version)
  await deleteDraft(requireUser(await currentActor(args)), idParam(args.params.id), form.version)
  return redirect('/desk?done=deleted')
})

export default function DeleteDraft() {
  return null
}
