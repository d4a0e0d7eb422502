/** 団体の用紙 */
import { type Answer, CheckedForm, HiddenField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { LinkButton } from '~/ui/parts'
import { hostForm } from './schema'

/** @param named whether the name is its own; that of an association is that of its page */
export function HostForm(props: {
  answer: Answer
  defaults: Record<string, string>
  named: boolean
  submit: string
}) {
  const { answer, defaults, named, submit } = props
  const t = useT()
  const at = (key: string) => t(`volunteering.register.${key}`)
  return (
    <CheckedForm schema={hostForm} answer={answer} defaults={defaults}>
      <HiddenField name="version" value={defaults.version ?? ''} />
      {named ? (
        <TextField name="name" label={at('name')} required />
      ) : (
        <HiddenField name="name" value={defaults.name ?? ''} />
      )}
      <TextArea
        name="introduction"
        label={at('introduction')}
        support={at('introduction_support')}
        required
      />
      <TextField
        name="phone"
        type="tel"
        inputMode="tel"
        label={at('phone')}
        support={at('contact_support')}
        required
      />
      <TextField
        name="email"
        type="email"
        inputMode="email"
        label={at('email')}
        support={at('contact_support')}
        required
      />
      <div className="actions">
        <SubmitButton>{submit}</SubmitButton>
        <LinkButton href="/volunteering/host">{t('form.back')}</LinkButton>
      </div>
    </CheckedForm>
  )
}
