/** 受入れの活動: own places by state, and needs from which a place can be made. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Fragment } from 'react'
import { currentActor } from '~/modules/accounts/session.server'
import { hostDesk } from '~/modules/volunteering/queries/host.server'
import { needsOf } from '~/modules/volunteering/queries/needs.server'
import { StateBadge } from '~/modules/volunteering/StateBadge'
import { formatInstant } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, Banner, Icon, LinkButton } from '~/ui/parts'

export const meta = titleMeta('volunteering.host.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [desk, needs] = await Promise.all([hostDesk(actor), needsOf(actor)])
  return { ...desk, needs }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

export default function HostPlaces() {
  const data = useLoaderData<typeof loader>()
  const { hosts, beginners } = data
  const t = useT()
  const at = (key: string, params?: Record<string, string | number>) => t(`volunteering.host.${key}`, params)
  const mayWrite = beginners.length > 0 || hosts.some(({ state }) => state === 'registered')
  return (
    <Page
      title={at('title')}
      lead={at('lead')}
      crumbs={[{ href: '/volunteering', label: t('volunteering.title') }]}
      actions={
        <>
          {mayWrite && (
            <LinkButton href="/volunteering/host/new" variant="primary">
              <Icon name="pencil" /> {at('new')}
            </LinkButton>
          )}
          <LinkButton href="/volunteering/host/register">{at('register')}</LinkButton>
        </>
      }
    >
      {hosts.length === 0 && beginners.length === 0 && <p>{at('none')}</p>}
      {hosts.map((host) => (
        <Fragment key={host.id}>
          <h2>
            {host.name} <Badge>{t(`volunteering.host_kind.${host.kind}`)}</Badge>
          </h2>
          {host.state !== 'registered' && (
            <Banner tone="info" title={at(host.state === 'asked' ? 'asked' : 'ended')} />
          )}
          <p>
            <a className="inline-block py-2" href={`/volunteering/host/organisations/${host.id}`}>
              {at('edit_host')}
            </a>
          </p>
          <Places data={data} hostId={host.id} />
        </Fragment>
      ))}
      {beginners.map(({ id, name }) => (
        <Fragment key={id}>
          <h2>{name}</h2>
          <p>{at('beginner', { name })}</p>
        </Fragment>
      ))}
      <Needs data={data} />
    </Page>
  )
}

function Places({ data, hostId }: { data: Data; hostId: number }) {
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) => t(`volunteering.host.${key}`, params)
  const places = data.places.filter((place) => place.hostId === hostId)
  if (places.length === 0) return <p>{at('places_none')}</p>
  return (
    <ul className="notice-list">
      {places.map((place) => (
        <li key={place.id} className="notice-row">
          <h3>
            <a href={`/volunteering/host/${place.id}`}>{place.title}</a>
          </h3>
          <p>
            <StateBadge state={place.state} /> {place.programme.title}
          </p>
          {place.state === 'returned' && place.returnedReason && (
            <p>
              {at('reason')}: {place.returnedReason}
            </p>
          )}
          <p className="support">
            {[
              at('days', { count: place.days }),
              place.next && `${at('next')}: ${formatInstant(place.next.startsAt, language)}`,
              place.capacity > 0 && at('filled', { taken: place.taken, capacity: place.capacity }),
              place.queued > 0 && at('queued', { count: place.queued }),
            ]
              .filter(Boolean)
              .join(' / ')}
          </p>
        </li>
      ))}
    </ul>
  )
}

function Needs({ data: { needs } }: { data: Data }) {
  const t = useT()
  const language = useLanguage()
  if (needs.length === 0) return null
  return (
    <>
      <h2>{t('volunteering.host.needs_title')}</h2>
      <p>{t('volunteering.host.needs_lead')}</p>
      <ul className="notice-list">
        {needs.map(({ need, href, name, at }) => (
          <li key={`${need}-${href}`} className="notice-row">
            <p>
              <Badge tone="info">{t(`volunteering.need.${need}`)}</Badge>{' '}
              {at && <span className="support">{formatInstant(at, language)}</span>}
            </p>
            <a
              className="inline-block py-2"
              href={`/volunteering/host/new?need=${need}&about=${encodeURIComponent(href)}`}
            >
              {t('volunteering.host.need_write', { name })}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
