/** Turns templates into notices dated around today. Pure; the same at every filling on the same day. */
import { addDays, type Day, dayToDate, formatDay, instantOfLocal } from '../../../app/platform/clock'
import type { NoticeCategory, NoticeImportance, NoticeVisibility } from '../../generated/enums'
import type { Planned } from '../associations'
import type { Random } from '../random'
import type { NoticeTemplate } from './template'

export type WrittenNotice = {
  publisher: string
  audience: string
  category: NoticeCategory
  importance: NoticeImportance
  visibility: NoticeVisibility
  title: string
  body: string
  actionText: string | null
  actionBy: Day | null
  eventStartsAt: Date | null
  eventEndsAt: Date | null
  eventPlace: string | null
  publishedAt: Date
}

/** So far back the demonstration reaches. Days. */
const PAST = 330

type Times = { published: Day; event: Day | null }

/** One notice from a template, as this publisher would say it, published before today. */
export function writeNotice(
  template: NoticeTemplate,
  publisher: Planned,
  audience: Planned,
  school: string,
  today: Day,
  random: Random,
): WrittenNotice {
  const { event, action } = template
  const times = timesOf(template, today, random)
  const actionBy = action ? addDays(times.event ?? times.published, action.days) : null
  const choices = new Map<string, string>()
  // A choice that stands twice in one notice (the place, say) is made once.
  const choose = (text: string) =>
    text.replace(/\[\[([^\]]+)\]\]/g, (_, list: string) => {
      const made = choices.get(list) ?? random.pick(list.split('|'))
      choices.set(list, made)
      return made
    })
  const town =
    publisher.kind === 'neighbourhood' ? publisher.name.replace(/(自治会|町内会|町会)$/, '') : publisher.name
  const slots: Record<string, string> = {
    name: publisher.name,
    town,
    district: audience.district ?? '',
    school,
    day: times.event ? formatDay(times.event, 'ja') : '',
    time: event
      ? event.at
          .replace(/^0/, '')
          .replace(':00', '時')
          .replace(/:(\d\d)$/, '時$1分')
      : '',
    by: actionBy ? formatDay(actionBy, 'ja') : '',
  }
  const fill = (text: string) => choose(text).replace(/\{(\w+)\}/g, (whole, slot) => slots[slot] ?? whole)
  slots.place = event ? fill(event.place) : ''
  const startsAt = times.event && event ? instantOfLocal(`${times.event}T${event.at}`) : null
  return {
    publisher: publisher.slug,
    audience: audience.slug,
    category: template.category,
    importance: template.importance ?? 'normal',
    visibility: template.visibility ?? 'public',
    title: fill(template.title),
    body: fill(template.body),
    actionText: action ? fill(action.text) : null,
    actionBy,
    eventStartsAt: startsAt,
    eventEndsAt: startsAt && event ? new Date(startsAt.getTime() + event.hours * 3_600_000) : null,
    eventPlace: event ? slots.place : null,
    publishedAt: instantAt(times.published, random),
  }
}

/** Something between breakfast and the evening news. */
function instantAt(day: Day, random: Random): Date {
  const minutes = 7 * 60 + random.between(0, 13 * 60)
  return new Date(dayToDate(day).getTime() - 9 * 3_600_000 + minutes * 60_000)
}

/** When a notice appears, and its event takes place: in a month that fits, on the right day of the week, mostly lately. */
function timesOf(template: NoticeTemplate, today: Day, random: Random): Times {
  const { event, months } = template
  const lead = event ? random.between(...event.lead) : 0
  // The newest days have the most notices: the square of an even number lies near zero.
  const age = 1 + Math.floor(random.next() ** 2.2 * (months ? PAST : 120))
  for (let back = 0; back < 366; back++) {
    const published = addDays(today, -((age + back - 1) % 366) - 1)
    const takesPlace = event ? onWeekday(addDays(published, lead), event.weekday) : null
    const month = Number((takesPlace ?? published).slice(5, 7))
    if (!months || months.includes(month)) return { published, event: takesPlace }
  }
  throw new Error(`No day of the year fits ${template.title}`)
}

/** The day itself or the first one after it that falls on this weekday. */
function onWeekday(day: Day, weekday: number): Day {
  const ahead = (weekday - dayToDate(day).getUTCDay() + 7) % 7
  return addDays(day, ahead)
}
