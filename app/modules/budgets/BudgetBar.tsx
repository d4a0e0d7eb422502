/** 執行状況 of a budget as one bar: its parts are told apart by pattern, and stand in words and figures beside it. */
import { useLanguage, useT } from '~/ui/i18n'
import { wordAmount } from '~/ui/money-table'
import { leftOf, type Sums } from './rules'

const [WIDTH, HEIGHT] = [400, 22]

/** From what is gone to what is free */
const parts = ['paid', 'finalised', 'decided', 'left'] as const
type Part = (typeof parts)[number] | 'reserved'

const fill: Record<Part, string> = {
  paid: 'var(--color-blue-900)',
  finalised: 'url(#money-finalised)',
  decided: 'url(#money-decided)',
  left: 'var(--color-white)',
  reserved: 'url(#money-reserved)',
}

/** The patterns that the bars of a page are filled with; once a page, before its first bar. */
export function BarPatterns() {
  return (
    <svg width="0" height="0" aria-hidden="true" focusable="false" className="absolute">
      <defs>
        <pattern id="money-finalised" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect width="6" height="6" fill="var(--color-blue-200)" stroke="none" />
          <path d="M0 6 6 0" stroke="var(--color-blue-900)" strokeWidth="2" />
        </pattern>
        <pattern id="money-decided" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect width="6" height="6" fill="var(--color-white)" stroke="none" />
          <circle cx="3" cy="3" r="1.4" fill="var(--color-blue-800)" />
        </pattern>
        <pattern id="money-reserved" width="5" height="5" patternUnits="userSpaceOnUse">
          <rect width="5" height="5" fill="var(--color-white)" stroke="none" />
          <path d="M1 0V5" stroke="var(--color-orange-800)" strokeWidth="1.4" />
        </pattern>
      </defs>
    </svg>
  )
}

/** What each pattern means. */
export function BarLegend() {
  const t = useT()
  return (
    <ul className="money-legend">
      {[...parts, 'reserved' as const].map((part) => (
        <li key={part}>
          <svg className="money-bar" viewBox="0 0 36 20" aria-hidden="true">
            <rect x="0.5" y="0.5" width="35" height="19" fill={fill[part]} />
          </svg>
          {t(`budgets.sum.${part}`)}
        </li>
      ))}
    </ul>
  )
}

/**
 * @param name what the budget is called
 * @param sums yen; below the bar of the budget a second one shows what is applied for, on the same scale
 */
export function BudgetBar({ name, sums }: { name: string; sums: Sums }) {
  const t = useT()
  const language = useLanguage()
  const values: Record<Part, number> = { ...sums, left: leftOf(sums) }
  const most = Math.max(sums.appropriated, sums.reserved, 1)
  const wide = (amount: number) => (amount / most) * WIDTH
  let x = 0
  const said = [...parts, 'reserved' as const].map(
    (part) => `${t(`budgets.sum.${part}`)} ${wordAmount(values[part], language)}`,
  )
  return (
    <svg
      className="money-bar"
      viewBox={`-1 -1 ${WIDTH + 2} ${HEIGHT + 14}`}
      role="img"
      aria-label={t('budgets.bar', { name, sums: said.join(t('budgets.comma')) })}
    >
      {parts.map((part) => {
        const width = wide(values[part])
        const at = x
        x += width
        return width > 0 && <rect key={part} x={at} width={width} height={HEIGHT} fill={fill[part]} />
      })}
      {sums.reserved > 0 && (
        <rect y={HEIGHT + 3} width={wide(sums.reserved)} height="8" fill={fill.reserved} />
      )}
    </svg>
  )
}
