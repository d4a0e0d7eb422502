/** 承諾・表決 by the link on a paper, without an account. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { type MetaFunction, useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { giveConsent, vote } from '~/modules/resolutions/commands/vote.server'
import { itemsAsked, voterView } from '~/modules/resolutions/queries/voter.server'
import { choicesFor } from '~/modules/resolutions/rules'
import { choicesOf, consentForm, voteForm } from '~/modules/resolutions/schema'
import { VotePart } from '~/modules/resolutions/VoteParts'
import { intentOf } from '~/platform/forms'
import { check, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const handle = { interactive: true }

const title = titleMeta('resolutions.vote.title')

/** The address holds the key: no search engine and no other site is to learn of it. */
export const meta: MetaFunction = (args) => [
  ...(title(args) ?? []),
  { name: 'robots', content: 'noindex, nofollow' },
  { name: 'referrer', content: 'no-referrer' },
]

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) =>
  voterView({ actor: await currentActor(args), token: args.params.token ?? '' }, null),
)

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const token = args.params.token ?? ''
  const asker = { actor: await currentActor(args), token }
  const here = `/r/${encodeURIComponent(token)}`
  if (intentOf(fields) === 'consent') {
    const { voter, consents } = check(consentForm, fields)
    const done = await giveConsent(asker, null, { voter, consents: consents === 'yes' })
    // An objection ends all links, this one too.
    return redirect(done === 'objected' ? '/?done=resolution_objected' : `${here}?done=resolution_agreed`)
  }
  const { items, way } = await itemsAsked(asker, null)
  const form = check(voteForm(items, choicesFor(way)), fields)
  const choices = choicesOf(items, form)
  await vote(asker, null, { voter: form.voter as number | null, choices })
  const ends = way === 'all_agree' && Object.values(choices).some((choice) => choice !== 'for')
  return redirect(`${ends ? '/' : here}?done=resolution_voted`)
})

export default function VoteByLink() {
  const view = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={view.resolution.title}
      lead={t('resolutions.vote.lead', { association: view.resolution.association.name })}
      crumbs={[]}
    >
      <VotePart view={view} answer={answer} />
    </Page>
  )
}
