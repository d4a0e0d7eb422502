/** The figures of the answers: a picture of the months with its table, and the sums of a year. */
import { Figures } from '~/ui/figures'
import { useT } from '~/ui/i18n'
import { PairBars } from '~/ui/pair-bars'
import type { CityFigures, MonthFigures } from './queries/city-figures.server'

const percent = (part: number, of: number) => Math.round((part / of) * 100)

export function Totals({ totals }: { totals: CityFigures['totals'] }) {
  const t = useT()
  const at = (key: string, params = {}) => t(`exchange.city.figures.${key}`, params)
  const { received, answered, inTime, overdue, changed } = totals
  const figures = [
    [at('received'), String(received), at('year')],
    [
      at('in_time'),
      answered === 0 ? '—' : `${percent(inTime, answered)}%`,
      at('of', { part: inTime, all: answered }),
    ],
    [at('overdue'), String(overdue), at('today')],
    [at('changed'), String(changed), at('year')],
  ]
  return (
    <dl className="big-figures">
      {figures.map(([label, value, support]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {value}
            <span className="support block">{support}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

export function MonthsPicture({ months }: { months: readonly MonthFigures[] }) {
  const t = useT()
  const at = (key: string, params = {}) => t(`exchange.city.figures.${key}`, params)
  const name = (month: string) =>
    at('month', { year: Number(month.slice(0, 4)), month: Number(month.slice(5)) })
  return (
    <>
      <PairBars
        label={at('picture')}
        first={at('answered')}
        second={at('late')}
        rows={months.map(({ month, answered, inTime }) => ({
          label: name(month),
          first: answered,
          second: answered - inTime,
          firstText: String(answered),
          secondText: String(answered - inTime),
        }))}
      />
      <Figures
        caption={at('months')}
        captionHidden
        head={[at('csv_month'), at('csv_received'), at('csv_answered'), at('csv_in_time'), at('csv_median')]}
        rows={months.map(({ month, received, answered, inTime, medianDays }) => [
          name(month),
          received,
          answered,
          inTime,
          medianDays === null ? '—' : Math.round(medianDays),
        ])}
      />
    </>
  )
}
