/** Steps of an import that are broken off, done by two at once, or grown large; and what is forgotten. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { clearImports } from '~/modules/imports/commands/clear.server'
import {
  cancelImport,
  confirmMapping,
  decideRows,
  orderWriting,
  reopenMapping,
} from '~/modules/imports/commands/decide.server'
import { checkImport, writeImport } from '~/modules/imports/commands/run.server'
import { takeIn } from '~/modules/imports/commands/take-in.server'
import { startImport } from '~/modules/imports/commands/upload.server'
import { importById, importReport } from '~/modules/imports/queries/imports.server'
import { reportLines } from '~/modules/imports/report'
import { endTableProgram } from '~/modules/imports/table.server'
import { csv } from '~/platform/csv'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { readStored } from '~/platform/files.server'
import { translator } from '~/platform/i18n.server'
import { resetDatabase } from '../../setup/database'
import { actions, travel } from '../accounts/support'
import {
  arrived,
  checked,
  judged,
  line,
  list,
  newSource,
  sameSource,
  staff,
  stateOf,
  written,
} from './support'

// The program that reads files has to start first.
vi.setConfig({ testTimeout: 60_000 })
beforeEach(resetDatabase)
afterEach(() => {
  vi.useRealTimers()
})
afterAll(endTableProgram)

const many = (count: number) => Array.from({ length: count }, (_, n) => line(n + 1))
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable('should have been refused'),
    (error) => error,
  )

/** Waits until the step of an import has written down that it is on its way. */
async function underWay(id: number): Promise<number> {
  for (let tries = 0; tries < 2000; tries++) {
    const { done } = await db.aedImport.findUniqueOrThrow({ where: { id }, select: { done: true } })
    if (done > 0) return done
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error('It never began')
}

/** An import that has been checked and ordered to be written. */
async function ordered(rows: number) {
  const actor = await staff()
  const id = await checked(actor, newSource(), list(many(rows)))
  const { version } = await importById(actor, id)
  await orderWriting(actor, id, version)
  return { actor, id, version: version + 1 }
}

describe('broken off', () => {
  test('cancelled in the middle of writing, nothing is left and the source is free again', async () => {
    const { actor, id, version } = await ordered(4000)
    const writing = writeImport(id, actor.user.id)
    const done = await underWay(id)
    expect(done).toBeLessThan(4000)
    expect(await db.aed.count()).toBe(0)
    await cancelImport(actor, id, version)
    await writing
    expect(await stateOf(id)).toBe('cancelled')
    expect(await db.aed.count()).toBe(0)
    expect((await db.aedSource.findFirstOrThrow()).importedAt).toBeNull()
    expect(await actions()).not.toContain('aed_import.written')
    expect(await stateOf(await checked(actor, await sameSource(), list(many(2))))).toBe('checked')
  }, 60_000)

  test('cancelled in the middle of checking, no row is left', async () => {
    const actor = await staff()
    const id = await startImport(actor, newSource(), arrived(list(many(4000))))
    const { version, mapping } = await importById(actor, id)
    await confirmMapping(actor, id, version, mapping)
    const checking = checkImport(id)
    await underWay(id)
    await cancelImport(actor, id, version + 1)
    await checking
    expect(await stateOf(id)).toBe('cancelled')
    expect(await db.aedImportRow.count()).toBe(0)
  }, 60_000)

  test('killed in the middle of writing, nothing is left; the queue takes it up again and ends it', async () => {
    const { actor, id } = await ordered(6000)
    const file = path.resolve(import.meta.dirname, 'writer.ts')
    const writer = spawn(process.execPath, ['--import', 'tsx', file, String(id), actor.user.id], {
      stdio: 'inherit',
    })
    const ended = new Promise((resolve) => writer.once('exit', (_code, signal) => resolve(signal)))
    await underWay(id)
    writer.kill('SIGKILL')
    expect(await ended).toBe('SIGKILL')
    expect(await db.aed.count()).toBe(0)
    expect(await stateOf(id)).toBe('applying')
    // The server lets go of the dead process's lock in its own time.
    await vi.waitFor(() => writeImport(id, actor.user.id), { timeout: 20_000, interval: 200 })
    expect(await stateOf(id)).toBe('applied')
    expect(await db.aed.count()).toBe(6000)
  }, 90_000)

  test('begun three times and never ended, it is given up in words', async () => {
    const { actor, id } = await ordered(1)
    await db.aedImport.update({ where: { id }, data: { attempts: 3 } })
    await writeImport(id, actor.user.id)
    expect(await db.aedImport.findUnique({ where: { id } })).toMatchObject({
      state: 'failed',
      failure: 'given_up',
    })
    expect(await db.aed.count()).toBe(0)
    expect(translator('ja')('imports.failure.given_up')).toContain('終わりませんでした')
  })

  test('without its file, it fails and says what to do', async () => {
    const actor = await staff()
    const id = await startImport(actor, newSource(), arrived(list(many(2))))
    const { version, mapping } = await importById(actor, id)
    await confirmMapping(actor, id, version, mapping)
    await db.aedImport.update({ where: { id }, data: { fileKey: 'imports/nothing' } })
    await checkImport(id)
    expect(await db.aedImport.findUnique({ where: { id } })).toMatchObject({
      state: 'failed',
      failure: 'file_gone',
    })
  })
})

describe('two at once', () => {
  test('of one source, one import is open', async () => {
    const actor = await staff()
    const other = await staff('reviewer')
    const content = list(many(2))
    await db.aedSource.create({ data: { name: '試験市のAED一覧' } })
    const form = await sameSource()
    const results = await Promise.allSettled(
      [actor, other, actor].map((who) => startImport(who, form, arrived(content))),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(Invalid)
    }
    expect(await db.aedImport.count()).toBe(1)
  })

  test('a new source of one name is made once', async () => {
    const actor = await staff()
    const results = await Promise.allSettled(
      [1, 2].map(() => startImport(actor, newSource(), arrived(list(many(2))))),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await db.aedSource.count()).toBe(1)
  })

  test('who press "write" together write once', async () => {
    const actor = await staff()
    const other = await staff('reviewer')
    const id = await checked(actor, newSource(), list(many(3)))
    const { version } = await importById(actor, id)
    const results = await Promise.allSettled([actor, other].map((who) => orderWriting(who, id, version)))
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await Promise.allSettled([writeImport(id, actor.user.id), writeImport(id, other.user.id)])
    expect(await stateOf(id)).toBe('applied')
    expect(await db.aed.count()).toBe(3)
    expect((await actions()).filter((action) => action === 'aed_import.written')).toHaveLength(1)
  })

  test('one writes while the other still decides: the second is told', async () => {
    const actor = await staff()
    const id = await checked(actor, newSource(), list(many(3)))
    const { version } = await importById(actor, id)
    await decideRows(actor, id, version, { which: 'remove', all: false })
    expect(await refusal(orderWriting(actor, id, version))).toBeInstanceOf(Stale)
    await reopenMapping(actor, id, version + 1)
    expect(await db.aedImportRow.count()).toBe(0)
    expect(await refusal(cancelImport(actor, id, version + 1))).toBeInstanceOf(Stale)
    await cancelImport(actor, id, version + 2)
    expect(await refusal(orderWriting(actor, 999, 1))).toBeInstanceOf(NotFound)
  })
})

/** How long it takes on a machine that does nothing else is measured by tests/bench/aed-import.ts. */
test('10,000 rows are sent, checked and written', async () => {
  const actor = await staff()
  const content = list(
    many(10_000).map((cells, n) => [...cells.slice(0, 1), `${n}番`, ...cells.slice(2)] as never),
  )
  const id = await checked(actor, newSource(), content)
  await written(actor, id)
  expect(await db.aed.count()).toBe(10_000)
  expect(await stateOf(id)).toBe('applied')
}, 120_000)

describe('for the command line', () => {
  const rows = [1, 2, 3].map((n) => judged(n))
  const source = { name: '命令の一覧', licence: 'CC BY 4.0' }

  test('a dry run writes nothing, not even the source', async () => {
    const {
      summary,
      importId,
      rows: compared,
    } = await takeIn({ source, fileName: 'a.csv', judged: rows, dryRun: true })
    expect(importId).toBeNull()
    expect(summary.changes).toEqual({ added: 3, changed: 0, unchanged: 0, vanished: 0 })
    expect(compared.map(({ change }) => change)).toEqual(['added', 'added', 'added'])
    expect([await db.aedSource.count(), await db.aedImport.count(), await db.aed.count()]).toEqual([0, 0, 0])
  })

  test('writes in one transaction, reports what vanished and never takes it away', async () => {
    const taken = await takeIn({ source, fileName: 'a.csv', judged: rows })
    expect(taken.written).toEqual({ added: 3, changed: 0, removed: 0, restored: 0 })
    const again = await takeIn({
      source,
      fileName: 'b.csv',
      judged: [judged(1, { position: '2階' }), judged(2)],
    })
    expect(again.summary.changes).toEqual({ added: 0, changed: 1, unchanged: 1, vanished: 1 })
    expect(await db.aed.count({ where: { condition: 'in_service' } })).toBe(3)
    expect(await db.auditEntry.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { action: 'aed_import.written', capacity: 'command_line', actorId: null },
      { action: 'aed_import.written' },
    ])
    const other = { ...source, name: '別の一覧' }
    await takeIn({ source: other, fileName: 'c.csv', judged: [judged(1)] })
    expect(await db.aed.count()).toBe(4)
  })

  test('a row that cannot be stored undoes all', async () => {
    const broken = judged(4, { phone: '0'.repeat(41) })
    await expect(takeIn({ source, fileName: 'a.csv', judged: [...rows, broken] })).rejects.toThrow()
    expect([await db.aedSource.count(), await db.aedImport.count(), await db.aed.count()]).toEqual([0, 0, 0])
  })

  test('waits for a person who is at the same source', async () => {
    const actor = await staff()
    await checked(actor, newSource(), list(many(1)))
    expect(
      await refusal(takeIn({ source: { name: '試験市のAED一覧' }, fileName: 'a.csv', judged: rows })),
    ).toMatchObject({ key: 'import_open' })
  })

  test('a row with the number of an AED here names it, whatever its source; another source is not changed', async () => {
    await takeIn({ source, fileName: 'a.csv', judged: rows })
    const [one, two] = await db.aed.findMany({ orderBy: { id: 'asc' } })
    const own = (id: number | undefined, over = {}) => ({
      ...judged(id === one?.id ? 1 : 2, over),
      key: `own:${id}`,
    })
    const other = { name: '別の一覧' }
    const { rows: compared } = await takeIn({
      source: other,
      fileName: 'b.csv',
      judged: [own(one?.id), own(two?.id, { position: '2階' }), { ...judged(9), key: 'own:99999' }],
    })
    expect(compared.map(({ change, outcome, notes }) => [change, outcome, notes.at(-1)?.key])).toEqual([
      ['unchanged', 'accepted', undefined],
      [null, 'refused', 'own_other_source'],
      [null, 'refused', 'own_unknown'],
    ])
    const same = await takeIn({ source, fileName: 'c.csv', judged: [own(two?.id, { position: '2階' })] })
    expect(same.summary.changes).toEqual({ added: 0, changed: 1, unchanged: 0, vanished: 2 })
    expect(await db.aed.findUnique({ where: { id: two?.id } })).toMatchObject({ position: '2階', version: 2 })
  })
})

describe('what cannot be read', () => {
  const bad: [string, string | Uint8Array][] = [
    ['empty', ''],
    ['blank lines', '\r\n\r\n   \r\n'],
    [
      'a PDF called .csv',
      Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF', 'latin1'),
    ],
    ['bytes of nothing', Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7919) % 256))],
    ['a broken Excel file', Buffer.from('PK\x03\x04 and then nothing of the kind', 'latin1')],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
  ]
  test.each(bad)('%s is refused with a reason, and leaves nothing', async (_name, content) => {
    const actor = await staff()
    const error = await refusal(startImport(actor, newSource(), arrived(content)))
    expect(error).toBeInstanceOf(Invalid)
    const [key] = (error as Invalid).errors.file ?? []
    const words = translator('ja')(key?.split('?')[0] ?? '')
    expect(words).not.toBe(key)
    expect([await db.aedSource.count(), await db.aedImport.count()]).toEqual([0, 0])
  })

  test('one column of anything can be looked at, but not confirmed without a name', async () => {
    const actor = await staff()
    const result = await startImport(actor, newSource(), arrived('あ\r\nい\r\nう\r\n')).catch(
      (error) => error,
    )
    if (result instanceof Invalid) return
    const { version } = await importById(actor, result)
    expect(await refusal(confirmMapping(actor, result, version, {}))).toBeInstanceOf(Invalid)
  })
})

test('only the city staff who import may see or do anything', async () => {
  const actor = await staff()
  const id = await checked(actor, newSource(), list(many(1)))
  const approver = await staff('approver')
  expect(await refusal(importById(approver, id))).toBeInstanceOf(NotAllowed)
  expect(await refusal(startImport(approver, newSource(), arrived('')))).toBeInstanceOf(NotAllowed)
  expect(await refusal(cancelImport(approver, id, 2))).toBeInstanceOf(NotAllowed)
  expect(await refusal(importReport({ ...approver, user: null, staff: [] }, id))).toBeInstanceOf(SignInNeeded)
})

test('the report has every row, with reasons in words, safe for a spreadsheet', async () => {
  const actor = await staff()
  const nameless = line(2, { 1: '' })
  const formula = line(3, { 1: '=HYPERLINK("https://evil.example")' })
  const id = await checked(actor, newSource(), list([line(1), nameless, formula]))
  const { rows } = await importReport(actor, id)
  const file = csv(reportLines(rows, translator('ja'), 'ja'))
  expect(file.split('\r\n')).toHaveLength(5)
  expect(file).toContain("'=HYPERLINK")
  expect(file).not.toMatch(/(^|,|")=HYPERLINK/m)
  expect(file).not.toContain('imports.')
})

test('files and rows are forgotten after 180 days; what came of them stays', async () => {
  const actor = await staff()
  const id = await checked(actor, newSource(), list(many(3)))
  await written(actor, id)
  const open = await checked(actor, newSource('終わらなかった一覧'), list(many(2)))
  const { fileKey } = await db.aedImport.findUniqueOrThrow({ where: { id } })
  expect(await clearImports()).toBe(0)
  travel({ days: 182 })
  expect(await clearImports()).toBe(2)
  expect(await db.aedImportRow.count()).toBe(0)
  expect(await readStored(fileKey ?? '')).toBeNull()
  expect(await db.aedImport.findUnique({ where: { id } })).toMatchObject({
    state: 'applied',
    fileKey: null,
    detected: null,
    summary: { written: { added: 3 } },
  })
  expect(await stateOf(open)).toBe('cancelled')
  expect(await db.aed.count()).toBe(3)
  expect(await clearImports()).toBe(0)
})
