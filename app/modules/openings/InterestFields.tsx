/** Who somebody is and how to reach them: the fields, and what becomes of the answers. */
import { formatDay } from '~/platform/clock'
import { CheckboxField, TextArea, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'

export function PersonFields() {
  const t = useT()
  const at = (key: string) => t(`openings.interest.${key}`)
  return (
    <>
      <TextField name="name" label={at('name')} support={at('name_support')} autoComplete="name" required />
      <p className="support">{at('reach_support')}</p>
      <TextField name="phone" type="tel" label={at('phone')} autoComplete="tel" inputMode="tel" />
      <TextField name="email" type="email" label={at('email')} autoComplete="email" inputMode="email" />
      <TextArea name="message" label={at('message')} support={at('message_support')} rows={4} />
    </>
  )
}

/** Why it is asked, who reads it, and when it is deleted; and the tick that says yes. */
export function AgreeField(props: { association: string; keptUntil: string; withTick?: boolean }) {
  const { association, keptUntil, withTick = true } = props
  const t = useT()
  const language = useLanguage()
  const at = (key: string) => t(`openings.interest.${key}`)
  return (
    <section className="card">
      <h2 className="card-title">{at('purpose_title')}</h2>
      <ul className="bullets">
        <li>{t('openings.interest.purpose', { association })}</li>
        <li>{t('openings.interest.until', { day: formatDay(keptUntil, language) })}</li>
        <li>{at('any_time')}</li>
      </ul>
      {withTick && <CheckboxField name="agreed" label={at('agreed')} />}
    </section>
  )
}
