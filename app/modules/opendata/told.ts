/**
 * What search engines and other programs are told of a public page (schema.org, JSON-LD): never more than the page
 * itself says to everybody. Openings have their own words (`openings/structured.ts`). Pure.
 */
import type { Told } from '~/ui/meta'

const CONTEXT = { '@context': 'https://schema.org' } as const

type Point = { latitude: number | null; longitude: number | null }

const geo = ({ latitude, longitude }: Point) =>
  latitude === null || longitude === null ? {} : { geo: { '@type': 'GeoCoordinates', latitude, longitude } }

const filled = (name: string, value: string | null | undefined) => (value ? { [name]: value } : {})

const organisation = (origin: string, { slug, name }: { slug: string; name: string }) => ({
  '@type': 'Organization',
  name,
  url: `${origin}/associations/${slug}`,
})

const iso = (instant: Date | null) => instant?.toISOString()

type ToldNotice = {
  id: number
  visibility: string
  state: string
  publishedAt: Date | null
  correctedAt: Date | null
  publisher: string
  publisherSlug: string
  eventStartsAt: Date | null
  eventEndsAt: Date | null
  eventPlace: string | null
  eventLatitude: number | null
  eventLongitude: number | null
}

/**
 * お知らせ: an event where it has one, else news. Nothing of a notice that is not for everybody.
 * @param title in the language that is shown, @param lang of the text that is shown
 */
export function noticeTold(origin: string, notice: ToldNotice, title: string, lang: string): Told | null {
  if (notice.visibility !== 'public' || notice.state !== 'published' || !notice.publishedAt) return null
  const url = `${origin}/notices/${notice.id}`
  const publisher = organisation(origin, { slug: notice.publisherSlug, name: notice.publisher })
  if (notice.eventStartsAt)
    return {
      ...CONTEXT,
      ...eventTold({
        url,
        name: title,
        startsAt: notice.eventStartsAt,
        endsAt: notice.eventEndsAt,
        place: notice.eventPlace,
        latitude: notice.eventLatitude,
        longitude: notice.eventLongitude,
      }),
      inLanguage: lang,
      organizer: publisher,
    }
  return {
    ...CONTEXT,
    '@type': 'NewsArticle',
    headline: title,
    url,
    inLanguage: lang,
    datePublished: notice.publishedAt.toISOString(),
    dateModified: (notice.correctedAt ?? notice.publishedAt).toISOString(),
    author: publisher,
    publisher,
    isAccessibleForFree: true,
  }
}

type ToldEvent = Point & {
  url: string
  name: string
  startsAt: Date
  endsAt: Date | null
  place: string | null
  cancelled?: boolean
}

function eventTold({ url, name, startsAt, endsAt, place, cancelled, ...point }: ToldEvent) {
  return {
    '@type': 'Event',
    name,
    url,
    startDate: startsAt.toISOString(),
    ...filled('endDate', iso(endsAt)),
    eventStatus: `https://schema.org/Event${cancelled ? 'Cancelled' : 'Scheduled'}`,
    ...(place && { location: { '@type': 'Place', name: place, ...geo(point) } }),
  }
}

/** 自治会・校区コミュニティ協議会, without anybody's contact. */
export function associationTold(
  origin: string,
  association: Point & { slug: string; name: string; website: string | null; towns: readonly string[] },
): Told {
  const { slug, name, website, towns } = association
  const place = geo(association)
  return {
    ...CONTEXT,
    ...organisation(origin, { slug, name }),
    ...filled('sameAs', website),
    ...(towns.length > 0 && {
      areaServed: towns.map((town) => ({ '@type': 'AdministrativeArea', name: town })),
    }),
    ...('geo' in place && { location: { '@type': 'Place', name, ...place } }),
  }
}

/** 意見交換会; nothing of a draft. */
export function talkTold(
  origin: string,
  talk: Point & {
    id: number
    state: string
    title: string
    startsAt: Date
    endsAt: Date
    place: string
    association: { slug: string; name: string }
  },
): Told | null {
  if (talk.state === 'draft') return null
  const { id, title, state, association, ...when } = talk
  const url = `${origin}/exchange/talks/${id}`
  return {
    ...CONTEXT,
    ...eventTold({ ...when, url, name: title, cancelled: state === 'cancelled' }),
    organizer: organisation(origin, association),
  }
}

/** ボランティアの受入れ先: the days to come; nothing of one that is not published. */
export function placeTold(
  origin: string,
  place: Point & {
    id: number
    state: string
    title: string
    venue: string
    host: { name: string }
    sessions: readonly { startsAt: Date; endsAt: Date; standing: string }[]
  },
): Told | null {
  const coming = place.sessions.filter(({ standing }) => standing !== 'past' && standing !== 'cancelled')
  if (place.state !== 'published' || coming.length === 0) return null
  const url = `${origin}/volunteering/${place.id}`
  const { latitude, longitude } = place
  return {
    ...CONTEXT,
    '@graph': coming.map(({ startsAt, endsAt }) => ({
      ...eventTold({ url, name: place.title, startsAt, endsAt, place: place.venue, latitude, longitude }),
      isAccessibleForFree: true,
      organizer: { '@type': 'Organization', name: place.host.name },
    })),
  }
}

/** AED or 会館: a place on the map. Nothing of one that is no longer there. */
export function spotTold(
  url: string,
  spot: Point & { name: string; address: string; position?: string; gone: boolean },
): Told | null {
  if (spot.gone) return null
  return {
    ...CONTEXT,
    '@type': 'Place',
    name: spot.name,
    url,
    ...filled('description', spot.position),
    ...filled('address', spot.address),
    ...geo(spot),
  }
}
