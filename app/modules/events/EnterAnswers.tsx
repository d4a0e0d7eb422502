/** For officers: the households with their answers, and the entry of what came on paper or by telephone. */
import { dayOf, formatDay } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import { CheckedForm, RadioField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Table } from '~/ui/parts'
import type { HouseholdAnswer, OfficersEvent, OtherAnswer } from './queries/answers.server'
import { type AnswerKind, kindsFor } from './rules'
import { enterForm } from './schema'

type Shown = Pick<OfficersEvent, 'id' | 'asks'>

export function EnterAnswers(props: {
  event: Shown
  households: readonly HouseholdAnswer[]
  answer?: { errors?: Record<string, string[]>; values?: FormFields }
}) {
  const { event, households, answer } = props
  const t = useT()
  const chosen = new Set([answer?.values?.household ?? []].flat())
  const groups = [...new Set(households.map(({ groupId }) => groupId))]
  return (
    <CheckedForm schema={enterForm} answer={answer} defaults={{ people: '1' }}>
      <div id="field-household" tabIndex={-1} className="stack">
        {groups.map((id) => {
          const own = households.filter(({ groupId }) => groupId === id)
          return (
            <Table
              key={id}
              caption={own[0]?.group ?? ''}
              head={[t('events.answers.household'), t('events.answers.answer'), t('events.answers.when')]}
              rows={own.map((household) => [
                <label key="choice" className="choice">
                  <input
                    type="checkbox"
                    name="household"
                    value={household.id}
                    defaultChecked={chosen.has(String(household.id))}
                  />
                  <span>{household.name}</span>
                </label>,
                <AnswerWords key="answer" answer={household} />,
                <AnswerDay key="day" answer={household} />,
              ])}
            />
          )
        })}
      </div>
      <h2>{t('events.answers.enter')}</h2>
      <p>{t('events.answers.enter_how')}</p>
      <RadioField
        name="kind"
        label={t('events.answer.kind')}
        required
        options={[
          ...kindsFor(event.asks).map((value) => ({ value, label: t(`events.kind.${value}`) })),
          { value: 'none', label: t('events.answers.remove'), support: t('events.answers.remove_support') },
        ]}
      />
      {event.asks === 'assembly' ? (
        <TextField
          name="entrusted_to"
          label={t('events.answer.entrusted_to')}
          support={t('events.answer.entrusted_to_support')}
        />
      ) : (
        <TextField
          name="people"
          label={t('events.answers.people_each')}
          support={t('events.answers.people_each_support')}
          type="number"
          inputMode="numeric"
          short
        />
      )}
      <div className="actions">
        <SubmitButton>{t('events.answers.submit')}</SubmitButton>
      </div>
    </CheckedForm>
  )
}

/** 出席(2人), 委任(会長), 未回答 */
export function AnswerWords(props: {
  answer: { kind: AnswerKind | null; people: number | null; entrustedTo: string | null }
}) {
  const { kind, people, entrustedTo } = props.answer
  const t = useT()
  if (!kind) return <>{t('events.answers.unanswered')}</>
  if (kind === 'entrust')
    return <>{t('events.kind.entrust_to', { name: entrustedTo || t('events.kind.chair') })}</>
  if (kind === 'attend' && people && people > 1) return <>{t('events.kind.attend_people', { people })}</>
  return <>{t(`events.kind.${kind}`)}</>
}

function AnswerDay({ answer }: { answer: HouseholdAnswer }) {
  const t = useT()
  const language = useLanguage()
  if (!answer.answeredAt) return null
  return (
    <>
      {formatDay(dayOf(answer.answeredAt), language)}{' '}
      {answer.entered && <Badge>{t('events.answer.entered')}</Badge>}
    </>
  )
}

/** Persons who are in no household there and have answered for themselves. */
export function OtherAnswers({ others }: { others: readonly OtherAnswer[] }) {
  const t = useT()
  const language = useLanguage()
  if (others.length === 0) return null
  return (
    <Table
      caption={t('events.answers.others')}
      head={[t('events.answers.name'), t('events.answers.answer'), t('events.answers.when')]}
      rows={others.map((other) => [
        other.name,
        <AnswerWords key="answer" answer={{ ...other, entrustedTo: null }} />,
        formatDay(dayOf(other.answeredAt), language),
      ])}
    />
  )
}
