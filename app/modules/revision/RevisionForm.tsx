/** 試算の条件: a form that only asks, so that the address keeps the simulation and can be passed on. */
import { factLabel } from '~/modules/subsidies/describe'
import { useT } from '~/ui/i18n'
import { Button, LinkButton } from '~/ui/parts'
import { Choice, Line, Part } from './fields'
import { useNumbers, useVariantName } from './numbers'
import { PlanPart } from './PlanPart'
import type { RevisionData } from './queries/revision.server'
import { needs, unknownReadings, WHOLE } from './rules'
import { bounds, MAX_VERSIONS, plans } from './schema'

const percentOf = (millionths: number) => String((millionths * 100) / WHOLE)

export function RevisionForm({ data }: { data: RevisionData }) {
  const { programme, base, params } = data
  const t = useT()
  return (
    <form method="get" action="/subsidies/revision" className="form">
      <input type="hidden" name="programme" value={programme.key} />
      <input type="hidden" name="base" value={base} />
      <Versions data={data} />
      {plans.map((plan) => (
        <PlanPart key={plan} plan={plan} data={data} />
      ))}
      <Common data={data} />
      <WorksPart data={data} />
      {data.open.length > 0 && <OpenFacts data={data} />}
      <div className="actions">
        <Button>{t('revision.form.submit')}</Button>
        <LinkButton href={`/subsidies/revision?programme=${programme.key}`}>
          {t('revision.form.reset')}
        </LinkButton>
      </div>
      <p className="support">{t('revision.form.shareable', { years: params.years })}</p>
    </form>
  )
}

function Versions({ data }: { data: RevisionData }) {
  const { versions, params } = data
  const t = useT()
  const name = useVariantName()
  return (
    <Part
      title={t('revision.form.versions')}
      support={t(versions.length > 0 ? 'revision.form.versions_support' : 'revision.form.no_versions', {
        most: MAX_VERSIONS,
      })}
    >
      {versions.map(({ number, state, note }) => (
        <div key={number} className="study-fields">
          <label className="choice">
            <input
              type="checkbox"
              name="v"
              value={number}
              defaultChecked={params.versions.includes(number)}
            />
            <span>
              {name({ id: String(number), kind: 'version', number, state })}
              {note && ` ${note}`}
            </span>
          </label>
          <Line
            name={`pace-${number}`}
            label={t('revision.field.pace')}
            value={percentOf(params.pace[number] ?? WHOLE)}
            kind="decimal"
          />
        </div>
      ))}
    </Part>
  )
}

function Common({ data: { params, area } }: { data: RevisionData }) {
  const t = useT()
  const { written } = useNumbers()
  const label = (name: string) => t(`revision.field.${name}`)
  return (
    <Part
      title={t('revision.form.common')}
      support={t('revision.form.common_support', { most: bounds.years[1] })}
    >
      <div className="study-fields">
        <Line name="from" label={label('from')} value={params.from} />
        <Line name="years" label={label('years')} value={params.years} />
        <Line name="unsafe" label={label('unsafe')} value={percentOf(params.unsafe)} kind="decimal" />
        <Line name="age" label={label('age')} value={params.age} />
        <Line
          name="area"
          label={t('revision.field.area', { middle: area === null ? '–' : written(area / 100, 1) })}
          value={params.area === null ? '' : params.area / 100}
          kind="decimal"
        />
        <Choice
          name="unknown"
          label={label('unknown')}
          value={params.unknown}
          options={unknownReadings.map((one) => [one, t(`revision.unknown.${one}`)])}
        />
        <Line name="other" label={label('other')} value={params.otherMoney} />
        <Line name="budget" label={label('budget')} value={params.budget ?? ''} />
      </div>
    </Part>
  )
}

function WorksPart({ data: { works, params, experience } }: { data: RevisionData }) {
  const t = useT()
  const { yen } = useNumbers()
  const label = (name: string) => t(`revision.field.${name}`)
  return (
    <Part title={t('revision.form.works')} support={t('revision.form.works_support')}>
      {works.map(({ key, name }) => {
        const of = params.works[key]
        const known = experience.find(({ work }) => work === key)
        if (!of) return null
        return (
          <fieldset key={key} className="field study-part mt-4">
            <legend>{name}</legend>
            {known && (
              <p className="support">
                {t('revision.experience.text', {
                  from: known.from,
                  to: known.to,
                  n: known.applications,
                  mean: yen(known.mean),
                })}{' '}
                {known.perArea !== null && t('revision.experience.per_area', { yen: yen(known.perArea) })}
              </p>
            )}
            <div className="study-fields">
              <Choice
                name={`need-${key}`}
                label={label('need')}
                value={of.need}
                options={needs.map((need) => [need, t(`revision.need.${need}`)])}
              />
              <Line
                name={`yearly-${key}`}
                label={label('yearly')}
                value={percentOf(of.yearly)}
                kind="decimal"
              />
              <Line name={`wood-${key}`} label={label('wood')} value={of.wood} />
              <Line name={`nonwood-${key}`} label={label('nonwood')} value={of.other} />
              <Line name={`fixed-${key}`} label={label('fixed')} value={of.fixed} />
            </div>
          </fieldset>
        )
      })}
    </Part>
  )
}

function OpenFacts({ data: { open, params } }: { data: RevisionData }) {
  const t = useT()
  return (
    <Part title={t('revision.form.facts')} support={t('revision.form.facts_support')}>
      <div className="study-fields">
        {open.map((fact) => {
          const name = `fact-${fact.key}`
          const value = String(params.facts[fact.key] ?? '')
          const unknown: [string, string] = ['', t('revision.form.not_known')]
          if (fact.kind === 'boolean')
            return (
              <Choice
                key={name}
                name={name}
                label={factLabel(fact, t)}
                value={value}
                options={[
                  unknown,
                  ['true', t('subsidies.estimate.yes')],
                  ['false', t('subsidies.estimate.no')],
                ]}
              />
            )
          if (fact.kind === 'choice')
            return (
              <Choice
                key={name}
                name={name}
                label={factLabel(fact, t)}
                value={value}
                options={[
                  unknown,
                  ...fact.options.map(({ value: one, label }): [string, string] => [one, label]),
                ]}
              />
            )
          return <Line key={name} name={name} label={factLabel(fact, t)} value={value} kind="decimal" />
        })}
      </div>
    </Part>
  )
}
