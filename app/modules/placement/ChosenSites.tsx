/** The next sites in their order, what each adds, and what they would cost. */
import { useT } from '~/ui/i18n'
import { DataList, Table } from '~/ui/parts'
import { useNumbers } from './numbers'
import { estimate, writeRate } from './rules'
import { Reached, type StudyData } from './StudyFigures'

export function ChosenSites({ data }: { data: StudyData }) {
  const { chosen, figures, params } = data
  const t = useT()
  const numbers = useNumbers()
  const head = ['order', 'hall', 'day', 'night', 'covered_day', 'covered_night', 'price']
  return (
    <>
      <Growth data={data} />
      <Table
        caption={t('placement.chosen.caption')}
        head={head.map((name) => t(`placement.head.${name}`))}
        rows={chosen.map(({ order, hall, gain, covered }) => [
          order,
          <HallName key="hall" hall={hall} />,
          t('placement.unit.more', { n: numbers.people(gain.day) }),
          t('placement.unit.more', { n: numbers.people(gain.night) }),
          <Reached key="day" people={covered.day} of={figures.total.day} />,
          <Reached key="night" people={covered.night} of={figures.total.night} />,
          <span key="price" className="whitespace-nowrap">
            {numbers.yen(estimate(order, params.cost).price)}
          </span>,
        ])}
      />
      {chosen.length < params.sites && (
        <p className="support">{t('placement.chosen.fewer', { n: chosen.length, asked: params.sites })}</p>
      )}
    </>
  )
}

export function HallName({ hall }: { hall: StudyData['chosen'][number]['hall'] }) {
  const t = useT()
  return (
    <>
      <a href={`/halls/${hall.id}`}>{hall.name}</a>
      {hall.district && (
        <span className="support block">{t('associations.district', { name: hall.district })}</span>
      )}
      {hall.keepsAed && <span className="support block">{t('placement.keeps_aed')}</span>}
    </>
  )
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT] = [360, 180, 34, 62, 12, 22]

/** How the share of people in reach grows with each site. The table below says the same. */
function Growth({ data }: { data: StudyData }) {
  const { chosen, figures } = data
  const t = useT()
  const { written } = useNumbers()
  const steps = [figures.before, ...chosen.map(({ covered }) => covered)]
  const lines = (['day', 'night'] as const).filter((part) => figures.total[part] > 0)
  if (lines.length === 0 || steps.length < 2) return null
  const x = (step: number) => LEFT + ((WIDTH - LEFT - RIGHT) * step) / (steps.length - 1)
  const y = (share: number) => TOP + (HEIGHT - TOP - FOOT) * (1 - share)
  const shareOf = (part: 'day' | 'night', step: number) => (steps[step]?.[part] ?? 0) / figures.total[part]
  const last = steps.length - 1
  const ends = lines.map((part) => y(shareOf(part, last)))
  // Two names at one height would hide each other.
  const shift = ends.length === 2 && Math.abs((ends[0] ?? 0) - (ends[1] ?? 0)) < 13 ? 7 : 0
  const upper = ends.indexOf(Math.min(...ends))
  return (
    <figure>
      <svg
        className="study-growth"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={t('placement.chosen.picture')}
      >
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <g key={share}>
            <path className="study-grid" d={`M${LEFT} ${y(share)}H${WIDTH - RIGHT}`} />
            <text x={LEFT - 4} y={y(share) + 3.5} textAnchor="end">
              {written(share * 100)}%
            </text>
          </g>
        ))}
        {[0, last].map((step) => (
          <text key={step} x={x(step)} y={HEIGHT - 6} textAnchor="middle">
            {t('placement.chosen.sites', { n: step })}
          </text>
        ))}
        {lines.map((part, at) => (
          <g key={part}>
            <path
              className={`study-line-${part}`}
              d={steps
                .map((_, step) => `${step === 0 ? 'M' : 'L'}${x(step)} ${y(shareOf(part, step))}`)
                .join('')}
            />
            <text x={WIDTH - RIGHT + 4} y={(ends[at] ?? 0) + 3.5 + (at === upper ? -shift : shift)}>
              {t(`placement.chosen.${part}`, { n: written(shareOf(part, last) * 100, 1) })}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  )
}

/** What the chosen sites would cost, under what is assumed. */
export function Costs({ data }: { data: StudyData }) {
  const { estimate: all, each, chosen, params } = data
  const { cost } = params
  const t = useT()
  const { yen } = useNumbers()
  const both = (whole: number | null, one: number | null) =>
    whole === null ? (
      <strong>{t('placement.unit.undetermined')}</strong>
    ) : (
      t('placement.cost.both', { all: yen(whole), each: yen(one) })
    )
  return (
    <>
      <p>{t('placement.cost.lead', { n: chosen.length })}</p>
      <DataList
        rows={[
          [t('placement.cost.price'), both(all.price, each.price)],
          [t('placement.cost.city'), both(all.city, each.city)],
          [t('placement.cost.own'), both(all.own, each.own)],
          [t('placement.cost.upkeep'), both(all.upkeepPerYear, each.upkeepPerYear)],
          [
            t('placement.cost.rule'),
            cost.rate
              ? t('placement.cost.rule_text', {
                  rate: writeRate(cost.rate),
                  rounding: t(`placement.rounding.${cost.rounding}`),
                  cap: cost.cap === null ? t('placement.cost.no_cap') : yen(cost.cap),
                })
              : t('placement.cost.no_rule'),
          ],
        ]}
      />
      <p className="support">{t('placement.cost.assumed')}</p>
    </>
  )
}
