/** 意見交換会 on the desk of officers: what waits for an answer. */
import { formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import type { WaitingTalk } from './queries/desk.server'

export function TalkDesk({ rows }: { rows: readonly WaitingTalk[] | null }) {
  const t = useT()
  const language = useLanguage()
  if (rows === null || rows.length === 0) return null
  return (
    <section className="callout">
      <h2>{t('talks.desk.title')}</h2>
      <ul>
        {rows.map((row) => (
          <li key={`${row.kind} ${row.id} ${row.association}`}>
            <a
              href={`/exchange/talks/${row.id}${row.kind === 'answer' ? '#own' : '/questions'}`}
              className="inline-block py-2"
            >
              {row.title}
            </a>{' '}
            {t(`talks.desk.${row.kind}`, {
              association: row.association,
              count: row.count,
              day: formatDay(row.by, language),
            })}
          </li>
        ))}
      </ul>
    </section>
  )
}
