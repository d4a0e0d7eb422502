/** 相談窓口の手入れ: the services in one's care, and which of them have to be looked at. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { deskServices } from '~/modules/help/queries/desk.server'
import { helpStates, themes } from '~/modules/help/rules'
import { deskQuery } from '~/modules/help/schema'
import { formatDay } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { FilterSelect } from '~/ui/filters'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, Banner, Button, Icon, LinkButton, Table } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('help.desk.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const query = deskQuery.parse(Object.fromEntries(new URL(args.request.url).searchParams))
  return { query, ...(await deskServices(actor, query)) }
})

const TONES = { draft: 'warning', published: 'success', ended: 'neutral' } as const

export default function HelpDesk() {
  const { query, services, sums, due, sections } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) => t(`help.desk.${key}`, params)
  const narrowed = Boolean(query.state || query.section || query.theme || query.due)
  return (
    <Page
      title={at('title')}
      lead={at('lead')}
      crumbs={[{ href: '/help', label: t('help.title') }]}
      width="wide"
      actions={
        <>
          <LinkButton href="/desk/help/new" variant="primary">
            <Icon name="pencil" /> {at('new')}
          </LinkButton>
          <LinkButton href="/desk/help.csv" download>
            <Icon name="file" /> {at('export')}
          </LinkButton>
          <LinkButton href="/help">{at('public')}</LinkButton>
        </>
      }
    >
      {sections.length === 0 && (
        <Banner tone="info" title={at('no_section')}>
          <p>{at('no_section_text')}</p>
        </Banner>
      )}
      {due > 0 && (
        <Banner tone="warning" title={at('due_title', { count: due })}>
          <p>
            <a href="/desk/help?due=1">{at('due_show')}</a>
          </p>
        </Banner>
      )}
      <p>{at('sums', sums)}</p>
      <form method="get" action="/desk/help" className="search-row no-print">
        <FilterSelect
          name="state"
          label={at('state')}
          any={at('any')}
          options={helpStates.map((value) => ({ value, label: t(`help.state.${value}`) }))}
          value={query.state}
        />
        <FilterSelect
          name="section"
          label={t('help.edit.section')}
          any={at('any')}
          options={sections.map(({ id, name }) => ({ value: id, label: name }))}
          value={query.section}
        />
        <FilterSelect
          name="theme"
          label={t('help.desk.theme')}
          any={at('any')}
          options={themes.map((value) => ({ value, label: t(`help.theme.${value}`) }))}
          value={query.theme}
        />
        <Button>{at('filter')}</Button>
        {narrowed && <a href="/desk/help">{at('clear')}</a>}
      </form>
      {services.length === 0 ? (
        <p>{at('none')}</p>
      ) : (
        <Table
          caption={at('list', { count: services.length })}
          head={[
            t('help.edit.name'),
            at('state'),
            t('help.edit.section'),
            t('help.edit.phone'),
            at('checked'),
          ]}
          rows={services.map((service) => [
            <a key="name" href={`/desk/help/${service.id}`}>
              {service.name}
            </a>,
            <Badge key="state" tone={TONES[service.state]}>
              {t(`help.state.${service.state}`)}
            </Badge>,
            service.section,
            service.phone,
            <span key="checked">
              {service.checkedOn ? formatDay(service.checkedOn, language) : at('never')}
              {service.due && (
                <>
                  {' '}
                  <Badge tone="warning">{at('due')}</Badge>
                </>
              )}
            </span>,
          ])}
        />
      )}
    </Page>
  )
}
