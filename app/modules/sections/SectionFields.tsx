/** The fields of a section. */
import { TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'

export function SectionFields() {
  const t = useT()
  return (
    <>
      <TextField name="name" label={t('sections.name')} support={t('sections.name_support')} required />
      <TextField name="reading" label={t('sections.reading')} support={t('sections.reading_support')} />
      <TextField
        name="phone"
        type="tel"
        label={t('sections.phone')}
        support={t('sections.phone_support')}
        inputMode="tel"
      />
      <TextField
        name="email"
        type="email"
        label={t('sections.email')}
        support={t('sections.email_support')}
        inputMode="email"
      />
      <TextField
        name="answerDays"
        label={t('sections.answer_days')}
        support={t('sections.answer_days_support')}
        inputMode="numeric"
        short
      />
    </>
  )
}
