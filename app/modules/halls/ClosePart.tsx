/** 廃止: a hall that is used no longer leaves the lists; its record stays. */
import { formatDay } from '~/platform/clock'
import { CheckedForm, HiddenField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { ConfirmPost } from '~/ui/parts'

export function ClosePart(props: {
  hall: { id: number; version: number; closedOn: string | null }
  today: string
  answer: unknown
}) {
  const { hall, today, answer } = props
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string>) => t(`halls.close.${key}`, params)
  return (
    <>
      <h2>{at('title')}</h2>
      {hall.closedOn ? (
        <ConfirmPost
          summary={at('reopen')}
          label={at('reopen')}
          fields={{ intent: 'reopen', version: hall.version }}
          variant="secondary"
        >
          <p>{at('reopen_text', { day: formatDay(hall.closedOn, language) })}</p>
        </ConfirmPost>
      ) : (
        <details className="confirm" open={answer !== undefined}>
          <summary>{at('summary')}</summary>
          <p className="confirm-text">{at('text')}</p>
          <CheckedForm answer={answer} defaults={{ closed_on: today }} id="close">
            <HiddenField name="intent" value="close" />
            <HiddenField name="version" value={hall.version} />
            <TextField name="closed_on" type="date" label={at('day')} required />
            <SubmitButton variant="danger">{at('button')}</SubmitButton>
          </CheckedForm>
        </details>
      )}
    </>
  )
}
