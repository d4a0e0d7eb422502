/** The fields that several forms share: who somebody is, and what is needed on the day. */
import { TextArea, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import type { Person } from './queries/person.server'

/** What stands in the fields of a person before anything is typed. */
export const personDefaults = (person: Person | null | undefined): Record<string, string> => ({
  family_name: person?.familyName ?? '',
  given_name: person?.givenName ?? '',
  family_reading: person?.familyReading ?? '',
  given_reading: person?.givenReading ?? '',
  email: person?.email ?? '',
  phone: person?.phone ?? '',
  school: person?.school ?? '',
})

/** @param school asked of pupils alone */
export function PersonFields({ school = false }: { school?: boolean }) {
  const t = useT()
  return (
    <>
      <TextField
        name="family_name"
        label={t('participation.form.family_name')}
        autoComplete="family-name"
        required
      />
      <TextField
        name="given_name"
        label={t('participation.form.given_name')}
        autoComplete="given-name"
        required
      />
      <TextField name="family_reading" label={t('participation.form.family_reading')} required />
      <TextField name="given_reading" label={t('participation.form.given_reading')} required />
      <TextField
        name="email"
        type="email"
        label={t('participation.form.email')}
        support={t('participation.form.email_support')}
        autoComplete="email"
      />
      <TextField name="phone" type="tel" label={t('participation.form.phone')} autoComplete="tel" />
      {school && <SchoolField />}
    </>
  )
}

function SchoolField() {
  const t = useT()
  return (
    <TextField
      name="school"
      label={t('participation.form.school')}
      support={t('participation.form.school_support')}
    />
  )
}

/** Emergency contact and health, with what they are for and when they are deleted. */
export function DayFields({ allergies }: { allergies?: string }) {
  const t = useT()
  return (
    <>
      <TextField
        name="emergency_name"
        label={t('participation.form.emergency_name')}
        support={t('participation.form.emergency_support')}
        required
      />
      <TextField name="emergency_phone" type="tel" label={t('participation.form.emergency_phone')} required />
      <TextArea
        name="health"
        rows={3}
        label={t('participation.form.health')}
        support={
          <>
            {t('participation.form.health_support')}
            {allergies && (
              <span className="block">{t('participation.form.allergies_here', { allergies })}</span>
            )}
          </>
        }
      />
    </>
  )
}

export function GuardianField() {
  const t = useT()
  return (
    <TextField
      name="guardian_email"
      type="email"
      label={t('participation.form.guardian_email')}
      support={t('participation.form.guardian_support')}
    />
  )
}
