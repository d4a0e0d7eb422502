/** The built pages, watched: which route answers, how long its reading and writing take, and whether it may just now. */
import type { ActionFunction, LoaderFunction, ServerBuild } from '@remix-run/node'
import { doing } from '../platform/doing.server'
import { DatabaseGone, isLost } from '../platform/lost.server'
import { traced } from '../platform/trace.server'

type Asking = Parameters<LoaderFunction>[0]

/** What entry.server says to a reading or writing of a route while maintenance stands; it throws the refusal. */
type Guard = (
  args: Asking,
  asked: { route: string; writes: boolean; page: boolean },
) => Promise<void> | undefined

const shortName = (id: string) => id.replace(/^routes\//, '')

/** Refuses what the database has not answered. */
type Refuse = (args: Asking, asked: { writes: boolean; page: boolean }) => Promise<never>

/** Milliseconds after which nobody waits for a page any longer. */
const PAGE_MS = 20_000

/** @throws DatabaseGone when it takes longer */
async function atMost<T>(ms: number, working: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseGone('the database is too slow')), ms)
  })
  working.catch(() => {})
  return Promise.race([working, late]).finally(() => clearTimeout(timer))
}

/** The same build, whose routes tell that they were asked. */
export function watched(build: ServerBuild): ServerBuild {
  const { guard, refuseLost } = build.entry.module as unknown as { guard?: Guard; refuseLost?: Refuse }
  const routes = Object.entries(build.routes).map(([id, route]) => {
    if (!route) return [id, route] as const
    const { loader, action } = route.module
    const name = shortName(id)
    const asked = (writes: boolean) => ({ route: name, writes, page: route.module.default !== undefined })
    const around = (work: LoaderFunction | ActionFunction, writes: boolean) => async (args: Asking) => {
      const now = doing()
      // The frame is asked together with the page inside it.
      if (now && (id !== 'root' || !now.route)) now.route = name
      await guard?.(args, asked(writes))
      try {
        const working = traced(`${writes ? 'action' : 'loader'} ${name}`, {}, async () => work(args))
        return await (asked(writes).page && !writes ? atMost(PAGE_MS, working) : working)
      } catch (error) {
        if (refuseLost && isLost(error)) await refuseLost(args, asked(writes))
        throw error
      }
    }
    const module = {
      ...route.module,
      ...(loader ? { loader: around(loader, false) } : {}),
      ...(action ? { action: around(action, true) } : {}),
    }
    return [id, { ...route, module }] as const
  })
  return { ...build, routes: Object.fromEntries(routes) as ServerBuild['routes'] }
}
