/** An opening as the fields of its form. Pure. */
import { dateToDay } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import { hoursOf, MOST_HOURS } from './rules'

type Columns = {
  kind: string
  postId: number | null
  taskId: number | null
  title: string
  body: string
  gains?: string
  companions: string
  minutes: number
  months: readonly number[]
  skills?: readonly string[]
  evening: boolean
  weekend: boolean
  fromHome: boolean
  places: number
  startsOn: Date | string | null
  endsOn: Date | string | null
  closesOn?: Date | null
  electionOn?: Date | null
}

const dayIn = (day: Date | string | null | undefined) => (day instanceof Date ? dateToDay(day) : (day ?? ''))

/** The fields as the browser would send them. */
export function fieldsOfOpening(opening: Columns): FormFields {
  const { kind, postId, taskId, title, body, gains = '', companions, minutes, months, skills = [] } = opening
  return {
    kind,
    post: postId === null ? '' : String(postId),
    task: taskId === null ? '' : String(taskId),
    title,
    body,
    gains,
    companions,
    hours: String(Math.min(MOST_HOURS, hoursOf(minutes))),
    months: months.map(String),
    skills: [...skills],
    evening: opening.evening ? 'on' : '',
    weekend: opening.weekend ? 'on' : '',
    fromHome: opening.fromHome ? 'on' : '',
    places: String(opening.places),
    startsOn: dayIn(opening.startsOn),
    endsOn: dayIn(opening.endsOn),
    closesOn: dayIn(opening.closesOn),
    electionOn: dayIn(opening.electionOn),
  }
}

export const BLANK: FormFields = { kind: 'task', hours: '', places: '1' }
