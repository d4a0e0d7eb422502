/** 金額: what it comes to and why, step by step; the grant as it stands; what is left of the budget. */
import { Arithmetic } from '~/modules/subsidies/Estimate'
import type { Assessment } from '~/modules/subsidies/rules'
import type { Programme } from '~/modules/subsidies/schema'
import { assumptionText, reasonText, yenText } from '~/modules/subsidies/words'
import { formatDay, formatFiscalYear } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Banner, DataList, Table } from '~/ui/parts'
import { workName } from '../answers'
import type { DraftLine } from '../rules'
import type { Shown } from './Shown'

export function Amounts({ of }: { of: Shown }) {
  const t = useT()
  const language = useLanguage()
  const { amounts, draft, budget } = of
  const yen = (amount: number | null, on: string | null = null) =>
    amount === null || amount === 0
      ? null
      : [yenText(amount, t), on && formatDay(on, language)].filter(Boolean).join(' ')
  const day = (given: string | null) => given && formatDay(given, language)
  return (
    <DataList
      rows={[
        [t('review.amount.decided'), yen(amounts.decided, draft.decidedOn)],
        [t('review.amount.final'), yen(amounts.final, amounts.finalOn)],
        [t('review.amount.advance'), yen(amounts.advance)],
        [t('review.amount.paid'), yen(amounts.paid, amounts.paidOn)],
        [t('review.amount.ordered'), yen(amounts.ordered, amounts.repayBy)],
        [t('review.amount.repaid'), yen(amounts.repaid)],
        [t('review.amount.disposal'), day(amounts.disposalUntil)],
        [
          t('review.amount.budget'),
          budget &&
            t('review.amount.budget_text', {
              year: formatFiscalYear(budget.year, language),
              left: yenText(budget.left, t),
              reserved: yenText(budget.reserved, t),
            }),
        ],
        [
          t('review.amount.account'),
          of.account && `${of.account.bank} ${of.account.branch} ${of.account.number}`,
        ],
      ]}
    />
  )
}

/** What the programme gives, in words, with the arithmetic and all that was taken as so. */
export function WorkedOut({ assessment, programme }: { assessment: Assessment; programme: Programme }) {
  const t = useT()
  const { outcome } = assessment
  const title =
    outcome === 'determined'
      ? t('review.worked.determined', { amount: yenText(assessment.amount, t) })
      : outcome === 'undetermined'
        ? t('review.worked.undetermined', {
            least: yenText(assessment.least, t),
            most: yenText(assessment.most, t),
          })
        : t(`review.worked.${outcome}`)
  const reasons = 'reasons' in assessment ? assessment.reasons : []
  const refused = 'refused' in assessment ? assessment.refused : []
  const assumptions = 'assumptions' in assessment ? assessment.assumptions : []
  return (
    <>
      <Banner tone={outcome === 'determined' ? 'success' : 'warning'} title={title}>
        {reasons.length + refused.length + assumptions.length > 0 && (
          <ul className="bullets">
            {reasons.map((reason) => (
              <li key={JSON.stringify(reason)}>{reasonText(reason, t)}</li>
            ))}
            {refused.map(({ work, reasons: why }) => (
              <li key={work}>
                {workName(programme, work)}: {why.map((reason) => reasonText(reason, t)).join(' ')}
              </li>
            ))}
            {assumptions.map((taken) => (
              <li key={`${taken.text}${taken.facts}`}>
                {t('review.worked.assumed')} {assumptionText(taken, t)}
              </li>
            ))}
          </ul>
        )}
      </Banner>
      <Arithmetic programme={programme} assessment={assessment} />
    </>
  )
}

/** 経費の明細 of a stage, with the file that proves each line. */
export function Costs({ of, stage }: { of: Shown; stage: DraftLine['stage'] }) {
  const t = useT()
  const lines = of.draft.lines.filter((line) => line.stage === stage)
  const worked = stage === 'estimate' ? of.estimate : of.actual
  if (lines.length === 0 || !worked) return null
  const fileName = (id: string) =>
    of.draft.documents.flatMap(({ files }) => files).find((file) => file.id === id)?.name
  return (
    <section className="stack" id={stage}>
      <h2>{t(`review.costs.${stage}`)}</h2>
      <WorkedOut assessment={worked.assessment} programme={of.programme} />
      <Table
        caption={t('review.costs.caption', { total: yenText(worked.total, t) })}
        head={['work', 'label', 'amount', 'payee', 'paper'].map((name) => t(`review.costs.${name}`))}
        rows={lines.map((line) => [
          workName(of.programme, line.work),
          <span key="label">
            {line.label} {!line.eligible && <Badge>{t('review.costs.not_eligible')}</Badge>}
          </span>,
          <span key="amount" className="tabular-nums">
            {yenText(line.amount, t)}
          </span>,
          line.payee || '–',
          line.fileId ? (
            <a key="paper" className="inline-block py-1" href={fileHref(line.fileId, fileName(line.fileId))}>
              {fileName(line.fileId) ?? t('review.costs.file')}
            </a>
          ) : (
            '–'
          ),
        ])}
      />
    </section>
  )
}

export const fileHref = (id: string, name = 'file') =>
  `/subsidies/applications/files/${id}/${encodeURIComponent(name)}`
