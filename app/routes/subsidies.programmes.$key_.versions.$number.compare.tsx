/** 版をくらべる: two versions of a programme in words, and for the city the examples that come out differently. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { Comparison } from '~/modules/subsidies/Comparison'
import { comparedVersions } from '~/modules/subsidies/queries/versions.server'
import { idParam, page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Button } from '~/ui/parts'

export const meta = titleMeta('programmes.compare.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const other = queryParam(args.request, 'with', 9)
  const number = idParam(args.params.number)
  return comparedVersions(actor, args.params.key ?? '', number, other === undefined ? null : idParam(other))
})

export default function CompareVersions() {
  const { key, name, before, after, numbers, examples } = useLoaderData<typeof loader>()
  const t = useT()
  const at = `/subsidies/programmes/${key}/versions`
  return (
    <Page
      title={t('programmes.compare.title')}
      lead={t('programmes.compare.lead', { before: before.number, after: after.number })}
      width="wide"
      crumbs={[
        { href: '/subsidies/programmes', label: t('programmes.list.title') },
        { href: at, label: name },
        { href: `${at}/${after.number}`, label: t('programmes.version.number', { number: after.number }) },
      ]}
    >
      {numbers.length > 1 && (
        <form method="get" className="search-row">
          <div className="field">
            <label className="field-label" htmlFor="with">
              {t('programmes.compare.with')}
            </label>
            <select id="with" name="with" className="input" defaultValue={before.number}>
              {numbers.map((number) => (
                <option key={number} value={number}>
                  {t('programmes.version.number', { number })}
                </option>
              ))}
            </select>
          </div>
          <Button variant="secondary">{t('programmes.compare.button')}</Button>
        </form>
      )}
      <Comparison before={before} after={after} examples={examples} />
    </Page>
  )
}
