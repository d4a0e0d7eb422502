/** 通報: the way for anybody who finds that a contribution breaks the rules, and for the moderators to act at once. */
import { useT } from '~/ui/i18n'
import { deskPath, reportPath, type Subject } from './rules'

/** @param moderates whoever looks has `content.moderate`: the way to the desk stands beside it */
export function ReportLink(props: { subject: Subject; id: number; moderates?: boolean }) {
  const { subject, id, moderates } = props
  const t = useT()
  return (
    <p className="report-link">
      <a href={reportPath(subject, id)} rel="nofollow">
        {t('moderation.report.link')}
      </a>
      {moderates && (
        <>
          {' ・ '}
          <a href={deskPath(subject, id)}>{t('moderation.desk.look')}</a>
        </>
      )}
    </p>
  )
}
