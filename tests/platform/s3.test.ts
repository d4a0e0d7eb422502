/** Stored files in a bucket: the same answers as from a folder, against a server that speaks the protocol. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { CreateBucketCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { s3Client } from '~/platform/files/bucket.server'
import { nothingStored, putStream, storedFile } from '~/platform/files/store.server'
import { fileResponse, putFile, readStored, removeFiles } from '~/platform/files.server'
import { settings } from '~/platform/settings.server'
import { hasS3, openS3, type S3Server } from '../setup/s3'

describe.skipIf(!hasS3)('files in a bucket', () => {
  let server: S3Server
  const content = randomBytes(200_000)
  const key = 'attachments/ab/file'
  const shared = { key, type: 'image/png', name: '写真.png', shared: true }
  const asked = (range?: string) =>
    new Request('http://localhost:3000/x', { headers: range ? { Range: range } : {} })

  beforeAll(async () => {
    server = await openS3()
    Object.assign(settings(), {
      FILES_S3_BUCKET: 'portal-files',
      FILES_S3_ENDPOINT: server.endpoint,
      FILES_S3_KEY_ID: 'test',
      FILES_S3_SECRET: 'test',
    })
    await s3Client().send(
      new CreateBucketCommand({
        Bucket: 'portal-files',
        CreateBucketConfiguration: { LocationConstraint: 'ap-northeast-1' },
      }),
    )
  })
  afterAll(() => server?.close())

  test('are stored, read, and gone again', async () => {
    expect(await nothingStored()).toBe(true)
    expect(await readStored(key)).toBeNull()
    expect(await storedFile(key)).toBeNull()
    await putFile(key, content)
    await putStream(
      'halls/cd/other',
      Readable.from([content.subarray(0, 5), content.subarray(5)]),
      content.length,
    )
    expect(await nothingStored()).toBe(false)
    const { Contents } = await s3Client().send(new ListObjectsV2Command({ Bucket: 'portal-files' }))
    expect(Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([
      [key, content.length],
      ['halls/cd/other', content.length],
    ])
    expect(existsSync(path.join(settings().DATA_DIR, 'files'))).toBe(false)
    for (const each of [key, 'halls/cd/other'])
      expect(Buffer.compare(Buffer.from((await readStored(each)) ?? []), content)).toBe(0)
    await removeFiles(['halls/cd/other', null, 'never/there'])
    expect(await readStored('halls/cd/other')).toBeNull()
  })

  test('pass through the portal, whole and in parts, with the same headers as from a folder', async () => {
    const whole = await fileResponse(asked(), shared)
    expect(whole.status).toBe(200)
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-length': String(content.length),
      'content-type': 'image/png',
      'cache-control': 'public, max-age=300',
      'x-content-type-options': 'nosniff',
    })
    expect(Buffer.compare(Buffer.from(await whole.arrayBuffer()), content)).toBe(0)
    const part = await fileResponse(asked('bytes=1000-1999'), { ...shared, shared: false })
    expect(part.status).toBe(206)
    expect(part.headers.get('Content-Range')).toBe(`bytes 1000-1999/${content.length}`)
    expect(part.headers.get('Cache-Control')).toBe('private, no-store')
    expect(Buffer.compare(Buffer.from(await part.arrayBuffer()), content.subarray(1000, 2000))).toBe(0)
    expect((await fileResponse(asked(`bytes=${content.length}-`), shared)).status).toBe(416)
  })
})
