/** AEDs for programs, a page at a time: those of `/aeds.csv` and `/aeds.geojson`. Public. */
import { rows } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { hoursOf } from '../schema'
import type { Box } from '../search'
import { EXPORTED, type ExportedAed } from './export.server'

type Asked = { box?: Box; since?: Date; after?: { at: Date; id: number }; limit: number }

/** One page by id; with `since`, what was changed then or later, in the order of its last change. */
export async function openAeds({ box, since, after, limit }: Asked): Promise<ExportedAed[]> {
  const values: unknown[] = []
  const value = (v: unknown) => `$${values.push(v)}`
  const parts = [`a.condition <> 'removed'`]
  if (box)
    parts.push(
      `a.place <@ box(map_point(${value(box.south)}, ${value(box.west)}), map_point(${value(box.north)}, ${value(box.east)}))`,
    )
  if (since) parts.push(`a.updated_at >= ${value(since)}::timestamptz`)
  if (after && since)
    parts.push(`(a.updated_at, a.id) > (${value(after.at)}::timestamptz, ${value(after.id)}::int)`)
  else if (after) parts.push(`a.id > ${value(after.id)}::int`)
  const order = since ? 'a.updated_at, a.id' : 'a.id'
  const found = await rows<ExportedAed>(
    `${EXPORTED} WHERE ${parts.join(' AND ')} ORDER BY ${order} LIMIT ${value(limit)}::int`,
    values,
  )
  return found.map(read)
}

/** One of them. @throws NotFound also for one that was removed */
export async function openAed(id: number): Promise<ExportedAed> {
  const [found] = await rows<ExportedAed>(`${EXPORTED} WHERE a.condition <> 'removed' AND a.id = $1`, [id])
  if (!found) throw new NotFound()
  return read(found)
}

const read = (aed: ExportedAed): ExportedAed => ({ ...aed, hours: hoursOf(aed.hours) })
