/** 通報 by anybody: what is wrong, a few words, a photo; no name. */
import { CheckedForm, FileField, HiddenField, RadioField, SubmitButton, TextArea } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Banner } from '~/ui/parts'
import { MAX_PHOTO_BYTES, OPEN_REPORT_KEPT_DAYS, photoTypes, REPORT_KEPT_DAYS, reportKinds } from './rules'
import { reportForm } from './schema'

export function ReportForm({ answer, submission }: { answer: unknown; submission: string }) {
  const t = useT()
  return (
    <CheckedForm schema={reportForm} answer={answer} encType="multipart/form-data">
      <HiddenField name="submission" value={submission} />
      <RadioField
        name="kind"
        label={t('custody.report.kind')}
        required
        options={reportKinds.map((value) => ({ value, label: t(`custody.kind.${value}`) }))}
      />
      <TextArea
        name="text"
        label={t('custody.report.text')}
        support={t('custody.report.text_support')}
        rows={4}
      />
      <Banner tone="warning" title={t('custody.report.faces')}>
        <p>{t('custody.report.faces_text')}</p>
      </Banner>
      <FileField
        name="photo"
        label={t('custody.report.photo_label')}
        support={t('custody.report.photo_support', { mb: MAX_PHOTO_BYTES / 1048576 })}
        accept={photoTypes.join(',')}
      />
      <p className="support">
        {t('custody.report.privacy', { days: REPORT_KEPT_DAYS, open: OPEN_REPORT_KEPT_DAYS })}
      </p>
      <SubmitButton>{t('custody.report.send')}</SubmitButton>
    </CheckedForm>
  )
}
