/** アンケートの準備: the survey, its questions, opening and closing it, and what comes after. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { arrangeQuestion, editOpenSurvey, editSurvey } from '~/modules/surveys/commands/edit.server'
import { concludeSurvey, moveSurvey } from '~/modules/surveys/commands/run.server'
import { ConcludePart, OpenPart, QuestionsPart, RunPart } from '~/modules/surveys/DeskParts'
import { surveyChoices, surveyToEdit } from '~/modules/surveys/queries/desk.server'
import { SurveyForm } from '~/modules/surveys/SurveyForm'
import { StandingBadge, SurveyFacts } from '~/modules/surveys/SurveyParts'
import { concludeForm, editSurveyForm, moveForm, openSurveyForm, verbForm } from '~/modules/surveys/schema'
import { firstValue, intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { unlessStale } from '~/platform/stale.server'
import { ErrorSummary } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'
import { StaleNotice } from '~/ui/stale-notice'

export const handle = { interactive: true }
export const meta = titleMeta('surveys.form.edit')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [found, choices, kept] = await Promise.all([
    surveyToEdit(actor, idParam(args.params.id)),
    surveyChoices(actor),
    keptFields(args.request),
  ])
  return { ...found, choices, kept: kept ?? null }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = idParam(args.params.id)
  const here = `/surveys/${id}/edit`
  const intent = intentOf(fields)
  if (intent === 'up' || intent === 'down' || intent === 'remove') {
    await arrangeQuestion(actor, id, intent, check(moveForm, fields))
    return redirect(
      `${here}?done=${intent === 'remove' ? 'survey_question_removed' : 'survey_question_moved'}#questions`,
    )
  }
  if (intent === 'verb') {
    const form = check(verbForm, fields)
    await moveSurvey(actor, id, form)
    return redirect(`${here}?done=survey_${form.verb}`)
  }
  const stale = await unlessStale(fields, () => {
    if (intent === 'open') return editOpenSurvey(actor, id, check(openSurveyForm, fields))
    if (intent === 'conclude') return concludeSurvey(actor, id, check(concludeForm, fields))
    return editSurvey(actor, id, check(editSurveyForm, fields))
  })
  return stale ?? redirect(`${here}?done=saved`)
})

export default function EditSurvey() {
  const data = useLoaderData<typeof loader>()
  const { survey, standing, standingFields, questions, frozen, choices, kept } = data
  const answer = useActionData<typeof action>()
  const t = useT()
  const at = (key: string) => t(`surveys.form.${key}`)
  const here = `/surveys/${survey.id}`
  const sent = answer && 'values' in answer ? answer : null
  const intent = firstValue(sent?.values ?? kept ?? undefined, 'intent')
  const closing = intent === 'verb' && firstValue(sent?.values, 'verb') === 'close'
  const answerOf = (of: string) => (intent === of ? answer : undefined)
  const keptOf = (of: string) => (intent === of && !sent ? kept : null)
  return (
    <Page
      title={survey.title}
      crumbs={[
        { href: '/surveys', label: t('surveys.list.title') },
        { href: '/surveys/desk', label: t('surveys.desk.title') },
      ]}
      actions={
        <>
          <LinkButton href={`${here}/preview`}>{at('preview')}</LinkButton>
          {survey.state !== 'draft' && <LinkButton href={here}>{at('page')}</LinkButton>}
          {survey.state !== 'draft' && (
            <LinkButton href={`${here}/results`}>{t('surveys.page.results')}</LinkButton>
          )}
        </>
      }
    >
      <p>
        <StandingBadge standing={standing} />
      </p>
      {sent && 'stale' in sent && <StaleNotice fields={[]} typed={sent.values} />}
      {sent && intent === 'verb' && !closing && <ErrorSummary errors={sent.errors} />}
      <RunPart data={data} answer={closing ? answer : undefined} />
      <QuestionsPart
        surveyId={survey.id}
        version={survey.version}
        questions={questions}
        frozen={frozen}
        state={standing === 'paper' ? 'closed' : survey.state}
      />
      {survey.state === 'draft' ? (
        <>
          <h2>{at('about')}</h2>
          <SurveyForm
            schema={editSurveyForm}
            answer={answerOf('survey')}
            defaults={{ ...standingFields, ...keptOf('survey') }}
            choices={choices}
            version={survey.version}
            back="/surveys/desk"
          />
        </>
      ) : (
        <>
          <h2>{at('about')}</h2>
          <Banner tone="info" title={at('promised')}>
            <p>{at('promised_text')}</p>
          </Banner>
          <SurveyFacts survey={survey} />
          {survey.state === 'open' && (
            <OpenPart survey={survey} answer={answerOf('open')} kept={keptOf('open')} />
          )}
          {standing === 'over' && (
            <ConcludePart survey={survey} answer={answerOf('conclude')} kept={keptOf('conclude')} />
          )}
        </>
      )}
    </Page>
  )
}
