/** AEDを登録する: for officers who keep AEDs, and the city. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireUser } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { AedForm } from '~/modules/aeds/AedForm'
import { createAed } from '~/modules/aeds/commands/record.server'
import { newAedSchema } from '~/modules/aeds/form-schema'
import { formForNewAed } from '~/modules/aeds/queries/record.server'
import { hoursFields } from '~/modules/aeds/rules/form'
import { keptFields, readAndCheck } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('aeds.edit.new_title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = requireUser(await currentActor(args))
  const [form, kept] = await Promise.all([formForNewAed(actor), keptFields(args.request)])
  const only = form.associations.length === 1 && !form.forFacilities ? form.associations[0] : undefined
  const fields: Record<string, string> = {
    association: only ? String(only.id) : '',
    child_pads: 'unknown',
    outdoors: 'unknown',
    ...hoursFields(null),
  }
  return { ...form, fields, kept: kept ?? null }
})

export const action = formAction(async (args) => {
  const actor = await currentActor(args)
  const id = await createAed(actor, await readAndCheck(args, newAedSchema))
  return redirect(`/aeds/${id}?done=saved`)
})

export default function NewAed() {
  const { fields, kept, halls, associations, forFacilities } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('aeds.edit.new_title')}
      lead={t('aeds.edit.new_lead')}
      crumbs={[{ href: '/aeds', label: t('aeds.record.crumb') }]}
    >
      {kept && <Banner tone="info" title={t('form.kept')} />}
      <AedForm
        fields={{ ...fields, ...kept }}
        answer={answer}
        halls={halls}
        associations={associations}
        forFacilities={forFacilities}
        cancel="/aeds"
      />
    </Page>
  )
}
