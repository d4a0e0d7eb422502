/** アンケートの結果: pictures with tables, hidden where few people stand behind a number; what follows from it. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { namedCells } from '~/modules/surveys/queries/places.server'
import { resultsOf } from '~/modules/surveys/queries/results.server'
import { aboutSurvey } from '~/modules/surveys/queries/survey.server'
import { AreaTable, ResponseHead } from '~/modules/surveys/ResponsePart'
import {
  Answered,
  ChoiceResult,
  PlaceTable,
  RankingResult,
  ScaleResult,
  TextsResult,
} from '~/modules/surveys/ResultParts'
import { LEAST_SHOWN, standingOf } from '~/modules/surveys/rules'
import { formatDay } from '~/platform/clock'
import { idParam, page } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'
import { useLanguage, useT } from '~/ui/i18n'
import { LiveMap, mapLinks } from '~/ui/map/LiveMap'
import { TILES_HREF } from '~/ui/map/looks'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, Icon, LinkButton } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMetaFrom<{ survey: { title: string } }>((data) => data.survey.title)

export const links = () => mapLinks

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const found = await resultsOf(actor, idParam(args.params.id))
  const cells = Object.fromEntries(
    await Promise.all(
      found.results
        .filter(({ kind }) => kind === 'place')
        .map(async (result) => [result.questionId, await namedCells(result.cells)] as const),
    ),
  )
  return {
    ...found,
    survey: aboutSurvey(found.survey),
    counting: standingOf(found.survey, actor.today) === 'paper',
    cells,
    tileUrl: settings().TILE_URL,
  }
})

export type ResultsData = ReturnType<typeof useLoaderData<typeof loader>>

export default function SurveyResults() {
  const data = useLoaderData<typeof loader>()
  const { survey, standing, keeps } = data
  const t = useT()
  const hasTexts = data.questions.some(({ kind }) => kind === 'text')
  const told = standing === 'final' || standing === 'running'
  return (
    <Page
      title={t('surveys.results.title_of', { title: survey.title })}
      lead={survey.association.name}
      crumbs={[
        { href: '/surveys', label: t('surveys.title') },
        { href: `/surveys/${survey.id}`, label: survey.title },
      ]}
      width="wide"
      actions={
        keeps &&
        standing === 'final' &&
        hasTexts && (
          <LinkButton href={`/surveys/${survey.id}/texts`}>
            <Icon name="pencil" /> {t('surveys.results.review')}
          </LinkButton>
        )
      }
    >
      <NotYet data={data} />
      {survey.conclusion !== '' && (
        <section className="stack result-conclusion">
          <h2>{t('surveys.results.conclusion')}</h2>
          <p className="whitespace-pre-line">{survey.conclusion}</p>
        </section>
      )}
      {told && <Told data={data} />}
      <p className="actions no-print">
        <LinkButton href={`/surveys/${survey.id}`}>{t('surveys.results.back')}</LinkButton>
      </p>
    </Page>
  )
}

/** Why there is nothing, or not everything, to see. */
function NotYet({ data: { survey, standing, counting, countedOn } }: { data: ResultsData }) {
  const t = useT()
  const language = useLanguage()
  if (standing === 'none') {
    const why = counting ? 'counting' : survey.state === 'open' ? 'running' : survey.state
    const until = formatDay(survey.paperUntil ?? survey.closesOn, language)
    return (
      <Banner tone="info" title={t('surveys.results.none_title')}>
        <p>{t(`surveys.results.none_${why}`, { day: until })}</p>
      </Banner>
    )
  }
  if (standing === 'few') {
    return (
      <Banner tone="info" title={t('surveys.results.few_title')}>
        <p>{t('surveys.results.few_text', { least: LEAST_SHOWN })}</p>
      </Banner>
    )
  }
  if (standing === 'running' && countedOn) {
    return (
      <Banner tone="info" title={t('surveys.results.running_title')}>
        <p>
          {t('surveys.results.running_text', { least: LEAST_SHOWN, day: formatDay(countedOn, language) })}
        </p>
      </Banner>
    )
  }
  return null
}

function Told({ data }: { data: ResultsData }) {
  const { survey, standing, questions, results, answers, onPaper, response, keeps } = data
  const t = useT()
  const rough = standing === 'running'
  return (
    <>
      <ResponseHead
        answers={answers ?? 0}
        onPaper={onPaper}
        rough={rough}
        response={response}
        unit={survey.unit}
      />
      <p className="support">{t('surveys.results.why_hidden', { least: LEAST_SHOWN })}</p>
      {questions.map((question, index) => {
        const result = results.find(({ questionId }) => questionId === question.id)
        if (!result) return null
        return (
          <section key={question.id} className="stack result-question" id={`q${question.id}`}>
            <h2>
              <span className="result-number">{t('surveys.results.question', { number: index + 1 })}</span>{' '}
              {question.label}
            </h2>
            <Answered result={result} rough={rough} />
            {result.answered !== null && <Shown data={data} question={question} result={result} />}
          </section>
        )
      })}
      {response?.rates && <AreaTable rates={response.rates} />}
      <section className="stack no-print">
        <h2>{t('surveys.results.files')}</h2>
        <p className="actions">
          <LinkButton href={`/surveys/${survey.id}/results.csv`} download>
            {t('surveys.results.csv')}
          </LinkButton>
          {keeps && !survey.anonymous && standing === 'final' && (
            <LinkButton href={`/surveys/${survey.id}/answers.csv`} download>
              {t('surveys.results.answers_csv')}
            </LinkButton>
          )}
        </p>
        {keeps && !survey.anonymous && standing === 'final' && (
          <p className="support">{t('surveys.results.answers_csv_note')}</p>
        )}
      </section>
    </>
  )
}

type Parts = {
  data: ResultsData
  question: ResultsData['questions'][number]
  result: ResultsData['results'][number]
}

function Shown({ data, question, result }: Parts) {
  const t = useT()
  const rough = data.standing === 'running'
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return <ChoiceResult question={question} result={result} rough={rough} />
    case 'scale':
      return <ScaleResult question={question} result={result} rough={rough} />
    case 'ranking':
      return <RankingResult question={question} result={result} rough={rough} />
    case 'text':
      return rough ? (
        <p>{t('surveys.results.later')}</p>
      ) : (
        <TextsResult
          texts={data.texts.find(({ questionId }) => questionId === question.id)}
          label={question.label}
        />
      )
    case 'place':
      return rough ? (
        <p>{t('surveys.results.later')}</p>
      ) : (
        <Places data={data} question={question} result={result} />
      )
  }
}

function Places({ data, question, result }: Parts) {
  const t = useT()
  const cells = data.cells[question.id] ?? []
  const word = (name: string) => t(`associations.map.${name}`)
  return (
    <>
      {cells.length > 0 && (
        <LiveMap
          noScript={t('surveys.results.places_no_script')}
          setup={{
            fixed: `/surveys/${data.survey.id}/places.json?question=${question.id}`,
            tiles: {
              url: data.tileUrl,
              maxZoom: 18,
              credit: t('associations.source.tiles'),
              creditHref: TILES_HREF,
            },
            looks: {},
            words: {
              label: t('surveys.results.places_map'),
              loading: word('loading'),
              failed: word('failed'),
              tilesMissing: word('tiles_missing'),
              zoomIn: word('zoom_in'),
              zoomOut: word('zoom_out'),
              cluster: word('cluster'),
              close: word('close'),
            },
          }}
        />
      )}
      <PlaceTable question={question} result={result} cells={cells} />
    </>
  )
}
