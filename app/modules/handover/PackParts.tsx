/** The year, the work, the notes, documents and contacts of a handover. */
import { formatDay } from '~/platform/clock'
import { Bars } from '~/ui/bars'
import { useLanguage, useT } from '~/ui/i18n'
import { Table } from '~/ui/parts'
import type { PackShown } from './queries/pack.server'
import { type Entry, inShort } from './rules'
import { monthsText } from './words'

/** 一年の動き: a picture of the months, and what took place in each. */
export function YearPart({
  year,
  from,
  until,
  twoYears,
}: Pick<PackShown, 'year' | 'from' | 'until' | 'twoYears'>) {
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) => t(`handover.year.${key}`, params)
  return (
    <>
      <h2 id="year">{at('title')}</h2>
      <p>{at('lead', { from: formatDay(from, language), until: formatDay(until, language) })}</p>
      <Bars
        label={at('chart')}
        bars={year.map(({ month, entries }) => ({
          label: at('month_of', { month }),
          value: entries.length,
          text: String(entries.length),
        }))}
      />
      <dl className="data-list">
        {year.map(({ month, entries }) => (
          <div key={month}>
            <dt>{at('month_of', { month })}</dt>
            <dd>
              {entries.length === 0 ? (
                at('none')
              ) : (
                <ul>
                  {inShort(entries).map((entry) => (
                    <YearEntry
                      key={`${entry.on}${entry.kind}${entry.title}`}
                      entry={entry}
                      twoYears={twoYears}
                    />
                  ))}
                </ul>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function YearEntry({ entry, twoYears }: { entry: Entry & { times: number }; twoYears: boolean }) {
  const t = useT()
  const { on, kind, href, times } = entry
  const title = times > 1 ? t('handover.year.times', { title: entry.title, times }) : entry.title
  const [year = 0, month = 0, day = 0] = on.split('-').map(Number)
  return (
    <li>
      {t(twoYears ? 'handover.year.day_of' : 'handover.year.day', { year, month, day })}{' '}
      {t(`handover.year.kind.${kind}`)}: {href ? <a href={href}>{title}</a> : title}
    </li>
  )
}

/** 仕事のカード in short. */
export function TaskPart({ tasks, card }: { tasks: PackShown['tasks']; card: string }) {
  const t = useT()
  const at = (key: string, params?: Record<string, string | number>) => t(`handover.tasks.${key}`, params)
  return (
    <>
      <h2 id="tasks">{at('title')}</h2>
      {tasks.length === 0 ? (
        <p>{at('none')}</p>
      ) : (
        <details className="print-open">
          <summary>{at('count', { count: tasks.length })}</summary>
          <dl className="data-list">
            {tasks.map(({ id, title, months, minutes, times, helpers }) => (
              <div key={id}>
                <dt>{title}</dt>
                <dd>
                  {at('line', {
                    months: monthsText(months, t),
                    times: at('times', { minutes, times }),
                  })}
                  {helpers && <span className="support block">{at('helpers', { helpers })}</span>}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      <p>
        <a href={card} className="inline-block py-2">
          {at('card')}
        </a>
      </p>
    </>
  )
}

/** 引き継ぎノート in the order of the year. */
export function NotePart({
  notes,
}: {
  notes: readonly { id: number; month: number | null; text: string }[]
}) {
  const t = useT()
  const at = (key: string) => t(`handover.notes.${key}`)
  if (notes.length === 0) return <p>{at('none')}</p>
  return (
    <dl className="data-list">
      {notes.map(({ id, month, text }) => (
        <div key={id}>
          <dt>{month === null ? at('whole') : t('handover.year.month_of', { month })}</dt>
          <dd className="whitespace-pre-wrap">{text}</dd>
        </div>
      ))}
    </dl>
  )
}

export function DocumentPart({ documents }: Pick<PackShown, 'documents'>) {
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) => t(`handover.documents.${key}`, params)
  const list = (
    <ul className="plain-list">
      {documents.map(({ href, kind, title, of, on }) => (
        <li key={href}>
          <a href={href} className="inline-block py-2">
            {title}
          </a>{' '}
          <span className="support">
            {at(`kind.${kind}`)} {of} {formatDay(on, language)}
          </span>
        </li>
      ))}
    </ul>
  )
  return (
    <>
      <h2 id="documents">{at('title')}</h2>
      {documents.length === 0 && <p>{at('none')}</p>}
      {documents.length > 0 && documents.length <= 8 && list}
      {documents.length > 8 && (
        <details className="print-open">
          <summary>{at('count', { count: documents.length })}</summary>
          {list}
        </details>
      )}
    </>
  )
}

export function ContactPart({ contacts }: Pick<PackShown, 'contacts'>) {
  const t = useT()
  const at = (key: string) => t(`handover.contacts.${key}`)
  return (
    <>
      <h2 id="contacts">{at('title')}</h2>
      {contacts.length === 0 ? (
        <p>{at('none')}</p>
      ) : (
        <>
          <p>{at('lead')}</p>
          <Table
            caption={at('caption')}
            head={[at('who'), at('name'), at('phone'), at('email'), at('address')]}
            rows={contacts.map(({ who, name, phone, email, address }) => [
              who,
              name,
              phone && (
                <a key="phone" href={`tel:${phone}`}>
                  {phone}
                </a>
              ),
              email,
              address,
            ])}
          />
        </>
      )}
    </>
  )
}
