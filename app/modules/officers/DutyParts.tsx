/** 輪番: the words for periods, the list of rotations, and what a household is told of its turn. */
import { formatFiscalYear } from '~/platform/clock'
import { CheckboxField, CheckedForm, RadioField, SelectField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Table } from '~/ui/parts'
import type { DutyList, OwnDuty } from './queries/duties.server'
import { type DutyPeriod, type DutyUnit, dutyPeriods, monthOf } from './rules'
import { newDutyForm } from './schema'

/** The words for a period: a fiscal year, or a month. */
export function usePeriodWords(kind: DutyPeriod): (period: number) => string {
  const t = useT()
  const language = useLanguage()
  return (period) =>
    kind === 'year' ? formatFiscalYear(period, language) : t('officers.duties.month', monthOf(period))
}

function Turns({ mine, kind }: { mine: OwnDuty['mine']; kind: DutyPeriod }) {
  const t = useT()
  const words = usePeriodWords(kind)
  return (
    <>
      {mine.map(({ id, name, decided, next, waiting, past }) => (
        <div key={id}>
          <p>
            <strong>{name}</strong>
          </p>
          <ul className="bullets">
            {decided !== null && <li>{t('officers.duties.own.decided', { period: words(decided) })}</li>}
            {waiting && <li>{t('officers.duties.own.waits')}</li>}
            <li>
              {next === null
                ? t('officers.duties.own.far')
                : t('officers.duties.own.next', { period: words(next) })}
            </li>
            {past.length > 0 && (
              <li>{t('officers.duties.own.past', { periods: past.map(words).join('、') })}</li>
            )}
          </ul>
        </div>
      ))}
    </>
  )
}

/** When it is the turn of a household or its group; nobody else's. */
export function OwnTurns({ duty }: { duty: OwnDuty }) {
  const t = useT()
  return (
    <>
      <Turns mine={duty.mine} kind={duty.period} />
      <p className="support">{t('officers.duties.own.note')}</p>
    </>
  )
}

/** The turns of a household on its own page; nothing when it stands in no order. */
export function HouseholdTurns({ duties }: { duties: readonly OwnDuty[] }) {
  const t = useT()
  if (duties.length === 0) return null
  return (
    <>
      <h2>{t('officers.duties.own.title')}</h2>
      {duties.map((duty) => (
        <section className="card" key={duty.id}>
          <h3 className="card-title">
            <a href={`/associations/${duty.association.slug}/duties/${duty.id}`}>{duty.name}</a>
          </h3>
          <Turns mine={duty.mine} kind={duty.period} />
        </section>
      ))}
      <p className="support">{t('officers.duties.own.note')}</p>
    </>
  )
}

function NowCell({ duty }: { duty: DutyList[number] }) {
  const t = useT()
  const words = usePeriodWords(duty.period)
  if (duty.closedOn) return <Badge>{t('officers.duties.closed')}</Badge>
  return (
    <>
      {words(duty.present)}:{duty.now.join('、') || t('officers.duties.nobody')}{' '}
      {duty.now.length > 0 && (
        <Badge tone={duty.decided ? 'success' : 'neutral'}>
          {t(duty.decided ? 'officers.duties.decided' : 'officers.duties.planned')}
        </Badge>
      )}
    </>
  )
}

export function DutyTable({ duties, slug }: { duties: DutyList; slug: string }) {
  const t = useT()
  if (duties.length === 0) return <p>{t('officers.duties.none')}</p>
  return (
    <Table
      caption={t('officers.duties.list')}
      head={['name', 'unit', 'period', 'count', 'now'].map((key) => t(`officers.duties.${key}`))}
      rows={duties.map((duty) => [
        <a key="name" className="inline-block py-1.5" href={`/associations/${slug}/duties/${duty.id}`}>
          {duty.name}
        </a>,
        t(`officers.duties.unit_of.${duty.unit}`),
        t(`officers.duties.period_of.${duty.period}`),
        duty.count,
        <NowCell key="now" duty={duty} />,
      ])}
    />
  )
}

/** Name, number and post: the same for a new rotation and for one that is changed. */
export function DutyFields({ posts }: { posts: readonly { id: number; name: string }[] }) {
  const t = useT()
  return (
    <>
      <TextField
        name="name"
        label={t('officers.duties.name')}
        support={t('officers.duties.name_support')}
        required
        autoComplete="off"
      />
      <TextField
        name="seats"
        label={t('officers.duties.seats')}
        support={t('officers.duties.seats_support')}
        required
        short
        inputMode="numeric"
      />
      {posts.length > 0 && (
        <SelectField
          name="post"
          label={t('officers.duties.post')}
          emptyLabel={t('officers.duties.post_none')}
          options={posts.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      )}
    </>
  )
}

export function NewDutyForm(props: {
  units: readonly DutyUnit[]
  posts: readonly { id: number; name: string }[]
  answer: unknown
}) {
  const { units, posts, answer } = props
  const t = useT()
  return (
    <CheckedForm
      schema={newDutyForm}
      answer={answer}
      defaults={{ unit: units[0] ?? '', period: 'year', seats: '1', ...(answer ? {} : { fill: 'on' }) }}
    >
      <DutyFields posts={posts} />
      <RadioField
        name="unit"
        label={t('officers.duties.unit')}
        support={t('officers.duties.unit_support')}
        required
        options={units.map((value) => ({ value, label: t(`officers.duties.unit_of.${value}`) }))}
      />
      <RadioField
        name="period"
        label={t('officers.duties.period')}
        required
        options={dutyPeriods.map((value) => ({ value, label: t(`officers.duties.period_of.${value}`) }))}
      />
      <CheckboxField
        name="fill"
        label={t('officers.duties.fill')}
        support={t('officers.duties.fill_support')}
      />
      <SubmitButton>{t('officers.duties.make')}</SubmitButton>
    </CheckedForm>
  )
}
