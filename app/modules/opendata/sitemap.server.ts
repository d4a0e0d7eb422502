/** `/sitemap.xml` and its parts (sitemaps.org), and `/robots.txt`. */
import { dayOf, now } from '~/platform/clock'
import { NotFound } from '~/platform/errors'
import { portalUrl } from '~/platform/settings.server'
import { streamed } from '~/platform/stream'
import {
  type SitemapKind,
  type SitemapRow,
  SPAN,
  sitemapKinds,
  sitemapParts,
  sitemapRows,
  sitemapSchemes,
} from './queries/sitemap.server'

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
const SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
const headers = { 'Content-Type': 'application/xml; charset=utf-8', 'Cache-Control': 'public, max-age=3600' }

/** Pages of which there is one. */
const PAGES = [
  '/',
  '/notices',
  '/associations',
  '/exchange',
  '/exchange/talks',
  '/openings',
  '/volunteering',
  '/aeds',
  '/aeds/nearest',
  '/halls',
  '/subsidies',
  '/subsidies/granted',
  '/subsidies/programmes',
  '/indicators',
  '/surveys',
  '/calendar',
  '/workload',
  '/help',
  '/about',
  '/accessibility',
  '/privacy',
  '/posting-rules',
  '/plain',
  '/developers',
]

/** Behind these lie only forms and what belongs to somebody. */
const CLOSED = [
  '/account',
  '/admin',
  '/desk',
  '/household',
  '/language',
  '/place',
  '/register',
  '/sign-in',
  '/sign-out',
]

const escaped = (text: string) => text.replace(/[<>&'"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
const entry = ({ path, changed }: SitemapRow) =>
  `<url><loc>${escaped(portalUrl(path))}</loc>${changed ? `<lastmod>${changed.toISOString()}</lastmod>` : ''}</url>\n`

/** The index: which parts there are. */
export async function sitemapIndex(): Promise<Response> {
  const today = dayOf(now())
  const parts = ['pages-1']
  for (const kind of sitemapKinds)
    for (const part of await sitemapParts(kind, today)) parts.push(`${kind}-${part}`)
  const lines = parts.map(
    (part) => `<sitemap><loc>${escaped(portalUrl(`/sitemap/${part}.xml`))}</loc></sitemap>\n`,
  )
  return new Response(`${HEAD}<sitemapindex ${SPACE}>\n${lines.join('')}</sitemapindex>\n`, { headers })
}

/** One part. @throws NotFound for one that cannot be */
export async function sitemapPart(request: Request, name: string): Promise<Response> {
  const [, kind = '', number = ''] = /^([a-z]+)-([1-9]\d{0,4})\.xml$/.exec(name) ?? []
  const known = sitemapKinds.find((one) => one === kind)
  const part = Number(number)
  const isPages = kind === 'pages' && part === 1
  if ((!known && !isPages) || part * SPAN > 2_000_000_000) throw new NotFound()
  const found = known ? rowsOf(known, part) : pages()
  // The first batch says whether there is anything: an empty part is none.
  const first = await found.next()
  if (first.done) throw new NotFound()
  if (request.method === 'HEAD') {
    await found.return(undefined)
    return new Response(null, { headers })
  }
  return new Response(streamed(body(first.value, found)), { headers })
}

const rowsOf = (kind: SitemapKind, part: number) => sitemapRows(kind, part, dayOf(now()))

async function* pages(): AsyncGenerator<SitemapRow[]> {
  yield [...PAGES, ...(await sitemapSchemes())].map((path) => ({ path, changed: null }))
}

async function* body(first: SitemapRow[], rest: AsyncGenerator<SitemapRow[]>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${HEAD}<urlset ${SPACE}>\n${first.map(entry).join('')}`)
  for await (const batch of rest) yield Buffer.from(batch.map(entry).join(''))
  yield Buffer.from('</urlset>\n')
}

/** What search engines may look at: everything but what belongs to somebody. */
export function robots(): Response {
  const lines = [
    'User-agent: *',
    ...CLOSED.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${portalUrl('/sitemap.xml')}`,
  ]
  return new Response(`${lines.join('\n')}\n`, {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'public, max-age=3600' },
  })
}
