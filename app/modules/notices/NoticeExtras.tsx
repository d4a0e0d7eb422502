/** What a notice asks beyond its text, and who has handed it on. */
import { dayOf, formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { DataList, Icon } from '~/ui/parts'
import { hoursOf } from './fields'
import type { PassingItem } from './queries/notice.server'

/** 依頼: what the city or a council asks of associations */
export function RequestBox({ request }: { request: { purpose: string; minutes: number; dueOn: string } }) {
  const t = useT()
  const language = useLanguage()
  return (
    <div className="callout">
      <h2>
        <Icon name="info" /> {t('notices.page.request_title')}
      </h2>
      <DataList
        rows={[
          [t('notices.page.request_purpose'), request.purpose],
          [
            t('notices.page.request_hours'),
            t('notices.page.request_hours_of', { hours: hoursOf(request.minutes) }),
          ],
          [t('notices.page.request_due'), formatDay(request.dueOn, language)],
        ]}
      />
    </div>
  )
}

/** 取り次ぎ: what the reader's own associations say to it, and the others folded away. */
export function Passings({ own, others }: { own: readonly PassingItem[]; others: readonly PassingItem[] }) {
  const t = useT()
  return (
    <>
      {own.map((passing) => (
        <Passing key={passing.associationId} passing={passing} />
      ))}
      {others.length > 0 && (
        <details>
          <summary>{t('notices.page.passed_others', { count: others.length })}</summary>
          {others.map((passing) => (
            <Passing key={passing.associationId} passing={passing} />
          ))}
        </details>
      )}
    </>
  )
}

function Passing({ passing }: { passing: PassingItem }) {
  const t = useT()
  const language = useLanguage()
  const { name, line, passedAt } = passing
  const day = formatDay(dayOf(new Date(passedAt)), language)
  return (
    <section className="card">
      <p>
        {line ? (
          <strong>{t('notices.page.passed_by', { name })}</strong>
        ) : (
          t('notices.page.passed_plain', { name })
        )}
      </p>
      {line && <p className="whitespace-pre-line">{line}</p>}
      <p className="support">{t('notices.page.passed_on_day', { day })}</p>
    </section>
  )
}
