/** 出欠の回答: the form of one household or person, and what it has answered. */
import { formatInstant } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import { CheckedForm, HiddenField, RadioField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { PostButton } from '~/ui/parts'
import type { Answerer, EventView } from './queries/event.server'
import { kindsFor } from './rules'
import { answerForm } from './schema'

type Asking = Pick<EventView, 'id' | 'asks' | 'placesLeft'>

export function AnswerForm(props: {
  event: Asking
  answerer: Answerer
  answer?: unknown
  /** What was typed before the session ended */
  kept?: FormFields
}) {
  const { event, answerer } = props
  const t = useT()
  const action = `/notices/${event.id}/answer`
  const given = answerer.answer
  const version = given?.version ?? 0
  const isAssembly = event.asks === 'assembly'
  return (
    <>
      <AnswerSentence answerer={answerer} />
      <CheckedForm
        schema={answerForm}
        answer={props.answer}
        action={action}
        defaults={{
          kind: given?.kind ?? '',
          people: String(given?.people || 1),
          entrusted_to: given?.entrustedTo ?? '',
          ...props.kept,
        }}
      >
        <HiddenField name="as" value={answerer.key} />
        <HiddenField name="version" value={version} />
        <RadioField
          name="kind"
          label={t('events.answer.kind')}
          support={answerer.household ? t('events.answer.kind_household') : t('events.answer.kind_me')}
          required
          options={kindsFor(event.asks).map((value) => ({ value, label: t(`events.kind.${value}`) }))}
        />
        {isAssembly ? (
          <TextField
            name="entrusted_to"
            label={t('events.answer.entrusted_to')}
            support={t('events.answer.entrusted_to_support')}
          />
        ) : (
          <TextField
            name="people"
            label={t('events.answer.people')}
            support={
              event.placesLeft === null
                ? t('events.answer.people_support')
                : t('events.answer.people_support_left', { left: event.placesLeft + (given?.people ?? 0) })
            }
            type="number"
            inputMode="numeric"
            short
          />
        )}
        <div className="actions">
          <SubmitButton>{t(given ? 'events.answer.change' : 'events.answer.submit')}</SubmitButton>
        </div>
      </CheckedForm>
      {given && (
        <PostButton
          action={action}
          label={t('events.answer.take_back')}
          fields={{ intent: 'take_back', as: answerer.key, version }}
          variant="plain"
        />
      )}
    </>
  )
}

/** What was answered, when, and by which way. */
export function AnswerSentence({ answerer }: { answerer: Answerer }) {
  const t = useT()
  const language = useLanguage()
  const { household, answer } = answerer
  const who = household ?? t('events.answer.myself')
  if (!answer) return <p>{t('events.answer.none_yet', { name: who })}</p>
  const said =
    answer.kind === 'attend' && answer.people > 1
      ? t('events.kind.attend_people', { people: answer.people })
      : answer.kind === 'entrust'
        ? t('events.kind.entrust_to', { name: answer.entrustedTo || t('events.kind.chair') })
        : t(`events.kind.${answer.kind}`)
  return (
    <p>
      <strong>{t('events.answer.given', { name: who, said })}</strong>{' '}
      <span className="support">
        ({formatInstant(answer.answeredAt, language)}
        {answer.entered && ` / ${t('events.answer.entered')}`})
      </span>
    </p>
  )
}
