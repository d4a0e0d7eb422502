/** Photos and drawings of a hall: what is taken in, who sees it, what the database refuses. */
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import type { SignedIn } from '~/modules/accounts/rules'
import { addFile, changeFile } from '~/modules/halls/commands/files.server'
import { createHall } from '~/modules/halls/commands/halls.server'
import { hallFile, hallForEdit, hallView } from '~/modules/halls/queries/hall.server'
import { MAX_FILES } from '~/modules/halls/rules'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, Stale } from '~/platform/errors'
import { readStored } from '~/platform/files.server'
import { resetDatabase } from '../../setup/database'
import { actorOf, anybody, makeCity } from '../associations/support'
import { hallForm } from './support'

let chair: SignedIn
let auditor: SignedIn
let stranger: SignedIn
let reviewer: SignedIn
let hall: number

beforeEach(async () => {
  await resetDatabase()
  const city = await makeCity()
  chair = await actorOf({ seat: { post: 'chair', at: city.own } })
  auditor = await actorOf({ seat: { post: 'auditor', at: city.own } })
  stranger = await actorOf({ seat: { post: 'chair', at: city.other } })
  reviewer = await actorOf({ staff: 'reviewer' })
  hall = await createHall(chair, hallForm())
})

const invalid = (field: string) =>
  expect.objectContaining({ errors: expect.objectContaining({ [field]: expect.anything() }) })

describe('photos and drawings', () => {
  let folder: string
  const upload = async (name: string, content: Uint8Array) => {
    folder ??= await mkdtemp(path.join(tmpdir(), 'halls-'))
    const file = path.join(folder, name)
    await writeFile(file, content)
    return { field: 'file', name, path: file, size: content.length, tooLarge: false }
  }
  const photo = () =>
    sharp({ create: { width: 60, height: 40, channels: 3, background: '#888' } })
      .withExif({ IFD3: { GPSLatitude: '34/1 51/1 0/1' }, IFD0: { Copyright: 'somebody' } })
      .jpeg()
      .toBuffer()
  const form = (version: number, over: object = {}) => ({
    kind: 'photo' as const,
    caption: '入口',
    public: true,
    version,
    ...over,
  })

  test('a public photo is for all, without what the camera noted; a drawing for those inside', async () => {
    await addFile(chair, hall, form(1), await upload('a.jpg', await photo()))
    await addFile(
      chair,
      hall,
      form(2, { kind: 'drawing', public: false }),
      await upload('b.pdf', Buffer.from('%PDF-1.4\n%%EOF')),
    )
    const [picture, paper] = (await hallForEdit(chair, hall)).files
    const stored = await hallFile(anybody(), picture?.id ?? '')
    expect(stored.shared).toBe(true)
    const meta = await sharp(Buffer.from((await readStored(stored.key)) ?? [])).metadata()
    expect(meta.exif).toBeUndefined()
    await expect(hallFile(anybody(), paper?.id ?? '')).rejects.toThrow(NotFound)
    await expect(hallFile(stranger, paper?.id ?? '')).rejects.toThrow(NotFound)
    expect(await hallFile(auditor, paper?.id ?? '')).toMatchObject({ type: 'application/pdf', shared: false })
    expect((await hallFile(reviewer, paper?.id ?? '')).shared).toBe(false)
    expect((await hallView(anybody(), hall)).photos).toHaveLength(1)
    await changeFile(chair, hall, { intent: 'hide', file: picture?.id ?? '', version: 3 })
    await expect(hallFile(anybody(), picture?.id ?? '')).rejects.toThrow(NotFound)
    await expect(
      changeFile(chair, hall, { intent: 'show', file: paper?.id ?? '', version: 4 }),
    ).rejects.toThrow(Invalid)
    await changeFile(chair, hall, { intent: 'remove', file: picture?.id ?? '', version: 4 })
    expect(await readStored(stored.key)).toBeNull()
  })

  test('refuses what is no picture, what is too many, and who may not', async () => {
    const picture = await photo()
    await expect(addFile(chair, hall, form(1), undefined)).rejects.toEqual(invalid('file'))
    await expect(
      addFile(chair, hall, form(1), await upload('c.jpg', Buffer.from('not a picture'))),
    ).rejects.toEqual(invalid('file'))
    await expect(
      addFile(chair, hall, form(1), await upload('c.pdf', Buffer.from('%PDF-1.4\n%%EOF'))),
    ).rejects.toEqual(invalid('file'))
    await expect(
      addFile(chair, hall, form(1, { kind: 'drawing' }), await upload('d.jpg', picture)),
    ).rejects.toEqual(invalid('public'))
    await expect(addFile(stranger, hall, form(1), await upload('e.jpg', picture))).rejects.toThrow(NotAllowed)
    await expect(addFile(chair, hall, form(7), await upload('f.jpg', picture))).rejects.toThrow(Stale)
    await db.hallFile.createMany({
      data: Array.from({ length: MAX_FILES }, (_, i) => ({
        hallId: hall,
        kind: 'photo' as const,
        name: `${i}.jpg`,
        type: 'image/jpeg',
        size: 1,
        key: `x${i}`,
      })),
    })
    await expect(addFile(chair, hall, form(1), await upload('g.jpg', picture))).rejects.toEqual(
      invalid('file'),
    )
  })

  test('the database refuses a public drawing and a place outside Japan', async () => {
    const file = { hallId: hall, name: 'x', type: 'application/pdf', size: 1, key: 'k' }
    await expect(db.hallFile.create({ data: { ...file, kind: 'drawing', public: true } })).rejects.toThrow()
    await expect(
      db.hall.update({ where: { id: hall }, data: { latitude: 0, longitude: 0 } }),
    ).rejects.toThrow()
    await expect(
      db.hallWork.create({
        data: { hallId: hall, kind: 'repair', completedOn: new Date(), cost: 1, subsidy: 2 },
      }),
    ).rejects.toThrow()
  })
})
