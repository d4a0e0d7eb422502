/** 通報への答え: answered with words for everybody, or dismissed with a reason for the colleagues. */
import { CheckboxField, CheckedForm, RadioField, SubmitButton, TextArea } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { ANSWER_SHOWN_DAYS, type Condition, type KeptAs, moveOf } from './rules'
import { answerForm } from './schema'

export function AnswerForm({ answer, aed }: { answer: unknown; aed: { condition: Condition; as: KeptAs } }) {
  const t = useT()
  const outcomes = (['nothing', 'fault', 'remove'] as const).filter((outcome) => {
    if (outcome === 'nothing') return true
    const move = moveOf(outcome, aed.condition)
    return move && (!move.officeOnly || aed.as === 'office')
  })
  return (
    <CheckedForm schema={answerForm} answer={answer} defaults={{ as: 'answered', outcome: 'nothing' }}>
      <RadioField
        name="as"
        label={t('custody.answer.as')}
        required
        options={(['answered', 'dismissed'] as const).map((value) => ({
          value,
          label: t(`custody.answer.as_${value}`),
          support: t(`custody.answer.as_${value}_support`, { days: ANSWER_SHOWN_DAYS }),
        }))}
      />
      <TextArea
        name="answer"
        label={t('custody.answer.words')}
        support={t('custody.answer.words_support')}
        rows={4}
        required
      />
      <RadioField
        name="outcome"
        label={t('custody.answer.outcome')}
        required
        options={outcomes.map((value) => ({ value, label: t(`custody.answer.outcome_${value}`) }))}
      />
      {outcomes.includes('remove') && <CheckboxField name="sure" label={t('custody.upkeep.sure')} />}
      <SubmitButton>{t('custody.answer.send')}</SubmitButton>
    </CheckedForm>
  )
}
