/** Setting or changing the password; all other devices are signed out. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { changePassword } from '~/modules/accounts/commands/account.server'
import { AccountPage } from '~/modules/accounts/parts'
import { accountOf } from '~/modules/accounts/queries/account.server'
import { passwordChange } from '~/modules/accounts/schema'
import { currentActor, currentSession, requireUser, visitorOf } from '~/modules/accounts/session.server'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { CheckedForm, SubmitButton, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'

export const meta = titleMeta('accounts.password.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { hasPassword } = await accountOf(await currentActor(args))
  return { hasPassword }
})

export const action = formAction(async (args) => {
  // Asked before the form is read: a password is not kept for after signing in.
  const actor = requireUser(await currentActor(args))
  const form = await readAndCheck(args, passwordChange)
  const passed = (await currentSession(args))?.secondFactorPassed ?? false
  const opened = await changePassword(actor, visitorOf(args), form, passed)
  return redirect('/account?done=password_changed', { headers: { 'Set-Cookie': opened.cookie } })
})

export default function Password() {
  const { hasPassword } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <AccountPage
      title={t('accounts.password.title')}
      lead={t(hasPassword ? 'accounts.password.lead_change' : 'accounts.password.lead_set')}
    >
      <CheckedForm answer={answer}>
        {hasPassword && (
          <TextField
            name="current"
            type="password"
            label={t('accounts.password.current')}
            required
            autoComplete="current-password"
          />
        )}
        <TextField
          name="password"
          type="password"
          label={t('accounts.password.new')}
          support={t('accounts.password.new_support')}
          required
          autoComplete="new-password"
        />
        <SubmitButton>{t('accounts.password.submit')}</SubmitButton>
      </CheckedForm>
    </AccountPage>
  )
}
