/** Joining an association by the code on a paper circular, typed or read from its QR code. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { joinByCode } from '~/modules/accounts/commands/memberships.server'
import { KeptBanner } from '~/modules/accounts/parts'
import { joinForm } from '~/modules/accounts/schema'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { firstValue } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page, queryParam } from '~/platform/http.server'
import { CheckedForm, SubmitButton, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const meta = titleMeta('accounts.join.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const kept = await keptFields(args.request)
  const code = firstValue(kept, 'code') ?? queryParam(args.request, 'code', 40) ?? ''
  return { code, kept: kept !== undefined, signedIn: (await currentActor(args)).user !== null }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  await joinByCode(actor, check(joinForm, fields).code)
  return redirect('/account/memberships?done=joined')
})

export default function Join() {
  const { code, kept, signedIn } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const next = encodeURIComponent(code ? `/join?code=${encodeURIComponent(code)}` : '/join')
  return (
    <Page title={t('accounts.join.title')} lead={t('accounts.join.lead')}>
      <KeptBanner kept={kept} />
      {!signedIn && (
        <Banner tone="info" title={t('accounts.join.account_title')}>
          <p>{t('accounts.join.account_text')}</p>
          <div className="actions mt-3">
            <LinkButton href={`/sign-in?next=${next}`} variant="primary">
              {t('accounts.sign_in.title')}
            </LinkButton>
            <LinkButton href={`/register?next=${next}`}>{t('accounts.register.title')}</LinkButton>
          </div>
        </Banner>
      )}
      <CheckedForm answer={answer} defaults={{ code }}>
        <TextField
          name="code"
          label={t('accounts.join.label')}
          support={t('accounts.join.support')}
          required
          short
          autoComplete="off"
        />
        <SubmitButton>{t('accounts.join.submit')}</SubmitButton>
      </CheckedForm>
    </Page>
  )
}
