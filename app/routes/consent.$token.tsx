/** 保護者の同意: by a link, without an account. What was answered stands; it can be taken back with the same link. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, visitorOf } from '~/modules/accounts/session.server'
import { ConsentParts } from '~/modules/participation/ConsentParts'
import { answerConsent } from '~/modules/participation/commands/consent.server'
import { privateMeta } from '~/modules/participation/meta'
import { consentPage } from '~/modules/participation/queries/consent.server'
import { consentForm } from '~/modules/participation/schema'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { Page } from '~/ui/page'

export const handle = { interactive: true }
export const meta = privateMeta('participation.consent.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async ({ params }: LoaderFunctionArgs) => consentPage(params.token ?? ''))

export const action = formAction(async (args) => {
  const form = await readAndCheck(args, consentForm)
  const token = args.params.token ?? ''
  const done = await answerConsent(await currentActor(args), visitorOf(args).address, token, form)
  return redirect(`/consent/${token}?done=${done}`)
})

export default function Consent() {
  const shown = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('participation.consent.title')}
      lead={t('participation.consent.lead', { name: shown.name, title: shown.place.title })}
    >
      <ConsentParts shown={shown} answer={answer} />
    </Page>
  )
}
