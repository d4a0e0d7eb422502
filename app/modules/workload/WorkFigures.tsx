/** 役員の仕事の量 over all associations: pictures of numbers, each with a table that says the same. */

import { hoursOf } from '~/modules/officers/rules'
import { useTaskWords } from '~/modules/officers/TaskParts'
import { Bars } from '~/ui/bars'
import { Figures } from '~/ui/figures'
import { useLanguage, useT } from '~/ui/i18n'
import { PairBars } from '~/ui/pair-bars'
import { Table } from '~/ui/parts'
import { type DistrictSeats, percent, rate, TREND_MONTHS, type Work } from './rules'

/** Numbers of this module in the words of the page. */
export function useWorkWords() {
  const t = useT()
  const language = useLanguage()
  const words = useTaskWords()
  const tag = language === 'ja-easy' ? 'ja' : language === 'zh' ? 'zh-Hans' : language
  const monthFormat = new Intl.DateTimeFormat(tag, { year: 'numeric', month: 'short', timeZone: 'UTC' })
  return {
    ...words,
    share: (value: number | null) =>
      value === null ? t('workload.unknown') : t('workload.percent', { n: words.number(percent(value)) }),
    /** `2026-11` in words */
    yearMonth: (month: string) => monthFormat.format(new Date(`${month}-01T00:00:00Z`)),
  }
}

/** Hours a year of an average post, as planned and as recorded. */
export function WorkByPost({ work }: { work: readonly Work[] }) {
  const t = useT()
  const words = useWorkWords()
  const at = (key: string, params?: Record<string, string | number>) => t(`workload.work.${key}`, params)
  const carded = work.filter((one) => one.minutes !== null)
  return (
    <>
      <PairBars
        label={at('picture')}
        first={at('planned')}
        second={at('recorded')}
        rows={carded.map((one) => ({
          label: t(`accounts.post.${one.post}`),
          first: one.minutes ?? 0,
          second: one.recorded?.done ?? null,
          firstText: words.time(Math.round(one.minutes ?? 0)),
          secondText: words.time(Math.round(one.recorded?.done ?? 0)),
        }))}
      />
      <Table
        caption={at('caption')}
        head={['post', 'cards', 'tasks', 'year', 'recorded'].map((key) => at(`head.${key}`))}
        rows={work.map((one) => [
          t(`accounts.post.${one.post}`),
          at('cards_of', { carded: words.number(one.carded), posts: words.number(one.posts) }),
          one.tasks === null ? t('workload.unknown') : words.number(Math.round(one.tasks * 10) / 10),
          one.minutes === null ? t('workload.unknown') : words.time(Math.round(one.minutes)),
          one.recorded === null ? (
            t('workload.unknown')
          ) : (
            <>
              {words.time(Math.round(one.recorded.done))}
              <span className="support block">
                {at('recorded_of', {
                  posts: words.number(one.recorded.posts),
                  planned: words.time(Math.round(one.recorded.planned)),
                })}
              </span>
            </>
          ),
        ])}
      />
    </>
  )
}

/** The year of one kind of post. */
export function WorkByMonth({ one }: { one: Work }) {
  const t = useT()
  const words = useWorkWords()
  return (
    <>
      <Bars
        label={t('workload.months.picture')}
        bars={one.months.map(({ month, minutes }) => ({
          label: words.month(month),
          value: minutes,
          text: words.number(hoursOf(minutes)),
        }))}
      />
      <Figures
        caption={t('workload.months.caption', { post: t(`accounts.post.${one.post}`) })}
        head={[t('workload.months.month'), t('workload.months.time')]}
        rows={one.months.map(({ month, minutes }) => [words.month(month), words.time(Math.round(minutes))])}
      />
    </>
  )
}

const [WIDTH, HEIGHT, LEFT, TOP, FOOT] = [360, 190, 44, 12, 24]

/** The share of vacant seats on the first of each month. */
export function VacancyTrend(props: {
  months: readonly string[]
  trend: readonly { seats: number; vacant: number }[]
}) {
  const { months, trend } = props
  const t = useT()
  const words = useWorkWords()
  const shares = trend.map(rate)
  // At least ten percent high, so that a single seat looks like no mountain; in steps of ten.
  const most = Math.max(0.1, Math.ceil(Math.max(0, ...shares.map((share) => share ?? 0)) * 10) / 10)
  const x = (index: number) => LEFT + (index / TREND_MONTHS) * (WIDTH - LEFT - 8)
  const y = (share: number) => TOP + (1 - share / most) * (HEIGHT - TOP - FOOT)
  const points = shares.flatMap((share, index) => (share === null ? [] : [`${x(index)},${y(share)}`]))
  const table = months.map((month, index) => ({ month, ...(trend[index] ?? { seats: 0, vacant: 0 }) }))
  const row = ({ month, seats, vacant }: (typeof table)[number]) =>
    [
      words.yearMonth(month),
      words.number(seats),
      words.number(vacant),
      words.share(rate({ seats, vacant })),
    ] as const
  const head = ['month', 'seats', 'vacant', 'rate'].map((key) => t(`workload.seats.head.${key}`))
  return (
    <>
      <svg
        className="trend"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={t('workload.seats.picture')}
      >
        {[0, most / 2, most].map((share) => (
          <g key={share}>
            <path d={`M${LEFT} ${y(share)}H${WIDTH - 8}`} />
            <text x={LEFT - 5} y={y(share) + 4} textAnchor="end">
              {words.share(share)}
            </text>
          </g>
        ))}
        {[0, 12, 24, 36].map((index) => (
          <text
            key={index}
            x={x(index)}
            y={HEIGHT - 6}
            textAnchor={index === 36 ? 'end' : index === 0 ? 'start' : 'middle'}
          >
            {months[index]?.replace('-', '/')}
          </text>
        ))}
        <polyline points={points.join(' ')} />
      </svg>
      <Figures
        caption={t('workload.seats.caption')}
        head={head}
        rows={table.filter((_, index) => index % 12 === 0).map(row)}
      />
      <details>
        <summary>{t('workload.seats.every_month')}</summary>
        <Figures captionHidden caption={t('workload.seats.every_month')} head={head} rows={table.map(row)} />
      </details>
    </>
  )
}

/** Vacancies by district, today and on the first of this month one, two and three years ago. */
export function DistrictTable({
  districts,
}: {
  districts: readonly (DistrictSeats & { name: string | null })[]
}) {
  const t = useT()
  const words = useWorkWords()
  const ago = (district: DistrictSeats, years: number) =>
    words.share(rate(district.trend[TREND_MONTHS - years * 12] ?? { seats: 0, vacant: 0 }))
  return (
    <div className="short-numbers">
      <Figures
        caption={t('workload.districts.caption')}
        head={['district', 'vacant', 'rate', 'one', 'three'].map((key) =>
          t(`workload.districts.head.${key}`),
        )}
        rows={districts.map((district) => [
          district.name === null
            ? t('workload.districts.none')
            : t('associations.district', { name: district.name }),
          t('workload.districts.short', {
            vacant: words.number(district.today.vacant),
            seats: words.number(district.today.seats),
          }),
          <strong key="rate">{words.share(rate(district.today))}</strong>,
          ago(district, 1),
          ago(district, 3),
        ])}
      />
    </div>
  )
}
