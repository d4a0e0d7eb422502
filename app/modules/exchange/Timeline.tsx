/** 経過: what happened, when, by which section, and why. */
import { formatDay, formatInstant } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge } from '~/ui/parts'
import type { EventKind } from './rules'

export type ShownEvent = {
  id: number
  kind: EventKind
  at: Date | string
  text: string
  progress: number | null
  section: string | null
  dueOn: string | null
  /** For the city alone: who did it, and whether everybody sees it */
  by?: string | null
  shown?: boolean
}

/** Events whose day is that of a promise, and not of an answer. */
const PROMISES: readonly EventKind[] = ['answered', 'underway', 'progress']

export function Timeline({ events }: { events: readonly ShownEvent[] }) {
  const t = useT()
  const language = useLanguage()
  return (
    <ol className="matter-way">
      {events.map((event) => (
        <li key={event.id} className={event.shown === false ? 'callout' : undefined}>
          <p className="support">
            {[formatInstant(new Date(event.at), language), event.by].filter(Boolean).join(' / ')}
          </p>
          <p>
            <strong>{t(`exchange.event.${event.kind}`)}</strong>
            {event.section && <> ({event.section})</>}
            {event.progress !== null && <> {t('exchange.progress', { progress: event.progress })}</>}{' '}
            {event.shown === false && <Badge tone="warning">{t('exchange.city.one.internal')}</Badge>}
          </p>
          {event.dueOn && (
            <p>
              {t(PROMISES.includes(event.kind) ? 'exchange.promised_by' : 'exchange.due_by', {
                day: formatDay(event.dueOn, language),
              })}
            </p>
          )}
          {event.text && <p className="whitespace-pre-line">{event.text}</p>}
        </li>
      ))}
    </ol>
  )
}
