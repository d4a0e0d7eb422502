/** What the page of a notice says of its event: when, how long until, where, how many places, and the answer. */
import { formatDay, formatSpan } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { OutlineMap } from '~/ui/map/OutlineMap'
import { Badge, DataList, Icon, LinkButton } from '~/ui/parts'
import { AnswerForm, AnswerSentence } from './AnswerForm'
import type { EventView } from './queries/event.server'
import type { Nearness } from './rules'

export function EventPart({ event }: { event: EventView }) {
  const t = useT()
  return (
    <>
      <h2 id="event">
        {t('events.part.title')} <NearnessBadge nearness={event.nearness} />
      </h2>
      <EventFacts event={event} rest />
      <Place event={event} />
      <p className="actions">
        <LinkButton href={`/notices/${event.id}/event.ics`}>
          <Icon name="calendar" /> {t('events.part.calendar')}
        </LinkButton>
        {event.officer && event.asks !== 'nothing' && (
          <LinkButton href={`/notices/${event.id}/answers`}>
            <Icon name="people" /> {t('events.part.answers')}
          </LinkButton>
        )}
      </p>
      {event.asks !== 'nothing' && <Answering event={event} />}
    </>
  )
}

/** When, where and how many places; only the `rest` where the notice itself says above when and where. */
export function EventFacts({ event, rest = false }: { event: EventView; rest?: boolean }) {
  const t = useT()
  const language = useLanguage()
  const { startsAt, endsAt, capacity, placesLeft, asks, answerBy, people } = event
  return (
    <DataList
      rows={[
        [
          t('events.part.when'),
          !rest && (
            <>
              {formatSpan(startsAt, endsAt, language)} <NearnessBadge nearness={event.nearness} />
            </>
          ),
        ],
        [t('events.part.where'), !rest && event.place],
        [t('events.part.capacity'), capacity !== null && t('events.part.persons', { count: capacity })],
        [
          t('events.part.coming'),
          asks !== 'nothing' &&
            t(asks === 'assembly' ? 'events.part.households_coming' : 'events.part.persons', {
              count: people,
            }),
        ],
        [
          t('events.part.left'),
          placesLeft !== null &&
            (placesLeft > 0 ? t('events.part.persons', { count: placesLeft }) : t('events.part.full')),
        ],
        [
          t('events.part.answer_by'),
          asks !== 'nothing' &&
            (answerBy
              ? t('events.part.until_day', { day: formatDay(answerBy, language) })
              : t('events.part.until_start')),
        ],
      ].map(([label, node]) => [String(label), node === false ? null : node] as const)}
    />
  )
}

function NearnessBadge({ nearness }: { nearness: Nearness }) {
  const t = useT()
  if (nearness.when === 'later')
    return <Badge tone="info">{t('events.near.later', { days: nearness.days })}</Badge>
  return (
    <Badge tone={nearness.when === 'over' ? 'neutral' : 'warning'}>{t(`events.near.${nearness.when}`)}</Badge>
  )
}

function Place({ event }: { event: EventView }) {
  const t = useT()
  const { latitude, longitude, outline } = event
  if (latitude === null || longitude === null) return null
  // The address of the national map: zoom, latitude, longitude; its cross marks the middle.
  const map = `https://maps.gsi.go.jp/#17/${latitude.toFixed(6)}/${longitude.toFixed(6)}/&base=std`
  return (
    <>
      {outline && (
        <OutlineMap
          label={t('events.part.map_label', { place: event.place ?? '' })}
          outline={outline}
          point={[longitude, latitude]}
        />
      )}
      <p>
        <a href={map} rel="noopener">
          {t('events.part.map_link')}
        </a>
      </p>
    </>
  )
}

/** The answer, or how to give one. */
function Answering({ event }: { event: EventView }) {
  const t = useT()
  const [first] = event.answerers
  const page = `/notices/${event.id}/answer`
  return (
    <section className="stack no-print">
      <h3>{t(`events.answer.title_${event.asks}`)}</h3>
      {!event.open && <p>{t('events.answer.closed')}</p>}
      {event.open && !event.signedIn && <HowToAnswer event={event} />}
      {event.open && event.signedIn && !first && <NoHousehold />}
      {event.open && first && event.answerers.length === 1 && <AnswerForm event={event} answerer={first} />}
      {event.open && event.answerers.length > 1 && (
        <ul className="plain-list stack">
          {event.answerers.map((answerer) => (
            <li key={answerer.key}>
              <AnswerSentence answerer={answerer} />{' '}
              <a href={`${page}?as=${answerer.key}`}>
                {t('events.answer.for', { name: answerer.household ?? t('events.answer.myself') })}
              </a>
            </li>
          ))}
        </ul>
      )}
      {!event.open && event.answerers.map((one) => <AnswerSentence key={one.key} answerer={one} />)}
    </section>
  )
}

/** For whoever has signed in and is in no household that is asked. */
export function NoHousehold() {
  const t = useT()
  return (
    <p>
      {t('events.answer.no_household')} <a href="/household">{t('events.answer.join')}</a>
    </p>
  )
}

/** For whoever has not signed in: on screen, on paper, by telephone. */
export function HowToAnswer({ event }: { event: EventView }) {
  const t = useT()
  const next = encodeURIComponent(`/notices/${event.id}/answer`)
  return (
    <>
      <p>{t('events.answer.how')}</p>
      <ul className="bullets">
        <li>
          <a href={`/sign-in?next=${next}`}>{t('events.answer.how_screen')}</a>
        </li>
        <li>{t('events.answer.how_paper')}</li>
        <li>
          {t('events.answer.how_telephone')}{' '}
          <a href={`/associations/${event.publisherSlug}`}>{event.publisher}</a>
        </li>
      </ul>
    </>
  )
}
