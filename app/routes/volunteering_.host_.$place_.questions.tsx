/** 質問への対応, of one place, for its host. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { settleQuestion } from '~/modules/participation/commands/questions.server'
import { QuestionDesk } from '~/modules/participation/QuestionDesk'
import { placeQuestions } from '~/modules/participation/queries/questions.server'
import { answerForm } from '~/modules/participation/schema'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const handle = { interactive: true }
export const meta = titleMeta('participation.question.desk_title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => ({
  ...(await placeQuestions(requireUser(await currentActor(args)), idParam(args.params.place))),
  open: Number(queryParam(args.request, 'question', 9)) || undefined,
}))

export const action = formAction(async (args) => {
  const form = await readAndCheck(args, answerForm)
  const place = idParam(args.params.place)
  const done = await settleQuestion(requireUser(await currentActor(args)), place, form)
  return redirect(`/volunteering/host/${place}/questions?done=${done}`)
})

export default function HostQuestions() {
  const { place, questions, open } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('participation.question.desk_title')}
      crumbs={[
        { href: '/volunteering/host', label: t('participation.host') },
        { href: `/volunteering/${place.id}`, label: place.title },
      ]}
    >
      <QuestionDesk questions={questions} open={open} answer={answer} />
    </Page>
  )
}
