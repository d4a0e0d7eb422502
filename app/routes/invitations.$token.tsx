/** An invited officer: what post, for how long; accepting with an account, or making one at once. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AcceptInvitation } from '~/modules/accounts/AcceptInvitation'
import { acceptInvitation } from '~/modules/accounts/commands/invitations.server'
import { usePostWords } from '~/modules/accounts/OfficerDesk'
import { invitationOf } from '~/modules/accounts/queries/officers.server'
import { newOfficer } from '~/modules/accounts/schema'
import { currentActor, sessionHeaders, visitorOf } from '~/modules/accounts/session.server'
import { formatDay } from '~/platform/clock'
import { check, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { languageOf } from '~/platform/i18n.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { DataList } from '~/ui/parts'

export const meta = titleMeta('accounts.invitation.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const token = args.params.token ?? ''
  return { token, ...(await invitationOf(await currentActor(args), token)) }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = await currentActor(args)
  const account = actor.user
    ? null
    : { names: check(newOfficer, fields), language: await languageOf(args.request) }
  const { slug, opened } = await acceptInvitation(actor, visitorOf(args), args.params.token ?? '', account)
  const headers = opened ? await sessionHeaders(args.request, opened) : undefined
  return redirect(`/associations/${slug}?done=office_accepted`, { headers })
})

export default function Invitation() {
  const { token, email, post, seat, startsOn, endsOn, until, association, step } =
    useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const postWords = usePostWords()
  return (
    <Page title={t('accounts.invitation.title')} lead={t('accounts.invitation.lead')}>
      <DataList
        rows={[
          [t('accounts.invitation.association'), association.name],
          [t('accounts.officers.post'), postWords(post, seat)],
          [
            t('accounts.officers.term'),
            t('accounts.officers.from_to', {
              from: formatDay(startsOn, language),
              to: formatDay(endsOn, language),
            }),
          ],
          [t('accounts.invitation.email'), email],
          [t('accounts.officers.accept_until'), formatDay(until, language)],
        ]}
      />
      <p>{t('accounts.invitation.rights')}</p>
      <AcceptInvitation
        step={step}
        email={email}
        here={`/invitations/${token}`}
        label={t('accounts.invitation.accept')}
        answer={answer}
      />
      <p className="support">{t('accounts.invitation.decline')}</p>
    </Page>
  )
}
