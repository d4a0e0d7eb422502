/** My associations, my offices, and whether my name is shown with them. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { endMembership } from '~/modules/accounts/commands/memberships.server'
import { setNameShown } from '~/modules/accounts/commands/terms.server'
import { OfficeCard } from '~/modules/accounts/OfficeCard'
import { AccountPage, ConfirmPost } from '~/modules/accounts/parts'
import { membershipsOf, officesOf } from '~/modules/accounts/queries/account.server'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { dayOf, formatDay } from '~/platform/clock'
import { choice, rowId } from '~/platform/forms'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Badge, Card, LinkButton } from '~/ui/parts'

export const meta = titleMeta('accounts.memberships.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [memberships, offices] = await Promise.all([membershipsOf(actor), officesOf(actor)])
  return { memberships, offices }
})

const form = z.object({ intent: choice(['leave', 'show_name', 'hide_name']), id: rowId })

export const action = formAction(async (args) => {
  const actor = requireUser(await currentActor(args))
  const { intent, id } = await readAndCheck(args, form)
  if (intent === 'leave') {
    await endMembership(actor, id)
    return redirect('/account/memberships?done=membership_left')
  }
  await setNameShown(actor, id, intent === 'show_name')
  return redirect(`/account/memberships?done=${intent === 'show_name' ? 'name_shown' : 'name_hidden'}`)
})

export default function Memberships() {
  const { memberships, offices } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  return (
    <AccountPage title={t('accounts.memberships.title')} lead={t('accounts.memberships.lead')}>
      {memberships.length === 0 && <p>{t('accounts.memberships.none')}</p>}
      {memberships.map(({ id, state, requestedAt, association }) => (
        <Card key={id} title={association.name} href={`/associations/${association.slug}`}>
          <p>
            <Badge tone={state === 'confirmed' ? 'success' : 'info'}>
              {t(`accounts.membership_state.${state}`)}
            </Badge>{' '}
            {state === 'requested' &&
              t('accounts.memberships.waiting', { day: formatDay(dayOf(new Date(requestedAt)), language) })}
          </p>
          <ConfirmPost
            summary={t(
              state === 'confirmed' ? 'accounts.memberships.leave' : 'accounts.memberships.withdraw',
            )}
            label={t('accounts.memberships.leave_submit', { association: association.name })}
            fields={{ intent: 'leave', id }}
          >
            <p>{t('accounts.memberships.leave_text')}</p>
          </ConfirmPost>
        </Card>
      ))}
      <div className="actions">
        <LinkButton href="/join" variant="primary">
          {t('accounts.memberships.join')}
        </LinkButton>
        <LinkButton href="/associations">{t('accounts.memberships.find')}</LinkButton>
        <LinkButton href="/household">{t('households.own.title')}</LinkButton>
      </div>
      {offices.length > 0 && (
        <>
          <h2>{t('accounts.account.offices')}</h2>
          {offices.map((office) => (
            <OfficeCard key={office.id} {...office} />
          ))}
        </>
      )}
    </AccountPage>
  )
}
