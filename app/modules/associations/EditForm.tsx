/** 自治会のページを直す: the form of everything that officers write. */
import {
  CheckboxField,
  CheckedForm,
  FileField,
  HiddenField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/form'
import { useT } from '~/ui/i18n'
import { LinkButton } from '~/ui/parts'
import type { Kind } from './rules'
import { editSchema } from './schema'

export function EditForm(props: {
  association: { slug: string; kind: Kind; version: number }
  fields: Record<string, string>
  answer: unknown
  /** Whether this person decides if notices need a second person */
  mayDecideApproval: boolean
}) {
  const { association, answer } = props
  // What was typed stands for itself: a box that was left empty must not come back ticked.
  const sent = typeof answer === 'object' && answer !== null && 'values' in answer
  const fields = sent ? { ...props.fields, needsApproval: '' } : props.fields
  const t = useT()
  const label = (name: string) => t(`associations.edit.${name}`)
  const hasTowns = association.kind === 'neighbourhood' || association.kind === 'group'
  return (
    <CheckedForm
      schema={editSchema}
      answer={answer}
      defaults={{ ...fields, version: String(association.version) }}
      encType="multipart/form-data"
      id="edit"
    >
      <HiddenField name="intent" value="save" />
      <HiddenField name="version" value={association.version} />

      <h2>{label('section_basic')}</h2>
      <TextField name="name" label={label('name')} required />
      <TextField name="reading" label={label('reading')} support={label('reading_support')} required />
      <TextArea
        name="introduction"
        label={label('introduction')}
        support={label('introduction_support')}
        rows={8}
      />
      <TextArea
        name="howToJoin"
        label={label('how_to_join')}
        support={label('how_to_join_support')}
        rows={6}
      />
      <TextField
        name="website"
        type="url"
        label={label('website')}
        support={label('website_support')}
        inputMode="url"
      />

      <h2>{label('section_figures')}</h2>
      <TextField
        name="households"
        label={label('households')}
        support={label('households_support')}
        inputMode="numeric"
        short
      />
      <TextField name="memberHouseholds" label={label('member_households')} inputMode="numeric" short />
      <TextField name="householdsMethod" label={label('method')} support={label('method_support')} />
      <TextField name="householdsAsOf" type="date" label={label('as_of')} />
      <TextField
        name="legalPersonalitySince"
        type="date"
        label={label('legal_since')}
        support={label('legal_support')}
      />

      <h2>{label('section_place')}</h2>
      {hasTowns && <TextArea name="towns" label={label('towns')} support={label('towns_support')} rows={4} />}
      <TextField name="latitude" label={label('latitude')} support={label('place_support')} short />
      <TextField name="longitude" label={label('longitude')} short />
      <TextArea name="area" label={label('area')} support={label('area_support')} rows={4} />
      <FileField
        name="area_file"
        label={label('area_file')}
        support={label('area_file_support')}
        accept=".geojson,.json,application/geo+json,application/json"
      />

      <h2>{label('section_contact')}</h2>
      <p>{label('contact_support')}</p>
      <TextField
        name="contactName"
        label={label('contact_name')}
        support={label('contact_name_support')}
        autoComplete="off"
      />
      <TextField
        name="contactPhone"
        type="tel"
        label={label('contact_phone')}
        support={label('contact_phone_support')}
        autoComplete="off"
      />
      <TextField name="contactEmail" type="email" label={label('contact_email')} autoComplete="off" />

      <h2>{label('section_notices')}</h2>
      {props.mayDecideApproval ? (
        <CheckboxField
          name="needsApproval"
          label={label('needs_approval')}
          support={label('needs_approval_support')}
        />
      ) : (
        <>
          <p>{label(props.fields.needsApproval ? 'approval_on' : 'approval_off')}</p>
          <HiddenField name="needsApproval" value={props.fields.needsApproval ?? ''} />
        </>
      )}
      <div className="actions">
        <SubmitButton>{label('save')}</SubmitButton>
        <LinkButton href={`/associations/${association.slug}`}>{t('form.cancel')}</LinkButton>
      </div>
    </CheckedForm>
  )
}

/** The key under which a field of the form is named on screen. */
export const FIELD_LABELS: Record<string, string> = {
  name: 'name',
  reading: 'reading',
  introduction: 'introduction',
  howToJoin: 'how_to_join',
  website: 'website',
  households: 'households',
  memberHouseholds: 'member_households',
  householdsMethod: 'method',
  householdsAsOf: 'as_of',
  legalPersonalitySince: 'legal_since',
  towns: 'towns',
  latitude: 'latitude',
  longitude: 'longitude',
  area: 'area',
  contactName: 'contact_name',
  contactPhone: 'contact_phone',
  contactEmail: 'contact_email',
  needsApproval: 'needs_approval',
}
