/** The front page: what is new and important in my neighbourhood, and the doors. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { mayAnywhere } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { PlaceForm } from '~/modules/associations/PlaceForm'
import { placeOf } from '~/modules/associations/place.server'
import { MatterLinks } from '~/modules/exchange/MatterList'
import { mattersBeside } from '~/modules/exchange/queries/list.server'
import { EventList, NoticeList } from '~/modules/notices/NoticeList'
import {
  comingEvents,
  importantNotices,
  latestNotices,
  listNotices,
} from '~/modules/notices/queries/list.server'
import { listedFor } from '~/modules/notices/queries/versions.server'
import { thisMinute } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { readingOf } from '~/platform/i18n.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Icon, type IconName } from '~/ui/parts'

export const meta = titleMeta('portal.front.title')

const LATEST = 6
const EVENTS = 5
const MATTERS = 4

export const loader = page(async (args: LoaderFunctionArgs) => {
  const [actor, place, reading] = await Promise.all([
    currentActor(args),
    placeOf(args.request),
    readingOf(args.request),
  ])
  const [top, list, near, events, matters] = await Promise.all([
    importantNotices(actor, place?.districtId),
    listNotices(actor, {}),
    place ? latestNotices(actor, { district: place.districtId }, LATEST) : null,
    comingEvents(actor, thisMinute(), EVENTS, place?.districtId),
    mattersBeside({ districtId: place?.districtId }, MATTERS),
  ])
  return {
    top: await listedFor(reading, top),
    latest: await listedFor(reading, list.items.slice(0, LATEST)),
    near: near && (await listedFor(reading, near)),
    place: place && { name: place.townName ?? place.districtName },
    events: await listedFor(reading, events),
    matters,
    today: actor.today,
    doors: { write: mayAnywhere(actor, 'notice.draft'), join: actor.memberships.length === 0 },
  }
})

export default function Front() {
  const { top, latest, near, place, events, matters, today, doors } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <Page title={t('portal.front.title')} lead={t('portal.front.lead')} width="wide">
      <p>
        <a className="emergency-link" href="/aeds/nearest">
          <Icon name="heart" /> {t('portal.emergency')}
        </a>{' '}
        <a className="help-link" href="/help">
          <Icon name="people" /> {t('portal.help')}
        </a>
      </p>
      {top.length > 0 && (
        <section className="front-top">
          <h2>{t('portal.front.urgent')}</h2>
          <NoticeList notices={top} today={today} />
        </section>
      )}
      <nav aria-label={t('portal.front.doors')} className="front-doors">
        <DoorCard href="/notices" name="door_notices" icon="bell" />
        <DoorCard href="/associations" name="door_associations" icon="people" />
        <DoorCard href="/aeds" name="door_aeds" icon="heart" />
        <DoorCard href="/exchange" name="door_exchange" icon="speech" />
        <DoorCard href="/subsidies" name="door_subsidies" icon="file" />
        {doors.join && <DoorCard href="/join" name="door_join" icon="lock" />}
        {doors.write && <DoorCard href="/desk" name="door_write" icon="pencil" />}
      </nav>
      <div className="front-columns">
        <div className="stack">
          <section>
            <h2>{place ? t('portal.front.near', { place: place.name }) : t('portal.front.near_unset')}</h2>
            {!place && <p>{t('portal.front.near_how')}</p>}
            {near && near.length > 0 && <NoticeList notices={near} today={today} />}
            {near && near.length === 0 && <p>{t('portal.front.nothing')}</p>}
            {!place && <PlaceForm />}
            {place && (
              <details className="no-print">
                <summary>{t('portal.front.change_place')}</summary>
                <PlaceForm />
              </details>
            )}
          </section>
          <section>
            <h2>{t('portal.front.latest')}</h2>
            {latest.length > 0 ? (
              <NoticeList notices={latest} today={today} />
            ) : (
              <p>{t('portal.front.nothing')}</p>
            )}
            <p className="actions">
              <a href="/notices">{t('portal.front.all_notices')}</a>
            </p>
          </section>
        </div>
        <div className="stack">
          <section>
            <h2>{t('portal.front.events')}</h2>
            {events.length > 0 ? <EventList notices={events} /> : <p>{t('portal.front.nothing')}</p>}
            <p className="actions">
              <a href="/calendar">{t('events.calendar.link')}</a>
              <a href="/notices.ics">{t('portal.front.all_events')}</a>
            </p>
          </section>
          {matters.length > 0 && (
            <section>
              <h2>{t(place ? 'portal.front.exchange' : 'portal.front.exchange_city')}</h2>
              <MatterLinks matters={matters} />
              <p className="actions">
                <a href="/exchange">{t('portal.front.exchange_all')}</a>
              </p>
            </section>
          )}
        </div>
      </div>
    </Page>
  )
}

function DoorCard({ href, name, icon }: { href: string; name: string; icon: IconName }) {
  const t = useT()
  return (
    <a href={href} className="door-card">
      <Icon name={icon} />
      <span>
        <strong>{t(`portal.front.${name}`)}</strong>
        <span>{t(`portal.front.${name}_text`)}</span>
      </span>
    </a>
  )
}
