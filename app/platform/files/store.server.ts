/** Where stored files lie: a folder, or a bucket that speaks S3. Both behind flydrive; reading in parts is asked here. */
import { createReadStream } from 'node:fs'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import { settings } from '../settings.server'

export type Store = {
  disk: Disk
  /** The bytes of a file from `start` to `end`, both included. */
  part(key: string, start: number, end: number): Promise<Readable>
}

function folder(location: string): Store {
  return {
    disk: new Disk(new FSDriver({ location, visibility: 'private' })),
    part: async (key, start, end) => createReadStream(path.join(location, key), { start, end }),
  }
}

let made: Promise<Store> | undefined

/** The store of the settings. What speaks S3 is large and loaded only where a bucket is named. */
export function store(): Promise<Store> {
  const { FILES_S3_BUCKET, DATA_DIR } = settings()
  made ??= FILES_S3_BUCKET
    ? import('./bucket.server').then(({ bucket }) => bucket(FILES_S3_BUCKET))
    : Promise.resolve(folder(path.resolve(DATA_DIR, 'files')))
  return made
}

/** A stored file for reading as a stream, or null when it is gone. */
export async function storedFile(key: string): Promise<{ size: number; open(): Promise<Readable> } | null> {
  const { disk } = await store()
  if (!(await disk.exists(key))) return null
  const { contentLength } = await disk.getMetaData(key)
  return { size: contentLength, open: () => disk.getStream(key) }
}

/** Stores a file of a known size from a stream. */
export async function putStream(key: string, content: Readable, size: number): Promise<void> {
  await (await store()).disk.putStream(key, content, { contentLength: size })
}

/** Whether nothing is stored yet. */
export async function nothingStored(): Promise<boolean> {
  try {
    const { objects } = await (await store()).disk.listAll('/', { recursive: true })
    return [...objects].length === 0
  } catch (error) {
    // No folder yet.
    if (((error as Error).cause as NodeJS.ErrnoException)?.code === 'ENOENT') return true
    throw error
  }
}
