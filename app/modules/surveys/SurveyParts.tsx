/** What is said of a survey wherever it is shown: how it stands, who is asked, and what becomes of the name. */
import { formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Banner, DataList, type Tone } from '~/ui/parts'
import type { AboutSurvey } from './queries/survey.server'
import type { Standing } from './rules'

const tones: Record<Standing, Tone> = {
  draft: 'neutral',
  coming: 'info',
  open: 'success',
  paper: 'info',
  over: 'neutral',
  cancelled: 'warning',
}

export function StandingBadge({ standing }: { standing: Standing }) {
  const t = useT()
  return <Badge tone={tones[standing]}>{t(`surveys.standing.${standing}`)}</Badge>
}

const LINES = {
  nameless: ['apart', 'nobody', 'fixed', 'words'],
  named: ['seen', 'change', 'kept'],
} as const

/** 無記名 or 記名, with what that means for whoever answers. */
export function NameBox({
  survey,
  paper,
}: {
  survey: Pick<AboutSurvey, 'anonymous' | 'unit'>
  paper?: boolean
}) {
  const t = useT()
  const kind = survey.anonymous ? 'nameless' : 'named'
  const lines = LINES[kind].map((line) => t(`surveys.name.${kind}.${line}`))
  return (
    <Banner tone={survey.anonymous ? 'info' : 'warning'} title={t(`surveys.name.${kind}.title`)}>
      <ul className="bullets">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {survey.unit === 'household' && <li>{t('surveys.name.household')}</li>}
        {paper && <li>{t('surveys.name.paper')}</li>}
      </ul>
    </Banner>
  )
}

export function SurveyFacts({ survey, questions }: { survey: AboutSurvey; questions?: number }) {
  const t = useT()
  const language = useLanguage()
  return (
    <DataList
      rows={[
        [t('surveys.facts.by'), survey.association.name],
        [
          t('surveys.facts.who'),
          t(survey.reach === 'all' ? 'surveys.facts.who_all' : `surveys.facts.who_${survey.unit}`, {
            audience: survey.audience,
          }),
        ],
        [
          t('surveys.facts.days'),
          `${formatDay(survey.opensOn, language)} – ${formatDay(survey.closesOn, language)}`,
        ],
        [
          t('surveys.facts.paper'),
          survey.paperUntil
            ? t('surveys.facts.paper_value', {
                day: formatDay(survey.closesOn, language),
                until: formatDay(survey.paperUntil, language),
              })
            : '',
        ],
        [t('surveys.facts.name'), t(survey.anonymous ? 'surveys.nameless' : 'surveys.named')],
        [t('surveys.facts.once'), t(`surveys.facts.once_${survey.unit}`)],
        [t('surveys.facts.purpose'), survey.purpose],
        [
          t('surveys.facts.results'),
          [
            t(survey.resultsPublic ? 'surveys.facts.results_all' : 'surveys.facts.results_asked'),
            survey.showsRunning ? t('surveys.facts.results_running') : '',
          ]
            .filter(Boolean)
            .join(' '),
        ],
        [t('surveys.facts.questions'), questions ? t('surveys.facts.count', { count: questions }) : ''],
      ]}
    />
  )
}
