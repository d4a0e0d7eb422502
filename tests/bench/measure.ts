/** Requests per second, delays and bytes, as a client of the production build sees them. */
import { get } from 'node:http'
import { brotliDecompressSync } from 'node:zlib'
import autocannon from 'autocannon'

export type Measured = { rps: number; p50: number; p99: number; errors: number }

/** Asks for the paths in rotation with 16 connections for `seconds`, after a short warm-up. */
export async function measure(origin: string, paths: string[], seconds: number): Promise<Measured> {
  const run = (duration: number) =>
    autocannon({
      url: origin,
      connections: 16,
      duration,
      requests: paths.map((path) => ({ method: 'GET' as const, path })),
    })
  await run(2)
  const result = await run(seconds)
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
