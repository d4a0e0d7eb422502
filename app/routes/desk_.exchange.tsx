/** 意見交換の庁内の受付: what waits for those who route, and for the sections that answer. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { mayInPortal } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { DeskFilters, DeskTable, deskHref, Queues } from '~/modules/exchange/CityDeskParts'
import { DESK_QUEUES, SECTION_QUEUES } from '~/modules/exchange/city-rules'
import { cityDesk } from '~/modules/exchange/queries/city-desk.server'
import { deskQuery } from '~/modules/exchange/schema/city'
import { page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton, Pager } from '~/ui/parts'

export const meta = titleMeta('exchange.city.desk.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const query = deskQuery.parse(Object.fromEntries(new URL(args.request.url).searchParams))
  return {
    query,
    ...(await cityDesk(actor, query)),
    keepsSections: mayInPortal(actor, 'section.keep'),
    moderates: mayInPortal(actor, 'content.moderate'),
  }
})

export default function ExchangeDesk() {
  const { query, keepsSections, moderates, ...desk } = useLoaderData<typeof loader>()
  const t = useT()
  const at = (key: string) => t(`exchange.city.desk.${key}`)
  return (
    <Page
      title={at('title')}
      lead={t(desk.routes ? 'exchange.city.desk.lead' : 'exchange.city.desk.lead_section', {
        sections: desk.worksIn.map(({ name }) => name).join('、'),
      })}
      crumbs={[{ href: '/desk', label: t('notices.desk.title') }]}
      width="wide"
      actions={
        <>
          <LinkButton href="/desk/exchange/figures">{t('exchange.city.figures.title')}</LinkButton>
          {desk.routes && (
            <LinkButton href="/desk/exchange/settings">{t('exchange.city.settings.title')}</LinkButton>
          )}
          {keepsSections && <LinkButton href="/desk/sections">{at('sections')}</LinkButton>}
          {moderates && <LinkButton href="/desk/moderation">{at('moderation')}</LinkButton>}
          <LinkButton href="/exchange">{at('public')}</LinkButton>
        </>
      }
    >
      {!desk.routes && desk.worksIn.length === 0 && (
        <Banner tone="warning" title={at('no_section')}>
          <p>{at('no_section_text')}</p>
        </Banner>
      )}
      <Queues queues={desk.routes ? DESK_QUEUES : SECTION_QUEUES} desk={desk} />
      <DeskFilters query={query} sections={desk.sections} districts={desk.districts} />
      {desk.items.length === 0 ? <p>{at('none')}</p> : <DeskTable desk={desk} />}
      <Pager
        olderHref={desk.next ? deskHref(query, { after: desk.next }) : undefined}
        firstHref={query.after ? deskHref(query, { after: '' }) : undefined}
      />
    </Page>
  )
}
