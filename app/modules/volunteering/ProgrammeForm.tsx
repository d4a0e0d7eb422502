/** 事業の用紙 */
import {
  type Answer,
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
import { insuranceStarts, programmeKinds } from './rules'
import { programmeForm } from './schema'

/** @param indicators of the city that a lecture can count in; the route knows them */
export function ProgrammeForm(props: {
  answer: Answer
  defaults: Record<string, string>
  indicators: readonly { key: string; name: string }[]
}) {
  const { answer, defaults, indicators } = props
  const t = useT()
  const at = (key: string) => t(`volunteering.programmes.${key}`)
  const period = (name: string, label: string) => (
    <fieldset className="my-6 grid max-w-xl gap-4 sm:grid-cols-2">
      <legend className="field-label mb-2">{at(label)}</legend>
      <TextField name={`${name}_from`} type="date" label={at('from')} required />
      <TextField name={`${name}_until`} type="date" label={at('until')} required />
    </fieldset>
  )
  return (
    <CheckedForm schema={programmeForm} answer={answer} defaults={defaults}>
      <HiddenField name="version" value={defaults.version ?? '1'} />
      <RadioField
        name="kind"
        label={at('kind')}
        options={programmeKinds.map((value) => ({ value, label: t(`volunteering.kind.${value}`) }))}
        required
      />
      <TextField name="title" label={at('title_field')} required />
      <TextField
        name="year"
        type="number"
        inputMode="numeric"
        label={at('year')}
        support={at('year_support')}
        required
      />
      <TextArea name="introduction" label={at('introduction')} rows={4} />
      {period('offers', 'offers')}
      {period('apply', 'applications')}
      {period('activity', 'activity')}
      <TextField name="report_until" type="date" label={at('report_until')} required />
      <TextArea name="orientation" label={at('orientation')} rows={2} />
      <TextField name="offer_hours" type="number" inputMode="numeric" label={at('offer_hours')} required />
      <TextField name="consent_days" type="number" inputMode="numeric" label={at('consent_days')} required />
      <TextField name="group_most" type="number" inputMode="numeric" label={at('group_most')} required />
      <TextField name="insurance" label={at('insurance')} />
      <SelectField
        name="insurance_from"
        label={at('insurance_from')}
        options={insuranceStarts.map((value) => ({
          value,
          label: t(`volunteering.insurance_from.${value}`),
        }))}
        required
      />
      <SelectField
        name="indicator"
        label={at('indicator')}
        support={at('indicator_support')}
        emptyLabel={at('indicator_none')}
        options={indicators.map(({ key, name }) => ({ value: key, label: name }))}
      />
      <div className="actions">
        <SubmitButton>{at('save')}</SubmitButton>
        <LinkButton href="/desk/volunteering/programmes">{t('form.back')}</LinkButton>
      </div>
    </CheckedForm>
  )
}
