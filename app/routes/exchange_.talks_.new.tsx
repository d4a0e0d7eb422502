/** 意見交換会を準備する: when, where, who is invited; nobody sees it before it is announced. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { makeTalk } from '~/modules/talks/commands/talks.server'
import { hostChoices } from '~/modules/talks/queries/host.server'
import { newTalkForm } from '~/modules/talks/schema'
import { TalkForm } from '~/modules/talks/TalkForm'
import { useTalkCrumbs } from '~/modules/talks/TalkParts'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const handle = { interactive: true }
export const meta = titleMeta('talks.form.new')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [choices, kept] = await Promise.all([hostChoices(actor), keptFields(args.request)])
  return { ...choices, kept }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = await makeTalk(actor, check(newTalkForm, fields))
  return redirect(`/exchange/talks/${id}/agenda?done=talk_made`)
})

export default function NewTalk() {
  const { hosts, audiences, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const [first] = hosts
  return (
    <Page title={t('talks.form.new')} lead={t('talks.form.lead')} crumbs={useTalkCrumbs()}>
      <KeptBanner kept={kept !== undefined && !answer} />
      <TalkForm
        schema={newTalkForm}
        answer={answer}
        defaults={{ association: String(first?.id ?? ''), audience: String(first?.id ?? ''), ...kept }}
        hosts={hosts}
        audiences={audiences}
        version={null}
        back="/exchange/talks"
      />
    </Page>
  )
}
