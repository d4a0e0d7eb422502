/** One thing that a moderator does: one form at a time, so that each field has one name. */
import type { FormFields } from '~/platform/forms'
import { firstValue } from '~/platform/forms'
import {
  type Answer,
  CheckedForm,
  HiddenField,
  RadioField,
  SelectField,
  SubmitButton,
  TextArea,
} from '~/ui/form'
import { useT } from '~/ui/i18n'
import { LinkButton } from '~/ui/parts'
import { PersonalQuestion } from './PersonalQuestion'
import { type Act, appealStates, postingRules } from './rules'
import { hideForm, judgeForm, keepForm, liftForm } from './schema'

const schemas = { keep: keepForm, hide: hideForm, lift: liftForm, judge: judgeForm } as const

export function ActForm(props: {
  act: Act
  found: { standing: number | null; seen: number | null; openReports: number }
  answer: unknown
  kept?: FormFields
}) {
  const { act, found, answer, kept } = props
  const t = useT()
  const typed = (answer as Answer)?.values ?? kept
  return (
    <>
      <h2>{t(`moderation.case.${act}`)}</h2>
      {act !== 'lift' && <p>{t(`moderation.case.${act}_lead`, { count: found.openReports })}</p>}
      <CheckedForm schema={schemas[act]} answer={answer} defaults={kept}>
        <HiddenField name="intent" value={act} />
        {act === 'keep' && <HiddenField name="seen" value={found.seen ?? ''} />}
        {(act === 'lift' || act === 'judge') && <HiddenField name="hiding" value={found.standing ?? ''} />}
        {act === 'hide' && (
          <SelectField
            name="rule"
            label={t('moderation.case.hide_rule')}
            emptyLabel={t('form.choose')}
            options={postingRules.map((rule) => ({ value: rule, label: t(`moderation.rule.${rule}.title`) }))}
            required
          />
        )}
        {act === 'judge' && (
          <RadioField
            name="choice"
            label={t('moderation.case.judge_choice')}
            options={appealStates
              .filter((state) => state !== 'open')
              .map((state) => ({
                value: state,
                label: t(state === 'granted' ? 'moderation.case.grant' : 'moderation.case.refuse'),
              }))}
            required
          />
        )}
        <TextArea
          name="reason"
          rows={4}
          label={t(`moderation.case.${act}_reason`)}
          support={act === 'hide' ? t('moderation.case.hide_reason_support') : undefined}
          required
        />
        {act === 'hide' && <PersonalQuestion texts={[firstValue(typed, 'reason')]} />}
        <div className="actions">
          <SubmitButton variant={act === 'hide' ? 'danger' : 'primary'}>
            {t(`moderation.case.${act}_submit`)}
          </SubmitButton>
          <LinkButton href="?">{t('form.cancel')}</LinkButton>
        </div>
      </CheckedForm>
    </>
  )
}
