/** アンケート in a list: what it is about, until when, and whether one has answered. */
import { formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge } from '~/ui/parts'
import type { ForMe, ListedSurvey } from './queries/list.server'
import type { Standing } from './rules'
import { StandingBadge } from './SurveyParts'

export function SurveyList({
  surveys,
}: {
  surveys: readonly (ListedSurvey & { standing: Standing; forMe?: ForMe })[]
}) {
  const t = useT()
  const language = useLanguage()
  return (
    <ul className="stack list-none p-0">
      {surveys.map((survey) => (
        <li key={survey.id} className="card">
          <h3 className="card-title">
            <a href={`/surveys/${survey.id}`}>{survey.title}</a>
          </h3>
          <p className="flex flex-wrap gap-2">
            <StandingBadge standing={survey.standing} />
            {survey.forMe === 'asked' && survey.standing === 'open' && (
              <Badge tone="warning">{t('surveys.list.asked')}</Badge>
            )}
            {survey.forMe === 'answered' && <Badge tone="success">{t('surveys.list.answered')}</Badge>}
            <Badge>{t(survey.anonymous ? 'surveys.nameless' : 'surveys.named')}</Badge>
            {survey.concluded && <Badge tone="info">{t('surveys.list.concluded')}</Badge>}
          </p>
          <p>
            {survey.association}
            <span className="support block">
              {t('surveys.list.days', {
                from: formatDay(survey.opensOn, language),
                to: formatDay(survey.closesOn, language),
              })}
            </span>
          </p>
        </li>
      ))}
    </ul>
  )
}
