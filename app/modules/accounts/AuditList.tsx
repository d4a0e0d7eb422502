/** The trail in words: who did what, on what, when and from where. */
import { formatInstant } from '~/platform/clock'
import type { Translate } from '~/platform/i18n'
import { useLanguage, useT } from '~/ui/i18n'

export type TrailEntry = {
  id: string
  at: string
  who: string | null
  forgotten: boolean
  capacity: string
  action: string
  subjectType: string
  subjectId: string
  origin: string
  before: unknown
  after: unknown
}

/** The words for a code of the trail; one that has none is shown as it is rather than hidden. */
function worded(t: Translate, section: string, code: string): string {
  const key = `accounts.audit.${section}.${code}`
  const words = t(key)
  return words === key || typeof words !== 'string' ? code : words
}

function detail(t: Translate, details: unknown): string | null {
  if (typeof details !== 'object' || details === null) return null
  const parts = Object.entries(details)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => {
      const values = (Array.isArray(value) ? value : [value]).map((v) =>
        typeof v === 'object' ? JSON.stringify(v) : worded(t, 'value', String(v)),
      )
      return `${worded(t, 'field', name)}: ${values.join(', ')}`
    })
  return parts.length > 0 ? parts.join(' / ') : null
}

function who(t: Translate, entry: TrailEntry): string {
  const capacity = worded(t, 'capacity', entry.capacity)
  if (entry.who) return t('accounts.audit.who', { name: entry.who, capacity })
  return entry.forgotten ? t('accounts.audit.forgotten', { capacity }) : capacity
}

export function AuditList({ entries }: { entries: readonly TrailEntry[] }) {
  const t = useT()
  const language = useLanguage()
  if (entries.length === 0) return <p>{t('accounts.audit.none')}</p>
  return (
    <ol className="space-y-3">
      {entries.map((entry) => (
        <li key={entry.id} className="card">
          <p className="font-bold">{worded(t, 'action', entry.action)}</p>
          <p>
            {formatInstant(new Date(entry.at), language)} {who(t, entry)}
          </p>
          <ul className="support">
            {lines(t, entry).map(([label, words]) => (
              <li key={label}>
                {label}: {words}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

/** On what, before and after, from where: what is known of it. */
function lines(t: Translate, entry: TrailEntry): [string, string][] {
  const all: [string, string | null][] = [
    [t('accounts.audit.on'), `${worded(t, 'subject', entry.subjectType)} ${shortId(entry.subjectId)}`],
    [t('accounts.audit.before'), detail(t, entry.before)],
    [t('accounts.audit.after'), detail(t, entry.after)],
    [t('accounts.audit.from'), entry.origin || null],
  ]
  return all.filter((line): line is [string, string] => line[1] !== null)
}

/** The first letters of a long id are enough to tell two things apart. */
function shortId(id: string): string {
  return id.length > 13 ? `${id.slice(0, 13)}…` : id
}
