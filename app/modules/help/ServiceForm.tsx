/** The form of one service, for those who keep it. */
import { hoursFields, hoursKinds } from '~/modules/aeds/rules'
import { holidayRules } from '~/modules/aeds/schema'
import type { FormFields } from '~/platform/forms'
import {
  CheckboxField,
  CheckboxListField,
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
import type { KeptService } from './queries/desk.server'
import { spoken, themes, ways } from './rules'
import { editServiceSchema, newServiceSchema } from './schema'

/** Monday first. */
const WEEK = [1, 2, 3, 4, 5, 6, 0] as const

/** What stands in the form of a service that is there. */
export function fieldsOfService(service: KeptService): FormFields {
  const on = (value: boolean) => (value ? 'on' : '')
  return {
    version: String(service.version),
    name: service.name,
    reading: service.reading,
    organisation: service.organisation,
    section: service.sectionId === null ? '' : String(service.sectionId),
    theme: service.themes[0] ?? '',
    themes: service.themes.slice(1),
    situations: service.situations,
    words: service.words,
    summary: service.summary,
    for_whom: service.forWhom,
    ways: service.ways,
    phone: service.phone,
    phone_note: service.phoneNote,
    email: service.email,
    url: service.url,
    chat_url: service.chatUrl,
    address: service.address,
    letter_to: service.letterTo,
    latitude: service.latitude === null ? '' : String(service.latitude),
    longitude: service.longitude === null ? '' : String(service.longitude),
    ...hoursFields(service.hours),
    hours_text: service.hoursText,
    languages: service.languages,
    language_note: service.languageNote,
    free: on(service.free),
    nameless: on(service.nameless),
    needs_booking: on(service.needsBooking),
    urgent: on(service.urgent),
    position: String(service.position),
  }
}

/** What stands in the form of a new one. */
export const newFields = (sections: readonly { id: number }[]): FormFields => ({
  hours_kind: 'weekly',
  hours_holidays: 'closed',
  free: 'on',
  position: '100',
  section: sections.length === 1 ? String(sections[0]?.id) : '',
})

function HoursFields() {
  const t = useT()
  return (
    <>
      <RadioField
        name="hours_kind"
        label={t('help.edit.hours_kind')}
        options={[...hoursKinds]
          .reverse()
          .map((kind) => ({ value: kind, label: t(`help.edit.kind_${kind}`) }))}
        required
      />
      <fieldset className="field">
        <legend>{t('help.edit.week')}</legend>
        <p className="support">{t('help.edit.week_support')}</p>
        {WEEK.map((day) => (
          <TextField key={day} name={`hours_${day}`} label={t(`aeds.hours.day_${day}`)} autoComplete="off" />
        ))}
      </fieldset>
      <SelectField
        name="hours_holidays"
        label={t('help.edit.holidays')}
        options={holidayRules.map((rule) => ({
          value: rule,
          label: t(rule === 'closed' ? 'help.hours.holidays_closed' : `aeds.hours.holidays_${rule}`),
        }))}
      />
      <TextArea
        name="hours_exceptions"
        label={t('help.edit.exceptions')}
        support={t('aeds.edit.exceptions_support')}
        rows={3}
      />
      <TextArea
        name="hours_text"
        label={t('help.edit.hours_text')}
        support={t('help.edit.hours_text_support')}
        rows={2}
      />
    </>
  )
}

export function ServiceForm(props: {
  schema: 'new' | 'edit'
  fields: FormFields
  answer: unknown
  sections: readonly { id: number; name: string }[]
  /** Whether it may stand under no section */
  all: boolean
  version?: number
  cancel: string
}) {
  const { schema, fields, answer, sections, all, version, cancel } = props
  const t = useT()
  const word = (name: string) => t(`help.edit.${name}`)
  const line = (name: string, more: Partial<Parameters<typeof TextField>[0]> = {}) => (
    <TextField name={name} label={word(name)} {...more} />
  )
  return (
    <CheckedForm
      schema={schema === 'new' ? newServiceSchema : editServiceSchema}
      defaults={fields}
      answer={answer}
    >
      {version !== undefined && <HiddenField name="version" value={version} />}
      <h2>{word('part_what')}</h2>
      {line('name', { required: true })}
      {line('reading', { support: word('reading_support') })}
      {line('organisation', { support: word('organisation_support') })}
      <SelectField
        name="section"
        label={word('section')}
        required={!all}
        options={[
          { value: '', label: word(all ? 'section_none' : 'section_choose') },
          ...sections.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
      />
      <SelectField
        name="theme"
        label={word('theme')}
        support={word('theme_support')}
        required
        options={[
          { value: '', label: word('section_choose') },
          ...themes.map((theme) => ({ value: theme, label: t(`help.theme.${theme}`) })),
        ]}
      />
      <CheckboxListField
        name="themes"
        label={word('themes')}
        options={themes.map((theme) => ({ value: theme, label: t(`help.theme.${theme}`) }))}
      />
      <TextArea name="summary" label={word('summary')} support={word('summary_support')} rows={3} required />
      {line('for_whom')}
      <TextArea name="situations" label={word('situations')} support={word('situations_support')} rows={5} />
      <TextArea name="words" label={word('words')} support={word('words_support')} rows={2} />
      <h2>{word('part_ways')}</h2>
      <CheckboxListField
        name="ways"
        label={word('ways')}
        options={ways.map((way) => ({ value: way, label: t(`help.way.${way}`) }))}
        required
      />
      {line('phone', { type: 'tel', support: word('phone_support') })}
      {line('phone_note')}
      {line('email', { type: 'email' })}
      {line('url', { type: 'url' })}
      {line('chat_url', { type: 'url' })}
      {line('address')}
      {line('latitude', { short: true, inputMode: 'decimal', support: word('place_support') })}
      {line('longitude', { short: true, inputMode: 'decimal' })}
      {line('letter_to')}
      <h2>{word('part_hours')}</h2>
      <HoursFields />
      <h2>{word('part_more')}</h2>
      <CheckboxListField
        name="languages"
        label={word('languages')}
        options={spoken.map((one) => ({ value: one, label: t(`help.language.${one}`) }))}
      />
      {line('language_note', { support: word('language_note_support') })}
      <CheckboxField name="free" label={word('free')} />
      <CheckboxField name="nameless" label={word('nameless')} />
      <CheckboxField name="needs_booking" label={word('needs_booking')} />
      <CheckboxField name="urgent" label={word('urgent')} support={word('urgent_support')} />
      {line('position', {
        inputMode: 'numeric',
        short: true,
        support: word('position_support'),
        required: true,
      })}
      <div className="actions">
        <SubmitButton>{word(schema === 'new' ? 'save_new' : 'save')}</SubmitButton>
        <LinkButton href={cancel}>{word('cancel')}</LinkButton>
      </div>
    </CheckedForm>
  )
}
