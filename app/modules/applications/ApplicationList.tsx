/** 申請の一覧: each with its state, whose turn it is, and by when. */
import { formatDay, formatFiscalYear } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, type Tone } from '~/ui/parts'
import type { ListedApplication } from './queries/mine.server'
import type { ApplicationState } from './rules'

/** How a state looks beside its words. */
function stateTone(state: ApplicationState): Tone {
  if (['correcting', 'report_correcting', 'repaying', 'cancelling'].includes(state)) return 'warning'
  if (['refused', 'cancelled'].includes(state)) return 'danger'
  if (['decided', 'finalised', 'paid'].includes(state)) return 'success'
  return ['withdrawn', 'stopped', 'repaid', 'draft'].includes(state) ? 'neutral' : 'info'
}

function StateBadge({ state }: { state: ApplicationState }) {
  const t = useT()
  return <Badge tone={stateTone(state)}>{t(`applications.state.${state}`)}</Badge>
}

/** What the association has to do next in a state, under `applications`. */
const NEXT_ACT: Partial<Record<ApplicationState, string>> = {
  draft: 'mine.act_draft',
  consulted: 'view.step_resume',
  correcting: 'view.step_resubmit',
  decided: 'view.step_report_start',
  started: 'view.step_report',
  report_correcting: 'view.step_resubmit_report',
  finalised: 'view.step_claim',
  repaying: 'mine.act_repaying',
}

/** The act that waits for the association, with its day; for others whose turn it is. */
function Turn({ of }: { of: ListedApplication }) {
  const t = useT()
  const language = useLanguage()
  const key = of.turn === 'association' ? NEXT_ACT[of.state] : undefined
  const day = of.dueOn && formatDay(of.dueOn, language)
  return (
    <p>
      {key ? <strong>{t(`applications.${key}`)}</strong> : t(`applications.mine.turn_${of.turn}`)}
      {day && ` ${t('applications.mine.due', { day })}`}
    </p>
  )
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
            {[withAssociation && one.association.name, one.hall].filter(Boolean).map((name) => `${name} `)}
            {one.programme} {formatFiscalYear(one.year, language)}
          </p>
          <Turn of={one} />
          {one.receiptNumber && (
            <p className="support">{t('applications.mine.receipt', { number: one.receiptNumber })}</p>
          )}
        </li>
      ))}
    </ul>
  )
}
