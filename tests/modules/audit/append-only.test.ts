/** The trail is append-only: not by discipline, but because the database refuses anything else. */
import { beforeEach, expect, test } from 'vitest'
import { JOB, record } from '~/modules/audit/commands.server'
import { AUDIT_PAGE, auditTrail, entriesBy } from '~/modules/audit/queries.server'
import { db, transaction } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'

beforeEach(resetDatabase)

const act = (subjectId: string | number = 1, associationId: number | null = null) =>
  transaction((tx) => record(tx, JOB, { action: 'test.done', subjectType: 'test', subjectId, associationId }))

test('update, delete and truncate are refused, also in plain SQL', async () => {
  await act()
  const { id } = await db.auditEntry.findFirstOrThrow()
  await expect(db.auditEntry.update({ where: { id }, data: { action: 'other' } })).rejects.toThrow()
  await expect(db.auditEntry.delete({ where: { id } })).rejects.toThrow()
  await expect(db.auditEntry.deleteMany()).rejects.toThrow()
  await expect(db.$executeRaw`UPDATE audit_entries SET actor_id = NULL`).rejects.toThrow('append-only')
  await expect(db.$executeRaw`DELETE FROM audit_entries`).rejects.toThrow('append-only')
  await expect(db.$executeRaw`TRUNCATE audit_entries`).rejects.toThrow('append-only')
  await expect(db.$executeRaw`TRUNCATE audit_entries CASCADE`).rejects.toThrow('append-only')
  expect(await db.auditEntry.findMany({ select: { action: true } })).toEqual([{ action: 'test.done' }])
})

test('what is rolled back leaves no entry', async () => {
  const failing = transaction(async (tx) => {
    await record(tx, JOB, { action: 'test.done', subjectType: 'test', subjectId: 1 })
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect(await db.auditEntry.count()).toBe(0)
})

test('is read page by page, by key, newest first', async () => {
  for (let i = 1; i <= AUDIT_PAGE + 5; i++) await act(i, i % 2)
  const first = await auditTrail('everything')
  expect(first.entries).toHaveLength(AUDIT_PAGE)
  expect(first.entries[0]?.subjectId).toBe(String(AUDIT_PAGE + 5))
  const second = await auditTrail('everything', first.next)
  expect(second.entries).toHaveLength(5)
  expect(second.next).toBeUndefined()
  expect(
    (await auditTrail({ associationId: 1 })).entries.every(({ subjectId }) => Number(subjectId) % 2 === 1),
  ).toBe(true)
  // Nonsense in the address is the first page.
  expect((await auditTrail('everything', 'x')).entries[0]?.id).toBe(first.entries[0]?.id)
  expect(await entriesBy('00000000-0000-0000-0000-000000000000')).toEqual([])
})
