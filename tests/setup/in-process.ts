/** The built portal inside a test: asked with requests, as the people of the demonstration city. */
import { pathToFileURL } from 'node:url'
import { createRequestHandler, type ServerBuild } from '@remix-run/node'
import { demonstrationEmail, demonstrationNames } from '../../app/modules/accounts/demonstration'
import { ensureBuild } from '../../app/start/build'
import { built } from '../../app/start/sources.mjs'

/** Who asks: without an account, and the nine accounts of the demonstration city. */
export const roles = ['guest', ...demonstrationNames] as const
export type Role = (typeof roles)[number]

export type Body = Record<string, string | string[]> | FormData
type Answer = { status: number; location: string | null; text: string; cookies: string[] }

export type InProcess = {
  build: ServerBuild
  /** Asks as somebody; a body makes it a POST. */
  ask(role: Role, path: string, body?: Body): Promise<Answer>
  /** Sends a request as it is, from a network address. */
  send(request: Request, address: string): Promise<Response>
  /** The cookie of somebody who signs in anew. */
  signIn(role: Role): Promise<string>
}

/** Builds the pages if needed, fills the demonstration city into this test's database and signs everybody in. */
export async function openInProcess(): Promise<InProcess> {
  process.env.DEMO = '1'
  // Vitest's own variable would leave the framework out of the build.
  const { VITEST } = process.env
  delete process.env.VITEST
  await ensureBuild(() => {})
  process.env.VITEST = VITEST
  const { seedDemonstration } = await import('../../prisma/seed/index')
  await seedDemonstration()
  const build: ServerBuild = await import(pathToFileURL(built.server).href)
  const handle = createRequestHandler(build, 'production')
  const sessions = new Map<Role, string>()

  const send = async (cookie: string, path: string, body?: Body): Promise<Answer> => {
    const headers = new Headers({ Cookie: cookie, 'Accept-Language': 'ja' })
    const init: RequestInit = { headers, redirect: 'manual' }
    if (body) Object.assign(init, { method: 'POST', body: body instanceof FormData ? body : encoded(body) })
    const request = new Request(`http://localhost:3000${path}`, init)
    const response = await handle(request, { cache: new Map(), address: '192.0.2.1' })
    return {
      status: response.status,
      location: response.headers.get('Location'),
      text: await response.text(),
      cookies: response.headers.getSetCookie(),
    }
  }

  const signIn = async (role: Role): Promise<string> => {
    if (role === 'guest') return ''
    const password = { email: demonstrationEmail(role), password: 'hirakata-demo', intent: 'password' }
    const { status, cookies, text } = await send('', '/sign-in', password)
    if (status !== 302)
      throw new Error(`${role} could not sign in: ${status} ${text.replace(/<[^>]+>/g, ' ')}`)
    return cookies.map((cookie) => cookie.split(';')[0]).join('; ')
  }
  for (const role of roles) sessions.set(role, await signIn(role))
  return {
    build,
    signIn,
    ask: (role, path, body) => send(sessions.get(role) ?? '', path, body),
    send: (request, address) => handle(request, { cache: new Map(), address }),
  }
}

function encoded(body: Record<string, string | string[]>): URLSearchParams {
  const fields = new URLSearchParams()
  for (const [name, value] of Object.entries(body)) for (const one of [value].flat()) fields.append(name, one)
  return fields
}
