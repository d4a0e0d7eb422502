/** 履歴 as a table, on the screen and on paper. */
import { type Day, formatDay } from '~/platform/clock'
import type { Translate } from '~/platform/i18n'
import { useLanguage, useT } from '~/ui/i18n'
import { Table } from '~/ui/parts'
import type { CheckItem, IncidentKind, PartKind, ReportKind, ReportState } from './rules'

type HistoryEntry = { on: Day; at: string; by: string | null; note: string } & (
  | { what: 'check'; bad: readonly CheckItem[]; paper: string }
  | { what: 'incident'; kind: IncidentKind }
  | { what: 'part_in' | 'part_out'; kind: PartKind; expiresOn: Day }
  | { what: 'report'; id: number; kind: ReportKind }
  | { what: 'report_closed'; id: number; kind: ReportKind; state: ReportState }
)

export function HistoryTable({ aedId, entries }: { aedId: number; entries: readonly HistoryEntry[] }) {
  const t = useT()
  const language = useLanguage()
  if (entries.length === 0) return <p>{t('custody.history.none')}</p>
  return (
    <Table
      caption={t('custody.history.caption')}
      head={['head_day', 'head_what', 'head_note', 'head_by'].map((key) => t(`custody.history.${key}`))}
      rows={entries.map((entry) => [
        formatDay(entry.on, language),
        entry.what === 'report' || entry.what === 'report_closed' ? (
          <a key="what" href={`/aeds/${aedId}/reports/${entry.id}`}>
            {words(entry, t, language)}
          </a>
        ) : (
          words(entry, t, language)
        ),
        entry.note,
        [entry.what === 'check' ? entry.paper : '', entry.by ?? ''].filter(Boolean).join(' / '),
      ])}
    />
  )
}

function words(entry: HistoryEntry, t: Translate, language: string): string {
  switch (entry.what) {
    case 'check':
      return entry.bad.length === 0
        ? t('custody.history.check_ok')
        : t('custody.history.check_bad', {
            items: entry.bad.map((item) => t(`custody.check.no.${item}`)).join(' / '),
          })
    case 'incident':
      return t(`custody.incident.${entry.kind}`)
    case 'part_in':
    case 'part_out':
      return t(`custody.history.${entry.what}`, {
        part: t(`custody.part.${entry.kind}`),
        day: formatDay(entry.expiresOn, language),
      })
    case 'report':
      return t('custody.history.report', { kind: t(`custody.kind.${entry.kind}`) })
    case 'report_closed':
      return t(`custody.history.report_${entry.state}`, { kind: t(`custody.kind.${entry.kind}`) })
  }
}
