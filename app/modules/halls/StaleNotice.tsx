/** What somebody else saved, beside what this person typed. */
import { useT } from '~/ui/i18n'
import { Banner, Table } from '~/ui/parts'

/** The name of a field of the hall's form on screen. */
function fieldLabel(t: (key: string) => string, field: string): string {
  const [, date, part] = /^(confirmed|started|completed)_(year|month|day|evidence)$/.exec(field) ?? []
  if (date) return `${t(`halls.date.${date}`)}: ${t(`halls.form.${part}`)}`
  const named: Record<string, string> = {
    floor_area: 'area',
    shelter_capacity: 'capacity',
    night_access: 'night',
  }
  return t(`halls.form.${named[field] ?? field}`)
}

/** How a diagnosis or a work names a field of its form, where that is not the name of the field itself. */
const recordLabels: Record<string, string> = { diagnosed_on: 'on', diagnosed_by: 'by' }

/** The name of a field of the form of a diagnosis or a work on screen. */
function recordLabel(t: (key: string) => string, section: string, field: string): string {
  const part = /^done_(year|month|day)$/.exec(field)?.[1]
  if (part) return `${t(`halls.${section}.done`)}: ${t(`halls.form.${part}`)}`
  return t(`halls.${section}.${recordLabels[field] ?? field}`)
}

/**
 * @param section of the catalogue, for the form of a diagnosis or a work; without it that of the hall
 * @param gone the record has been deleted meanwhile
 */
export function StaleNotice(props: {
  stale: readonly { field: string; theirs: string; yours: string }[]
  section?: 'diagnosis' | 'work_form'
  gone?: boolean
}) {
  const { stale, section, gone } = props
  const t = useT()
  const label = (field: string) => (section ? recordLabel(t, section, field) : fieldLabel(t, field))
  const shown = (text: string) =>
    text ? <span className="whitespace-pre-line">{text.slice(0, 1000)}</span> : t('halls.form.stale_empty')
  return (
    <Banner tone="warning" title={t('halls.form.stale_title')} live>
      <p>{t('halls.form.stale_text')}</p>
      {gone ? (
        <p>{t('halls.form.stale_gone')}</p>
      ) : stale.length === 0 ? (
        <p>{t('halls.form.stale_same')}</p>
      ) : (
        <Table
          caption={t('halls.form.stale_caption')}
          head={['stale_field', 'stale_theirs', 'stale_yours'].map((name) => t(`halls.form.${name}`))}
          rows={stale.map(({ field, theirs, yours }) => [label(field), shown(theirs), shown(yours)])}
        />
      )}
    </Banner>
  )
}
