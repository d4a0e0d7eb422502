/** 名簿の読み込み: the file, then what it would bring. */
import { CheckboxField, CheckedForm, FileField, HiddenField, SubmitButton } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Banner, LinkButton } from '~/ui/parts'
import type { ImportPlan } from './queries/import.server'
import { RosterPreview } from './RosterPreview'

type ImportAnswer = { plan: ImportPlan; content: string; invite: boolean; moved: boolean }

/** What the page shows of a file that was read. */
export const previewOf = (answer: unknown): ImportAnswer | null =>
  typeof answer === 'object' && answer !== null && 'plan' in answer ? (answer as ImportAnswer) : null

export function ImportForm(props: {
  answer: unknown
  /** Whether the file names the associations */
  several: boolean
  here: string
  /** A file that shows how it is written */
  pattern?: string
}) {
  const { answer, several, here, pattern } = props
  const t = useT()
  const at = (key: string, params?: Record<string, number>) => t(`officers.import.${key}`, params)
  const preview = previewOf(answer)
  if (!preview) {
    return (
      <CheckedForm answer={answer} encType="multipart/form-data">
        <FileField
          name="file"
          label={at('file')}
          support={`${several ? at('several_support') : ''}${at('file_support')}`}
          accept=".csv,text/csv"
          required
        />
        <CheckboxField name="invite" label={at('invite')} support={at('invite_support')} />
        <div className="actions">
          <SubmitButton>{at('check')}</SubmitButton>
          {pattern && <LinkButton href={pattern}>{at('pattern')}</LinkButton>}
        </div>
      </CheckedForm>
    )
  }
  const { plan, content, invite, moved } = preview
  const ready = plan.refused.length === 0 && plan.added.length > 0
  return (
    <>
      {moved && <Banner tone="warning" title={at('moved_on')} live />}
      <RosterPreview {...plan} several={several} />
      <form method="post" className="actions">
        {ready && (
          <>
            <HiddenField name="content" value={content} />
            <HiddenField name="digest" value={plan.digest} />
            {invite && <HiddenField name="invite" value="on" />}
            <SubmitButton>{at('apply', { count: plan.added.length })}</SubmitButton>
          </>
        )}
        <LinkButton href={here}>{at('again')}</LinkButton>
      </form>
    </>
  )
}
