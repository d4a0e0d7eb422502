/** The link that proves an address. Opening it only shows a button: programs that look into mails open links. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { visitorOf } from '~/modules/accounts/session.server'
import { confirmSubscription } from '~/modules/subscriptions/commands/subscribe.server'
import { checkConfirmation } from '~/modules/subscriptions/queries/subscriber.server'
import { tokenForm } from '~/modules/subscriptions/schema'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { PostButton } from '~/ui/parts'

export const meta = titleMeta('subscriptions.confirm.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async ({ request }: LoaderFunctionArgs) => {
  const token = queryParam(request, 'token') ?? ''
  await checkConfirmation(token)
  return { token }
})

export const action = formAction(async (args) => {
  const { token } = await readAndCheck(args, tokenForm)
  const settings = await confirmSubscription(visitorOf(args), token)
  return redirect(`/subscriptions/manage?token=${settings}&done=subscribed`)
})

export default function Confirm() {
  const { token } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <Page title={t('subscriptions.confirm.title')} lead={t('subscriptions.confirm.lead')}>
      <PostButton
        action="/subscriptions/confirm"
        label={t('subscriptions.confirm.submit')}
        fields={{ token }}
        variant="primary"
      />
    </Page>
  )
}
