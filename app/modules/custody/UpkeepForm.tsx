/** The forms of the upkeep, one a page, so that a thumb meets only one. */
import { type Day, formatDay } from '~/platform/clock'
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
import { useLanguage, useT } from '~/ui/i18n'
import { PostButton } from '~/ui/parts'
import type { PartRow } from './PartsPanel'
import {
  type Condition,
  type ConditionAct,
  conditionActs,
  type KeptAs,
  partKinds,
  type UpkeepFormName,
} from './rules'
import { correctionForm, keeperForm, partForm, usedForm } from './schema'

type Given = {
  aed: { condition: Condition; as: KeptAs }
  parts: readonly PartRow[]
  today: Day
  answer: unknown
}

/** @param part the part that `replace` and `correct` are about */
export function UpkeepForm({ name, part, ...given }: Given & { name: UpkeepFormName; part?: PartRow }) {
  const { aed, answer } = given
  const act = conditionActs.find((one) => one === name)
  if (act) return <ActForm act={act} condition={aed.condition} answer={answer} />
  if (name === 'used') return <UsedForm {...given} />
  if (name === 'moved') return <MovedForm as={aed.as} answer={answer} />
  if (name === 'keeper') return <InviteForm answer={answer} />
  if (name === 'correct' && part) return <Correction part={part} answer={answer} />
  return (
    <NewPart condition={aed.condition} replaces={name === 'replace' ? part : undefined} answer={answer} />
  )
}

/** The words at the head of such a page. */
export function useFormTitle(name: UpkeepFormName): string {
  const t = useT()
  if (name === 'part' || name === 'replace' || name === 'correct') return t(`custody.parts.${name}_title`)
  return name === 'keeper' ? t('custody.keepers.invite_title') : t(`custody.act.${name}.title`)
}

function Note() {
  const t = useT()
  return (
    <TextArea
      name="note"
      label={t('custody.upkeep.note')}
      support={t('custody.upkeep.note_support')}
      rows={2}
    />
  )
}

function ActForm(props: { act: ConditionAct; condition: Condition; answer: unknown }) {
  const { act, condition, answer } = props
  const t = useT()
  return (
    <>
      <p>{t(`custody.act.${act}.text`)}</p>
      <CheckedForm answer={answer}>
        <HiddenField name="intent" value={act} />
        <HiddenField name="condition" value={condition} />
        <Note />
        {act === 'remove' && <CheckboxField name="sure" label={t('custody.upkeep.sure')} />}
        <SubmitButton variant={act === 'fault' || act === 'remove' ? 'danger' : 'primary'}>
          {t(`custody.act.${act}.submit`)}
        </SubmitButton>
      </CheckedForm>
    </>
  )
}

function UsedForm({ parts, today, answer }: Given) {
  const t = useT()
  const language = useLanguage()
  const pads = parts.filter(({ kind }) => kind === 'pads' || kind === 'child_pads')
  return (
    <>
      <p>{t('custody.act.used.text')}</p>
      <CheckedForm schema={usedForm} answer={answer} defaults={{ used_on: today }}>
        <HiddenField name="intent" value="used" />
        <TextField name="used_on" type="date" label={t('custody.act.used.on')} required />
        {pads.length > 0 && (
          <SelectField
            name="pads"
            label={t('custody.act.used.pads')}
            emptyLabel={t('custody.act.used.pads_unknown')}
            options={pads.map(({ id, kind, expiresOn }) => ({
              value: String(id),
              label: t('custody.parts.option', {
                part: t(`custody.part.${kind}`),
                day: formatDay(expiresOn, language),
              }),
            }))}
          />
        )}
        <RadioField
          name="ready"
          label={t('custody.act.used.ready')}
          required
          options={(['none', 'spare'] as const).map((value) => ({
            value,
            label: t(`custody.act.used.${value}`),
          }))}
        />
        <Note />
        <SubmitButton>{t('custody.act.used.submit')}</SubmitButton>
      </CheckedForm>
    </>
  )
}

function MovedForm({ as, answer }: { as: KeptAs; answer: unknown }) {
  const t = useT()
  return (
    <>
      <p>{t(`custody.act.moved.text_${as}`)}</p>
      <CheckedForm answer={answer}>
        <HiddenField name="intent" value="moved" />
        <Note />
        <SubmitButton>{t(`custody.act.moved.submit_${as}`)}</SubmitButton>
      </CheckedForm>
    </>
  )
}

function NewPart(props: { condition: Condition; replaces?: PartRow; answer: unknown }) {
  const { condition, replaces, answer } = props
  const t = useT()
  const language = useLanguage()
  return (
    <>
      {replaces && (
        <p>
          {t('custody.parts.replaces', {
            part: t(`custody.part.${replaces.kind}`),
            day: formatDay(replaces.expiresOn, language),
          })}
        </p>
      )}
      <CheckedForm schema={partForm} answer={answer} defaults={{ kind: replaces?.kind ?? 'pads' }}>
        <HiddenField name="intent" value="part" />
        {replaces ? (
          <>
            <HiddenField name="replaces" value={replaces.id} />
            <HiddenField name="kind" value={replaces.kind} />
          </>
        ) : (
          <SelectField
            name="kind"
            label={t('custody.parts.kind')}
            required
            options={partKinds.map((value) => ({ value, label: t(`custody.part.${value}`) }))}
          />
        )}
        <Dates />
        {condition === 'out_of_service' && <CheckboxField name="back" label={t('custody.parts.back')} />}
        <SubmitButton>{t(replaces ? 'custody.parts.replace' : 'custody.parts.add')}</SubmitButton>
      </CheckedForm>
    </>
  )
}

function Dates() {
  const t = useT()
  return (
    <>
      <TextField
        name="expires_on"
        type="date"
        label={t('custody.parts.expires')}
        support={t('custody.parts.expires_support')}
        required
      />
      <TextField name="installed_on" type="date" label={t('custody.parts.installed')} />
      <TextField name="note" label={t('custody.parts.note')} support={t('custody.parts.note_support')} />
    </>
  )
}

function Correction({ part, answer }: { part: PartRow; answer: unknown }) {
  const t = useT()
  return (
    <>
      <p>{t('custody.parts.correct_text', { part: t(`custody.part.${part.kind}`) })}</p>
      <CheckedForm
        schema={correctionForm}
        answer={answer}
        defaults={{ expires_on: part.expiresOn, installed_on: part.installedOn ?? '', note: part.note }}
      >
        <HiddenField name="intent" value="correct" />
        <HiddenField name="part" value={part.id} />
        <Dates />
        <SubmitButton>{t('custody.parts.correct')}</SubmitButton>
      </CheckedForm>
      <h2>{t('custody.parts.out_title')}</h2>
      <p>{t('custody.parts.out_text')}</p>
      <PostButton label={t('custody.parts.out')} fields={{ intent: 'part_out', part: part.id }} />
    </>
  )
}

function InviteForm({ answer }: { answer: unknown }) {
  const t = useT()
  return (
    <>
      <p>{t('custody.keepers.invite_text')}</p>
      <CheckedForm schema={keeperForm} answer={answer}>
        <HiddenField name="intent" value="keeper" />
        <TextField name="name" label={t('custody.keepers.name')} required />
        <TextField
          name="email"
          type="email"
          inputMode="email"
          label={t('custody.keepers.email')}
          support={t('custody.keepers.email_support')}
          required
        />
        <SubmitButton>{t('custody.keepers.invite')}</SubmitButton>
      </CheckedForm>
    </>
  )
}
