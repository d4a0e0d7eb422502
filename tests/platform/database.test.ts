import { expect, test } from 'vitest'
import { db, transaction } from '~/platform/db.server'
import { queue } from '~/platform/jobs.server'
import { expectConsoleError } from '../setup/console'
import { freshDatabase, resetDatabase } from '../setup/database'

const jobs = () => db.$queryRaw`SELECT name, data FROM pgboss.job`

test('a job is queued with its transaction, or not at all', async () => {
  await transaction((tx) => queue(tx, 'send-mail', { mailId: 1 }))
  const failing = transaction(async (tx) => {
    await queue(tx, 'send-mail', { mailId: 2 })
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect(await jobs()).toEqual([{ name: 'send-mail', data: { mailId: 1 } }])
})

test('a job for a queue that is not there is refused', async () => {
  await expect(transaction((tx) => queue(tx, 'nonsense', {}))).rejects.toThrow('no queue')
})

test('the trail can be emptied for a test, and by nobody else', async () => {
  await resetDatabase()
  await db.auditEntry.create({
    data: { capacity: 'job', action: 'test', subjectType: 'test', subjectId: '1' },
  })
  await expect(db.auditEntry.deleteMany()).rejects.toThrow()
  await resetDatabase()
  expect(await db.auditEntry.count()).toBe(0)
  expect(await jobs()).toEqual([])
})

test('a fresh database is a copy of the template', async () => {
  await transaction((tx) => queue(tx, 'send-mail', { mailId: 1 }))
  await freshDatabase()
  expect(await jobs()).toEqual([])
})

test('an error on the console is noticed unless it is expected', () => {
  expectConsoleError(/as meant/)
  console.error('as meant')
})
