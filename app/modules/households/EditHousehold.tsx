/** What officers change of one household. */
import { type Day, dayOf, formatDay } from '~/platform/clock'
import { CheckedForm, HiddenField, RadioField, SelectField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, ConfirmPost, PostButton, Table } from '~/ui/parts'
import type { MemberView } from './queries/register.server'
import { type Consent, type Delivery, deliveries } from './rules'
import { editForm } from './schema'

type Edited = {
  name: string
  delivery: Delivery
  movedOutOn: Day | null
  version: number
  association: { id: number }
  groups: readonly { id: number; name: string }[]
  sheet: readonly { id: number; name: string }[]
}

export function EditForm({ household, answer }: { household: Edited; answer: unknown }) {
  const t = useT()
  const { name, delivery, movedOutOn, version, association, groups, sheet } = household
  return (
    <CheckedForm
      schema={editForm}
      answer={answer}
      defaults={{
        name,
        delivery,
        association: String(association.id),
        after: 'same',
        moved_out_on: movedOutOn ?? '',
      }}
    >
      <HiddenField name="version" value={version} />
      <TextField name="name" label={t('households.register.name')} required autoComplete="off" />
      <RadioField
        name="delivery"
        label={t('households.register.delivery')}
        required
        options={deliveries.map((value) => ({ value, label: t(`households.delivery.${value}`) }))}
      />
      {groups.length > 1 ? (
        <SelectField
          name="association"
          label={t('households.edit.group')}
          required
          options={groups.map((group) => ({ value: String(group.id), label: group.name }))}
        />
      ) : (
        <HiddenField name="association" value={association.id} />
      )}
      <SelectField
        name="after"
        label={t('households.edit.after')}
        options={[
          { value: 'same', label: t('households.edit.after_same') },
          { value: 'first', label: t('households.edit.after_first') },
          ...sheet.map((one) => ({
            value: String(one.id),
            label: t('households.edit.after_of', { name: one.name }),
          })),
        ]}
      />
      <TextField
        name="moved_out_on"
        type="date"
        label={t('households.edit.moved_out_on')}
        support={t('households.edit.moved_out_support')}
      />
      <SubmitButton>{t('households.edit.submit')}</SubmitButton>
    </CheckedForm>
  )
}

export function OfficerMembers({ members }: { members: readonly MemberView[] }) {
  const t = useT()
  if (members.length === 0) return <p>{t('households.edit.people_none')}</p>
  return (
    <Table
      caption={t('households.edit.people')}
      head={['person', 'role', 'end_tie'].map((key) => t(`households.edit.${key}`))}
      rows={members.map(({ id, name, role }) => [
        name,
        t(`households.role.${role}`),
        <ConfirmPost
          key="end"
          summary={t('households.edit.end_tie')}
          label={t('households.edit.end_tie_submit', { name })}
          fields={{ intent: 'end_tie', member: id }}
        >
          <p>{t('households.edit.end_tie_text')}</p>
        </ConfirmPost>,
      ])}
    />
  )
}

export function OfficerConsent(props: {
  household: {
    consent: Consent
    consentText: string | null
    consentedAt: string | null
    consentWithdrawnAt: string | null
  }
}) {
  const { consent, consentText, consentedAt, consentWithdrawnAt } = props.household
  const t = useT()
  const language = useLanguage()
  const day = (at: string) => formatDay(dayOf(new Date(at)), language)
  return (
    <>
      <p>
        <Badge tone={consent === 'given' ? 'success' : consent === 'withdrawn' ? 'warning' : 'neutral'}>
          {t(`households.consent.${consent}`)}
        </Badge>{' '}
        {consent === 'given' &&
          consentedAt &&
          t('households.edit.consent_given', { day: day(consentedAt), version: consentText ?? '' })}
        {consentWithdrawnAt && t('households.edit.consent_withdrawn', { day: day(consentWithdrawnAt) })}
      </p>
      <p className="support">{t('households.edit.consent_help')}</p>
      <div className="actions">
        {consent !== 'given' && (
          <PostButton label={t('households.edit.record_consent')} fields={{ intent: 'record_consent' }} />
        )}
        {consent !== 'withdrawn' && (
          <PostButton label={t('households.edit.withdraw_consent')} fields={{ intent: 'withdraw_consent' }} />
        )}
      </div>
    </>
  )
}
