/** 質問への対応, of all places, for the centre. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { settleQuestion } from '~/modules/participation/commands/questions.server'
import { QuestionDesk } from '~/modules/participation/QuestionDesk'
import { centreQuestions } from '~/modules/participation/queries/questions.server'
import { answerForm } from '~/modules/participation/schema'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const handle = { interactive: true }
export const meta = titleMeta('participation.question.desk_title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => ({
  questions: await centreQuestions(requireUser(await currentActor(args))),
  open: Number(queryParam(args.request, 'question', 9)) || undefined,
}))

export const action = formAction(async (args) => {
  const form = await readAndCheck(args, answerForm)
  const done = await settleQuestion(requireUser(await currentActor(args)), null, form)
  return redirect(`/desk/volunteering/questions?done=${done}`)
})

export default function CentreQuestions() {
  const { questions, open } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('participation.question.desk_title')}
      crumbs={[{ href: '/desk/volunteering', label: t('participation.board') }]}
    >
      <QuestionDesk questions={questions} open={open} answer={answer} />
    </Page>
  )
}
