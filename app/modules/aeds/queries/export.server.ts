/** All AEDs for others to use: in batches by id, so that a large city takes no more memory than a small one. Public. */
import { rows } from '~/platform/db.server'
import type { GivenAed } from '../rules'
import { hoursOf } from '../schema'
import type { Box } from '../search'
import { countPlaced, countPlaceless } from './box.server'
import { type Changes, Kept, lastChange } from './changes.server'

/** AEDs that are read at once. */
const BATCH = 1000

/** What tells one state of the list from another. */
export type ExportState = Changes & { sources: ExportSource[] }

type ExportSource = { name: string; publisher: string; licence: string; url: string }

export type ExportedAed = GivenAed & { openReports: number; updatedAt: Date; publisher: string }

/** `$1`–`$4`: a box, or null for all. The corners are put on the map of the database. */
const INSIDE = `($1::float8 IS NULL OR place <@ box(map_point($2, $1), map_point($4, $3)))`
const corners = (box: Box | null) =>
  box ? [box.west, box.south, box.east, box.north] : [null, null, null, null]

const sourcesKept = new Kept<ExportSource[]>(1)

/** Says when what is given out changed last, at the cost of one row. A removed AED counts as a change, too. */
export async function exportState(): Promise<ExportState> {
  const changes = await lastChange()
  const sources = await sourcesKept.get(changes.mark, '', () =>
    rows<ExportSource>(
      `SELECT name, publisher, licence, url FROM aed_sources s
       WHERE EXISTS (SELECT FROM aeds a WHERE a.source_id = s.id AND a.condition <> 'removed') ORDER BY name`,
      [],
    ),
  )
  return { ...changes, sources }
}

/** How many AEDs an export holds: of all from the squares of the map, of a box those that the index finds in it. */
export async function exportCount(box: Box | null): Promise<number> {
  if (!box) {
    const [placed, placeless] = await Promise.all([countPlaced({}), countPlaceless()])
    return placed + placeless
  }
  const [counted] = await rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM aeds WHERE condition <> 'removed' AND ${INSIDE}`,
    corners(box),
  )
  return counted?.count ?? 0
}

const NAMES = {
  id: 'a.id',
  name: 'a.name',
  nameKana: 'name_kana',
  nameEnglish: 'name_english',
  address: 'address',
  building: 'building',
  postalCode: 'postal_code',
  latitude: 'latitude',
  longitude: 'longitude',
  position: 'position',
  phone: 'phone',
  extension: 'extension',
  corporateNumber: 'corporate_number',
  organisation: 'organisation',
  url: 'a.url',
  note: 'note',
  hours: 'hours',
  daysText: 'days_text',
  startText: 'start_text',
  endText: 'end_text',
  hoursText: 'hours_text',
  childPads: 'child_pads',
  outdoors: 'outdoors',
  notForPublic: 'not_for_public',
  otherColumns: 'other_columns',
  condition: 'condition',
  checkedOn: "to_char(checked_on, 'YYYY-MM-DD')",
  invented: 'invented',
  openReports: 'open_reports',
  updatedAt: 'a.updated_at',
  publisher: "coalesce(s.publisher, '')",
  source:
    "CASE WHEN s.id IS NULL THEN NULL ELSE json_build_object('name', s.name, 'licence', s.licence, 'key', source_key) END",
} as const satisfies Record<keyof ExportedAed, string>

/** What is given out of each, without a condition. */
export const EXPORTED = `SELECT ${Object.entries(NAMES)
  .map(([name, column]) => `${column} AS "${name}"`)
  .join(', ')}
  FROM aeds a LEFT JOIN aed_sources s ON s.id = a.source_id`

const SELECT = `${EXPORTED}
  WHERE condition <> 'removed' AND a.id > $5 AND ${INSIDE} ORDER BY a.id LIMIT ${BATCH}`

/** All AEDs that are not removed, in a box where one is given, in batches by id. */
export async function* exportedAeds(box: Box | null): AsyncGenerator<ExportedAed[]> {
  let after = 0
  for (;;) {
    const found = await rows<ExportedAed>(SELECT, [...corners(box), after])
    if (found.length > 0) yield found.map((aed) => ({ ...aed, hours: hoursOf(aed.hours) }))
    const last = found.at(-1)
    if (!last || found.length < BATCH) return
    after = last.id
  }
}
