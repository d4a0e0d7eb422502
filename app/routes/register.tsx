/** Making an account. The answer is the same whether the address is known or not. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { register } from '~/modules/accounts/commands/register.server'
import { NameFields } from '~/modules/accounts/parts'
import { registration } from '~/modules/accounts/schema'
import { currentActor, visitorOf } from '~/modules/accounts/session.server'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page, queryParam, safePath } from '~/platform/http.server'
import { languageOf } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { CheckedForm, HiddenField, SubmitButton, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('accounts.register.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const next = safePath(queryParam(args.request, 'next', 500))
  if ((await currentActor(args)).user) throw redirect(next)
  return {
    next,
    sent: queryParam(args.request, 'sent') !== undefined,
    mailsKept: !settings().SMTP_URL,
  }
})

export const action = formAction(async (args) => {
  const form = await readAndCheck(args, registration)
  await register(visitorOf(args), form, await languageOf(args.request))
  return redirect('/register?sent=1')
})

export default function Register() {
  const { next, sent, mailsKept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  if (sent) {
    return (
      <Page title={t('accounts.register.sent_title')} lead={t('accounts.register.sent_lead')}>
        {mailsKept && <p>{t('accounts.sign_in.mails_kept')}</p>}
        <h2>{t('accounts.register.no_mail_title')}</h2>
        <p>{t('accounts.register.no_mail_text')}</p>
      </Page>
    )
  }
  return (
    <Page title={t('accounts.register.title')} lead={t('accounts.register.lead')}>
      <p>
        {t('accounts.register.known')} <a href="/sign-in">{t('accounts.sign_in.title')}</a>
      </p>
      <CheckedForm schema={registration} answer={answer} defaults={{ next }}>
        <HiddenField name="next" value={next} />
        <NameFields />
        <TextField
          name="email"
          type="email"
          label={t('accounts.email.label')}
          support={t('accounts.register.email_support')}
          required
          autoComplete="email"
          inputMode="email"
        />
        <Banner tone="info" title={t('accounts.register.privacy_title')}>
          <p>
            {t('accounts.register.privacy_text')} <a href="/privacy">{t('portal.footer.privacy')}</a>
          </p>
        </Banner>
        <SubmitButton>{t('accounts.register.submit')}</SubmitButton>
      </CheckedForm>
    </Page>
  )
}
