/** The sheet of attendance on screen: a row an association, one button for all. */
import type { FormFields } from '~/platform/forms'
import { CheckedForm, HiddenField, SelectField, SubmitButton, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { answers, type TalkAnswer } from './rules'

type Row = {
  id: number
  name: string
  answer: TalkAnswer
  people: number
  came: number | null
  version: number
}

/** The fields of the rows as the browser would send them. */
const fieldsOf = (rows: readonly Row[]): FormFields =>
  Object.fromEntries(
    rows.flatMap(({ id, answer, people, came }) => [
      [`answer_${id}`, answer],
      [`people_${id}`, people > 0 ? String(people) : ''],
      [`came_${id}`, came === null ? '' : String(came)],
    ]),
  )

export function EnterAttendance(props: {
  rows: readonly Row[]
  begun: boolean
  answer: unknown
  kept: FormFields | undefined
  action: string
}) {
  const { rows, begun, answer, kept, action } = props
  const t = useT()
  const at = (key: string) => t(`talks.enter.${key}`)
  return (
    <CheckedForm answer={answer} defaults={{ ...fieldsOf(rows), ...kept }} action={action}>
      {rows.map((row) => (
        <fieldset key={row.id} className="card talk-row">
          <legend>{row.name}</legend>
          <HiddenField name="association" value={row.id} />
          <HiddenField name={`version_${row.id}`} value={row.version} />
          <SelectField
            name={`answer_${row.id}`}
            label={at('answer')}
            required
            options={answers.map((value) => ({ value, label: t(`talks.answer.${value}`) }))}
          />
          <TextField name={`people_${row.id}`} label={at('people')} inputMode="numeric" short />
          {begun && <TextField name={`came_${row.id}`} label={at('came')} inputMode="numeric" short />}
        </fieldset>
      ))}
      <div className="actions">
        <SubmitButton>{at('save')}</SubmitButton>
      </div>
    </CheckedForm>
  )
}
