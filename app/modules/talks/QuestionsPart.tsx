/** 事前の質問: what was asked, what was answered, and the form. */
import { HiddenNotice, type ShownHiding } from '~/modules/moderation/HiddenNotice'
import { PersonalQuestion } from '~/modules/moderation/PersonalQuestion'
import { PostingRules } from '~/modules/moderation/PostingRules'
import { ReportLink } from '~/modules/moderation/ReportLink'
import { formatDay } from '~/platform/clock'
import { type FormFields, firstValue } from '~/platform/forms'
import { CheckedForm, HiddenField, SubmitButton, TextArea } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Banner, LinkButton } from '~/ui/parts'
import type { TalkPage, TalkQuestionView } from './queries/talk.server'
import { lastDay } from './rules'
import { questionForm } from './schema'

type Hidings = Readonly<Record<number, ShownHiding>>

export function QuestionList(props: {
  questions: readonly TalkQuestionView[]
  hidings: Hidings
  moderates: boolean
}) {
  const { questions, hidings, moderates } = props
  const t = useT()
  if (questions.length === 0) return <p>{t('talks.questions.none')}</p>
  return (
    <ul className="notice-list">
      {questions.map((question) => {
        const hiding = hidings[question.id]
        return (
          <li key={question.id} className="notice-row talk-tight" id={`question-${question.id}`}>
            <p className="support">
              {question.from
                ? t('talks.questions.from', { name: question.from })
                : t('talks.questions.from_other')}
              {question.mine && ` / ${t('talks.questions.mine')}`}
            </p>
            {hiding && <HiddenNotice hiding={hiding} />}
            {question.state !== 'shown' && (
              <p>
                <Badge tone="warning">{t(`talks.questions.state.${question.state}`)}</Badge>
              </p>
            )}
            {question.text && <p className="whitespace-pre-line talk-question">{question.text}</p>}
            {question.refusedReason && (
              <p className="whitespace-pre-line">
                <strong>{t('talks.questions.refused_reason')}</strong>: {question.refusedReason}
              </p>
            )}
            {question.answer && (
              <div className="callout">
                <p>
                  <strong>{t('talks.questions.answer')}</strong>
                </p>
                <p className="whitespace-pre-line">{question.answer}</p>
              </div>
            )}
            {!question.hidden && question.state === 'shown' && (
              <ReportLink subject="talk_question" id={question.id} moderates={moderates} />
            )}
          </li>
        )
      })}
    </ul>
  )
}

/** Asks before the meeting; whoever has no account is led to signing in, and back. */
export function AskForm(props: {
  page: TalkPage
  signedIn: boolean
  answer: unknown
  kept: FormFields | undefined
}) {
  const { page, signedIn, answer, kept } = props
  const { talk, known } = page
  const t = useT()
  const language = useLanguage()
  const typed = (answer as { values?: FormFields } | undefined)?.values
  // What was sent too late stays in its form, so that it can be told to the host in another way.
  if (!page.takes && !typed) return null
  return (
    <section className="stack" aria-labelledby="ask">
      <h3 id="ask">{t('talks.questions.ask')}</h3>
      <p>{t('talks.questions.until', { day: formatDay(lastDay(talk), language) })}</p>
      {signedIn ? (
        <>
          {known ? (
            <p>{t('talks.questions.shown_as', { name: known.name })}</p>
          ) : (
            <Banner tone="info" title={t('talks.questions.waits')}>
              <p>{t('talks.questions.waits_text')}</p>
            </Banner>
          )}
          <PostingRules />
          <CheckedForm schema={questionForm} answer={answer} defaults={kept ?? {}} id="ask-form">
            <HiddenField name="intent" value="ask" />
            <TextArea
              name="text"
              label={t('talks.questions.text')}
              support={t('talks.questions.text_support')}
              rows={5}
              required
            />
            <PersonalQuestion texts={[firstValue(typed ?? kept, 'text')]} />
            {page.takes && <SubmitButton>{t('talks.questions.send')}</SubmitButton>}
          </CheckedForm>
        </>
      ) : (
        <p>
          <LinkButton href={`/sign-in?next=${encodeURIComponent(`/exchange/talks/${talk.id}`)}`}>
            {t('talks.questions.sign_in')}
          </LinkButton>
        </p>
      )}
    </section>
  )
}
