/** やったことを書く: three fields, quick with a thumb. */
import type { z } from 'zod'
import type { FormFields } from '~/platform/forms'
import { CheckedForm, HiddenField, SelectField, SubmitButton, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { RECORD_MINUTES } from './rules'
import { useTaskWords } from './TaskParts'

export function RecordForm(props: {
  schema: z.ZodType
  tasks: readonly { id: number; title: string }[]
  defaults: FormFields
  answer: unknown
  /** Of the record that is changed; null for a new one */
  version: number | null
}) {
  const { schema, tasks, defaults, answer, version } = props
  const t = useT()
  const words = useTaskWords()
  const at = (key: string) => t(`officers.records.${key}`)
  return (
    <CheckedForm schema={schema} answer={answer} defaults={defaults}>
      {version !== null && <HiddenField name="version" value={version} />}
      <SelectField
        name="task"
        label={at('task')}
        emptyLabel={at('task_other')}
        options={tasks.map(({ id, title }) => ({ value: String(id), label: title }))}
      />
      <TextField name="title" label={at('what')} support={at('what_support')} />
      <TextField name="doneOn" type="date" label={at('done_on')} required />
      <SelectField
        name="minutes"
        label={at('minutes')}
        required
        options={RECORD_MINUTES.map((value) => ({ value: String(value), label: words.time(value) }))}
      />
      <div className="actions">
        <SubmitButton>{at(version === null ? 'add' : 'save')}</SubmitButton>
      </div>
    </CheckedForm>
  )
}
