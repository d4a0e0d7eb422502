/** 二段階認証: setting it up with an app, recovery codes, taking it away. */
import { data, type HeadersFunction, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import {
  confirmSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  startSecondFactor,
} from '~/modules/accounts/commands/second-factor.server'
import { AccountPage } from '~/modules/accounts/parts'
import { secondFactorOf } from '~/modules/accounts/queries/account.server'
import {
  RecoveryCodes,
  SecondFactorBegun,
  SecondFactorNone,
  SecondFactorSet,
} from '~/modules/accounts/SecondFactor'
import { codeForm } from '~/modules/accounts/schema'
import { currentActor, requireUser, visitorOf } from '~/modules/accounts/session.server'
import { intentOf } from '~/platform/forms'
import { check, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'

export const meta = titleMeta('accounts.second_factor.title')

/** The page that shows recovery codes is kept by no store, nor by the browser's back button. */
export const headers: HeadersFunction = ({ actionHeaders }) => ({
  'Cache-Control': actionHeaders.get('Cache-Control') ?? 'private, no-cache',
})

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const issuer = translator(await languageOf(args.request))('portal.name')
  return secondFactorOf(await currentActor(args), issuer)
})

export const action = formAction(async (args) => {
  const actor = requireUser(await currentActor(args))
  const { fields } = await readForm(args)
  const intent = intentOf(fields)
  if (intent === 'start') {
    await startSecondFactor(actor)
    return redirect('/account/second-factor')
  }
  const { code } = check(codeForm, fields)
  if (intent === 'confirm') {
    const { opened, codes } = await confirmSecondFactor(actor, visitorOf(args), code)
    // The codes are shown in this answer and never again.
    return data({ codes }, { headers: { 'Set-Cookie': opened.cookie, 'Cache-Control': 'no-store' } })
  }
  if (intent === 'renew') {
    return data(
      { codes: await renewRecoveryCodes(actor, code) },
      { headers: { 'Cache-Control': 'no-store' } },
    )
  }
  await removeSecondFactor(actor, code)
  return redirect('/account?done=second_factor_removed')
})

export default function SecondFactor() {
  const state = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const codes = answer && 'codes' in answer ? answer.codes : undefined
  return (
    <AccountPage title={t('accounts.second_factor.title')} lead={t('accounts.second_factor.lead')}>
      {codes ? (
        <RecoveryCodes codes={codes} />
      ) : state.state === 'set' ? (
        <SecondFactorSet {...state} answer={answer} />
      ) : state.state === 'begun' ? (
        <SecondFactorBegun svg={state.svg} keyText={state.key} answer={answer} />
      ) : (
        <SecondFactorNone demanded={state.demanded} />
      )}
    </AccountPage>
  )
}
