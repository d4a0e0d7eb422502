/** 管理するAED: all AEDs that one keeps, what is due first. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { mayAnywhere } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { districts } from '~/modules/associations/queries.server'
import { DeskFilters, DeskTable } from '~/modules/custody/DeskAeds'
import { deskAeds } from '~/modules/custody/queries/desk.server'
import { deskHref, readDeskQuery } from '~/modules/custody/rules'
import { page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton, Pager } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('custody.desk.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const query = readDeskQuery(new URL(args.request.url))
  const actor = await currentActor(args)
  const found = await deskAeds(actor, query)
  const known = found.byDistrict ? (await districts()).map(({ id, name }) => ({ id, name })) : null
  // An inspector keeps one AED and adds none.
  return { ...found, districts: known, query, adds: mayAnywhere(actor, 'aed.keep') }
})

export default function DeskAeds() {
  const { aeds, counts, next, districts: known, query, adds } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <Page
      title={t('custody.desk.title')}
      lead={t('custody.desk.lead')}
      crumbs={[]}
      width="wide"
      actions={
        <>
          {adds && <LinkButton href="/aeds/new">{t('aeds.record.add')}</LinkButton>}
          <LinkButton href={deskHref({ ...query, after: null }, '/desk/aeds.csv')} download>
            {t('custody.desk.csv')}
          </LinkButton>
        </>
      }
    >
      <DeskFilters filter={query.filter} counts={counts} districts={known} district={query.districtId} />
      {aeds.length === 0 ? (
        <p>{t(query.filter === 'all' ? 'custody.desk.none' : 'custody.desk.nothing_due')}</p>
      ) : (
        <DeskTable aeds={aeds} />
      )}
      <Pager
        olderHref={next ? deskHref({ ...query, after: next }) : undefined}
        firstHref={query.after ? deskHref({ ...query, after: null }) : undefined}
      />
    </Page>
  )
}
