/** 日にちでさがす: a month of sessions as a table, which becomes a list of days on a narrow screen. */
import { weeksOf } from '~/modules/events/rules'
import { type Day, dayOf, dayToDate, formatDay, localOf } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { VisuallyHidden } from '~/ui/parts'
import type { MonthSession } from './queries/find.server'

export function MonthTable(props: {
  caption: string
  month: string
  today: Day
  sessions: readonly MonthSession[]
}) {
  const { caption, month, today, sessions } = props
  const t = useT()
  const language = useLanguage()
  const byDay = new Map<Day, MonthSession[]>()
  for (const session of sessions) {
    const day = dayOf(session.startsAt)
    byDay.set(day, [...(byDay.get(day) ?? []), session])
  }
  return (
    <table className="calendar">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {[0, 1, 2, 3, 4, 5, 6].map((weekday) => (
            <th key={weekday} scope="col">
              {t(`events.weekday.${weekday}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week, index) => (
          <tr key={index}>
            {week.map((day, weekday) => {
              if (!day) return <td key={weekday} className="calendar-void" />
              const found = byDay.get(day) ?? []
              return (
                <td key={day} className={found.length === 0 ? 'calendar-free' : undefined}>
                  <p className="calendar-day">
                    <span className="calendar-number" aria-hidden="true">
                      {dayToDate(day).getUTCDate()}
                    </span>
                    <span className="calendar-date">{formatDay(day, language)}</span>
                    {day === today && <strong> {t('events.calendar.today')}</strong>}
                  </p>
                  {found.length > 0 && (
                    <ul>
                      {found.map((session) => (
                        <li key={session.id} className="calendar-event">
                          <a href={`/volunteering/${session.placeId}`}>
                            <strong>{localOf(session.startsAt).slice(11).replace(/^0/, '')}</strong>{' '}
                            {session.title}
                            <VisuallyHidden> / {session.host}</VisuallyHidden>
                          </a>{' '}
                          <span className="support block">
                            {session.room > 0
                              ? t('volunteering.card.room_n', { count: session.room })
                              : t('volunteering.standing.full')}
                          </span>
                        </li>
                      ))}
                    </ul>
                  )}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
