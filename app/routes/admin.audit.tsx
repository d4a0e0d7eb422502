/** 操作記録: the whole trail, perhaps of one association. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { AuditList, type TrailEntry } from '~/modules/accounts/AuditList'
import { AdminPage } from '~/modules/accounts/parts'
import { wholeTrail } from '~/modules/accounts/queries/administration.server'
import { currentActor } from '~/modules/accounts/session.server'
import { page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Banner, Button, Pager } from '~/ui/parts'

export const meta = titleMeta('accounts.audit.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const filter = queryParam(args.request, 'association')
  const before = queryParam(args.request, 'before', 20)
  const { entries, ...rest } = await wholeTrail(await currentActor(args), filter, before)
  return { ...rest, entries: entries as TrailEntry[], filter: filter ?? '', first: before === undefined }
})

export default function Audit() {
  const { entries, next, chosen, candidates, filter, first } = useLoaderData<typeof loader>()
  const t = useT()
  const here = chosen ? `/admin/audit?association=${encodeURIComponent(chosen.slug)}` : '/admin/audit'
  return (
    <AdminPage title={t('accounts.audit.title')} lead={t('accounts.audit.lead')}>
      <form method="get" action="/admin/audit" className="search-row">
        <div className="field">
          <label className="field-label" htmlFor="association">
            {t('accounts.audit.filter')}
          </label>
          <input
            id="association"
            name="association"
            type="search"
            className="input"
            defaultValue={chosen?.name ?? filter}
          />
        </div>
        <Button>{t('accounts.audit.filter_submit')}</Button>
      </form>
      {chosen && (
        <p>
          {t('accounts.audit.only', { association: chosen.name })}{' '}
          <a href="/admin/audit">{t('accounts.audit.all')}</a>
        </p>
      )}
      {filter && !chosen && (
        <Banner
          tone="info"
          title={t(candidates.length > 0 ? 'accounts.audit.which' : 'accounts.audit.no_such')}
        >
          <ul className="bullets">
            {candidates.map(({ slug, name }) => (
              <li key={slug}>
                <a
                  href={`/admin/audit?association=${encodeURIComponent(slug)}`}
                  className="inline-block py-2"
                >
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </Banner>
      )}
      {!(filter && !chosen) && <AuditList entries={entries} />}
      <Pager
        olderHref={next ? `${here}${chosen ? '&' : '?'}before=${next}` : undefined}
        firstHref={first ? undefined : here}
      />
    </AdminPage>
  )
}
