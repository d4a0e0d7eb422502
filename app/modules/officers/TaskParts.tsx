/** Words for months and times of a card, and a few numbers shown large. */
import type { ReactNode } from 'react'
import { useLanguage, useT } from '~/ui/i18n'
import { hoursOf, monthsInWords, monthsOfTask, type Span } from './rules'

/** Months and times in the words of the page. */
export function useTaskWords() {
  const t = useT()
  const language = useLanguage()
  const tag = language === 'ja-easy' ? 'ja' : language === 'zh' ? 'zh-Hans' : language
  const format = new Intl.DateTimeFormat(tag, { month: 'short', timeZone: 'UTC' })
  const month = (number: number) => format.format(new Date(Date.UTC(2024, number - 1, 1)))
  const number = (value: number) => value.toLocaleString(tag)
  const months = (list: readonly number[]) =>
    list.length === 12
      ? t('officers.tasks.every_month')
      : monthsInWords(list, {
          month,
          and: t('officers.tasks.months_and'),
          to: t('officers.tasks.months_to'),
        })
  /** Minutes as they are spoken of: under an hour minutes, else hours to a tenth */
  const time = (minutes: number) =>
    minutes < 60
      ? t('officers.tasks.minutes', { n: number(minutes) })
      : t('officers.tasks.hours', { n: number(hoursOf(minutes)) })
  return {
    month,
    months,
    time,
    number,
    /** When a line of the card is done */
    when: (span: Span) =>
      span.months.length === 0 ? t('officers.tasks.any_time') : months(monthsOfTask(span)),
    /** How long each time, and how often */
    each: (span: Span) => {
      const each = t('officers.tasks.each', { time: time(span.minutes) })
      if (span.months.length === 0) return `${each} ${t('officers.tasks.times_year', { n: span.times })}`
      return span.times === 1 ? each : `${each} ${t('officers.tasks.times_month', { n: span.times })}`
    },
  }
}

/** A few numbers with what they are. */
export function BigFigures({
  figures,
}: {
  figures: readonly { label: string; value: ReactNode; support?: string }[]
}) {
  return (
    <dl className="big-figures">
      {figures.map(({ label, value, support }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {value}
            {support && <span className="support block">{support}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
