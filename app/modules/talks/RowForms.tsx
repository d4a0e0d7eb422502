/** The forms of one row: an item of the agenda, and what was decided; new, or changed where it stands. */
import type { ReactNode } from 'react'
import type { FormFields } from '~/platform/forms'
import { CheckedForm, HiddenField, SelectField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { dropForm, editItemForm, editOutcomeForm, itemForm, outcomeForm } from './schema'

type Choice = { id: number; name: string }
/** Which row is changed, by which edition; none for a new one */
type Row = { id: number; version: number } | null

function RowFrame({ row, children }: { row: Row; children: ReactNode }) {
  return (
    <>
      <HiddenField name="intent" value={row ? 'edit' : 'add'} />
      {row && <HiddenField name="id" value={row.id} />}
      {row && <HiddenField name="version" value={row.version} />}
      {children}
    </>
  )
}

/** 議題. @param props.row of a changed one: its id, and the version of the talk */
export function ItemForm(props: {
  row: Row
  answer: unknown
  defaults: FormFields
  sections: readonly Choice[]
  matters: readonly { id: number; title: string }[]
  beside?: ReactNode
}) {
  const { row, answer, defaults, sections, matters, beside } = props
  const t = useT()
  const at = (key: string) => t(`talks.agenda.${key}`)
  return (
    <CheckedForm
      schema={row ? editItemForm : itemForm}
      answer={answer}
      defaults={defaults}
      id={row ? `item-${row.id}` : 'new'}
    >
      <RowFrame row={row}>
        <TextField name="title" label={at('item')} support={at('item_support')} required />
        <TextField
          name="minutes"
          label={at('length')}
          support={at('length_support')}
          inputMode="numeric"
          short
        />
        <TextArea name="text" label={at('text')} support={at('text_support')} rows={3} />
        <SelectField
          name="section"
          label={at('with_section')}
          emptyLabel={at('no_section')}
          options={sections.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
        {matters.length > 0 && (
          <SelectField
            name="matter"
            label={at('with_matter')}
            support={at('matter_support')}
            emptyLabel={at('no_matter')}
            options={matters.map(({ id, title }) => ({ value: String(id), label: title }))}
          />
        )}
        <div className="actions">
          <SubmitButton>{row ? t('talks.row.save') : at('add_submit')}</SubmitButton>
          {beside}
        </div>
      </RowFrame>
    </CheckedForm>
  )
}

/** 決まったこと. @param props.published it stands in public as soon as it is sent */
export function OutcomeForm(props: {
  row: Row
  answer: unknown
  defaults: FormFields
  sections: readonly Choice[]
  associations: readonly Choice[]
  published: boolean
  routes: boolean
}) {
  const { row, answer, defaults, sections, associations, published, routes } = props
  const t = useT()
  const at = (key: string) => t(`talks.outcome.${key}`)
  const submit = row ? t('talks.row.save') : at(published ? 'add_published' : 'add_submit')
  return (
    <CheckedForm
      schema={row ? editOutcomeForm : outcomeForm}
      answer={answer}
      defaults={defaults}
      id={row ? `decided-${row.id}` : 'new'}
    >
      <RowFrame row={row}>
        <TextArea name="text" label={at('text')} support={at('text_support')} rows={3} required />
        <SelectField
          name="owner"
          label={at('whose')}
          support={at(routes ? 'whose_city' : 'whose_support')}
          required
          emptyLabel={at('choose')}
          options={[
            ...sections.map(({ id, name }) => ({
              value: `section:${id}`,
              label: t('talks.outcome.of_city', { name }),
            })),
            ...associations.map(({ id, name }) => ({ value: `association:${id}`, label: name })),
          ]}
        />
        <TextField name="dueOn" type="date" label={at('until')} required />
        <SubmitButton>{submit}</SubmitButton>
      </RowFrame>
    </CheckedForm>
  )
}

/** やめることにした: what everybody has read stays readable, with the reason. */
export function DropForm({ row, answer }: { row: { id: number; version: number }; answer: unknown }) {
  const t = useT()
  const at = (key: string) => t(`talks.outcome.${key}`)
  return (
    <details className="confirm" open={answer ? true : undefined}>
      <summary>{at('drop')}</summary>
      <CheckedForm schema={dropForm} answer={answer} id={`drop-${row.id}`}>
        <HiddenField name="intent" value="drop" />
        <HiddenField name="id" value={row.id} />
        <HiddenField name="version" value={row.version} />
        <TextArea name="reason" label={at('drop_reason')} support={at('drop_support')} rows={3} required />
        <SubmitButton variant="danger">{at('drop_submit')}</SubmitButton>
      </CheckedForm>
    </details>
  )
}
