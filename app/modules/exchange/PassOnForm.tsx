/** What a member would like to ask through the association: to the city, or back with words. */
import { formatDay } from '~/platform/clock'
import { type FormFields, firstValue, message } from '~/platform/forms'
import { translateMessage } from '~/platform/i18n'
import { useLanguage, useT } from '~/ui/i18n'
import { Button, PostButton } from '~/ui/parts'

type Waiting = {
  id: number
  title: string
  kind: string
  body: string
  place: string
  asked: string
  author: string | null
  version: number
  photos: readonly { id: number; description: string }[]
}

/** One of several on a page: its fields have ids of their own, and an answer belongs to the one that was sent. */
export function PassOnForm(props: { matter: Waiting; answer: unknown; kept: FormFields }) {
  const { matter } = props
  const t = useT()
  const language = useLanguage()
  const answer = props.answer as { errors?: Record<string, string[]>; values?: FormFields } | undefined
  const values = answer?.values ?? props.kept
  const mine = firstValue(values, 'id') === String(matter.id)
  const error = mine
    ? answer?.errors?.reason?.map((key) => translateMessage(t, message(key))).join(' ')
    : undefined
  const id = `reason-${matter.id}`
  return (
    <article className="card">
      <h3>
        <a href={`/exchange/${matter.id}`} className="inline-block py-2">
          {matter.title}
        </a>
      </h3>
      <p className="support">
        {[t(`exchange.kind.${matter.kind}.title`), formatDay(matter.asked, language), matter.author]
          .filter(Boolean)
          .join(' / ')}
      </p>
      <p className="whitespace-pre-line">{matter.body}</p>
      {matter.place && (
        <p>
          {t('exchange.page.place')}: {matter.place}
        </p>
      )}
      {matter.photos.map((photo) => (
        <p key={photo.id}>
          <img src={`/exchange/photos/${photo.id}`} alt={photo.description} className="max-h-60" />
        </p>
      ))}
      <PostButton
        label={t('exchange.of.pass_on')}
        fields={{ intent: 'pass_on', id: matter.id, version: matter.version }}
        variant="primary"
      />
      <details className="confirm" open={mine || undefined}>
        <summary>{t('exchange.of.give_back')}</summary>
        <form method="post" className="form" noValidate>
          <input type="hidden" name="intent" value="give_back" />
          <input type="hidden" name="id" value={matter.id} />
          <input type="hidden" name="version" value={matter.version} />
          <div className="field">
            <label className="field-label" htmlFor={id}>
              {t('exchange.of.reason')}
              <span className="mark mark-required">{t('form.required_mark')}</span>
            </label>
            <p className="support" id={`${id}-support`}>
              {t('exchange.of.reason_support')}
            </p>
            <textarea
              id={id}
              name="reason"
              rows={4}
              className="input"
              defaultValue={mine ? firstValue(values, 'reason') : ''}
              aria-required
              aria-invalid={error ? true : undefined}
              aria-describedby={error ? `${id}-support ${id}-error` : `${id}-support`}
            />
            {error && (
              <p className="field-error" id={`${id}-error`} role="alert">
                {t('form.error_prefix')}: {error}
              </p>
            )}
          </div>
          <Button variant="secondary">{t('exchange.of.give_back_submit')}</Button>
        </form>
      </details>
    </article>
  )
}
