/** Chooses what goes round, by when it comes back, and a word for the cover. */
import { formatDay } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import {
  CheckboxListField,
  CheckedForm,
  HiddenField,
  type Option,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import type { OfferedNotice } from './queries/offered.server'
import { circularForm } from './schema'

export function CircularForm(props: {
  offered: readonly OfferedNotice[]
  after: number
  kept: FormFields
  answer: unknown
}) {
  const { offered, after, kept, answer } = props
  const t = useT()
  const toOption = useOption()
  if (offered.length === 0) return <p>{t('circulars.make.none')}</p>
  const fresh = offered.filter((notice) => notice.fresh).map(({ id }) => String(id))
  return (
    <CheckedForm
      schema={circularForm}
      answer={answer}
      defaults={{ notice: fresh, ...kept, after: String(after) }}
    >
      {/* What has just been shown is what the form is about, also when it is sent again. */}
      <HiddenField name="after" value={after} />
      {fresh.length === 0 && <p>{t('circulars.make.none')}</p>}
      <CheckboxListField
        name="notice"
        label={t('circulars.make.notices')}
        support={t('circulars.make.notices_support')}
        required
        options={offered.map(toOption)}
      />
      <TextField
        name="return_by"
        type="date"
        label={t('circulars.make.return_by')}
        support={t('circulars.make.return_by_support')}
      />
      <TextArea
        name="line"
        rows={3}
        label={t('circulars.make.line')}
        support={t('circulars.make.line_support')}
      />
      <div className="actions">
        <SubmitButton>{t('circulars.make.submit')}</SubmitButton>
      </div>
    </CheckedForm>
  )
}

/** A notice as a choice: its title, then who it is from and what must be known to choose. */
function useOption() {
  const t = useT()
  const language = useLanguage()
  return (notice: OfferedNotice): Option => {
    const { importance, title, publisher, actionBy, passedOn, correctedAt, lastRoundAt, fresh } = notice
    const loud = importance === 'normal' ? '' : `【${t(`notices.importance.${importance}`)}】`
    const support = [
      publisher,
      actionBy && t('notices.item.until', { day: formatDay(actionBy, language) }),
      passedOn && t('circulars.make.passed_on'),
      correctedAt && lastRoundAt && t('circulars.make.corrected'),
      !fresh && t('circulars.make.older'),
    ].filter(Boolean)
    return { value: String(notice.id), label: loud + title, support: support.join(' / ') }
  }
}
