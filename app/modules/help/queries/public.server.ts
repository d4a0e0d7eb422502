/** Reads of 相談窓口 for everybody. Nothing here knows who asks, and nothing is written down. */
import { type Day, dateToDay } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import type { Translate } from '~/platform/i18n'
import {
  found,
  inNeed,
  MOST_SERVICES,
  type Spoken,
  type Standing,
  serviceHours,
  situations,
  standingAt,
  type Theme,
  themes,
  type Way,
} from '../rules'
import type { Find } from '../schema'

const select = {
  id: true,
  name: true,
  reading: true,
  organisation: true,
  section: { select: { name: true } },
  themes: true,
  situations: true,
  words: true,
  summary: true,
  forWhom: true,
  ways: true,
  phone: true,
  phoneNote: true,
  email: true,
  url: true,
  chatUrl: true,
  address: true,
  letterTo: true,
  latitude: true,
  longitude: true,
  hours: true,
  hoursText: true,
  languages: true,
  languageNote: true,
  free: true,
  nameless: true,
  needsBooking: true,
  urgent: true,
  position: true,
  checkedOn: true,
} as const

/** All public services as they stand at an instant, the most needed first. */
export async function services(at: Date) {
  const rows = await db.helpService.findMany({
    where: { state: 'published' },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    take: MOST_SERVICES,
    select,
  })
  return inNeed(rows.map((row) => shown(row, at)))
}

export type Service = Awaited<ReturnType<typeof services>>[number]

type Row = NonNullable<Awaited<ReturnType<typeof oneRow>>>
const oneRow = (id: number) => db.helpService.findFirst({ where: { id, state: 'published' }, select })

function shown(row: Row, at: Date) {
  const { section, hours, checkedOn, ...facts } = row
  const read = serviceHours(hours)
  return {
    ...facts,
    section: section?.name ?? '',
    // The columns hold keys that the form has checked; one that the portal no longer knows is left out.
    themes: facts.themes.filter((theme): theme is Theme => themes.some((known) => known === theme)),
    ways: facts.ways as Way[],
    languages: facts.languages as Spoken[],
    hours: read,
    standing: standingAt(read, at) as Standing,
    checkedOn: checkedOn && (dateToDay(checkedOn) as Day),
  }
}

/**
 * One public service.
 * @throws NotFound also for one that is a draft or has ended
 */
export async function service(id: number, at: Date): Promise<Service> {
  const row = await oneRow(id)
  if (!row) throw new NotFound()
  return shown(row, at)
}

/**
 * The services that answer a search: in the order of how well the words fit, or, by situation and theme, as they are
 * needed. Everything when nothing is asked for.
 */
export async function findServices(find: Find, at: Date, t: Translate): Promise<Service[]> {
  const all = await services(at)
  const wanted: readonly Theme[] | null = find.situation
    ? situations[find.situation]
    : find.theme
      ? [find.theme]
      : null
  const some = wanted ? all.filter((one) => one.themes.some((theme) => wanted.includes(theme))) : all
  if (!find.q) return some
  const searched = some.map((one) => ({
    ...one,
    themeNames: one.themes.map((theme) => t(`help.theme.${theme}`)),
  }))
  return found(searched, find.q)
}
