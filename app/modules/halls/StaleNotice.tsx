/** What somebody else saved, beside what this person typed. */
import { useT } from '~/ui/i18n'
import { Banner, Table } from '~/ui/parts'

/** The key under which a field of the form is named on screen. */
export function fieldLabel(t: (key: string) => string, field: string): string {
  const [, date, part] = /^(confirmed|started|completed)_(year|month|day|evidence)$/.exec(field) ?? []
  if (date) return `${t(`halls.date.${date}`)}: ${t(`halls.form.${part}`)}`
  const named: Record<string, string> = {
    floor_area: 'area',
    shelter_capacity: 'capacity',
    night_access: 'night',
  }
  return t(`halls.form.${named[field] ?? field}`)
}

export function StaleNotice({
  stale,
}: {
  stale: readonly { field: string; theirs: string; yours: string }[]
}) {
  const t = useT()
  const shown = (text: string) =>
    text ? <span className="whitespace-pre-line">{text.slice(0, 1000)}</span> : t('halls.form.stale_empty')
  return (
    <Banner tone="warning" title={t('halls.form.stale_title')} live>
      <p>{t('halls.form.stale_text')}</p>
      {stale.length === 0 ? (
        <p>{t('halls.form.stale_same')}</p>
      ) : (
        <Table
          caption={t('halls.form.stale_caption')}
          head={['stale_field', 'stale_theirs', 'stale_yours'].map((name) => t(`halls.form.${name}`))}
          rows={stale.map(({ field, theirs, yours }) => [fieldLabel(t, field), shown(theirs), shown(yours)])}
        />
      )}
    </Banner>
  )
}
