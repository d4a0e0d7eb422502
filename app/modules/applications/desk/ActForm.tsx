/** The forms of the desk, one a page, each beside what has to be read for it. */
import type { ReactNode } from 'react'
import { methods, results } from '~/modules/halls/rules'
import { yenText } from '~/modules/subsidies/words'

import {
  CheckboxField,
  CheckedForm,
  HiddenField,
  RadioField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Banner, PostButton } from '~/ui/parts'
import { type DeskAct, finalRange, mostOf } from '../rules'
import {
  changeProposalSchema,
  decideSchema,
  finalSchema,
  inspectSchema,
  noteSchema,
  organiseSchema,
  proposeSchema,
} from '../schema'
import { CheckForm, CorrectForm } from './CheckForms'
import { AdvanceForm, OrderForm, PayForm, SettleForm } from './MoneyForms'
import type { Shown } from './Shown'

export type Given = { of: Shown; answer: unknown }

type WithAct = Given & { act: DeskAct }

/** What takes a grant away. */
const DANGER: readonly DeskAct[] = ['refuse', 'cancel']

/** A reason in words, and nothing else. */
function ReasonForm({ of, answer, act }: WithAct) {
  const t = useT()
  return (
    <CheckedForm answer={answer}>
      <HiddenField name="version" value={of.version} />
      <TextArea
        name="reason"
        label={t(`review.${act}.reason`)}
        support={t(`review.${act}.reason_support`)}
        required
      />
      <SubmitButton variant={DANGER.includes(act) ? 'danger' : 'primary'}>
        {t(`review.${act}.submit`)}
      </SubmitButton>
    </CheckedForm>
  )
}

function TakeForm({ of }: Given) {
  const t = useT()
  return <PostButton label={t('review.act.take')} fields={{ version: of.version }} variant="primary" />
}

function ProposeForm({ of, answer }: Given) {
  const t = useT()
  const worked = of.estimate?.assessment
  const most = worked ? mostOf(worked) : 0
  return (
    <>
      {of.budget && <p>{t('review.propose.budget', { left: yenText(of.budget.left, t) })}</p>}
      <CheckedForm
        schema={proposeSchema}
        answer={answer}
        defaults={{
          amount: worked?.outcome === 'determined' ? String(most) : '',
          conditions: of.programme.conditions.join('\n'),
        }}
      >
        <HiddenField name="version" value={of.version} />
        <TextField
          name="amount"
          label={t('review.propose.amount')}
          support={t('review.propose.amount_support', { most: yenText(most, t) })}
          inputMode="numeric"
          short
          required
        />
        <TextArea
          name="conditions"
          label={t('review.propose.conditions')}
          support={t('review.propose.conditions_support')}
          rows={5}
        />
        <TextArea
          name="reason"
          label={t('review.propose.reason')}
          support={t('review.propose.reason_support')}
          rows={4}
        />
        <SubmitButton>{t('review.propose.submit')}</SubmitButton>
      </CheckedForm>
    </>
  )
}

function ChangeForm({ of, answer }: Given) {
  const t = useT()
  const change = of.changes.find(({ decidedAt }) => decidedAt === null)
  return (
    <CheckedForm
      schema={changeProposalSchema}
      answer={answer}
      defaults={{
        amount:
          of.changed?.outcome === 'determined' ? String(of.changed.amount) : String(of.amounts.decided ?? ''),
      }}
    >
      <HiddenField name="version" value={of.version} />
      <RadioField
        name="recommend"
        label={t('review.change.recommend')}
        required
        options={(['approve', 'refuse'] as const).map((value) => ({
          value,
          label: t(`review.change.${value}${change?.kind === 'stop' ? '_stop' : ''}`),
        }))}
      />
      {change?.kind === 'change' && (
        <TextField
          name="amount"
          label={t('review.change.amount')}
          support={t('review.change.amount_support', { decided: yenText(of.amounts.decided ?? 0, t) })}
          inputMode="numeric"
          short
        />
      )}
      <TextArea
        name="reason"
        label={t('review.change.reason')}
        support={t('review.change.reason_support')}
        required
      />
      <SubmitButton>{t('review.change.submit')}</SubmitButton>
    </CheckedForm>
  )
}

function InspectForm({ of, answer }: Given) {
  const t = useT()
  const kinds = of.programme.works
    .filter(({ key }) => of.draft.works.includes(key))
    .map((one) => one.register)
  return (
    <CheckedForm schema={inspectSchema} answer={answer} defaults={{ inspected_on: of.today }}>
      <HiddenField name="version" value={of.version} />
      <TextField name="inspected_on" type="date" label={t('review.inspect.on')} required />
      <TextArea
        name="note"
        label={t('review.inspect.note')}
        support={t('review.inspect.note_support')}
        rows={4}
        required
      />
      {of.hall && kinds.includes('seismic_retrofit') && (
        <TextField
          name="score_after"
          label={t('review.inspect.score_after')}
          support={t('review.inspect.score_support')}
          inputMode="decimal"
          short
        />
      )}
      {of.hall && kinds.includes('diagnosis') && (
        <>
          <SelectField
            name="diagnosis_method"
            label={t('review.inspect.method')}
            emptyLabel={t('review.inspect.not_entered')}
            options={methods.map((value) => ({ value, label: t(`halls.method.${value}`) }))}
          />
          <SelectField
            name="diagnosis_result"
            label={t('review.inspect.result')}
            emptyLabel={t('review.inspect.not_entered')}
            options={results.map((value) => ({ value, label: t(`halls.result.${value}`) }))}
          />
          <TextField
            name="diagnosis_score"
            label={t('review.inspect.score')}
            support={t('review.inspect.score_support')}
            inputMode="decimal"
            short
          />
        </>
      )}
      <SubmitButton>{t('review.inspect.submit')}</SubmitButton>
    </CheckedForm>
  )
}

function FinalForm({ of, answer }: Given) {
  const t = useT()
  const worked = of.actual?.assessment
  const again = worked ? mostOf(worked) : 0
  const decided = of.amounts.decided ?? 0
  const { least, most } = worked ? finalRange(worked, decided) : { least: 0, most: 0 }
  return (
    <>
      <p>
        {t('review.final.lesser', {
          decided: yenText(decided, t),
          again: yenText(again, t),
          most: yenText(most, t),
        })}
      </p>
      <CheckedForm
        schema={finalSchema}
        answer={answer}
        defaults={{ amount: worked && least === most ? String(most) : '' }}
      >
        <HiddenField name="version" value={of.version} />
        <TextField
          name="amount"
          label={t('review.final.amount')}
          support={t('review.final.amount_support')}
          inputMode="numeric"
          short
          required
        />
        <TextArea
          name="reason"
          label={t('review.propose.reason')}
          support={t('review.propose.reason_support')}
          rows={4}
        />
        <SubmitButton>{t('review.final.submit')}</SubmitButton>
      </CheckedForm>
    </>
  )
}

function DecideForm({ of, answer }: Given) {
  const t = useT()
  if (!of.proposal) return null
  return (
    <CheckedForm schema={decideSchema} answer={answer}>
      <HiddenField name="version" value={of.version} />
      <HiddenField name="proposal" value={of.proposal.id} />
      <RadioField
        name="outcome"
        label={t('review.decide.outcome')}
        required
        options={(['approve', 'return'] as const).map((value) => ({
          value,
          label: t(`review.decide.${value}`),
          support: t(`review.decide.${value}_support`),
        }))}
      />
      <TextArea
        name="note"
        label={t('review.decide.note')}
        support={t('review.decide.note_support')}
        rows={4}
      />
      <SubmitButton>{t('review.decide.submit')}</SubmitButton>
    </CheckedForm>
  )
}

function NoteForm({ of, answer }: Given) {
  const t = useT()
  return (
    <CheckedForm schema={noteSchema} answer={answer}>
      <TextArea name="text" label={t('review.note.text')} support={t('review.note.text_support')} required />
      <TextField
        name="site_visit_on"
        type="date"
        label={t('review.note.visit')}
        support={t(of.programme.siteVisit ? 'review.note.visit_needed' : 'review.note.visit_support')}
      />
      <SubmitButton>{t('review.note.submit')}</SubmitButton>
    </CheckedForm>
  )
}

function OrganiseForm({ of, answer }: Given) {
  const t = useT()
  const known = of.reviewers.some(({ value }) => value === of.assignedToId)
  return (
    <CheckedForm
      schema={organiseSchema}
      answer={answer}
      defaults={{
        assigned_to: of.assignedToId ?? '',
        flagged: of.flagged ? 'on' : '',
        urgency: of.urgency === null ? '' : String(of.urgency),
      }}
    >
      <SelectField
        name="assigned_to"
        label={t('review.organise.assigned')}
        emptyLabel={t('review.queue.unassigned')}
        options={
          known || !of.assignedToId
            ? of.reviewers
            : [{ value: of.assignedToId, label: of.assignedTo ?? '' }, ...of.reviewers]
        }
      />
      <CheckboxField
        name="flagged"
        label={t('review.organise.flagged')}
        support={t('review.organise.flagged_support')}
      />
      <TextField
        name="urgency"
        label={t('review.organise.urgency')}
        support={t('review.organise.urgency_support')}
        inputMode="numeric"
        short
      />
      <SubmitButton>{t('form.save')}</SubmitButton>
    </CheckedForm>
  )
}

function AccountForm({ of }: Given) {
  const t = useT()
  return (
    <>
      <Banner tone="warning" title={t('review.account.recorded')} />
      {of.account && (
        <p>
          {of.account.bank} {of.account.branch} {of.account.number}
        </p>
      )}
      <PostButton label={t('review.account.show')} variant="primary" />
    </>
  )
}

const FORMS: Record<DeskAct, (given: WithAct) => ReactNode> = {
  answer: ReasonForm,
  refuse: ReasonForm,
  cancel: ReasonForm,
  close: ReasonForm,
  return_claim: ReasonForm,
  take: TakeForm,
  correct: CorrectForm,
  check: CheckForm,
  propose: ProposeForm,
  change: ChangeForm,
  inspect: InspectForm,
  final: FinalForm,
  decide: DecideForm,
  pay: PayForm,
  advance: AdvanceForm,
  order: OrderForm,
  settle: SettleForm,
  note: NoteForm,
  organise: OrganiseForm,
  account: AccountForm,
}

export function ActForm(given: WithAct) {
  const Form = FORMS[given.act]
  return <Form {...given} />
}
