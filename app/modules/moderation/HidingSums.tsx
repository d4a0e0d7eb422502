/** How many posts were hidden in the past year, by month and by rule: a picture, and the same in tables. */
import { Bars } from '~/ui/bars'
import { Figures } from '~/ui/figures'
import { useLanguage, useT } from '~/ui/i18n'
import type { PostingRule } from './rules'

/** As `hidingSums` counts them. */
type Sums = {
  months: readonly {
    month: string
    reports: number
    hidden: number
    lifted: number
    appeals: number
    granted: number
  }[]
  rules: readonly { rule: PostingRule; hidden: number }[]
}

const columns = ['reports', 'hidden', 'lifted', 'appeals', 'granted'] as const

export function HidingSums({ months, rules }: Sums) {
  const t = useT()
  const language = useLanguage()
  const wordy = new Intl.DateTimeFormat(language === 'ja-easy' ? 'ja' : language, {
    year: 'numeric',
    month: 'numeric',
    timeZone: 'UTC',
  })
  const named = (month: string) => wordy.format(new Date(`${month}-01T00:00:00Z`))
  const sum = (column: (typeof columns)[number]) => months.reduce((all, row) => all + row[column], 0)
  return (
    <>
      <h2>{t('moderation.page.figures')}</h2>
      <p>{t('moderation.page.figures_lead', { month: named(months[0]?.month ?? '2000-01') })}</p>
      {sum('hidden') === 0 ? (
        <p>{t('moderation.page.none')}</p>
      ) : (
        <Bars
          label={t('moderation.page.chart')}
          bars={months.map(({ month, hidden }) => ({
            label: String(Number(month.slice(5))),
            value: hidden,
            text: String(hidden),
          }))}
        />
      )}
      <Figures
        caption={t('moderation.page.by_month')}
        head={[t('moderation.page.month'), ...columns.map((column) => t(`moderation.page.${column}`))]}
        rows={[
          ...months.map((row) => [named(row.month), ...columns.map((column) => row[column])] as const),
          [t('moderation.page.total'), ...columns.map(sum)] as const,
        ]}
      />
      <Figures
        caption={t('moderation.page.by_rule')}
        head={[t('moderation.page.rule'), t('moderation.page.hidden')]}
        rows={rules.map(({ rule, hidden }) => [t(`moderation.rule.${rule}.title`), hidden] as const)}
      />
    </>
  )
}
