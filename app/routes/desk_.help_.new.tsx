/** 新しい相談窓口: written as a draft first. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requirePortalRight } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { createService } from '~/modules/help/commands.server'
import { keepsAll, sectionsToChoose } from '~/modules/help/queries/desk.server'
import { newFields, ServiceForm } from '~/modules/help/ServiceForm'
import { newServiceSchema } from '~/modules/help/schema'
import { keptFields, readAndCheck } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export { ErrorBoundary } from '~/ui/error-boundary'

export const handle = { interactive: true }
export const meta = titleMeta('help.edit.new_title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  requirePortalRight(actor, 'service.keep')
  const [sections, kept] = await Promise.all([sectionsToChoose(actor), keptFields(args.request)])
  return { sections: sections.map(({ id, name }) => ({ id, name })), all: keepsAll(actor), kept }
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const actor = await currentActor(args)
  requirePortalRight(actor, 'service.keep')
  const id = await createService(actor, await readAndCheck(args, newServiceSchema))
  return redirect(`/desk/help/${id}?done=draft_saved`)
})

export default function NewService() {
  const { sections, all, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('help.edit.new_title')}
      lead={t('help.edit.new_lead')}
      crumbs={[{ href: '/desk/help', label: t('help.desk.title') }]}
    >
      <ServiceForm
        schema="new"
        fields={{ ...newFields(sections), ...kept }}
        answer={answer}
        sections={sections}
        all={all}
        cancel="/desk/help"
      />
    </Page>
  )
}
