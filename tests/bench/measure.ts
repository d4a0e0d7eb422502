/** Requests per second, delays and bytes, as a client of the production build sees them. */
import { get } from 'node:http'
import { brotliDecompressSync } from 'node:zlib'
import autocannon from 'autocannon'

export type Measured = { rps: number; p50: number; p99: number; errors: number }

const CONNECTIONS = 16

/**
 * Asks for the paths in rotation with 16 connections for `seconds`, as a browser that takes Brotli, after a short
 * warm-up; each connection begins at another place, so that many paths are not asked for by all at once.
 * @param all in the warm-up each path is asked for once
 */
export async function measure(
  origin: string,
  paths: string[],
  seconds: number,
  { cookie, all = false }: { cookie?: string; all?: boolean } = {},
): Promise<Measured> {
  const headers = { 'accept-encoding': 'br', ...(cookie ? { cookie } : {}) }
  const requests = paths.map((path) => ({ method: 'GET' as const, path, headers }))
  let clients = 0
  // The row itself begins half-way between: of more paths than are asked for, none was asked for in the warm-up.
  const run = (until: { duration: number } | { amount: number }, shift = 0) =>
    autocannon({
      url: origin,
      connections: CONNECTIONS,
      ...until,
      requests: requests.slice(0, 1),
      setupClient: (client) => {
        const from = Math.floor((((clients++ % CONNECTIONS) + shift) / CONNECTIONS) * requests.length)
        client.setRequests([...requests.slice(from), ...requests.slice(0, from)])
      },
    })
  await run(all ? { amount: Math.ceil(paths.length * 1.1) } : { duration: 2 })
  const result = await run({ duration: seconds }, 0.5)
  return {
    rps: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    errors: result.errors + result.non2xx,
  }
}

/** What a browser loads at first view, without pictures: the page, its styles, scripts and icon, compressed. */
export async function firstView(origin: string, path: string): Promise<{ bytes: number; requests: number }> {
  const page = await transferred(origin + path)
  const html = page.text
  const assets = [...html.matchAll(/<(?:link|script)\b[^>]*?(?:href|src)="([^"]+)"[^>]*>/g)]
    .filter(([tag]) => /rel="(stylesheet|modulepreload|icon|preload)"|<script/.test(tag))
    .map(([, target]) => new URL(target ?? '', origin + path).href)
  let bytes = page.bytes
  const wanted = new Set(assets)
  for (const asset of wanted) bytes += (await transferred(asset)).bytes
  return { bytes, requests: 1 + wanted.size }
}

/** The bytes on the wire, still compressed, and the text of a page. */
function transferred(url: string): Promise<{ bytes: number; text: string }> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'br' } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const body = Buffer.concat(chunks)
        const isBrotli = response.headers['content-encoding'] === 'br'
        resolve({ bytes: body.length, text: (isBrotli ? brotliDecompressSync(body) : body).toString('utf8') })
      })
    }).on('error', reject)
  })
}
