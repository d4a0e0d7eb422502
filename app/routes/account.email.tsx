/** Changing the e-mail address: it counts once the link sent to it is opened. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requestEmailChange } from '~/modules/accounts/commands/account.server'
import { AccountPage } from '~/modules/accounts/parts'
import { accountOf } from '~/modules/accounts/queries/account.server'
import { emailChange } from '~/modules/accounts/schema'
import { currentActor, requireUser, visitorOf } from '~/modules/accounts/session.server'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page, queryParam } from '~/platform/http.server'
import { CheckedForm, SubmitButton, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Banner } from '~/ui/parts'

export const meta = titleMeta('accounts.email.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { email, hasPassword } = await accountOf(await currentActor(args))
  return { email, hasPassword, sent: queryParam(args.request, 'sent') !== undefined }
})

export const action = formAction(async (args) => {
  // Asked before the form is read: a password is not kept for after signing in.
  const actor = requireUser(await currentActor(args))
  await requestEmailChange(actor, visitorOf(args), await readAndCheck(args, emailChange))
  return redirect('/account/email?sent=1')
})

export default function Email() {
  const { email, hasPassword, sent } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <AccountPage title={t('accounts.email.title')} lead={t('accounts.email.lead', { email })}>
      {sent && (
        <Banner tone="success" title={t('accounts.email.sent_title')} live>
          <p>{t('accounts.email.sent_text')}</p>
        </Banner>
      )}
      <CheckedForm answer={answer}>
        <TextField
          name="email"
          type="email"
          label={t('accounts.email.new')}
          required
          autoComplete="email"
          inputMode="email"
        />
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
        <SubmitButton>{t('accounts.email.submit')}</SubmitButton>
      </CheckedForm>
    </AccountPage>
  )
}
