/** What is asked of the city, as rows: by an association, through it, and by somebody without an account. */
import { randomUUID } from 'node:crypto'
import { authorKey, followerKey, sealContact, storedKey } from '~/modules/exchange/contact.server'
import { now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { putFile } from '~/platform/files.server'

const SAID = { kind: 'request', category: 'light', title: '公園の街灯', body: '北の入口です。' } as const

/** Asked by an association, and with the city. */
export async function askedBy(associationId: number): Promise<number> {
  const { districtId } = await db.association.findUniqueOrThrow({ where: { id: associationId } })
  const { id } = await db.matter.create({
    data: {
      ...SAID,
      channel: 'association',
      state: 'received',
      associationId,
      districtId,
      receivedAt: now(),
    },
    select: { id: true },
  })
  return id
}

/** Of a district, by nobody who has an account now. */
export async function askedIn(districtId: number | null): Promise<number> {
  const { id } = await db.matter.create({
    data: { ...SAID, channel: 'direct', state: 'received', districtId, receivedAt: now() },
    select: { id: true },
  })
  return id
}

/** Asked by a member through an association, whose officers have not passed it on. */
export async function askedThrough(associationId: number, email: string): Promise<number> {
  const author = await db.user.findUniqueOrThrow({ where: { email }, select: { id: true } })
  const { id } = await db.matter.create({
    data: { ...SAID, channel: 'through_association', state: 'waiting', associationId, authorId: author.id },
    select: { id: true },
  })
  return id
}

/** The key of the page of somebody without an account, who has not proven the address. */
export async function askedByKey(): Promise<string> {
  const email = `${randomUUID()}@example.com`
  const key = authorKey(randomUUID(), email)
  await db.matter.create({
    data: {
      ...SAID,
      channel: 'direct',
      state: 'waiting',
      authorContact: sealContact({ name: '木村', email, language: 'ja', key }),
      keyHash: storedKey(key),
    },
  })
  return key
}

/** A photo of a matter. */
export async function photoOf(matterId: number): Promise<number> {
  const storageKey = `exchange/${randomUUID()}`
  await putFile(storageKey, new Uint8Array([1]))
  const { id } = await db.matterPhoto.create({
    data: {
      matterId,
      storageKey,
      name: 'photo.jpg',
      contentType: 'image/jpeg',
      bytes: 1,
      description: '街灯',
    },
    select: { id: true },
  })
  return id
}

/** The key of somebody who would like to follow a matter. */
export async function followerOf(matterId: number): Promise<string> {
  const email = `${randomUUID()}@example.com`
  const key = followerKey(matterId, email)
  await db.matterFollower.create({ data: { matterId, email, keyHash: storedKey(key) } })
  return key
}

/** A section of the city. */
export async function aSection(): Promise<number> {
  const { id } = await db.section.create({
    data: { name: `${randomUUID().slice(0, 8)}課` },
    select: { id: true },
  })
  return id
}
