/** 私の地域: the neighbourhood that a reader chose, kept in a cookie of their own browser and nowhere else. */
import { createCookie } from '@remix-run/node'
import { isSecure } from '~/platform/cookies.server'
import { rows } from '~/platform/db.server'
import { Invalid } from '~/platform/errors'
import { message } from '~/platform/forms'
import { searchForm } from '~/platform/text'
import type { PlaceInput } from './schema'
import { cityName, townsFor } from './search.server'
import { asSlug } from './slug'
import { writings } from './towns'

type Place = { districtId: number; districtName: string; townName?: string; councilSlug?: string }

/** More towns than this cannot be chosen from; the person is asked to write more of the name. */
const MAX_CHOICES = 20

function placeCookie() {
  return createCookie('place', {
    path: '/',
    sameSite: 'lax',
    httpOnly: true,
    maxAge: 365 * 86_400,
    secure: isSecure(),
  })
}

/** The neighbourhood of whoever asks; null when they chose none, or what they chose is no longer there. */
export async function placeOf(request: Request): Promise<Place | null> {
  const header = request.headers.get('Cookie')
  if (!header?.includes('place=')) return null
  const value = (await placeCookie().parse(header)) as { d?: unknown; t?: unknown } | null
  const districtId = rowIdOf(value?.d)
  if (!districtId) return null
  const [found] = await rows<{ name: string; town: string | null; council: string | null }>(
    `SELECT d.name, (SELECT t.name FROM towns t WHERE t.id = $2 AND t.district_id = d.id) AS town,
       (SELECT c.slug FROM associations c WHERE c.kind = 'council' AND c.district_id = d.id ORDER BY c.id LIMIT 1) AS council
     FROM districts d WHERE d.id = $1`,
    [districtId, rowIdOf(value?.t)],
  )
  if (!found) return null
  return {
    districtId,
    districtName: found.name,
    ...(found.town ? { townName: found.town } : {}),
    ...(found.council ? { councilSlug: found.council } : {}),
  }
}

function rowIdOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 1e9 ? value : null
}

type PlaceChoice = { townId: number; name: string; district: string }
type FoundPlace = { districtId: number; townId: number | null } | { choices: PlaceChoice[] }

/**
 * The district of what a person chose or typed: the row of a town, an association, or the name of a town.
 * @returns choices when the name fits towns of several districts
 * @throws Invalid on `town` when nothing fits, or too much
 */
export async function findPlace(form: PlaceInput): Promise<FoundPlace> {
  if (form.townId) {
    const [town] = await rows<{ district: number | null }>(
      `SELECT district_id AS district FROM towns WHERE id = $1`,
      [form.townId],
    )
    if (town?.district) return { districtId: town.district, townId: form.townId }
    throw new Invalid({ town: ['associations.place.unknown_choice'] })
  }
  if (form.association) {
    const [node] = await rows<{ district: number | null }>(
      `SELECT district_id AS district FROM associations WHERE slug = $1`,
      [asSlug(form.association)],
    )
    if (node?.district) return { districtId: node.district, townId: null }
    throw new Invalid({ town: ['associations.place.unknown_choice'] })
  }
  if (!form.town) throw new Invalid({ town: ['associations.place.nothing'] })
  return findByName(form.town)
}

async function findByName(typed: string): Promise<FoundPlace> {
  const { towns, total } = await townsFor(typed, MAX_CHOICES)
  const placed = towns.flatMap((town) =>
    town.districtId && town.district
      ? [{ ...town, districtId: town.districtId, district: town.district }]
      : [],
  )
  const forms = writings(typed, await cityName())
  const exact = placed.find((town) => forms.includes(searchForm(town.name)))
  if (exact) return { districtId: exact.districtId, townId: exact.id }
  const [first] = placed
  if (!first)
    throw new Invalid({ town: [message('associations.place.unknown', { town: typed.slice(0, 40) })] })
  if (total > MAX_CHOICES) {
    throw new Invalid({
      town: [message('associations.place.too_many', { town: typed.slice(0, 40), count: total })],
    })
  }
  if (placed.length === 1) return { districtId: first.districtId, townId: first.id }
  if (placed.every((town) => town.districtId === first.districtId))
    return { districtId: first.districtId, townId: null }
  return { choices: placed.map(({ id, name, district }) => ({ townId: id, name, district })) }
}

/** The cookie that remembers a place; null forgets it. */
export async function placeCookieHeader(
  place: { districtId: number; townId: number | null } | null,
): Promise<string> {
  if (!place) return placeCookie().serialize('', { maxAge: 0 })
  return placeCookie().serialize({ d: place.districtId, t: place.townId })
}
