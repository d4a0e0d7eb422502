/** A household confirms a notice, or takes it back: a button on the notice's page. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { confirm, undoConfirmation } from '~/modules/confirmations/commands/confirm.server'
import { confirmForm } from '~/modules/confirmations/schema'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'

export { ErrorBoundary } from '~/ui/error-boundary'

/** After signing in somebody may come here with a GET: the button is on the page of the notice. */
export const loader = page(async (args: LoaderFunctionArgs) =>
  redirect(`/notices/${idParam(args.params.id)}#confirm`),
)

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const { household, intent } = await readAndCheck(args, confirmForm)
  const actor = requireUser(await currentActor(args))
  if (intent === 'confirm') await confirm(actor, id, household)
  else await undoConfirmation(actor, id, household)
  return redirect(`/notices/${id}?done=${intent === 'confirm' ? 'confirmed' : 'confirmation_undone'}#confirm`)
})

export default function Confirm() {
  return null
}
