/** The forms that make sheets for households. They send what they hold and stay: a file is what comes back. */
import { CheckedForm, RadioField, SelectField, SubmitButton } from '~/ui/form'
import { useT } from '~/ui/i18n'
import type { SheetPart } from './queries/desk.server'
import { sheetSides } from './rules'

/** All of a part, or those without a sheet. */
export function SheetsOfPart({ action, parts }: { action: string; parts: readonly SheetPart[] }) {
  const t = useT()
  const at = (key: string, params = {}) => t(`surveys.sheets.${key}`, params)
  const partOf = ({ area, part }: SheetPart) => `${area}-${part}`
  const next = parts.find(({ first, last, made }) => made < last - first + 1) ?? parts[0]
  return (
    <CheckedForm action={action} defaults={{ part: next ? partOf(next) : '', which: 'new', sides: 'two' }}>
      <RadioField
        name="part"
        label={at('part')}
        required
        options={parts.map((one) => ({
          value: partOf(one),
          label: one.several ? at('range', one) : one.name,
          support: at(one.made > 0 ? 'part_made' : 'households', {
            count: one.last - one.first + 1,
            made: one.made,
          }),
        }))}
      />
      <RadioField
        name="which"
        label={at('which')}
        required
        options={['new', 'again'].map((value) => ({
          value,
          label: at(`which_${value}`),
          support: at(`which_${value}_support`),
        }))}
      />
      <Sides />
      <SubmitButton>{at('make')}</SubmitButton>
    </CheckedForm>
  )
}

/** The sheet of one household that has lost it. */
export function OneSheet(props: {
  action: string
  area: string
  households: readonly { id: number; name: string }[]
}) {
  const { action, area, households } = props
  const t = useT()
  return (
    <CheckedForm action={action} defaults={{ sides: 'two' }}>
      <SelectField
        name="household"
        label={t('surveys.sheets.household', { area })}
        required
        emptyLabel={t('surveys.form.choose')}
        options={households.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      <Sides />
      <SubmitButton>{t('surveys.sheets.make_one')}</SubmitButton>
    </CheckedForm>
  )
}

function Sides() {
  const t = useT()
  return (
    <RadioField
      name="sides"
      label={t('surveys.sheets.sides')}
      support={t('surveys.sheets.sides_support')}
      required
      options={sheetSides.map((value) => ({ value, label: t(`surveys.sheets.sides_${value}`) }))}
    />
  )
}
