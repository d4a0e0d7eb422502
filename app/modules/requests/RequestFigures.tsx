/** 依頼の見える化: the numbers of a year, as a picture and as a table. */
import { formatFiscalYear } from '~/platform/clock'
import { Bars } from '~/ui/bars'
import { Figures } from '~/ui/figures'
import { useLanguage, useT } from '~/ui/i18n'
import { LinkButton } from '~/ui/parts'
import { hours } from './rules'

function monthInWords(month: string, language: string): string {
  const tag = language === 'ja-easy' ? 'ja' : language
  const options = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(tag, options).format(new Date(`${month}-01T00:00:00Z`))
}

/** Words for numbers of requests, and for minutes as hours. */
export function useCounts() {
  const t = useT()
  const language = useLanguage()
  const written = (n: number) => n.toLocaleString(language === 'ja-easy' ? 'ja' : language)
  return {
    requests: (n: number) => t(n === 1 ? 'requests.count_one' : 'requests.count', { n: written(n) }),
    associations: (n: number) =>
      t(n === 1 ? 'requests.associations_one' : 'requests.associations', { n: written(n) }),
    hours: (minutes: number) => t('requests.hours', { n: written(hours(minutes)) }),
  }
}

/** The way to the years before and after. */
export function YearSwitch({ at, year, thisYear }: { at: string; year: number; thisYear: number }) {
  const t = useT()
  const language = useLanguage()
  const to = (other: number) => (
    <LinkButton href={other === thisYear ? at : `${at}?year=${other}`}>
      {formatFiscalYear(other, language)}
    </LinkButton>
  )
  return (
    <nav className="pager" aria-label={t('requests.years')}>
      {to(year - 1)}
      {year !== thisYear && year + 1 !== thisYear && to(thisYear)}
      {/* What is asked for next year can be seen before it begins. */}
      {year <= thisYear && to(year + 1)}
    </nav>
  )
}

type Month = { month: string; requests: number; minutes: number }

/** Months as bars; `extra` adds columns to the table that says the same. */
export function Months<M extends Month>(props: {
  caption: string
  months: readonly M[]
  hoursHead: string
  extra?: readonly { head: string; of: (month: M) => string }[]
}) {
  const { caption, months, hoursHead, extra = [] } = props
  const t = useT()
  const language = useLanguage()
  const counts = useCounts()
  return (
    <>
      <Bars
        label={t('requests.picture', { caption })}
        bars={months.map(({ month, minutes }) => ({
          label: String(Number(month.slice(5))),
          value: minutes,
          text: hours(minutes).toLocaleString(language, { notation: 'compact', maximumFractionDigits: 1 }),
        }))}
      />
      <Figures
        caption={caption}
        head={[t('requests.head.month'), t('requests.head.requests'), hoursHead, ...extra.map((e) => e.head)]}
        rows={months.map((month) => [
          monthInWords(month.month, language),
          counts.requests(month.requests),
          counts.hours(month.minutes),
          ...extra.map((e) => e.of(month)),
        ])}
      />
    </>
  )
}
