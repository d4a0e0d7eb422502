/** Listening, and stopping without breaking off what people are in the middle of. */
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createProbe } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '../platform/refusal'

/** How long open requests may take once the portal is told to stop. */
const GRACE_MS = 25_000
/** How long one request may take to arrive: ten files of 20 MB over a slow telephone. */
const REQUEST_MS = 900_000

/** The addresses to listen on: `undefined` is every address of the machine. */
export function listeningHosts(host: string | undefined, isEmbedded: boolean): (string | undefined)[] {
  if (host) return [host]
  // The demonstration's passwords are known to everybody: without being told to, it is for this machine alone.
  return isEmbedded ? ['127.0.0.1', '::1'] : [undefined]
}

/**
 * Fails before anything slow is done if the port cannot be had.
 * @throws Refusal when it is taken, or not allowed
 */
export async function checkPort(port: number, hosts: (string | undefined)[]): Promise<void> {
  for (const host of hosts) {
    await new Promise<void>((resolve, reject) => {
      const probe = createProbe()
      probe.once('error', (error: NodeJS.ErrnoException) =>
        isMissing(error, hosts) ? resolve() : reject(asRefusal(error, port, host)),
      )
      probe.listen({ port, host }, () => probe.close(() => resolve()))
    })
  }
}

/** A machine without IPv6 has no `::1`; that is no fault where there is another address. */
function isMissing({ code }: NodeJS.ErrnoException, hosts: (string | undefined)[]): boolean {
  return hosts.length > 1 && (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT')
}

function asRefusal(cause: NodeJS.ErrnoException, port: number, host: string | undefined): Refusal {
  if (cause.code === 'EADDRINUSE')
    return new Refusal(
      `ポート ${port} はほかのプログラムが使っています。PORT=${port + 1} のように別の番号を指定してください。`,
      `Port ${port} is taken by another program: choose another one, for example PORT=${port + 1}.`,
      { cause },
    )
  const place = host ? `${host}:${port}` : String(port)
  return new Refusal(
    `${place} で待ち受けできません（${cause.code}）。PORT と HOST を確かめてください。`,
    `Cannot listen on ${place} (${cause.code}): check PORT and HOST.`,
    { cause },
  )
}

export type Listening = {
  servers: Server[]
  /** Takes no more connections, and resolves when the open requests are answered. */
  close(): Promise<void>
}

/**
 * Serves on all hosts.
 * @throws Refusal when the port cannot be had
 */
export async function listen(
  handle: RequestListener,
  port: number,
  hosts: (string | undefined)[],
): Promise<Listening> {
  const servers: Server[] = []
  for (const host of hosts) {
    const server = createServer({ requestTimeout: REQUEST_MS, keepAliveTimeout: 65_000 }, handle)
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) =>
        isMissing(error, hosts) ? resolve() : reject(asRefusal(error, port, host)),
      )
      server.listen({ port, host }, () => resolve())
    })
    if (server.listening) servers.push(server)
  }
  return {
    servers,
    close: async () => {
      await Promise.all(servers.map(finish))
    },
  }
}

async function finish(server: Server): Promise<void> {
  let done = false
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      done = true
      resolve()
    })
  })
  const deadline = Date.now() + GRACE_MS
  while (!done && Date.now() < deadline) {
    // A kept connection becomes idle when its answer is out.
    server.closeIdleConnections()
    await Promise.race([closed, sleep(50)])
  }
  server.closeAllConnections()
  await closed
}
