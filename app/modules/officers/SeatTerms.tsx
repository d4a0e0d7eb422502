/** One seat: who held it, who holds it, who will; and the form of the term that comes next. */
import { NameFields } from '~/modules/accounts/NameFields'
import { formatDay } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import { CheckboxField, CheckedForm, SelectField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Table } from '~/ui/parts'

type Term = {
  id: number
  name: string
  reading: string
  account: boolean
  acting: boolean
  startsOn: string
  endsOn: string
  over: boolean
}

export function SeatTerms(props: { terms: readonly Term[]; current: number | null; here: string }) {
  const { terms, current, here } = props
  const t = useT()
  const language = useLanguage()
  const at = (key: string) => t(`officers.term.${key}`)
  if (terms.length === 0) return <p>{at('none')}</p>
  return (
    <Table
      caption={at('caption')}
      head={[at('name'), at('dates'), at('account'), at('keep')]}
      rows={terms.map((term) => [
        <div key="name">
          {term.name} {term.acting && <Badge tone="warning">{t('officers.page.state.acting')}</Badge>}
          <br />
          <span className="support">{term.reading}</span>
        </div>,
        <div key="dates">
          {t('accounts.officers.from_to', {
            from: formatDay(term.startsOn, language),
            to: formatDay(term.endsOn, language),
          })}{' '}
          {term.id === current && <Badge tone="info">{at('now')}</Badge>}
        </div>,
        at(term.account ? 'has_account' : 'no_account'),
        <ul key="keep" className="plain-list">
          <li>
            <a href={`${here}/${term.id}`} className="inline-block py-2">
              {t('officers.term.open', { name: term.name })}
            </a>
          </li>
          {!term.over && (
            <li>
              <a href={`${here}/${term.id}/end`} className="inline-block py-2">
                {t('accounts.officers.end_of', { name: term.name })}
              </a>
            </li>
          )}
        </ul>,
      ])}
    />
  )
}

export function TermForm(props: {
  /** By name alone, or an officer who has an account */
  by: 'name' | 'officer'
  holders: readonly { termId: number; name: string; post: string }[]
  defaults: FormFields
  answer: unknown
}) {
  const { by, holders, defaults, answer } = props
  const t = useT()
  const at = (key: string) => t(`officers.term.${key}`)
  return (
    <CheckedForm answer={answer} defaults={defaults}>
      {by === 'name' ? (
        <NameFields />
      ) : (
        <SelectField
          name="holder"
          label={at('holder')}
          support={at('holder_support')}
          required
          emptyLabel={t('accounts.officers.choose_post')}
          options={holders.map(({ termId, name, post }) => ({
            value: String(termId),
            label: t('officers.term.holder_of', { name, post }),
          }))}
        />
      )}
      <TextField name="startsOn" type="date" label={t('accounts.officers.starts_on')} required />
      <TextField name="endsOn" type="date" label={t('accounts.officers.ends_on')} required />
      <CheckboxField name="acting" label={at('acting')} support={at('acting_support')} />
      <SubmitButton>{at('give')}</SubmitButton>
    </CheckedForm>
  )
}
