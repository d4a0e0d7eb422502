/** The sheet of whoever answers: what becomes of the name, the questions, and one button. */
import type { FormFields } from '~/platform/forms'
import { CheckedForm, HiddenField, SubmitButton } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { AnswerFields } from './AnswerFields'
import type { AboutSurvey } from './queries/survey.server'
import { answersSchema, type Question } from './rules'
import { NameBox, SurveyFacts } from './SurveyParts'

export function Sheet(props: {
  survey: AboutSurvey
  questions: readonly Question[]
  household: { id: number; name: string } | null
  edition: string | null
  defaults: FormFields
  answer: unknown
  tileUrl: string
}) {
  const { survey, questions, household, edition, defaults, answer, tileUrl } = props
  const t = useT()
  return (
    <>
      {survey.introduction && <p className="whitespace-pre-line">{survey.introduction}</p>}
      <NameBox survey={survey} />
      {household && <p className="lead">{t('surveys.sheet.household', { name: household.name })}</p>}
      <details className="confirm">
        <summary>{t('surveys.sheet.about')}</summary>
        <SurveyFacts survey={survey} questions={questions.length} />
      </details>
      <CheckedForm schema={answersSchema(questions)} answer={answer} defaults={defaults}>
        {household && <HiddenField name="household" value={household.id} />}
        {edition && <HiddenField name="edition" value={edition} />}
        <AnswerFields questions={questions} tileUrl={tileUrl} />
        <p>{t(survey.anonymous ? 'surveys.sheet.last_nameless' : 'surveys.sheet.last_named')}</p>
        <div className="actions">
          <SubmitButton>{t(edition ? 'surveys.sheet.change' : 'surveys.sheet.send')}</SubmitButton>
        </div>
      </CheckedForm>
    </>
  )
}
