/** 受入れの用紙: all of a place, or what is practical on the day of a published one. */
import {
  type Answer,
  CheckboxField,
  CheckboxListField,
  CheckedForm,
  HiddenField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/form'
import { useT } from '~/ui/i18n'
import { LinkButton } from '~/ui/parts'
import { stages, themes } from './rules'
import { placeForm, practicalForm } from './schema'

type Choice = { value: string; label: string }

export function PlaceForm(props: {
  answer: Answer
  defaults: Record<string, string | string[]>
  programmes: readonly Choice[]
  hosts: readonly Choice[]
  halls: readonly { id: number; name: string }[]
  /** Whether it has a point already, to be kept */
  placed: boolean
  need?: { need: string; href: string }
  back: string
}) {
  const { answer, defaults, programmes, hosts, halls, placed, need, back } = props
  const t = useT()
  const at = (key: string, params?: Record<string, string>) => t(`volunteering.form.${key}`, params)
  const spots = [
    ...(placed ? [{ value: 'keep', label: at('spot_keep') }] : []),
    { value: 'host', label: at('spot_host') },
    ...halls.map(({ id, name }) => ({ value: `hall-${id}`, label: at('spot_hall', { name }) })),
    { value: 'town', label: at('spot_town') },
    { value: 'none', label: at('spot_none') },
  ]
  return (
    <CheckedForm schema={placeForm} answer={answer} defaults={defaults}>
      <HiddenField name="version" value={String(defaults.version ?? '1')} />
      <HiddenField name="need" value={need?.need ?? ''} />
      <HiddenField name="need_href" value={need?.href ?? ''} />
      <SelectField name="programme" label={at('programme')} options={programmes} required />
      {hosts.length > 1 ? (
        <SelectField name="host" label={at('host')} options={hosts} required />
      ) : (
        <>
          <HiddenField name="host" value={hosts[0]?.value ?? ''} />
          <p>
            {at('host')}: {hosts[0]?.label}
          </p>
        </>
      )}
      <TextField name="title" label={at('title')} support={at('title_support')} required />
      <TextArea name="body" label={at('body')} support={at('body_support')} rows={6} required />
      <SelectField
        name="theme"
        label={at('theme')}
        options={themes.map((value) => ({ value, label: t(`volunteering.theme.${value}`) }))}
        required
      />
      <CheckboxListField
        name="stages"
        label={at('stages')}
        support={at('stages_support')}
        options={stages.map((value) => ({ value, label: t(`volunteering.stage.${value}`) }))}
        required
      />
      <CheckboxField name="together" label={at('together')} />
      <CheckboxField name="orientation" label={at('orientation')} />
      <TextField name="venue" label={at('venue')} required />
      <SelectField name="spot" label={at('spot')} options={spots} required />
      <TextField name="town" label={at('town')} support={at('town_support')} />
      <PracticalFields />
      <div className="actions">
        <SubmitButton>{at('save')}</SubmitButton>
        <LinkButton href={back}>{t('form.back')}</LinkButton>
      </div>
    </CheckedForm>
  )
}

export function PracticalForm(props: { answer: Answer; defaults: Record<string, string>; back: string }) {
  const { answer, defaults, back } = props
  const t = useT()
  return (
    <CheckedForm schema={practicalForm} answer={answer} defaults={defaults}>
      <HiddenField name="version" value={defaults.version ?? '1'} />
      <p>{t('volunteering.form.practical_note')}</p>
      <PracticalFields />
      <div className="actions">
        <SubmitButton>{t('volunteering.form.save')}</SubmitButton>
        <LinkButton href={back}>{t('form.back')}</LinkButton>
      </div>
    </CheckedForm>
  )
}

function PracticalFields() {
  const t = useT()
  const at = (key: string) => t(`volunteering.form.${key}`)
  return (
    <>
      <TextField name="meeting_point" label={at('meeting_point')} support={at('meeting_support')} required />
      <TextArea name="bring" label={at('bring')} rows={2} />
      <TextArea name="rain_rule" label={at('rain_rule')} rows={2} />
      <TextArea name="access" label={at('access')} rows={2} />
      <TextArea name="allergies" label={at('allergies')} support={at('allergies_support')} rows={2} />
      <TextField name="supervisor" label={at('supervisor')} support={at('supervisor_support')} required />
      <TextField
        name="supervisor_phone"
        type="tel"
        label={at('supervisor_phone')}
        support={at('phone_support')}
        inputMode="tel"
      />
    </>
  )
}

/** The fields of a place as the form names them. */
export function placeDefaults(place: {
  programme: { id: number }
  host: { id: number }
  title: string
  body: string
  theme: string
  stages: string[]
  together: boolean
  orientation: boolean
  venue: string
  latitude: number | null
  meetingPoint: string
  bring: string
  rainRule: string
  access: string
  allergies: string
  supervisor: string
  supervisorPhone: string
  version: number
}): Record<string, string | string[]> {
  return {
    programme: String(place.programme.id),
    host: `h${place.host.id}`,
    title: place.title,
    body: place.body,
    theme: place.theme,
    stages: place.stages,
    together: place.together ? 'on' : '',
    orientation: place.orientation ? 'on' : '',
    venue: place.venue,
    spot: place.latitude === null ? 'none' : 'keep',
    ...practicalDefaults(place),
  }
}

/** What is practical of a place, as the form names it. */
export const practicalDefaults = (place: {
  meetingPoint: string
  bring: string
  rainRule: string
  access: string
  allergies: string
  supervisor: string
  supervisorPhone: string
  version: number
}): Record<string, string> => ({
  meeting_point: place.meetingPoint,
  bring: place.bring,
  rain_rule: place.rainRule,
  access: place.access,
  allergies: place.allergies,
  supervisor: place.supervisor,
  supervisor_phone: place.supervisorPhone,
  version: String(place.version),
})
