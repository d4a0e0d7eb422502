/** 日常点検 on a phone: four questions with two large answers each, for one thumb. */
import type { ReactNode } from 'react'
import { type Day, formatDay } from '~/platform/clock'
import { firstValue } from '~/platform/forms'
import { CheckboxField, CheckedForm, RadioField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useFormValues } from '~/ui/form-values'
import { useLanguage, useT } from '~/ui/i18n'
import { type Condition, checkItems, type PartKind } from './rules'
import { checkForm } from './schema'

export function CheckForm(props: {
  answer: unknown
  condition: Condition
  parts: readonly { kind: PartKind; expiresOn: Day }[]
  today: Day
}) {
  const { answer, condition, parts, today } = props
  const t = useT()
  const language = useLanguage()
  const dates = parts
    .filter(({ kind }) => kind === 'pads' || kind === 'child_pads')
    .map(({ kind, expiresOn }) =>
      t('custody.check.pads_until', {
        part: t(`custody.part.${kind}`),
        day: formatDay(expiresOn, language),
      }),
    )
  const support = { indicator: t('custody.check.indicator_support'), pads: dates.join(' ') || undefined }
  return (
    <CheckedForm schema={checkForm} answer={answer} defaults={{ checked_on: today }}>
      <div className="check-questions">
        {checkItems.map((item) => (
          <RadioField
            key={item}
            name={item}
            label={t(`custody.check.ask.${item}`)}
            support={item in support ? support[item as keyof typeof support] : undefined}
            required
            options={(['yes', 'no'] as const).map((value) => ({
              value,
              label: t(`custody.check.${value}.${item}`),
            }))}
          />
        ))}
      </div>
      <TextArea
        name="note"
        label={t('custody.check.note')}
        support={t('custody.check.note_support')}
        rows={2}
      />
      {condition === 'out_of_service' && (
        <CheckboxField
          name="back"
          label={t('custody.check.back')}
          support={t('custody.check.back_support')}
        />
      )}
      <FromPaper today={today}>
        <TextField
          name="checked_on"
          type="date"
          label={t('custody.check.checked_on')}
          support={t('custody.check.checked_on_support')}
          required
        />
        <TextField
          name="checked_by"
          label={t('custody.check.checked_by')}
          support={t('custody.check.checked_by_support')}
        />
      </FromPaper>
      <SubmitButton>{t('custody.check.send')}</SubmitButton>
    </CheckedForm>
  )
}

/** Day and name, which nobody needs who stands at the box: closed unless something was typed or is wrong in it. */
function FromPaper({ today, children }: { today: Day; children: ReactNode }) {
  const t = useT()
  const { values, errors } = useFormValues()
  const typed = Boolean(firstValue(values, 'checked_by')) || firstValue(values, 'checked_on') !== today
  return (
    <details
      className="optional-part"
      open={typed || 'checked_on' in errors || 'checked_by' in errors ? true : undefined}
    >
      <summary>{t('custody.check.paper')}</summary>
      {children}
    </details>
  )
}
