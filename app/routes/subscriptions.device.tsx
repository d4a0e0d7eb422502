/** この端末で受け取る: messages to this browser, switched on by a button, and the devices that take them. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { countedAddress, deviceOf, networkOf } from '~/modules/accounts/origin'
import { currentActor } from '~/modules/accounts/session.server'
import { districts } from '~/modules/associations/queries.server'
import { endDevice, saveDevice } from '~/modules/subscriptions/commands/devices.server'
import { DeviceList, DeviceStates, TopicFields } from '~/modules/subscriptions/DeviceParts'
import { deviceCookie, deviceToken } from '~/modules/subscriptions/device-cookie.server'
import { deviceForm, deviceIntent, endDeviceForm } from '~/modules/subscriptions/device-schema'
import { devicesOf } from '~/modules/subscriptions/queries/devices.server'
import { placeNames } from '~/modules/subscriptions/queries/subscriber.server'
import { topicForm } from '~/modules/subscriptions/schema'
import { check, readForm } from '~/platform/forms.server'
import { formAction, page, queryParam } from '~/platform/http.server'
import { languageOf } from '~/platform/i18n.server'
import { publicPushKey } from '~/platform/push.server'
import { CheckedForm, HiddenField, SubmitButton } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('subscriptions.device.title')

const idIn = (text: string | undefined) => (/^[1-9]\d{0,8}$/.test(text ?? '') ? Number(text) : null)

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const place = (name: string) => idIn(queryParam(args.request, name))
  const [key, { devices, topics }, places, known] = await Promise.all([
    publicPushKey(),
    devicesOf({ actor, token: deviceToken(args.request) }),
    placeNames(place('association'), place('district')),
    districts(),
  ])
  return {
    key,
    devices,
    topics,
    ...places,
    category: queryParam(args.request, 'category') ?? '',
    districts: known.map(({ id, name }) => ({ id, name })),
    signedIn: actor.user !== null,
  }
})

export const action = formAction(async (args) => {
  const { request, context } = args
  const actor = await currentActor(args)
  const token = deviceToken(request)
  const asker = { address: countedAddress(context.address), origin: networkOf(context.address) }
  const { fields } = await readForm(args)
  if (check(deviceIntent, fields).intent === 'end') {
    await endDevice({ actor, token }, asker, check(endDeviceForm, fields).id)
    return redirect('/subscriptions/device?done=device_ended')
  }
  const form = { ...check(deviceForm, fields), device: deviceOf(request.headers.get('User-Agent')) }
  const wanted = fields.keep === 'yes' ? null : check(topicForm, fields)
  const kept = await saveDevice({ actor, token }, asker, form, wanted, await languageOf(request))
  // In an account the browser needs no token of its own any more.
  const headers = kept || token ? { 'Set-Cookie': deviceCookie(kept) } : undefined
  return redirect('/subscriptions/device?done=device_saved', { headers })
})

export default function Device() {
  const data = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('subscriptions.device.title')}
      lead={t('subscriptions.device.lead')}
      crumbs={[{ href: '/subscriptions', label: t('subscriptions.title') }]}
    >
      <ul className="list-disc pl-6">
        {['what', 'asked', 'quiet', 'shared', 'kept'].map((part) => (
          <li key={part}>{t(`subscriptions.device.explain.${part}`)}</li>
        ))}
      </ul>
      <div data-push={data.key ?? ''} aria-live="polite">
        {/* Stands until the script has come and knows better: also where it was blocked or got lost on the way. */}
        <p data-state="no_script">
          {t('subscriptions.device.no_script')}{' '}
          <a href="/subscriptions">{t('subscriptions.device.to_mail')}</a>
        </p>
        <DeviceStates />
        <section data-state="ready" hidden>
          <h2>{t('subscriptions.device.ready.title')}</h2>
          <CheckedForm
            id="device-form"
            answer={answer}
            defaults={{
              association: data.association ? String(data.association.id) : '',
              district: data.district ? String(data.district.id) : '',
              category: data.category,
            }}
          >
            <HiddenField name="intent" value="save" />
            {['endpoint', 'p256dh', 'auth'].map((name) => (
              <input key={name} type="hidden" name={name} data-filled={name} />
            ))}
            <TopicFields data={data} />
            <p>{t('subscriptions.device.ready.asks')}</p>
            <SubmitButton>{t('subscriptions.device.ready.button')}</SubmitButton>
          </CheckedForm>
        </section>
      </div>
      <DeviceList devices={data.devices} topics={data.topics} signedIn={data.signedIn} />
      <script src="/push.js" defer />
    </Page>
  )
}
