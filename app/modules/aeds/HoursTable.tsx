/** 使える時間 of one AED: the week as a table, what differs in words, and the text of the source beside it. */
import { useLanguage, useT } from '~/ui/i18n'
import { DataList, Table } from '~/ui/parts'
import { alwaysOpen, describeExceptions, describeHours, describeSpans, weekOf } from './rules'
import type { Hours, HoursText } from './schema'

export function HoursTable({ hours }: { hours: Hours | null }) {
  const t = useT()
  const language = useLanguage()
  if (!hours) return <p>{t('aeds.hours.none')}</p>
  if (alwaysOpen(hours)) {
    return describeHours(hours, t, language).map((line) => <p key={line}>{line}</p>)
  }
  const holidays = t(`aeds.hours.holidays_${hours.holidays}`)
  // The holidays stand in the table; the rest below it.
  const other = describeExceptions({ ...hours, holidays: 'as_weekday' }, t, language).filter(
    (line) => !line.startsWith(t('aeds.hours.holidays_label')),
  )
  return (
    <>
      <Table
        caption={t('aeds.record.week')}
        head={[t('aeds.record.day'), t('aeds.record.time')]}
        rows={[
          ...weekOf(hours).map(({ day, spans }) => [t(`aeds.hours.day_${day}`), describeSpans(spans, t)]),
          [t('aeds.hours.holidays_label'), holidays],
        ]}
      />
      {other.length > 0 && (
        <>
          <h3>{t('aeds.record.exceptions')}</h3>
          <ul className="bullets">
            {other.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

/** As the source wrote it; nothing when it wrote nothing. */
export function OriginalHours({ text, entered }: { text: HoursText; entered?: boolean }) {
  const t = useT()
  if (!Object.values(text).some((column) => column.trim() !== '')) return null
  return (
    <>
      <h3>{t('aeds.record.original')}</h3>
      <p className="support">{t(entered ? 'aeds.record.original_entered' : 'aeds.record.original_text')}</p>
      <DataList
        rows={[
          [t('aeds.record.original_days'), text.days],
          [t('aeds.record.original_start'), text.start],
          [t('aeds.record.original_end'), text.end],
          [
            t('aeds.record.original_note'),
            text.note && <span className="whitespace-pre-line">{text.note}</span>,
          ],
        ]}
      />
    </>
  )
}
