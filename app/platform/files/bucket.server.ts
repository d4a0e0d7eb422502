/** Stored files in a bucket of any service that speaks S3. */
import type { Readable } from 'node:stream'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { Disk } from 'flydrive'
import { S3Driver } from 'flydrive/drivers/s3'
import { settings } from '../settings.server'
import type { Store } from './store.server'

/** The client for the bucket of the settings. */
export function s3Client(): S3Client {
  const { FILES_S3_ENDPOINT: endpoint, FILES_S3_REGION: region } = settings()
  const { FILES_S3_KEY_ID: accessKeyId, FILES_S3_SECRET: secretAccessKey } = settings()
  return new S3Client({
    region,
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    // Without them the machine's own role is asked, as in a cloud of Amazon's.
    ...(accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey } } : {}),
    // What else speaks S3 does not know the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
}

/** The bucket of this name as a store. */
export function bucket(name: string): Store {
  const client = s3Client()
  return {
    disk: new Disk(new S3Driver({ client, bucket: name, visibility: 'private', supportsACL: false })),
    part: async (Key, start, end) => {
      const { Body } = await client.send(
        new GetObjectCommand({ Bucket: name, Key, Range: `bytes=${start}-${end}` }),
      )
      return Body as Readable
    },
  }
}
