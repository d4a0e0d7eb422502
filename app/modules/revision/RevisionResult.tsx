/** What comes out: the schemes beside one another, by year, by district and by work. */
import { formatFiscalYear } from '~/platform/clock'
import { Bars } from '~/ui/bars'
import { useLanguage, useT } from '~/ui/i18n'
import { LinkButton, Table } from '~/ui/parts'
import { useNumbers, useVariantName } from './numbers'
import type { RevisionData, ToldOutcome } from './queries/revision.server'
import { ownShare, type Sum } from './rules'

/** The columns of the schemes, each with what came out of it. */
function useColumns({ variants, outcomes }: RevisionData) {
  const name = useVariantName()
  return variants.flatMap((variant, i) => {
    const outcome = outcomes[i]
    return outcome ? [{ name: name(variant), variant, outcome }] : []
  })
}

export function Summary({ data }: { data: RevisionData }) {
  const t = useT()
  const numbers = useNumbers()
  const columns = useColumns(data)
  const today = columns[0]?.outcome
  const head = ['variant', 'granted', 'yearly', 'difference', 'eligible', 'takes', 'own', 'without']
  return (
    <>
      <Table
        caption={t('revision.summary.caption', {
          from: data.params.from,
          to: data.params.from + data.params.years - 1,
          years: data.params.years,
        })}
        head={head.map((key) => t(`revision.head.${key}`))}
        rows={columns.map(({ name, outcome: { total, eligible } }, i) => [
          <strong key="name">{name}</strong>,
          numbers.moneyRange(total),
          numbers.moneyRange(perYear(total, data.params.years)),
          i === 0 || !today ? '–' : numbers.difference(total, today.total),
          t('revision.summary.of', {
            halls: numbers.hallRange(eligible.sure, eligible.perhaps),
            need: numbers.halls(eligible.need),
          }),
          numbers.takes(total.takes),
          numbers.moneyRange(ownShare(total)),
          total.takesWithout > 0
            ? t('revision.summary.without', {
                works: numbers.takes(total.takesWithout),
                money: numbers.money(total.costWithout),
              })
            : '–',
        ])}
      />
      <p className="support">{t('revision.summary.note')}</p>
    </>
  )
}

const perYear = ({ least, most }: Sum, years: number) => ({
  least: Math.round(least / years),
  most: Math.round(most / years),
})

/** By year: one picture for each scheme, all on one scale, and the same as a table. */
export function ByYear({ data }: { data: RevisionData }) {
  const t = useT()
  const language = useLanguage()
  const numbers = useNumbers()
  const columns = useColumns(data)
  const { from, budget } = data.params
  const most = Math.max(0, ...columns.flatMap(({ outcome }) => outcome.years.map((year) => year.most)))
  const open = columns.some(({ outcome: { total } }) => total.least !== total.most)
  return (
    <>
      <p className="support">{t(open ? 'revision.years.chart_most' : 'revision.years.chart')}</p>
      <div className="study-maps">
        {columns.map(({ name, variant, outcome }) => (
          <figure key={variant.id} className="study-map">
            <figcaption>{name}</figcaption>
            <Bars
              label={t('revision.years.chart_label', { name })}
              most={most}
              bars={outcome.years.map((year, i) => ({
                label: String(from + i),
                value: year.most,
                text: numbers.millions(year.most),
              }))}
            />
          </figure>
        ))}
      </div>
      <Table
        caption={t('revision.years.caption')}
        head={[t('revision.head.year'), ...columns.map(({ name }) => name)]}
        rows={Array.from({ length: data.params.years }, (_, i) => [
          formatFiscalYear(from + i, language),
          ...columns.map(({ variant, outcome }) => {
            const year = outcome.years[i]
            if (!year) return ''
            return (
              <div key={variant.id}>
                <Cell sum={year} />
                {budget !== null && <AgainstBudget sum={year} budget={budget} />}
              </div>
            )
          }),
        ])}
      />
    </>
  )
}

/** Whether the grants of a year are within the budget: surely, perhaps, or not. */
function AgainstBudget({ sum: { least, most }, budget }: { sum: Sum; budget: number }) {
  const t = useT()
  const { money } = useNumbers()
  const word = most <= budget ? 'within' : least > budget ? 'over' : 'perhaps'
  return (
    <span className="support block">{t(`revision.budget.${word}`, { money: money(most - budget) })}</span>
  )
}

/** 補助金, with the works and what the associations pay themselves. */
function Cell({ sum }: { sum: Sum }) {
  const t = useT()
  const numbers = useNumbers()
  return (
    <>
      <strong>{numbers.moneyRange(sum)}</strong>
      <span className="support block">
        {t('revision.cell.more', { works: numbers.takes(sum.takes), own: numbers.moneyRange(ownShare(sum)) })}
      </span>
    </>
  )
}

/** By district, with a bar for each amount, all on one scale. */
export function ByDistrict({ data }: { data: RevisionData }) {
  const t = useT()
  const numbers = useNumbers()
  const columns = useColumns(data)
  const of = (outcome: ToldOutcome, district: number | null) =>
    outcome.districts.find((one) => one.district === district)
  const all = data.outcomes.flatMap(({ districts }) => districts.map(({ district }) => district))
  const known = data.names.filter(({ id }) => all.includes(id))
  const rows = [
    ...known.map(({ id, name }) => ({ id: id as number | null, name: t('associations.district', { name }) })),
    ...(all.includes(null) ? [{ id: null, name: t('revision.districts.unknown') }] : []),
  ]
  const most = Math.max(1, ...columns.flatMap(({ outcome }) => outcome.districts.map(({ sum }) => sum.most)))
  return (
    <Table
      caption={t('revision.districts.caption')}
      head={[t('revision.head.district'), ...columns.map(({ name }) => name)]}
      rows={rows.map(({ id, name }) => [
        name,
        ...columns.map(({ variant, outcome }) => {
          const found = of(outcome, id)
          if (!found) return '–'
          const { sum, eligible } = found
          return (
            <div key={variant.id}>
              {numbers.moneyRange(sum)}
              <Bar share={sum.most / most} />
              <span className="support block">
                {t('revision.cell.halls', {
                  halls: numbers.hallRange(eligible.sure, eligible.perhaps),
                  own: numbers.moneyRange(ownShare(sum)),
                })}
              </span>
            </div>
          )
        }),
      ])}
    />
  )
}

/** The figure beside it says the same. */
function Bar({ share }: { share: number }) {
  return (
    <svg
      className="row-bar"
      viewBox="0 0 100 6"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect width={Math.round(share * 1000) / 10} height="6" />
    </svg>
  )
}

export function ByWork({ data }: { data: RevisionData }) {
  const t = useT()
  const numbers = useNumbers()
  const columns = useColumns(data)
  const counted = data.works.filter(({ key }) => data.params.works[key]?.need !== 'none')
  const left = data.works.filter(({ key }) => data.params.works[key]?.need === 'none')
  return (
    <>
      <Table
        caption={t('revision.works.caption')}
        head={[t('revision.head.work'), ...columns.map(({ name }) => name)]}
        rows={counted.map(({ key, name }) => [
          name,
          ...columns.map(({ variant, outcome }) => {
            const found = outcome.works.find(({ work }) => work === key)
            if (!found) return t('revision.works.not_in')
            const { sum, eligible } = found
            return (
              <div key={variant.id}>
                <Cell sum={sum} />
                <span className="support block">
                  {t('revision.summary.of', {
                    halls: numbers.hallRange(eligible.sure, eligible.perhaps),
                    need: numbers.halls(eligible.need),
                  })}
                </span>
              </div>
            )
          }),
        ])}
      />
      {left.length > 0 && (
        <p className="support">
          {t('revision.works.left_out', {
            works: left.map(({ name }) => name).join(t('subsidies.rule.comma')),
          })}
        </p>
      )}
    </>
  )
}

export function Files({ query }: { query: string }) {
  const t = useT()
  return (
    <p className="actions no-print">
      <LinkButton href={`/subsidies/revision.csv?${query}`} download>
        {t('revision.files.sums')}
      </LinkButton>
      <LinkButton href={`/subsidies/revision.csv?${query}&part=halls`} download>
        {t('revision.files.halls')}
      </LinkButton>
    </p>
  )
}
