/** 連絡先公開の同意: what stands, how to end it, how to record one. */
import { type Day, formatDay } from '~/platform/clock'
import {
  CheckboxField,
  CheckboxListField,
  CheckedForm,
  HiddenField,
  SubmitButton,
  TextField,
} from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { DataList, PostButton } from '~/ui/parts'
import { CONTACT_TEXT } from './rules'
import { consentSchema } from './schema'

type Part = 'name' | 'phone' | 'email'

export function ConsentSection(props: {
  slug: string
  /** The contact person as saved; empty when there is none */
  person: string
  /** What of the contact has been entered */
  entered: readonly Part[]
  consent: {
    personName: string
    textVersion: string
    givenOn: Day
    recordedBy: string | null
    shows: readonly Part[]
  } | null
  today: Day
  answer: unknown
}) {
  const { slug, person, entered, consent, today, answer } = props
  const t = useT()
  const language = useLanguage()
  const partName = (part: Part) => t(`associations.contact.${part}`)
  const mayRecord = person !== '' && entered.length > 1
  return (
    <section aria-labelledby="consent" className="stack">
      <h2 id="consent">{t('associations.consent.title')}</h2>
      <p>{t('associations.consent.lead')}</p>
      {consent ? (
        <>
          <p>{t('associations.consent.standing', { name: consent.personName })}</p>
          <DataList
            rows={[
              [t('associations.consent.scope'), consent.shows.map(partName).join('、')],
              [t('associations.consent.given_on'), formatDay(consent.givenOn, language)],
              [t('associations.consent.version'), consent.textVersion],
              [
                t('associations.consent.recorded_by'),
                consent.recordedBy ?? t('associations.consent.recorded_by_nobody'),
              ],
            ]}
          />
          <PostButton
            action={`/associations/${slug}/edit`}
            label={t('associations.consent.withdraw')}
            fields={{ intent: 'withdraw' }}
            variant="danger"
          />
        </>
      ) : (
        <p>{t('associations.consent.none')}</p>
      )}
      {mayRecord ? (
        <CheckedForm
          schema={consentSchema}
          answer={answer}
          defaults={{ person, givenOn: today, shows: [], agreed: '' }}
          action={`/associations/${slug}/edit`}
          id="consent-form"
        >
          <HiddenField name="intent" value="consent" />
          <HiddenField name="person" value={person} />
          <h3>{t('associations.consent.text_heading', { version: CONTACT_TEXT })}</h3>
          <blockquote className="callout">{t('associations.consent.text')}</blockquote>
          <p>{t('associations.consent.person', { name: person })}</p>
          <CheckboxListField
            name="shows"
            label={t('associations.consent.shows')}
            options={entered.map((part) => ({ value: part, label: partName(part) }))}
            required
          />
          <TextField name="givenOn" type="date" label={t('associations.consent.given_on')} required />
          <CheckboxField name="agreed" label={t('associations.consent.agreed')} />
          <SubmitButton variant="secondary">{t('associations.consent.record')}</SubmitButton>
        </CheckedForm>
      ) : (
        <p>{t('associations.consent.needs_contact')}</p>
      )}
    </section>
  )
}
