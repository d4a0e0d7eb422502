/** AEDs as the lists, the map and the nearest show them: one row each, judged at one instant. */

import { usability, usableTonight } from '../rules'
import { bearingOf, metresBetween, type Place } from '../rules/distance'
import { type Condition, type Hours, hoursOf, type ListedAed, type Usability } from '../schema'
import type { AedFilters } from '../search'

/** Columns of a `ListedRow`; `a` is the AED. The hours come as text, as a few texts stand in very many rows. */
export const LISTED = `a.id, a.name, a.position, a.address, a.building, a.latitude, a.longitude, a.hours::text AS hours,
  json_build_object('days', a.days_text, 'start', a.start_text, 'end', a.end_text, 'note', a.hours_text) AS "hoursText",
  a.condition, a.child_pads AS "childPads", a.outdoors, a.not_for_public AS "notForPublic",
  a.checked_on::text AS "checkedOn", a.open_reports AS "openReports", a.invented`

export type ListedRow = Omit<ListedAed, 'hours' | 'usability' | 'distance' | 'bearing'> & {
  hours: string | null
}

/** What decides whether an AED can be taken, as the database hands it over. */
export type Judged = { hours: string | null; condition: Condition; notForPublic: boolean }

const known = new Map<string, Hours | null>()
/** So many different hours are kept read; a city has some hundred. */
const MAX_KNOWN = 2000

function readHoursColumn(text: string | null): Hours | null {
  if (text === null) return null
  let hours = known.get(text)
  if (hours === undefined) {
    hours = hoursOf(JSON.parse(text))
    if (known.size >= MAX_KNOWN) known.clear()
    known.set(text, hours)
  }
  return hours
}

const NOT_FOR_PUBLIC: Usability = { state: 'out_of_service', until: null, opensAt: null }

/** Judges AEDs at one instant; the same hours are computed once. One that is not for the public cannot be used. */
export class Judge {
  private readonly now = new Map<string, Usability>()
  private readonly night = new Map<string, boolean>()

  constructor(readonly at: Date) {}

  usability(row: Judged): Usability {
    if (row.notForPublic) return NOT_FOR_PUBLIC
    return kept(this.now, row, () => usability({ ...row, hours: readHoursColumn(row.hours) }, this.at))
  }

  usableTonight(row: Judged): boolean {
    if (row.notForPublic) return false
    return kept(this.night, row, () => {
      return usableTonight({ ...row, hours: readHoursColumn(row.hours) }, this.at) === 'usable'
    })
  }

  /** Whether it passes the filters that depend on the hour. */
  passes(row: Judged, { now, tonight }: AedFilters): boolean {
    return (!now || this.usability(row).state === 'usable') && (!tonight || this.usableTonight(row))
  }

  /** The row as it is shown. @param from what its distance is measured from */
  listed(row: ListedRow, from?: Place): ListedAed {
    const { hours, ...rest } = row
    const shown: ListedAed = { ...rest, hours: readHoursColumn(hours), usability: this.usability(row) }
    if (!from || row.latitude === null || row.longitude === null) return shown
    const to = { latitude: row.latitude, longitude: row.longitude }
    return { ...shown, distance: metresBetween(from, to), bearing: bearingOf(from, to) }
  }
}

function kept<T>(store: Map<string, T>, row: Judged, find: () => T): T {
  const key = `${row.condition} ${row.hours}`
  let found = store.get(key)
  if (found === undefined) {
    found = find()
    store.set(key, found)
  }
  return found
}

/** The conditions that do not depend on the hour, each with AND before it. */
export function fixedConditions({ child, outdoors }: AedFilters): string {
  return `${child ? ' AND a.child_pads' : ''}${outdoors ? ' AND a.outdoors' : ''}`
}
