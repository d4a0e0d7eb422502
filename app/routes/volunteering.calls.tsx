/** 募集のお知らせを受け取る: calls for volunteers by theme, with the double opt-in of all subscriptions. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, visitorOf } from '~/modules/accounts/session.server'
import { subscribe, subscribeOwn } from '~/modules/subscriptions/commands/subscribe.server'
import { ownAddress } from '~/modules/subscriptions/queries/subscriber.server'
import { ANY_THEME, themes } from '~/modules/volunteering/rules'
import { callSubscription, ownCallSubscription } from '~/modules/volunteering/schema'
import { check, readForm } from '~/platform/forms.server'
import { formAction, page, queryParam } from '~/platform/http.server'
import { languageOf } from '~/platform/i18n.server'
import { CheckedForm, SelectField, SubmitButton, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('volunteering.calls.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const asked = queryParam(args.request, 'theme')
  return {
    own: await ownAddress(await currentActor(args)),
    theme: themes.find((theme) => theme === asked) ?? '',
  }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = await currentActor(args)
  const language = await languageOf(args.request)
  const notices = { association: null, district: null, category: null }
  if (actor.user) {
    const form = check(ownCallSubscription, fields)
    const stands = await subscribeOwn(actor, visitorOf(args), { ...notices, ...form }, language)
    return redirect(stands ? '/subscriptions/manage?done=subscribed' : '/subscriptions?sent=1')
  }
  await subscribe(visitorOf(args), { ...notices, ...check(callSubscription, fields) }, language)
  return redirect('/subscriptions?sent=1')
})

export default function Calls() {
  const { own, theme } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const at = (key: string, params?: Record<string, string>) => t(`volunteering.calls.${key}`, params)
  return (
    <Page
      title={at('title')}
      lead={at('lead')}
      crumbs={[{ href: '/volunteering', label: t('volunteering.title') }]}
      actions={own && <LinkButton href="/subscriptions/manage">{at('existing')}</LinkButton>}
    >
      <CheckedForm schema={own ? ownCallSubscription : callSubscription} answer={answer} defaults={{ theme }}>
        <SelectField
          name="theme"
          label={at('theme')}
          support={at('theme_support')}
          required
          options={[ANY_THEME, ...themes].map((value) => ({
            value,
            label: t(`volunteering.theme.${value}`),
          }))}
        />
        {own ? (
          <p>{at('own', { email: own })}</p>
        ) : (
          <TextField
            name="email"
            type="email"
            label={at('email')}
            support={at('email_support')}
            required
            autoComplete="email"
            inputMode="email"
          />
        )}
        <Banner tone="info" title={at('privacy')} />
        <SubmitButton>{at(own ? 'submit_own' : 'submit')}</SubmitButton>
      </CheckedForm>
    </Page>
  )
}
