/** 通知書の文を直す: form number, title and words with places, with the list of places beside them. */
import type { FormFields } from '~/platform/forms'
import { CheckedForm, HiddenField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { LinkButton, Table } from '~/ui/parts'
import { sampleValues } from './rules'
import { placeholders, templateSchema } from './schema'

export function TemplateForm(props: {
  template: FormFields
  version: number
  answer: unknown
  cancel: string
}) {
  const { template, version, answer, cancel } = props
  const t = useT()
  const at = (key: string) => t(`letters.edit.${key}`, { mark: '{{ }}' })
  return (
    <CheckedForm schema={templateSchema} answer={answer} defaults={template}>
      <HiddenField name="version" value={version} />
      <TextField name="form" label={at('form')} support={at('form_support')} autoComplete="off" />
      <TextField name="title" label={at('title_field')} autoComplete="off" required />
      <TextArea name="body" label={at('body')} support={at('body_support')} rows={18} required />
      <details>
        <summary>{at('places')}</summary>
        <Table
          caption={at('places_caption')}
          head={[at('place'), at('meaning'), at('example')]}
          rows={placeholders.map((name) => [
            <code key="place">{`{{${name}}}`}</code>,
            t(`letters.place.${name}`),
            <span key="example" lang="ja" className="whitespace-pre-line">
              {sampleValues[name]}
            </span>,
          ])}
        />
      </details>
      <div className="actions">
        <SubmitButton name="intent" value="save">
          {at('save')}
        </SubmitButton>
        <SubmitButton name="intent" value="preview" variant="secondary">
          {at('preview')}
        </SubmitButton>
        <LinkButton href={cancel}>{t('form.cancel')}</LinkButton>
      </div>
    </CheckedForm>
  )
}
