/** A household as its own people see it. */
import { dayOf, formatDay } from '~/platform/clock'
import { CheckedForm, HiddenField, RadioField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, ConfirmPost, PostButton, Table } from '~/ui/parts'
import type { MyHousehold } from './queries/own.server'
import { deliveries } from './rules'
import { dependantForm, ownForm } from './schema'

export function OwnHousehold(props: {
  household: MyHousehold
  /** What was answered to the form of name and delivery, and to that of a dependant */
  change: unknown
  dependant: unknown
}) {
  const { household, change, dependant } = props
  const t = useT()
  const language = useLanguage()
  const { id, name, role, movedOutOn, association } = household
  const isHead = role === 'head'
  const act = (intent: string, member?: number) => ({ intent, household: id, ...(member ? { member } : {}) })
  return (
    <section className="card">
      <h2 className="card-title">{name}</h2>
      <p>
        <a href={`/associations/${association.slug}`}>{association.name}</a>{' '}
        <Badge tone="success">{t(`households.role.${role}`)}</Badge>{' '}
        {movedOutOn && (
          <Badge>{t('households.own.moves_out', { day: formatDay(movedOutOn, language) })}</Badge>
        )}
      </p>
      {isHead ? <Settings household={household} answer={change} /> : <Told household={household} />}
      <People household={household} />
      {isHead && (
        <details>
          <summary>{t('households.own.dependant')}</summary>
          <CheckedForm schema={dependantForm} answer={dependant} id={`dependant-${id}`}>
            <HiddenField name="intent" value="dependant" />
            <HiddenField name="household" value={id} />
            <TextField
              name="person"
              label={t('households.own.dependant_name')}
              support={t('households.own.dependant_support')}
              required
              autoComplete="off"
            />
            <SubmitButton variant="secondary">{t('households.own.dependant_submit')}</SubmitButton>
          </CheckedForm>
        </details>
      )}
      {isHead && <Consent household={household} />}
      <ConfirmPost
        summary={t('households.own.leave')}
        label={t('households.own.leave_submit', { name })}
        fields={act('leave')}
      >
        <p>{t('households.own.leave_text')}</p>
      </ConfirmPost>
    </section>
  )
}

function Settings({ household, answer }: { household: MyHousehold; answer: unknown }) {
  const t = useT()
  const { id, name, delivery } = household
  return (
    <>
      <h3>{t('households.own.settings')}</h3>
      <CheckedForm schema={ownForm} answer={answer} defaults={{ name, delivery }} id={`household-${id}`}>
        <HiddenField name="intent" value="change" />
        <HiddenField name="household" value={id} />
        <TextField
          name="name"
          label={t('households.own.name')}
          support={t('households.own.name_support')}
          required
          autoComplete="off"
        />
        <RadioField
          name="delivery"
          label={t('households.own.delivery')}
          support={t('households.own.delivery_push')}
          required
          options={deliveries.map((value) => ({ value, label: t(`households.delivery.${value}`) }))}
        />
        <SubmitButton>{t('households.own.change_submit')}</SubmitButton>
      </CheckedForm>
    </>
  )
}

function Told({ household }: { household: MyHousehold }) {
  const t = useT()
  return (
    <p>
      {t('households.own.delivery')}: {t(`households.delivery.${household.delivery}`)}
      <br />
      <span className="support">{t('households.own.only_head')}</span>
    </p>
  )
}

function People({ household }: { household: MyHousehold }) {
  const t = useT()
  const language = useLanguage()
  const { id, role, memberId, members } = household
  const isHead = role === 'head'
  const head = ['people', 'joined', ...(isHead ? ['do'] : [])].map((key) => t(`households.own.${key}`))
  return (
    <Table
      caption={t('households.own.people')}
      head={head}
      rows={members.map((member) => [
        <span key="name">
          {member.name} {member.id === memberId && `(${t('households.own.you')})`}{' '}
          <Badge>{t(`households.role.${member.role}`)}</Badge>
        </span>,
        formatDay(dayOf(new Date(member.joinedAt)), language),
        ...(isHead
          ? [
              member.id !== memberId && (
                <div key="do">
                  <ConfirmPost
                    summary={t('households.own.end_tie')}
                    label={t('households.own.end_tie_submit', { name: member.name })}
                    fields={{ intent: 'end_tie', household: id, member: member.id }}
                  />
                  {member.role === 'member' && (
                    <ConfirmPost
                      summary={t('households.own.hand_over')}
                      label={t('households.own.hand_over_submit', { name: member.name })}
                      fields={{ intent: 'hand_over', household: id, member: member.id }}
                      variant="secondary"
                    >
                      <p>{t('households.own.hand_over_text')}</p>
                    </ConfirmPost>
                  )}
                </div>
              ),
            ]
          : []),
      ])}
    />
  )
}

function Consent({ household }: { household: MyHousehold }) {
  const t = useT()
  const language = useLanguage()
  const { id, consent, consentedAt, consentWithdrawnAt } = household
  const day = (at: string | null) => (at ? formatDay(dayOf(new Date(at)), language) : '')
  return (
    <>
      <h3>{t('households.own.consent')}</h3>
      <p>{t('households.own.consent_text')}</p>
      <p>
        {consent === 'unasked' && t('households.own.consent_unasked')}
        {consent === 'given' && t('households.own.consent_given', { day: day(consentedAt) })}
        {consent === 'withdrawn' && t('households.own.consent_withdrawn', { day: day(consentWithdrawnAt) })}
      </p>
      <div className="actions">
        {consent !== 'given' && (
          <PostButton
            label={t('households.own.give_consent')}
            fields={{ intent: 'give_consent', household: id }}
          />
        )}
        {consent !== 'withdrawn' && (
          <PostButton
            label={t('households.own.withdraw_consent')}
            fields={{ intent: 'withdraw_consent', household: id }}
          />
        )}
      </div>
    </>
  )
}
