/** ためしに見る: the sheet as those who are asked will see it; nothing can be sent from here. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { AnswerFields } from '~/modules/surveys/AnswerFields'
import { surveyPreview } from '~/modules/surveys/queries/desk.server'
import { NameBox, SurveyFacts } from '~/modules/surveys/SurveyParts'
import { idParam, page } from '~/platform/http.server'
import { CheckedForm } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const meta = titleMeta('surveys.preview.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) =>
  surveyPreview(await currentActor(args), idParam(args.params.id)),
)

export default function Preview() {
  const { survey, questions } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <Page
      title={survey.title}
      crumbs={[
        { href: '/surveys/desk', label: t('surveys.desk.title') },
        { href: `/surveys/${survey.id}/edit`, label: survey.title },
      ]}
    >
      <div className="no-print">
        <Banner tone="warning" title={t('surveys.preview.title')}>
          <p>{t('surveys.preview.text')}</p>
        </Banner>
      </div>
      {survey.introduction && <p className="whitespace-pre-line">{survey.introduction}</p>}
      <NameBox survey={survey} />
      <SurveyFacts survey={survey} questions={questions.length} />
      <CheckedForm>
        {/* To be looked at: nothing can be written here that would be lost. */}
        <fieldset disabled className="form">
          <legend className="visually-hidden">{t('surveys.preview.fields')}</legend>
          <AnswerFields questions={questions} />
        </fieldset>
      </CheckedForm>
      <p className="actions">
        <LinkButton href={`/surveys/${survey.id}/questions.pdf`}>{t('surveys.form_paper.link')}</LinkButton>
        <LinkButton href={`/surveys/${survey.id}/edit`}>{t('surveys.preview.back')}</LinkButton>
      </p>
    </Page>
  )
}
