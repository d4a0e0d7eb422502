/** 質問: what was asked and answered, for everybody, without names. */
import { dayOf, formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { LinkButton } from '~/ui/parts'
import type { Thread } from './queries/questions.server'

/** @param ask the link to the form; left out on the page of the form itself */
export function QuestionThread({ questions, ask }: { questions: Thread; ask?: string }) {
  const t = useT()
  const language = useLanguage()
  return (
    <section aria-labelledby="questions">
      <h2 id="questions">{t('participation.question.title')}</h2>
      {questions.length === 0 && <p>{t('participation.question.none')}</p>}
      {questions.map((question) => (
        <div key={question.id} className="card">
          <p>
            <strong>{t('participation.question.q')}: </strong>
            <span className="whitespace-pre-line">{question.text}</span>
          </p>
          <p className="support">{formatDay(dayOf(question.createdAt), language)}</p>
          <p>
            <strong>{t('participation.question.a')}: </strong>
            <span className="whitespace-pre-line">
              {question.answer || t('participation.question.no_answer')}
            </span>
          </p>
        </div>
      ))}
      {ask && (
        <div className="actions">
          <LinkButton href={ask}>{t('participation.question.ask')}</LinkButton>
        </div>
      )}
    </section>
  )
}
