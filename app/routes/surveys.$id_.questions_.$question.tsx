/** 設問を直す. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { editQuestion } from '~/modules/surveys/commands/edit.server'
import { QuestionPage } from '~/modules/surveys/QuestionPage'
import { questionToEdit } from '~/modules/surveys/queries/desk.server'
import { questionForm } from '~/modules/surveys/schema'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { unlessStale } from '~/platform/stale.server'
import { titleMeta } from '~/ui/meta'

export const handle = { interactive: true }
export const meta = titleMeta('surveys.question.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [found, kept] = await Promise.all([
    questionToEdit(actor, idParam(args.params.id), idParam(args.params.question)),
    keptFields(args.request),
  ])
  return { ...found, defaults: { ...found.defaults, ...kept } }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = idParam(args.params.id)
  const question = idParam(args.params.question)
  const form = check(questionForm, fields)
  const stale = await unlessStale(fields, () => editQuestion(actor, id, question, form))
  return stale ?? redirect(`/surveys/${id}/edit?done=survey_question_saved#questions`)
})

export default function EditQuestion() {
  const found = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const typed = answer && 'stale' in answer ? answer.values : null
  return <QuestionPage {...found} answer={answer} typed={typed} />
}
