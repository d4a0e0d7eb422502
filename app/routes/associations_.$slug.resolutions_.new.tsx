/** 新しい書面・電磁的決議: a draft, with the list of voters made from the register. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { createResolution } from '~/modules/resolutions/commands/draft.server'
import { blankResolution } from '~/modules/resolutions/form'
import { associationToDecide } from '~/modules/resolutions/queries/list.server'
import { ResolutionForm } from '~/modules/resolutions/ResolutionForm'
import { resolutionForm } from '~/modules/resolutions/schema'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const handle = { interactive: true }
export const meta = titleMeta('resolutions.form.new')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const association = await associationToDecide(actor, args.params.slug ?? '')
  const kept = await keptFields(args.request)
  return {
    association,
    defaults: { ...blankResolution(association.legal, actor.today), ...kept },
    kept: kept !== undefined,
  }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const { slug = '' } = args.params
  const id = await createResolution(actor, slug, check(resolutionForm, fields))
  return redirect(`/associations/${slug}/resolutions/${id}/edit?done=resolution_made`)
})

export default function NewResolution() {
  const { association, defaults, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const here = `/associations/${association.slug}`
  return (
    <Page
      title={t('resolutions.form.new')}
      lead={t('resolutions.form.lead')}
      crumbs={[
        { href: here, label: association.name },
        { href: `${here}/resolutions`, label: t('resolutions.title') },
      ]}
    >
      <KeptBanner kept={kept} />
      <ResolutionForm answer={answer} defaults={defaults} legal={association.legal} version={null} />
    </Page>
  )
}
