/** 募集を書く: blank, or filled in from the card of a post and what of it is offered. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { cardToOffer } from '~/modules/officers/queries/tasks.server'
import { offerAsked, openingFrom } from '~/modules/officers/rules'
import { makeOpening } from '~/modules/openings/commands/openings.server'
import { BLANK, fieldsOfOpening } from '~/modules/openings/form'
import { OpeningForm } from '~/modules/openings/OpeningForm'
import { openingToMake } from '~/modules/openings/queries/keeper.server'
import { proposedClosing } from '~/modules/openings/rules'
import { newOpeningForm } from '~/modules/openings/schema'
import { type FormFields, firstValue } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { translator } from '~/platform/i18n.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const handle = { interactive: true }
export const meta = titleMeta('openings.form.new')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const { slug = '' } = args.params
  const [found, kept] = await Promise.all([openingToMake(actor, slug), keptFields(args.request)])
  const asked = offerAsked(new URL(args.request.url).searchParams)
  // The text becomes the association's own, so that it is written in Japanese for every reader.
  const draft: FormFields = asked
    ? fieldsOfOpening(
        openingFrom(await cardToOffer(actor, slug, asked.postId), asked.offer, actor.today, translator('ja')),
      )
    : BLANK
  const closesOn = proposedClosing(actor.today, firstValue(draft, 'endsOn') || null)
  return { ...found, filled: asked !== null, defaults: { ...draft, closesOn, ...kept } }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const { slug = '' } = args.params
  const id = await makeOpening(actor, slug, check(newOpeningForm, fields))
  return redirect(`/associations/${slug}/openings/${id}/edit?done=opening_made`)
})

export default function NewOpening() {
  const { association, posts, filled, defaults } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const back = `/associations/${association.slug}/openings`
  return (
    <Page
      title={t('openings.form.new')}
      lead={t(filled ? 'openings.form.filled' : 'openings.form.lead')}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: back, label: t('openings.kept.title') },
      ]}
    >
      <OpeningForm
        schema={newOpeningForm}
        answer={answer}
        defaults={defaults}
        posts={posts}
        version={null}
        back={back}
      />
    </Page>
  )
}
