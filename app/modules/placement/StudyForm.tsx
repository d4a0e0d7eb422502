/** 検討の条件: a form that only asks, so that the address keeps the study and can be passed on. */
import type { ReactNode } from 'react'
import { FilterDate, FilterSelect } from '~/ui/filters'
import { useT } from '~/ui/i18n'
import { Button, LinkButton } from '~/ui/parts'
import { choosers, roundings, terms, unknownReadings } from './rules'
import { bounds, fieldsOf, type Params } from './schema'

function Part({ name, children }: { name: string; children: ReactNode }) {
  const t = useT()
  return (
    <fieldset className="field study-part">
      <legend>{t(`placement.form.part_${name}`)}</legend>
      <p className="support">{t(`placement.form.part_${name}_support`)}</p>
      <div className="study-fields">{children}</div>
    </fieldset>
  )
}

function NumberField(props: {
  name: string
  label: string
  value: string
  range: readonly [number, number]
  step?: number
}) {
  const { name, label, value, range, step = 1 } = props
  return (
    <div className="field">
      <label className="field-label" htmlFor={name}>
        {label}
      </label>
      <input
        id={name}
        name={name}
        type="number"
        className="input"
        min={range[0]}
        max={range[1]}
        step={step}
        defaultValue={value}
      />
    </div>
  )
}

function TextLine({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <div className="field">
      <label className="field-label" htmlFor={name}>
        {label}
      </label>
      <input id={name} name={name} className="input" defaultValue={value} />
    </div>
  )
}

function Choice(props: { name: string; label: string; value: string; options: readonly [string, string][] }) {
  const { name, label, value, options } = props
  return (
    <div className="field">
      <label className="field-label" htmlFor={name}>
        {label}
      </label>
      <select id={name} name={name} className="input" defaultValue={value}>
        {options.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}

export function StudyForm(props: {
  params: Params
  districts: readonly { id: number; name: string }[]
  /** Whether people are reckoned from the households of towns */
  fromTowns: boolean
}) {
  const { params, districts, fromTowns } = props
  const t = useT()
  const value = fieldsOf(params)
  const label = (name: string) => t(`placement.field.${name}`)
  const number = (name: string, range: readonly [number, number], step?: number) => (
    <NumberField name={name} label={label(name)} value={value[name] ?? ''} range={range} step={step} />
  )
  const hours = Array.from({ length: 24 }, (_, hour): [string, string] => [
    String(hour),
    t('placement.form.hour', { hour }),
  ])
  const districtOptions = districts.map(({ id, name }) => ({
    value: id,
    label: t('associations.district', { name }),
  }))
  return (
    <form method="get" action="/aeds/placement" className="form">
      <Part name="reach">
        {number('walk', bounds.walk)}
        {number('detour', bounds.detour, 0.01)}
        <FilterSelect
          name="district"
          label={label('district')}
          any={t('placement.form.whole_city')}
          options={districtOptions}
          value={value.district}
        />
      </Part>
      <Part name="hours">
        <FilterDate name="on" label={label('on')} type="date" value={params.on} />
        <Choice name="day_hour" label={label('day_hour')} value={value.day_hour ?? ''} options={hours} />
        <Choice
          name="night_hour"
          label={label('night_hour')}
          value={value.night_hour ?? ''}
          options={hours}
        />
        <Choice
          name="unknown"
          label={label('unknown')}
          value={params.unknown}
          options={unknownReadings.map((one) => [one, t(`placement.unknown.${one}`)])}
        />
      </Part>
      <Part name="weights">
        {terms.map((term) => (
          <NumberField
            key={term}
            name={`w_${term}`}
            label={t(`placement.term.${term}`)}
            value={value[`w_${term}`] ?? ''}
            range={bounds.weight}
          />
        ))}
      </Part>
      <Part name="choice">
        {number('sites', bounds.sites)}
        <Choice
          name="by"
          label={label('by')}
          value={params.by}
          options={choosers.map((one) => [one, t(`placement.by.${one}`)])}
        />
        {fromTowns && number('persons', bounds.persons, 0.01)}
      </Part>
      <Part name="cost">
        {number('price', bounds.price)}
        {number('upkeep', bounds.upkeep)}
        <TextLine name="rate" label={label('rate')} value={value.rate ?? ''} />
        <TextLine name="cap" label={label('cap')} value={value.cap ?? ''} />
        <Choice
          name="rounding"
          label={label('rounding')}
          value={value.rounding ?? ''}
          options={roundings.map((one) => [String(one), t(`placement.rounding.${one}`)])}
        />
      </Part>
      <div className="actions">
        <Button>{t('placement.form.submit')}</Button>
        <LinkButton href="/aeds/placement">{t('placement.form.reset')}</LinkButton>
      </div>
    </form>
  )
}
