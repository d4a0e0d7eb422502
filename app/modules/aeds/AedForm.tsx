/** AEDの記録: the form of everything that its keepers know of an AED, and the part of it for the hours. */
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
import { Banner, LinkButton } from '~/ui/parts'
import { answers, editAedSchema, newAedSchema } from './form-schema'
import { OriginalHours } from './HoursTable'
import { hoursKinds } from './rules/form'
import { type HoursText, holidayRules } from './schema'

/** Monday first. */
const WEEK = [1, 2, 3, 4, 5, 6, 0] as const

/** 使える時間, without JavaScript: a line of text a day, and a line for each exception. Stands in a `CheckedForm`. */
function WeeklyHoursFields() {
  const t = useT()
  return (
    <>
      <RadioField
        name="hours_kind"
        label={t('aeds.edit.hours_kind')}
        options={[...hoursKinds]
          .reverse()
          .map((kind) => ({ value: kind, label: t(`aeds.edit.kind_${kind}`) }))}
        required
      />
      <fieldset className="field">
        <legend>{t('aeds.edit.week')}</legend>
        <p className="support">{t('aeds.edit.week_support')}</p>
        {WEEK.map((day) => (
          <TextField key={day} name={`hours_${day}`} label={t(`aeds.hours.day_${day}`)} autoComplete="off" />
        ))}
      </fieldset>
      <SelectField
        name="hours_holidays"
        label={t('aeds.edit.holidays')}
        options={holidayRules.map((rule) => ({ value: rule, label: t(`aeds.hours.holidays_${rule}`) }))}
      />
      <TextArea
        name="hours_exceptions"
        label={t('aeds.edit.exceptions')}
        support={t('aeds.edit.exceptions_support')}
        rows={4}
      />
      <TextField
        name="hours_conditions"
        label={t('aeds.edit.conditions')}
        support={t('aeds.edit.conditions_support')}
      />
      <TextField name="hours_night" label={t('aeds.edit.night')} support={t('aeds.edit.night_support')} />
      <CheckboxField name="hours_uncertain" label={t('aeds.edit.uncertain')} />
    </>
  )
}

type Choice = { id: number; name: string }

export function AedForm(props: {
  /** The version that is edited; none for a new AED */
  version?: number
  fields: FormFields
  answer: unknown
  halls: readonly Choice[]
  /** For a new AED: who may keep it */
  associations?: readonly Choice[]
  forFacilities?: boolean
  original?: HoursText
  cancel: string
}) {
  const { version, answer, halls, associations, forFacilities, original, cancel } = props
  const t = useT()
  const label = (name: string) => t(`aeds.edit.${name}`)
  // What was typed stands for itself: a box that was left empty must not come back ticked.
  const sent = typeof answer === 'object' && answer !== null && 'values' in answer
  const fields = sent ? { ...props.fields, not_for_public: '', hours_uncertain: '' } : props.fields
  const known = answers.map((value) => ({ value, label: label(value) }))
  const options = (choices: readonly Choice[]) =>
    choices.map(({ id, name }) => ({ value: String(id), label: name }))
  return (
    <CheckedForm
      schema={version === undefined ? newAedSchema : editAedSchema}
      answer={answer}
      defaults={fields}
      id="aed"
    >
      {version !== undefined && <HiddenField name="version" value={version} />}
      <h2>{label('section_place')}</h2>
      {associations && (
        <SelectField
          name="association"
          label={label('association')}
          emptyLabel={label(forFacilities ? 'association_none' : 'association_choose')}
          options={options(associations)}
          required={!forFacilities}
        />
      )}
      <TextField name="name" label={label('name')} required />
      <TextField name="name_kana" label={label('name_kana')} />
      <TextField
        name="address"
        label={label('address')}
        support={label('address_support')}
        autoComplete="off"
      />
      <TextField name="building" label={label('building')} />
      <TextField name="position" label={label('position')} support={label('position_support')} />
      {halls.length > 0 && (
        <SelectField
          name="hall"
          label={label('hall')}
          emptyLabel={label('hall_none')}
          options={options(halls)}
        />
      )}
      <TextField name="latitude" label={label('latitude')} support={label('degrees_support')} short />
      <TextField name="longitude" label={label('longitude')} short />
      <TextField name="town" label={label('town')} support={label('town_support')} autoComplete="off" />
      <TextField
        name="phone"
        type="tel"
        label={label('phone')}
        support={label('phone_support')}
        autoComplete="off"
      />
      <TextField name="extension" label={label('extension')} short />

      <h2>{label('section_hours')}</h2>
      {original && <OriginalHours text={original} />}
      <WeeklyHoursFields />

      <h2>{label('section_facts')}</h2>
      <RadioField name="child_pads" label={label('child_pads')} options={known} required />
      <RadioField name="outdoors" label={label('outdoors')} options={known} required />
      <CheckboxField name="not_for_public" label={label('not_for_public')} />
      <TextField name="organisation" label={label('organisation')} />
      <TextField name="url" type="url" label={label('url')} inputMode="url" />
      <TextArea name="note" label={label('note')} rows={4} />
      {version !== undefined && <p className="support">{label('condition_note')}</p>}
      <div className="actions">
        <SubmitButton>{label(version === undefined ? 'save_new' : 'save')}</SubmitButton>
        <LinkButton href={cancel} variant="plain">
          {label('cancel')}
        </LinkButton>
      </div>
    </CheckedForm>
  )
}

/** Somebody else saved since the form was opened: what was typed stays below. */
export function StaleRecord({ id }: { id: number }) {
  const t = useT()
  return (
    <Banner tone="warning" title={t('aeds.edit.stale_title')} live>
      <p>{t('aeds.edit.stale_text')}</p>
      <p>
        <a href={`/aeds/${id}`} target="_blank" rel="noreferrer">
          {t('aeds.edit.stale_open')}
        </a>
      </p>
    </Banner>
  )
}
