/** 届ける状況: how many messages about a notice have been sent, for the officers who publish for it. */
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { ProgressView } from '~/modules/subscriptions/ProgressView'
import { progressOf } from '~/modules/subscriptions/queries/progress.server'
import { idParam, page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

const title = titleMeta('subscriptions.progress.title')

const SECONDS = 5

/** While messages are on their way the page asks anew by itself, unless the reader has stopped that. */
export const meta: MetaFunction<typeof loader> = (args) => [
  ...(title(args) ?? []),
  ...(args.data?.renews ? [{ httpEquiv: 'refresh', content: String(SECONDS) }] : []),
]

export const loader = page(async (args: LoaderFunctionArgs) => {
  const id = idParam(args.params.id)
  const progress = await progressOf(await currentActor(args), id)
  return { id, ...progress, renews: progress.running && queryParam(args.request, 'still') === undefined }
})

export default function Deliveries() {
  const { id, title: of, renews, ...progress } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <Page
      title={t('subscriptions.progress.title')}
      lead={t('subscriptions.progress.lead', { title: of })}
      crumbs={[{ href: `/notices/${id}`, label: of }]}
    >
      <ProgressView {...progress} />
      {renews && (
        <p>
          {t('subscriptions.progress.renews')}{' '}
          <a href={`/notices/${id}/deliveries?still=1`}>{t('subscriptions.progress.stop')}</a>
        </p>
      )}
      {progress.running && !renews && (
        <p>
          <a href={`/notices/${id}/deliveries`}>{t('subscriptions.progress.renew')}</a>
        </p>
      )}
    </Page>
  )
}
