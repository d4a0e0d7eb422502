/** 行事の暦: a month of events and closing dates that the reader may see, or one day of it. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { associationBySlug, districts } from '~/modules/associations/queries.server'
import { CalendarFilters, calendarHref } from '~/modules/events/CalendarFilters'
import { CalendarTable, DayList } from '~/modules/events/CalendarTable'
import { addMonths, boundsOf, formatMonth, isMonth, monthOf } from '~/modules/events/month'
import { calendarDays, MONTH_DAY, ONE_DAY } from '~/modules/events/queries/calendar.server'
import { calendarQuery } from '~/modules/events/schema'
import { formatDay } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Icon, LinkButton } from '~/ui/parts'

export const meta = titleMeta('events.calendar.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { searchParams } = new URL(args.request.url)
  const query = calendarQuery.parse(Object.fromEntries(searchParams))
  const [actor, association, known] = await Promise.all([
    currentActor(args),
    query.association ? associationBySlug(query.association) : null,
    districts(),
  ])
  const { today } = actor
  const month = query.day ? monthOf(query.day) : (query.month ?? monthOf(today))
  const filter = {
    associationId: association?.id,
    district: query.district,
    category: query.category,
    deadlines: query.deadlines !== 'off',
  }
  const range = query.day ? { first: query.day, last: query.day } : boundsOf(month)
  const days = await calendarDays(actor, filter, range, query.day ? ONE_DAY : MONTH_DAY)
  return {
    query,
    month,
    days,
    today,
    association: association && { slug: association.slug, name: association.name },
    districts: known.map(({ id, name }) => ({ id, name })),
  }
})

export default function Calendar() {
  const { query, month, days, today, association, districts } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const { day, month: _month, ...filter } = query
  const feed = association ? `/associations/${association.slug}/events.ics` : '/notices.ics'
  const [only] = days
  return (
    <Page
      title={
        association ? t('events.calendar.title_of', { name: association.name }) : t('events.calendar.title')
      }
      crumbs={[{ href: '/notices', label: t('notices.list.title') }]}
      width="wide"
    >
      <CalendarFilters query={query} month={month} association={association} districts={districts} />
      {day && only ? (
        <>
          <h2>{formatDay(day, language)}</h2>
          <p>
            <a href={calendarHref({ ...filter, month })}>
              {t('events.calendar.whole_month', { month: formatMonth(month, language) })}
            </a>
          </p>
          <DayList day={only} />
        </>
      ) : (
        <>
          <h2>{formatMonth(month, language)}</h2>
          <nav className="actions no-print" aria-label={t('events.calendar.months')}>
            {(
              [
                ['previous', addMonths(month, -1)],
                ['this', monthOf(today)],
                ['next', addMonths(month, 1)],
              ] as const
            )
              .filter(([which, one]) => isMonth(one) && (which !== 'this' || one !== month))
              .map(([which, one]) => (
                <LinkButton key={which} href={calendarHref({ ...filter, month: one })}>
                  {t(`events.calendar.${which}_month`, { month: formatMonth(one, language) })}
                </LinkButton>
              ))}
          </nav>
          {days.every(({ entries }) => entries.length === 0) && <p>{t('events.calendar.none')}</p>}
          <CalendarTable
            caption={formatMonth(month, language)}
            month={month}
            today={today}
            days={days}
            hrefOfDay={(one) => calendarHref({ ...filter, day: one })}
          />
        </>
      )}
      <p className="actions">
        <a
          href={calendarHref({
            ...filter,
            ...(day ? { day } : { month }),
            deadlines: query.deadlines ? undefined : 'off',
          })}
        >
          {t(query.deadlines ? 'events.calendar.deadlines_on' : 'events.calendar.deadlines_off')}
        </a>
        <a href={feed}>
          <Icon name="calendar" /> {t('notices.list.calendar')}
        </a>
      </p>
    </Page>
  )
}
