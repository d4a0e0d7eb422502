/** The parts of the page on which a device is switched on. What fits the browser is shown by `public/push.js`. */
import { formatInstant } from '~/platform/clock'
import { HiddenField, SelectField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Banner, Button } from '~/ui/parts'
import { categories } from './rules'

/** What a browser may find out about itself, in words; all hidden until it has. */
const STATES = ['active', 'unsupported', 'home_screen', 'denied', 'dismissed', 'failed', 'unready'] as const

const tones = {
  active: 'success',
  unsupported: 'info',
  home_screen: 'info',
  denied: 'warning',
  dismissed: 'info',
  failed: 'warning',
  unready: 'warning',
} as const

/** Steps stand in the words one a line. */
function Steps({ text }: { text: string }) {
  const lines = text.split('\n')
  if (lines.length === 1) return <p>{text}</p>
  return (
    <ol className="list-decimal pl-6">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ol>
  )
}

export function DeviceStates() {
  const t = useT()
  return (
    <>
      {STATES.map((state) => (
        <section key={state} data-state={state} hidden>
          <Banner tone={tones[state]} title={t(`subscriptions.device.state.${state}.title`)}>
            <Steps text={t(`subscriptions.device.state.${state}.text`)} />
            {(state === 'unsupported' || state === 'denied' || state === 'failed') && (
              <p>
                <a href="/subscriptions">{t('subscriptions.device.to_mail')}</a>
              </p>
            )}
          </Banner>
        </section>
      ))}
    </>
  )
}

type Topic = {
  id: number
  category: string | null
  association: { name: string } | null
  district: { name: string } | null
}

/** A topic in words. */
function useTopicWords() {
  const t = useT()
  return ({ association, district, category }: Omit<Topic, 'id'>) => {
    const place = association
      ? t('subscriptions.for_association', { name: association.name })
      : district
        ? t('subscriptions.of_district', { name: district.name })
        : t('subscriptions.everything')
    return category
      ? t('subscriptions.for_category', { place, category: t(`notices.category.${category}`) })
      : place
  }
}

/** What the device shall be told of: what its owner has chosen already, or a first choice. */
export function TopicFields({
  data,
}: {
  data: {
    topics: readonly Topic[]
    association: { id: number; name: string } | null
    districts: readonly { id: number; name: string }[]
  }
}) {
  const t = useT()
  const words = useTopicWords()
  if (data.topics.length > 0) {
    return (
      <>
        <HiddenField name="keep" value="yes" />
        <p>{t('subscriptions.device.ready.keeps')}</p>
        <ul className="list-disc pl-6">
          {data.topics.map((topic) => (
            <li key={topic.id}>{words(topic)}</li>
          ))}
        </ul>
      </>
    )
  }
  return (
    <>
      {data.association ? (
        <>
          <HiddenField name="association" value={String(data.association.id)} />
          <p>
            <strong>{words({ association: data.association, district: null, category: null })}</strong>
          </p>
          <p className="support">{t('subscriptions.for_association_text')}</p>
        </>
      ) : (
        <SelectField
          name="district"
          label={t('subscriptions.form.district')}
          support={t('subscriptions.form.district_support')}
          options={[
            { value: '', label: t('subscriptions.form.all_districts') },
            ...data.districts.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
        />
      )}
      <SelectField
        name="category"
        label={t('subscriptions.form.category')}
        options={[
          { value: '', label: t('subscriptions.form.all_categories') },
          ...categories.map((category) => ({ value: category, label: t(`notices.category.${category}`) })),
        ]}
      />
    </>
  )
}

type Device = { id: number; device: string; createdAt: Date; mark: string }

/** The devices that take messages, each with the button that ends it. Works without a script, too. */
export function DeviceList(props: {
  devices: readonly Device[]
  topics: readonly Topic[]
  signedIn: boolean
}) {
  const { devices, topics, signedIn } = props
  const t = useT()
  const language = useLanguage()
  const words = useTopicWords()
  if (devices.length === 0) return null
  return (
    <>
      <h2>{t('subscriptions.device.list.title')}</h2>
      <ul className="space-y-3">
        {devices.map(({ id, device, createdAt, mark }) => (
          <li key={id} className="card" data-device={mark}>
            <p>
              <strong>{device || t('subscriptions.device.list.unnamed')}</strong>{' '}
              <span data-this hidden>
                ({t('subscriptions.device.list.this')})
              </span>
            </p>
            <p className="support">
              {t('subscriptions.device.list.since', { when: formatInstant(new Date(createdAt), language) })}
            </p>
            <form method="post" action="/subscriptions/device" className="inline-form" data-end={mark}>
              <input type="hidden" name="intent" value="end" />
              <input type="hidden" name="id" value={id} />
              <Button variant="secondary">{t('subscriptions.device.list.end')}</Button>
            </form>
          </li>
        ))}
      </ul>
      <h2>{t('subscriptions.manage.topics')}</h2>
      <ul className="list-disc pl-6">
        {topics.map((topic) => (
          <li key={topic.id}>{words(topic)}</li>
        ))}
      </ul>
      {signedIn && (
        <p>
          <a href="/subscriptions/manage">{t('subscriptions.manage.title')}</a>
        </p>
      )}
    </>
  )
}
