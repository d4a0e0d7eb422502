/** Signing out of this device. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { signOut } from '~/modules/accounts/commands/sessions.server'
import { blankCookie, currentActor, currentSession, visitorOf } from '~/modules/accounts/session.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton, PostButton } from '~/ui/parts'

export const meta = titleMeta('accounts.sign_out.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  if (!(await currentSession(args))) throw redirect('/')
  return null
})

export const action = formAction(async (args) => {
  await signOut(await currentActor(args), visitorOf(args))
  return redirect('/?done=signed_out', { headers: { 'Set-Cookie': blankCookie() } })
})

export default function SignOut() {
  const t = useT()
  return (
    <Page title={t('accounts.sign_out.title')} lead={t('accounts.sign_out.lead')}>
      <div className="actions">
        <PostButton label={t('accounts.sign_out.submit')} variant="primary" />
        <LinkButton href="/account">{t('form.cancel')}</LinkButton>
      </div>
    </Page>
  )
}
