/** 提出前の確認: everything as it was written, part by part, each with the way to change it; and what it comes to. */
import { Fragment, type ReactNode } from 'react'
import { Result } from '~/modules/subsidies/Estimate'
import type { Assessment } from '~/modules/subsidies/rules'
import { documentSteps, type Programme } from '~/modules/subsidies/schema'
import { yenText } from '~/modules/subsidies/words'
import { formatDay, formatFiscalYear } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { DataList, Table } from '~/ui/parts'
import { answeredFacts, sizeText, workName } from './answers'
import { type Draft, type DraftDocument, filesOf, type LineStage, type Task } from './rules'

type Shown = {
  id: number
  programme: Programme
  draft: Draft
  hall: { id: number; name: string } | null
  association: { name: string; slug: string }
  open: readonly Task[]
}

export function CheckAnswers({ of }: { of: Shown }) {
  const { programme, draft, hall, association } = of
  const t = useT()
  const language = useLanguage()
  const day = (given: string | null) =>
    given ? formatDay(given, language) : t('applications.check.not_written')
  const written = (text: string) => text || t('applications.check.not_written')
  return (
    <>
      <Part of={of} task="plan">
        <DataList
          rows={[
            [t('applications.check.association'), association.name],
            [
              t('applications.check.programme'),
              `${programme.name} ${formatFiscalYear(draft.year, language)}`,
            ],
            [t('applications.check.title_of'), written(draft.title)],
            [
              t('applications.check.works'),
              written(draft.works.map((work) => workName(programme, work)).join(t('subsidies.rule.comma'))),
            ],
            [t('applications.check.hall'), hall?.name ?? null],
            [
              t('applications.check.purpose'),
              <span key="purpose" className="whitespace-pre-line">
                {written(draft.purpose)}
              </span>,
            ],
            [t('applications.check.planned_start'), day(draft.plannedStart)],
            [t('applications.check.planned_end'), day(draft.plannedEnd)],
            [t('applications.check.contract_on'), draft.contractOn && day(draft.contractOn)],
          ]}
        />
      </Part>
      <Part of={of} task="questions">
        <DataList rows={answeredFacts(programme, draft.works, draft.facts, { t, language })} />
      </Part>
      <Part of={of} task="costs">
        <CostTable programme={programme} lines={draft.lines} stage="estimate" />
        {draft.lines.some(({ stage }) => stage === 'actual') && (
          <CostTable programme={programme} lines={draft.lines} stage="actual" />
        )}
      </Part>
      <Part of={of} task="documents">
        <DocumentTable documents={draft.documents} />
      </Part>
    </>
  )
}

function Part({ of, task, children }: { of: Shown; task: Task; children: ReactNode }) {
  const t = useT()
  return (
    <>
      <h2 id={task}>{t(`applications.task.${task}`)}</h2>
      {of.open.includes(task) && (
        <p>
          <a className="inline-block py-2" href={`/subsidies/applications/${of.id}/${task}`}>
            {t('applications.check.change', { part: t(`applications.task.${task}`) })}
          </a>
        </p>
      )}
      {children}
    </>
  )
}

function CostTable(props: { programme: Programme; lines: Draft['lines']; stage: LineStage }) {
  const { programme, stage } = props
  const t = useT()
  const lines = props.lines.filter((line) => line.stage === stage)
  if (lines.length === 0) return <p>{t('applications.check.no_lines')}</p>
  const total = lines.reduce((sum, { amount }) => sum + amount, 0)
  return (
    <>
      <Table
        caption={t(`applications.check.lines_${stage}`)}
        head={[
          t('applications.check.line'),
          t('applications.check.work'),
          t('applications.check.payee'),
          t('applications.check.counts'),
          t('applications.check.amount'),
        ]}
        rows={lines.map((line) => [
          line.label,
          workName(programme, line.work),
          line.payee,
          t(line.eligible ? 'applications.check.eligible' : 'applications.check.not_eligible'),
          yenText(line.amount, t),
        ])}
      />
      <p>
        <strong>{t('applications.check.total', { amount: yenText(total, t) })}</strong>
      </p>
    </>
  )
}

/** Documents of the application, and of later steps where something has been handed in. */
function DocumentTable({ documents }: { documents: readonly DraftDocument[] }) {
  const t = useT()
  const shown = documents.filter(
    ({ step, state, files }) =>
      step === 'application' || step === 'consultation' || state !== 'missing' || files.length > 0,
  )
  if (shown.length === 0) return <p>{t('applications.check.no_documents')}</p>
  return (
    <>
      {documentSteps
        .filter((step) => shown.some((one) => one.step === step))
        .map((step) => (
          <Fragment key={step}>
            <h3>{t(`subsidies.document_step.${step}`)}</h3>
            <DataList
              rows={shown
                .filter((one) => one.step === step)
                .map((one) => [
                  one.name,
                  <Fragment key="document">
                    {t(`applications.check.document_${one.state}`)}
                    {one.note && ` (${one.note})`}
                    {filesOf(one).map((file) => (
                      <a
                        key={file.id}
                        className="block py-2.5 break-all"
                        href={`/subsidies/applications/files/${file.id}/${encodeURIComponent(file.name)}`}
                      >
                        {file.name} ({sizeText(file.size)})
                      </a>
                    ))}
                  </Fragment>,
                ])}
            />
          </Fragment>
        ))}
    </>
  )
}

/** What it comes to: an estimate until the city decides. */
export function ComesTo({ programme, assessment }: { programme: Programme; assessment: Assessment }) {
  const t = useT()
  return (
    <>
      <h2>{t('applications.check.comes_to')}</h2>
      <Result programme={programme} assessment={assessment} />
    </>
  )
}
