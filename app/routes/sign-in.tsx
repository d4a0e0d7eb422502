/** Signing in: by password, or by a link sent by e-mail. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requestSignInLink, signInByPassword } from '~/modules/accounts/commands/sign-in.server'
import { DemonstrationAccounts } from '~/modules/accounts/DemonstrationAccounts'
import { linkRequest, passwordSignIn } from '~/modules/accounts/schema'
import {
  currentActor,
  currentSession,
  sessionHeaders,
  visitorOf,
  wayOn,
} from '~/modules/accounts/session.server'
import { intentOf } from '~/platform/forms'
import { check, readForm } from '~/platform/forms.server'
import { formAction, page, queryParam, safePath } from '~/platform/http.server'
import { languageOf } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { CheckedForm, HiddenField, SubmitButton, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const meta = titleMeta('accounts.sign_in.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const next = safePath(queryParam(args.request, 'next', 500))
  if ((await currentActor(args)).user) throw redirect(next)
  if ((await currentSession(args))?.pending) throw redirect(`/sign-in/code?next=${encodeURIComponent(next)}`)
  const { DEMO, SMTP_URL } = settings()
  return {
    next,
    kept: queryParam(args.request, 'kept') !== undefined,
    sent: queryParam(args.request, 'sent') !== undefined,
    demonstration: DEMO,
    mailsKept: !SMTP_URL,
  }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const visitor = visitorOf(args)
  if (intentOf(fields) === 'link') {
    const form = check(linkRequest, fields)
    await requestSignInLink(visitor, form, await languageOf(args.request))
    return redirect(`/sign-in?sent=1&next=${encodeURIComponent(safePath(form.next))}`)
  }
  const form = check(passwordSignIn, fields)
  const opened = await signInByPassword(visitor, form)
  return redirect(wayOn(opened, form.next), { headers: await sessionHeaders(args.request, opened) })
})

export default function SignIn() {
  const { next, kept, sent, demonstration, mailsKept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page title={t('accounts.sign_in.title')} lead={t('accounts.sign_in.lead')}>
      {sent && (
        <Banner tone="success" title={t('accounts.sign_in.sent_title')} live>
          <p>{t('accounts.sign_in.sent_text')}</p>
          {mailsKept && <p>{t('accounts.sign_in.mails_kept')}</p>}
        </Banner>
      )}
      {kept && (
        <Banner tone="info" title={t('accounts.sign_in.kept_title')}>
          <p>{t('accounts.sign_in.kept_text')}</p>
        </Banner>
      )}
      {demonstration && <DemonstrationAccounts next={next} />}
      <CheckedForm answer={answer}>
        <HiddenField name="next" value={next} />
        <TextField
          name="email"
          type="email"
          label={t('accounts.email.label')}
          required
          autoComplete="username"
          inputMode="email"
        />
        <TextField
          name="password"
          type="password"
          label={t('accounts.password.label')}
          support={t('accounts.sign_in.password_support')}
          autoComplete="current-password"
        />
        <div className="actions">
          <SubmitButton name="intent" value="password">
            {t('accounts.sign_in.submit')}
          </SubmitButton>
          <SubmitButton name="intent" value="link" variant="secondary">
            {t('accounts.sign_in.send_link')}
          </SubmitButton>
        </div>
      </CheckedForm>
      <h2>{t('accounts.sign_in.new_title')}</h2>
      <p>
        {t('accounts.sign_in.new_text')}{' '}
        <a href={`/register?next=${encodeURIComponent(next)}`}>{t('accounts.sign_in.register')}</a>
      </p>
      <h2>{t('accounts.sign_in.trouble_title')}</h2>
      <p>{t('accounts.sign_in.trouble_text')}</p>
    </Page>
  )
}
