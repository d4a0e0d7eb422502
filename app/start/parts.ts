/** The built pages in parts, as the framework looks through all routes again and again. */
import type { ServerBuild } from '@remix-run/node'

/** What the first part of an address is where no route has any other; addresses are matched without regard to case. */
const PLAIN = /^\/([a-z0-9._-]*)(?:\/(?!\/)|$)/

/**
 * What `make` makes of that part of the build which may answer an address. For one page the framework matches its address
 * five times and more, and each time it sorts all routes and translates their patterns anew: of 380 routes that was a
 * third of a page's time. Only routes that begin as the address does, or with a parameter, can match it: the others are
 * left out, which changes no match. Each part is made once, when it is first asked for.
 */
export function byAddress<T>(build: ServerBuild, make: (part: ServerBuild) => T): (path: string) => T {
  const beginnings = new Map<string, Set<string>>()
  for (const id of Object.keys(build.routes)) {
    const begins = beginningOf(build.routes, id)
    beginnings.set(begins, (beginnings.get(begins) ?? new Set()).add(id))
  }
  const made = new Map<string, T>()
  return (path) => {
    const [, begins] = PLAIN.exec(path) ?? []
    // Whatever is written oddly, and what the framework asks by itself, is matched among all.
    const key = begins === undefined || begins.startsWith('_') ? '*' : begins.replace(/\.data$/, '')
    const name = key === '*' || beginnings.has(key) ? key : ''
    let one = made.get(name)
    if (one === undefined) {
      one = make(
        name === '*'
          ? build
          : partOf(build, [...(beginnings.get(name) ?? []), ...(beginnings.get('') ?? [])]),
      )
      made.set(name, one)
    }
    return one
  }
}

/** The first part of a route's address; empty for the frame, the front page and what begins with a parameter. */
function beginningOf(routes: ServerBuild['routes'], id: string): string {
  const paths: string[] = []
  for (let at = routes[id]; at; at = at.parentId ? routes[at.parentId] : undefined)
    if (at.path) paths.unshift(at.path)
  const [first = ''] = paths.join('/').replace(/^\//, '').split('/')
  return /^[:*]|\?$/.test(first) ? '' : first.toLowerCase()
}

function partOf(build: ServerBuild, ids: readonly string[]): ServerBuild {
  const only = <R>(routes: Record<string, R>) =>
    Object.fromEntries(ids.flatMap((id) => (id in routes ? [[id, routes[id]]] : []))) as Record<string, R>
  return {
    ...build,
    routes: only(build.routes),
    assets: { ...build.assets, routes: only(build.assets.routes) },
  }
}
