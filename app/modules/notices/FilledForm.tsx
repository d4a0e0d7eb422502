/** Above a form that arrives filled: from what, and which dates were moved, so that the writer checks each. */
import { formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Banner, Table } from '~/ui/parts'
import type { MovedField } from './fields'

export type Filled = { from: 'template' } | { from: 'copy'; years: number; moved: readonly MovedField[] }

export function FilledForm({ filled }: { filled: Filled }) {
  const t = useT()
  const language = useLanguage()
  if (filled.from === 'template') {
    return (
      <Banner tone="info" title={t('notices.form.from_template')}>
        <p>{t('notices.form.from_template_text')}</p>
      </Banner>
    )
  }
  const { years, moved } = filled
  return (
    <>
      <Banner tone="info" title={t('notices.form.from_copy')}>
        <p>{t('notices.form.from_copy_text', { years })}</p>
        {moved.length === 0 && <p>{t('notices.form.from_copy_none')}</p>}
      </Banner>
      {moved.length > 0 && (
        <Table
          caption={t('notices.form.moved_caption')}
          head={['moved_field', 'moved_before', 'moved_after'].map((name) => t(`notices.form.${name}`))}
          rows={moved.map(({ field, before, after }) => [
            t(`notices.form.moved.${field}`),
            inWords(before, language),
            inWords(after, language),
          ])}
        />
      )}
    </>
  )
}

/** The value of a date field as a person says it, with its weekday; what stood in a text stays as it was written. */
function inWords(text: string, language: string): string {
  const [, day, time = ''] = /^(\d{4}-\d{2}-\d{2})( \d{2}:\d{2})?$/.exec(text) ?? []
  return day ? formatDay(day, language) + time : text
}
