/** 行事の暦: a month as a table, which becomes a list of days on a narrow screen; and one day as a list. */
import { type Day, dayToDate, formatDay, localOf } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { VisuallyHidden } from '~/ui/parts'
import { weeksOf } from './month'
import type { CalendarDay, CalendarEntry } from './queries/calendar.server'

const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const

export function CalendarTable(props: {
  caption: string
  month: string
  today: Day
  days: readonly CalendarDay[]
  hrefOfDay: (day: Day) => string
}) {
  const { caption, month, today, days, hrefOfDay } = props
  const t = useT()
  const byDay = new Map(days.map((one) => [one.day, one]))
  return (
    <table className="calendar">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((weekday) => (
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
              const found = day ? byDay.get(day) : undefined
              if (!found) return <td key={weekday} className="calendar-void" />
              return (
                <td key={found.day} className={found.entries.length === 0 ? 'calendar-free' : undefined}>
                  <DayHead day={found.day} today={today} />
                  <EntryList day={found} />
                  {found.hasMore && <a href={hrefOfDay(found.day)}>{t('events.calendar.more')}</a>}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The number of the day, read out and shown on a narrow screen as its date in words. */
function DayHead({ day, today }: { day: Day; today: Day }) {
  const t = useT()
  const language = useLanguage()
  return (
    <p className="calendar-day">
      <span className="calendar-number" aria-hidden="true">
        {dayToDate(day).getUTCDate()}
      </span>
      <span className="calendar-date">{formatDay(day, language)}</span>
      {day === today && <strong> {t('events.calendar.today')}</strong>}
    </p>
  )
}

function EntryList({ day }: { day: CalendarDay }) {
  if (day.entries.length === 0) return null
  return (
    <ul>
      {day.entries.map((entry) => (
        <li key={`${entry.kind}-${entry.id}`} className={`calendar-${entry.kind}`}>
          <Entry entry={entry} />
        </li>
      ))}
    </ul>
  )
}

function Entry({ entry }: { entry: CalendarEntry }) {
  const t = useT()
  const { kind, continued, startsAt } = entry
  const mark =
    kind === 'deadline'
      ? t('events.calendar.deadline')
      : continued
        ? t('events.calendar.continued')
        : startsAt
          ? clockTime(startsAt)
          : ''
  return (
    <a href={`/notices/${entry.id}`}>
      <strong>{mark}</strong> {entry.title}
      <VisuallyHidden> / {entry.publisher}</VisuallyHidden>
    </a>
  )
}

/** `9:30`, in Japan */
function clockTime(instant: Date): string {
  return localOf(instant).slice(11).replace(/^0/, '')
}

/** Everything on one day, with place and publisher. */
export function DayList({ day }: { day: CalendarDay }) {
  const t = useT()
  if (day.entries.length === 0) return <p>{t('events.calendar.free')}</p>
  return (
    <ul className="notice-list">
      {day.entries.map((entry) => (
        <li key={`${entry.kind}-${entry.id}`} className="notice-row">
          <h3>
            <Entry entry={entry} />
          </h3>
          <p className="support">{[entry.place, entry.publisher].filter(Boolean).join(' / ')}</p>
        </li>
      ))}
    </ul>
  )
}
