/** ありがとうございました: nothing of the answer stands here. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { surveyThanked } from '~/modules/surveys/queries/survey.server'
import { formatDay } from '~/platform/clock'
import { idParam, page, queryParam } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const meta = titleMeta('surveys.thanks.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => ({
  survey: await surveyThanked(await currentActor(args), idParam(args.params.id)),
  changed: queryParam(args.request, 'changed') === '1',
}))

export default function Thanks() {
  const { survey, changed } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string) => t(`surveys.thanks.${key}`)
  return (
    <Page title={at('title')} crumbs={[{ href: '/surveys', label: t('surveys.list.title') }]}>
      <Banner tone="success" title={at(changed ? 'changed' : 'taken')} live>
        {survey && <p>{survey.title}</p>}
      </Banner>
      {survey && (
        <p>
          {survey.anonymous
            ? at('nameless')
            : t('surveys.thanks.named', { day: formatDay(survey.closesOn, language) })}
        </p>
      )}
      {survey?.resultsPublic && (
        <p>
          {survey.showsRunning
            ? at('results_now')
            : t('surveys.thanks.results', { day: formatDay(survey.finalAfter, language) })}
        </p>
      )}
      <p className="actions">
        <LinkButton href="/surveys">{at('more')}</LinkButton>
        <LinkButton href="/">{at('home')}</LinkButton>
      </p>
    </Page>
  )
}
