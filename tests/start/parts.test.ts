/** The pages in parts: every address finds the route that it finds among all, and its part is small. */
import { pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import { matchRoutes } from '@remix-run/react'
import { beforeAll, expect, test } from 'vitest'
import { byAddress } from '../../app/start/parts'
import { built } from '../../app/start/sources.mjs'
import { runToEnd } from '../setup/portal'

type RouteObject = Parameters<typeof matchRoutes>[0][number]

let build: ServerBuild

beforeAll(async () => {
  const { code, output } = await runToEnd({}, ['app/start/build-now.ts'])
  expect(code, output).toBe(0)
  build = await import(pathToFileURL(built.server).href)
}, 600_000)

/** As the framework asks them. */
function tree(routes: ServerBuild['routes'], parentId?: string): RouteObject[] {
  return Object.values(routes).flatMap((route) => {
    if (!route || route.parentId !== parentId) return []
    const { id, path, index, caseSensitive } = route
    return [
      index ? { id, path, index, caseSensitive } : { id, path, caseSensitive, children: tree(routes, id) },
    ]
  })
}

const idsOf = (routes: RouteObject[], at: string) => matchRoutes(routes, at)?.map(({ route }) => route.id)

test('every address finds its route', () => {
  const all = tree(build.routes)
  const partAt = byAddress(build, ({ routes, assets }) => ({ routes, assets, tree: tree(routes) }))
  const patterns = Object.values(build.routes).flatMap((route) => (route?.path ? [`/${route.path}`] : []))
  expect(patterns.length).toBeGreaterThan(300)
  const filled = ['1', 'new', 'map.json'].flatMap((value) =>
    patterns.map((pattern) => pattern.replace(/:\w+|\*/g, value)),
  )
  const odd = [
    '/',
    '//',
    '//notices',
    '/notices//1',
    '/.',
    '/_root',
    '/__manifest',
    '/constructor',
    '/nothing/at/all',
  ]
  const addresses = [...new Set([...filled, ...odd])]
  const written = (at: string) => [at, at.toUpperCase(), `${at}/none`]
  let found = 0
  for (const at of addresses.flatMap(written)) {
    const ids = idsOf(all, at)
    expect(idsOf(partAt(at).tree, at), at).toEqual(ids)
    if (ids && !ids.includes('routes/$')) found++
    // What is asked for by a script names the same page with an ending.
    expect(idsOf(partAt(`${at}.data`).tree, at), `${at}.data`).toEqual(ids)
  }
  expect(found).toBeGreaterThan(1_000)
})

test('a part is small, and holds the same routes for browsers', () => {
  const partAt = byAddress(build, (part) => part)
  const { routes, assets } = partAt('/notices/1')
  expect(Object.keys(routes)).toEqual(
    expect.arrayContaining(['root', 'routes/_index', 'routes/$', 'routes/notices.$id']),
  )
  expect(Object.keys(routes)).not.toContain('routes/aeds._index')
  expect(Object.keys(routes).length).toBeLessThan(Object.keys(build.routes).length / 8)
  expect(Object.keys(assets.routes).sort()).toEqual(Object.keys(routes).sort())
  expect(partAt('/notices/2')).toBe(partAt('/notices'))
  expect(partAt('/never-heard-of')).toBe(partAt('/neither'))
})
