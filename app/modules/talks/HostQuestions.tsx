/** 事前の質問 for the host: those that wait first, each with what can be done. */
import { type FormFields, firstValue } from '~/platform/forms'
import { CheckedForm, HiddenField, SubmitButton, TextArea } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Badge, PostButton } from '~/ui/parts'
import type { TalkQuestionView } from './queries/talk.server'
import { decideForm } from './schema'

export function HostQuestions(props: {
  questions: readonly TalkQuestionView[]
  answer: unknown
  kept: FormFields | undefined
}) {
  const { questions, answer, kept } = props
  const t = useT()
  const at = (key: string) => t(`talks.questions.${key}`)
  if (questions.length === 0) return <p>{at('none')}</p>
  const values = (answer as { values?: FormFields } | undefined)?.values
  const typed = values ?? kept
  const typedFor = Number(firstValue(typed, 'id'))
  const decision = firstValue(typed, 'decision')
  const ordered = [...questions].sort(
    (a, b) => Number(b.state === 'waiting') - Number(a.state === 'waiting') || a.id - b.id,
  )
  return (
    <ul className="notice-list">
      {ordered.map((question) => {
        const mine = typedFor === question.id
        const form = (kind: 'refuse' | 'answer', label: string, button: string, standing = '') => (
          <CheckedForm
            key={kind}
            id={`${kind}-${question.id}`}
            schema={decideForm}
            answer={mine && decision === kind ? answer : undefined}
            defaults={{ words: mine && decision === kind ? (firstValue(kept, 'words') ?? '') : standing }}
          >
            <HiddenField name="id" value={question.id} />
            <HiddenField name="decision" value={kind} />
            <HiddenField name="version" value={question.version} />
            <TextArea name="words" label={label} rows={3} required />
            <SubmitButton variant={kind === 'refuse' ? 'secondary' : 'primary'}>{button}</SubmitButton>
          </CheckedForm>
        )
        return (
          <li key={question.id} className="notice-row stack">
            <p>
              <Badge tone={question.state === 'waiting' ? 'warning' : 'neutral'}>
                {at(`state.${question.state}`)}
              </Badge>{' '}
              {question.hidden && <Badge tone="danger">{at('hidden')}</Badge>}{' '}
              <span className="support">
                {question.from ? t('talks.questions.from', { name: question.from }) : at('from_other')}
              </span>
            </p>
            {question.text && <p className="whitespace-pre-line talk-question">{question.text}</p>}
            {question.refusedReason && (
              <p className="whitespace-pre-line">
                <strong>{at('refused_reason')}</strong>: {question.refusedReason}
              </p>
            )}
            {question.state !== 'shown' && (
              <PostButton
                label={at('show')}
                fields={{ id: question.id, decision: 'show', version: question.version }}
                variant="primary"
              />
            )}
            {question.state === 'waiting' && (
              <details className="confirm" open={(mine && decision === 'refuse') || undefined}>
                <summary>{at('refuse')}</summary>
                {form('refuse', at('refuse_reason'), at('refuse_submit'))}
              </details>
            )}
            {question.state === 'shown' && !question.hidden && (
              <details className="confirm" open={(mine && decision === 'answer') || undefined}>
                <summary>{at(question.answer ? 'answer_change' : 'answer_write')}</summary>
                {form('answer', at('answer'), at('answer_submit'), question.answer)}
              </details>
            )}
          </li>
        )
      })}
    </ul>
  )
}
