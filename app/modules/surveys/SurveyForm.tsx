/** The form of a survey: who asks whom, until when, and what is promised. */
import type { z } from 'zod'
import type { FormFields } from '~/platform/forms'
import {
  CheckboxField,
  CheckedForm,
  HiddenField,
  RadioField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/form'
import { useT } from '~/ui/i18n'
import { LinkButton } from '~/ui/parts'

type Choices = {
  associations: readonly { id: number; name: string }[]
  audiences: readonly { id: number; name: string }[]
}

export function SurveyForm(props: {
  schema: z.ZodType
  answer: unknown
  defaults: FormFields
  choices: Choices
  version: number | null
  back: string
}) {
  const { schema, answer, defaults, choices, version, back } = props
  const t = useT()
  const at = (key: string) => t(`surveys.form.${key}`)
  const [only] = choices.associations
  const named = (nodes: Choices['audiences']) =>
    nodes.map(({ id, name }) => ({ value: String(id), label: name }))
  return (
    <CheckedForm schema={schema} answer={answer} defaults={defaults} id="survey">
      {version !== null && <HiddenField name="version" value={version} />}
      <HiddenField name="intent" value="survey" />
      {choices.associations.length === 1 && only ? (
        <HiddenField name="association" value={only.id} />
      ) : (
        <SelectField
          name="association"
          label={at('association')}
          required
          emptyLabel={at('choose')}
          options={named(choices.associations)}
        />
      )}
      <TextField name="title" label={at('title')} support={at('title_support')} required />
      <TextArea
        name="introduction"
        label={at('introduction')}
        support={at('introduction_support')}
        rows={5}
      />
      <TextArea name="purpose" label={at('purpose')} support={at('purpose_support')} rows={3} required />
      <SelectField
        name="audience"
        label={at('audience')}
        support={at('audience_support')}
        required
        emptyLabel={at('choose')}
        options={named(choices.audiences)}
      />
      <RadioField
        name="reach"
        label={at('reach')}
        required
        options={['members', 'all'].map((value) => ({
          value,
          label: at(`reach_${value}`),
          support: at(`reach_${value}_support`),
        }))}
      />
      <RadioField
        name="unit"
        label={at('unit')}
        required
        options={['household', 'person'].map((value) => ({
          value,
          label: at(`unit_${value}`),
          support: at(`unit_${value}_support`),
        }))}
      />
      <RadioField
        name="anonymous"
        label={at('anonymous')}
        support={at('anonymous_support')}
        required
        options={['yes', 'no'].map((value) => ({
          value,
          label: at(`anonymous_${value}`),
          support: at(`anonymous_${value}_support`),
        }))}
      />
      <TextField name="opensOn" type="date" label={at('opens_on')} required />
      <TextField
        name="closesOn"
        type="date"
        label={at('closes_on')}
        support={at('closes_support')}
        required
      />
      <CheckboxField
        name="resultsPublic"
        label={at('results_public')}
        support={at('results_public_support')}
      />
      <CheckboxField name="showsRunning" label={at('shows_running')} support={at('shows_running_support')} />
      <div className="actions">
        <SubmitButton>{at(version === null ? 'make' : 'save')}</SubmitButton>
        <LinkButton href={back}>{t('form.cancel')}</LinkButton>
      </div>
    </CheckedForm>
  )
}
