/** Maintenance: what stands now, and the form that begins, changes or ends it. */
import { formatInstant } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import { type Answer, CheckedForm, RadioField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Banner, PostButton } from '~/ui/parts'
import { stages } from './rules'

type Stage = (typeof stages)[number]

export function MaintenanceNow({
  maintenance: { stage, until, reason },
}: {
  maintenance: { stage: Stage; until: string | null; reason: string | null }
}) {
  const t = useT()
  const language = useLanguage()
  if (stage === 'off') return null
  return (
    <Banner tone="warning" title={t(`operation.maintenance.now_${stage}`)}>
      {until && (
        <p>{t('operation.maintenance.until_text', { until: formatInstant(new Date(until), language) })}</p>
      )}
      {reason && <p>{reason}</p>}
      <PostButton label={t('operation.maintenance.end')} fields={{ intent: 'maintenance', stage: 'off' }} />
    </Banner>
  )
}

export function MaintenanceForm(props: { answer: Answer; defaults: FormFields; stage: Stage }) {
  const { answer, defaults, stage } = props
  const t = useT()
  return (
    <CheckedForm answer={answer} defaults={{ ...(stage === 'off' ? {} : { stage }), ...defaults }}>
      <p>{t('operation.maintenance.text')}</p>
      <RadioField
        name="stage"
        label={t('operation.maintenance.stage')}
        required
        options={stages.map((value) => ({ value, label: t(`operation.maintenance.stage_${value}`) }))}
      />
      <TextField
        name="until"
        type="datetime-local"
        label={t('operation.maintenance.until')}
        support={t('operation.maintenance.until_support')}
      />
      <TextField
        name="reason"
        label={t('operation.maintenance.reason')}
        support={t('operation.maintenance.reason_support')}
      />
      <div className="actions">
        <SubmitButton name="intent" value="maintenance">
          {t('operation.maintenance.submit')}
        </SubmitButton>
      </div>
    </CheckedForm>
  )
}
