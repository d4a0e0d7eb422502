/**
 * The pages that are kept for guests, with the parameters of their addresses. Only what stands here is ever kept:
 * nothing with a token in its path, nothing of the advice services (decision 0024), and not `/about`, which stays
 * the measure of a page that is made anew.
 */

const LIST = ['q', 'district', 'after']

const ROUTES: [path: string, parameters: string[]][] = [
  ['/', []],
  ['/notices', ['q', 'category', 'district', 'association', 'from', 'to', 'filters', 'before']],
  ['/notices/:id', ['version']],
  ['/notices.rss', []],
  ['/calendar', ['month', 'day', 'association', 'district']],
  ['/associations', [...LIST, 'kind']],
  ['/associations/map', [...LIST, 'kind']],
  ['/associations/:slug', []],
  ['/associations/:slug/notices.rss', []],
  [
    '/openings',
    [...LIST, 'association', 'kind', 'hours', 'skill', 'evening', 'weekend', 'home', 'period', 'view'],
  ],
  ['/openings/:id', []],
  ['/halls', LIST],
  ['/halls/:id', []],
  ['/aeds', [...LIST, 'town', 'use', 'child', 'open', 'view']],
  ['/aeds/:id', ['box']],
  ['/subsidies', []],
  ['/subsidies/granted', [...LIST, 'year', 'scheme']],
  ['/subsidies/programmes', []],
  ['/subsidies/programmes/:slug', []],
  ['/indicators', ['year']],
  ['/indicators/:slug', ['year']],
  [
    '/volunteering',
    [
      ...LIST,
      'kind',
      'theme',
      'stage',
      'programme',
      'host',
      'day',
      'people',
      'weekend',
      'room',
      'view',
      'month',
    ],
  ],
  ['/volunteering/:id', []],
  ['/volunteering/programmes/:id', []],
  ['/exchange', [...LIST, 'state', 'kind', 'category', 'section', 'association', 'overdue']],
  ['/exchange/talks', ['district', 'past', 'after']],
  ['/surveys', ['after']],
  ['/surveys/:id/results', []],
  ['/workload', ['district', 'post']],
  ['/posting-rules', []],
  ['/privacy', []],
  ['/accessibility', []],
]

const SHAPES: Record<string, string> = { ':id': '[1-9]\\d{0,8}', ':slug': '[a-z0-9-]{1,60}' }
/** What stands in the way of `/associations/:slug` is a page of its own. */
const NO_SLUG = /^\/(?:associations\/(?:new|map)|subsidies\/programmes\/(?:new|import)|indicators\/sheet)$/

const known = ROUTES.map(([path, parameters]) => ({
  path,
  shape: new RegExp(`^${path.replace(/:\w+/g, (name) => SHAPES[name] ?? name).replace('.rss', '\\.rss')}$`),
  parameters: new Set([...parameters, 'lang']),
}))

/** Paths of the pages that may be kept, as patterns. */
export const keptPaths: readonly string[] = known.map(({ path }) => path)

const LONGEST = 400

type KeptRoute = {
  path: string
  /** Whether its address holds what somebody has typed: of these there is no end. */
  isTyped: boolean
}

/** The kept page at an address; null for one that is not kept, or that says something the page does not know. */
export function keptRoute(url: string): KeptRoute | null {
  if (url.length > LONGEST) return null
  const [path = '', query, more] = url.split('?')
  if (more !== undefined) return null
  const route = known.find(({ shape }) => shape.test(path))
  if (!route || (route.path !== path && NO_SLUG.test(path))) return null
  const parameters = new URLSearchParams(query)
  for (const name of parameters.keys()) if (!route.parameters.has(name)) return null
  return { path: route.path, isTyped: Boolean(parameters.get('q')) }
}
