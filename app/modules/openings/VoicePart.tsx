/** 経験者の声: those that are shown, and the form for another, with the day on which the person agreed. */
import { type Day, formatDay } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import { CheckboxField, CheckedForm, HiddenField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { ConfirmPost } from '~/ui/parts'
import { voiceForm } from './schema'

export function VoicePart(props: {
  voices: readonly { id: number; who: string; text: string; consentOn: Day }[]
  answer: unknown
  /** What was typed before the session ended */
  kept?: FormFields
  today: Day
}) {
  const { voices, answer, kept, today } = props
  const t = useT()
  const language = useLanguage()
  const at = (key: string) => t(`openings.voices.${key}`)
  return (
    <section className="stack">
      <h2>{at('title')}</h2>
      <p>{at('lead')}</p>
      {voices.map((voice) => (
        <div key={voice.id} className="card">
          <p className="whitespace-pre-line">{voice.text}</p>
          <p className="support">
            — {voice.who} ({t('openings.voices.agreed_on', { day: formatDay(voice.consentOn, language) })})
          </p>
          <ConfirmPost
            summary={at('remove')}
            label={t('openings.voices.remove_submit', { who: voice.who })}
            fields={{ intent: 'remove_voice', id: voice.id }}
          >
            <p>{at('remove_text')}</p>
          </ConfirmPost>
        </div>
      ))}
      <CheckedForm schema={voiceForm} answer={answer} defaults={{ consentOn: today, ...kept }}>
        <HiddenField name="intent" value="voice" />
        <TextField name="who" label={at('who')} support={at('who_support')} required />
        <TextArea name="text" label={at('text')} rows={4} required />
        <TextField name="consentOn" type="date" label={at('consent_on')} required />
        <CheckboxField name="agreed" label={at('agreed')} />
        <SubmitButton variant="secondary">{at('submit')}</SubmitButton>
      </CheckedForm>
    </section>
  )
}
