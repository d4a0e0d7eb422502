/** What helps with Markdown: buttons that write the signs, and a live preview. Both need JavaScript, the text does not. */
import { useDeferredValue, useEffect, useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { renderMarkdown } from '~/platform/markdown'
import { useT } from '~/ui/i18n'

/** Without JavaScript these would be dead buttons: they come with it. */
function useAwake(): boolean {
  const [awake, setAwake] = useState(false)
  useEffect(() => setAwake(true), [])
  return awake
}

const tools = {
  bold: (words: string, sample: string) => `**${words || sample}**`,
  heading: (words: string, sample: string) => `\n## ${words || sample}\n`,
  bullets: (words: string, sample: string) =>
    (words || sample)
      .split('\n')
      .map((line) => `- ${line}`)
      .join('\n'),
  link: (words: string, sample: string) => `[${words || sample}](https://)`,
} as const

export function BodyToolbar({ target }: { target: string }) {
  const t = useT()
  const awake = useAwake()
  const { setValue } = useFormContext()
  if (!awake) return null

  function apply(tool: keyof typeof tools) {
    const field = document.getElementById(target)
    if (!(field instanceof HTMLTextAreaElement)) return
    const { selectionStart: start, selectionEnd: end, value } = field
    const written = tools[tool](value.slice(start, end), t(`notices.form.${tool}_sample`))
    setValue('body', value.slice(0, start) + written + value.slice(end), { shouldDirty: true })
    field.focus()
    field.setSelectionRange(start, start + written.length)
  }

  return (
    <div className="toolbar" role="toolbar" aria-label={t('notices.form.toolbar')}>
      {(Object.keys(tools) as (keyof typeof tools)[]).map((tool) => (
        <button key={tool} type="button" className="button button-secondary" onClick={() => apply(tool)}>
          {t(`notices.form.${tool}`)}
        </button>
      ))}
    </div>
  )
}

export function BodyPreview() {
  const t = useT()
  const awake = useAwake()
  const body = useDeferredValue(String(useWatch({ name: 'body' }) ?? ''))
  if (!awake) return null
  return (
    <section className="card" aria-label={t('notices.form.preview')}>
      <p className="card-title">{t('notices.form.preview')}</p>
      {body.trim() === '' ? (
        <p className="support">{t('notices.form.preview_empty')}</p>
      ) : (
        <div className="prose" dangerouslySetInnerHTML={{ __html: renderMarkdown(body) }} />
      )}
    </section>
  )
}
