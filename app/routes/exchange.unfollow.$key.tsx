/**
 * Ending the mails of one matter at a press (RFC 8058). Mail programs post here without cookies and without an origin,
 * which the server lets through; opening the link in a browser shows a button.
 */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { endFollowing } from '~/modules/exchange/commands/follow.server'
import { followedBy } from '~/modules/exchange/queries/follow.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton, PostButton } from '~/ui/parts'

export const meta = titleMeta('exchange.unfollow.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => ({
  followed: await followedBy(args.params.key),
}))

export const action = formAction(async (args) => {
  await endFollowing(await currentActor(args), args.params.key ?? '')
  return { ended: true }
})

export default function Unfollow() {
  const { followed } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const crumbs = [{ href: '/exchange', label: t('exchange.title') }]
  if (!followed || (answer && 'ended' in answer)) {
    return (
      <Page title={t('exchange.unfollow.done')} lead={t('exchange.unfollow.done_text')} crumbs={crumbs}>
        <LinkButton href="/exchange">{t('exchange.sent.to_list')}</LinkButton>
      </Page>
    )
  }
  return (
    <Page title={t('exchange.unfollow.title')} lead={t('exchange.unfollow.lead')} crumbs={crumbs}>
      <p>
        <strong>{followed.title ?? t('exchange.page.hidden_title')}</strong>
      </p>
      <PostButton label={t('exchange.unfollow.submit')} variant="primary" />
    </Page>
  )
}
