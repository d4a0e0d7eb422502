/** 仕事をカードに書く・直す */
import type { z } from 'zod'
import type { FormFields } from '~/platform/forms'
import {
  CheckboxField,
  CheckboxListField,
  CheckedForm,
  HiddenField,
  RadioField,
  SubmitButton,
  TextField,
} from '~/ui/form'
import { useT } from '~/ui/i18n'
import { LinkButton } from '~/ui/parts'
import { FISCAL_MONTHS, taskKinds } from './rules'
import { useTaskWords } from './TaskParts'

export function TaskForm(props: {
  schema: z.ZodType
  defaults: FormFields
  answer: unknown
  /** Of the line that is changed; null for a new one */
  version: number | null
  back: string
}) {
  const { schema, defaults, answer, version, back } = props
  const t = useT()
  const words = useTaskWords()
  const at = (key: string) => t(`officers.tasks.${key}`)
  return (
    <CheckedForm schema={schema} answer={answer} defaults={defaults}>
      {version !== null && <HiddenField name="version" value={version} />}
      <TextField name="title" label={at('name')} support={at('name_support')} required />
      <RadioField
        name="kind"
        label={at('kind_label')}
        required
        options={taskKinds.map((value) => ({ value, label: at(`kind.${value}`) }))}
      />
      <CheckboxListField
        name="months"
        label={at('months_label')}
        support={at('months_support')}
        options={FISCAL_MONTHS.map((month) => ({ value: String(month), label: words.month(month) }))}
      />
      <TextField
        name="minutes"
        label={at('minutes_label')}
        support={at('minutes_support')}
        inputMode="numeric"
        short
        required
      />
      <TextField
        name="times"
        label={at('times_label')}
        support={at('times_support')}
        inputMode="numeric"
        short
        required
      />
      <TextField name="helpers" label={at('helpers_label')} support={at('helpers_support')} />
      <CheckboxField name="fromHome" label={at('from_home_label')} />
      <CheckboxField name="evening" label={at('evening_label')} />
      <CheckboxField name="weekend" label={at('weekend_label')} />
      <div className="actions">
        <SubmitButton>{at(version === null ? 'add' : 'save')}</SubmitButton>
        <LinkButton href={back}>{t('form.cancel')}</LinkButton>
      </div>
    </CheckedForm>
  )
}
