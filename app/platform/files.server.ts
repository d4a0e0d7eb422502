/** Stored files, outside `public/`: a folder of the data directory by default, or a bucket that speaks S3. */
import { Readable } from 'node:stream'
import { BACKUP_LOCK } from './backup/tables.server'
import { db } from './db.server'
import { store } from './files/store.server'
import { queue } from './jobs.server'
import { noRoom } from './room.server'

/** Stores a file under a key such as `attachments/ab/<id>`. */
export async function putFile(key: string, content: Uint8Array): Promise<void> {
  const { disk } = await store()
  await disk.put(key, content).catch(async (error) => {
    // What was written of it is of no use to anybody.
    await disk.delete(key).catch(() => {})
    throw noRoom(error)
  })
}

/** The whole of a stored file, or null when it is gone. */
export async function readStored(key: string): Promise<Uint8Array | null> {
  const { disk } = await store()
  return (await disk.exists(key)) ? disk.getBytes(key) : null
}

/** The job that deletes what could not be deleted at once. */
const LATER = 'remove-files'
const LATER_MS = 10 * 60_000

/**
 * Deletes files after their rows; a key that is null or gone already is passed over. While a back-up is being written
 * it is put off: the back-up may hold a row that names the file.
 */
export async function removeFiles(keys: readonly (string | null)[]): Promise<void> {
  const gone = keys.filter((key) => key !== null)
  if (gone.length === 0) return
  await db.$transaction(
    async (tx) => {
      const [lock] = await tx.$queryRaw<{ yes: boolean }[]>`
        SELECT pg_try_advisory_xact_lock_shared(${BACKUP_LOCK}::bigint) AS yes`
      if (!lock?.yes) return queue(tx, LATER, { keys: gone }, { startAfter: new Date(Date.now() + LATER_MS) })
      const { disk } = await store()
      for (const key of gone) await disk.delete(key).catch(() => {})
    },
    { maxWait: 30_000, timeout: 120_000 },
  )
}

export const handlers = {
  [LATER]: ({ keys }: { keys: string[] }) => removeFiles(keys),
}

/**
 * Answers a request for a stored file, whole or a part of it (`Range`).
 * @param file `size` in bytes, `name` as it is offered for saving, `shared` whether stores on the way may keep it
 */
export async function fileResponse(
  request: Request,
  file: { key: string; type: string; name: string; size?: number; shared: boolean },
): Promise<Response> {
  const size = file.size ?? (await (await store()).disk.getMetaData(file.key)).contentLength
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
  const stream = await (await store()).part(file.key, start, end)
  return new Response(Readable.toWeb(stream) as ReadableStream, { status: range ? 206 : 200, headers })
}

/** One range of bytes (RFC 9110 14.1.2); several, or a malformed header, are ignored and the whole is sent. */
function parseRange(
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
