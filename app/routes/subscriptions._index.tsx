/** お知らせをメールで受け取る: with or without an account. The answer is the same whether the address is known or not. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, visitorOf } from '~/modules/accounts/session.server'
import { districts } from '~/modules/associations/queries.server'
import { searchAssociations } from '~/modules/associations/search.server'
import { AssociationChoice } from '~/modules/subscriptions/AssociationChoice'
import { subscribe, subscribeOwn } from '~/modules/subscriptions/commands/subscribe.server'
import { chosenIn } from '~/modules/subscriptions/place.server'
import { ownAddress } from '~/modules/subscriptions/queries/subscriber.server'
import { SettingsFields, settingsDefaults, TopicFields } from '~/modules/subscriptions/SubscriptionFields'
import { ownSubscription, subscription } from '~/modules/subscriptions/schema'
import { check, readForm } from '~/platform/forms.server'
import { formAction, page, queryParam } from '~/platform/http.server'
import { languageOf } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { CheckedForm, SubmitButton, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('subscriptions.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const q = queryParam(args.request, 'q') ?? ''
  const chosen = await chosenIn(args.request)
  const [own, known, found] = await Promise.all([
    ownAddress(actor),
    chosen.association ? [] : districts(),
    q && !chosen.association ? searchAssociations({ q }) : null,
  ])
  return {
    own,
    chosen,
    q,
    sent: queryParam(args.request, 'sent') !== undefined,
    mailsKept: !settings().SMTP_URL,
    districts: known.map(({ id, name }) => ({ id, name })),
    found: (found?.items ?? []).map(({ id, name, district }) => ({ id, name, district })),
  }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = await currentActor(args)
  const language = await languageOf(args.request)
  if (actor.user) {
    const form = check(ownSubscription, fields)
    const stands = await subscribeOwn(actor, visitorOf(args), form, language)
    return redirect(stands ? '/subscriptions/manage?done=subscribed' : '/subscriptions?sent=1')
  }
  await subscribe(visitorOf(args), check(subscription, fields), language)
  return redirect('/subscriptions?sent=1')
})

export default function Subscriptions() {
  const { own, chosen, q, found, sent, mailsKept, districts: known } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  if (sent) {
    return (
      <Page title={t('subscriptions.sent.title')} lead={t('subscriptions.sent.lead')}>
        {mailsKept && <p>{t('accounts.sign_in.mails_kept')}</p>}
        <h2>{t('subscriptions.sent.help_title')}</h2>
        <p>{t('subscriptions.sent.help_text')}</p>
        <p>
          <a href="/subscriptions">{t('subscriptions.sent.again')}</a>
        </p>
      </Page>
    )
  }
  const { association, district, category } = chosen
  return (
    <Page
      title={t('subscriptions.title')}
      lead={t('subscriptions.lead')}
      actions={
        <>
          {own && (
            <LinkButton href="/subscriptions/manage">{t('subscriptions.unsubscribe.to_manage')}</LinkButton>
          )}
          <a href="/subscriptions/device">{t('subscriptions.device.door')}</a>
        </>
      }
    >
      {association ? (
        <>
          <h2>{t('subscriptions.for_association', { name: association.name })}</h2>
          <p>{t('subscriptions.for_association_text')}</p>
          <p>
            <a href="/subscriptions">{t('subscriptions.find.other')}</a>
          </p>
        </>
      ) : (
        <AssociationChoice path="/subscriptions" q={q} found={found} />
      )}
      <h2>{t('subscriptions.form.title')}</h2>
      <CheckedForm
        schema={own ? ownSubscription : subscription}
        answer={answer}
        defaults={{ ...settingsDefaults(), district: String(district?.id ?? ''), category }}
      >
        <TopicFields association={association} districts={known} />
        <SettingsFields />
        {own ? (
          <p>{t('subscriptions.form.own_address', { email: own })}</p>
        ) : (
          <TextField
            name="email"
            type="email"
            label={t('subscriptions.form.email')}
            support={t('subscriptions.form.email_support')}
            required
            autoComplete="email"
            inputMode="email"
          />
        )}
        <Banner tone="info" title={t('subscriptions.form.privacy_title')}>
          <p>
            {t('subscriptions.form.privacy_text')} <a href="/privacy">{t('portal.footer.privacy')}</a>
          </p>
        </Banner>
        <SubmitButton>{t(own ? 'subscriptions.form.submit_own' : 'subscriptions.form.submit')}</SubmitButton>
      </CheckedForm>
    </Page>
  )
}
