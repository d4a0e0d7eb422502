/** 名前と連絡先を直す: of the person whose key this is. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { changeDetails } from '~/modules/participation/commands/mine.server'
import { privateMeta } from '~/modules/participation/meta'
import { PersonFields, personDefaults } from '~/modules/participation/PersonFields'
import { detailsOf } from '~/modules/participation/queries/mine.server'
import { detailsForm } from '~/modules/participation/schema'
import { needsConsent } from '~/modules/volunteering/rules'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { CheckedForm, SubmitButton } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Page } from '~/ui/page'

export const handle = { interactive: true }
export const meta = privateMeta('participation.details.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async ({ params }: LoaderFunctionArgs) => {
  const key = params.key ?? ''
  return { key, ...(await detailsOf(key)) }
})

export const action = formAction(async (args) => {
  const key = args.params.key ?? ''
  const now = await changeDetails(await currentActor(args), key, await readAndCheck(args, detailsForm))
  return redirect(`/volunteering/mine/${now}?done=saved`)
})

export default function Details() {
  const { key, person, stage } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('participation.details.title')}
      lead={t('participation.details.lead')}
      crumbs={[{ href: `/volunteering/mine/${key}`, label: t('participation.mine.title') }]}
    >
      <CheckedForm schema={detailsForm} answer={answer} defaults={personDefaults(person)}>
        <PersonFields school={needsConsent(stage)} />
        <div className="actions">
          <SubmitButton>{t('participation.details.submit')}</SubmitButton>
        </div>
      </CheckedForm>
    </Page>
  )
}
