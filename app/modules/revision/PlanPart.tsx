/** 案: rates, caps and requirements changed on the page, beside today's rules in words. */
import { describeWork } from '~/modules/subsidies/describe'
import { useLanguage, useT } from '~/ui/i18n'
import { Line, Part } from './fields'
import type { RevisionData } from './queries/revision.server'
import { WHOLE } from './rules'
import type { Plan } from './schema'

export function PlanPart({ plan, data }: { plan: Plan; data: RevisionData }) {
  const { programme, params } = data
  const t = useT()
  const language = useLanguage()
  const change = params.plans[plan]
  const used = Object.keys(change.works).length + change.dropped.length > 0 || params.pace[plan] !== undefined
  const isDropped = (work: string | null, index: number) =>
    change.dropped.some((one) => one.work === work && one.index === index)
  const drop = (work: string | null, requirements: readonly { otherwise: string }[]) =>
    requirements.map(({ otherwise }, index) => (
      <label className="choice" key={otherwise}>
        <input
          type="checkbox"
          name={`${plan}-drop`}
          value={`${work ?? ''}:${index}`}
          defaultChecked={isDropped(work, index)}
        />
        <span>{t('revision.form.drop', { requirement: otherwise })}</span>
      </label>
    ))
  const label = (name: string) => t(`revision.field.${name}`)
  return (
    <details className="optional-part" open={used}>
      <summary>{t(`revision.variant.plan_${plan}`)}</summary>
      <Part
        title={t('revision.form.plan', { plan: plan.toUpperCase() })}
        support={t('revision.form.plan_support')}
      >
        <div className="study-fields">
          <Line
            name={`pace-${plan}`}
            label={label('pace')}
            value={((params.pace[plan] ?? WHOLE) * 100) / WHOLE}
            kind="decimal"
          />
        </div>
        {programme.requirements.length > 0 && (
          <fieldset className="field">
            <legend className="field-label">{t('revision.form.requirements')}</legend>
            {drop(null, programme.requirements)}
          </fieldset>
        )}
        {programme.works.map((work) => {
          const { key, name, cumulative, requirements } = work
          const of = change.works[key]
          return (
            <fieldset key={key} className="field study-part mt-4">
              <legend>{name}</legend>
              <p className="support">
                {t('revision.form.now', {
                  rules: describeWork(work, { t, programme, language }).join(t('subsidies.rule.comma')),
                })}
              </p>
              <div className="study-fields">
                <Line name={`${plan}-rate-${key}`} label={label('rate')} value={of?.rate} kind="text" />
                <Line name={`${plan}-cap-${key}`} label={label('cap')} value={of?.cap} />
                {cumulative && (
                  <Line name={`${plan}-total-${key}`} label={label('total')} value={of?.total} />
                )}
              </div>
              {drop(key, requirements)}
            </fieldset>
          )
        })}
      </Part>
    </details>
  )
}
