/** The second factor: a code of the app, or a recovery code. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { passSecondFactor } from '~/modules/accounts/commands/second-factor.server'
import { secondFactorForm } from '~/modules/accounts/schema'
import { currentSession, sessionHeaders, visitorOf, wayOn } from '~/modules/accounts/session.server'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page, queryParam, safePath, signInPath } from '~/platform/http.server'
import { CheckedForm, HiddenField, SubmitButton, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { PostButton } from '~/ui/parts'

export const meta = titleMeta('accounts.code.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const next = safePath(queryParam(args.request, 'next', 500))
  const session = await currentSession(args)
  if (!session) throw redirect(signInPath(next))
  if (!session.pending) throw redirect(next)
  return { next }
})

export const action = formAction(async (args) => {
  const session = await currentSession(args)
  const form = await readAndCheck(args, secondFactorForm)
  if (session && !session.pending) return redirect(safePath(form.next))
  const opened = await passSecondFactor(session, visitorOf(args), form.code)
  return redirect(wayOn(opened, form.next), { headers: await sessionHeaders(args.request, opened) })
})

export default function Code() {
  const { next } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page title={t('accounts.code.title')} lead={t('accounts.code.lead')}>
      <CheckedForm answer={answer}>
        <HiddenField name="next" value={next} />
        <TextField
          name="code"
          label={t('accounts.code.label')}
          support={t('accounts.code.support')}
          required
          short
          autoComplete="one-time-code"
        />
        <SubmitButton>{t('accounts.code.submit')}</SubmitButton>
      </CheckedForm>
      <h2>{t('accounts.code.lost_title')}</h2>
      <p>{t('accounts.code.lost_text')}</p>
      <PostButton action="/sign-out" label={t('accounts.code.give_up')} />
    </Page>
  )
}
