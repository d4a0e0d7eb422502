/** Where people come in: what the menu, a feed reader, a map or a program asks for first. */

/** A view of a map somewhere over the city. */
const boxes = [12, 13, 14, 15, 16].flatMap((zoom) =>
  [0, 1, 2, 3].map((n) => {
    const size = 0.35 / 2 ** (zoom - 12)
    const [west, south] = [135.6 + n * 0.03, 34.78 + n * 0.02]
    return `/aeds/map.json?box=${[west, south, west + size, south + size].map((x) => x.toFixed(4)).join()}&zoom=${zoom}`
  }),
)

/** For everybody. */
export const DOORS: readonly string[] = [
  ...[
    '/',
    '/notices',
    '/associations',
    '/exchange',
    '/openings',
    '/volunteering',
    '/aeds',
    '/halls',
    '/help',
  ],
  ...[
    '/calendar',
    '/subsidies',
    '/indicators',
    '/surveys',
    '/workload',
    '/about',
    '/join',
    '/plain',
    '/privacy',
  ],
  ...[
    '/accessibility',
    '/developers',
    '/posting-rules',
    '/offline',
    '/register',
    '/sign-in',
    '/subscriptions',
  ],
  ...[
    '/certificates',
    '/subsidies/estimate',
    '/subsidies/granted',
    '/subsidies/programmes',
    '/exchange/talks',
  ],
  ...['/exchange/new', '/associations/map', '/aeds/nearest', '/volunteering/programmes/1', '/help/print'],
  ...[
    '/notices.rss',
    '/notices.ics',
    '/openings.rss',
    '/exchange/talks.ics',
    '/volunteering.ics',
    '/sitemap.xml',
  ],
  ...['/robots.txt', '/manifest.webmanifest', '/aeds/nearest.json', '/volunteering/map.json'],
  ...['/associations/map.json', '/aeds/map.json?layer=ground', '/aeds/map.json?layer=shelters'],
  ...['/aeds.geojson', '/aeds.csv', '/indicators.csv', '/subsidies/granted.csv', '/subsidies/granted.json'],
  ...[
    'notices',
    'associations',
    'aeds',
    'openings',
    'matters',
    'places',
    'programmes',
    'indicators',
    'talks',
  ].map((noun) => `/api/v1/${noun}`),
  ...['/api/v1/districts', '/api/v1/openapi.json'],
  ...boxes,
]

/** For those who are signed in, by what they are in the demonstration city. */
export const deskDoors = {
  resident: [
    '/account',
    '/household',
    '/household/calendar',
    '/exchange/mine',
    '/requests',
    '/volunteering/mine',
  ],
  officer: [
    '/desk',
    '/account',
    '/requests',
    '/notices/new',
    '/surveys/desk',
    '/subsidies/applications',
    '/household',
  ],
  city: [
    '/desk',
    '/desk/subsidies',
    '/desk/exchange',
    '/desk/halls',

    '/desk/help',
    '/desk/indicators',
  ],
  section: ['/desk', '/desk/exchange', '/account'],
  centre: ['/desk/volunteering', '/desk/volunteering/applications', '/account'],
  administrator: ['/admin', '/admin/audit', '/admin/mails', '/admin/operation', '/desk/moderation'],
} as const

/** Searches with typed words. */
export const searches = (word: string): string[] =>
  ['/notices', '/associations', '/exchange', '/volunteering', '/aeds', '/halls', '/openings', '/help'].map(
    (list) => `${list}?q=${encodeURIComponent(word)}`,
  )
