/** The parts of a survey's desk: how far it is, its questions, and its end. */
import { formatDay } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import { CheckboxField, CheckedForm, HiddenField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Banner, Button, ConfirmPost, DataList, LinkButton } from '~/ui/parts'
import type { AboutSurvey } from './queries/survey.server'
import type { Question, Standing, SurveyState } from './rules'
import { concludeForm, openSurveyForm, verbForm } from './schema'

type Desk = {
  survey: AboutSurvey & { version: number }
  standing: Standing
  questions: readonly Question[]
  answers: { all: number; paper: number; roll: number; waiting: number; out: number }
  unfit: string | null
  paperLinks: boolean
  paperEntry: boolean
}

/** What comes next: opening, paper, closing. */
export function RunPart({ data, answer }: { data: Desk; answer: unknown }) {
  const { survey, standing, answers, unfit, paperLinks, paperEntry } = data
  const t = useT()
  const language = useLanguage()
  const at = (key: string) => t(`surveys.run.${key}`)
  const { id, version, state } = survey
  const day = (of: string) => formatDay(of, language)
  return (
    <section aria-labelledby="run" className="card stack">
      <h2 id="run">{at('title')}</h2>
      {state !== 'draft' && (
        <DataList
          rows={[
            [at('answers'), t('surveys.desk.count', { count: answers.roll })],
            [at('paper'), answers.paper > 0 ? t('surveys.desk.count', { count: answers.paper }) : ''],
            [
              at('waiting'),
              answers.waiting > 0 ? t('surveys.run.sheets_count', { count: answers.waiting }) : '',
            ],
          ]}
        />
      )}
      {standing === 'paper' && survey.paperUntil && (
        <Banner tone="warning" title={at('counting')}>
          <p>
            {t('surveys.run.counting_text', { day: day(survey.closesOn), until: day(survey.paperUntil) })}
          </p>
        </Banner>
      )}
      {state === 'draft' && unfit && <p>{at(unfit)}</p>}
      {state === 'draft' && !unfit && (
        <ConfirmPost
          summary={at('open')}
          label={at('open_label')}
          variant="primary"
          fields={{ intent: 'verb', verb: 'open', version }}
        >
          <p>{t('surveys.run.open_text', { from: day(survey.opensOn), to: day(survey.closesOn) })}</p>
          <p>{at('open_fixed')}</p>
          {survey.reach === 'members' && <p>{at('open_mails')}</p>}
        </ConfirmPost>
      )}
      {(paperLinks || paperEntry) && (
        <p className="actions">
          {paperLinks && <LinkButton href={`/surveys/${id}/sheets`}>{at('sheets')}</LinkButton>}
          {paperEntry && <LinkButton href={`/surveys/${id}/paper`}>{at('enter')}</LinkButton>}
        </p>
      )}
      {state === 'open' && <ClosePart data={data} answer={answer} />}
      {(state === 'open' || state === 'draft') && (
        <details className="confirm">
          <summary>{at('cancel')}</summary>
          <div className="stack">
            <p>{at('cancel_text')}</p>
            <CheckedForm schema={verbForm}>
              <HiddenField name="intent" value="verb" />
              <HiddenField name="verb" value="cancel" />
              <HiddenField name="version" value={version} />
              <TextArea name="reason" label={at('reason')} rows={3} required />
              <SubmitButton variant="danger">{at('cancel_label')}</SubmitButton>
            </CheckedForm>
          </div>
        </details>
      )}
      {state === 'cancelled' && <p className="whitespace-pre-line">{survey.conclusion}</p>}
    </section>
  )
}

/** 受付を終える, with what would be lost by it. */
function ClosePart({ data: { survey, standing, answers }, answer }: { data: Desk; answer: unknown }) {
  const t = useT()
  const at = (key: string) => t(`surveys.run.${key}`)
  return (
    <details className="confirm" open={answer !== undefined || undefined}>
      <summary>{at(standing === 'open' || standing === 'coming' ? 'close' : 'close_counted')}</summary>
      <div className="stack">
        <p>{at(standing === 'paper' ? 'close_paper' : standing === 'over' ? 'close_now' : 'close_text')}</p>
        {standing === 'open' && survey.paperUntil && <p>{at('close_instead')}</p>}
        {answers.out > 0 && <p>{t('surveys.run.close_out', { count: answers.out })}</p>}
        <CheckedForm answer={answer}>
          <HiddenField name="intent" value="verb" />
          <HiddenField name="verb" value="close" />
          <HiddenField name="version" value={survey.version} />
          {answers.waiting > 0 && (
            <>
              <p>
                <strong>{t('surveys.run.close_waiting', { count: answers.waiting })}</strong>
              </p>
              <CheckboxField name="anyway" label={at('close_anyway')} />
            </>
          )}
          <SubmitButton variant="secondary">{at('close_label')}</SubmitButton>
        </CheckedForm>
      </div>
    </details>
  )
}

/** 設問, each with plain buttons. From the first answer on they stand. */
export function QuestionsPart(props: {
  surveyId: number
  version: number
  questions: readonly Question[]
  frozen: boolean
  state: SurveyState
}) {
  const { surveyId, version, questions, frozen, state } = props
  const t = useT()
  const at = (key: string) => t(`surveys.questions.${key}`)
  const changeable = !frozen && (state === 'draft' || state === 'open')
  const here = `/surveys/${surveyId}/questions`
  return (
    <section aria-labelledby="questions" className="stack">
      <h2 id="questions">{t('surveys.questions.title', { count: questions.length })}</h2>
      {frozen && (
        <Banner tone="info" title={at('frozen')}>
          <p>{at('frozen_text')}</p>
        </Banner>
      )}
      {questions.length === 0 && <p>{at('none')}</p>}
      <ol className="stack list-none p-0">
        {questions.map((question, index) => (
          <li key={question.id} className="card stack">
            <h3 className="card-title">
              {t('surveys.sheet.numbered', { number: index + 1, label: question.label })}
            </h3>
            <p className="flex flex-wrap gap-2">
              <Badge>{t(`surveys.kind.${question.kind}.title`)}</Badge>
              {question.required && <Badge tone="info">{t('form.required_mark')}</Badge>}
            </p>
            {question.options.length > 0 && (
              <ul className="bullets">
                {question.options.map((option) => (
                  <li key={option.id}>{option.label}</li>
                ))}
              </ul>
            )}
            {changeable && (
              <div className="actions">
                <LinkButton href={`${here}/${question.id}`}>
                  {at('edit')}
                  <span className="visually-hidden"> {question.label}</span>
                </LinkButton>
                {index > 0 && <Arrange intent="up" question={question} version={version} label={at('up')} />}
                {index < questions.length - 1 && (
                  <Arrange intent="down" question={question} version={version} label={at('down')} />
                )}
                <Arrange intent="remove" question={question} version={version} label={at('remove')} />
              </div>
            )}
          </li>
        ))}
      </ol>
      {changeable && (
        <p className="actions">
          <LinkButton href={`${here}/new`} variant={questions.length === 0 ? 'primary' : 'secondary'}>
            {at('add')}
          </LinkButton>
        </p>
      )}
    </section>
  )
}

function Arrange(props: {
  intent: 'up' | 'down' | 'remove'
  question: Question
  version: number
  label: string
}) {
  const { intent, question, version, label } = props
  return (
    <form method="post" className="inline-form">
      <HiddenField name="intent" value={intent} />
      <HiddenField name="question" value={question.id} />
      <HiddenField name="version" value={version} />
      <Button variant={intent === 'remove' ? 'plain' : 'secondary'}>
        {label}
        <span className="visually-hidden"> {question.label}</span>
      </Button>
    </form>
  )
}

type Part = { survey: AboutSurvey & { version: number }; answer: unknown; kept: FormFields | null }

/** What may still be changed while it is open. */
export function OpenPart({ survey, answer, kept }: Part) {
  const t = useT()
  const at = (key: string) => t(`surveys.form.${key}`)
  const { introduction, closesOn, version } = survey
  return (
    <CheckedForm schema={openSurveyForm} answer={answer} defaults={{ introduction, closesOn, ...kept }}>
      <HiddenField name="intent" value="open" />
      <HiddenField name="version" value={version} />
      <TextArea name="introduction" label={at('introduction')} rows={5} />
      <TextField name="closesOn" type="date" label={at('closes_on')} required />
      <SubmitButton>{at('save')}</SubmitButton>
    </CheckedForm>
  )
}

/** わかったことと、これからすること */
export function ConcludePart({ survey, answer, kept }: Part) {
  const t = useT()
  const { conclusion, version } = survey
  return (
    <>
      <h2>{t('surveys.page.conclusion')}</h2>
      <CheckedForm schema={concludeForm} answer={answer} defaults={{ conclusion, ...kept }}>
        <HiddenField name="intent" value="conclude" />
        <HiddenField name="version" value={version} />
        <TextArea
          name="conclusion"
          label={t('surveys.conclude.label')}
          support={t('surveys.conclude.support')}
          rows={8}
          required
        />
        <SubmitButton>{t('surveys.conclude.save')}</SubmitButton>
      </CheckedForm>
    </>
  )
}
