/** 議題 with the time at which each begins: on the page of a talk and where it is put in order. */
import type { ReactNode } from 'react'
import { formatEnd } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Banner } from '~/ui/parts'
import { agendaTimes } from './rules'

type AgendaItem = {
  id: number
  title: string
  text: string
  minutes: number | null
  section: string | null
  matter: { id: number; title: string } | null
}

export function Agenda(props: {
  talk: { startsAt: Date; endsAt: Date }
  items: readonly AgendaItem[]
  /** Buttons of an item, for the host */
  beside?: (item: AgendaItem, index: number) => ReactNode
}) {
  const { talk, items, beside } = props
  const t = useT()
  const language = useLanguage()
  const { starts, planned, over } = agendaTimes(talk, items)
  if (items.length === 0) return <p>{t('talks.agenda.none')}</p>
  return (
    <>
      <ol className="talk-agenda">
        {items.map((item, index) => {
          const begins = starts[index]
          return (
            <li key={item.id}>
              <div className="talk-agenda-time">
                {begins && <strong>{formatEnd(talk.startsAt, begins, language)}</strong>}
                {item.minutes !== null && (
                  <span className="support block">{t('talks.agenda.minutes', { count: item.minutes })}</span>
                )}
              </div>
              <div className="talk-tight">
                <h3>{item.title}</h3>
                {item.text && <p className="whitespace-pre-line">{item.text}</p>}
                {item.section && (
                  <p className="support">{t('talks.agenda.section', { name: item.section })}</p>
                )}
                {item.matter && (
                  <p>
                    <a href={`/exchange/${item.matter.id}`} className="inline-block py-2">
                      {t('talks.agenda.matter', { title: item.matter.title })}
                    </a>
                  </p>
                )}
                {beside?.(item, index)}
              </div>
            </li>
          )
        })}
      </ol>
      {planned > 0 && <p className="support">{t('talks.agenda.planned', { count: planned })}</p>}
      {over > 0 && beside && (
        <Banner tone="warning" title={t('talks.agenda.over', { count: over })}>
          <p>{t('talks.agenda.over_text')}</p>
        </Banner>
      )}
    </>
  )
}
