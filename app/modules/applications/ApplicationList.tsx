/** 申請の一覧: each with its state, whose turn it is, and by when. */
import { formatDay, formatFiscalYear } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, type Tone } from '~/ui/parts'
import type { ListedApplication } from './queries/mine.server'
import type { ApplicationState } from './rules'

/** How a state looks beside its words. */
export function stateTone(state: ApplicationState): Tone {
  if (['correcting', 'report_correcting', 'repaying', 'cancelling'].includes(state)) return 'warning'
  if (['refused', 'cancelled'].includes(state)) return 'danger'
  if (['decided', 'finalised', 'paid'].includes(state)) return 'success'
  return ['withdrawn', 'stopped', 'repaid', 'draft'].includes(state) ? 'neutral' : 'info'
}

export function StateBadge({ state }: { state: ApplicationState }) {
  const t = useT()
  return <Badge tone={stateTone(state)}>{t(`applications.state.${state}`)}</Badge>
}

export function ApplicationList(props: {
  items: readonly ListedApplication[]
  /** Whose it is, where one looks at several associations */
  withAssociation: boolean
}) {
  const { items, withAssociation } = props
  const t = useT()
  const language = useLanguage()
  return (
    <ul className="notice-list">
      {items.map((one) => (
        <li key={one.id} className="notice-row plain-list">
          <p className="notice-marks">
            <StateBadge state={one.state} />
            {one.overdue && <Badge tone="danger">{t('applications.mine.overdue')}</Badge>}
          </p>
          <h3>
            <a href={`/subsidies/applications/${one.id}`}>{one.title}</a>
          </h3>
          <p>
            {withAssociation && <>{one.association.name} </>}
            {one.programme} {formatFiscalYear(one.year, language)}
          </p>
          <p className="support">
            {t(`applications.mine.turn_${one.turn}`)}
            {one.dueOn && ` ${t('applications.mine.due', { day: formatDay(one.dueOn, language) })}`}
            {one.receiptNumber && ` ${t('applications.mine.receipt', { number: one.receiptNumber })}`}
          </p>
        </li>
      ))}
    </ul>
  )
}
