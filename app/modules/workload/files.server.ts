/** The numbers as files: each district and post on a line, or each district and month. */
import { hoursOf } from '~/modules/officers/rules'
import type { Day } from '~/platform/clock'
import { csv } from '~/platform/csv'
import type { Translate } from '~/platform/i18n'
import { workloadLines, workloadShown } from './kept.server'
import { percent, rate, trendMonths } from './rules'

const share = (seats: { seats: number; vacant: number }) => {
  const vacant = rate(seats)
  return vacant === null ? '' : percent(vacant)
}

/** Hours and seats by district and post. What nobody has told, or too few have, stays empty. */
export async function workFile(today: Day, t: Translate): Promise<string> {
  const head = [
    'district',
    'post',
    'posts',
    'cards',
    'tasks',
    'year',
    'recorded_posts',
    'recorded',
    'planned',
    'seats',
    'vacant',
    'rate',
  ]
  const hours = (minutes: number | null | undefined) =>
    minutes === null || minutes === undefined ? '' : hoursOf(minutes)
  const lines = (await workloadLines(today)).map(({ district, seats, ...work }) => [
    district === null ? t('workload.districts.none') : t('associations.district', { name: district }),
    t(`accounts.post.${work.post}`),
    work.posts,
    work.carded,
    work.tasks === null ? '' : Math.round(work.tasks * 10) / 10,
    hours(work.minutes),
    work.recorded?.posts ?? '',
    hours(work.recorded?.done),
    hours(work.recorded?.planned),
    seats.seats,
    seats.vacant,
    share(seats),
  ])
  return csv([head.map((key) => t(`workload.file.${key}`)), ...lines])
}

/** Seats and vacant ones of each district on the first of each month. */
export async function seatsFile(today: Day, t: Translate): Promise<string> {
  const { districts } = await workloadShown({ district: null, post: null }, today)
  const months = trendMonths(today)
  const lines = districts.flatMap(({ name, trend }) =>
    trend.map((seats, index) => [
      name === null ? t('workload.districts.none') : t('associations.district', { name }),
      months[index] ?? '',
      seats.seats,
      seats.vacant,
      share(seats),
    ]),
  )
  const head = ['district', 'month', 'seats', 'vacant', 'rate']
  return csv([head.map((key) => t(`workload.file.${key}`)), ...lines])
}
