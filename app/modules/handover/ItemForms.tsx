/** 渡すもの: added by hand, and the words beside an item. */
import type { z } from 'zod'
import type { FormFields } from '~/platform/forms'
import { CheckedForm, HiddenField, SelectField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { ownKinds } from './rules'

export function NewItemForm(props: {
  schema: z.ZodType
  here: string
  answer: unknown
  defaults: FormFields
}) {
  const { schema, here, answer, defaults } = props
  const t = useT()
  const at = (key: string) => t(`handover.item.${key}`)
  return (
    <CheckedForm schema={schema} action={here} answer={answer} defaults={{ kind: 'paper', ...defaults }}>
      <HiddenField name="intent" value="add" />
      <TextField name="title" label={at('title_label')} support={at('title_support')} required />
      <SelectField
        name="kind"
        label={at('kind')}
        required
        options={ownKinds.map((value) => ({ value, label: t(`handover.kind.${value}`) }))}
      />
      <TextArea name="note" label={at('note')} support={at('note_support')} rows={3} />
      <SubmitButton variant="secondary">{at('add')}</SubmitButton>
    </CheckedForm>
  )
}

export function EditItemForm(props: {
  schema: z.ZodType
  answer: unknown
  defaults: FormFields
  /** What the portal gathered keeps its title */
  gathered: boolean
  /** By what it is known whether somebody else wrote meanwhile */
  seen: string
}) {
  const { schema, answer, defaults, gathered, seen } = props
  const t = useT()
  const at = (key: string) => t(`handover.item.${key}`)
  return (
    <CheckedForm schema={schema} answer={answer} defaults={defaults}>
      <HiddenField name="seen" value={seen} />
      {!gathered && <TextField name="title" label={at('title_label')} required />}
      <TextArea name="note" label={at('note')} support={at('note_support')} rows={4} />
      <TextField name="reason" label={at('reason')} support={at('reason_support')} />
      <SubmitButton>{at('save')}</SubmitButton>
    </CheckedForm>
  )
}
