/** What people tell of themselves and of others: asked about, named nowhere where it would tell, forgotten in time. */
import { randomUUID } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { beforeEach, expect, test } from 'vitest'
import { type Actor, guest } from '~/modules/accounts/rules'
import { askMatter } from '~/modules/exchange/commands/ask.server'
import { forgetExchange } from '~/modules/exchange/commands/clean-up.server'
import { matterKeeper } from '~/modules/exchange/commands/contribution.server'
import { passOn } from '~/modules/exchange/commands/pass-on.server'
import { addPhoto } from '~/modules/exchange/commands/photos.server'
import { listMatters, mattersBeside } from '~/modules/exchange/queries/list.server'
import { matterFor } from '~/modules/exchange/queries/matter.server'
import { NAMED_FROM } from '~/modules/exchange/rules'
import { dayToDate, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid } from '~/platform/errors'
import type { UploadedFile } from '~/platform/forms.server'
import { resetDatabase } from '../../setup/database'
import { actorOf, giveTerm, makeTown, makeUser, type Town, today } from '../accounts/support'
import { asked, member } from './asking'

const VISITOR = { address: '203.0.113.9', language: 'ja' }
const GUEST = guest(today())
let town: Town
let chair: Actor

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  const { id } = await makeUser()
  await giveTerm(id, town.association.id, 'chair')
  chair = await actorOf(id)
})

const asAssociation = (over: Record<string, string> = {}) =>
  asked({ channel: 'association', association: String(town.association.id), ...over })

/** A file as a form brings it. */
async function written(content: Uint8Array): Promise<string> {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'photo-')), '0')
  await writeFile(file, content)
  return file
}

const pictures = (fields: string[]): Promise<UploadedFile[]> =>
  Promise.all(
    fields.map(async (field) => {
      const made = sharp({ create: { width: 8, height: 8, channels: 3, background: '#a0a0a0' } })
      const content = await made.jpeg().toBuffer()
      const size = content.length
      return { field, name: 'IMG_1234.jpg', path: await written(content), size, tooLarge: false }
    }),
  )

const eventsBy = async (matterId: number) =>
  (await db.matterEvent.findMany({ where: { matterId } })).map(({ byId }) => byId)

const section = async () =>
  (await db.section.create({ data: { name: randomUUID() }, select: { id: true } })).id

test.each([
  ['place', { place: '山田太郎さんの家の前' }],
  ['the words of a photo', { photo_words_1: '山田太郎さんの車' }],
])('data of others is asked about in %s as well', async (_where, over) => {
  const files = await pictures('photo_words_1' in over ? ['photo_1'] : [])
  await expect(askMatter(chair, VISITOR, asAssociation(over), files)).rejects.toBeInstanceOf(Invalid)
  expect(await db.matter.count()).toBe(0)
  const kept = asAssociation({ ...over, personal_ok: 'on' })
  const { id } = await askMatter(chair, VISITOR, kept, files)
  expect((await db.matter.findUniqueOrThrow({ where: { id } })).personalAsked).toBe(true)
})

test('photos come with the question, each with its words; of a bad one nothing is kept', async () => {
  const [good] = await pictures(['photo_1'])
  const bad = { ...(await pictures(['photo_2']))[0], path: await written(Buffer.from('no picture')) }
  const words = { photo_words_1: '消えた街灯', photo_words_2: 'その下の歩道' }
  const ask = (over: Record<string, string>, files: unknown[]) =>
    askMatter(chair, VISITOR, asAssociation(over), files as UploadedFile[])
  await expect(ask(words, [good, bad])).rejects.toMatchObject({ errors: { photo_2: expect.anything() } })
  await expect(ask({ photo_words_1: '' }, [good])).rejects.toMatchObject({
    errors: { photo_words_1: ['exchange.error.photo_description'] },
  })
  await expect(ask(words, [good])).rejects.toMatchObject({
    errors: { photo_2: ['exchange.error.photo_again'] },
  })
  expect(await db.matter.count()).toBe(0)
  const { id } = await ask({ photo_words_1: '消えた街灯' }, [good])
  const photos = await db.matterPhoto.findMany({ where: { matterId: id } })
  expect(photos.map(({ description, name }) => [description, name])).toEqual([
    ['消えた街灯', expect.not.stringContaining('IMG_1234')],
  ])
})

test('the words of a photo that is added later are asked about too', async () => {
  const { id } = await askMatter(chair, VISITOR, asAssociation())
  const [file] = await pictures(['photo'])
  const add = (personal_ok: boolean) =>
    addPhoto(chair, { id }, { description: '山田太郎さんの車', personal_ok }, file)
  await expect(add(false)).rejects.toBeInstanceOf(Invalid)
  expect(await db.matterPhoto.count()).toBe(0)
  await add(true)
  expect((await db.matter.findUniqueOrThrow({ where: { id } })).personalAsked).toBe(true)
  const [found] = await matterKeeper.find(db, GUEST, [id])
  expect(found?.text).toContain('山田太郎さんの車')
})

test('through a small association it is named nowhere: not in the list, its filter, beside it, nor on the page', async () => {
  const { actor } = await member(town.association.id)
  const own = await askMatter(chair, VISITOR, asAssociation({ title: '自治会の名前で' }))
  const form = asked({ channel: 'through_association', association: String(town.association.id) })
  const { id } = await askMatter(actor, VISITOR, form)
  await passOn(chair, town.association.slug, { intent: 'pass_on', id, version: 1, reason: '' })
  const found = async () => ({
    named: (await listMatters({}, today())).items
      .filter((one) => one.association !== null)
      .map((one) => one.id),
    filtered: (await listMatters({ association: town.association.id }, today())).items.map((one) => one.id),
    beside: (await mattersBeside({ associationId: town.association.id })).map((one) => one.id),
    page: (await matterFor(GUEST, id)).association?.name ?? null,
  })
  expect(await found()).toEqual({ named: [own.id], filtered: [own.id], beside: [own.id], page: null })
  expect((await matterFor(actor, id)).association).not.toBeNull()
  for (let n = await db.membership.count(); n < NAMED_FROM; n++) await member(town.association.id)
  const both = [id, own.id]
  expect(await found()).toEqual({ named: both, filtered: both, beside: both, page: expect.any(String) })
})

test('who asked is forgotten a year after the end, with those who follow after 90 days; not a day before', async () => {
  const { actor } = await member(town.association.id)
  const { id } = await askMatter(actor, VISITOR, asked())
  expect((await eventsBy(id)).every((by) => by === null)).toBe(true)
  const standing = {
    receivedAt: now(),
    dueOn: dayToDate(today()),
    routedAt: now(),
    sectionId: await section(),
  }
  const ended = (days: number) => {
    const at = new Date(now().getTime() - days * 86_400_000)
    const data = { ...standing, state: 'answered' as const, answeredAt: at, closedAt: at }
    return db.matter.update({ where: { id }, data })
  }
  const author = async () => (await db.matter.findUniqueOrThrow({ where: { id } })).authorId
  await db.matterFollower.create({
    data: { matterId: id, email: 'x@example.com', keyHash: 'b'.repeat(64), confirmedAt: now() },
  })
  await ended(89)
  await forgetExchange()
  expect(await db.matterFollower.count()).toBe(1)
  await ended(91)
  await forgetExchange()
  expect(await db.matterFollower.count()).toBe(0)
  await ended(364)
  await forgetExchange()
  expect(await author()).not.toBeNull()
  await ended(366)
  expect((await forgetExchange()).authors).toBe(1)
  expect(await author()).toBeNull()
  expect((await matterFor(GUEST, id)).title).not.toBeNull()
})
