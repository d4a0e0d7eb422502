/** 体験・ボランティアをさがす: a list or a month, and the same places on a map; complete without a script. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { mayInPortal } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { districts } from '~/modules/associations/queries.server'
import { addMonths, boundsOf, formatMonth, monthOf } from '~/modules/events/month'
import { FindForm, findHref, isNarrowed, StageLinks } from '~/modules/volunteering/FindForm'
import { MonthTable } from '~/modules/volunteering/MonthTable'
import { PlaceList } from '~/modules/volunteering/PlaceList'
import { findMonth, findPlaces } from '~/modules/volunteering/queries/find.server'
import { openProgrammes } from '~/modules/volunteering/queries/programmes.server'
import { findQuery } from '~/modules/volunteering/schema'
import { now } from '~/platform/clock'
import { page, queryParam } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'
import { useLanguage, useT } from '~/ui/i18n'
import { LiveMap, mapLinks } from '~/ui/map/LiveMap'
import { looks, TILES_HREF } from '~/ui/map/looks'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Icon, LinkButton } from '~/ui/parts'

export const meta = titleMeta('volunteering.title')
export const links = () => mapLinks

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { searchParams } = new URL(args.request.url)
  const query = {
    ...findQuery.parse(Object.fromEntries(searchParams)),
    q: queryParam(args.request, 'q'),
  }
  const actor = await currentActor(args)
  const at = now()
  const month = query.month ?? monthOf(query.day ?? actor.today)
  const [found, sessions, known, programmes] = await Promise.all([
    findPlaces(query, at, actor.today),
    query.view === 'month' ? findMonth(query, boundsOf(month), at, actor.today) : null,
    districts(),
    openProgrammes(),
  ])
  return {
    query,
    ...found,
    month,
    sessions,
    programmes,
    today: actor.today,
    signedIn: actor.user !== null,
    oversees: mayInPortal(actor, 'volunteer.oversee'),
    districts: known.map(({ id, name }) => ({ id, name })),
    tileUrl: settings().TILE_URL,
    demonstration: settings().DEMO,
  }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

export default function Volunteering() {
  const data = useLoaderData<typeof loader>()
  const { query, total, items, sessions } = data
  const t = useT()
  const at = (key: string, params?: Record<string, string | number>) => t(`volunteering.list.${key}`, params)
  return (
    <Page
      title={t('volunteering.title')}
      lead={at('lead')}
      width="wide"
      crumbs={[]}
      actions={
        <>
          <LinkButton href="/volunteering/mine">
            <Icon name="person" /> {at('mine')}
          </LinkButton>
          {data.signedIn && <LinkButton href="/volunteering/host">{at('host')}</LinkButton>}
          {data.oversees && <LinkButton href="/desk/volunteering">{at('desk')}</LinkButton>}
        </>
      }
    >
      {data.demonstration && <p className="support">{t('volunteering.invented')}</p>}
      <StageLinks query={query} />
      <FindForm query={query} districts={data.districts} />
      <h2>{at(isNarrowed(query) ? 'found' : 'all', { count: total })}</h2>
      <p className="actions no-print">
        {sessions ? (
          <LinkButton href={findHref(query, { view: '', month: '' })}>{at('to_list')}</LinkButton>
        ) : (
          <LinkButton href={findHref(query, { view: 'month', after: '' })}>
            <Icon name="calendar" /> {at('to_month')}
          </LinkButton>
        )}
        <LinkButton href="#map">
          <Icon name="place" /> {at('to_map')}
        </LinkButton>
        <LinkButton href="/volunteering/calls">
          <Icon name="bell" /> {at('calls')}
        </LinkButton>
      </p>
      {sessions ? (
        <Month data={data} />
      ) : items.length > 0 ? (
        <PlaceList places={items} />
      ) : (
        <p>{at('none')}</p>
      )}
      {!sessions && (data.next || query.after) && (
        <nav className="pager" aria-label={t('portal.pager.label')}>
          {query.after && <LinkButton href={findHref(query, { after: '' })}>{at('first')}</LinkButton>}
          {data.next && <LinkButton href={findHref(query, { after: data.next })}>{at('next')}</LinkButton>}
        </nav>
      )}
      <PlacesMap data={data} />
      <h2>{at('programmes')}</h2>
      <ul className="plain-list">
        {data.programmes.map((programme) => (
          <li key={programme.id}>
            <a className="inline-block py-2" href={`/volunteering/programmes/${programme.id}`}>
              {programme.title}
            </a>{' '}
            ({t(`volunteering.kind.${programme.kind}`)})
          </li>
        ))}
      </ul>
    </Page>
  )
}

function Month({ data }: { data: Data }) {
  const { query, month, sessions, today } = data
  const t = useT()
  const language = useLanguage()
  const caption = t('volunteering.list.month_of', { month: formatMonth(month, language) })
  return (
    <>
      <h3>{caption}</h3>
      <nav className="actions no-print" aria-label={t('volunteering.list.months')}>
        <LinkButton href={findHref(query, { month: addMonths(month, -1) })}>
          {t('volunteering.list.previous')}
        </LinkButton>
        <LinkButton href={findHref(query, { month: addMonths(month, 1) })}>
          {t('volunteering.list.following')}
        </LinkButton>
      </nav>
      {sessions && sessions.length > 0 ? (
        <MonthTable caption={caption} month={month} today={today} sessions={sessions} />
      ) : (
        <p>{t('volunteering.list.month_none')}</p>
      )}
    </>
  )
}

function PlacesMap({ data }: { data: Data }) {
  const t = useT()
  const word = (name: string) => t(`associations.map.${name}`)
  return (
    <>
      <h2 id="map">{t('volunteering.list.map_title')}</h2>
      <p>{t('volunteering.list.map_list')}</p>
      <LiveMap
        noScript={word('no_script')}
        setup={{
          fixed: findHref(data.query, { after: '', view: '', month: '' }, '/volunteering/map.json'),
          tiles: {
            url: data.tileUrl,
            maxZoom: 18,
            credit: t('associations.source.tiles'),
            creditHref: TILES_HREF,
          },
          looks: { room: looks.disc, full: looks.square },
          words: {
            label: t('volunteering.list.map_label'),
            loading: word('loading'),
            failed: word('failed'),
            tilesMissing: word('tiles_missing'),
            zoomIn: word('zoom_in'),
            zoomOut: word('zoom_out'),
            cluster: word('cluster'),
            close: word('close'),
          },
        }}
      />
      <p className="support">
        {word('background')}: <a href={TILES_HREF}>{t('associations.source.tiles')}</a>
      </p>
    </>
  )
}
