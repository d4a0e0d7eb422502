/** What machines are told of a page: JSON-LD that says no more than the page, and nothing of what is not public. */
import { describe, expect, test } from 'vitest'
import { associationTold, noticeTold, placeTold, spotTold, talkTold } from '~/modules/opendata/told'
import { toldMeta } from '~/ui/meta'

const ORIGIN = 'https://portal.test'
const notice = {
  id: 7,
  visibility: 'public',
  state: 'published',
  publishedAt: new Date('2026-11-01T00:00:00Z'),
  correctedAt: null,
  publisher: '楠葉花園自治会',
  publisherSlug: 'kuzuha',
  eventStartsAt: null,
  eventEndsAt: null,
  eventPlace: null,
  eventLatitude: null,
  eventLongitude: null,
}
const event = { ...notice, eventStartsAt: new Date('2026-12-05T01:00:00Z'), eventPlace: '集会所' }
const talk = {
  id: 3,
  state: 'announced',
  title: '市長と語る会',
  startsAt: new Date('2026-12-13T01:00:00Z'),
  endsAt: new Date('2026-12-13T02:30:00Z'),
  place: '集会室',
  latitude: 34.8,
  longitude: 135.6,
  association: { slug: 'hirakata', name: '枚方市' },
}
const place = {
  id: 4,
  state: 'published',
  title: '会館の大そうじ',
  venue: '会館',
  latitude: null,
  longitude: null,
  host: { name: '自治会' },
  sessions: [
    {
      startsAt: new Date('2026-12-05T01:00:00Z'),
      endsAt: new Date('2026-12-05T03:00:00Z'),
      standing: 'room',
    },
    {
      startsAt: new Date('2026-10-05T01:00:00Z'),
      endsAt: new Date('2026-10-05T03:00:00Z'),
      standing: 'past',
    },
    {
      startsAt: new Date('2026-12-06T01:00:00Z'),
      endsAt: new Date('2026-12-06T03:00:00Z'),
      standing: 'cancelled',
    },
  ],
}

describe('what is told', () => {
  test('of a notice is news, or its event', () => {
    expect(noticeTold(ORIGIN, notice, '古紙の日', 'ja')).toMatchObject({
      '@type': 'NewsArticle',
      headline: '古紙の日',
      url: `${ORIGIN}/notices/7`,
      datePublished: '2026-11-01T00:00:00.000Z',
      publisher: { '@type': 'Organization', name: '楠葉花園自治会' },
    })
    expect(noticeTold(ORIGIN, event, 'もちつき', 'ja')).toMatchObject({
      '@type': 'Event',
      startDate: '2026-12-05T01:00:00.000Z',
      location: { '@type': 'Place', name: '集会所' },
    })
  })

  test.each([
    [noticeTold(ORIGIN, { ...notice, visibility: 'members' }, 't', 'ja')],
    [noticeTold(ORIGIN, { ...event, visibility: 'officers' }, 't', 'ja')],
    [noticeTold(ORIGIN, { ...notice, state: 'draft' }, 't', 'ja')],
    [talkTold(ORIGIN, { ...talk, state: 'draft' })],
    [placeTold(ORIGIN, { ...place, state: 'submitted' })],
    [spotTold(ORIGIN, { name: 'n', address: 'a', latitude: 1, longitude: 2, gone: true })],
  ])('is nothing of what not everybody may read', (told) => {
    expect(told).toBeNull()
  })

  test('of a talk never names the room behind its address', () => {
    const told = JSON.stringify(
      talkTold(ORIGIN, { ...talk, onlineUrl: 'https://meet.example/x' } as typeof talk),
    )
    expect(told).not.toContain('meet.example')
    expect(JSON.parse(told)).toMatchObject({ eventStatus: 'https://schema.org/EventScheduled' })
    expect(talkTold(ORIGIN, { ...talk, state: 'cancelled' })).toMatchObject({
      eventStatus: 'https://schema.org/EventCancelled',
    })
  })

  test('of a place are the days to come alone', () => {
    const told = placeTold(ORIGIN, place) as { '@graph': { startDate: string }[] }
    expect(told['@graph'].map(({ startDate }) => startDate)).toEqual(['2026-12-05T01:00:00.000Z'])
  })

  test('of an association has nobody’s contact, whatever the page was given', () => {
    const given = { slug: 'k', name: '会', website: null, towns: ['町'], latitude: null, longitude: null }
    const contact = { name: '山田花子', phone: '072-000-0000', email: 'a@b.example' }
    const told = JSON.stringify(associationTold(ORIGIN, { ...given, contact } as typeof given))
    for (const secret of Object.values(contact)) expect(told).not.toContain(secret)
    expect(JSON.parse(told)).toMatchObject({ '@type': 'Organization', areaServed: [{ name: '町' }] })
  })
})

test('a page has one address, and JSON-LD only where there is something to tell', () => {
  expect(toldMeta({ url: 'u', told: null })).toEqual([{ tagName: 'link', rel: 'canonical', href: 'u' }])
  expect(toldMeta({ url: 'u', told: { a: 1 } })).toHaveLength(2)
  expect(toldMeta(undefined)).toEqual([])
})
