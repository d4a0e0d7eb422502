/** A list taken in again: what is new, changed, unchanged, vanished, come back; and what a person entered. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { decideRows } from '~/modules/imports/commands/decide.server'
import { importById, importRows } from '~/modules/imports/queries/imports.server'
import { endTableProgram } from '~/modules/imports/table.server'
import { db } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { checked, line, list, newSource, sameSource, staff, stateOf, written } from './support'

// The program that reads files has to start first.
vi.setConfig({ testTimeout: 60_000 })
beforeEach(resetDatabase)
afterAll(endTableProgram)

const ten = Array.from({ length: 10 }, (_, n) => line(n + 1))
const standing = () =>
  db.aed.findMany({
    where: { sourceId: { not: null } },
    select: { id: true, name: true, position: true, version: true, updatedAt: true, condition: true },
    orderBy: { id: 'asc' },
  })
const changesOf = async (id: number) => (await db.aedImport.findUniqueOrThrow({ where: { id } })).summary

async function first() {
  const actor = await staff()
  const id = await checked(actor, newSource(), list(ten))
  await written(actor, id)
  return actor
}

describe('the first import', () => {
  test('writes nothing before a person says so, and everything then', async () => {
    const actor = await staff()
    const id = await checked(actor, newSource(), list(ten))
    expect(await standing()).toEqual([])
    expect(await stateOf(id)).toBe('checked')
    expect(await changesOf(id)).toMatchObject({ rows: 10, changes: { added: 10, changed: 0 } })
    await written(actor, id)
    expect(await stateOf(id)).toBe('applied')
    const aeds = await db.aed.findMany({ orderBy: { id: 'asc' } })
    expect(aeds).toHaveLength(10)
    expect(aeds[0]).toMatchObject({
      sourceKey: expect.stringMatching(/A1$/i),
      name: '第1公民館',
      position: '1階の受付',
      daysText: '月火水木金',
      startText: '9:00',
      latitude: 34.8001,
      longitude: 135.6501,
      condition: 'in_service',
      enteredFields: [],
      version: 1,
    })
    expect(aeds[0]?.hours).toMatchObject({ weekly: expect.any(Array) })
    const source = await db.aedSource.findFirstOrThrow()
    expect(source.importedAt).not.toBeNull()
    expect(source.mapping).toMatchObject({ header: expect.arrayContaining(['名称']) })
    expect(await changesOf(id)).toMatchObject({ written: { added: 10, changed: 0, removed: 0, restored: 0 } })
  })

  test('puts an AED into the district of the nearest town, and leaves those outside of the city without', async () => {
    const district = await db.district.create({
      data: {
        name: '中央',
        middleSchool: '中央中',
        schoolName: '中央小',
        schoolAddress: '中央町1',
        latitude: 34.8,
        longitude: 135.65,
      },
    })
    await db.town.create({
      data: { name: '中央町', latitude: 34.8, longitude: 135.65, districtId: district.id },
    })
    const actor = await staff()
    const far = line(2, { 3: '34.95', 4: '135.65' })
    await written(actor, await checked(actor, newSource(), list([line(1), far])))
    const aeds = await db.aed.findMany({ orderBy: { id: 'asc' }, select: { districtId: true } })
    expect(aeds.map(({ districtId }) => districtId)).toEqual([district.id, null])
  })
})

describe('the same file again', () => {
  test('changes nothing: neither a version nor a date', async () => {
    const actor = await first()
    const before = await standing()
    const id = await checked(actor, await sameSource(), list(ten))
    expect(await changesOf(id)).toMatchObject({
      changes: { added: 0, changed: 0, unchanged: 10, vanished: 0 },
    })
    await written(actor, id)
    expect(await standing()).toEqual(before)
  })

  test('of another source makes its own AEDs, and touches none of the first', async () => {
    const actor = await first()
    const before = await standing()
    const id = await checked(actor, newSource('別の市のAED'), list(ten.slice(0, 3)))
    expect(await changesOf(id)).toMatchObject({ changes: { added: 3, vanished: 0 } })
    await written(actor, id)
    const after = await standing()
    expect(after.slice(0, 10)).toEqual(before)
    expect(after).toHaveLength(13)
  })
})

describe('a newer file', () => {
  test('shows each changed field with before and after, and writes only what differs', async () => {
    const actor = await first()
    const before = await standing()
    const newer = [line(1, { 5: '2階の廊下' }), ...ten.slice(1), line(11)]
    const id = await checked(actor, await sameSource(), list(newer))
    expect(await changesOf(id)).toMatchObject({
      changes: { added: 1, changed: 1, unchanged: 9, vanished: 0 },
    })
    const { rows } = await importRows(actor, id, 'changed')
    expect(rows).toMatchObject([
      {
        line: 2,
        name: '第1公民館',
        changes: [{ field: 'position', before: '1階の受付', after: '2階の廊下', kept: false }],
      },
    ])
    await written(actor, id)
    const after = await standing()
    expect(after[0]).toMatchObject({ position: '2階の廊下', version: 2 })
    expect(after.slice(1, 10)).toEqual(before.slice(1))
    expect(after[10]).toMatchObject({ name: '第11公民館' })
  })

  test('does not write over what a person entered, also when it was entered after the check', async () => {
    const actor = await first()
    const [one, two, three] = await standing()
    await db.aed.update({
      where: { id: one?.id },
      data: { position: '守衛室', enteredFields: ['position'] },
    })
    await db.aed.update({
      where: { id: three?.id },
      data: { latitude: 34.9, longitude: 135.7, enteredFields: ['latitude', 'longitude'] },
    })
    const newer = [
      line(1, { 5: '2階', 1: '新しい名前' }),
      line(2, { 5: '3階' }),
      line(3, { 3: '34.81' }),
      ...ten.slice(3),
    ]
    const id = await checked(actor, await sameSource(), list(newer))
    expect(await changesOf(id)).toMatchObject({ changes: { changed: 2, unchanged: 8 }, kept: 2 })
    const { rows } = await importRows(actor, id, 'kept')
    expect(rows[0]?.changes).toContainEqual({
      field: 'position',
      before: '守衛室',
      after: '2階',
      kept: true,
    })
    await db.aed.update({
      where: { id: two?.id },
      data: { position: '金庫の横', enteredFields: ['position'] },
    })
    await written(actor, id)
    expect((await standing()).slice(0, 2)).toMatchObject([
      { name: '新しい名前', position: '守衛室' },
      { position: '金庫の横' },
    ])
    expect(await db.aed.findUnique({ where: { id: three?.id } })).toMatchObject({
      latitude: 34.9,
      longitude: 135.7,
      version: 1,
    })
  })

  test('keeps a place that was known when the file has lost it, and says so', async () => {
    const actor = await first()
    const id = await checked(actor, await sameSource(), list([line(1, { 3: '', 4: '' }), ...ten.slice(1)]))
    expect(await changesOf(id)).toMatchObject({ changes: { unchanged: 10 }, outcomes: { placeless: 1 } })
    const { rows } = await importRows(actor, id, 'placeless')
    expect(rows[0]?.notes).toContainEqual({ field: 'latlon', key: 'place_kept' })
    await written(actor, id)
    expect(await db.aed.count({ where: { latitude: null } })).toBe(0)
  })

  test('gives up the old place when the address has changed and the file has none for the new one', async () => {
    const actor = await first()
    const blankPlace = { 3: '', 4: '' }
    const newer = [
      line(1, { ...blankPlace, 2: '試験市東町9番地' }),
      line(2, { ...blankPlace, 2: '大阪府試験市中央町２−', 1: '第二公民館' }),
      ...ten.slice(2),
    ]
    const id = await checked(actor, await sameSource(), list(newer))
    const { rows } = await importRows(actor, id, 'placeless')
    expect(rows.map(({ notes }) => notes.at(-1)?.key)).toEqual(['place_dropped', 'place_kept'])
    await written(actor, id)
    const [one, two] = await db.aed.findMany({ orderBy: { id: 'asc' } })
    expect(one).toMatchObject({ latitude: null, longitude: null, districtId: null })
    expect(two?.latitude).toBe(34.8002)
  })

  test('does not count an AED as gone whose row is refused', async () => {
    const actor = await first()
    const nameless = line(1, { 1: '', 2: '', 5: '' })
    const id = await checked(actor, await sameSource(), list([nameless, ...ten.slice(1)]))
    expect(await changesOf(id)).toMatchObject({
      changes: { unchanged: 9, vanished: 0 },
      outcomes: { refused: 1 },
    })
  })

  test('knows an AED again whose ID stands twice by what it says, and never lists it as gone', async () => {
    const actor = await first()
    const before = await standing()
    const other = line(11, { 0: 'A5' })
    const id = await checked(actor, await sameSource(), list([other, ...ten]))
    expect(await changesOf(id)).toMatchObject({ changes: { added: 1, unchanged: 10, vanished: 0 } })
    await written(actor, id)
    expect((await standing()).slice(0, 10)).toEqual(before)
    const again = await checked(actor, await sameSource(), list([...ten, other]))
    expect(await changesOf(again)).toMatchObject({ changes: { unchanged: 11, added: 0, vanished: 0 } })
    await written(actor, again)

    const moved = line(5, { 1: '新館', 2: '試験市西町1番地' })
    const unclear = [...ten.slice(0, 4), moved, line(11, { 0: 'A5', 1: '別館' }), ...ten.slice(5)]
    const third = await checked(actor, await sameSource(), list(unclear))
    const { rows } = await importRows(actor, third, 'added')
    expect(rows.map(({ notes }) => notes.at(-1)?.key)).toEqual(['id_unclear', 'id_unclear'])
    const gone = await importRows(actor, third, 'vanished')
    expect(gone.rows.map(({ name }) => name)).toEqual(['第11公民館'])
  })

  test('answers open reports and ends the keepers of what it takes away', async () => {
    const actor = await first()
    const [one, two] = await standing()
    for (const aed of [one, two]) {
      const aedId = aed?.id ?? 0
      await db.aedReport.create({ data: { aedId, kind: 'not_there', submissionId: randomUUID() } })
      await db.aedKeeper.create({
        data: { aedId, email: `${aedId}@example.jp`, name: '点検 花子', tokenHash: String(aedId) },
      })
    }
    const id = await checked(actor, await sameSource(), list(ten.slice(1)))
    const { version } = await importById(actor, id)
    await decideRows(actor, id, version, { which: 'remove', all: true })
    await written(actor, id)
    expect(await db.auditEntry.findFirst({ where: { action: 'aed_import.rows_decided' } })).toMatchObject({
      actorId: actor.user.id,
      subjectId: String(id),
      after: { removed: 1 },
    })
    expect(await db.aedReport.findMany({ orderBy: { aedId: 'asc' } })).toMatchObject([
      { state: 'answered', answeredById: actor.user.id, answeredAt: expect.any(Date) },
      { state: 'open', answeredAt: null },
    ])
    expect(await db.aedKeeper.findMany({ orderBy: { aedId: 'asc' } })).toMatchObject([
      { endedAt: expect.any(Date), tokenHash: null },
      { endedAt: null, tokenHash: String(two?.id) },
    ])
  })

  test('takes away only those vanished AEDs that a person ticked; one that comes back stays away until a person says so', async () => {
    const actor = await first()
    const id = await checked(actor, await sameSource(), list(ten.slice(0, 7)))
    expect(await changesOf(id)).toMatchObject({ changes: { vanished: 3 } })
    const { rows } = await importRows(actor, id, 'vanished')
    expect(rows.map(({ name, remove }) => [name, remove])).toEqual([
      ['第8公民館', false],
      ['第9公民館', false],
      ['第10公民館', false],
    ])
    const { version } = await importById(actor, id)
    await decideRows(actor, id, version, { which: 'remove', all: true })
    await decideRows(actor, id, version + 1, {
      which: 'remove',
      shown: rows.map((row) => row.id),
      ticked: rows.slice(0, 1).map((row) => row.id),
    })
    await written(actor, id)
    const conditions = async () => (await standing()).map(({ condition }) => condition)
    expect(await conditions()).toEqual([
      ...Array(7).fill('in_service'),
      'removed',
      'in_service',
      'in_service',
    ])
    expect(await db.aedIncident.findMany()).toMatchObject([{ kind: 'removed', byId: actor.user.id }])

    const again = await checked(actor, await sameSource(), list(ten))
    expect(await changesOf(again)).toMatchObject({
      changes: { unchanged: 10, vanished: 0 },
      returned: 1,
    })
    await written(actor, again)
    expect((await conditions())[7]).toBe('removed')

    const third = await checked(actor, await sameSource(), list(ten))
    const seen = await importById(actor, third)
    await decideRows(actor, third, seen.version, { which: 'restore', all: true })
    await written(actor, third)
    expect((await conditions())[7]).toBe('in_service')
    expect(await changesOf(third)).toMatchObject({ written: { restored: 1, changed: 0 } })
  })
})
