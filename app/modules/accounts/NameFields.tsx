/** The fields of a name. */
import { TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'

/** 氏, 名, セイ, メイ, apart and in this order. */
export function NameFields() {
  const t = useT()
  return (
    <>
      <TextField name="familyName" label={t('accounts.name.family')} required autoComplete="family-name" />
      <TextField name="givenName" label={t('accounts.name.given')} required autoComplete="given-name" />
      <TextField
        name="familyReading"
        label={t('accounts.name.family_reading')}
        support={t('accounts.name.reading_support')}
        required
      />
      <TextField
        name="givenReading"
        label={t('accounts.name.given_reading')}
        support={t('accounts.name.reading_support')}
        required
      />
    </>
  )
}
