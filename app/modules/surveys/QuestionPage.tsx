/** 設問を書く: the page of one question, new or known; frozen it says why. */
import type { FormFields } from '~/platform/forms'
import { useT } from '~/ui/i18n'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'
import { StaleNotice } from '~/ui/stale-notice'
import { QuestionForm } from './QuestionForm'

export function QuestionPage(props: {
  survey: { id: number; title: string; version: number }
  frozen: boolean
  number: number
  defaults: FormFields
  /** What was typed when somebody else was quicker */
  typed: FormFields | null
  answer: unknown
}) {
  const { survey, frozen, number, defaults, typed, answer } = props
  const t = useT()
  const back = `/surveys/${survey.id}/edit`
  return (
    <Page
      title={t('surveys.question.of', { number })}
      crumbs={[
        { href: '/surveys/desk', label: t('surveys.desk.title') },
        { href: back, label: survey.title },
      ]}
    >
      {typed && <StaleNotice fields={[]} typed={typed} />}
      {frozen ? (
        <Banner tone="info" title={t('surveys.questions.frozen')}>
          <p>{t('surveys.questions.frozen_text')}</p>
        </Banner>
      ) : (
        <QuestionForm
          answer={answer}
          defaults={defaults}
          version={survey.version}
          back={`${back}#questions`}
        />
      )}
    </Page>
  )
}
