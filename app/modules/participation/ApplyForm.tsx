/**
 * 申込みの用紙: who, how to reach, friends, the day, and what is agreed to. Short for who is known already, and for a
 * lecture, to which one only listens.
 */
import { takesMinors } from '~/modules/volunteering/rules'
import {
  CheckboxField,
  CheckedForm,
  HiddenField,
  RadioField,
  SelectField,
  SubmitButton,
  TextField,
} from '~/ui/form'
import { useT } from '~/ui/i18n'
import { stageKey } from './PartyParts'
import { DayFields, GuardianField, PersonFields, personDefaults } from './PersonFields'
import type { applyPage } from './queries/mine.server'
import { applyForms } from './schema'

type ApplyPage = Awaited<ReturnType<typeof applyPage>>

export function ApplyForm(props: {
  page: Pick<ApplyPage, 'place' | 'programme' | 'known' | 'me' | 'standing'>
  submission: string
  call: string
  defaults: Record<string, string | string[]>
  answer: unknown
}) {
  const { place, programme, known, me, standing } = props.page
  const t = useT()
  const stages = place.stages.map((stage) => ({ value: stage, label: t(stageKey(stage)) }))
  const most = place.together ? programme.groupMost : 1
  const minors = takesMinors(place.stages)
  const lecture = programme.kind === 'lecture'
  const parts = ['who', ...(minors ? ['guardian'] : []), ...(lecture ? [] : ['day']), 'promise']
  const heading = (part: string) => `${parts.indexOf(part) + 1}. ${t(`participation.apply.${part}`)}`
  const [only] = place.stages.length === 1 ? place.stages : []
  const base = { ...personDefaults(known), stage: known?.stage || (only ?? '') }
  return (
    <CheckedForm
      schema={applyForms[programme.kind]}
      answer={props.answer}
      defaults={{ ...base, ...props.defaults }}
    >
      <HiddenField name="submission" value={props.submission} />
      <HiddenField name="me" value={me} />
      <HiddenField name="call" value={props.call} />
      <h2>{heading('who')}</h2>
      <RadioField
        name="stage"
        label={t('participation.form.stage')}
        support={t('participation.form.stage_support')}
        options={stages}
        required
      />
      <PersonFields school={minors && !lecture} />
      {minors && (
        <>
          <h2>{heading('guardian')}</h2>
          <p>{t('participation.apply.guardian_text', { days: programme.consentDays })}</p>
          {place.stages.includes('elementary') && <p>{t('participation.apply.elementary')}</p>}
          <GuardianField />
        </>
      )}
      {!lecture && (
        <>
          <h2>{heading('day')}</h2>
          <DayFields allergies={place.allergies} />
        </>
      )}
      {most > 1 && (
        <details className="confirm">
          <summary>{t('participation.apply.friends')}</summary>
          <p>{t('participation.apply.friends_text', { most })}</p>
          {Array.from({ length: most - 1 }, (_, index) => index + 2).map((number) => (
            <fieldset key={number} className="field">
              <legend>{t('participation.apply.friend', { number })}</legend>
              <TextField name={`friend_${number}_name`} label={t('participation.form.friend_name')} />
              <SelectField
                name={`friend_${number}_stage`}
                label={t('participation.form.stage')}
                options={stages}
                emptyLabel={t('participation.form.choose')}
              />
            </fieldset>
          ))}
        </details>
      )}
      <h2>{heading('promise')}</h2>
      <ul className="list-disc space-y-2 pl-6">
        {[1, 2, 3, 4].map((number) => (
          <li key={number}>{t(`participation.apply.rule_${number}`)}</li>
        ))}
      </ul>
      <CheckboxField name="agree" label={t('participation.form.agree')} />
      <div className="actions">
        <SubmitButton>
          {t(standing === 'full' ? 'participation.apply.submit_waiting' : 'participation.apply.submit')}
        </SubmitButton>
      </div>
    </CheckedForm>
  )
}
