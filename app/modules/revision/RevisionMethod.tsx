/** On what it stands: why halls get nothing, what was taken as met, past applications, and the assumptions in words. */
import { factLabel } from '~/modules/subsidies/describe'
import { assumptionText, reasonText } from '~/modules/subsidies/words'
import { formatFiscalYear } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { DataList, Table } from '~/ui/parts'
import { useNumbers, useVariantName } from './numbers'
import type { RevisionData } from './queries/revision.server'

/** A list of sayings with the number of halls under each scheme. */
function HallsBy(props: {
  caption: string
  head: string
  data: RevisionData
  of: (index: number) => readonly { text: string; halls: number }[]
}) {
  const { caption, head, data, of } = props
  const numbers = useNumbers()
  const name = useVariantName()
  const columns = data.variants.map((_, i) => of(i))
  const texts = [...new Set(columns.flatMap((rows) => rows.map(({ text }) => text)))]
  if (texts.length === 0) return null
  return (
    <Table
      caption={caption}
      head={[head, ...data.variants.map(name)]}
      rows={texts.map((text) => [
        text,
        ...columns.map((rows) => numbers.halls(rows.find((row) => row.text === text)?.halls ?? 0)),
      ])}
    />
  )
}

export function Reasons({ data }: { data: RevisionData }) {
  const t = useT()
  const numbers = useNumbers()
  const name = useVariantName()
  const unknown = data.outcomes.some((outcome) => outcome.unknown > 0)
  const none = data.outcomes.every(({ refused, taken }) => refused.length + taken.length === 0) && !unknown
  return (
    <>
      <HallsBy
        caption={t('revision.reasons.refused')}
        head={t('revision.head.reason')}
        data={data}
        of={(i) =>
          (data.outcomes[i]?.refused ?? []).map(({ reason, halls }) => ({
            text:
              'key' in reason && reason.key === 'used_up'
                ? t('revision.reasons.used_up')
                : reasonText(reason, t),
            halls,
          }))
        }
      />
      <HallsBy
        caption={t('revision.reasons.taken')}
        head={t('revision.head.requirement')}
        data={data}
        of={(i) =>
          (data.outcomes[i]?.taken ?? []).map(({ assumption, halls }) => ({
            text: assumptionText(assumption, t),
            halls,
          }))
        }
      />
      {none && <p>{t('revision.reasons.none')}</p>}
      {unknown && (
        <p className="support">
          {t('revision.reasons.unknown', {
            halls: data.variants
              .map((variant, i) => `${name(variant)} ${numbers.halls(data.outcomes[i]?.unknown ?? 0)}`)
              .join(' / '),
          })}
        </p>
      )}
    </>
  )
}

/** これまでの申請 under each scheme. */
export function Past({ data }: { data: RevisionData }) {
  const t = useT()
  const language = useLanguage()
  const numbers = useNumbers()
  const name = useVariantName()
  if (data.past.length === 0) return <p>{t('revision.past.none')}</p>
  return (
    <>
      <p>{t('revision.past.lead')}</p>
      <Table
        caption={t('revision.past.caption')}
        head={[
          t('revision.head.year'),
          t('revision.head.applications'),
          t('revision.head.cost'),
          t('revision.head.in_fact'),
          ...data.variants.map(name),
        ]}
        rows={data.past.map(({ year, granted, under }) => [
          formatFiscalYear(year, language),
          t('revision.unit.works', { n: numbers.written(under[0]?.applications ?? 0) }),
          numbers.money(under[0]?.cost ?? 0),
          numbers.money(granted),
          ...under.map((of, i) => (
            <div key={data.variants[i]?.id}>
              {numbers.moneyRange(of)}
              <span className="support block">
                {t('revision.past.own', {
                  own: numbers.moneyRange({ least: of.cost - of.most, most: of.cost - of.least }),
                })}
                {of.open > 0 && ` ${t('revision.past.open', { n: of.open })}`}
              </span>
            </div>
          )),
        ])}
      />
    </>
  )
}

/** Every assumption in words: on paper there is no form. */
export function Assumptions({ data }: { data: RevisionData }) {
  const { params, works, counted, area } = data
  const t = useT()
  const numbers = useNumbers()
  const name = useVariantName()
  const of = works.flatMap(({ key, name: work }) => {
    const assumed = params.works[key]
    return assumed && assumed.need !== 'none' ? [{ key, work, assumed }] : []
  })
  const said = (value: string | number | boolean | undefined) =>
    value === undefined
      ? t('revision.form.not_known')
      : value === true
        ? t('subsidies.estimate.yes')
        : value === false
          ? t('subsidies.estimate.no')
          : String(value)
  return (
    <>
      <Table
        caption={t('revision.assumed.works')}
        head={['work', 'need', 'yearly', 'wood', 'nonwood', 'fixed'].map((key) => t(`revision.head.${key}`))}
        rows={of.map(({ work, assumed }) => [
          work,
          t(`revision.need.${assumed.need}`),
          numbers.percent(assumed.yearly),
          numbers.yen(assumed.wood),
          numbers.yen(assumed.other),
          numbers.yen(assumed.fixed),
        ])}
      />
      <DataList
        rows={[
          [t('revision.field.unsafe'), numbers.percent(params.unsafe)],
          [t('revision.field.age'), String(params.age)],
          [
            t('revision.assumed.area'),
            t('revision.assumed.area_text', {
              area: numbers.written((params.area ?? area ?? 10_000) / 100, 1),
              n: counted.arealess,
            }),
          ],
          [t('revision.field.unknown'), t(`revision.unknown.${params.unknown}`)],
          [t('revision.field.other'), numbers.yen(params.otherMoney)],
          [
            t('revision.field.budget'),
            params.budget === null ? t('revision.assumed.no_budget') : numbers.yen(params.budget),
          ],
          ...data.variants
            .filter(({ pace }) => pace !== 1_000_000)
            .map((variant): [string, string] => [
              t('revision.assumed.pace', { name: name(variant) }),
              numbers.percent(variant.pace),
            ]),
          ...data.open.map((fact): [string, string] => [factLabel(fact, t), said(params.facts[fact.key])]),
        ]}
      />
      <PlansInWords data={data} />
    </>
  )
}

/** What was typed for the plans. */
function PlansInWords({ data }: { data: RevisionData }) {
  const t = useT()
  const numbers = useNumbers()
  const name = useVariantName()
  const changes = data.variants.flatMap((variant) => {
    if (variant.id !== 'a' && variant.id !== 'b') return []
    const { works, dropped } = data.params.plans[variant.id]
    const lines = [
      ...data.programme.works.flatMap(({ key, name: work }) => {
        const { rate, cap, total } = works[key] ?? {}
        return [
          ...(rate === undefined ? [] : [t('revision.plan.rate', { work, rate })]),
          ...(cap === undefined ? [] : [t('revision.plan.cap', { work, cap: numbers.yen(cap) })]),
          ...(total === undefined ? [] : [t('revision.plan.total', { work, cap: numbers.yen(total) })]),
        ]
      }),
      ...dropped.map(({ work, index }) => {
        const of = work === null ? data.programme : data.programme.works.find(({ key }) => key === work)
        return t('revision.form.drop', { requirement: of?.requirements[index]?.otherwise ?? '' })
      }),
    ]
    return lines.length > 0 ? [{ name: name(variant), lines }] : []
  })
  return (
    <>
      {changes.map(({ name: plan, lines }) => (
        <section key={plan}>
          <h3>{plan}</h3>
          <ul className="bullets">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

export function Method({ data }: { data: RevisionData }) {
  const { counted } = data
  const t = useT()
  const numbers = useNumbers()
  const points = ['once', 'expected', 'chain', 'same', 'caps', 'open', 'sum']
  const limits = ['prices', 'budget', 'several', 'new', 'apart']
  return (
    <>
      <h2>{t('revision.counted.title')}</h2>
      <DataList
        rows={[
          [t('revision.counted.halls'), numbers.halls(counted.halls)],
          ...Object.entries(counted.states).map(([state, n]): [string, string] => [
            t(`halls.state.${state}`),
            numbers.halls(n),
          ]),
          [
            t('revision.counted.structureless'),
            counted.structureless && numbers.halls(counted.structureless),
          ],
          [t('revision.counted.arealess'), counted.arealess && numbers.halls(counted.arealess)],
          [t('revision.counted.dateless'), counted.dateless && numbers.halls(counted.dateless)],
        ].map(([label, value]): [string, string] => [String(label), value ? String(value) : ''])}
      />
      <h2 id="method">{t('revision.method.title')}</h2>
      <ul className="bullets">
        {points.map((point) => (
          <li key={point}>{t(`revision.method.${point}`)}</li>
        ))}
      </ul>
      <h2>{t('revision.limits.title')}</h2>
      <ul className="bullets">
        {limits.map((limit) => (
          <li key={limit}>{t(`revision.limits.${limit}`)}</li>
        ))}
      </ul>
      {data.invented && <p className="support">{t('revision.limits.invented')}</p>}
    </>
  )
}
