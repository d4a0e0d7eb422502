/** What narrows the calendar down: a plain GET form, so that a month has an address to pass on. */
import { categories } from '~/modules/notices/rules'
import { FilterDate, FilterKept, FilterSelect } from '~/ui/filters'
import { useT } from '~/ui/i18n'
import { Button } from '~/ui/parts'
import type { CalendarQuery } from './schema'

/** The address of the calendar with these settings; what is undefined is left out. */
export function calendarHref(query: Partial<CalendarQuery>): string {
  const kept = Object.entries(query).filter(([, value]) => value !== undefined)
  const search = new URLSearchParams(kept.map(([key, value]) => [key, String(value)])).toString()
  return search ? `/calendar?${search}` : '/calendar'
}

export function CalendarFilters(props: {
  query: CalendarQuery
  month: string
  association: { slug: string; name: string } | null
  districts: readonly { id: number; name: string }[]
}) {
  const { query, month, association, districts } = props
  const t = useT()
  return (
    <form method="get" action="/calendar" className="search-row no-print">
      <FilterDate name="month" label={t('events.calendar.month')} type="month" value={month} />
      <FilterSelect
        name="district"
        label={t('events.calendar.district')}
        any={t('notices.list.any')}
        options={districts.map(({ id, name }) => ({ value: id, label: name }))}
        value={query.district}
      />
      <FilterSelect
        name="category"
        label={t('notices.list.category')}
        any={t('notices.list.any')}
        options={categories.map((value) => ({ value, label: t(`notices.category.${value}`) }))}
        value={query.category}
      />
      {association && (
        <FilterKept
          name="association"
          label={`${t('notices.list.association')}: ${association.name}`}
          value={association.slug}
        />
      )}
      {query.deadlines && <input type="hidden" name="deadlines" value={query.deadlines} />}
      <Button variant="secondary">{t('events.calendar.show')}</Button>
    </form>
  )
}
