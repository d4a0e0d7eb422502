/** The parts of the page on which an officer enters sheets of paper. */
import type { FormFields } from '~/platform/forms'
import { FilterSelect } from '~/ui/filters'
import { CheckedForm, HiddenField, SelectField, SubmitButton } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Badge, Button, ConfirmPost } from '~/ui/parts'
import { AnswerFields } from './AnswerFields'
import type { Question } from './rules'

type Area = { id: number; name: string; asked: number }
type Person = { ref: string; name: string; answered: boolean }

/** Which part of the audience: a plain GET, so that it has an address. */
export function AreaChoice(props: { areas: readonly Area[]; area: number | undefined; to?: string }) {
  const { areas, area, to } = props
  const t = useT()
  return (
    <form method="get" action={to} className="search-row no-print">
      <FilterSelect
        name="area"
        label={t('surveys.paper.area')}
        any={t('surveys.form.choose')}
        options={areas.map(({ id, name }) => ({ value: id, label: name }))}
        value={area}
      />
      <Button variant="secondary">{t('surveys.paper.show')}</Button>
    </form>
  )
}

/** Step one: who has handed in a sheet. */
export function TickList({ area, people }: { area: Area; people: readonly Person[] }) {
  const t = useT()
  return (
    <ul className="stack list-none p-0">
      {people.map((person) => (
        <li key={person.ref} className="flex flex-wrap items-center justify-between gap-2 border-b pb-2">
          <span>{person.name}</span>
          {person.answered ? (
            <Badge tone="success">{t('surveys.list.answered')}</Badge>
          ) : (
            <ConfirmPost
              summary={t('surveys.paper.tick', { name: person.name })}
              label={t('surveys.paper.tick_label', { name: person.name })}
              variant="primary"
              fields={{ intent: 'tick', area: area.id, person: person.ref }}
            >
              <p>{t('surveys.paper.tick_text')}</p>
            </ConfirmPost>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Step two: a sheet that nobody's name stands on. */
export function NamelessSheet(props: {
  waiting: number | null
  areaId: number | null
  questions: readonly Question[]
  answer: unknown
  kept: FormFields | null
}) {
  const { waiting, areaId, questions, answer, kept } = props
  const t = useT()
  if (waiting !== null && waiting <= 0) return <p>{t('surveys.paper.none_waiting')}</p>
  return (
    <>
      {waiting !== null && <p>{t('surveys.paper.waiting', { count: waiting })}</p>}
      <CheckedForm answer={answer} defaults={{ ...kept }}>
        <HiddenField name="intent" value="sheet" />
        {areaId !== null && <HiddenField name="area" value={areaId} />}
        <AnswerFields questions={questions} />
        <SubmitButton>{t('surveys.paper.save')}</SubmitButton>
      </CheckedForm>
    </>
  )
}

/** A sheet that bears a name. */
export function NamedSheet(props: {
  area: Area
  people: readonly Person[]
  questions: readonly Question[]
  answer: unknown
  kept: FormFields | null
}) {
  const { area, people, questions, answer, kept } = props
  const t = useT()
  const left = people.filter((person) => !person.answered)
  if (left.length === 0) return <p>{t('surveys.error.nobody_left')}</p>
  return (
    <CheckedForm answer={answer} defaults={{ ...kept }}>
      <HiddenField name="intent" value="named" />
      <HiddenField name="area" value={area.id} />
      <SelectField
        name="person"
        label={t('surveys.paper.person')}
        support={t('surveys.paper.person_support')}
        required
        emptyLabel={t('surveys.form.choose')}
        options={left.map(({ ref, name }) => ({ value: ref, label: name }))}
      />
      <AnswerFields questions={questions} />
      <SubmitButton>{t('surveys.paper.save')}</SubmitButton>
    </CheckedForm>
  )
}
