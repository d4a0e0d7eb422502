/** 似たもの: in short, with the way to support them. */
import { useT } from '~/ui/i18n'
import { MatterBadge } from './MatterParts'
import type { SimilarMatter } from './queries/similar.server'

/** @param newTab so that what was typed on this page stays */
export function SimilarList({ matters, newTab }: { matters: readonly SimilarMatter[]; newTab?: boolean }) {
  const t = useT()
  return (
    <ul className="notice-list">
      {matters.map((matter) => (
        <li key={matter.id} className="notice-row">
          <p>
            <a
              href={`/exchange/${matter.id}`}
              className="inline-block py-2 font-bold"
              target={newTab ? '_blank' : undefined}
              rel={newTab ? 'noopener' : undefined}
            >
              {matter.title}
              {newTab && ` ${t('exchange.similar.new_tab')}`}
            </a>
          </p>
          <p className="notice-marks">
            <MatterBadge state={matter.state} />
            <span className="support">
              {[
                t(`exchange.category.${matter.category}`),
                matter.district && t('associations.district', { name: matter.district }),
                matter.supportCount > 0 && t('exchange.support.count', { count: matter.supportCount }),
              ]
                .filter(Boolean)
                .join(' / ')}
            </span>
          </p>
        </li>
      ))}
    </ul>
  )
}
