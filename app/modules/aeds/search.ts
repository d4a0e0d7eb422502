/** What may be asked of the list and of the map at `/aeds`; in the address, so that a search can be passed on. */
import { z } from 'zod'
import { rowId } from '~/platform/forms'

const flag = z
  .literal('1')
  .transform(() => true)
  .optional()
  .catch(undefined)

/** What narrows the AEDs. `now` and `tonight` depend on the hour. */
export type AedFilters = { now?: boolean; tonight?: boolean; child?: boolean; outdoors?: boolean }

export const aedFilterNames = ['now', 'tonight', 'child', 'outdoors'] as const satisfies (keyof AedFilters)[]

const orders = ['distance', 'name'] as const

/** The list's address. What cannot be read is as if it were not there. */
const aedSearch = z.object({
  /** A town, an address or a part of a name */
  q: z.string().max(100).optional().catch(undefined),
  /** 今使える */
  now: flag,
  /** 今夜使える */
  tonight: flag,
  /** 小児対応 */
  child: flag,
  /** 屋外 */
  outdoors: flag,
  /** 設置場所不明も */
  placeless: flag,
  sort: z.enum(orders).optional().catch(undefined),
  /** Where the next page begins: `n<id>` after a row by name, `d<distance on the map>_<id>` after one by distance */
  after: z
    .string()
    .regex(/^(n\d{1,9}|d[\d.e-]{1,30}_\d{1,9})$/)
    .optional()
    .catch(undefined),
  /** The whole list on one page, to print and to sort */
  all: flag,
})
export type AedSearch = z.output<typeof aedSearch>

/** Reads a search from an address. */
export function readAedSearch(url: URL): AedSearch {
  const search = aedSearch.parse(Object.fromEntries(url.searchParams))
  search.q = search.q?.toWellFormed().replaceAll('\u0000', '').trim() || undefined
  return search
}

/** The address of a search with some of it changed. */
export function aedsHref(
  search: AedSearch,
  change: Partial<Record<keyof AedSearch, string | true | ''>> = {},
) {
  const all = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...search, ...change }))
    if (value) all.set(name, value === true ? '1' : String(value))
  const text = all.toString()
  return text ? `/aeds?${text}` : '/aeds'
}

/** Degrees of west, south, east and north; null when it is no box. */
export type Box = { west: number; south: number; east: number; north: number }

/** Reads `w,s,e,n` in degrees; a box that goes round the world or stands upside down is none. */
export function readBox(text: string | null): Box | null {
  const parts = (text ?? '').split(',')
  if (parts.length !== 4 || !parts.every((part) => /^-?\d{1,3}(\.\d{1,20})?$/.test(part))) return null
  const [west = 0, south = 0, east = 0, north = 0] = parts.map(Number)
  if (west >= east || south >= north || west < -360 || east > 360) return null
  return { west, south, east, north }
}

/** A zoom of the map, 0 to 18; 12 when it is none. */
export const zoomParameter = rowId.pipe(z.number().max(18)).catch(12)
