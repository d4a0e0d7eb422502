/** 活動の一覧: what, when, where, for whom, and whether there is room now. */
import { formatSpan } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Icon, type Tone } from '~/ui/parts'
import type { ListedPlace } from './queries/find.server'
import type { SessionStanding } from './rules'

/** Days told in the list; the rest is counted. */
const DAYS = 3

const tones: Record<SessionStanding, Tone> = {
  room: 'success',
  few: 'warning',
  full: 'neutral',
  not_yet: 'info',
  closed: 'neutral',
  past: 'neutral',
  cancelled: 'danger',
}

/** Whether there is room, in words; the tone only repeats them. */
export function StandingBadge({ standing, room }: { standing: SessionStanding; room: number }) {
  const t = useT()
  const open = standing === 'room' || standing === 'few'
  return (
    <Badge tone={tones[standing]}>
      {t(`volunteering.standing.${standing}`)}
      {open && ` (${t('volunteering.card.room_n', { count: room })})`}
    </Badge>
  )
}

export function PlaceList({ places }: { places: readonly ListedPlace[] }) {
  const t = useT()
  const language = useLanguage()
  return (
    <ul className="notice-list">
      {places.map((place) => (
        <li key={place.id} className="notice-row">
          <h3>
            <a href={`/volunteering/${place.id}`}>{place.title}</a>
          </h3>
          <p className="flex flex-wrap gap-2">
            <Badge tone="info">{t(`volunteering.theme.${place.theme}`)}</Badge>
            {place.kind === 'lecture' && <Badge>{t('volunteering.kind.lecture')}</Badge>}
            {place.stages.length < 5 &&
              place.stages.map((stage) => <Badge key={stage}>{t(`volunteering.stage.${stage}`)}</Badge>)}
          </p>
          <ul className="plain-list">
            {place.sessions.slice(0, DAYS).map((session) => (
              <li key={session.id}>
                <Icon name="calendar" /> {formatSpan(session.startsAt, session.endsAt, language)}{' '}
                <StandingBadge standing={session.standing} room={session.room} />
              </li>
            ))}
          </ul>
          {place.sessions.length > DAYS && (
            <p>{t('volunteering.list.more_days', { count: place.sessions.length - DAYS })}</p>
          )}
          <p className="support">
            {[
              place.venue,
              place.district && t('volunteering.card.district', { name: place.district }),
              place.host.name,
            ]
              .filter(Boolean)
              .join(' / ')}
          </p>
        </li>
      ))}
    </ul>
  )
}
