/** 補助金の申請の一覧: of the associations in which one holds an office. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { ApplicationList } from '~/modules/applications/ApplicationList'
import { myApplications } from '~/modules/applications/queries/mine.server'
import { page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton, Pager } from '~/ui/parts'

export const meta = titleMeta('applications.mine.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const association = queryParam(args.request, 'association')
  const before = Number(queryParam(args.request, 'before', 9))
  const query = { association, before: Number.isInteger(before) && before > 0 ? before : undefined }
  return { ...(await myApplications(actor, query)), association, paged: query.before !== undefined }
})

export default function Applications() {
  const data = useLoaderData<typeof loader>()
  const { waiting, others, next, associations, association, mayApply, paged } = data
  const t = useT()
  const query = (before?: number) => {
    const words = new URLSearchParams()
    if (association) words.set('association', association)
    if (before) words.set('before', String(before))
    return `/subsidies/applications?${words}`
  }
  const several = associations.length > 1 && !association
  return (
    <Page
      title={t('applications.mine.title')}
      lead={t('applications.mine.lead')}
      crumbs={[{ href: '/subsidies', label: t('subsidies.list.title') }]}
      actions={
        mayApply && (
          <LinkButton href="/subsidies/applications/new" variant="primary">
            {t('applications.mine.begin')}
          </LinkButton>
        )
      }
    >
      {associations.length > 1 && (
        <p className="actions">
          {associations.map(({ slug, name }) => (
            <a
              key={slug}
              className="inline-block py-2"
              href={`/subsidies/applications?association=${slug}`}
              aria-current={slug === association ? 'true' : undefined}
            >
              {name}
            </a>
          ))}
          {association && (
            <a className="inline-block py-2" href="/subsidies/applications">
              {t('applications.mine.all')}
            </a>
          )}
        </p>
      )}
      {!paged && (
        <>
          <h2>{t('applications.mine.waiting')}</h2>
          {waiting.length > 0 ? (
            <ApplicationList items={waiting} withAssociation={several} />
          ) : (
            <p>{t('applications.mine.waiting_none')}</p>
          )}
        </>
      )}
      <h2>{t('applications.mine.others')}</h2>
      {others.length > 0 ? (
        <ApplicationList items={others} withAssociation={several} />
      ) : (
        <p>{t('applications.mine.others_none')}</p>
      )}
      <Pager olderHref={next ? query(next) : undefined} firstHref={paged ? query() : undefined} />
    </Page>
  )
}
