/**
 * What search engines and other programs are told of an opening (schema.org, JSON-LD). Pure.
 *
 * `JobPosting` would be wrong: an office in an association is unpaid, and whoever takes it is no employee. There is no
 * type for volunteering either. What the page offers is that a person may join an organisation, so the association is
 * an `Organization` whose `potentialAction` is a `JoinAction`; a single day of helping is an `Event` besides, as it has
 * a date that people look for.
 */
import type { Day } from '~/platform/clock'

type Json = string | boolean | { [key: string]: Json }

type Told = {
  title: string
  body: string
  kind: string
  startsOn: Day | null
  endsOn: Day | null
  association: { name: string; slug: string }
}

/** @param base public address of the portal, @param url that of the opening's page */
export function structured(opening: Told, base: string, url: string): { [key: string]: Json } {
  const { title, body, kind, startsOn, endsOn, association } = opening
  const join = {
    '@type': 'JoinAction',
    name: title,
    description: body,
    url,
    target: { '@type': 'EntryPoint', urlTemplate: `${url}/interest` },
    ...(startsOn ? { startTime: startsOn } : {}),
    ...(endsOn ? { endTime: endsOn } : {}),
  }
  const organization = {
    '@type': 'Organization',
    name: association.name,
    url: `${base}/associations/${association.slug}`,
  }
  if (kind === 'event' && startsOn) {
    return {
      '@context': 'https://schema.org',
      '@type': 'Event',
      name: title,
      description: body,
      url,
      startDate: startsOn,
      ...(endsOn ? { endDate: endsOn } : {}),
      isAccessibleForFree: true,
      organizer: organization,
      location: { '@type': 'Place', name: association.name },
      potentialAction: join,
    }
  }
  return { '@context': 'https://schema.org', ...organization, potentialAction: join }
}
