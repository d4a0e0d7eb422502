/** What narrows the calendar down: a plain GET form, so that a month has an address to pass on. */
import { categories } from '~/modules/notices/rules'
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
      <div className="field">
        <label className="field-label" htmlFor="month">
          {t('events.calendar.month')}
        </label>
        <input id="month" name="month" type="month" className="input" defaultValue={month} />
      </div>
      <div className="field">
        <label className="field-label" htmlFor="district">
          {t('events.calendar.district')}
        </label>
        <select id="district" name="district" className="input" defaultValue={query.district ?? ''}>
          <option value="">{t('notices.list.any')}</option>
          {districts.map((district) => (
            <option key={district.id} value={district.id}>
              {district.name}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label className="field-label" htmlFor="category">
          {t('notices.list.category')}
        </label>
        <select id="category" name="category" className="input" defaultValue={query.category ?? ''}>
          <option value="">{t('notices.list.any')}</option>
          {categories.map((category) => (
            <option key={category} value={category}>
              {t(`notices.category.${category}`)}
            </option>
          ))}
        </select>
      </div>
      {association && (
        <div className="field">
          <label className="choice">
            <input type="checkbox" name="association" value={association.slug} defaultChecked />
            <span>
              {t('notices.list.association')}: {association.name}
            </span>
          </label>
        </div>
      )}
      {query.deadlines && <input type="hidden" name="deadlines" value={query.deadlines} />}
      <Button variant="secondary">{t('events.calendar.show')}</Button>
    </form>
  )
}
