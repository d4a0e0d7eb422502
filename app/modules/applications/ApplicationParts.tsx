/** 申請のページの部分: what to do now, the parts to write, the way it takes, the amounts, what happened. */
import { doNotSignText, yenText } from '~/modules/subsidies/words'
import { formatDay, formatInstant } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Banner, ConfirmPost, DataList, LinkButton, PostButton, type Tone } from '~/ui/parts'
import type { ApplicationView } from './queries/view.server'
import { stepPages, type TaskState, tasks, type Warning } from './rules'

/** An application as its page receives it: instants arrive as text. */
export type Shown = Omit<ApplicationView, 'history' | 'edits'> & {
  history: readonly (Omit<ApplicationView['history'][number], 'at'> & { at: string | Date })[]
  edits: readonly (Omit<ApplicationView['edits'][number], 'at'> & { at: string | Date })[]
}

const at = (id: number, leaf: string) => `/subsidies/applications/${id}/${leaf}`

/** Whose turn it is, and what is to be done. */
export function NowPart({ of }: { of: Shown }) {
  const t = useT()
  const language = useLanguage()
  const ours = of.turn === 'association'
  const prepaid = of.state === 'finalised' && of.turn === 'city'
  return (
    <Banner
      tone={of.overdue ? 'danger' : ours ? 'warning' : 'info'}
      title={`${t(`applications.state.${of.state}`)}: ${t(`applications.view.turn_${of.turn}`)}`}
    >
      <p>{t(`applications.view.now_${of.state}${prepaid ? '_settled' : ''}`)}</p>
      {of.dueOn && (
        <p>
          <strong>
            {t(of.overdue ? 'applications.view.was_due' : 'applications.view.due', {
              day: formatDay(of.dueOn, language),
            })}
          </strong>
        </p>
      )}
    </Banner>
  )
}

/** What would cost the grant. */
export function Warnings({
  warnings,
  contractAfterDecision,
}: {
  warnings: readonly Warning[]
  contractAfterDecision: boolean | null
}) {
  const t = useT()
  const language = useLanguage()
  return (
    <>
      {warnings.map(({ kind, day, blocks }) => {
        // Where the scheme's text is silent, what is known of others is told, and that one has to ask.
        const silent =
          contractAfterDecision === null &&
          (kind === 'do_not_sign_yet' || kind === 'contract_before_decision')
        return (
          <Banner
            key={kind}
            tone={blocks ? 'danger' : 'warning'}
            title={t(
              kind === 'do_not_sign_yet' ? 'subsidies.estimate.do_not_sign' : 'applications.view.warning',
            )}
          >
            <p>
              {silent
                ? doNotSignText({ dates: { contractAfterDecision } }, t)
                : t(`applications.warning.${kind}`, { day: day ? formatDay(day, language) : '' })}
            </p>
          </Banner>
        )
      })}
    </>
  )
}

/** What changes the plan instead of going on with it. */
const ASIDE = ['consult', 'request_change', 'withdraw']

/** The buttons of the next step. */
export function Steps({ of }: { of: Shown }) {
  const t = useT()
  const next = of.steps.filter(({ verb }) => !ASIDE.includes(verb))
  const resumes = of.state === 'consulted' && of.mayWrite
  if (next.length === 0 && !resumes) return null
  const president = next.some((step) => step.president) && !of.maySign
  return (
    <>
      <div className="actions">
        {resumes && (
          <PostButton
            action={at(of.id, 'consult')}
            label={t('applications.view.step_resume')}
            fields={{ intent: 'resume', version: of.version }}
            variant="primary"
          />
        )}
        {next.map(({ verb }) => (
          <LinkButton key={verb} href={at(of.id, stepPages[verb])} variant="primary">
            {t(`applications.view.step_${verb}`)}
          </LinkButton>
        ))}
      </div>
      {president && <p>{t('applications.view.president_signs')}</p>}
    </>
  )
}

/** そのほかの手続: consultation, advance, change, withdrawal. */
export function OtherSteps({ of }: { of: Shown }) {
  const t = useT()
  const others = of.steps.filter(({ verb }) => ASIDE.includes(verb))
  if (others.length === 0 && !of.mayAskAdvance) return null
  return (
    <>
      <h2 className="no-print">{t('applications.view.other_steps')}</h2>
      <ul className="plain-list no-print">
        {of.mayAskAdvance && (
          <li>
            <a className="inline-block py-2" href={at(of.id, 'claim')}>
              {t('applications.view.step_advance')}
            </a>
          </li>
        )}
        {others.map(({ verb }) => (
          <li key={verb}>
            <a className="inline-block py-2" href={at(of.id, stepPages[verb])}>
              {t(`applications.view.step_${verb}`)}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

/** 下書きを消す: what the city has never seen. */
export function DeleteDraft({ of }: { of: Shown }) {
  const t = useT()
  if (!of.mayDelete) return null
  return (
    <ConfirmPost
      summary={t('applications.view.delete')}
      label={t('applications.view.delete_of', { title: of.title })}
      fields={{ intent: 'delete', version: of.version }}
    >
      <p>{t('applications.view.delete_text')}</p>
    </ConfirmPost>
  )
}

const taskTone: Record<TaskState, Tone> = { not_started: 'neutral', in_progress: 'warning', done: 'success' }

/** やることの一覧: few states, in words. */
export function TaskList({ of }: { of: Shown }) {
  const t = useT()
  const draft = of.state === 'draft'
  return (
    <ol className="notice-list">
      {tasks
        .filter((task) => of.open.includes(task) || draft)
        .map((task) => (
          <li key={task} className="notice-row plain-list">
            <p>
              <a className="inline-block py-2 font-bold" href={at(of.id, task)}>
                {t(`applications.task.${task}`)}
              </a>{' '}
              {draft && (
                <Badge tone={taskTone[of.tasks[task]]}>{t(`applications.view.task_${of.tasks[task]}`)}</Badge>
              )}
            </p>
            <p className="support">{t(`applications.view.task_${task}_${draft ? 'draft' : 'open'}`)}</p>
          </li>
        ))}
    </ol>
  )
}

const stageTone: Record<string, Tone> = { done: 'success', now: 'info', later: 'neutral', none: 'neutral' }

/** 手続の流れ, in words: what is done and when, where it stands, what comes. */
export function Stages({ stages }: { stages: Shown['stages'] }) {
  const t = useT()
  const language = useLanguage()
  return (
    <ol className="stages">
      {stages.map(({ name, state, day }) => (
        <li key={name} aria-current={state === 'now' ? 'step' : undefined}>
          <span className={state === 'now' ? 'font-bold' : undefined}>
            {t(`applications.view.stage_${name}`)}
          </span>{' '}
          <Badge tone={stageTone[state]}>{t(`applications.view.stage_is_${state}`)}</Badge>
          {day && <span className="support"> {formatDay(day, language)}</span>}
        </li>
      ))}
    </ol>
  )
}

/** 決定の内容 and the money. */
export function Amounts({ of }: { of: Shown }) {
  const t = useT()
  const language = useLanguage()
  const day = (given: string | null) => given && formatDay(given, language)
  const yen = (amount: number | null, on: string | null = null) =>
    amount === null || amount === 0
      ? null
      : [yenText(amount, t), on && formatDay(on, language)].filter(Boolean).join(' ')
  const { amounts } = of
  if (amounts.decided === null) return null
  return (
    <>
      <h2>{t('applications.view.decision')}</h2>
      <DataList
        rows={[
          [t('applications.view.amount_decided'), yen(amounts.decided, amounts.decidedOn)],
          [t('applications.view.amount_advance'), yen(amounts.advance)],
          [t('applications.view.amount_final'), yen(amounts.final, of.amounts.finalOn)],
          [t('applications.view.amount_paid'), yen(amounts.paid, amounts.paidOn)],
          [t('applications.view.amount_ordered'), yen(amounts.ordered)],
          [t('applications.view.repay_by'), day(amounts.repayBy)],
          [t('applications.view.amount_repaid'), yen(amounts.repaid)],
          [t('applications.view.contract_on'), day(of.contractOn)],
          [t('applications.view.started_on'), day(of.startedOn)],
          [t('applications.view.planned_end'), of.completedOn ? null : day(of.plannedEnd)],
          [t('applications.view.completed_on'), day(of.completedOn)],
          [t('applications.view.disposal_until'), day(of.disposalUntil)],
        ]}
      />
      {of.conditions.length > 0 && (
        <>
          <h3>{t('applications.view.conditions')}</h3>
          <ol className="list-decimal pl-6">
            {of.conditions.map((condition) => (
              <li key={condition}>{condition}</li>
            ))}
          </ol>
        </>
      )}
    </>
  )
}

/** これまでの経過: what each side did, newest first, and who of one's own people wrote what. */
export function History({ of }: { of: Shown }) {
  const t = useT()
  const language = useLanguage()
  const when = (instant: string | Date) => formatInstant(new Date(instant), language)
  const party = (capacity: string) =>
    ['president', 'applicant', 'reviewer', 'approver'].includes(capacity)
      ? t(`applications.party.${capacity}`)
      : ''
  return (
    <>
      <h2>{t('applications.view.history')}</h2>
      {of.history.length === 0 && <p>{t('applications.view.history_none')}</p>}
      <ol className="notice-list">
        {of.history.map((event) => (
          <li key={event.id} className="notice-row plain-list">
            <p>
              <strong>{t(`applications.verb.${event.verb}`)}</strong>
            </p>
            <p className="support">
              {when(event.at)} {[party(event.capacity), event.by].filter(Boolean).join(' ')}
            </p>
            {event.reason && <p className="whitespace-pre-line">{event.reason}</p>}
            {event.copy && (
              <p>
                <a className="inline-block py-2" href={at(of.id, `copy.pdf?of=${event.id}`)}>
                  {t('applications.view.copy')}
                </a>
              </p>
            )}
          </li>
        ))}
      </ol>
      {of.edits.length > 0 && (
        <details>
          <summary className="py-2">{t('applications.view.edits')}</summary>
          <ul className="bullets">
            {of.edits.map((edit, index) => (
              <li key={index}>
                {t('applications.view.edit', {
                  at: when(edit.at),
                  by: edit.by ?? t('applications.view.gone'),
                  task: t(`applications.task.${edit.task}`),
                })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
