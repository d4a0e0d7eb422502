/** One free text with what seems to be personal in it, and the choice whether it is shown. */
import { RadioField, TextArea } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Badge } from '~/ui/parts'
import type { TextsToReview } from './queries/texts.server'
import { textFields } from './schema/texts'

export function TextReview({ text, index }: { text: TextsToReview['texts'][number]; index: number }) {
  const t = useT()
  const names = textFields(index)
  return (
    <section className="card stack">
      <p className="support">{t('surveys.texts.question', { label: text.label })}</p>
      <blockquote className="whitespace-pre-line">{text.text}</blockquote>
      {text.findings.length > 0 && (
        <p>
          <Badge tone="warning">{t('surveys.texts.found')}</Badge>{' '}
          {text.findings.map(({ words }) => words).join(' / ')}
        </p>
      )}
      <RadioField
        name={names.show}
        label={t('surveys.texts.show_short')}
        options={[
          { value: 'yes', label: t('surveys.texts.yes') },
          { value: 'no', label: t('surveys.texts.no') },
        ]}
      />
      <details open={text.findings.length > 0 || undefined}>
        <summary>{t('surveys.texts.text')}</summary>
        <TextArea
          name={names.text}
          label={t('surveys.texts.text')}
          support={t('surveys.texts.text_support')}
        />
      </details>
    </section>
  )
}
