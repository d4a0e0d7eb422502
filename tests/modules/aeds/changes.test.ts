/** What was built from the AEDs holds until something changes, in every process, and no longer. */
import { beforeEach, describe, expect, test } from 'vitest'
import { Kept, lastChange } from '~/modules/aeds/queries/changes.server'
import { keptCityList } from '~/modules/aeds/queries/kept-list.server'
import { db, transaction } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { makeAed } from './support'

beforeEach(resetDatabase)

const mark = async () => (await lastChange()).mark

/** Whether the mark is another one after `work`. */
async function changes(work: () => Promise<unknown>): Promise<boolean> {
  const before = await mark()
  await work()
  return (await mark()) !== before
}

describe('the mark', () => {
  test('is another one after every write of AEDs, and stays where none was written', async () => {
    const id = await makeAed()
    expect(await changes(() => makeAed())).toBe(true)
    expect(await changes(() => db.aed.update({ where: { id }, data: { note: '鍵あり' } }))).toBe(true)
    expect(await changes(() => db.aed.update({ where: { id }, data: { openReports: 0 } }))).toBe(true)
    expect(await changes(() => db.aed.updateMany({ where: { id: 0 }, data: { note: '' } }))).toBe(false)
    expect(await changes(() => db.aed.deleteMany({ where: { id: 0 } }))).toBe(false)
    expect(await changes(() => db.aed.delete({ where: { id } }))).toBe(true)
    expect(await changes(() => db.$executeRawUnsafe('TRUNCATE aeds CASCADE'))).toBe(true)
  })

  test('is another one after a change of what is given out with them', async () => {
    const { id } = await db.aedSource.create({ data: { name: '一覧' }, select: { id: true } })
    const source = (data: object) => () => db.aedSource.update({ where: { id }, data })
    for (const data of [
      { name: '別の一覧' },
      { publisher: '市' },
      { licence: 'CC0 1.0' },
      { url: 'https://a.jp/' },
    ])
      expect(await changes(source(data))).toBe(true)
    expect(await changes(source({ importedAt: new Date() }))).toBe(false)
    const town = { name: '岡東町', reading: 'おかひがしちょう', latitude: 34.816, longitude: 135.65 }
    expect(await changes(() => db.town.create({ data: town }))).toBe(true)
    const node = (kind: 'city' | 'neighbourhood', slug: string) => () =>
      db.association.create({ data: { kind, slug, name: slug, reading: 'よみ' } })
    expect(await changes(node('city', 'hirakata'))).toBe(true)
    const rename = (data: object) => () => db.association.updateMany({ where: { kind: 'city' }, data })
    expect(await changes(rename({ name: '枚方市' }))).toBe(true)
    expect(await changes(rename({ latitude: 34.8, longitude: 135.6 }))).toBe(true)
  })

  test('counts a transaction once, when it is committed; not what it takes back', async () => {
    const id = await makeAed()
    const count = async () => (await db.aedChanges.findFirstOrThrow()).changes
    const before = await count()
    await transaction(async (tx) => {
      await tx.aed.update({ where: { id }, data: { note: 'a' } })
      await tx.aed.update({ where: { id }, data: { note: 'b' } })
      expect(await count()).toBe(before)
    })
    expect(await count()).toBe(before + 1n)
    await transaction(async (tx) => {
      await tx.aed.update({ where: { id }, data: { note: 'c' } })
      throw new Error('changed my mind')
    }).catch(() => {})
    expect(await count()).toBe(before + 1n)
    expect(await db.aedChanging.count()).toBe(0)
  })

  test('keeps no writer waiting for another that has not finished', async () => {
    const [one, other] = [await makeAed(), await makeAed()]
    const write = (id: number, note: string) => db.aed.update({ where: { id }, data: { note } })
    await transaction(async (tx) => {
      await tx.aed.update({ where: { id: one }, data: { note: 'first' } })
      await write(other, 'meanwhile')
      // In a circle, were the row of all locked before the end
      await tx.aed.update({ where: { id: other }, data: { note: 'last' } })
    })
    expect(await db.aed.findUnique({ where: { id: other }, select: { note: true } })).toEqual({
      note: 'last',
    })
    const before = (await db.aedChanges.findFirstOrThrow()).changes
    await Promise.all(Array.from({ length: 8 }, (_, i) => write(i % 2 ? one : other, `${i}`)))
    expect((await db.aedChanges.findFirstOrThrow()).changes).toBe(before + 8n)
  })
})

describe('what is kept', () => {
  test('is built once for a mark, also by many at once, and anew for the next or after a failure', async () => {
    const kept = new Kept<number>(2)
    let built = 0
    const build = async () => ++built
    expect(await Promise.all([1, 2, 3].map(() => kept.get('a', 'x', build)))).toEqual([1, 1, 1])
    expect(await kept.get('b', 'x', build)).toBe(2)
    await expect(kept.get('b', 'y', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await kept.get('b', 'y', build)).toBe(3)
    // The one that was not asked for the longest makes room.
    await kept.get('b', 'x', build)
    await kept.get('b', 'z', build)
    expect([await kept.get('b', 'x', build), await kept.get('b', 'y', build)]).toEqual([2, 5])
  })

  test('of the city list has one tag until a change, and is never older than its tag', async () => {
    let asked = 0
    const ask = (town?: string) =>
      keptCityList(async () => {
        asked++
        return { city: '枚方市', outline: [] }
      }, town)
    await makeAed({ name: '市役所' })
    const [first, again] = [await ask(), await ask()]
    expect(again.etag).toBe(first.etag)
    expect(first.etag).toMatch(/^W\/"/)
    expect(asked).toBe(1)
    expect(JSON.parse(await first.body())).toMatchObject({
      total: 1,
      city: '枚方市',
      aeds: [{ name: '市役所' }],
    })
    // A list that is whole is the same round every town.
    expect((await ask('岡東町')).etag).toBe(first.etag)
    await db.aed.updateMany({ data: { name: '本庁' } })
    const after = await ask()
    expect(after.etag).not.toBe(first.etag)
    expect(JSON.parse(await after.body())).toMatchObject({ aeds: [{ name: '本庁' }] })
  })
})
