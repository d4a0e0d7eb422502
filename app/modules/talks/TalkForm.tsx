/** The form of a 意見交換会, for those who host. */
import type { z } from 'zod'
import type { FormFields } from '~/platform/forms'
import { CheckedForm, HiddenField, SelectField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { LinkButton } from '~/ui/parts'

export function TalkForm(props: {
  schema: z.ZodType
  answer: unknown
  defaults: FormFields
  /** In whose name; null where it stands already */
  hosts: readonly { id: number; name: string }[] | null
  audiences: readonly { id: number; name: string; kind: string }[]
  version: number | null
  back: string
}) {
  const { schema, answer, defaults, hosts, audiences, version, back } = props
  const t = useT()
  const at = (key: string) => t(`talks.form.${key}`)
  const options = (rows: readonly { id: number; name: string }[]) =>
    rows.map(({ id, name }) => ({ value: String(id), label: name }))
  return (
    <CheckedForm schema={schema} answer={answer} defaults={defaults}>
      {version !== null && <HiddenField name="version" value={version} />}
      {hosts && <SelectField name="association" label={at('host')} required options={options(hosts)} />}
      <SelectField
        name="audience"
        label={at('audience')}
        support={at('audience_support')}
        required
        options={options(audiences)}
      />
      <TextField name="title" label={at('name')} support={at('name_support')} required />
      <TextArea
        name="introduction"
        label={at('introduction')}
        support={at('introduction_support')}
        rows={5}
      />
      <TextField name="startsAt" type="datetime-local" label={at('starts_at')} required />
      <TextField name="endsAt" type="datetime-local" label={at('ends_at')} required />
      <TextField name="place" label={at('place')} support={at('place_support')} />
      <TextField
        name="spot"
        label={at('spot')}
        support={
          <>
            {at('spot_support')}{' '}
            <a href="https://maps.gsi.go.jp/#15/34.814/135.651/&base=std">{at('spot_map')}</a>
          </>
        }
        short
      />
      <TextField
        name="onlineUrl"
        type="url"
        label={at('online_url')}
        support={at('online_support')}
        inputMode="url"
      />
      <TextField name="answerBy" type="date" label={at('answer_by')} support={at('answer_by_support')} />
      <div className="actions">
        <SubmitButton>{at(version === null ? 'make' : 'save')}</SubmitButton>
        <LinkButton href={back}>{t('form.cancel')}</LinkButton>
      </div>
    </CheckedForm>
  )
}
