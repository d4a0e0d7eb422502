/** 確認の数: one line, a small bar, and the same numbers in words. */
import { useT } from '~/ui/i18n'
import { type Parts, partNames } from './rules'

export type ShownReach = {
  figure: { parts: Parts; unknown: number; confirmed: number; total: number; percent: number } | null
}

export function ReachFigure({ reach }: { reach: ShownReach }) {
  const t = useT()
  const { figure } = reach
  if (!figure) return <p>{t('confirmations.reach.hidden')}</p>
  const { parts, unknown, confirmed, total, percent } = figure
  const filled = partNames.filter((name) => parts[name] > 0)
  const before = (name: (typeof filled)[number]) =>
    filled.slice(0, filled.indexOf(name)).reduce((sum, one) => sum + parts[one], 0)
  return (
    <div className="reach">
      {total > 0 ? (
        <>
          <p className="reach-line">{t('confirmations.reach.line', { confirmed, total, percent })}</p>
          {/* Each part as wide as its share; the words below say the same. */}
          <svg
            className="reach-bar"
            viewBox={`0 0 ${total} 1`}
            preserveAspectRatio="none"
            aria-hidden="true"
            focusable="false"
          >
            {filled.map((name) => (
              <rect key={name} className={`reach-${name}`} x={before(name)} width={parts[name]} height={1} />
            ))}
          </svg>
          <ul className="reach-parts">
            {filled.map((name) => (
              <li key={name}>
                <span className={`reach-key reach-${name}`} aria-hidden="true" />
                {t(`confirmations.part.${name}`, { count: parts[name] })}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>{t('confirmations.reach.none')}</p>
      )}
      {unknown > 0 && <p className="support">{t('confirmations.reach.unknown', { count: unknown })}</p>}
    </div>
  )
}
