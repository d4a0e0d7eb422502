/** The register as officers see it: group by group, and the form that adds. */
import { type Day, formatDay } from '~/platform/clock'
import { CheckedForm, HiddenField, RadioField, SelectField, SubmitButton, TextArea } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, LinkButton, Table } from '~/ui/parts'
import type { HouseholdView } from './queries/register.server'
import { deliveries, MOST_AT_ONCE } from './rules'
import { addForm } from './schema'

type RegisterGroup = {
  id: number
  slug: string
  name: string
  count: number
  listed: boolean
  households: readonly HouseholdView[]
  movedOut: readonly HouseholdView[]
}

function useDayOf() {
  const language = useLanguage()
  return (day: Day | null) => (day ? formatDay(day, language) : '')
}

function HouseholdRows({
  slug,
  households,
  caption,
}: {
  slug: string
  households: readonly HouseholdView[]
  caption: string
}) {
  const t = useT()
  const dayOf = useDayOf()
  return (
    <Table
      caption={caption}
      head={['name', 'delivery', 'people', 'state'].map((key) => t(`households.register.${key}`))}
      rows={households.map((household) => [
        <a
          key="name"
          className="inline-block py-1.5"
          href={`/associations/${slug}/households/${household.id}`}
        >
          {household.name}
        </a>,
        t(`households.delivery.${household.delivery}`),
        household.members.length > 0
          ? household.members.map(({ name, role }) => `${name}(${t(`households.role.${role}`)})`).join('、')
          : t('households.register.nobody'),
        <span key="state">
          {household.consent === 'withdrawn' && (
            <Badge tone="warning">{t('households.consent.withdrawn')}</Badge>
          )}{' '}
          {household.hasCode && <Badge tone="info">{t('households.register.code_out')}</Badge>}{' '}
          {household.movedOutOn && (
            <Badge>{t('households.register.moves_out', { day: dayOf(household.movedOutOn) })}</Badge>
          )}
        </span>,
      ])}
    />
  )
}

export function RegisterSection({ group }: { group: RegisterGroup }) {
  const t = useT()
  const { slug, name, count, listed, households, movedOut } = group
  return (
    <section>
      <h2>{t('households.register.group', { name, count })}</h2>
      {!listed ? (
        <p>
          <LinkButton href={`/associations/${slug}/households`}>
            {t('households.register.own_page', { name })}
          </LinkButton>
        </p>
      ) : households.length > 0 ? (
        <HouseholdRows
          slug={slug}
          households={households}
          caption={t('households.register.caption', { name })}
        />
      ) : (
        <p>{t('households.register.none')}</p>
      )}
      {movedOut.length > 0 && (
        <details className="no-print">
          <summary>{t('households.register.moved_out', { count: movedOut.length })}</summary>
          <HouseholdRows
            slug={slug}
            households={movedOut}
            caption={t('households.register.moved_out', { count: movedOut.length })}
          />
        </details>
      )}
    </section>
  )
}

/** Many at once: one name a line. */
export function AddForm(props: {
  groups: readonly { id: number; name: string }[]
  association: number
  answer: unknown
}) {
  const { groups, association, answer } = props
  const t = useT()
  return (
    <section className="no-print">
      <h2>{t('households.register.add')}</h2>
      <CheckedForm
        schema={addForm}
        answer={answer}
        defaults={{ association: String(groups[1]?.id ?? association), delivery: 'paper' }}
      >
        {groups.length > 1 ? (
          <SelectField
            name="association"
            label={t('households.register.add_group')}
            required
            options={groups.map(({ id, name }) => ({ value: String(id), label: name }))}
          />
        ) : (
          <HiddenField name="association" value={association} />
        )}
        <TextArea
          name="names"
          label={t('households.register.add_names')}
          support={t('households.register.add_names_support', { max: MOST_AT_ONCE })}
          required
          rows={6}
        />
        <RadioField
          name="delivery"
          label={t('households.register.add_delivery')}
          required
          options={deliveries.map((value) => ({ value, label: t(`households.delivery.${value}`) }))}
        />
        <SubmitButton>{t('households.register.add_submit')}</SubmitButton>
      </CheckedForm>
    </section>
  )
}
