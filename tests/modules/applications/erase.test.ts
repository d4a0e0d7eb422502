/** 下書きを消す: by whom, until when, and what goes with it. */
import { beforeEach, expect, test } from 'vitest'
import type { Actor } from '~/modules/accounts/rules'
import { deleteDraft } from '~/modules/applications/commands/erase.server'
import { applicationView } from '~/modules/applications/queries/view.server'
import { db } from '~/platform/db.server'
import { NotFound, Stale } from '~/platform/errors'
import { putFile, readStored } from '~/platform/files.server'
import { resetDatabase } from '../../setup/database'
import { type Desk, makeDesk, versionOf } from './desk-support'
import { makeApplication } from './support'

let desk: Desk
beforeEach(async () => {
  await resetDatabase()
  desk = await makeDesk()
})

const make = (state: 'draft' | 'submitted' | 'reviewing') =>
  makeApplication(state, { associationId: desk.town.association.id })
const remove = async (actor: Actor, id: number) => deleteDraft(actor, id, { version: await versionOf(id) })
const kept = async (id: number) => (await db.subsidyApplication.count({ where: { id } })) === 1

test('a draft goes with its files, and the trail says who deleted it', async () => {
  const { id } = await make('draft')
  const document = await db.subsidyDocument.findFirstOrThrow({ where: { applicationId: id } })
  const key = 'subsidies/draft-file'
  await putFile(key, Buffer.from('%PDF-'))
  await db.subsidyFile.create({
    data: { documentId: document.id, name: 'a.pdf', type: 'application/pdf', size: 5, key, hash: 'a' },
  })
  expect((await applicationView(desk.treasurer, id)).mayDelete).toBe(true)

  await remove(desk.treasurer, id)

  expect(await kept(id)).toBe(false)
  expect(await readStored(key)).toBeNull()
  expect(await db.auditEntry.findFirst({ where: { action: 'subsidy.draft_deleted' } })).toMatchObject({
    subjectId: String(id),
    actorId: desk.treasurer.user?.id,
    associationId: desk.town.association.id,
    after: { files: 1 },
  })
})

test('nobody else deletes it, nor knows that it is there', async () => {
  const { id } = await make('draft')
  for (const actor of [desk.otherchair, desk.resident, desk.reviewer, desk.administrator])
    await expect(remove(actor, id)).rejects.toThrow(NotFound)
  expect(await kept(id)).toBe(true)
})

test('what somebody has written meanwhile is not deleted unseen', async () => {
  const { id } = await make('draft')
  await expect(deleteDraft(desk.chair, id, { version: 9 })).rejects.toMatchObject({ key: 'stale' })
  expect(await kept(id)).toBe(true)
})

test('what was sent to the city stays, were it only for advice', async () => {
  const [sent, asked] = [await make('submitted'), await make('draft')]
  await db.subsidyEvent.create({ data: { applicationId: asked.id, verb: 'consult', toState: 'consulting' } })
  for (const { id } of [sent, asked]) {
    expect((await applicationView(desk.chair, id)).mayDelete).toBe(false)
    await expect(remove(desk.chair, id)).rejects.toThrow(Stale)
    expect(await kept(id)).toBe(true)
  }
})
