/** 交付した補助金: what was granted to whom, for everybody. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { GrantedList, GrantedYears } from '~/modules/applications/GrantedList'
import { grantedList } from '~/modules/applications/queries/granted.server'
import { grantedHref, readGrantedQuery } from '~/modules/applications/schema/granted'
import { districts } from '~/modules/associations/queries.server'
import { formatFiscalYear } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { FilterSelect } from '~/ui/filters'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Button, LinkButton, Pager } from '~/ui/parts'

export const meta = titleMeta('applications.granted.title')

export const loader = page(async ({ request }: LoaderFunctionArgs) => {
  const query = readGrantedQuery(new URL(request.url))
  const [found, known] = await Promise.all([grantedList(query), districts()])
  return { query, ...found, districts: known.map(({ id, name }) => ({ id, name })) }
})

export default function Granted() {
  const { query, items, next, sums, years, schemes, districts } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) =>
    t(`applications.granted.${key}`, params)
  const { year, scheme, district, after } = query
  const narrowed = Boolean(year || scheme || district)
  return (
    <Page
      title={at('title')}
      lead={at('lead')}
      width="wide"
      crumbs={[{ href: '/subsidies', label: t('subsidies.list.title') }]}
      actions={
        <>
          <LinkButton href={grantedHref({ ...query, after: undefined }, '/subsidies/granted.csv')} download>
            {at('csv')}
          </LinkButton>
          <LinkButton href={grantedHref({ ...query, after: undefined }, '/subsidies/granted.json')} download>
            {at('json')}
          </LinkButton>
        </>
      }
    >
      <form method="get" className="search-row no-print">
        <FilterSelect
          name="year"
          label={at('year')}
          any={at('any')}
          options={years.map((value) => ({ value, label: formatFiscalYear(value, language) }))}
          value={year}
        />
        <FilterSelect
          name="scheme"
          label={at('scheme')}
          any={at('any')}
          options={schemes.map(({ key, name }) => ({ value: key, label: name }))}
          value={scheme}
        />
        <FilterSelect
          name="district"
          label={at('district')}
          any={at('any')}
          options={districts.map(({ id, name }) => ({
            value: id,
            label: t('associations.district', { name }),
          }))}
          value={district}
        />
        <Button>{at('narrow')}</Button>
        {narrowed && <a href="/subsidies/granted">{at('clear')}</a>}
      </form>
      {items.length === 0 ? (
        <p>{at(narrowed ? 'none_so' : 'none')}</p>
      ) : (
        <>
          <GrantedYears sums={sums} />
          <h2>{at('list')}</h2>
          <GrantedList grants={items} />
          <Pager
            olderHref={next ? grantedHref({ ...query, after: next }) : undefined}
            firstHref={after ? grantedHref({ ...query, after: undefined }) : undefined}
          />
        </>
      )}
      <p className="support">{at('note')}</p>
    </Page>
  )
}
