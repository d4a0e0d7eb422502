/** Matters of somebody, in short. */
import { formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge } from '~/ui/parts'
import { MatterBadge } from './MatterParts'
import type { OwnMatter } from './queries/own.server'

export function OwnList({ matters, none }: { matters: readonly OwnMatter[]; none: string }) {
  const t = useT()
  const language = useLanguage()
  if (matters.length === 0) return <p>{none}</p>
  return (
    <ul className="notice-list">
      {matters.map((matter) => (
        <li key={matter.id} className="notice-row">
          <p>
            <a href={`/exchange/${matter.id}`} className="inline-block py-2 font-bold">
              {matter.title}
            </a>
          </p>
          <p className="notice-marks">
            <MatterBadge state={matter.state} />
            {matter.hidden && <Badge tone="warning">{t('exchange.mine.hidden')}</Badge>}
            <span className="support">
              {[formatDay(matter.asked, language), matter.association].filter(Boolean).join(' / ')}
            </span>
          </p>
        </li>
      ))}
    </ul>
  )
}
