/** The browsers' files, compressed as well as can be once at the build, instead of quickly at each request. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { RequestHandler } from 'express'
import type { Plugin } from 'vite'

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}
/** Below this there is nothing to win: it goes in one packet anyway. */
const SMALLEST = 1_000

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => path.extname(file) in TYPES && statSync(path.join(folder, file)).size >= SMALLEST,
  )
}

/** Writes `.br` and `.gz` beside each text file of the folder. */
function precompress(folder: string): void {
  for (const file of filesOf(folder).map((name) => path.join(folder, name))) {
    const text = readFileSync(file)
    const brotli = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }
    writeFileSync(`${file}.br`, brotliCompressSync(text, brotli))
    writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }))
  }
}

/** Compresses what a build has made for browsers, when it is complete. */
export function precompressed(): Plugin {
  let folder: string | undefined
  return {
    name: 'precompressed',
    apply: 'build',
    configResolved({ build, root }) {
      folder = build.ssr ? undefined : path.resolve(root, build.outDir)
    },
    closeBundle() {
      if (folder) precompress(folder)
    },
  }
}

/** The best that a browser takes; a weight of nothing refuses. */
export function encodingFor(accepted: string | string[] | undefined): 'br' | 'gzip' | 'identity' {
  const takes = (name: string) =>
    new RegExp(`(?:^|[\\s,])${name}(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$))`).test(String(accepted ?? ''))
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : 'identity'
}

/**
 * Turns the request for a file into that for its compressed form, where there is one that the browser takes; what
 * serves files comes after it.
 */
export function compressedFiles(folder: string): RequestHandler {
  const made = filesOf(folder).filter((file) => existsSync(path.join(folder, `${file}.br`)))
  const files = new Set(made.map((file) => `/${file.split(path.sep).join('/')}`))
  return (request, response, next) => {
    const { path: at } = request
    if ((request.method !== 'GET' && request.method !== 'HEAD') || !files.has(at)) return next()
    response.vary('Accept-Encoding')
    const encoding = encodingFor(request.headers['accept-encoding'])
    if (encoding === 'identity') return next()
    response.set({ 'Content-Encoding': encoding, 'Content-Type': TYPES[path.extname(at)] })
    request.url = request.url.replace(at, `${at}${encoding === 'br' ? '.br' : '.gz'}`)
    next()
  }
}
