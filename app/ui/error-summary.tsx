/** What is wrong with a form, above its fields. */
import { useEffect, useRef } from 'react'
import { translateMessage } from '~/platform/i18n'
import { useFieldNames } from './form-values'
import { useT } from './i18n'

/** What is wrong, with links that jump to the fields; takes the focus when the page arrives. */
export function ErrorSummary({ errors }: { errors?: Record<string, string[]> }) {
  const t = useT()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.focus()
  }, [])
  const entries = Object.entries(errors ?? {})
  const labels = useFieldNames(entries.map(([field]) => field))
  if (entries.length === 0) return null
  return (
    <div ref={box} className="banner banner-danger" role="alert" tabIndex={-1} id="error-summary">
      <h2 className="banner-title">{t('form.summary_title', { count: entries.length })}</h2>
      <p>{t('form.summary_help')}</p>
      <ul className="bullets">
        {entries.map(([field, messages]) => (
          <li key={field}>
            <a
              className="inline-block py-2.5"
              href={`#field-${field}`}
              data-field={field}
              data-label={labels[field]}
            >
              {named(labels[field], messages.map((m) => translateMessage(t, m)).join(' '))}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** 「入力してください。」 four times over tells nothing: the name of the field stands before it, unless it says it. */
function named(label: string | undefined, text: string): string {
  return label && !text.includes(label) ? `${label}: ${text}` : text
}
