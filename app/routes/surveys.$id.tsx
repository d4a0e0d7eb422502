/** An アンケート: what it is about, who asks, until when, and the way to the sheet. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { surveyPage } from '~/modules/surveys/queries/survey.server'
import { NameBox, StandingBadge, SurveyFacts } from '~/modules/surveys/SurveyParts'
import { formatDay } from '~/platform/clock'
import { idParam, page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, Banner, LinkButton } from '~/ui/parts'

export const meta = titleMetaFrom((data: Awaited<ReturnType<typeof surveyPage>>) => data.survey.title)

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) =>
  surveyPage(await currentActor(args), idParam(args.params.id)),
)

export default function SurveyPage() {
  const { survey, standing, questions, voters, signedIn, runs, byAddress } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string) => t(`surveys.page.${key}`)
  const here = `/surveys/${survey.id}`
  const open = standing === 'open'
  const left = voters.filter(({ answered }) => !answered)
  const several = voters.length > 1
  return (
    <Page
      title={survey.title}
      crumbs={[{ href: '/surveys', label: t('surveys.list.title') }]}
      actions={runs && <LinkButton href={`${here}/edit`}>{at('edit')}</LinkButton>}
    >
      <p>
        <StandingBadge standing={standing} />{' '}
        {open && t('surveys.page.until', { day: formatDay(survey.closesOn, language) })}
        {standing === 'coming' && t('surveys.page.from', { day: formatDay(survey.opensOn, language) })}
      </p>
      {survey.introduction && <p className="whitespace-pre-line">{survey.introduction}</p>}
      {standing === 'cancelled' && (
        <Banner tone="warning" title={at('cancelled')}>
          <p className="whitespace-pre-line">{survey.conclusion}</p>
        </Banner>
      )}
      {open && voters.length > 0 && (
        <div className="stack">
          {voters.map((voter) => (
            <p key={voter.householdId ?? 0}>
              {voter.answered && (
                <>
                  <Badge tone="success">{t('surveys.list.answered')}</Badge>{' '}
                </>
              )}
              {(!voter.answered || !survey.anonymous) && (
                <LinkButton
                  href={`${here}/answer${several ? `?household=${voter.householdId}` : ''}`}
                  variant={voter.answered ? 'secondary' : 'primary'}
                >
                  {several
                    ? t(voter.answered ? 'surveys.page.change_for' : 'surveys.page.answer_for', {
                        name: voter.name,
                      })
                    : at(voter.answered ? 'change' : 'answer')}
                </LinkButton>
              )}
              {voter.answered && survey.anonymous && at('answered_nameless')}
            </p>
          ))}
          {left.length === 0 && <p>{at('thanks')}</p>}
        </div>
      )}
      {open && voters.length === 0 && (
        <Banner tone="info" title={at(signedIn ? 'not_asked' : 'how')}>
          {signedIn ? (
            <p>{at(survey.unit === 'household' ? 'no_household' : 'no_member')}</p>
          ) : (
            <ul className="bullets">
              <li>
                <a href={`/sign-in?next=${encodeURIComponent(`${here}/answer`)}`}>{at('with_account')}</a>
              </li>
              {byAddress && (
                <li>
                  <a href={`${here}/address`}>{at('with_address')}</a>
                </li>
              )}
              {survey.reach === 'members' && survey.unit === 'household' && <li>{at('with_paper')}</li>}
              <li>{at('with_officer')}</li>
            </ul>
          )}
        </Banner>
      )}
      {open && survey.paperUntil && (
        <p>
          <a href={`${here}/questions.pdf`} className="inline-block py-2">
            {t('surveys.form_paper.link')}
          </a>
        </p>
      )}
      {standing === 'paper' && survey.paperUntil && (
        <Banner tone="info" title={at('counting')}>
          <p>{t('surveys.page.counting_text', { day: formatDay(survey.paperUntil, language) })}</p>
        </Banner>
      )}
      {(open || standing === 'coming') && <NameBox survey={survey} />}
      <h2>{at('about')}</h2>
      <SurveyFacts survey={survey} questions={questions} />
      {(standing === 'over' || ((open || standing === 'paper') && survey.showsRunning)) && (
        <p className="actions">
          <LinkButton href={`${here}/results`} variant={standing === 'over' ? 'primary' : 'secondary'}>
            {at('results')}
          </LinkButton>
        </p>
      )}
      {standing === 'over' && survey.conclusion && (
        <>
          <h2>{at('conclusion')}</h2>
          <p className="whitespace-pre-line">{survey.conclusion}</p>
        </>
      )}
    </Page>
  )
}
