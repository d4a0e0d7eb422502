/** The pages of an import as a browser asks for them: the file that is sent, the columns, the progress. */
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { orderWriting } from '~/modules/imports/commands/decide.server'
import { checkImport } from '~/modules/imports/commands/run.server'
import { MAX_FILE } from '~/modules/imports/forms'
import { importById } from '~/modules/imports/queries/imports.server'
import { endTableProgram } from '~/modules/imports/table.server'
import { db } from '~/platform/db.server'
import * as list from '~/routes/aeds.import._index'
import * as one from '~/routes/aeds.import_.$id._index'
import { resetDatabase } from '../../setup/database'
import { actorOf, asking, giveRole, makeTown, makeUser, sessionOf } from '../accounts/support'
import { list as csvOf, line } from './support'

// The program that reads files has to start first.
vi.setConfig({ testTimeout: 60_000 })
beforeEach(resetDatabase)
afterAll(endTableProgram)

async function signedIn() {
  await makeTown()
  const { id } = await makeUser()
  await giveRole(id, 'section_staff')
  return { id, cookie: await sessionOf(id, true) }
}

/** The form with a file, as a browser sends it. */
function sending(cookie: string, content: BlobPart, fields: Record<string, string> = { name: '試験の一覧' }) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', new File([content], 'aed.csv'))
  const request = new Request('http://localhost:3000/aeds/import', {
    method: 'POST',
    headers: { Cookie: cookie },
    body: form,
  })
  return { request, params: {}, context: { cache: new Map<string, unknown>(), address: '192.0.2.1' } }
}

type Answered = { init?: { status?: number } | null; data: { errors: Record<string, string[]> } }
const sendFile = async (...args: Parameters<typeof sending>) =>
  (await list.action(sending(...args) as never)) as unknown

test('a file beyond the limit is refused with the limit in words, and nothing is kept', async () => {
  const { cookie } = await signedIn()
  const { init, data } = (await sendFile(cookie, new Uint8Array(MAX_FILE + 1))) as Answered
  expect(init?.status).toBe(422)
  expect(data.errors).toEqual({ file: ['imports.upload.too_large?size=20'] })
  expect(await db.aedImport.count()).toBe(0)
})

test('no file, no source, an address that is none: each is said at its field', async () => {
  const { cookie } = await signedIn()
  const missing = (await sendFile(cookie, '', { name: '', url: 'javascript:alert(1)' })) as Answered
  expect(Object.keys(missing.data.errors).sort()).toEqual(['name', 'url'])
  const unknown = (await sendFile(cookie, csvOf([line(1)]), { source: '999' })) as Answered
  expect(unknown.data.errors).toEqual({ source: ['imports.upload.no_such_source'] })
})

test('whoever may not import has no file written down', async () => {
  await makeTown()
  const { id } = await makeUser()
  await expect(sendFile(await sessionOf(id), csvOf([line(1)]))).rejects.toMatchObject({
    init: { status: 403 },
  })
  await expect(sendFile('', csvOf([line(1)]))).rejects.toMatchObject({ status: 302 })
  expect(await db.aedSource.count()).toBe(0)
})

test('from the file to the progress: columns, a preview that writes nothing, and a page that renews itself', async () => {
  const { id: userId, cookie } = await signedIn()
  const sent = (await sendFile(cookie, csvOf([line(1), line(2)]))) as Response
  const path = sent.headers.get('Location') ?? ''
  const id = path.split('/').at(-1) ?? ''
  const load = async (query = '') =>
    (await one.loader(asking(`${path}${query}`, { cookie, params: { id } }) as never)) as Awaited<
      ReturnType<typeof one.loader>
    >
  const post = (fields: Record<string, string>) =>
    one.action(asking(path, { cookie, params: { id }, fields }) as never)

  const first = await load()
  expect(first).toMatchObject({ state: 'uploaded', renews: false })
  expect(first.columns?.preview.map(({ name }) => name)).toEqual(['第1公民館', '第2公民館'])
  const version = String(first.version)
  const preview = await post({ intent: 'preview', version, column_2: 'name' })
  expect(preview).toMatchObject({ data: { preview: { mapping: { name: [2] } } } })
  expect(await post({ intent: 'confirm', version, column_0: 'id' })).toMatchObject({
    init: { status: 422 },
    data: { errors: { form: ['imports.mapping.name_needed'] } },
  })
  const fields = { intent: 'confirm', version, column_0: 'id', column_1: 'name', column_3: 'latitude' }
  expect(await post({ ...fields, column_4: 'longitude' })).toMatchObject({ status: 302 })
  expect(await load()).toMatchObject({ state: 'checking', renews: true, columns: null, review: null })
  expect(await load('?still=1')).toMatchObject({ renews: false })

  await checkImport(Number(id))
  expect(await load()).toMatchObject({
    state: 'checked',
    renews: false,
    review: { show: 'added', decided: { remove: 0, restore: 0 }, rows: [{ line: 2 }, { line: 3 }] },
  })
  expect((await load('?show=refused&line=x&row=-1')).review).toMatchObject({ show: 'refused', rows: [] })
  const actor = await actorOf(userId)
  await orderWriting(actor, Number(id), (await importById(actor, Number(id))).version)
  await expect(post({ intent: 'write', version })).rejects.toMatchObject({ init: { status: 409 } })
})
