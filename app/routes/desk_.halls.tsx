/** 会館の状況: the city's view of its halls by state, as map, chart and table. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { cityOutline } from '~/modules/associations/map.server'
import { districts } from '~/modules/associations/queries.server'
import { StateBadge } from '~/modules/halls/HallFacts'
import { mayImport } from '~/modules/halls/queries/file.server'
import { hallOverview, MAX_LISTED } from '~/modules/halls/queries/overview.server'
import { hallStates, wordsOfDate } from '~/modules/halls/rules'
import { DistrictBars, StateLegend, StateMap } from '~/modules/halls/StateMap'
import { overviewQuery } from '~/modules/halls/schema'
import { page } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'
import { Bars } from '~/ui/bars'
import { Figures } from '~/ui/figures'
import { FilterSelect } from '~/ui/filters'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Button, Icon, LinkButton, Table } from '~/ui/parts'

export const meta = titleMeta('halls.desk.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const query = overviewQuery.parse(Object.fromEntries(new URL(args.request.url).searchParams))
  const overview = await hallOverview(actor, query)
  const [outline, known] = await Promise.all([cityOutline(), districts()])
  return {
    query,
    ...overview,
    outline,
    known: known.map(({ id, name }) => ({ id, name })),
    mostListed: MAX_LISTED,
    mayImport: mayImport(actor),
    demonstration: settings().DEMO,
  }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

export default function HallDesk() {
  const data = useLoaderData<typeof loader>()
  const { outline, pins, placeless, totals, total } = data
  const t = useT()
  const at = (key: string, params?: Record<string, string | number>) => t(`halls.desk.${key}`, params)
  const share = (count: number) =>
    at('percent', { value: total > 0 ? ((count / total) * 100).toFixed(1) : '0' })
  return (
    <Page
      title={at('title')}
      lead={at('lead')}
      crumbs={[{ href: '/halls', label: t('halls.title') }]}
      width="wide"
      actions={
        <>
          <LinkButton href="/desk/halls.csv" download>
            <Icon name="file" /> {at('export')}
          </LinkButton>
          {data.mayImport && <LinkButton href="/desk/halls/import">{at('import')}</LinkButton>}
        </>
      }
    >
      <Filters data={data} />
      <h2>{at('totals')}</h2>
      <div className="grid-cards">
        <Bars
          label={at('totals_label')}
          bars={hallStates.map((state) => ({
            label: t(`halls.state_letter.${state}`),
            value: totals[state],
            text: String(totals[state]),
          }))}
        />
        <Figures
          caption={at('totals')}
          captionHidden
          head={[at('filter_state'), at('count'), at('share')]}
          rows={[
            ...hallStates.map(
              (state) =>
                [
                  `${t(`halls.state_letter.${state}`)} ${t(`halls.state.${state}`)}`,
                  totals[state],
                  share(totals[state]),
                ] as const,
            ),
            [at('total'), total, share(total)] as const,
          ]}
        />
      </div>
      {outline && (
        <>
          <h2>{at('map')}</h2>
          <StateMap outline={outline} pins={pins} />
          {placeless > 0 && <p>{at('placeless', { count: placeless })}</p>}
          <h3>{at('map_legend')}</h3>
          <StateLegend />
        </>
      )}
      <Districts data={data} />
      <Halls data={data} />
      {data.demonstration && <p className="support">{t('halls.invented_list')}</p>}
    </Page>
  )
}

function Filters({ data: { query, known } }: { data: Data }) {
  const t = useT()
  return (
    <form method="get" action="/desk/halls" className="search-row no-print">
      <FilterSelect
        name="state"
        label={t('halls.desk.filter_state')}
        any={t('halls.desk.any_state')}
        options={hallStates.map((value) => ({ value, label: t(`halls.state.${value}`) }))}
        value={query.state}
      />
      <FilterSelect
        name="district"
        label={t('halls.desk.district')}
        any={t('halls.list.any_district')}
        options={known.map(({ id, name }) => ({ value: id, label: t('associations.district', { name }) }))}
        value={query.district}
      />
      <Button>{t('halls.desk.filter')}</Button>
      {(query.state || query.district) && <a href="/desk/halls">{t('halls.desk.clear')}</a>}
    </form>
  )
}

function Districts({ data: { districts, elsewhere } }: { data: Data }) {
  const t = useT()
  const at = (key: string) => t(`halls.desk.${key}`)
  const outside = hallStates.some((state) => elsewhere[state] > 0)
  const rows = [
    ...districts.map(({ id, name, counts }) => ({ id, name, counts })),
    ...(outside ? [{ id: null, name: at('elsewhere'), counts: elsewhere }] : []),
  ]
  return (
    <>
      <h2>{at('districts')}</h2>
      <DistrictBars rows={rows} />
      <div className="overflow-x-auto">
        <Figures
          caption={at('districts')}
          head={[at('district'), ...hallStates.map((state) => t(`halls.state.${state}`)), at('total')]}
          rows={rows.map(({ id, name, counts }) => [
            id === null ? (
              name
            ) : (
              <a key="name" href={`/desk/halls?district=${id}`}>
                {name}
              </a>
            ),
            ...hallStates.map((state) => counts[state]),
            hallStates.reduce((sum, state) => sum + counts[state], 0),
          ])}
        />
      </div>
    </>
  )
}

function Halls({ data: { listed, shown, mostListed } }: { data: Data }) {
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, number>) => t(`halls.desk.${key}`, params)
  if (listed.length === 0) return <p>{at('none')}</p>
  return (
    <>
      <h2>{at('list')}</h2>
      {shown > listed.length && <p>{at('list_cut', { max: mostListed })}</p>}
      <Table
        caption={at('list_found', { count: shown })}
        head={[
          at('name'),
          at('filter_state'),
          at('district'),
          t('halls.page.structure'),
          at('completed'),
          t('halls.page.address'),
        ]}
        rows={listed.map((hall) => [
          <a key="name" href={`/halls/${hall.id}`}>
            {hall.name}
          </a>,
          <StateBadge key="state" state={hall.state} />,
          hall.district ?? '',
          hall.structure ? t(`halls.structure.${hall.structure}`) : t('halls.page.unknown'),
          hall.completed ? wordsOfDate(hall.completed, language) : t('halls.page.unknown'),
          hall.address,
        ])}
      />
    </>
  )
}
