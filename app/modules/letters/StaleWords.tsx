/** What somebody else saved of a template or a letterhead, beside what this person typed. */
import { useT } from '~/ui/i18n'
import { Banner, Table } from '~/ui/parts'
import { changedFields } from './rules'

export function StaleWords(props: {
  section: 'edit' | 'head'
  theirs: Readonly<Record<string, string>>
  yours: Readonly<Record<string, string | string[]>>
}) {
  const { section, theirs, yours } = props
  const t = useT()
  const changed = changedFields(theirs, yours)
  const shown = (text: string) =>
    text ? <span className="whitespace-pre-line">{text.slice(0, 2000)}</span> : t('letters.stale.empty')
  const name = (field: string) => t(`letters.${section}.${field === 'title' ? 'title_field' : field}`)
  return (
    <Banner tone="warning" title={t('letters.stale.title')} live>
      <p>{t('letters.stale.text')}</p>
      {changed.length > 0 && (
        <Table
          caption={t('letters.stale.caption')}
          head={['field', 'theirs', 'yours'].map((column) => t(`letters.stale.${column}`))}
          rows={changed.map(({ field, theirs, yours }) => [name(field), shown(theirs), shown(yours)])}
        />
      )}
    </Banner>
  )
}
