/** 承諾・表決 with an account. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor } from '~/modules/accounts/session.server'
import { giveConsent, vote } from '~/modules/resolutions/commands/vote.server'
import { itemsAsked, voterView } from '~/modules/resolutions/queries/voter.server'
import { choicesFor } from '~/modules/resolutions/rules'
import { choicesOf, consentForm, voteForm } from '~/modules/resolutions/schema'
import { VotePart } from '~/modules/resolutions/VoteParts'
import { intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const handle = { interactive: true }
export const meta = titleMeta('resolutions.vote.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const view = await voterView({ actor, token: null }, idParam(args.params.id))
  return { view, kept: await keptFields(args.request) }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const asker = { actor: await currentActor(args), token: null }
  const id = idParam(args.params.id)
  const here = `/resolutions/${id}/vote`
  if (intentOf(fields) === 'consent') {
    const { voter, consents } = check(consentForm, fields)
    const done = await giveConsent(asker, id, { voter, consents: consents === 'yes' })
    return redirect(`${here}?done=resolution_${done}`)
  }
  const { items, way } = await itemsAsked(asker, id)
  const form = check(voteForm(items, choicesFor(way)), fields)
  await vote(asker, id, { voter: form.voter as number | null, choices: choicesOf(items, form) })
  return redirect(`${here}?done=resolution_voted`)
})

export default function Vote() {
  const { view, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const { association } = view.resolution
  return (
    <Page
      title={view.resolution.title}
      lead={t('resolutions.vote.lead', { association: association.name })}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: `/associations/${association.slug}/resolutions`, label: t('resolutions.title') },
      ]}
    >
      <KeptBanner kept={kept !== undefined} />
      <VotePart view={view} answer={answer} kept={kept} />
    </Page>
  )
}
