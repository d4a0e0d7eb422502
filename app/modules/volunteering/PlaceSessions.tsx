/** 日にちと空き of a place, each with its way to apply. */
import { formatSpan } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { LinkButton, Table, VisuallyHidden } from '~/ui/parts'
import { StandingBadge } from './PlaceList'
import type { PlaceView } from './queries/place.server'
import { takesApplications } from './rules'

type Session = PlaceView['sessions'][number]

/** @param call the shortage call by whose link somebody came */
export function PlaceSessions({
  sessions,
  call,
}: {
  sessions: readonly Session[]
  call: string | undefined
}) {
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) => t(`volunteering.place.${key}`, params)
  const coming = sessions.filter(({ standing }) => standing !== 'past')
  const past = sessions.filter(({ standing }) => standing === 'past')
  const when = (session: Session) => formatSpan(session.startsAt, session.endsAt, language)
  return (
    <>
      {coming.length > 0 ? (
        <Table
          caption={at('days_caption')}
          head={[at('day'), at('room'), at('act')]}
          rows={coming.map((session) => [
            <span key="day">
              {when(session)}
              <br />
              <span className="support">{at('hours', { minutes: session.minutes })}</span>
            </span>,
            <span key="room">
              <StandingBadge standing={session.standing} room={session.room} />
              {session.cancelReason && <span> {session.cancelReason}</span>}
              <br />
              <span className="support">
                {at('capacity', { count: session.capacity })}
                {session.queued > 0 && ` / ${at('waiting', { count: session.queued })}`}
              </span>
            </span>,
            takesApplications(session.standing) ? (
              <span key="apply" className="no-print">
                <LinkButton
                  variant={session.standing === 'full' ? 'secondary' : 'primary'}
                  href={`/volunteering/sessions/${session.id}/apply${call ? `?call=${call}` : ''}`}
                >
                  <span aria-hidden="true">{at(session.standing === 'full' ? 'queue' : 'apply')}</span>
                  <VisuallyHidden>
                    {at('apply_of', {
                      when: when(session),
                      act: at(session.standing === 'full' ? 'queue' : 'apply'),
                    })}
                  </VisuallyHidden>
                </LinkButton>
              </span>
            ) : (
              '—'
            ),
          ])}
        />
      ) : (
        <p>{at('no_days')}</p>
      )}
      {past.length > 0 && (
        <details>
          <summary>{at('past_days', { count: past.length })}</summary>
          <ul>
            {past.map((session) => (
              <li key={session.id}>{when(session)}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
