/** 事前の質問: those that wait, and answers in writing, for those who host. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { decideQuestion } from '~/modules/talks/commands/questions.server'
import { HostQuestions } from '~/modules/talks/HostQuestions'
import { questionsToAnswer } from '~/modules/talks/queries/host.server'
import { decideForm } from '~/modules/talks/schema'
import { HostHead, useTalkCrumbs } from '~/modules/talks/TalkParts'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { unlessStale } from '~/platform/stale.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('talks.questions.desk')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [found, kept] = await Promise.all([
    questionsToAnswer(actor, idParam(args.params.id)),
    keptFields(args.request),
  ])
  return { ...found, kept }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = idParam(args.params.id)
  const form = check(decideForm, fields)
  const stale = await unlessStale(fields, () => decideQuestion(actor, id, form))
  return stale ?? redirect(`/exchange/talks/${id}/questions?done=saved`)
})

export default function TalkQuestions() {
  const { talk, questions, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('talks.questions.desk')}
      lead={t('talks.questions.desk_lead')}
      crumbs={useTalkCrumbs(talk)}
    >
      <KeptBanner kept={kept !== undefined && !answer} />
      <HostHead talk={talk} here="questions" />
      {answer && 'stale' in answer && (
        <Banner tone="warning" title={t('talks.enter.stale')} live>
          <p>{t('talks.questions.stale_text')}</p>
        </Banner>
      )}
      <HostQuestions questions={questions} answer={answer} kept={kept} />
    </Page>
  )
}
