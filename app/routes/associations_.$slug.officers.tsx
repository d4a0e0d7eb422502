/** 役員: who holds which post until when, invitations on their way, and a new one. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { cancelInvitation, inviteOfficer } from '~/modules/accounts/commands/invitations.server'
import { InvitationList, InviteForm, OfficerTable } from '~/modules/accounts/OfficerDesk'
import { KeptBanner } from '~/modules/accounts/parts'
import { officersOf } from '~/modules/accounts/queries/officers.server'
import { invitation } from '~/modules/accounts/schema'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { suggestedTerm } from '~/modules/accounts/terms'
import { rowId } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const handle = { interactive: true }
export const meta = titleMeta('accounts.officers.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [found, kept] = await Promise.all([
    officersOf(actor, args.params.slug ?? ''),
    keptFields(args.request),
  ])
  const { association, officers, invitations } = found
  const defaults = { ...suggestedTerm(actor.today), ...kept }
  const { path: _, ...shown } = association
  return { association: shown, officers, invitations, defaults, kept: kept !== undefined }
})

const invited = invitation.extend({ association: rowId })
const cancelled = z.object({ id: rowId })

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const here = `/associations/${encodeURIComponent(args.params.slug ?? '')}/officers`
  if (fields.intent === 'cancel') {
    await cancelInvitation(actor, check(cancelled, fields).id)
    return redirect(`${here}?done=invitation_cancelled`)
  }
  const { association, ...form } = check(invited, fields)
  await inviteOfficer(actor, { ...form, associationId: association })
  return redirect(`${here}?done=invited`)
})

export default function Officers() {
  const { association, officers, invitations, defaults, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('accounts.officers.of', { association: association.name })}
      lead={t('accounts.officers.lead')}
      crumbs={[{ href: `/associations/${association.slug}`, label: association.name }]}
    >
      <OfficerTable officers={officers} slug={association.slug} />
      <InvitationList invitations={invitations} />
      <h2>{t('accounts.officers.invite')}</h2>
      <KeptBanner kept={kept} />
      <InviteForm schema={invited} association={association.id} defaults={defaults} answer={answer} />
    </Page>
  )
}
