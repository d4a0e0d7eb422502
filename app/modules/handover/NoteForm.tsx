/** 引き継ぎノート: the form of one piece of advice. */
import type { z } from 'zod'
import type { FormFields } from '~/platform/forms'
import { CheckedForm, HiddenField, SelectField, SubmitButton, TextArea } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { MONTHS } from './rules'

export function NoteForm(props: {
  schema: z.ZodType
  answer: unknown
  defaults: FormFields
  /** Of the note that is changed; null for a new one */
  version: number | null
}) {
  const { schema, answer, defaults, version } = props
  const t = useT()
  const at = (key: string) => t(`handover.notes.${key}`)
  return (
    <CheckedForm schema={schema} answer={answer} defaults={defaults}>
      {version !== null && <HiddenField name="version" value={version} />}
      <SelectField
        name="month"
        label={at('month')}
        support={at('month_support')}
        emptyLabel={at('whole')}
        options={MONTHS.map((month) => ({
          value: String(month),
          label: t('handover.year.month_of', { month }),
        }))}
      />
      <TextArea name="text" label={at('text')} support={at('text_support')} rows={5} required />
      <SubmitButton>{at('save')}</SubmitButton>
    </CheckedForm>
  )
}
