/** The parts in which figures of indicators are shown: a bar with its goal, how the year stands, the years to choose. */
import { formatFiscalYear } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Icon, type IconName, type Tone } from '~/ui/parts'
import type { Amount, Standing } from './rules'

const look: Record<Standing, { tone: Tone; icon: IconName | null }> = {
  reached: { tone: 'success', icon: 'check' },
  on_pace: { tone: 'success', icon: 'check' },
  little_behind: { tone: 'warning', icon: 'clock' },
  behind: { tone: 'danger', icon: 'warning' },
  below: { tone: 'warning', icon: 'info' },
  missed: { tone: 'danger', icon: 'warning' },
  none: { tone: 'neutral', icon: null },
}

/** How a year stands, in words with a sign. */
export function StandingBadge({ of }: { of: Standing }) {
  const t = useT()
  const { tone, icon } = look[of]
  return (
    <Badge tone={tone}>
      <span className="indicator-signs">
        {icon && <Icon name={icon} />}
        {t(`indicators.standing.${of}`)}
      </span>
    </Badge>
  )
}

const [WIDTH, HEIGHT] = [300, 22]

/**
 * How far a figure is on the way to its target. The mark across the bar is where it would be today if every day
 * brought the same. The figures stand beside it in words.
 */
export function GoalBar(props: { label: string; actual: Amount; target: Amount; expected: Amount | null }) {
  const { label, actual, target, expected } = props
  const most = Math.max(actual.milli, target.milli)
  const x = (amount: Amount) => (most > 0 ? (amount.milli / most) * WIDTH : 0)
  return (
    <svg
      className="goal-bar"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <rect className="goal-room" x="0.5" y="4.5" width={Math.max(1, x(target) - 1)} height="13" />
      <rect className="goal-done" x="0" y="5" width={x(actual)} height="12" />
      {expected && <path className="goal-due" d={`M${x(expected)} 0V${HEIGHT}`} />}
    </svg>
  )
}

/** The fiscal years that there are, as links; the one that is shown is named. */
export function YearLinks({ at, year, years }: { at: string; year: number; years: readonly number[] }) {
  const t = useT()
  const language = useLanguage()
  if (years.length < 2 && years[0] === year) return null
  return (
    <nav className="actions no-print" aria-label={t('indicators.years')}>
      {years.map((one) => (
        <a
          key={one}
          className={one === year ? 'button button-primary' : 'button button-secondary'}
          href={`${at}?year=${one}`}
          aria-current={one === year ? 'page' : undefined}
        >
          {formatFiscalYear(one, language)}
        </a>
      ))}
    </nav>
  )
}

/** Where the figures of the first year come from, and that others are invented in the demonstration. */
export function Credit({ demonstration }: { demonstration: boolean }) {
  const t = useT()
  return (
    <p className="support">
      {t('indicators.credit')} {demonstration && t('indicators.credit_demo')}
    </p>
  )
}
