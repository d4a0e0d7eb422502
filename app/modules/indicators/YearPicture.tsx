/** The months of an indicator as lines with the year before and the target, and the same in a table. */
import { formatFiscalYear } from '~/platform/clock'
import { Figures } from '~/ui/figures'
import { useLanguage, useT } from '~/ui/i18n'
import { Lines } from '~/ui/lines'
import { type Amount, groupedNumber, type Method, MONTHS, type MonthLine, type Unit } from './rules'
import { shortFigure, wordFigure, wordUnit } from './words'

type Props = {
  name: string
  year: number
  unit: Unit
  method: Method
  lines: readonly MonthLine[]
  before: readonly MonthLine[] | null
  target: Amount | null
  /** The months that the portal has counted, where the section has published others */
  counted: readonly MonthLine[] | null
  /** Of a rate, the numbers behind it where they are known */
  entries: readonly { month: number; numerator: number | null; denominator: number | null }[]
}

export function YearPicture({ name, year, unit, method, lines, before, target }: Props) {
  const t = useT()
  const language = useLanguage()
  const standing = (months: readonly MonthLine[]) =>
    months.map((line) => (line.standing ? line.standing.milli / 1000 : null))
  const known = (months: readonly MonthLine[] | null) => months?.some((line) => line.standing !== null)
  // A sum grows towards its target by the day; a rate is held against it all year.
  const goal = target ? MONTHS.map(() => target.milli / 1000) : null
  return (
    <Lines
      label={t('indicators.picture', { name, year: formatFiscalYear(year, language) })}
      places={MONTHS.map((month) => (month === 4 ? t(`indicators.month_name.${month}`) : String(month)))}
      word={(value) => shortFigure(value, language)}
      top={unit === 'percent' ? 100 : undefined}
      lines={[
        ...(goal
          ? [
              {
                look: 'goal' as const,
                label: t('indicators.line.goal', { target: wordFigure(t, target as Amount) }),
                values: goal,
              },
            ]
          : []),
        ...(before && known(before)
          ? [
              {
                look: 'before' as const,
                label: t('indicators.line.before', { year: formatFiscalYear(year - 1, language) }),
                values: standing(before),
              },
            ]
          : []),
        {
          look: 'now' as const,
          label: t(`indicators.line.${method}`, { year: formatFiscalYear(year, language) }),
          values: standing(lines),
        },
      ]}
    />
  )
}

/** The table beside the picture: each month, where the year stands with it, and where the year before stood. */
export function YearTable({ name, year, unit, method, lines, before, counted, entries }: Props) {
  const t = useT()
  const language = useLanguage()
  const figure = (of: Amount | null | undefined) => (of ? wordFigure(t, of) : '–')
  const sums = method === 'sum'
  const rate = entries.some(({ denominator }) => denominator !== null)
  const parts = (month: number) => {
    const { numerator, denominator } = entries.find((entry) => entry.month === month) ?? {}
    if (numerator == null || denominator == null) return '–'
    return t('indicators.parts', {
      numerator: groupedNumber(numerator),
      denominator: groupedNumber(denominator),
    })
  }
  const head = [
    t('indicators.head.month'),
    t('indicators.head.value'),
    ...(sums ? [t('indicators.head.standing')] : []),
    ...(rate ? [t('indicators.head.parts')] : []),
    ...(counted ? [t('indicators.head.counted')] : []),
    ...(before ? [t(sums ? 'indicators.head.before_sum' : 'indicators.head.before')] : []),
  ]
  return (
    <Figures
      caption={t('indicators.table', {
        name,
        year: formatFiscalYear(year, language),
        unit: wordUnit(t, unit),
      })}
      head={head}
      rows={lines.map((line, index) => [
        t(`indicators.month_name.${line.month}`),
        line.value ? figure(line.value) : line.standing ? t('indicators.not_entered') : '–',
        ...(sums ? [figure(line.standing)] : []),
        ...(rate ? [parts(line.month)] : []),
        ...(counted ? [figure(counted[index]?.standing)] : []),
        ...(before ? [figure(before[index]?.standing)] : []),
      ])}
    />
  )
}
