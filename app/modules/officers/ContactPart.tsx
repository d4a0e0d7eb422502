/** 連絡先 of an officer, with the consent: what stands, what stood, and the form of a new one. */
import type { z } from 'zod'
import { formatDay } from '~/platform/clock'
import {
  CheckboxField,
  CheckboxListField,
  CheckedForm,
  HiddenField,
  SubmitButton,
  TextField,
} from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { ConfirmPost, DataList } from '~/ui/parts'
import { type ContactScope, contactScopes, type GivenBy } from './rules/contacts'

type Contact = {
  id: number
  data: { phone: string; email: string; address: string } | null
  scopes: ContactScope[]
  text: string
  givenOn: string
  givenBy: GivenBy
  withdrawnOn: string | null
}

export function ContactPart(props: {
  contacts: readonly Contact[]
  own: boolean
  over: boolean
  schema: z.ZodType
  answer: unknown
}) {
  const { contacts, own, over, schema, answer } = props
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string>) => t(`officers.contact.${key}`, params)
  const standing = contacts.find((contact) => contact.withdrawnOn === null)
  const before = contacts.filter((contact) => contact !== standing)
  return (
    <>
      <h2>{at('title')}</h2>
      {standing ? (
        <>
          <ContactFacts contact={standing} />
          <ConfirmPost
            summary={at('withdraw')}
            label={at('withdraw_submit')}
            fields={{ intent: 'withdraw_contact' }}
          >
            <p>{at('withdraw_text')}</p>
          </ConfirmPost>
        </>
      ) : (
        <p>{at('none')}</p>
      )}
      {before.length > 0 && (
        <>
          <h3>{at('before')}</h3>
          <ul>
            {before.map((contact) => (
              <li key={contact.id}>
                {at('withdrawn', {
                  given: formatDay(contact.givenOn, language),
                  withdrawn: contact.withdrawnOn ? formatDay(contact.withdrawnOn, language) : '',
                  text: contact.text,
                })}
              </li>
            ))}
          </ul>
        </>
      )}
      {!over && (
        <>
          <h3>{at(standing ? 'replace' : 'add')}</h3>
          <p>{at('consent')}</p>
          <CheckedForm schema={schema} answer={answer}>
            <HiddenField name="intent" value="contact" />
            <TextField name="phone" type="tel" label={at('phone')} autoComplete={own ? 'tel' : undefined} />
            <TextField name="email" type="email" label={t('accounts.email.label')} inputMode="email" />
            <TextField name="address" label={at('address')} support={at('address_support')} />
            <CheckboxListField
              name="scopes"
              label={at('scopes')}
              required
              options={contactScopes.map((value) => ({ value, label: at(`scope.${value}`) }))}
            />
            {!own && (
              <TextField
                name="givenOn"
                type="date"
                label={at('given_on')}
                support={at('given_on_support')}
                required
              />
            )}
            <CheckboxField name="agreed" label={at(own ? 'agree' : 'agreed')} />
            <SubmitButton>{at('save')}</SubmitButton>
          </CheckedForm>
        </>
      )}
    </>
  )
}

function ContactFacts({ contact }: { contact: Contact }) {
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string>) => t(`officers.contact.${key}`, params)
  const { data, scopes, text, givenOn, givenBy } = contact
  return (
    <DataList
      rows={[
        [at('phone'), data ? data.phone : at('not_for_you')],
        [t('accounts.email.label'), data?.email],
        [at('address'), data?.address],
        [at('scopes'), scopes.map((scope) => at(`scope.${scope}`)).join(t('officers.contact.and'))],
        [at('consent_head'), at(`given.${givenBy}`, { day: formatDay(givenOn, language), text })],
      ]}
    />
  )
}
