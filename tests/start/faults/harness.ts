/** What the tests of faults share: a line to the database that can be cut, held or slowed, and clients that do not give up. */
import { once } from 'node:events'
import { createServer, connect as dial, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export type Line = {
  /** The address of the database by way of this line. */
  url: string
  /** `on`; `cut`: as where the server is stopped; `held`: as where it stands still, nothing is closed and nothing arrives */
  state: 'on' | 'cut' | 'held'
  /** Milliseconds that each answer is late. */
  delay: number
  /** Connections open just now, and the most there were. */
  readonly open: number
  most: number
  set(state: Line['state']): void
  close(): Promise<void>
}

/** A line to a PostgreSQL server, on a port of its own. */
export async function openLine(databaseUrl: string): Promise<Line> {
  const target = new URL(databaseUrl)
  const pairs = new Set<[Socket, Socket]>()
  const server = createServer((near) => {
    if (line.state === 'cut') return void near.destroy()
    const far = dial({ host: target.hostname, port: Number(target.port) || 5432 })
    const pair: [Socket, Socket] = [near, far]
    pairs.add(pair)
    line.most = Math.max(line.most, pairs.size)
    const end = () => {
      pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    for (const socket of pair) socket.setNoDelay(true).on('error', end).on('close', end)
    if (line.state === 'held') hold(pair)
    near.on('data', (data) => far.write(data))
    far.on('data', (data) => {
      if (line.delay === 0) near.write(data)
      else setTimeout(() => near.write(data), line.delay)
    })
  })
  const hold = (pair: [Socket, Socket]) => pair.map((socket) => socket.pause())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const line: Line = {
    url: Object.assign(new URL(databaseUrl), { hostname: '127.0.0.1', port: String(port) }).href,
    state: 'on',
    delay: 0,
    most: 0,
    get open() {
      return pairs.size
    },
    set(state) {
      line.state = state
      for (const pair of [...pairs]) {
        if (state === 'cut') for (const socket of pair) socket.destroy()
        else if (state === 'held') hold(pair)
        else for (const socket of pair) socket.resume()
      }
    },
    close: () => {
      line.set('cut')
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
  return line
}

export type Asked = { status: number; text: string; ms: number; headers: Headers }

/** Asks for a page; one that does not come in `longest` milliseconds is an error. */
export async function ask(
  url: string,
  headers: Record<string, string> = {},
  longest = 60_000,
): Promise<Asked> {
  const started = performance.now()
  const response = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(longest) })
  const text = await response.text()
  return { status: response.status, text, ms: performance.now() - started, headers: response.headers }
}

/** Sends a form as a browser would. */
export function send(
  url: string,
  at: string,
  fields: Record<string, string> | FormData,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url + at, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: url, 'Accept-Language': 'ja', ...headers },
    body: fields instanceof FormData ? fields : new URLSearchParams(fields),
    signal: AbortSignal.timeout(60_000),
  })
}

/** Signs in to the demonstration city; the cookies, or null where it was not acknowledged. */
export async function signIn(
  url: string,
  who: string,
  headers: Record<string, string> = {},
): Promise<string | null> {
  const response = await send(
    url,
    '/sign-in',
    { intent: 'password', email: `${who}@demo.example`, password: 'hirakata-demo', next: '/' },
    headers,
  )
  await response.arrayBuffer()
  if (response.status !== 302) return null
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/** Asks until something is so; the milliseconds that it took. */
export async function until(what: string, is: () => Promise<boolean>, longest = 60_000): Promise<number> {
  const started = performance.now()
  while (!(await is().catch(() => false))) {
    if (performance.now() - started > longest) throw new Error(`${what}: not in ${longest} ms`)
    await sleep(50)
  }
  return performance.now() - started
}

/** One line a fault: what happened, in figures. */
export const figure = (text: string) => console.log(`fault: ${text}`)
