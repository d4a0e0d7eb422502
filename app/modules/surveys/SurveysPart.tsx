/** On the page of an association: surveys that wait for answers. */
import { formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { LinkButton } from '~/ui/parts'

export function SurveysPart({
  surveys,
}: {
  surveys: readonly { id: number; title: string; closesOn: string }[]
}) {
  const t = useT()
  const language = useLanguage()
  if (surveys.length === 0) return null
  return (
    <section className="stack">
      <h2>{t('surveys.list.open')}</h2>
      <ul className="stack list-none p-0">
        {surveys.map((survey) => (
          <li key={survey.id}>
            <a href={`/surveys/${survey.id}`} className="inline-block py-2">
              {survey.title}
            </a>
            <span className="support block">
              {t('surveys.page.until', { day: formatDay(survey.closesOn, language) })}
            </span>
          </li>
        ))}
      </ul>
      <p className="actions">
        <LinkButton href="/surveys">{t('surveys.list.title')}</LinkButton>
      </p>
    </section>
  )
}
