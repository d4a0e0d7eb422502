/** The map of AEDs: its pins in words, and the names that stand on it where no tile is. */
import { rows } from '~/platform/db.server'
import type { Language, Translate } from '~/platform/i18n'
import { clusterer } from '~/ui/map/clusters'
import type { BoxAnswer, MapMark, MapPin } from '~/ui/map/layers'
import { aedsInBox, type BoxPoint, type BoxSquare } from './queries/box.server'
import { type Judge, LISTED, type ListedRow } from './queries/listed.server'
import type { AedFilters, Box } from './search'
import { factsOf, tagOf } from './words'

/** What stands in a box, ready to be drawn. */
export async function mapAnswer(
  asked: { box: Box; zoom: number; filters: AedFilters; at: Date },
  t: Translate,
  language: Language,
): Promise<BoxAnswer> {
  const { box, zoom, filters, at } = asked
  const found = await aedsInBox(box, zoom, filters, at)
  if (found.kind === 'many') {
    const hourly = filters.now || filters.tonight
    return {
      marks: found.squares.map((square) => squareMark(square, zoom, t)),
      note: t(`aeds.map.${hourly ? 'note_many_hourly' : 'note_many'}`, { count: found.total }),
    }
  }
  const { points, seen, judge } = found
  const usable = (point: BoxPoint) => (judge.usability(point).state === 'usable' ? 1 : 0)
  const drawn = clusterer(points, usable)(found.zoom)
  const single = await pinsOf(
    drawn.flatMap((one) => ('pin' in one ? [one.pin.id] : [])),
    judge,
    t,
    language,
  )
  const marks = drawn.flatMap((one): MapMark[] => {
    if ('pin' in one) return single.get(one.pin.id) ?? []
    const { count, weight, zoom, members, ...place } = one
    return [
      {
        ...place,
        count,
        zoom,
        text: [t('aeds.map.count', { count }), t('aeds.map.usable_short', { count: weight })],
        label: t('aeds.map.cluster', {
          count,
          usable: weight,
          names: members.slice(0, 3).map(nameOf).join('、'),
        }),
        members:
          zoom === null ? members.map((point) => ({ label: nameOf(point), href: `/aeds/${point.id}` })) : [],
      },
    ]
  })
  const all = seen.reduce((sum, point) => sum + usable(point), 0)
  const key = seen.length === 0 ? 'note_none' : 'note_few'
  return { marks, note: t(`aeds.map.${key}`, { count: seen.length, usable: all }) }
}

const nameOf = (point: { name: string }) => point.name

/** Nothing is known here of a single AED: it is told when the map is nearer. */
function squareMark({ count, ...place }: BoxSquare, zoom: number, t: Translate): MapMark {
  return {
    ...place,
    count,
    text: [t('aeds.map.count', { count })],
    label: t('aeds.map.square', { count }),
    zoom: Math.min(18, zoom + 2),
    members: [],
  }
}

/** Pins in full, by their ids. */
async function pinsOf(
  ids: number[],
  judge: Judge,
  t: Translate,
  language: Language,
): Promise<Map<number, [MapPin]>> {
  if (ids.length === 0) return new Map()
  const found = await rows<ListedRow>(`SELECT ${LISTED} FROM aeds a WHERE a.id = ANY($1::int[])`, [ids])
  return new Map(
    found.map((row) => {
      const aed = judge.listed(row)
      const { state } = aed.usability
      const pin: MapPin = {
        latitude: row.latitude ?? 0,
        longitude: row.longitude ?? 0,
        label: row.name,
        lines: [
          t(row.notForPublic ? 'aeds.list.not_for_public' : `aeds.state.${state}`),
          ...factsOf(aed, judge.at, t, language),
        ],
        href: `/aeds/${row.id}`,
        look: state,
        tag: tagOf(aed, t),
      }
      return [row.id, [pin]]
    }),
  )
}
