/** 出席者名簿: a list for the door, with a place to mark who has come. For paper. */
import { useT } from '~/ui/i18n'
import { Table } from '~/ui/parts'
import { AnswerWords } from './EnterAnswers'
import type { HouseholdAnswer, OtherAnswer } from './queries/answers.server'

/** The row of a list at the door: `here` is left empty, for a mark by hand. */
export function AttendanceList(props: {
  households: readonly HouseholdAnswer[]
  others: readonly OtherAnswer[]
  asks: 'attendance' | 'assembly'
}) {
  const { households, others, asks } = props
  const t = useT()
  const coming = households.filter(({ kind }) => kind === 'attend')
  const entrusting = households.filter(({ kind }) => kind === 'entrust')
  const head = [
    t('events.answers.group'),
    t('events.answers.household'),
    t('events.answers.people'),
    t('events.attendance.here'),
  ]
  const people = others.filter(({ kind }) => kind === 'attend')
  if (coming.length + entrusting.length + people.length === 0) return <p>{t('events.attendance.none')}</p>
  return (
    <>
      {coming.length > 0 && (
        <Table
          caption={t('events.attendance.coming', { count: coming.length })}
          head={head}
          rows={coming.map((one) => [one.group, one.name, one.people, ''])}
        />
      )}
      {people.length > 0 && (
        <Table
          caption={t('events.answers.others')}
          head={[t('events.answers.name'), t('events.answers.people'), t('events.attendance.here')]}
          rows={people.map((one) => [one.name, one.people, ''])}
        />
      )}
      {asks === 'assembly' && entrusting.length > 0 && (
        <Table
          caption={t('events.attendance.entrusting', { count: entrusting.length })}
          head={[t('events.answers.group'), t('events.answers.household'), t('events.answers.answer')]}
          rows={entrusting.map((one) => [one.group, one.name, <AnswerWords key="answer" answer={one} />])}
        />
      )}
    </>
  )
}
