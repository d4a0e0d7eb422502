/** 会館の記録: the form of everything that a hall's own row says. */
import type { ReactNode } from 'react'
import {
  CheckboxField,
  CheckedForm,
  HiddenField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/form'
import { useT } from '~/ui/i18n'
import { LinkButton } from '~/ui/parts'
import { designations, evidences, structures } from './rules'
import { buildingDates, editHallSchema, newHallSchema } from './schema'

/** A date of which only the year, or year and month, may be known: three short fields in a row. */
export function DateParts(props: { name: string; legend: string; support?: string; children?: ReactNode }) {
  const { name, legend, support, children } = props
  const t = useT()
  return (
    <fieldset className="field">
      <legend>{legend}</legend>
      {support && <p className="support">{support}</p>}
      <div className="flex flex-wrap gap-x-4 gap-y-2">
        {(['year', 'month', 'day'] as const).map((part) => (
          <TextField
            key={part}
            name={`${name}_${part}`}
            label={t(`halls.form.${part}`)}
            inputMode={part === 'year' ? 'text' : 'numeric'}
            short
          />
        ))}
      </div>
      {children}
    </fieldset>
  )
}

export function HallForm(props: {
  /** The version that is edited; none for a new hall */
  version?: number
  fields: Record<string, string>
  answer: unknown
  districts: readonly { id: number; name: string }[]
  /** The associations of an officer; empty for the city's staff */
  own: readonly string[]
  cancel: string
}) {
  const { version, answer, districts, own, cancel } = props
  const t = useT()
  const label = (name: string) => t(`halls.form.${name}`)
  // What was typed stands for itself: a box that was left empty must not come back ticked.
  const sent = typeof answer === 'object' && answer !== null && 'values' in answer
  const fields = sent ? { ...props.fields, diagnosis_public: '' } : props.fields
  const choices = (kind: string, values: readonly string[]) =>
    values.map((value) => ({ value, label: t(`halls.${kind}.${value}`) }))
  return (
    <CheckedForm
      schema={version === undefined ? newHallSchema : editHallSchema}
      answer={answer}
      defaults={fields}
      id="hall"
    >
      <HiddenField name="intent" value="save" />
      {version !== undefined && <HiddenField name="version" value={version} />}
      <h2>{label('section_basic')}</h2>
      <TextField name="name" label={label('name')} required />
      <TextField name="reading" label={label('reading')} support={label('reading_support')} required />
      <TextArea
        name="associations"
        label={label('associations')}
        support={
          own.length > 0
            ? t('halls.form.associations_support_own', { names: own.join('、') })
            : label('associations_support')
        }
        rows={3}
        required={own.length > 0}
      />
      <TextField name="address" label={label('address')} autoComplete="off" />
      <SelectField
        name="district"
        label={label('district')}
        emptyLabel={label('district_any')}
        options={districts.map(({ id, name }) => ({
          value: String(id),
          label: t('associations.district', { name }),
        }))}
      />
      <TextField name="latitude" label={label('latitude')} support={label('place_support')} short />
      <TextField name="longitude" label={label('longitude')} short />
      <TextField
        name="phone"
        type="tel"
        label={label('phone')}
        support={label('phone_support')}
        autoComplete="off"
      />
      <TextArea
        name="introduction"
        label={label('introduction')}
        support={label('introduction_support')}
        rows={5}
      />

      <h2>{label('section_building')}</h2>
      <SelectField
        name="structure"
        label={label('structure')}
        emptyLabel={label('choose')}
        options={choices('structure', structures)}
      />
      <TextField name="floors" label={label('floors')} inputMode="numeric" short />
      <TextField name="floor_area" label={label('area')} support={label('area_support')} short />

      <h2>{label('section_dates')}</h2>
      <p>{label('dates_support')}</p>
      {buildingDates.map((date) => (
        <DateParts key={date} name={date} legend={t(`halls.date.${date}`)}>
          <SelectField
            name={`${date}_evidence`}
            label={label('evidence')}
            emptyLabel={label('choose')}
            options={choices('evidence', evidences)}
          />
        </DateParts>
      ))}

      <h2>{label('section_shelter')}</h2>
      <SelectField
        name="designation"
        label={label('designation')}
        options={choices('designation', designations)}
        required
      />
      <TextField name="shelter_capacity" label={label('capacity')} inputMode="numeric" short />
      <TextArea name="night_access" label={label('night')} support={label('night_support')} rows={3} />
      <CheckboxField
        name="diagnosis_public"
        label={label('diagnosis_public')}
        support={label('diagnosis_public_support')}
      />

      <h2>{label('section_private')}</h2>
      <p>{label('private_support')}</p>
      <TextField name="registered_to" label={label('registered_to')} autoComplete="off" />
      <TextArea
        name="private_note"
        label={label('private_note')}
        support={label('private_note_support')}
        rows={4}
      />
      <div className="actions">
        <SubmitButton>{label(version === undefined ? 'create' : 'save')}</SubmitButton>
        <LinkButton href={cancel}>{t('form.cancel')}</LinkButton>
      </div>
    </CheckedForm>
  )
}
