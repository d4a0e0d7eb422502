/**
 * Ending mails at a press (RFC 8058). Mail programs post here without cookies and without an origin, which the server
 * lets through for this path alone; opening the link in a browser shows a button.
 */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { visitorOf } from '~/modules/accounts/session.server'
import { unsubscribe } from '~/modules/subscriptions/commands/manage.server'
import { linkKind } from '~/modules/subscriptions/queries/subscriber.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton, PostButton } from '~/ui/parts'

export const meta = titleMeta('subscriptions.unsubscribe.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async ({ params }: LoaderFunctionArgs) => {
  const token = params.token ?? ''
  return { token, kind: linkKind(token) }
})

export const action = formAction(async (args) => {
  await unsubscribe(args.params.token, visitorOf(args).origin)
  return { ended: true }
})

export default function Unsubscribe() {
  const { token, kind } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  if (answer && 'ended' in answer) {
    return (
      <Page title={t('subscriptions.unsubscribe.done_title')} lead={t('subscriptions.unsubscribe.done_lead')}>
        <LinkButton href="/notices">{t('subscriptions.unsubscribe.to_notices')}</LinkButton>
      </Page>
    )
  }
  const isUser = kind === 'user'
  return (
    <Page
      title={t('subscriptions.unsubscribe.title')}
      lead={t(isUser ? 'subscriptions.unsubscribe.lead_user' : 'subscriptions.unsubscribe.lead')}
    >
      <PostButton label={t('subscriptions.unsubscribe.submit')} variant="primary" />
      <p>{t('subscriptions.unsubscribe.instead')}</p>
      <p>
        <a href={isUser ? '/account' : `/subscriptions/manage?token=${token}`}>
          {t('subscriptions.unsubscribe.to_manage')}
        </a>
      </p>
    </Page>
  )
}
