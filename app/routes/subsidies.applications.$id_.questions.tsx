/** 申請書の質問: what the scheme asks about. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { saveAnswers } from '~/modules/applications/commands/draft.server'
import { QuestionsPart } from '~/modules/applications/QuestionsForm'
import { questionsView } from '~/modules/applications/queries/parts.server'
import { answersIn, questionsForm } from '~/modules/applications/schema'
import { unlessStale } from '~/modules/applications/stale.server'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { titleMeta } from '~/ui/meta'

export const handle = { interactive: true }
export const meta = titleMeta('applications.questions.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const view = await questionsView(await currentActor(args), idParam(args.params.id))
  return { ...view, kept: (await keptFields(args.request)) ?? null }
})

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const actor = await currentActor(args)
  const { fields } = await readForm(args)
  const { head, works } = await questionsView(actor, id)
  const form = answersIn(head.definition, works, check(questionsForm(head.definition, works), fields))
  const stale = await unlessStale({ actor, id, task: 'questions', fields }, () =>
    saveAnswers(actor, id, form),
  )
  return stale ?? redirect(`/subsidies/applications/${id}?done=saved`)
})

export default function Questions() {
  return <QuestionsPart {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
