/** Deleting the account. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { deleteAccount } from '~/modules/accounts/commands/account.server'
import { AccountPage } from '~/modules/accounts/parts'
import { accountOf, officesOf } from '~/modules/accounts/queries/account.server'
import { deletion } from '~/modules/accounts/schema'
import { blankCookie, currentActor, requireUser } from '~/modules/accounts/session.server'
import { noteLaterOfAccount } from '~/modules/participation/commands/later.server'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { CheckboxField, CheckedForm, SubmitButton, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Banner, LinkButton } from '~/ui/parts'

export const meta = titleMeta('accounts.delete.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [{ hasPassword }, offices] = await Promise.all([accountOf(actor), officesOf(actor)])
  return { hasPassword, offices: offices.map(({ association, post }) => ({ name: association.name, post })) }
})

export const action = formAction(async (args) => {
  // Asked before the form is read: a password is not kept for after signing in.
  const actor = requireUser(await currentActor(args))
  await deleteAccount(actor, await readAndCheck(args, deletion), noteLaterOfAccount)
  return redirect('/?done=account_deleted', { headers: { 'Set-Cookie': blankCookie() } })
})

export default function Delete() {
  const { hasPassword, offices } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <AccountPage title={t('accounts.delete.title')} lead={t('accounts.delete.lead')}>
      <ul className="bullets">
        <li>{t('accounts.delete.what_account')}</li>
        <li>{t('accounts.delete.what_memberships')}</li>
        <li>{t('accounts.delete.what_notices')}</li>
        <li>{t('accounts.delete.what_trail')}</li>
      </ul>
      {offices.length > 0 && (
        <Banner tone="warning" title={t('accounts.delete.offices_title')}>
          <ul className="bullets">
            {offices.map(({ name, post }) => (
              <li key={name + post}>
                {name} {t(`accounts.post.${post}`)}
              </li>
            ))}
          </ul>
          <p>{t('accounts.delete.offices_text')}</p>
        </Banner>
      )}
      <CheckedForm answer={answer}>
        {hasPassword && (
          <TextField
            name="password"
            type="password"
            label={t('accounts.password.current')}
            support={t('accounts.password.current_support')}
            required
            autoComplete="current-password"
          />
        )}
        <CheckboxField name="understood" label={t('accounts.delete.understood')} />
        <div className="actions">
          <SubmitButton variant="danger">{t('accounts.delete.submit')}</SubmitButton>
          <LinkButton href="/account">{t('form.cancel')}</LinkButton>
        </div>
      </CheckedForm>
    </AccountPage>
  )
}
