/** 役職の仕事カード: what a post does, month by month, how long it takes, and what of it is offered. */
import { formatFiscalYear } from '~/platform/clock'
import { Bars } from '~/ui/bars'
import { Figures } from '~/ui/figures'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Table } from '~/ui/parts'
import { AgainstTable } from './AgainstTable'
import type { OfferShown } from './queries/tasks.server'
import {
  againstCard,
  type CardTask,
  hoursOf,
  minutesByMonth,
  monthAverage,
  shares,
  taskYear,
  yearSum,
} from './rules'
import { BigFigures, useTaskWords } from './TaskParts'

/** The whole in four numbers. */
export function CardFigures({ tasks }: { tasks: readonly CardTask[] }) {
  const t = useT()
  const words = useTaskWords()
  const at = (key: string, params?: Record<string, string | number>) => t(`officers.card.${key}`, params)
  const year = yearSum(tasks)
  const { months } = minutesByMonth(tasks)
  const busiest = months.reduce((most, month) => (month.minutes > most.minutes ? month : most))
  const { fromHome } = shares(tasks)
  const meetings = tasks
    .filter(({ kind }) => kind === 'meeting')
    .reduce((sum, task) => sum + task.times * Math.max(1, task.months.length), 0)
  return (
    <BigFigures
      figures={[
        { label: at('average'), value: words.time(monthAverage(tasks)) },
        { label: at('year'), value: words.time(year) },
        ...(busiest.minutes > 0
          ? [
              {
                label: at('busiest'),
                value: words.month(busiest.month),
                support: words.time(busiest.minutes),
              },
            ]
          : []),
        { label: at('meetings'), value: at('meetings_count', { n: meetings }) },
        {
          label: at('home'),
          value: words.time(fromHome),
          support: at('of_year', { share: Math.round((fromHome / Math.max(1, year)) * 100) }),
        },
      ]}
    />
  )
}

/** The year as bars, and the same as a table with what there is to do. */
export function CardMonths({ tasks }: { tasks: readonly CardTask[] }) {
  const t = useT()
  const words = useTaskWords()
  const { months, anytime } = minutesByMonth(tasks)
  const monthly = tasks.filter((task) => task.months.length === 12)
  return (
    <>
      <Bars
        label={t('officers.card.months_picture')}
        bars={months.map(({ month, minutes }) => ({
          label: words.month(month),
          value: minutes,
          text: words.number(hoursOf(minutes)),
        }))}
      />
      <p className="support">{t('officers.card.months_unit')}</p>
      <div className="month-table">
        <Figures
          caption={t('officers.card.months_caption')}
          head={['month', 'what', 'hours'].map((key) => t(`officers.card.head.${key}`))}
          rows={[
            ...months.map(({ month, minutes }) => ({
              name: words.month(month),
              minutes,
              tasks: tasks.filter((task) => task.months.length !== 12 && task.months.includes(month)),
            })),
            ...(anytime > 0
              ? [
                  {
                    name: t('officers.tasks.any_time'),
                    minutes: anytime,
                    tasks: tasks.filter((task) => task.months.length === 0),
                  },
                ]
              : []),
          ].map(({ name, minutes, tasks }) => [name, titles(tasks), words.time(minutes)] as const)}
        />
      </div>
      {monthly.length > 0 && (
        <p className="support">{t('officers.card.monthly', { tasks: titles(monthly) })}</p>
      )}
    </>
  )
}

const titles = (tasks: readonly CardTask[]) => tasks.map(({ title }) => title).join('、')

/** Marks of a line: its kind, and when or where it can be done. */
export function TaskMarks({ task }: { task: CardTask }) {
  const t = useT()
  const marks = [
    ...(task.kind === 'task' ? [] : [['info', `kind.${task.kind}`] as const]),
    ...(task.fromHome ? [['success', 'from_home'] as const] : []),
    ...(task.evening ? [['neutral', 'evening'] as const] : []),
    ...(task.weekend ? [['neutral', 'weekend'] as const] : []),
  ]
  return (
    <>
      {marks.map(([tone, key]) => (
        <span key={key}>
          <Badge tone={tone}>{t(`officers.tasks.${key}`)}</Badge>{' '}
        </span>
      ))}
    </>
  )
}

/** The lines one by one, the longest of the year told beside each. */
export function TaskTable({ tasks, offers }: { tasks: readonly CardTask[]; offers: readonly OfferShown[] }) {
  const t = useT()
  const words = useTaskWords()
  return (
    <Table
      caption={t('officers.card.tasks_caption')}
      head={['task', 'when', 'year'].map((key) => t(`officers.card.head.${key}`))}
      rows={tasks.map((task) => [
        <>
          <strong>{task.title}</strong> <TaskMarks task={task} />
          {offers
            .filter(({ taskId }) => taskId === task.id)
            .map((offer) => (
              <OfferMark key={offer.id} offer={offer} />
            ))}
        </>,
        <>
          {words.when(task)} {words.each(task)}
          <span className="support block">
            {task.helpers ? t('officers.card.with', { helpers: task.helpers }) : t('officers.card.alone')}
          </span>
        </>,
        words.time(taskYear(task)),
      ])}
    />
  )
}

function OfferMark({ offer }: { offer: OfferShown }) {
  const t = useT()
  return (
    <Badge tone={offer.taken ? 'neutral' : 'warning'}>
      {t(offer.taken ? 'officers.card.taken' : 'officers.card.offered')}
    </Badge>
  )
}

/** What of the post is looked for at present, and what somebody has taken on. */
export function OfferList({ offers }: { offers: readonly OfferShown[] }) {
  const t = useT()
  const words = useTaskWords()
  return (
    <ul className="plain-list">
      {offers.map((offer) => (
        <li key={offer.id}>
          <OfferMark offer={offer} />{' '}
          {offer.taken ? (
            offer.title
          ) : (
            <a href={`/openings/${offer.id}`} className="inline-block py-2">
              {offer.title}
            </a>
          )}{' '}
          <span className="support">
            {t(`officers.offer.kind.${offer.kind}`)}
            {offer.months.length > 0 && ` ${words.months(offer.months)}`}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** The card beside what was written down in a year, in sums only. */
export function RealSums(props: {
  tasks: readonly CardTask[]
  real: { year: number; sums: readonly { taskId: number | null; minutes: number; times: number }[] }
}) {
  const { tasks, real } = props
  const t = useT()
  const language = useLanguage()
  const year = formatFiscalYear(real.year, language)
  return (
    <>
      <h2>{t('officers.card.real', { year })}</h2>
      <AgainstTable against={againstCard(tasks, real.sums)} />
      <p className="support">{t('officers.card.real_note')}</p>
    </>
  )
}
