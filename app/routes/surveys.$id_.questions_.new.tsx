/** 設問を加える. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { StaleNotice } from '~/modules/officers/StaleNotice'
import { unlessStale } from '~/modules/officers/stale.server'
import { addQuestion } from '~/modules/surveys/commands/edit.server'
import { QuestionForm } from '~/modules/surveys/QuestionForm'
import { questionToEdit } from '~/modules/surveys/queries/desk.server'
import { questionForm } from '~/modules/surveys/schema'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('surveys.question.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [found, kept] = await Promise.all([
    questionToEdit(actor, idParam(args.params.id), null),
    keptFields(args.request),
  ])
  return { ...found, defaults: { ...found.defaults, ...kept } }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = idParam(args.params.id)

  const form = check(questionForm, fields)
  const stale = await unlessStale(fields, () => addQuestion(actor, id, form))
  return stale ?? redirect(`/surveys/${id}/edit?done=survey_question_saved#questions`)
})

export default function NewQuestion() {
  const { survey, frozen, defaults, number } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
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
      {answer && 'stale' in answer && <StaleNotice fields={[]} typed={answer.values} />}
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
