/** 実績の額: what was planned and what was paid, work by work, and what the grant comes to by it. */
import { yenText } from '~/modules/subsidies/words'
import { useT } from '~/ui/i18n'
import { Banner, Table } from '~/ui/parts'
import type { StepView } from './queries/steps.server'

export function ReportFigures({ of }: { of: Pick<StepView, 'works' | 'costs' | 'decided' | 'recomputed'> }) {
  const t = useT()
  const { works, costs, decided, recomputed } = of
  return (
    <>
      <Table
        caption={t('applications.report.figures')}
        head={[
          t('applications.check.work'),
          t('applications.report.planned'),
          t('applications.report.actual'),
        ]}
        rows={works.map(({ key, name }) => [
          name,
          yenText(costs.estimate[key] ?? 0, t),
          costs.actual[key] === undefined ? t('applications.report.none_yet') : yenText(costs.actual[key], t),
        ])}
      />
      {decided !== null && recomputed?.final !== null && recomputed?.final !== undefined && (
        <Banner
          tone={recomputed.final < decided ? 'warning' : 'info'}
          title={t('applications.report.final_about', { amount: yenText(recomputed.final, t) })}
        >
          <p>
            {t(recomputed.final < decided ? 'applications.report.less' : 'applications.report.same', {
              decided: yenText(decided, t),
            })}
          </p>
        </Banner>
      )}
      {decided !== null && recomputed?.assessment.outcome === 'undetermined' && (
        <Banner
          tone="info"
          title={t('applications.report.final_between', {
            least: yenText(Math.min(decided, recomputed.assessment.least), t),
            most: yenText(Math.min(decided, recomputed.assessment.most), t),
          })}
        >
          <p>{t('applications.report.same', { decided: yenText(decided, t) })}</p>
        </Banner>
      )}
    </>
  )
}
