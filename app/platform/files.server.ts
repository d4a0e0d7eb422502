/** Stored files, outside `public/`: a folder of the data directory by default, behind flydrive. */
import { createReadStream } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import { settings } from './settings.server'

let disk: Disk | undefined

function folder(): string {
  return path.resolve(settings().DATA_DIR, 'files')
}

function theDisk(): Disk {
  disk ??= new Disk(new FSDriver({ location: folder(), visibility: 'private' }))
  return disk
}

/** Stores a file under a key such as `attachments/ab/<id>`. */
export async function putFile(key: string, content: Uint8Array): Promise<void> {
  await theDisk().put(key, content)
}

/** The whole of a stored file, or null when it is gone. */
export async function readStored(key: string): Promise<Uint8Array | null> {
  return (await theDisk().exists(key)) ? theDisk().getBytes(key) : null
}

/** Deletes files; a key that is null or gone already is passed over. */
export async function removeFiles(keys: readonly (string | null)[]): Promise<void> {
  for (const key of keys) {
    if (key)
      await theDisk()
        .delete(key)
        .catch(() => {})
  }
}

/**
 * Answers a request for a stored file, whole or a part of it (`Range`).
 * @param file `size` in bytes, `name` as it is offered for saving, `shared` whether stores on the way may keep it
 */
export async function fileResponse(
  request: Request,
  file: { key: string; type: string; name: string; size?: number; shared: boolean },
): Promise<Response> {
  const size = file.size ?? (await theDisk().getMetaData(file.key)).contentLength
  const headers = new Headers({
    'Content-Type': file.type,
    'Content-Disposition': disposition(file.name),
    'Accept-Ranges': 'bytes',
    'Cache-Control': file.shared ? 'public, max-age=300' : 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'",
  })
  const range = parseRange(request.headers.get('Range'), size)
  if (range === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${size}` } })
  }
  const { start, end } = range ?? { start: 0, end: size - 1 }
  headers.set('Content-Length', String(end - start + 1))
  if (range) headers.set('Content-Range', `bytes ${start}-${end}/${size}`)
  if (request.method === 'HEAD') return new Response(null, { status: range ? 206 : 200, headers })
  const stream = createReadStream(path.join(folder(), file.key), { start, end })
  return new Response(Readable.toWeb(stream) as ReadableStream, { status: range ? 206 : 200, headers })
}

/** One range of bytes (RFC 9110 14.1.2); several, or a malformed header, are ignored and the whole is sent. */
export function parseRange(
  header: string | null,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | null {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return null
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null
  return start >= size || end < start ? 'unsatisfiable' : { start, end }
}

/** The name for saving, in ASCII and as it is (RFC 6266). */
export function disposition(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  return `inline; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, percent)}`
}

function percent(c: string): string {
  return `%${c.charCodeAt(0).toString(16).toUpperCase()}`
}
