/** An invited inspector: which AED; accepting with an account, or making one at once. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AcceptInvitation } from '~/modules/accounts/AcceptInvitation'
import { newOfficer } from '~/modules/accounts/schema'
import { currentActor, sessionHeaders, visitorOf } from '~/modules/accounts/session.server'
import { acceptKeeping } from '~/modules/custody/commands/keepers.server'
import { keeperInvitation } from '~/modules/custody/queries/keepers.server'
import { KEEPER_KEPT_DAYS } from '~/modules/custody/rules'
import { formatDay } from '~/platform/clock'
import { check, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { languageOf } from '~/platform/i18n.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { DataList } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('custody.invitation.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const token = args.params.token ?? ''
  return { token, ...(await keeperInvitation(await currentActor(args), token)) }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = await currentActor(args)
  const account = actor.user
    ? null
    : { names: check(newOfficer, fields), language: await languageOf(args.request) }
  const { aedId, opened } = await acceptKeeping(actor, visitorOf(args), args.params.token ?? '', account)
  const headers = opened ? await sessionHeaders(args.request, opened) : undefined
  return redirect(`/aeds/${aedId}/upkeep?done=keeping_accepted`, { headers })
})

export default function KeeperInvitation() {
  const { token, email, until, aed, association, step } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  return (
    <Page title={t('custody.invitation.title')} lead={t('custody.invitation.lead')}>
      <DataList
        rows={[
          [t('custody.invitation.aed'), aed.name],
          [t('custody.invitation.place'), [aed.address, aed.position].filter(Boolean).join(' / ')],
          [t('custody.invitation.by'), association ?? t('custody.city')],
          [t('custody.invitation.email'), email],
          [t('custody.invitation.until'), formatDay(until, language)],
        ]}
      />
      <p>{t('custody.invitation.what')}</p>
      <p>{t('custody.invitation.kept', { days: KEEPER_KEPT_DAYS })}</p>
      <AcceptInvitation
        step={step}
        email={email}
        here={`/aeds/keeper/${token}`}
        label={t('custody.invitation.accept')}
        answer={answer}
      />
      <p className="support">{t('custody.invitation.decline')}</p>
    </Page>
  )
}
