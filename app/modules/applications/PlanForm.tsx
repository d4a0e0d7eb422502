/** 計画: title, works, hall, purpose, days, and a contract that is signed already. */
import { doNotSignText } from '~/modules/subsidies/words'
import { formatDay, formatFiscalYear } from '~/platform/clock'
import { type FormFields, firstValue } from '~/platform/forms'
import {
  CheckboxField,
  CheckboxListField,
  CheckedForm,
  HiddenField,
  RadioField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Banner } from '~/ui/parts'
import { differencesOf, PartFrame, typedIn, versionOf } from './PartFrame'
import type { PartHead } from './queries/writing.server'
import { type Draft, yearEnd } from './rules'
import { planForm } from './schema'

type Written = Pick<
  Draft,
  'title' | 'purpose' | 'works' | 'hallId' | 'plannedStart' | 'plannedEnd' | 'contractOn' | 'year'
>

/** What the form shows of what stands. */
function planFields(written: Written): FormFields {
  return {
    title: written.title,
    purpose: written.purpose,
    works: written.works,
    hallId: written.hallId === null ? '' : String(written.hallId),
    plannedStart: written.plannedStart ?? '',
    plannedEnd: written.plannedEnd ?? '',
    contractOn: written.contractOn ?? '',
  }
}

export function PlanPart(props: {
  head: PartHead
  written: Written
  halls: readonly { id: number; name: string }[]
  /** The purpose of the last application, where nothing is written yet */
  lastPurpose: { text: string; year: number } | null
  kept: FormFields | null
  answer: unknown
}) {
  const { head, written, halls, lastPurpose, kept, answer } = props
  const t = useT()
  const language = useLanguage()
  const { definition } = head
  const label = (key: string, params?: Record<string, string>) => t(`applications.plan.${key}`, params)
  const fields = planFields(written)
  const typed = typedIn(answer, kept)
  const hallName = (id: string) => halls.find((hall) => String(hall.id) === id)?.name ?? label('hall_none')
  const workName = (key: string) => definition.works.find((work) => work.key === key)?.name ?? key
  const dayText = (day: string) => formatDay(day, language)
  const differences = differencesOf(fields, typed, [
    { name: 'title', label: label('name') },
    { name: 'works', label: label('works'), word: workName },
    { name: 'hallId', label: label('hall'), word: hallName },
    { name: 'purpose', label: label('purpose') },
    { name: 'plannedStart', label: label('start'), word: dayText },
    { name: 'plannedEnd', label: label('end'), word: dayText },
    { name: 'contractOn', label: label('contract'), word: dayText },
  ])
  const offered = fields.purpose === '' && lastPurpose ? lastPurpose : null
  return (
    <PartFrame
      head={head}
      title={label('title')}
      lead={label('lead')}
      kept={kept !== null}
      answer={answer}
      differences={differences}
    >
      {head.open && (
        <PlanForm
          {...props}
          // What was typed stands for itself: a box that was left empty must not come back ticked.
          defaults={typed ?? { ...fields, purpose: offered?.text ?? fields.purpose ?? '' }}
          offered={typed ? null : offered}
          version={versionOf(answer, kept, head.version)}
          year={written.year}
        />
      )}
    </PartFrame>
  )
}

/** Whether the refusal was that of an early contract, or one is on record: only then the box is shown. */
function asksWhetherSigned(answer: unknown, contractOn: string): boolean {
  const errors =
    typeof answer === 'object' && answer !== null && 'errors' in answer
      ? ((answer.errors as Record<string, string[]>).contractOn ?? [])
      : []
  return contractOn !== '' || errors.some((key) => key.startsWith('applications.plan.contract_early'))
}

function PlanForm(props: {
  head: PartHead
  halls: readonly { id: number; name: string }[]
  defaults: FormFields
  offered: { year: number } | null
  version: number
  year: number
  answer: unknown
}) {
  const { head, halls, defaults, offered, version, year, answer } = props
  const t = useT()
  const language = useLanguage()
  const { definition } = head
  const label = (key: string, params?: Record<string, string>) => t(`applications.plan.${key}`, params)
  const sign = doNotSignText(definition, t)
  const Works = definition.severalWorks ? CheckboxListField : RadioField
  return (
    <CheckedForm schema={planForm(definition)} answer={answer} defaults={defaults}>
      {sign && (
        <Banner tone="warning" title={t('subsidies.estimate.do_not_sign')}>
          <p>{sign}</p>
        </Banner>
      )}
      <p>{t('applications.draft.save_anytime')}</p>
      <HiddenField name="version" value={version} />
      <TextField name="title" label={label('name')} support={label('name_support')} required />
      <Works
        name="works"
        label={label('works')}
        options={definition.works.map(({ key, name, description }) => ({
          value: key,
          label: name,
          ...(description ? { support: description } : {}),
        }))}
        required
      />
      <RadioField
        name="hallId"
        label={label('hall')}
        options={[
          ...halls.map(({ id, name }) => ({ value: String(id), label: name })),
          { value: '', label: label('hall_none') },
        ]}
      />
      <TextArea
        name="purpose"
        label={label('purpose')}
        support={
          offered
            ? label('purpose_last', { year: formatFiscalYear(offered.year, language) })
            : label('purpose_support')
        }
        rows={8}
        required
      />
      <TextField
        name="plannedStart"
        type="date"
        label={label('start')}
        support={label('start_support')}
        required
      />
      <TextField
        name="plannedEnd"
        type="date"
        label={label('end')}
        support={label('end_support', { day: formatDay(yearEnd(year), language) })}
        required
      />
      <TextField
        name="contractOn"
        type="date"
        label={label('contract')}
        support={label('contract_support')}
      />
      {asksWhetherSigned(answer, firstValue(defaults, 'contractOn') ?? '') && (
        <CheckboxField
          name="contractSigned"
          label={label('contract_signed')}
          support={label('contract_signed_support')}
        />
      )}
      <div className="actions">
        <SubmitButton>{t('applications.draft.save')}</SubmitButton>
      </div>
    </CheckedForm>
  )
}
