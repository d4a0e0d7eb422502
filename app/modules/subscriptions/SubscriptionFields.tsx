/** The fields of a subscription: what, how often, at which hours. */
import { HiddenField, RadioField, SelectField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { categories, DEFAULT_QUIET, type Rhythm, rhythms } from './rules'

type Named = { id: number; name: string }

/** What the form shows before anything is typed; the usual quiet hours where nothing was chosen yet. */
export function settingsDefaults(known?: {
  rhythm: Rhythm
  quietFrom: number | null
  quietUntil: number | null
}) {
  const { rhythm, quietFrom, quietUntil } = known ?? {
    rhythm: 'at_once',
    quietFrom: DEFAULT_QUIET.from,
    quietUntil: DEFAULT_QUIET.until,
  }
  return { rhythm, quiet_from: String(quietFrom ?? ''), quiet_until: String(quietUntil ?? '') }
}

/** An association that was chosen before, or a district; and a category. */
export function TopicFields(props: { association: Named | null; districts: readonly Named[] }) {
  const { association, districts } = props
  const t = useT()
  return (
    <>
      {association ? (
        <HiddenField name="association" value={association.id} />
      ) : (
        <SelectField
          name="district"
          label={t('subscriptions.form.district')}
          support={t('subscriptions.form.district_support')}
          emptyLabel={t('subscriptions.form.all_districts')}
          options={districts.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      )}
      <SelectField
        name="category"
        label={t('subscriptions.form.category')}
        emptyLabel={t('subscriptions.form.all_categories')}
        options={categories.map((value) => ({ value, label: t(`notices.category.${value}`) }))}
      />
    </>
  )
}

export function SettingsFields() {
  const t = useT()
  const hours = Array.from({ length: 24 }, (_, hour) => ({
    value: String(hour),
    label: t('subscriptions.form.hour', { hour }),
  }))
  return (
    <>
      <RadioField
        name="rhythm"
        label={t('subscriptions.form.rhythm')}
        support={t('subscriptions.form.rhythm_support')}
        required
        options={rhythms.map((value) => ({ value, label: t(`subscriptions.form.rhythm_${value}`) }))}
      />
      <SelectField
        name="quiet_from"
        label={t('subscriptions.form.quiet_from')}
        support={t('subscriptions.form.quiet_support')}
        emptyLabel={t('subscriptions.form.no_hour')}
        options={hours}
      />
      <SelectField
        name="quiet_until"
        label={t('subscriptions.form.quiet_until')}
        emptyLabel={t('subscriptions.form.no_hour')}
        options={hours}
      />
    </>
  )
}
