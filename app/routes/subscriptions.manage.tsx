/** What somebody receives: by the signed link in every mail, or signed in. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { districts } from '~/modules/associations/queries.server'
import { searchAssociations } from '~/modules/associations/search.server'
import { AssociationChoice } from '~/modules/subscriptions/AssociationChoice'
import {
  addTopic,
  changeSettings,
  endSubscription,
  removeTopic,
} from '~/modules/subscriptions/commands/manage.server'
import { chosenIn } from '~/modules/subscriptions/place.server'
import { subscriptionOf } from '~/modules/subscriptions/queries/subscriber.server'
import { SettingsFields, settingsDefaults, TopicFields } from '~/modules/subscriptions/SubscriptionFields'
import { manageForm, removeForm, settingsForm, topicForm } from '~/modules/subscriptions/schema'
import { TopicList } from '~/modules/subscriptions/TopicList'
import { firstValue } from '~/platform/forms'
import { check, readForm } from '~/platform/forms.server'
import { formAction, page, queryParam } from '~/platform/http.server'
import { CheckedForm, HiddenField, SubmitButton } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton, PostButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('subscriptions.manage.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const token = queryParam(args.request, 'token')
  const q = queryParam(args.request, 'q') ?? ''
  const subscription = await subscriptionOf({ actor: await currentActor(args), token })
  const chosen = await chosenIn(args.request)
  const [known, found] = await Promise.all([
    chosen.association ? [] : districts(),
    q && !chosen.association ? searchAssociations({ q }) : null,
  ])
  return {
    token,
    subscription,
    chosen,
    q,
    districts: known.map(({ id, name }) => ({ id, name })),
    found: (found?.items ?? []).map(({ id, name, district }) => ({ id, name, district })),
  }
})

const doneOf = {
  add: 'topic_added',
  remove: 'topic_removed',
  settings: 'saved',
  end: 'unsubscribed',
} as const

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const token = firstValue(fields, 'token') || undefined
  const subject = { actor: await currentActor(args), token }
  const { intent } = check(manageForm, fields)
  if (intent === 'add') await addTopic(subject, check(topicForm, fields))
  else if (intent === 'remove') await removeTopic(subject, check(removeForm, fields).id)
  else if (intent === 'settings') await changeSettings(subject, check(settingsForm, fields))
  else await endSubscription(subject)
  const query = new URLSearchParams({ ...(token ? { token } : {}), done: doneOf[intent] })
  return redirect(`/subscriptions/manage?${query}`)
})

export default function Manage() {
  const { token, subscription, chosen, q, found, districts: known } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  if (!subscription) {
    return (
      <Page title={t('subscriptions.manage.none_title')} lead={t('subscriptions.manage.none_text')}>
        <LinkButton href="/subscriptions" variant="primary">
          {t('subscriptions.manage.begin')}
        </LinkButton>
      </Page>
    )
  }
  const { association, district, category, theme } = chosen
  const failed = answer && 'values' in answer ? firstValue(answer.values, 'intent') : undefined
  const hidden: Record<string, string> = token ? { token } : {}
  const here = `/subscriptions/manage${token ? `?token=${token}` : ''}`
  return (
    <Page title={t('subscriptions.manage.title')} lead={t('subscriptions.manage.lead')}>
      {!subscription.byMail && <p>{t('subscriptions.manage.no_mail')}</p>}
      {subscription.devices > 0 && (
        <p>{t('subscriptions.manage.devices', { count: subscription.devices })}</p>
      )}
      <p>
        <a href="/subscriptions/device">{t('subscriptions.device.door')}</a>
      </p>
      <h2>{t('subscriptions.manage.topics')}</h2>
      <TopicList topics={subscription.topics} hidden={hidden} />

      <h2>{t('subscriptions.manage.add')}</h2>
      {association ? (
        <p>
          {t('subscriptions.for_association', { name: association.name })}{' '}
          <a href={here}>{t('subscriptions.find.other')}</a>
        </p>
      ) : (
        <AssociationChoice path="/subscriptions/manage" token={token} q={q} found={found} />
      )}
      <CheckedForm
        schema={topicForm}
        answer={failed === 'add' ? answer : undefined}
        defaults={{ district: String(district?.id ?? ''), category }}
      >
        {token && <HiddenField name="token" value={token} />}
        <HiddenField name="intent" value="add" />
        {theme ? (
          <>
            <HiddenField name="theme" value={theme} />
            <p>{t('volunteering.calls.topic', { theme: t(`volunteering.theme.${theme}`) })}</p>
          </>
        ) : (
          <TopicFields association={association} districts={known} />
        )}
        <SubmitButton>{t('subscriptions.manage.add_submit')}</SubmitButton>
      </CheckedForm>

      <h2>{t('subscriptions.manage.settings')}</h2>
      <CheckedForm
        schema={settingsForm}
        answer={failed === 'settings' ? answer : undefined}
        defaults={settingsDefaults(subscription)}
      >
        {token && <HiddenField name="token" value={token} />}
        <HiddenField name="intent" value="settings" />
        <SettingsFields />
        <SubmitButton>{t('subscriptions.manage.settings_submit')}</SubmitButton>
      </CheckedForm>

      <h2>{t('subscriptions.manage.end')}</h2>
      <p>{t('subscriptions.manage.end_text')}</p>
      <PostButton
        label={t('subscriptions.manage.end_submit')}
        fields={{ ...hidden, intent: 'end' }}
        variant="danger"
      />
    </Page>
  )
}
