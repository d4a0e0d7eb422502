/** Name with reading, language, and how I want to be told. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { updateProfile } from '~/modules/accounts/commands/account.server'
import { AccountPage, KeptBanner, NameFields } from '~/modules/accounts/parts'
import { accountOf } from '~/modules/accounts/queries/account.server'
import { deliveryChoices, profile } from '~/modules/accounts/schema'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { languageNames, languages } from '~/platform/i18n'
import { languageCookie } from '~/platform/i18n.server'
import { CheckedForm, RadioField, SubmitButton } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'

export const handle = { interactive: true }
export const meta = titleMeta('accounts.profile.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const [account, kept] = await Promise.all([accountOf(await currentActor(args)), keptFields(args.request)])
  const { familyName, givenName, familyReading, givenReading, language, delivery } = account
  const stored = { familyName, givenName, familyReading, givenReading, language, delivery }
  return { defaults: { ...stored, ...kept }, kept: kept !== undefined }
})

export const action = formAction(async (args) => {
  // Read, ask who it is, then check: a mistake in the form must not lose it when the session has ended.
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const form = check(profile, fields)
  await updateProfile(actor, form)
  return redirect('/account?done=saved', {
    headers: { 'Set-Cookie': await languageCookie.serialize(form.language) },
  })
})

export default function Profile() {
  const { defaults, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <AccountPage title={t('accounts.profile.title')} lead={t('accounts.profile.lead')}>
      <KeptBanner kept={kept} />
      <CheckedForm schema={profile} answer={answer} defaults={defaults}>
        <NameFields />
        <RadioField
          name="language"
          label={t('accounts.profile.language')}
          support={t('accounts.profile.language_support')}
          required
          options={languages.map((value) => ({ value, label: languageNames[value] }))}
        />
        <RadioField
          name="delivery"
          label={t('accounts.profile.delivery')}
          support={t('accounts.profile.delivery_support')}
          required
          options={deliveryChoices.map((value) => ({
            value,
            label: t(`accounts.profile.delivery_${value}`),
          }))}
        />
        <SubmitButton>{t('form.save')}</SubmitButton>
      </CheckedForm>
    </AccountPage>
  )
}
