/** 質問: what the scheme asks about, with what the portal knows already. */
import { type PartialDate, wordsOfDate } from '~/modules/halls/rules'
import { factLabel } from '~/modules/subsidies/describe'
import type { AskedFact, Facts, FactValue } from '~/modules/subsidies/rules'
import { factField } from '~/modules/subsidies/schema'
import { yenText } from '~/modules/subsidies/words'
import { type Day, formatDay } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import { CheckedForm, HiddenField, RadioField, SelectField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Banner, LinkButton } from '~/ui/parts'
import { differencesOf, PartFrame, typedIn, versionOf } from './PartFrame'
import type { PartHead } from './queries/writing.server'
import type { Prefilled } from './rules'
import { questionsForm } from './schema'

type Known = {
  offered: Record<string, Prefilled>
  partly: Record<string, PartialDate>
  owner: string
  grants: readonly { on: Day; amount: number }[] | null
}

type Props = Known & {
  head: PartHead
  works: readonly string[]
  asked: readonly (AskedFact & { required: boolean })[]
  facts: Facts
  kept: FormFields | null
  answer: unknown
}

/** What the form shows of what stands. */
function answerFields(asked: readonly AskedFact[], facts: Facts): FormFields {
  return Object.fromEntries(
    asked.flatMap(({ key }) => (facts[key] === undefined ? [] : [[factField(key), String(facts[key])]])),
  )
}

export function QuestionsPart(props: Props) {
  const { head, works, asked, facts, offered, kept, answer } = props
  const t = useT()
  const word = useAnswerWords()
  const hints = useHints(props, facts)
  const typed = typedIn(answer, kept)
  const standing = answerFields(asked, facts)
  const known = answerFields(
    asked,
    Object.fromEntries(Object.entries(offered).map(([key, { value }]) => [key, value])),
  )
  const differences = differencesOf(
    standing,
    typed,
    asked.map((one) => ({
      name: factField(one.key),
      label: factLabel(one, t),
      word: (value) => word(one, value),
    })),
  )
  const text = (key: string) => t(`applications.questions.${key}`)
  return (
    <PartFrame
      head={head}
      title={text('title')}
      lead={text('lead')}
      kept={kept !== null}
      answer={answer}
      differences={differences}
    >
      {head.open && works.length === 0 && (
        <Banner tone="info" title={text('no_works')}>
          <LinkButton href={`/subsidies/applications/${head.id}/plan`}>{text('to_plan')}</LinkButton>
        </Banner>
      )}
      {head.open && works.length > 0 && asked.length === 0 && <p>{text('none')}</p>}
      {head.open && asked.length > 0 && (
        <CheckedForm
          schema={questionsForm(head.definition, works)}
          answer={answer}
          defaults={typed ?? { ...known, ...standing }}
        >
          <p>{t('applications.draft.save_anytime')}</p>
          <HiddenField name="version" value={versionOf(answer, kept, head.version)} />
          {asked.map((one) => (
            <Question key={one.key} asked={one} support={hints(one)} />
          ))}
          <div className="actions">
            <SubmitButton>{t('applications.draft.save')}</SubmitButton>
          </div>
        </CheckedForm>
      )}
    </PartFrame>
  )
}

type Word = (asked: AskedFact, value: FactValue) => string

/** An answer in words: はい, 木造, a day, an amount. */
function useAnswerWords(): Word {
  const t = useT()
  const language = useLanguage()
  return (asked, value) => {
    const text = String(value)
    switch (asked.kind) {
      case 'boolean':
        return t(`subsidies.estimate.${text === 'true' ? 'yes' : 'no'}`)
      case 'choice': {
        const option = asked.options.find((one) => one.value === text)
        return option?.label ?? t(`subsidies.fact.${asked.key}_${text}`)
      }
      case 'date':
        return formatDay(text, language)
      case 'yen':
        return yenText(Number(text), t)
      default:
        return text
    }
  }
}

/** What is told above a question: where its answer is from, or what the portal knows besides. */
function useHints({ offered, partly, owner, grants }: Known, facts: Facts) {
  const t = useT()
  const language = useLanguage()
  const word = useAnswerWords()
  const text = (key: string, params?: Record<string, string>) => t(`applications.questions.${key}`, params)
  return (asked: AskedFact): string | undefined => {
    const { key } = asked
    const found = offered[key]
    const answered = facts[key]
    const said: string[] = []
    if (found && answered === undefined) said.push(text(`from_${found.source}`))
    else if (found && String(found.value) !== String(answered))
      said.push(text(`differs_${found.source}`, { value: word(asked, found.value) }))
    const date = partly[key]
    if (date) said.push(text('hall_date', { date: wordsOfDate(date, language) }))
    if (key === 'registeredInName' && owner) said.push(text('hall_owner', { name: owner }))
    if (key === 'earlierGrants' && grants) {
      const list = grants.map(({ on, amount }) =>
        text('grant', { year: on.slice(0, 4), amount: yenText(amount, t) }),
      )
      said.push(
        list.length > 0
          ? text('grants', { list: list.join(t('subsidies.rule.comma')) })
          : text('grants_none'),
      )
    }
    return said.length > 0 ? said.join(' ') : undefined
  }
}

function Question(props: { asked: AskedFact & { required: boolean }; support: string | undefined }) {
  const { asked, support } = props
  const { required } = asked
  const t = useT()
  const name = factField(asked.key)
  const label = factLabel(asked, t)
  const open = { value: '', label: t('subsidies.estimate.not_known') }
  switch (asked.kind) {
    case 'boolean':
      return (
        <RadioField
          name={name}
          label={label}
          support={support}
          required={required}
          options={[
            { value: 'true', label: t('subsidies.estimate.yes') },
            { value: 'false', label: t('subsidies.estimate.no') },
            open,
          ]}
        />
      )
    case 'choice':
      return (
        <SelectField
          name={name}
          label={label}
          support={support}
          required={required}
          options={[
            open,
            ...asked.options.map((option) => ({
              value: option.value,
              label: option.label ?? t(`subsidies.fact.${asked.key}_${option.value}`),
            })),
          ]}
        />
      )
    case 'date':
      return <TextField name={name} label={label} support={support} required={required} type="date" />
    default:
      return (
        <TextField
          name={name}
          label={label}
          support={support}
          required={required}
          inputMode={asked.kind === 'number' ? 'decimal' : 'numeric'}
          short
        />
      )
  }
}
