/** Questions to be looked at: shown, hidden or answered, by the host of the place or by the centre. */
import { formatInstant } from '~/platform/clock'
import { CheckedForm, HiddenField, SubmitButton, TextArea } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Banner, Card, LinkButton, PostButton } from '~/ui/parts'
import type { DeskQuestion } from './queries/questions.server'
import { QUESTION_KEPT_DAYS } from './rules'
import { answerForm } from './schema'

/** @param open the question whose form stands open: one at a time, so that each field has one name */
export function QuestionDesk(props: {
  questions: readonly DeskQuestion[]
  open: number | undefined
  answer: unknown
}) {
  const { questions, open, answer } = props
  const t = useT()
  const groups = [
    ['new', questions.filter(({ settled }) => !settled)],
    ['settled', questions.filter(({ settled }) => settled)],
  ] as const
  return (
    <>
      <Banner tone="info" title={t('participation.question.desk_lead')}>
        {questions.some(({ audience }) => audience === 'centre') && (
          <p>{t('participation.question.kept', { days: QUESTION_KEPT_DAYS })}</p>
        )}
      </Banner>
      {questions.length === 0 && <p>{t('participation.question.nothing')}</p>}
      {groups.map(([group, shown]) =>
        shown.length === 0 ? null : (
          <section key={group}>
            <h2>{t(`participation.question.${group}`)}</h2>
            {shown.map((question) => (
              <QuestionCard
                key={question.id}
                question={question}
                open={open === question.id}
                answer={answer}
              />
            ))}
          </section>
        ),
      )}
    </>
  )
}

const stateOf = ({ hiddenAt, waits, shownAt }: DeskQuestion) =>
  hiddenAt ? 'hidden' : waits ? 'centre_looks' : shownAt ? 'shown' : 'new'

function QuestionCard(props: { question: DeskQuestion; open: boolean; answer: unknown }) {
  const { question, open, answer } = props
  const t = useT()
  const language = useLanguage()
  const { id, version, place } = question
  const toCentre = question.audience === 'centre'
  const fields = { question: id, version, answer: '' }
  return (
    <Card title={place.title} href={`/volunteering/${place.id}`}>
      <p>
        {toCentre ? (
          <Badge tone="info">{t('participation.question.to_centre')}</Badge>
        ) : (
          <Badge
            tone={question.hiddenAt ? 'neutral' : question.shownAt && !question.waits ? 'success' : 'warning'}
          >
            {t(`participation.question.${stateOf(question)}`)}
          </Badge>
        )}{' '}
        {question.holdsContact && <Badge tone="danger">{t('participation.question.holds_contact')}</Badge>}{' '}
        {formatInstant(question.createdAt, language)}
      </p>
      {question.waits && <p>{t('participation.question.centre_looks_text')}</p>}
      <p className="whitespace-pre-line">{question.text}</p>
      {question.answer && !open && (
        <p className="whitespace-pre-line">
          <strong>{t('participation.question.a')}: </strong>
          {question.answer}
        </p>
      )}
      {open && (
        <CheckedForm
          schema={answerForm}
          answer={answer}
          id={`question-${id}`}
          defaults={{ answer: question.answer, question: String(id), version: String(version) }}
        >
          <HiddenField name="question" value={id} />
          <HiddenField name="version" value={version} />
          <HiddenField name="intent" value="answer" />
          <TextArea name="answer" rows={3} label={t('participation.question.answer_label')} required />
          <div className="actions">
            <SubmitButton>
              {t(toCentre ? 'participation.question.answer_mail' : 'participation.question.answer_do')}
            </SubmitButton>
          </div>
        </CheckedForm>
      )}
      <div className="actions">
        {!open && (
          <LinkButton href={`?question=${id}`} variant={question.settled ? 'secondary' : 'primary'}>
            {t(question.settled ? 'participation.question.correct' : 'participation.question.write')}
          </LinkButton>
        )}
        {question.mayShow && (
          <PostButton label={t('participation.question.show')} fields={{ ...fields, intent: 'show' }} />
        )}
        {!question.hiddenAt && (
          <PostButton
            label={t(question.shownAt ? 'participation.question.hide_again' : 'participation.question.hide')}
            fields={{ ...fields, intent: 'hide' }}
          />
        )}
      </div>
    </Card>
  )
}
