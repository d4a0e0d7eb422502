/** What was said of a post, and what was done with it: reports, hidings, appeals. */
import { formatInstant } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Card, DataList } from '~/ui/parts'
import type { ModerationCase } from './queries/desk.server'

export function CaseHistory({ found }: { found: ModerationCase }) {
  const t = useT()
  const language = useLanguage()
  const by = (name: string | null, at: Date) =>
    t('moderation.case.by', {
      name: name ?? t('moderation.case.forgotten'),
      at: formatInstant(at, language),
    })
  return (
    <>
      <h2>{t('moderation.case.reports')}</h2>
      {found.reports.length === 0 && <p>{t('moderation.case.no_reports')}</p>}
      {found.reports.map((report) => (
        <Card key={report.id}>
          <p>
            <Badge tone={report.state === 'open' ? 'warning' : 'neutral'}>
              {t(`moderation.case.report_state.${report.state}`)}
            </Badge>{' '}
            {formatInstant(report.createdAt, language)}{' '}
            {t(report.byAccount ? 'moderation.case.by_account' : 'moderation.case.by_guest')}
          </p>
          <p>
            <strong>{t(`moderation.reason.${report.reason}`)}</strong>
          </p>
          {report.text && <p className="whitespace-pre-line">{report.text}</p>}
          {report.decision && (
            <p className="whitespace-pre-line">{t('moderation.case.decided', { text: report.decision })}</p>
          )}
        </Card>
      ))}
      {found.hidings.length > 0 && <h2>{t('moderation.case.history')}</h2>}
      {found.hidings.map((hiding) => (
        <Card key={hiding.id}>
          <DataList
            rows={[
              [t('moderation.desk.hidden_on'), by(hiding.by, hiding.hiddenAt)],
              [t('moderation.desk.rule'), t(`moderation.rule.${hiding.rule}.title`)],
              [t('moderation.desk.reason'), hiding.reason],
              [t('moderation.case.lifted'), hiding.liftedAt && formatInstant(hiding.liftedAt, language)],
              [t('moderation.case.lift_reason'), hiding.liftedReason],
            ]}
          />
          {hiding.appeal && (
            <>
              <h3>{t('moderation.case.appeal')}</h3>
              <p>{formatInstant(hiding.appeal.createdAt, language)}</p>
              <p className="whitespace-pre-line">{hiding.appeal.text || t('moderation.case.words_gone')}</p>
              <p>
                <Badge tone={hiding.appeal.state === 'open' ? 'warning' : 'neutral'}>
                  {t(`moderation.appeal.state.${hiding.appeal.state}`)}
                </Badge>
              </p>
              {hiding.appeal.decidedAt && (
                <DataList
                  rows={[
                    [t('moderation.case.judge_choice'), by(hiding.appeal.by, hiding.appeal.decidedAt)],
                    [t('moderation.case.judge_reason'), hiding.appeal.decision],
                  ]}
                />
              )}
            </>
          )}
        </Card>
      ))}
    </>
  )
}
