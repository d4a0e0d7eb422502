/** The form of one question. All fields stand on the page, so that it works without a script; each says for which kind it is. */
import type { FormFields } from '~/platform/forms'
import {
  CheckboxField,
  CheckedForm,
  HiddenField,
  RadioField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/form'
import { useT } from '~/ui/i18n'
import { LinkButton } from '~/ui/parts'
import { questionKinds } from './rules'
import { questionForm } from './schema'

export function QuestionForm(props: {
  answer: unknown
  defaults: FormFields
  version: number
  back: string
}) {
  const { answer, defaults, version, back } = props
  const t = useT()
  const at = (key: string) => t(`surveys.question.${key}`)
  return (
    <CheckedForm schema={questionForm} answer={answer} defaults={defaults}>
      <HiddenField name="version" value={version} />
      <TextField name="label" label={at('label')} support={at('label_support')} required />
      <TextArea name="support" label={at('support')} support={at('support_support')} rows={2} />
      <RadioField
        name="kind"
        label={at('kind')}
        required
        options={questionKinds.map((value) => ({
          value,
          label: t(`surveys.kind.${value}.title`),
          support: t(`surveys.kind.${value}.text`),
        }))}
      />
      <TextArea name="options" label={at('options')} support={at('options_support')} rows={6} />
      <TextField name="most" label={at('most')} support={at('most_support')} inputMode="numeric" short />
      <TextField name="lowLabel" label={at('low')} support={at('ends_support')} />
      <TextField name="highLabel" label={at('high')} />
      <CheckboxField name="required" label={at('required')} support={at('required_support')} />
      <div className="actions">
        <SubmitButton>{at('save')}</SubmitButton>
        <LinkButton href={back}>{t('form.cancel')}</LinkButton>
      </div>
    </CheckedForm>
  )
}
