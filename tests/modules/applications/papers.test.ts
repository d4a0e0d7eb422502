/** Costs with quotes, documents and files on the real database: what is taken, refused, kept in the trail, and told. */
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import type { SignedIn } from '~/modules/accounts/rules'
import { copyEstimates, removeLine, saveLine } from '~/modules/applications/commands/costs.server'
import {
  addFiles,
  markNeeded,
  markNotNeeded,
  removeFile,
  takeHallFiles,
} from '~/modules/applications/commands/documents.server'
import { startApplication } from '~/modules/applications/commands/start.server'
import { draftOf } from '~/modules/applications/queries/draft.server'
import { costsView, documentsView } from '~/modules/applications/queries/parts.server'
import { applicationFile } from '~/modules/applications/queries/writing.server'
import { type LineInput, MAX_LINES } from '~/modules/applications/schema'
import { addFile } from '~/modules/halls/commands/files.server'
import { createHall } from '~/modules/halls/commands/halls.server'
import { db, transaction } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { readStored } from '~/platform/files.server'
import { createProgrammes } from '../../../prisma/seed/programmes'
import { resetDatabase } from '../../setup/database'
import { actorOf, anybody, type City, makeCity } from '../associations/support'
import { hallForm } from '../halls/support'
import { makeApplication } from './support'

let city: City
let chair: SignedIn
let secretary: SignedIn
let stranger: SignedIn
let reviewer: SignedIn
let hall: number
let id: number

beforeEach(async () => {
  await resetDatabase()
  await transaction((tx) => createProgrammes(tx))
  city = await makeCity()
  chair = await actorOf({ seat: { post: 'chair', at: city.own } })
  secretary = await actorOf({ seat: { post: 'secretary', at: city.own } })
  stranger = await actorOf({ seat: { post: 'chair', at: city.other } })
  reviewer = await actorOf({ staff: 'reviewer' })
  hall = await createHall(chair, hallForm())
  id = await startApplication(chair, {
    association: city.own.id,
    programme: 'hirakata-hall',
    year: 2026,
    works: ['renovation'],
    hallId: hall,
  })
})

const PDF = '%PDF-1.4\n%%EOF'
let folder: string
const upload = async (name: string, content: string | Uint8Array) => {
  folder ??= await mkdtemp(path.join(tmpdir(), 'applications-'))
  const file = path.join(folder, `${Math.random()}`)
  await writeFile(file, content)
  return { field: 'file', name, path: file, size: content.length, tooLarge: false }
}
const pdf = (name = '見積書.pdf', mark = '') => upload(name, `%PDF-1.4\n${mark}\n%%EOF`)
const line = (over: Partial<LineInput> = {}): LineInput => ({
  version: 1,
  id: null,
  work: 'renovation',
  label: '床の張り替え',
  amount: 900_000,
  eligible: true,
  payee: '花園工務店',
  paper: null,
  ...over,
})
const linesOf = async (of = id) => (await draftOf(db, of)).draft.lines
const document = async (name: string, of = id) => {
  const found = (await draftOf(db, of)).draft.documents.find((one) => one.name === name)
  if (!found) throw new Error(`no ${name}`)
  return found
}
const version = async (of = id) => (await draftOf(db, of)).version
const add =
  (name: string) =>
  async (actor: SignedIn, ...files: Awaited<ReturnType<typeof upload>>[]) =>
    addFiles(actor, id, { document: (await document(name)).id, mode: 'add', version: await version() }, files)

describe('cost lines', () => {
  test('come with their quote, which stands among the documents; a double click enters one', async () => {
    const quote = await pdf()
    await saveLine(chair, id, line(), quote)
    await saveLine(chair, id, line(), quote)
    const [one, ...rest] = await linesOf()
    expect(rest).toEqual([])
    const { state, files } = await document('見積書')
    expect([state, files.map((file) => file.name)]).toEqual(['handed_in', ['見積書.pdf']])
    expect(one).toMatchObject({ stage: 'estimate', amount: 900_000, fileId: files[0]?.id })
    const view = await costsView(secretary, id)
    expect(view).toMatchObject({ total: 900_000, eligible: 900_000, payees: ['花園工務店'] })
    // The second line names the same paper.
    await saveLine(
      chair,
      id,
      line({ version: 2, label: '机', amount: 50_000, eligible: false, paper: files[0]?.id ?? '' }),
    )
    expect(await costsView(chair, id)).toMatchObject({ total: 950_000, eligible: 900_000 })
  })

  test('are corrected and deleted by whoever saw what stands', async () => {
    await saveLine(chair, id, line())
    const [one] = await linesOf()
    await expect(saveLine(secretary, id, line({ id: one?.id ?? 0, amount: 1 }))).rejects.toThrow(Stale)
    await expect(removeLine(secretary, id, { id: one?.id ?? 0, version: 1 })).rejects.toThrow(Stale)
    await saveLine(secretary, id, line({ id: one?.id ?? 0, version: 2, amount: 800_000 }))
    expect(await linesOf()).toMatchObject([{ amount: 800_000 }])
    // Saved as it is, nothing has changed.
    await saveLine(secretary, id, line({ id: one?.id ?? 0, version: 3, amount: 800_000 }))
    expect(await version()).toBe(3)
    await removeLine(chair, id, { id: one?.id ?? 0, version: 3 })
    await expect(removeLine(chair, id, { id: one?.id ?? 0, version: 4 })).rejects.toThrow(NotFound)
    expect(await linesOf()).toEqual([])
  })

  test('take no paper that is not one, none of another application, and not more than there can be', async () => {
    const wrong = await upload('見積書.pdf', 'MZ this is a program')
    await expect(saveLine(chair, id, line(), wrong)).rejects.toMatchObject({
      errors: { file: [expect.stringContaining('applications.documents.wrong_type')] },
    })
    const other = await makeApplication('draft', { associationId: city.own.id })
    const theirs = await db.subsidyFile.create({
      data: {
        documentId: (await document('見積書', other.id)).id,
        name: 'a.pdf',
        type: 'application/pdf',
        size: 1,
        key: 'x',
        hash: 'x'.repeat(64),
      },
    })
    await expect(saveLine(chair, id, line({ paper: theirs.id }))).rejects.toThrow(Invalid)
    expect(await linesOf()).toEqual([])
    await db.subsidyCostLine.createMany({
      data: Array.from({ length: MAX_LINES }, (_, position) => ({
        applicationId: id,
        work: 'renovation',
        label: '一',
        amount: 1,
        position,
      })),
    })
    await expect(saveLine(chair, id, line())).rejects.toThrow(Invalid)
  })

  test('of others are neither read nor written', async () => {
    await expect(saveLine(anybody() as SignedIn, id, line())).rejects.toThrow(SignInNeeded)
    await expect(saveLine(stranger, id, line())).rejects.toThrow(NotFound)
    await expect(costsView(stranger, id)).rejects.toThrow(NotFound)
    const handedIn = await makeApplication('reviewing', { associationId: city.own.id })
    await expect(saveLine(reviewer, handedIn.id, line())).rejects.toThrow(NotAllowed)
    await expect(saveLine(chair, handedIn.id, line())).rejects.toMatchObject({ key: 'application_closed' })
  })

  test('of the report begin with those of the quotes, and leave the quotes as they were', async () => {
    const { id: started } = await makeApplication('started', { associationId: city.own.id })
    await db.subsidyCostLine.deleteMany({ where: { applicationId: started, stage: 'actual' } })
    expect((await costsView(chair, started)).mayCopy).toBe(true)
    await copyEstimates(chair, started, { version: 1 })
    await expect(copyEstimates(chair, started, { version: 2 })).rejects.toThrow(Stale)
    const actual = (await linesOf(started)).find(({ stage }) => stage === 'actual')
    await saveLine(
      chair,
      started,
      line({ id: actual?.id ?? 0, version: 2, work: 'seismicRetrofit', amount: 1_400_000 }),
      await pdf('領収書.pdf'),
    )
    expect((await document('領収書の写し', started)).files).toHaveLength(1)
    expect((await linesOf(started)).map(({ stage, amount }) => [stage, amount])).toEqual([
      ['estimate', 1_500_000],
      ['actual', 1_400_000],
    ])
    const quote = (await linesOf(started))[0]
    await expect(removeLine(chair, started, { id: quote?.id ?? 0, version: 3 })).rejects.toThrow(NotFound)
  })
})

describe('documents', () => {
  test('take what is what it says; what is not comes back by name, and the others are kept', async () => {
    const photo = await upload(
      '写真.jpg',
      await sharp({ create: { width: 60, height: 40, channels: 3, background: '#888' } })
        .withExif({ IFD3: { GPSLatitude: '34/1 51/1 0/1' } })
        .jpeg()
        .toBuffer(),
    )
    const wrong = await upload('図面.pdf', 'no PDF at all')
    await expect(add('現況写真')(secretary, photo, wrong)).rejects.toMatchObject({
      errors: {
        file: [
          expect.stringContaining('applications.documents.wrong_type'),
          'applications.documents.others_taken',
        ],
      },
    })
    const { files, state } = await document('現況写真')
    expect([state, files.map(({ name }) => name)]).toEqual(['handed_in', ['写真.jpg']])
    const stored = await applicationFile(chair, files[0]?.id ?? '')
    const meta = await sharp(Buffer.from((await readStored(stored.key)) ?? [])).metadata()
    expect(meta.exif).toBeUndefined()
    await expect(add('現況写真')(chair)).rejects.toThrow(Invalid)
    await expect(add('現況写真')(chair, { ...photo, tooLarge: true })).rejects.toThrow(Invalid)
  })

  test('are seen by the association, by the city once they are handed in, and by nobody else', async () => {
    await add('平面図')(chair, await pdf('平面図.pdf'))
    const file = (await document('平面図')).files[0]?.id ?? ''
    await expect(applicationFile(reviewer, file)).rejects.toThrow(NotFound)
    await expect(applicationFile(stranger, file)).rejects.toThrow(NotFound)
    await expect(applicationFile(anybody(), file)).rejects.toThrow(SignInNeeded)
    await db.subsidyApplication.update({ where: { id }, data: { receiptNumber: 'R1' } })
    expect(await applicationFile(reviewer, file)).toMatchObject({ name: '平面図.pdf' })
  })

  test('two people at two documents are not in one another’s way; the same content counts once', async () => {
    const plan = await pdf('平面図.pdf')
    const at = await version()
    const [first, second] = [await document('平面図'), await document('総会議事録')]
    await Promise.all([
      addFiles(chair, id, { document: first.id, mode: 'add', version: at }, [plan]),
      addFiles(secretary, id, { document: second.id, mode: 'add', version: at }, [await pdf('議事録.pdf')]),
    ])
    await addFiles(chair, id, { document: first.id, mode: 'add', version: at }, [plan])
    expect((await document('平面図')).files).toHaveLength(1)
    // Whoever replaces must have seen what stands.
    await expect(
      addFiles(secretary, id, { document: first.id, mode: 'replace', version: at }, [
        await pdf('b.pdf', 'b'),
      ]),
    ).rejects.toThrow(Stale)
  })

  test('that nobody has seen are deleted; what was handed in stays in the trail', async () => {
    await saveLine(chair, id, line(), await pdf())
    const [old] = (await document('見積書')).files
    const key = (await applicationFile(chair, old?.id ?? '')).key
    await removeFile(chair, id, { file: old?.id ?? '', version: await version() })
    expect(await readStored(key)).toBeNull()
    expect(await linesOf()).toMatchObject([{ fileId: null }])
    expect((await document('見積書')).state).toBe('missing')

    const { id: sent } = await makeApplication('correcting', { associationId: city.own.id })
    const asked = await document('見積書', sent)
    await db.subsidyCorrection.create({
      data: {
        applicationId: sent,
        round: 1,
        item: `document:${asked.id}`,
        text: '日付がありません',
        dueOn: new Date('2026-12-05'),
      },
    })
    const form = { document: asked.id, version: 1 }
    await addFiles(chair, sent, { ...form, mode: 'add' }, [await pdf()])
    const [first] = (await document('見積書', sent)).files
    await db.subsidyCostLine.updateMany({ where: { applicationId: sent }, data: { fileId: first?.id } })
    await db.subsidyDocument.update({ where: { id: asked.id }, data: { state: 'to_correct', note: '日付' } })
    await addFiles(chair, sent, { ...form, mode: 'replace', version: 2 }, [await pdf('新しい.pdf', 'new')])
    const after = await document('見積書', sent)
    expect(after).toMatchObject({ state: 'handed_in', note: '' })
    expect(after.files.map(({ name, replaced }) => [name, replaced])).toEqual([
      ['見積書.pdf', true],
      ['新しい.pdf', false],
    ])
    expect(await linesOf(sent)).toMatchObject([{ fileId: after.files[1]?.id }])
    await expect(removeFile(chair, sent, { file: first?.id ?? '', version: 3 })).rejects.toThrow(NotFound)
    expect(await readStored((await applicationFile(chair, first?.id ?? '')).key)).not.toBeNull()
  })

  test('that do not apply are marked with the reason; those that all need are not', async () => {
    const conditional = await document('耐震診断報告書')
    const needed = await document('平面図')
    const note = '耐震改修を含まないため'
    await markNotNeeded(chair, id, { document: conditional.id, note, version: await version() })
    expect(await document('耐震診断報告書')).toMatchObject({ state: 'not_needed', note })
    await markNeeded(chair, id, { document: conditional.id, version: await version() })
    expect(await document('耐震診断報告書')).toMatchObject({ state: 'missing', note: '' })
    await expect(
      markNotNeeded(chair, id, { document: needed.id, note, version: await version() }),
    ).rejects.toThrow(Invalid)
  })

  test('of another step or another application are refused', async () => {
    const later = await document('完成写真')
    await expect(
      addFiles(chair, id, { document: later.id, mode: 'add', version: 1 }, [await pdf()]),
    ).rejects.toMatchObject({ key: 'application_closed' })
    const other = await makeApplication('draft', { associationId: city.own.id })
    const theirs = await document('平面図', other.id)
    await expect(
      addFiles(chair, id, { document: theirs.id, mode: 'add', version: 1 }, [await pdf()]),
    ).rejects.toThrow(NotFound)
  })

  test('may be photos and drawings of the hall’s record, as copies', async () => {
    await addFile(
      chair,
      hall,
      { kind: 'drawing', caption: '平面図', public: false, version: 1 },
      await upload('図面.pdf', PDF),
    )
    const { hallFiles } = await documentsView(chair, id)
    expect(hallFiles).toMatchObject([{ kind: 'drawing', caption: '平面図' }])
    const plan = await document('平面図')
    const form = { document: plan.id, version: 1 }
    await takeHallFiles(secretary, id, { ...form, files: hallFiles.map((file) => file.id) })
    await db.hallFile.deleteMany({})
    expect((await document('平面図')).files).toMatchObject([{ name: '図面.pdf' }])
    await expect(takeHallFiles(chair, id, { ...form, files: [plan.files[0]?.id ?? 'x'] })).rejects.toThrow(
      Invalid,
    )
  })
})
