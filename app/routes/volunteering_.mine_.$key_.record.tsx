/** わたしの活動の記録: what I came to, my certificates, who else looks for people, and helping now and then. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { joinHelpers, leaveHelpers } from '~/modules/attendance/commands/after.server'
import { recordOf } from '~/modules/attendance/queries/record.server'
import { RecordPage } from '~/modules/attendance/RecordPage'
import { helperForm } from '~/modules/attendance/schema'
import { intentOf } from '~/platform/forms'
import { check, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { titleMeta } from '~/ui/meta'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('attendance.record.title')
/** The address is a key. */
export const headers = () => ({ 'X-Robots-Tag': 'noindex' })

export const loader = page(async (args: LoaderFunctionArgs) => {
  const key = args.params.key ?? ''
  return { key, record: await recordOf(await currentActor(args), key) }
})

export const action = formAction(async (args) => {
  const key = args.params.key ?? ''
  const actor = await currentActor(args)
  const { fields } = await readForm(args)
  const { association, agreed } = check(helperForm, fields)
  const here = `/volunteering/mine/${encodeURIComponent(key)}/record`
  if (intentOf(fields) === 'leave') {
    await leaveHelpers(actor, key, association)
    return redirect(`${here}?done=helper_left#helpers`)
  }
  await joinHelpers(actor, key, association, agreed)
  return redirect(`${here}?done=helper_joined#helpers`)
})

export default function Record() {
  const { key, record } = useLoaderData<typeof loader>()
  return (
    <RecordPage at={`/volunteering/mine/${key}`} record={record} answer={useActionData<typeof action>()} />
  )
}
