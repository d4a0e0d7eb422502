/** For officers: how many come, stay away and entrust; the quorum; and the counts of each group. */
import { useT } from '~/ui/i18n'
import { Banner, Button, DataList, Table } from '~/ui/parts'
import type { Counts, GroupCounts, OfficersEvent } from './queries/answers.server'
import { type Fraction, fractions, placesLeft, quorum } from './rules'

type Shown = Pick<OfficersEvent, 'id' | 'asks' | 'capacity'>

export function AnswerCounts({ event, counts }: { event: Shown; counts: Counts }) {
  const t = useT()
  const households = (count: number) => t('events.answers.households', { count })
  const left = placesLeft(event.capacity, counts.people)
  return (
    <DataList
      rows={[
        [
          t('events.kind.attend'),
          event.asks === 'assembly'
            ? households(counts.attend)
            : t('events.answers.attend', {
                count: counts.attend,
                people: counts.people,
                others: counts.others,
              }),
        ],
        [t('events.kind.absent'), households(counts.absent)],
        [t('events.kind.entrust'), event.asks === 'assembly' ? households(counts.entrust) : null],
        [t('events.answers.unanswered'), households(counts.unanswered)],
        [t('events.answers.all'), households(counts.households)],
        [
          t('events.part.capacity'),
          left === null || event.capacity === null
            ? null
            : t('events.answers.capacity', { count: event.capacity, left }),
        ],
      ]}
    />
  )
}

/** 定足数の目安: an aid, as the rules of the association decide. */
export function QuorumHelp(props: {
  event: Shown
  counts: Counts
  fraction: Fraction
  group: number | null
}) {
  const { event, counts, fraction, group } = props
  const t = useT()
  const { needed, present, missing, reached } = quorum(
    counts.households,
    counts.attend + counts.entrust,
    fraction,
  )
  return (
    <>
      <h2>{t('events.quorum.title')}</h2>
      <Banner
        tone={reached ? 'success' : 'info'}
        title={reached ? t('events.quorum.reached') : t('events.quorum.missing', { count: missing })}
      >
        <p>
          {t('events.quorum.sum', {
            households: counts.households,
            needed,
            present,
            attend: counts.attend,
            entrust: counts.entrust,
          })}
        </p>
      </Banner>
      <form method="get" action={`/notices/${event.id}/answers`} className="search-row">
        {group !== null && <input type="hidden" name="group" value={group} />}
        <div className="field">
          <label className="field-label" htmlFor="quorum">
            {t('events.quorum.fraction')}
          </label>
          <select id="quorum" name="quorum" className="input" defaultValue={fraction}>
            {fractions.map((value) => (
              <option key={value} value={value}>
                {t(`events.quorum.${value === '1/2' ? 'half' : 'two_thirds'}`)}
              </option>
            ))}
          </select>
        </div>
        <Button variant="secondary">{t('events.quorum.show')}</Button>
      </form>
      <p className="support">{t('events.quorum.aid')}</p>
    </>
  )
}

/** Each group in the reach of the office; its name leads to its households. */
export function GroupTable(props: { event: Shown; groups: readonly GroupCounts[]; fraction: Fraction }) {
  const { event, groups, fraction } = props
  const t = useT()
  const isAssembly = event.asks === 'assembly'
  return (
    <Table
      caption={t('events.answers.by_group')}
      head={[
        t('events.answers.group'),
        t('events.answers.all'),
        t('events.kind.attend'),
        ...(isAssembly ? [t('events.kind.entrust')] : [t('events.answers.people')]),
        t('events.kind.absent'),
        t('events.answers.unanswered'),
      ]}
      rows={groups.map((group) => [
        <a key="name" href={`/notices/${event.id}/answers?quorum=${fraction}&group=${group.id}#households`}>
          {group.name}
        </a>,
        group.households,
        group.attend,
        isAssembly ? group.entrust : group.people,
        group.absent,
        group.households - group.attend - group.absent - group.entrust,
      ])}
    />
  )
}
