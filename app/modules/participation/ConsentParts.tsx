/** What a guardian is asked: the facts, the whole text, and three answers. */
import { formatDay, formatInstant, formatSpan } from '~/platform/clock'
import { CheckboxField, CheckedForm, HiddenField, SelectField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Banner, ConfirmPost, DataList } from '~/ui/parts'
import type { ConsentPage } from './queries/consent.server'
import { CONSENT_PARAGRAPHS, CONSENT_VERSION, relations } from './rules'
import { giveConsent } from './schema'

const tones = {
  given: 'success',
  refused: 'info',
  revoked: 'info',
  ended: 'info',
  past: 'info',
  expired: 'info',
  replaced: 'info',
} as const

export function ConsentParts({ shown, answer }: { shown: ConsentPage; answer: unknown }) {
  const t = useT()
  const language = useLanguage()
  const { place, standing } = shown
  const open = standing === 'open'
  const version = open ? CONSENT_VERSION : shown.textVersion
  const paragraphs = Array.from({ length: CONSENT_PARAGRAPHS[version] ?? 0 }, (_, index) => index + 1)
  return (
    <>
      {standing !== 'open' && (
        <Banner tone={tones[standing]} title={t(`participation.consent.standing.${standing}`)}>
          {shown.answeredAt && (
            <p>
              {t('participation.consent.answered_at', { when: formatInstant(shown.answeredAt, language) })}
            </p>
          )}
          {standing === 'given' && <p>{t(`participation.consent.given_${shown.state}`)}</p>}
        </Banner>
      )}
      {open && shown.keptUntil && (
        <Banner
          tone="warning"
          title={t('participation.consent.until', { until: formatInstant(shown.keptUntil, language) })}
        />
      )}
      {open && shown.waiting && <Banner tone="info" title={t('participation.consent.waiting')} />}
      <h2>{t('participation.consent.what')}</h2>
      <DataList
        rows={[
          [t('participation.activity'), place.title],
          [t('participation.programme'), place.programme.title],
          [t('participation.when'), formatSpan(shown.startsAt, shown.endsAt, language)],
          [t('participation.venue'), place.venue],
          [t('participation.meeting'), place.meetingPoint],
          [t('participation.host'), place.host.name],
          [t('participation.host_phone'), place.host.phone],
          [t('participation.supervisor'), place.supervisor],
          [t('participation.bring'), place.bring],
          [t('participation.rain'), place.rainRule],
          [t('participation.allergies'), place.allergies],
          [t('participation.insurance'), place.programme.insurance],
        ]}
      />
      <p>{place.body}</p>
      <p>
        <a href={`/volunteering/${place.id}`}>{t('participation.consent.to_place')}</a>
      </p>
      <h2>{t('participation.consent.text_title')}</h2>
      <ol className="list-decimal space-y-2 pl-6">
        {paragraphs.map((number) => (
          <li key={number}>{t(`participation.consent.text.${version}.${number}`)}</li>
        ))}
      </ol>
      <p className="support">
        {t('participation.consent.version', { version, until: formatDay(shown.expiresOn, language) })}
      </p>
      {open && <Answers answer={answer} />}
      {shown.mayRevoke && (
        <ConfirmPost
          summary={t('participation.consent.revoke')}
          label={t('participation.consent.revoke_do')}
          fields={{ intent: 'revoke' }}
        >
          <p>{t('participation.consent.revoke_text')}</p>
        </ConfirmPost>
      )}
    </>
  )
}

function Answers({ answer }: { answer: unknown }) {
  const t = useT()
  return (
    <>
      <h2>{t('participation.consent.give_title')}</h2>
      <CheckedForm schema={giveConsent} answer={answer}>
        <HiddenField name="intent" value="give" />
        <HiddenField name="text_version" value={CONSENT_VERSION} />
        <TextField name="name" label={t('participation.consent.name')} autoComplete="name" required />
        <SelectField
          name="relation"
          label={t('participation.consent.relation')}
          options={relations.map((value) => ({ value, label: t(`participation.relation.${value}`) }))}
          emptyLabel={t('participation.form.choose')}
          required
        />
        <TextField
          name="phone"
          type="tel"
          label={t('participation.consent.phone')}
          support={t('participation.consent.phone_support')}
          autoComplete="tel"
          required
        />
        <CheckboxField name="agree" label={t('participation.consent.agree')} />
        <div className="actions">
          <SubmitButton>{t('participation.consent.give')}</SubmitButton>
        </div>
      </CheckedForm>
      <ConfirmPost
        summary={t('participation.consent.refuse')}
        label={t('participation.consent.refuse_do')}
        fields={{ intent: 'refuse' }}
      >
        <p>{t('participation.consent.refuse_text')}</p>
      </ConfirmPost>
    </>
  )
}
