/** 自分たちのアンケート: all that one's association or section has made, with how they stand. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { keptSurveys } from '~/modules/surveys/queries/list.server'
import { StandingBadge } from '~/modules/surveys/SurveyParts'
import { formatDay } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton, Table } from '~/ui/parts'

export const meta = titleMeta('surveys.desk.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => ({
  surveys: await keptSurveys(await currentActor(args)),
}))

export default function SurveyDesk() {
  const { surveys } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string) => t(`surveys.desk.${key}`)
  return (
    <Page
      title={at('title')}
      lead={at('lead')}
      crumbs={[{ href: '/surveys', label: t('surveys.list.title') }]}
      width="wide"
      actions={
        <LinkButton href="/surveys/new" variant="primary">
          {t('surveys.list.new')}
        </LinkButton>
      }
    >
      {surveys.length === 0 ? (
        <p>{at('none')}</p>
      ) : (
        <Table
          caption={at('caption')}
          head={['name', 'state', 'days', 'questions', 'answers', 'copy'].map((name) => at(`head_${name}`))}
          rows={surveys.map((survey) => [
            <span key="name">
              <a href={`/surveys/${survey.id}/edit`} className="inline-block py-2">
                {survey.title}
              </a>
              <span className="support block">{survey.association}</span>
            </span>,
            <StandingBadge key="state" standing={survey.standing} />,
            `${formatDay(survey.opensOn, language)} – ${formatDay(survey.closesOn, language)}`,
            t('surveys.facts.count', { count: survey.questions }),
            t('surveys.desk.count', { count: survey.answers }),
            <a key="copy" href={`/surveys/new?copy=${survey.id}`} className="inline-block py-2">
              {at('copy')}
              <span className="visually-hidden"> {survey.title}</span>
            </a>,
          ])}
        />
      )}
    </Page>
  )
}
