/** The link that proves the address of somebody who follows. Opening it only shows a button: programs open links. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { confirmFollowing } from '~/modules/exchange/commands/follow.server'
import { followedBy } from '~/modules/exchange/queries/follow.server'
import { Gone } from '~/platform/errors'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { PostButton } from '~/ui/parts'

export const meta = titleMeta('exchange.follow.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const followed = await followedBy(args.params.key)
  if (!followed) throw new Gone('exchange_link')
  return followed
})

export const action = formAction(async (args) => {
  const id = await confirmFollowing(await currentActor(args), args.params.key ?? '')
  return redirect(`/exchange/${id}?done=matter_followed`)
})

export default function Follow() {
  const { title, id } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <Page
      title={t('exchange.follow.title')}
      lead={t('exchange.follow.confirm_lead')}
      crumbs={[{ href: '/exchange', label: t('exchange.title') }]}
    >
      <p>
        <a href={`/exchange/${id}`} className="inline-block py-2 font-bold">
          {title ?? t('exchange.page.hidden_title')}
        </a>
      </p>
      <PostButton label={t('exchange.follow.confirm')} variant="primary" />
    </Page>
  )
}
