/** 指標の設定: what is counted, the plan of a year, and who enters. */
import type { FormFields } from '~/platform/forms'
import {
  CheckedForm,
  HiddenField,
  type Option,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/form'
import { useT } from '~/ui/i18n'
import { ConfirmPost } from '~/ui/parts'
import { computedKeys, type Method, methods, plainNumber, type Unit, units } from './rules'
import { describeSchema, keeperSchema, newIndicatorSchema, yearSchema } from './schema'
import { wordUnit } from './words'

type Described = {
  name: string
  theme: string
  sheet: string
  section: string
  definition: string
  position: number
  unit: Unit
  method: Method
  computed: string
}

/** What stands in both forms: how it is called, what it counts and in which unit. */
function DescriptionFields() {
  const t = useT()
  const at = (key: string) => t(`indicators.set.${key}`)
  const computed: Option[] = Object.keys(computedKeys).map((key) => ({
    value: key,
    label: t(`indicators.computed_name.${key}`),
  }))
  return (
    <>
      <TextField name="name" label={at('name')} required />
      <TextField name="theme" label={at('theme')} support={at('theme_why')} required />
      <TextField name="sheet" label={at('sheet')} short />
      <TextField name="section" label={at('section')} support={at('section_why')} />
      <TextArea name="definition" label={at('definition')} support={at('definition_why')} rows={5} required />
      <SelectField
        name="unit"
        label={at('unit')}
        support={at('unit_why')}
        options={units.map((unit) => ({ value: unit, label: wordUnit(t, unit) }))}
        required
      />
      <SelectField
        name="method"
        label={at('method')}
        support={at('method_why')}
        options={methods.map((method) => ({ value: method, label: t(`indicators.method.${method}`) }))}
        required
      />
      <SelectField
        name="computed"
        label={at('computed')}
        support={at('computed_why')}
        emptyLabel={at('not_computed')}
        options={computed}
      />
      <TextField
        name="position"
        label={at('position')}
        support={at('position_why')}
        inputMode="numeric"
        short
        required
      />
    </>
  )
}

export function NewIndicatorForm(props: { year: number; kept: FormFields | undefined; answer: unknown }) {
  const { year, kept, answer } = props
  const t = useT()
  return (
    <CheckedForm
      schema={newIndicatorSchema}
      answer={answer}
      defaults={{
        key: '',
        name: '',
        theme: '',
        sheet: '',
        section: '',
        definition: '',
        unit: 'people',
        method: 'sum',
        computed: '',
        position: '100',
        year: String(year),
        ...kept,
      }}
    >
      <DescriptionFields />
      <TextField
        name="key"
        label={t('indicators.set.key')}
        support={t('indicators.set.key_why')}
        short
        required
      />
      <TextField name="year" label={t('indicators.set.first_year')} inputMode="numeric" short required />
      <SubmitButton>{t('indicators.set.create')}</SubmitButton>
    </CheckedForm>
  )
}

export function DescribeForm(props: {
  of: Described
  version: number
  kept: FormFields | undefined
  answer: unknown
}) {
  const { of, version, kept, answer } = props
  const t = useT()
  const { position, ...words } = of
  return (
    <CheckedForm
      schema={describeSchema}
      answer={answer}
      defaults={{ ...words, position: String(position), ...kept }}
    >
      <HiddenField name="intent" value="describe" />
      <HiddenField name="version" value={version} />
      <DescriptionFields />
      <SubmitButton>{t('indicators.set.save')}</SubmitButton>
    </CheckedForm>
  )
}

export function YearForm(props: {
  unit: Unit
  of: {
    target: number | null
    previous: number | null
    previousNote: string
    /** Copied before the year before was closed */
    onTheWay: boolean
    evaluation: string
    version: number
  }
  kept: FormFields | undefined
  answer: unknown
}) {
  const { unit, of, kept, answer } = props
  const t = useT()
  const at = (key: string) => t(`indicators.set.${key}`)
  const number = (milli: number | null) => (milli === null ? '' : plainNumber(milli))
  return (
    <CheckedForm
      schema={yearSchema(unit)}
      answer={answer}
      defaults={{
        target: number(of.target),
        previous: number(of.previous),
        previousNote: of.previousNote,
        evaluation: of.evaluation,
        ...kept,
      }}
    >
      <HiddenField name="intent" value="year" />
      <HiddenField name="version" value={of.version} />
      <TextField
        name="target"
        label={t('indicators.set.target', { unit: wordUnit(t, unit) })}
        support={at('target_why')}
        inputMode="decimal"
        short
      />
      <TextField
        name="previous"
        label={t('indicators.set.previous', { unit: wordUnit(t, unit) })}
        support={of.onTheWay ? at('on_the_way_why') : undefined}
        inputMode="decimal"
        short
      />
      <TextField name="previousNote" label={at('previous_note')} support={at('previous_note_why')} />
      <TextArea name="evaluation" label={at('evaluation')} support={at('evaluation_why')} rows={5} />
      <SubmitButton>{at('save_year')}</SubmitButton>
    </CheckedForm>
  )
}

type Keeper = { id: string; name: string }

/** Who enters the months: named out of those who work for the city or the centre. */
export function Keepers(props: { keepers: readonly Keeper[]; staff: readonly Keeper[]; answer: unknown }) {
  const { keepers, staff, answer } = props
  const t = useT()
  const at = (key: string, params?: Record<string, string>) => t(`indicators.set.${key}`, params)
  return (
    <>
      {keepers.length === 0 ? (
        <p>{at('no_keepers')}</p>
      ) : (
        <ul className="stack">
          {keepers.map(({ id, name }) => (
            <li key={id}>
              {name}
              <ConfirmPost
                summary={at('keeper_remove')}
                label={at('keeper_remove_of', { name })}
                fields={{ intent: 'keeper_remove', user: id }}
              />
            </li>
          ))}
        </ul>
      )}
      {staff.length > 0 && (
        <CheckedForm schema={keeperSchema} answer={answer} defaults={{ user: '' }}>
          <HiddenField name="intent" value="keeper_add" />
          <SelectField
            name="user"
            label={at('keeper')}
            support={at('keeper_why')}
            emptyLabel={at('choose')}
            options={staff.map(({ id, name }) => ({ value: id, label: name }))}
            required
          />
          <SubmitButton variant="secondary">{at('keeper_add')}</SubmitButton>
        </CheckedForm>
      )}
    </>
  )
}
