/** 概算: choosing, asking, and the result with its arithmetic. */
import { type Day, formatDay, formatFiscalYear } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import {
  type Answer,
  CheckedForm,
  HiddenField,
  RadioField,
  SelectField,
  SubmitButton,
  TextField,
} from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Banner, Button, Card, Table } from '~/ui/parts'
import { factLabel } from './describe'
import { Documents, OpenPointsFor } from './ProgrammeFacts'
import { type AskedFact, type Assessment, type Milestone, questionsOf } from './rules'
import { costField, estimateForm, estimateQuery, factField, type Programme } from './schema'
import { assumptionText, byText, doNotSignText, figureText, reasonText, yenText } from './words'

/** First: which scheme, and which work. */
export function ChooseForm(props: {
  programmes: readonly { key: string; municipality: string; name: string; own: boolean }[]
  programme: Programme | null
  /** The hall that the estimate is about, where one came from its page */
  hall?: { id: number; name: string } | null
}) {
  const { programmes, programme, hall } = props
  const t = useT()
  const own = programmes.filter((one) => one.own)
  const others = programmes.filter((one) => !one.own)
  const choice = (one: (typeof programmes)[number]) => (
    <label className="choice" key={one.key}>
      <input
        type="radio"
        name="programme"
        value={one.key}
        defaultChecked={programme?.key === one.key}
        required
      />
      <span>
        {one.name}
        {!one.own && ` (${one.municipality})`}
      </span>
    </label>
  )
  return (
    <form method="get" className="form">
      {hall && (
        <>
          <p>{t('subsidies.estimate.for_hall', { hall: hall.name })}</p>
          <input type="hidden" name="hall" value={hall.id} />
        </>
      )}
      <fieldset className="field">
        <legend className="field-label">{t('subsidies.estimate.which_programme')}</legend>
        {own.map(choice)}
        {others.length > 0 && (
          <details open={own.length === 0 || others.some(({ key }) => key === programme?.key)}>
            <summary>{t('subsidies.list.others')}</summary>
            {others.map(choice)}
          </details>
        )}
      </fieldset>
      {programme && (
        <fieldset className="field">
          <legend className="field-label">{t('subsidies.estimate.which_work')}</legend>
          <p className="support">
            {t(programme.severalWorks ? 'subsidies.estimate.several_works' : 'subsidies.estimate.one_work')}
          </p>
          {programme.works.map(({ key, name }) => (
            <label className="choice" key={key}>
              <input
                type={programme.severalWorks ? 'checkbox' : 'radio'}
                name="work"
                value={key}
                required={!programme.severalWorks}
              />
              <span>{name}</span>
            </label>
          ))}
        </fieldset>
      )}
      <Button>{t('subsidies.estimate.next')}</Button>
    </form>
  )
}

/** Second: the costs, and what the programme asks about. */
export function AskForm(props: {
  programme: Programme
  works: readonly string[]
  given: FormFields
  answer: Answer | unknown
  /** Whose record gave answers */
  hall?: number
}) {
  const { programme, works, given, answer, hall } = props
  const t = useT()
  const questions = questionsOf(programme, works)
  return (
    <CheckedForm
      schema={estimateForm(programme, works)}
      answer={answer}
      defaults={given}
      // With all that says what is asked, so that a refusal shows the same questions again.
      action={`/subsidies/estimate?${estimateQuery(programme, works, {})}${hall ? `&hall=${hall}` : ''}`}
    >
      <HiddenField name="programme" value={programme.key} />
      {works.map((work) => (
        <HiddenField key={work} name="work" value={work} />
      ))}
      {works.map((work) => (
        <TextField
          key={work}
          name={costField(work)}
          label={t('subsidies.estimate.cost_of', {
            work: programme.works.find(({ key }) => key === work)?.name ?? '',
          })}
          support={t('subsidies.estimate.cost_support')}
          inputMode="numeric"
          required
        />
      ))}
      {questions.map((asked) => (
        <Question key={asked.key} asked={asked} />
      ))}
      <SubmitButton>{t('subsidies.estimate.work_out')}</SubmitButton>
    </CheckedForm>
  )
}

/** One question of a programme; it may stay open. */
export function Question({ asked }: { asked: AskedFact }) {
  const t = useT()
  const name = factField(asked.key)
  const label = factLabel(asked, t)
  switch (asked.kind) {
    case 'boolean':
      return (
        <RadioField
          name={name}
          label={label}
          options={[
            { value: 'true', label: t('subsidies.estimate.yes') },
            { value: 'false', label: t('subsidies.estimate.no') },
            { value: '', label: t('subsidies.estimate.not_known') },
          ]}
        />
      )
    case 'choice':
      return (
        <SelectField
          name={name}
          label={label}
          options={[
            { value: '', label: t('subsidies.estimate.not_known') },
            ...asked.options.map((option) => ({
              value: option.value,
              label: option.label ?? t(`subsidies.fact.${asked.key}_${option.value}`),
            })),
          ]}
        />
      )
    case 'date':
      return <TextField name={name} label={label} type="date" />
    default:
      return (
        <TextField name={name} label={label} inputMode={asked.kind === 'number' ? 'decimal' : 'numeric'} />
      )
  }
}

/** Third: what comes out, and why. */
export function Result({ programme, assessment }: { programme: Programme; assessment: Assessment }) {
  const t = useT()
  return (
    <>
      <Headline programme={programme} assessment={assessment} />
      {'refused' in assessment &&
        assessment.refused.map(({ work, reasons }) => (
          <Banner
            key={work}
            tone="warning"
            title={t('subsidies.estimate.work_refused', {
              work: programme.works.find(({ key }) => key === work)?.name ?? '',
            })}
          >
            <ul>
              {reasons.map((reason) => (
                <li key={JSON.stringify(reason)}>{reasonText(reason, t)}</li>
              ))}
            </ul>
          </Banner>
        ))}
      {'assumptions' in assessment && assessment.assumptions.length > 0 && (
        <Card title={t('subsidies.estimate.assumptions')}>
          <ul>
            {assessment.assumptions.map(({ text, facts }) => (
              <li key={`${text}${facts}`}>{assumptionText({ text, facts }, t)}</li>
            ))}
          </ul>
        </Card>
      )}
      <Arithmetic programme={programme} assessment={assessment} />
    </>
  )
}

function Headline({ programme, assessment }: { programme: Programme; assessment: Assessment }) {
  const t = useT()
  if (assessment.outcome === 'determined')
    return (
      <Banner tone="success" title={t('subsidies.estimate.about', { amount: yenText(assessment.amount, t) })}>
        <p>{t('subsidies.estimate.only_estimate')}</p>
      </Banner>
    )
  if (assessment.outcome === 'incomplete')
    return (
      <Banner tone="info" title={t('subsidies.estimate.incomplete')}>
        <ul>
          {assessment.missing.map((fact) => {
            const own = programme.facts.find(({ key }) => key === fact)
            return <li key={fact}>{factLabel({ key: fact, label: own?.label ?? null }, t)}</li>
          })}
        </ul>
      </Banner>
    )
  const undetermined = assessment.outcome === 'undetermined'
  return (
    <Banner
      tone="warning"
      title={
        undetermined
          ? t('subsidies.estimate.undetermined', {
              least: yenText(assessment.least, t),
              most: yenText(assessment.most, t),
            })
          : t('subsidies.estimate.ineligible')
      }
    >
      <ul>
        {assessment.reasons.map((reason) => (
          <li key={JSON.stringify(reason)}>{reasonText(reason, t)}</li>
        ))}
      </ul>
      <p>{t(undetermined ? 'subsidies.estimate.ask_city' : 'subsidies.estimate.ineligible_next')}</p>
    </Banner>
  )
}

/** 計算の過程, step by step. */
export function Arithmetic({ programme, assessment }: { programme: Programme; assessment: Assessment }) {
  const t = useT()
  if (!('steps' in assessment) || assessment.steps.length === 0) return null
  const nameOf = (work: string | null) => programme.works.find(({ key }) => key === work)?.name
  return (
    <Table
      caption={t(
        assessment.outcome === 'undetermined' ? 'subsidies.estimate.steps_most' : 'subsidies.estimate.steps',
      )}
      head={[t('subsidies.estimate.step'), t('subsidies.estimate.by'), t('subsidies.estimate.comes_to')]}
      rows={assessment.steps.map((step) => [
        `${nameOf(step.work) ?? ''} ${t(`subsidies.step.${step.kind}`)}`.trim(),
        byText(step, t) || '–',
        <span key="result" className="tabular-nums">
          {figureText(step.result, t)}
        </span>,
      ])}
    />
  )
}

/** What to hand in, and the days that matter. */
export function Next(props: {
  programme: Programme
  works: readonly string[]
  year: number
  milestones: readonly Milestone[]
}) {
  const { programme, works, year, milestones } = props
  const t = useT()
  const language = useLanguage()
  return (
    <>
      <OpenPointsFor programme={programme} works={works} />
      <h2>{t('subsidies.estimate.calendar', { year: formatFiscalYear(year, language) })}</h2>
      <DoNotSign programme={programme} />
      <Table
        caption={t('subsidies.estimate.calendar_caption')}
        head={[t('subsidies.estimate.what'), t('subsidies.estimate.when')]}
        rows={milestones.map((milestone) => [
          t(`subsidies.milestone.${milestone.kind}`),
          milestoneWhen(milestone, t, language),
        ])}
      />
      <Documents programme={programme} />
    </>
  )
}

/** 契約は交付決定の後: as the text says, or as a caution where it is silent. */
function DoNotSign({ programme }: { programme: Programme }) {
  const t = useT()
  const text = doNotSignText(programme, t)
  return (
    text && (
      <Banner tone="danger" title={t('subsidies.estimate.do_not_sign')}>
        <p>{text}</p>
      </Banner>
    )
  )
}

/** When a milestone is, in words. */
export function milestoneWhen(
  { kind, from, until }: Milestone,
  t: ReturnType<typeof useT>,
  language: string,
): string {
  if (kind === 'decision') return t('subsidies.milestone.decision_when')
  const day = (given: Day) => formatDay(given, language)
  if (from && until) return t('subsidies.milestone.span', { from: day(from), until: day(until) })
  return until ? t('subsidies.milestone.until', { until: day(until) }) : t('subsidies.milestone.ask')
}
