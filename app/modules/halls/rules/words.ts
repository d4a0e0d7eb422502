/** Dates and numbers of halls in the words of a language. */
import type { PartialDate } from './dates'

const ERAS: [from: string, name: string, before: number][] = [
  ['2019-05-01', '令和', 2018],
  ['1989-01-08', '平成', 1988],
  ['1926-12-25', '昭和', 1925],
  ['1912-07-30', '大正', 1911],
  ['1868-01-25', '明治', 1867],
]

/** 昭和53年 of a day; of a year alone the era in which it ends, as documents of that year may bear either. */
function eraYear({ on, precision }: PartialDate): string {
  const day =
    precision === 'year' ? `${on.slice(0, 4)}-12-31` : precision === 'month' ? `${on.slice(0, 7)}-28` : on
  const [, name, before] = ERAS.find(([from]) => day >= from) ?? []
  if (name === undefined || before === undefined) return ''
  const year = Number(on.slice(0, 4)) - before
  return `${name}${year === 1 ? '元' : year}年`
}

/** `1978年(昭和53年)4月1日`, `1978年(昭和53年)4月`, `April 1978`: as much as is known, and no more. */
export function wordsOfDate(date: PartialDate, language: string): string {
  const [year, month, day] = date.on.split('-').map(Number) as [number, number, number]
  if (language === 'ja' || language === 'ja-easy') {
    const era = eraYear(date)
    const rest = date.precision === 'year' ? '' : `${month}月${date.precision === 'day' ? `${day}日` : ''}`
    return `${year}年${era ? `(${era})` : ''}${rest}`
  }
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-Hans' : language, {
    timeZone: 'UTC',
    year: 'numeric',
    ...(date.precision === 'year' ? {} : { month: 'long' }),
    ...(date.precision === 'day' ? { day: 'numeric' } : {}),
  }).format(new Date(`${date.on}T00:00:00Z`))
}

/** 620 thousandths as `0.62`, 1000 as `1.0`: at least one place after the point, as reports write it. */
export function scoreText(thousandths: number): string {
  const text = (thousandths / 1000).toFixed(3).replace(/0{1,2}$/, '')
  return text
}

/** 13250 hundredths as `132.5`. */
export function areaText(hundredths: number): string {
  return String(hundredths / 100)
}
